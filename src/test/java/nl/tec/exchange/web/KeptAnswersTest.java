package nl.tec.exchange.web;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.FilterChain;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

/** Public responses are cached for a while, and others never (decision 0079). */
class KeptAnswersTest {

    private final AtomicInteger made = new AtomicInteger();
    private String policy = "max-age=60, public";

    private final FilterChain program = (request, response) -> {
        HttpServletResponse answer = (HttpServletResponse) response;
        answer.setHeader("Cache-Control", policy);
        answer.setContentType("application/json");
        answer.addCookie(new Cookie("csrf", "x"));
        answer.getOutputStream().print("answer " + made.incrementAndGet());
    };

    private MockHttpServletResponse get(KeptAnswers kept, String... headers) throws Exception {
        MockHttpServletRequest request = new MockHttpServletRequest("GET", "/api/v1/sessies");
        for (int i = 0; i < headers.length; i += 2) {
            request.addHeader(headers[i], headers[i + 1]);
        }
        MockHttpServletResponse response = new MockHttpServletResponse();
        kept.doFilter(request, response, program);
        return response;
    }

    @Test
    void theSecondReaderGetsWhatTheFirstGot_butNotItsCookie() throws Exception {
        KeptAnswers kept = new KeptAnswers(Duration.ofMinutes(1));
        assertThat(get(kept).getContentAsString()).isEqualTo("answer 1");
        MockHttpServletResponse second = get(kept);
        assertThat(second.getContentAsString()).isEqualTo("answer 1");
        assertThat(second.getContentType()).isEqualTo("application/json");
        assertThat(second.getHeader("Cache-Control")).isEqualTo(policy);
        assertThat(second.getCookies()).isEmpty();
        assertThat(get(kept, "Accept-Language", "en").getContentAsString()).isEqualTo("answer 2");
    }

    @Test
    void answersConditionalRequests_alsoTheFirst() throws Exception {
        KeptAnswers kept = new KeptAnswers(Duration.ofMinutes(1));
        String etag = get(kept).getHeader("ETag");
        assertThat(etag).isNotNull();
        MockHttpServletResponse again = get(kept, "If-None-Match", etag);
        assertThat(again.getStatus()).isEqualTo(304);
        assertThat(again.getContentAsByteArray()).isEmpty();
        assertThat(get(new KeptAnswers(Duration.ofMinutes(1)), "If-None-Match", "\"other\"")
                        .getStatus())
                .isEqualTo(200);
    }

    @Test
    void renewsStaleResponses() throws Exception {
        KeptAnswers kept = new KeptAnswers(Duration.ofMillis(200));
        get(kept);
        Thread.sleep(300);
        assertThat(get(kept).getContentAsString()).isEqualTo("answer 2");
    }

    @Test
    void neverCachesPrivateResponses() throws Exception {
        KeptAnswers kept = new KeptAnswers(Duration.ofMinutes(1));
        get(kept);
        assertThat(get(kept, "Authorization", "Bearer x").getContentAsString()).isEqualTo("answer 2");
        policy = "no-store";
        KeptAnswers other = new KeptAnswers(Duration.ofMinutes(1));
        get(other);
        assertThat(get(other).getContentAsString()).isEqualTo("answer 4");
        policy = "max-age=60, private";
        get(other);
        assertThat(get(other).getContentAsString()).isEqualTo("answer 6");
    }

    @Test
    void zeroKeepsNothing() throws Exception {
        KeptAnswers kept = new KeptAnswers(Duration.ZERO);
        get(kept);
        assertThat(get(kept).getContentAsString()).isEqualTo("answer 2");
    }
}
