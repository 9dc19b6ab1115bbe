package nl.tec.accounts;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Optional;
import nl.tec.accounts.internal.CsrfCookies;
import nl.tec.accounts.internal.SessionCookies;
import nl.tec.accounts.internal.SignedIn;
import nl.tec.accounts.internal.WebSessions;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;

/** Signing in as Spring Security means it: the context of this request and the web session of the next ones. */
@Component
public class SignedInSessions {

    private final SessionCookies cookies;
    private final CsrfCookies tokens;
    private final WebSessions sessions;

    SignedInSessions(SessionCookies cookies, CsrfCookies tokens, WebSessions sessions) {
        this.cookies = cookies;
        this.tokens = tokens;
        this.sessions = sessions;
    }

    /**
     * Begins the session of somebody who has just proved who it is; an earlier session of the same browser ends.
     *
     * @param byLink the mail address was proved: the password may be changed without the old one
     */
    public void begin(Actor actor, boolean byLink, HttpServletRequest request, HttpServletResponse response) {
        SecurityContext context = SecurityContextHolder.createEmptyContext();
        context.setAuthentication(new SignedIn(actor, byLink));
        SecurityContextHolder.setContext(context);
        cookies.saveContext(context, request, response);
        tokens.renew(request, response);
    }

    public void end(HttpServletRequest request, HttpServletResponse response) {
        SecurityContextHolder.clearContext();
        cookies.saveContext(SecurityContextHolder.createEmptyContext(), request, response);
    }

    /** The secret of the session that the request says it belongs to. */
    public static Optional<String> secret(HttpServletRequest request) {
        return SessionCookies.secret(request);
    }

    /** Whether the session of the request began by proving the mail address. */
    public boolean isByLink(HttpServletRequest request) {
        return secret(request).filter(sessions::byLink).isPresent();
    }
}
