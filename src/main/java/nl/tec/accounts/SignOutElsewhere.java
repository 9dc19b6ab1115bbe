package nl.tec.accounts;

import java.util.Optional;

/** Signing out at a service of {@link SignInElsewhere}, which then ends the sessions here. */
public interface SignOutElsewhere {

    /**
     * Ends all sessions of whom the token names.
     *
     * @param token a logout token, as the provider sent it
     * @return whether the token was right; empty: there is no such provider
     */
    Optional<Boolean> signOut(String provider, String token);
}
