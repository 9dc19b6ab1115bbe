package nl.tec.accounts.internal;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Optional;
import nl.tec.accounts.internal.WebSessions.Factors;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.context.HttpRequestResponseHolder;
import org.springframework.security.web.context.SecurityContextRepository;
import org.springframework.stereotype.Component;
import org.springframework.web.util.WebUtils;

/**
 * The session of a request, by its cookie. Looked up when somebody first asks who is signed in, once a request; a visitor
 * without the cookie costs nothing. Saving somebody starts a new session (a new secret at every sign-in), saving nobody
 * ends it.
 */
@Component
public class SessionCookies implements SecurityContextRepository {

    private static final String COOKIE = "tec";
    private static final String KNOWN = SessionCookies.class.getName();

    private final WebSessions sessions;

    SessionCookies(WebSessions sessions) {
        this.sessions = sessions;
    }

    /** The secret of the session this request says it belongs to. */
    public static Optional<String> secret(HttpServletRequest request) {
        return Optional.ofNullable(WebUtils.getCookie(request, name(request)))
                .map(Cookie::getValue)
                .filter(value -> !value.isEmpty());
    }

    /** Over HTTPS with the prefix by which a browser takes it from no other host and over no other connection. */
    private static String name(HttpServletRequest request) {
        return request.isSecure() ? "__Host-" + COOKIE : COOKIE;
    }

    @Override
    @SuppressWarnings("deprecation") // what loadDeferredContext, which is not, calls
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
            // the page that says that the database is away must not need it
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
            write(request, response, "", 0);
        }
        request.setAttribute(KNOWN, context);
    }

    /** Begins a session that opens nothing until the second factor was given. */
    public void startHalfWay(long accountId, boolean byLink, HttpServletRequest request, HttpServletResponse response) {
        secret(request).ifPresent(sessions::end);
        start(accountId, byLink, Factors.DUE, request, response);
    }

    private void start(
            long accountId, boolean byLink, Factors factors, HttpServletRequest request, HttpServletResponse response) {
        String browser = BrowserNames.of(request.getHeader(HttpHeaders.USER_AGENT));
        write(request, response, sessions.start(accountId, byLink, factors, browser), -1);
    }

    @Override
    public boolean containsContext(HttpServletRequest request) {
        return secret(request).isPresent();
    }

    private static void write(HttpServletRequest request, HttpServletResponse response, String value, int seconds) {
        Cookie cookie = new Cookie(name(request), value);
        cookie.setPath("/");
        cookie.setHttpOnly(true);
        cookie.setSecure(request.isSecure());
        cookie.setMaxAge(seconds);
        cookie.setAttribute("SameSite", "Lax");
        response.addCookie(cookie);
    }
}
