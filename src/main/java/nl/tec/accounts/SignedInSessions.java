package nl.tec.accounts;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import nl.tec.accounts.SecondFactor.Need;
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

    /** A session that somebody has open. @param browser as its owner knows it again. @param current the one that asks */
    public record Open(long id, String browser, Instant createdAt, Instant seenAt, boolean current) {}

    private final SessionCookies cookies;
    private final CsrfCookies tokens;
    private final WebSessions sessions;
    private final SecondFactor secondFactor;

    SignedInSessions(SessionCookies cookies, CsrfCookies tokens, WebSessions sessions, SecondFactor secondFactor) {
        this.cookies = cookies;
        this.tokens = tokens;
        this.sessions = sessions;
        this.secondFactor = secondFactor;
    }

    /**
     * Begins the session of somebody who has just proved who it is; an earlier session of the same browser ends. Where the
     * account has a second factor, or has to, the session opens nothing until it was given.
     *
     * @param byLink the mail address was proved: the password may be changed without the old one
     * @return whether the session is open
     */
    public boolean begin(Actor actor, boolean byLink, HttpServletRequest request, HttpServletResponse response) {
        if (secondFactor.need(actor) != Need.NOTHING) {
            cookies.startHalfWay(actor.accountId(), byLink, request, response);
            tokens.renew(request, response);
            return false;
        }
        open(new SignedIn(actor, byLink, false), request, response);
        return true;
    }

    /** The same of somebody who has given two factors. */
    public void beginProved(Actor actor, boolean byLink, HttpServletRequest request, HttpServletResponse response) {
        open(new SignedIn(actor, byLink, true), request, response);
    }

    private void open(SignedIn somebody, HttpServletRequest request, HttpServletResponse response) {
        SecurityContext context = SecurityContextHolder.createEmptyContext();
        context.setAuthentication(somebody);
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

    /** The account whose second factor the session of the request still waits for. */
    public Optional<Long> halfWay(HttpServletRequest request) {
        return secret(request).flatMap(sessions::halfWay);
    }

    /** The sessions of an account, the latest first. */
    public List<Open> open(long accountId, HttpServletRequest request) {
        return sessions.open(accountId, secret(request).orElse(""));
    }

    /** Whether the session of the request was ended from another device, or with all others of the account. */
    public boolean endedElsewhere(HttpServletRequest request) {
        return secret(request).filter(sessions::endedElsewhere).isPresent();
    }

    /** Ends one session of an account. @return false: it was not there */
    public boolean end(long accountId, long id) {
        return sessions.end(accountId, id);
    }
}
