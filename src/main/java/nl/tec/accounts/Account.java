package nl.tec.accounts;

import java.time.Instant;
import java.util.Locale;
import java.util.Set;
import nl.tec.accounts.Actor.Membership;
import org.jspecify.annotations.Nullable;

/**
 * A user account.
 *
 * @param email in lower case
 * @param language of its mails
 * @param password whether it has one; otherwise it signs in by a link in the mail
 * @param disabledAt null if it may sign in
 */
public record Account(
        long id,
        String email,
        String name,
        Locale language,
        boolean password,
        Instant createdAt,
        @Nullable Instant disabledAt,
        Set<Membership> memberships) {

    public boolean disabled() {
        return disabledAt != null;
    }

    public boolean has(Role role, @Nullable Long organisationId) {
        return memberships.contains(new Membership(role, organisationId));
    }

    /** Returns the actor that this account is when signed in. */
    public Actor actor() {
        return new Actor(id, name, email, memberships);
    }
}
