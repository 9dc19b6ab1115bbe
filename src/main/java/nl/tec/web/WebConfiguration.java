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

/** The web configuration, including the templates that the build compiles into the methods of {@link Pages}. */
@Configuration(proxyBeanMethods = false)
class WebConfiguration implements WebMvcConfigurer {

    /** The paths of static files. */
    private static final List<String> FILES = List.of(
            "/css/**", "/js/**", "/fonts/**", "/img/**", "/webjars/**", "/robots.txt", "/favicon.ico", "/gezond");

    /** Enough for a school behind one address: forty devices with six connections each. */
    private static final int MAX_CONNECTIONS_PER_ADDRESS = 250;

    private static final Duration GRACE = Duration.ofSeconds(20);
    /** Less than any mobile network provides. */
    private static final int MIN_BYTES_PER_SECOND = 8_000;

    private final HubSettings hub;
    private final RepeatedForms repeatedForms;
    private final ObjectProvider<PageViews> pages;

    /** @param pages resolved lazily, because it depends on beans created with this configuration */
    WebConfiguration(HubSettings hub, RepeatedForms repeatedForms, ObjectProvider<PageViews> pages) {
        this.hub = hub;
        this.repeatedForms = repeatedForms;
        this.pages = pages;
    }

    /**
     * Creates the engine of the precompiled templates.
     *
     * @param folder empty, or for developers ({@code tec run --templates}) the folder from which to recompile changed templates
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

    /** Creates the typed facade of all pages. */
    @Bean
    static Pages pages(TemplateEngine engine, @Value("${tec.templates:}") String folder) {
        return folder.isEmpty() ? new StaticPages() : new DynamicPages(engine);
    }

    /** Redirects public URLs with a trailing slash; only these, because another redirect could lead elsewhere. */
    @Bean
    FilterRegistrationBean<UrlHandlerFilter> redirectTrailingSlash() {
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

    /** Serves our error page to requests that never reach the application. */
    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> plainErrors() {
        return factory -> factory.addContextCustomizers(context -> {
            if (context.getParent() instanceof StandardHost host) {
                host.setErrorReportValveClass(PlainErrors.class.getName());
            }
        });
    }

    /** Enlarges the write buffer, so that a page takes two or three system calls instead of eight. */
    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> largeWriteBuffer() {
        return factory -> factory.addConnectorCustomizers(
                connector -> connector.setProperty("socket.appWriteBufSize", String.valueOf(32 * 1024)));
    }

    /** Limits slow and excessive connections of one client. */
    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> guardedConnections(
            @Value("${server.tomcat.remoteip.internal-proxies}") Pattern proxies) {
        return factory -> {
            factory.setProtocol(GuardedProtocol.class.getName());
            factory.addConnectorCustomizers(connector -> {
                // otherwise the kernel would buffer megabytes for a client that does not read
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
        registry.addInterceptor(repeatedForms);
    }
}
