package nl.tec.accounts;

import java.util.Optional;

/** Back-channel logout: a provider of {@link SignInElsewhere} ends the sessions here after a sign-out there. */
public interface SignOutElsewhere {

    /**
     * Ends all sessions of the user in the token.
     *
     * @param token a logout token, as the provider sent it
     * @return whether the token was valid; empty: there is no such provider
     */
    Optional<Boolean> signOut(String provider, String token);
}
