package nl.tec.accounts;

import java.time.Instant;
import java.util.Locale;
import java.util.Set;
import nl.tec.accounts.Actor.Membership;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who can sign in.
 *
 * @param email in lower case
 * @param language of its mails
 * @param password whether it has one; without, it signs in by a link in the mail
 * @param disabledAt null when it may sign in
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

    /** As it is when signed in. */
    public Actor actor() {
        return new Actor(id, name, email, memberships);
    }
}
