package nl.tec.accounts;

import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import nl.tec.shared.NotFound;
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

    /** @throws NotFound if the user holds none of these roles */
    public void requireRole(Role... anyOf) {
        if (!is(anyOf)) {
            throw new NotFound("only for " + Arrays.toString(anyOf));
        }
    }

    /** Whether this is a teacher or the coordinator of this school. */
    public boolean worksAt(long siteId) {
        return is(Role.TEACHER, siteId) || is(Role.SCHOOL_COORDINATOR, siteId);
    }

    /** @throws NotFound if the user does not work at this school */
    public void requireWorksAt(long siteId) {
        if (!worksAt(siteId)) {
            throw new NotFound("only for staff of school " + siteId);
        }
    }

    /** Whether this user has this role at this organisation. */
    public boolean is(Role role, long organisationId) {
        return memberships.contains(new Membership(role, organisationId));
    }

    /** @throws NotFound if the user does not hold this role at this organisation */
    public void requireRole(Role role, long organisationId) {
        if (!is(role, organisationId)) {
            throw new NotFound("only for " + role + " of organisation " + organisationId);
        }
    }

    /** Whether this user manages the records of this partner: a person of the partner, or a programme manager. */
    public boolean managesPartner(long partnerId) {
        return is(Role.PROGRAMME_MANAGER) || is(Role.PARTNER, partnerId);
    }

    /** @throws NotFound if the user does not manage the records of this partner */
    public void requireManagesPartner(long partnerId) {
        if (!managesPartner(partnerId)) {
            throw new NotFound("only for managers of partner " + partnerId);
        }
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

    /** Returns the schools that this user works at: those of a teacher first. */
    public List<Long> schools() {
        return Stream.of(Role.TEACHER, Role.SCHOOL_COORDINATOR)
                .flatMap(role -> organisations(role).stream())
                .distinct()
                .toList();
    }
}
