package nl.tec.web;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.generated.precompiled.DynamicPages;
import gg.jte.generated.precompiled.Pages;
import gg.jte.generated.precompiled.StaticPages;
import gg.jte.resolve.DirectoryCodeResolver;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import nl.tec.hub.HubSettings;
import org.apache.catalina.core.StandardHost;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.boot.webmvc.autoconfigure.WebMvcRegistrations;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.http.HttpStatus;
import org.springframework.web.filter.UrlHandlerFilter;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.HandlerMethodReturnValueHandler;
import org.springframework.web.servlet.LocaleResolver;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** The configuration of pages: templates that the build compiles into the methods of {@link Pages}. */
@Configuration(proxyBeanMethods = false)
class WebConfiguration implements WebMvcConfigurer {

    /** Files, which are no pages. */
    private static final List<String> FILES = List.of(
            "/css/**", "/js/**", "/fonts/**", "/img/**", "/webjars/**", "/robots.txt", "/favicon.ico", "/gezond");

    /** A school is one address: forty devices with six connections each. */
    private static final int MAX_CONNECTIONS_PER_ADDRESS = 250;

    private static final Duration GRACE = Duration.ofSeconds(20);
    /** Less than any telephone network gives. */
    private static final int MIN_BYTES_PER_SECOND = 8_000;

    private final HubSettings hub;
    private final ObjectProvider<PageViews> pages;

    /** @param pages asked for later: it needs what Spring makes with this configuration */
    WebConfiguration(HubSettings hub, ObjectProvider<PageViews> pages) {
        this.hub = hub;
        this.pages = pages;
    }

    /**
     * The templates as the build compiled them.
     *
     * @param folder empty, or for developers ({@code tec run --templates}) the folder to compile them from when they change
     */
    @Bean
    static TemplateEngine templateEngine(@Value("${tec.templates:}") String folder) {
        if (folder.isEmpty()) {
            TemplateEngine engine = TemplateEngine.createPrecompiled(ContentType.Html);
            engine.setBinaryStaticContent(true);
            return engine;
        }
        Path templates = Path.of(folder);
        TemplateEngine engine = TemplateEngine.create(
                new DirectoryCodeResolver(templates),
                templates.resolve("../../../target/templates").normalize(),
                ContentType.Html);
        engine.setTrimControlStructures(true);
        return engine;
    }

    /** Every page as a method with its parameters. */
    @Bean
    static Pages pages(TemplateEngine engine, @Value("${tec.templates:}") String folder) {
        return folder.isEmpty() ? new StaticPages() : new DynamicPages(engine);
    }

    /** An address of the public site with a slash behind it is the one without. Of these only: another could lead elsewhere. */
    @Bean
    FilterRegistrationBean<UrlHandlerFilter> withoutSlash() {
        FilterRegistrationBean<UrlHandlerFilter> filter =
                new FilterRegistrationBean<>(UrlHandlerFilter.trailingSlashHandler(
                                "/programma/",
                                "/kalender/",
                                "/voor-scholen/",
                                "/resultaten/",
                                "/activiteit/*/",
                                "/plek/*/",
                                "/plekken/",
                                "/partners/",
                                "/project/",
                                "/over/",
                                "/privacy/",
                                "/werkgevers/",
                                "/mijn/")
                        .redirect(HttpStatus.PERMANENT_REDIRECT)
                        .build());
        filter.setOrder(Ordered.HIGHEST_PRECEDENCE);
        return filter;
    }

    @Bean
    static WebMvcRegistrations mappings() {
        return new WebMvcRegistrations() {
            @Override
            public RequestMappingHandlerMapping getRequestMappingHandlerMapping() {
                return new SegmentHandlerMapping();
            }
        };
    }

    @Bean
    LocaleResolver localeResolver() {
        return new Language();
    }

    /** Gives our error page to requests that never reach the program, too. */
    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> plainErrors() {
        return factory -> factory.addContextCustomizers(context -> {
            if (context.getParent() instanceof StandardHost host) {
                host.setErrorReportValveClass(PlainErrors.class.getName());
            }
        });
    }

    /** A page goes to the network in two or three pieces, not in eight; each piece costs a system call. */
    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> fewPieces() {
        return factory -> factory.addConnectorCustomizers(
                connector -> connector.setProperty("socket.appWriteBufSize", String.valueOf(32 * 1024)));
    }

    /** Slow or many connections of one client leave room for the others. */
    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> guardedConnections(
            @Value("${server.tomcat.remoteip.internal-proxies}") Pattern proxies) {
        return factory -> {
            factory.setProtocol(GuardedProtocol.class.getName());
            factory.addConnectorCustomizers(connector -> {
                // or the kernel would take megabytes for a client that does not read, page after page
                connector.setProperty("socket.txBufSize", String.valueOf(64 * 1024));
                if (connector.getProtocolHandler() instanceof GuardedProtocol protocol) {
                    protocol.limits(proxies, MAX_CONNECTIONS_PER_ADDRESS, GRACE, MIN_BYTES_PER_SECOND);
                }
            });
        };
    }

    @Override
    public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
        resolvers.add(pages.getObject());
    }

    @Override
    public void addReturnValueHandlers(List<HandlerMethodReturnValueHandler> handlers) {
        handlers.add(pages.getObject());
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(new FirstRunGate(hub)).excludePathPatterns(FILES);
        registry.addInterceptor(new Language.Choice())
                .excludePathPatterns(FILES)
                .excludePathPatterns(Language.EMBEDDED + "**");
    }
}
