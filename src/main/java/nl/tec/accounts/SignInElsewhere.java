package nl.tec.accounts;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Optional;

/** Other services where people can sign in to come here. */
public interface SignInElsewhere {

    /** @param id in addresses @param name as people know it */
    record Place(String id, String name) {}

    /** In the order of the settings; none unless settings name some. */
    List<Place> places();

    /**
     * The address at the provider to send somebody to; what has to be remembered goes into a cookie of the answer.
     *
     * @param target the page to go to afterwards, one of this site; empty: none in particular
     * @return empty when there is no such provider
     * @throws IllegalArgumentException when the provider can't be reached
     */
    Optional<String> begin(String provider, String target, HttpServletRequest request, HttpServletResponse response);
}
