package nl.tec.accounts.internal;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.Optional;
import nl.tec.accounts.internal.WebSessions.Factors;
import nl.tec.hub.Cookies;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.context.HttpRequestResponseHolder;
import org.springframework.security.web.context.SecurityContextRepository;
import org.springframework.stereotype.Component;
import org.springframework.web.util.WebUtils;

/**
 * The session of a request, identified by a cookie. It is looked up lazily and once per request; visitors without the cookie cost nothing.
 * Saving an authentication starts a new session with a new secret, saving an empty context ends it.
 */
@Component
public class SessionCookies implements SecurityContextRepository {

    private static final String COOKIE = "tec";
    private static final String KNOWN = SessionCookies.class.getName();

    private final WebSessions sessions;

    SessionCookies(WebSessions sessions) {
        this.sessions = sessions;
    }

    /** Returns the session secret in the request, which is not validated. */
    public static Optional<String> secret(HttpServletRequest request) {
        return Optional.ofNullable(WebUtils.getCookie(request, name(request)))
                .map(Cookie::getValue)
                .filter(value -> !value.isEmpty());
    }

    private static String name(HttpServletRequest request) {
        return Cookies.hostName(request, COOKIE);
    }

    @Override
    @SuppressWarnings("deprecation") // called by loadDeferredContext, which is not deprecated
    public SecurityContext loadContext(HttpRequestResponseHolder holder) {
        HttpServletRequest request = holder.getRequest();
        if (request.getAttribute(KNOWN) instanceof SecurityContext known) {
            return known;
        }
        SecurityContext context = SecurityContextHolder.createEmptyContext();
        try {
            secret(request)
                    .flatMap(sessions::find)
                    .map(actor -> new SignedIn(actor, false, false))
                    .ifPresent(context::setAuthentication);
        } catch (DataAccessException e) {
            // the error page for an unavailable database must not need it
            if (request.getDispatcherType() != DispatcherType.ERROR) {
                throw e;
            }
        }
        request.setAttribute(KNOWN, context);
        return context;
    }

    @Override
    public void saveContext(SecurityContext context, HttpServletRequest request, HttpServletResponse response) {
        Optional<String> before = secret(request);
        before.ifPresent(sessions::end);
        if (context.getAuthentication() instanceof SignedIn somebody) {
            long accountId = somebody.getPrincipal().accountId();
            start(accountId, somebody.byLink(), somebody.proved() ? Factors.PROVED : Factors.ENOUGH, request, response);
        } else if (before.isPresent()) {
            write(request, response, "", Cookies.REMOVED);
        }
        request.setAttribute(KNOWN, context);
    }

    /** Starts a session that gives no access until the second factor was given. */
    public void startPending(long accountId, boolean byLink, HttpServletRequest request, HttpServletResponse response) {
        secret(request).ifPresent(sessions::end);
        start(accountId, byLink, Factors.DUE, request, response);
    }

    private void start(
            long accountId, boolean byLink, Factors factors, HttpServletRequest request, HttpServletResponse response) {
        String browser = BrowserNames.of(request.getHeader(HttpHeaders.USER_AGENT));
        write(request, response, sessions.start(accountId, byLink, factors, browser), null);
    }

    @Override
    public boolean containsContext(HttpServletRequest request) {
        return secret(request).isPresent();
    }

    private static void write(
            HttpServletRequest request, HttpServletResponse response, String value, @Nullable Duration life) {
        Cookies.write(request, response, name(request), value, life, "/", Cookies.SameSite.LAX);
    }
}
