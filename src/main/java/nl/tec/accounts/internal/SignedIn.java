package nl.tec.accounts.internal;

import nl.tec.accounts.Actor;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.core.authority.SimpleGrantedAuthority;

/** An {@link Actor} as Spring Security knows it; its name is the number of the account. */
public final class SignedIn extends AbstractAuthenticationToken {

    private final Actor actor;
    private final boolean byLink;

    public SignedIn(Actor actor, boolean byLink) {
        super(actor.memberships().stream()
                .map(membership ->
                        new SimpleGrantedAuthority("ROLE_" + membership.role().name()))
                .distinct()
                .toList());
        this.actor = actor;
        this.byLink = byLink;
        setAuthenticated(true);
    }

    boolean byLink() {
        return byLink;
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
