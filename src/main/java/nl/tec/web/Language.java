package nl.tec.web;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.Locale;
import java.util.Objects;
import nl.tec.hub.Cookies;
import nl.tec.hub.Texts;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.LocaleResolver;
import org.springframework.web.servlet.support.RequestContextUtils;
import org.springframework.web.util.WebUtils;

/**
 * Resolves the language of a page. It is chosen with {@code ?lang=en} or the button of a form ({@link Texts#SHOW_IN}) and remembered in
 * a cookie; the default is Dutch, whatever the browser prefers. An API client chooses with {@code Accept-Language}.
 */
final class Language implements LocaleResolver {

    /** Stores the choice of a language. */
    static final class Choice implements HandlerInterceptor {
        @Override
        public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
            // the error may concern unreadable parameters
            if (request.getDispatcherType() != DispatcherType.ERROR) {
                String shown = request.getParameter(Texts.SHOW_IN);
                String code = shown == null ? request.getParameter(PARAMETER) : shown;
                LocaleResolver language = RequestContextUtils.getLocaleResolver(request);
                if (code != null && language != null) {
                    language.setLocale(request, response, Texts.language(code));
                }
            }
            return true;
        }
    }

    static final String PARAMETER = "lang";
    static final String EMBEDDED = "/insluiten/";

    @Override
    public Locale resolveLocale(HttpServletRequest request) {
        if (request.getAttribute(PARAMETER) instanceof Locale chosen) {
            return chosen;
        }
        if (embedded(request)) {
            return Texts.language(Objects.requireNonNullElse(request.getParameter(PARAMETER), ""));
        }
        if (ofApi(request)) {
            return request.getHeader(HttpHeaders.ACCEPT_LANGUAGE) == null
                    ? Texts.DUTCH
                    : Texts.language(request.getLocale().getLanguage());
        }
        Cookie cookie = WebUtils.getCookie(request, PARAMETER);
        return cookie == null ? Texts.DUTCH : Texts.language(cookie.getValue());
    }

    /** Whether the page is embedded in another site; its URL determines the language, and it sets no cookie. */
    private static boolean embedded(HttpServletRequest request) {
        return request.getDispatcherType() != DispatcherType.ERROR
                && request.getRequestURI().startsWith(EMBEDDED);
    }

    private static boolean ofApi(HttpServletRequest request) {
        Object failed = request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI);
        return (failed == null ? request.getRequestURI() : failed.toString()).startsWith("/api/");
    }

    @Override
    public void setLocale(
            HttpServletRequest request, @Nullable HttpServletResponse response, @Nullable Locale language) {
        Locale chosen = language == null ? Texts.DUTCH : language;
        request.setAttribute(PARAMETER, chosen);
        Cookie known = WebUtils.getCookie(request, PARAMETER);
        if (response == null || known != null && known.getValue().equals(chosen.getLanguage())) {
            return;
        }
        Cookies.write(
                request, response, PARAMETER, chosen.getLanguage(), Duration.ofDays(365), "/", Cookies.SameSite.LAX);
    }
}
