package nl.tec.accounts;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

/** Begins the web session of somebody who has just proved who it is; an earlier session of the same browser ends. */
public interface SignedInSessions {

    void begin(Actor actor, HttpServletRequest request, HttpServletResponse response);
}
