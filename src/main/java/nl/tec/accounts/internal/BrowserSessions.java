package nl.tec.accounts.internal;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import nl.tec.accounts.Actor;
import nl.tec.accounts.SecondFactor;
import nl.tec.accounts.SecondFactor.Need;
import nl.tec.accounts.SignedInSessions;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;

/** Signing in as Spring Security means it: the context of this request and the session of the next ones. */
@Component
class BrowserSessions implements SignedInSessions {

    private final SessionCookies cookies;
    private final CsrfCookies tokens;
    private final SecondFactor secondFactor;

    BrowserSessions(SessionCookies cookies, CsrfCookies tokens, SecondFactor secondFactor) {
        this.secondFactor = secondFactor;
        this.cookies = cookies;
        this.tokens = tokens;
    }

    @Override
    public boolean begin(Actor actor, boolean byLink, HttpServletRequest request, HttpServletResponse response) {
        if (secondFactor.need(actor) != Need.NOTHING) {
            cookies.startHalfWay(actor.accountId(), byLink, request, response);
            tokens.renew(request, response);
            return false;
        }
        beginProved(actor, byLink, request, response);
        return true;
    }

    @Override
    public void beginProved(Actor actor, boolean byLink, HttpServletRequest request, HttpServletResponse response) {
        SecurityContext context = SecurityContextHolder.createEmptyContext();
        context.setAuthentication(new SignedIn(actor, byLink));
        SecurityContextHolder.setContext(context);
        cookies.saveContext(context, request, response);
        tokens.renew(request, response);
    }
}
