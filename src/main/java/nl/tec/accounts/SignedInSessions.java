package nl.tec.accounts;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

/** Begins the web session of somebody who has just proved who it is; an earlier session of the same browser ends. */
public interface SignedInSessions {

    /** @param byLink the mail address was proved: the password may be changed without the old one */
    void begin(Actor actor, boolean byLink, HttpServletRequest request, HttpServletResponse response);
}
