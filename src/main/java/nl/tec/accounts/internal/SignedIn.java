package nl.tec.accounts.internal;

import nl.tec.accounts.Actor;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.core.authority.SimpleGrantedAuthority;

/** The Spring Security authentication of an {@link Actor}; its name is the id of the account. */
public final class SignedIn extends AbstractAuthenticationToken {

    private final Actor actor;
    private final boolean byLink;
    private final boolean proved;

    /**
     * @param byLink whether by a link in the mail
     * @param proved whether with two factors
     */
    public SignedIn(Actor actor, boolean byLink, boolean proved) {
        super(actor.memberships().stream()
                .map(membership ->
                        new SimpleGrantedAuthority("ROLE_" + membership.role().name()))
                .distinct()
                .toList());
        this.actor = actor;
        this.byLink = byLink;
        this.proved = proved;
        setAuthenticated(true);
    }

    boolean byLink() {
        return byLink;
    }

    boolean proved() {
        return proved;
    }

    @Override
    public Actor getPrincipal() {
        return actor;
    }

    @Override
    public @Nullable Object getCredentials() {
        return null;
    }

    @Override
    public String getName() {
        return Long.toString(actor.accountId());
    }
}
