package nl.tec.accounts;

import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A signed-in user with their roles (rules 9). Reloaded on every request, so that it is never stale. A controller gets it as
 * {@code @AuthenticationPrincipal Actor actor}.
 */
public record Actor(long accountId, String name, String email, Set<Membership> memberships) implements Serializable {

    public Actor {
        memberships = Set.copyOf(memberships);
    }

    /** @param organisationId null for a role that is not tied to an organisation */
    public record Membership(Role role, @Nullable Long organisationId) implements Serializable {

        public Membership {
            if (role.ofOrganisation() != (organisationId != null)) {
                throw new IllegalArgumentException(
                        role + (role.ofOrganisation() ? " needs" : " has no") + " organisation");
            }
        }

        public static Membership of(Role role) {
            return new Membership(role, null);
        }

        public static Membership of(Role role, long organisationId) {
            return new Membership(role, organisationId);
        }
    }

    public boolean is(Role... anyOf) {
        return memberships.stream().anyMatch(m -> Arrays.asList(anyOf).contains(m.role()));
    }

    /** Whether this is a teacher or the coordinator of this school. */
    public boolean worksAt(long siteId) {
        return memberships.stream()
                .anyMatch(m -> (m.role() == Role.TEACHER || m.role() == Role.SCHOOL_COORDINATOR)
                        && m.organisationId() != null
                        && m.organisationId() == siteId);
    }

    /** Whether this user has this role at this organisation. */
    public boolean is(Role role, long organisationId) {
        return memberships.contains(new Membership(role, organisationId));
    }

    /** Returns the organisations at which this user has this role, by ascending id. */
    public List<Long> organisations(Role role) {
        return memberships.stream()
                .filter(m -> m.role() == role)
                .map(Membership::organisationId)
                .filter(Objects::nonNull)
                .sorted()
                .toList();
    }
}
