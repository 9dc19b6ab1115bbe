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

/** Web sessions and the Spring Security context of the current request. */
@Component
public class SignedInSessions {

    /** An open session. @param browser a recognisable name. @param current whether it is the session of this request */
    public record ActiveSession(long id, String browser, Instant seenAt, boolean current) {}

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
     * Begins a session after authentication, replacing an earlier session of the same browser. If the account has or needs a second
     * factor, the session gives no access until that was given.
     *
     * @param byLink whether the mail address was verified, so that the password may be changed without the old one
     * @return whether the session gives access
     */
    public boolean begin(Actor actor, boolean byLink, HttpServletRequest request, HttpServletResponse response) {
        if (secondFactor.need(actor) != Need.NOTHING) {
            cookies.startPending(actor.accountId(), byLink, request, response);
            tokens.renew(request, response);
            return false;
        }
        open(new SignedIn(actor, byLink, false), request, response);
        return true;
    }

    /** Begins a session of somebody who has given both factors. */
    public void beginWithBothFactors(
            Actor actor, boolean byLink, HttpServletRequest request, HttpServletResponse response) {
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

    /** Returns the session secret in the request, which is not validated. */
    public static Optional<String> secret(HttpServletRequest request) {
        return SessionCookies.secret(request);
    }

    /** Whether the session of the request began with a link in the mail. */
    public boolean isByLink(HttpServletRequest request) {
        return secret(request).filter(sessions::byLink).isPresent();
    }

    /** Returns the account of a session that still awaits the second factor. */
    public Optional<Long> pendingSecondFactor(HttpServletRequest request) {
        return secret(request).flatMap(sessions::pendingSecondFactor);
    }

    /** Returns the sessions of an account, latest first. */
    public List<ActiveSession> open(long accountId, HttpServletRequest request) {
        return sessions.open(accountId, secret(request).orElse(""));
    }

    /** Whether the session of the request was ended remotely, on its own or with all others of the account. */
    public boolean endedElsewhere(HttpServletRequest request) {
        return secret(request).filter(sessions::endedElsewhere).isPresent();
    }

    /** Ends one session of an account. @return false if it does not exist */
    public boolean end(long accountId, long id) {
        return sessions.end(accountId, id);
    }
}
