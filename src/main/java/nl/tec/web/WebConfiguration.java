package nl.tec.web;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import nl.tec.hub.HubSettings;
import nl.tec.hub.Texts;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.web.servlet.LocaleResolver;
import org.springframework.web.servlet.ViewResolver;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.i18n.CookieLocaleResolver;
import org.springframework.web.servlet.i18n.LocaleChangeInterceptor;
import org.springframework.web.servlet.resource.ResourceUrlProvider;
import org.springframework.web.servlet.view.RedirectView;

/** How pages are made: templates compiled by the build, found by the name a controller answers. */
@Configuration(proxyBeanMethods = false)
class WebConfiguration implements WebMvcConfigurer {

    /** The templates as the build compiled them. */
    @Bean
    TemplateEngine templateEngine() {
        TemplateEngine engine = TemplateEngine.createPrecompiled(ContentType.Html);
        engine.setBinaryStaticContent(true);
        return engine;
    }

    /** {@code programme/activity} is src/main/jte/programme/activity.jte; {@code redirect:/x} is a redirect (303). */
    @Bean
    @Order(Ordered.HIGHEST_PRECEDENCE)
    ViewResolver jteViewResolver(
            TemplateEngine engine, Texts texts, HubSettings hub, Clock clock, ResourceUrlProvider assets) {
        JteView.Parts parts = new JteView.Parts(engine, texts, hub, clock, assets);
        return (name, locale) -> {
            if (name.startsWith("redirect:")) {
                RedirectView redirect = new RedirectView(name.substring("redirect:".length()), true, false, false);
                redirect.setStatusCode(org.springframework.http.HttpStatus.SEE_OTHER);
                return redirect;
            }
            String template = name + ".jte";
            return engine.hasTemplate(template) ? new JteView(template, parts) : null;
        };
    }

    /** {@code ?lang=en} chooses a language and remembers it; without a choice everybody gets Dutch. */
    @Bean
    LocaleResolver localeResolver() {
        CookieLocaleResolver resolver = new CookieLocaleResolver("lang");
        resolver.setDefaultLocaleFunction(request -> Texts.DUTCH);
        resolver.setCookieMaxAge(Duration.ofDays(365));
        resolver.setCookieHttpOnly(true);
        resolver.setRejectInvalidCookies(false);
        return resolver;
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        LocaleChangeInterceptor interceptor = new LocaleChangeInterceptor() {
            @Override
            protected Locale parseLocaleValue(String value) {
                return Texts.language(value);
            }
        };
        interceptor.setParamName("lang");
        registry.addInterceptor(interceptor);
    }
}
