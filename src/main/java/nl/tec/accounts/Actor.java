package nl.tec.accounts;

import java.io.Serializable;
import java.util.Arrays;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who is signed in, with what it may (rules 9). Kept in the web session; when roles change, the sessions of the
 * account are ended, so that it is never out of date.
 */
public record Actor(long accountId, String name, String email, Set<Membership> memberships) implements Serializable {

    /** @param organisationId null for a role that is not held for one organisation */
    public record Membership(Role role, @Nullable Long organisationId) implements Serializable {}

    public boolean is(Role... anyOf) {
        return memberships.stream().anyMatch(m -> Arrays.asList(anyOf).contains(m.role()));
    }

    /** Whether it works for this school: its teacher or its coordinator. */
    public boolean worksAt(long siteId) {
        return memberships.stream()
                .anyMatch(m -> (m.role() == Role.TEACHER || m.role() == Role.SCHOOL_COORDINATOR)
                        && m.organisationId() != null
                        && m.organisationId() == siteId);
    }

    /** Whether it holds this role for this organisation. */
    public boolean is(Role role, long organisationId) {
        return memberships.contains(new Membership(role, organisationId));
    }
}
