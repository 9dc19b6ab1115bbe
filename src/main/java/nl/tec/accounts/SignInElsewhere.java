package nl.tec.accounts;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Optional;

/** Sign-in by external identity providers (OpenID Connect). */
public interface SignInElsewhere {

    /** An identity provider. @param id in URLs. @param name for display */
    record Place(String id, String name) {}

    /** Returns the configured providers, in the order of the configuration. */
    List<Place> places();

    /**
     * Starts a sign-in and returns the URL at the provider to redirect to; the state is kept in a cookie of the response.
     *
     * @param target the page of this site to go to afterwards; empty: none in particular
     * @return empty if there is no such provider
     * @throws IllegalArgumentException if the provider cannot be reached
     */
    Optional<String> begin(String provider, String target, HttpServletRequest request, HttpServletResponse response);
}
