package nl.tec.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.context.support.StaticWebApplicationContext;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerExecutionChain;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.util.ServletRequestPathUtils;

/** Every path finds the same method as with Spring's own mapping. */
class SegmentHandlerMappingTest {

    private final SegmentHandlerMapping mapping = new SegmentHandlerMapping();

    @Controller
    static class Pages {

        @GetMapping("/{area:school|beheer}/boeken")
        void choice() {}

        @GetMapping({"/plek/{id}", "/place/{id}"})
        void variable() {}

        @GetMapping("/{anything:[a-e]+}")
        void anything() {}

        @GetMapping("/files/**")
        void below() {}

        @GetMapping("/plek/nieuw")
        void literal() {}

        @PostMapping("/plek/zoek")
        void post() {}

        @GetMapping("/tail/{*rest}")
        void tail() {}
    }

    SegmentHandlerMappingTest() {
        StaticWebApplicationContext context = new StaticWebApplicationContext();
        context.registerSingleton("pages", Pages.class);
        mapping.setApplicationContext(context);
        mapping.afterPropertiesSet();
    }

    @Test
    void thePathIsPassedOn() throws Exception {
        MockHttpServletRequest request = new MockHttpServletRequest("GET", "/plek/7");
        ServletRequestPathUtils.parseAndCache(request);
        mapping.getHandler(request);
        assertThat(request.getAttribute(HandlerMapping.PATH_WITHIN_HANDLER_MAPPING_ATTRIBUTE))
                .isEqualTo("/plek/7");
    }

    private String method(String path) throws Exception {
        MockHttpServletRequest request = new MockHttpServletRequest("GET", path);
        ServletRequestPathUtils.parseAndCache(request);
        HandlerExecutionChain found = mapping.getHandler(request);
        return found == null
                ? "none"
                : ((HandlerMethod) found.getHandler()).getMethod().getName();
    }

    @Test
    void aPathFindsThePatternThatItFits() throws Exception {
        assertThat(method("/school/boeken")).isEqualTo("choice");
        assertThat(method("/beheer/boeken")).isEqualTo("choice");
        assertThat(method("/plek/7")).isEqualTo("variable");
        assertThat(method("/place/7")).isEqualTo("variable");
        assertThat(method("/plek/nieuw")).isEqualTo("literal");
        assertThat(method("/plek/zoek")).as("of which only POST is literal").isEqualTo("variable");
        assertThat(method("/bad")).isEqualTo("anything");
        assertThat(method("/files/a/b")).isEqualTo("below");
        assertThat(method("/files")).isEqualTo("below");
        assertThat(method("/tail/a/b")).isEqualTo("tail");
        assertThat(method("/tail")).isEqualTo("tail");
        assertThat(method("/pl%65k/7")).as("with an encoded letter").isEqualTo("variable");
    }

    @Test
    void aPathThatFitsNothingFindsNothing() throws Exception {
        assertThat(method("/partner/boeken")).isEqualTo("none");
        assertThat(method("/school")).isEqualTo("none");
    }

    @Test
    void aPatternIsFoundByItsFirstSegment() {
        assertThat(SegmentHandlerMapping.segments("/a/b/{id:\\d+}/c")).containsExactly("/a/");
        assertThat(SegmentHandlerMapping.segments("/{area:a|b-c}/d")).containsExactlyInAnyOrder("/a/", "/b-c/");
        assertThat(SegmentHandlerMapping.segments("/{id:[0-9]{1,18}}")).isEmpty();
        assertThat(SegmentHandlerMapping.segments("/a*/b")).isEmpty();
    }
}
