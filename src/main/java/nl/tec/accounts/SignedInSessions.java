package nl.tec.accounts;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

/** Begins the web session of somebody who has just proved who it is; an earlier session of the same browser ends. */
public interface SignedInSessions {

    /**
     * Where the account has a second factor, or has to, the session opens nothing until it was given.
     *
     * @param byLink the mail address was proved: the password may be changed without the old one
     * @return whether the session is open
     */
    boolean begin(Actor actor, boolean byLink, HttpServletRequest request, HttpServletResponse response);

    /** The same of somebody who has given the second factor too. */
    void beginProved(Actor actor, boolean byLink, HttpServletRequest request, HttpServletResponse response);
}
