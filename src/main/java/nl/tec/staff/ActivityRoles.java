package nl.tec.staff;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import nl.tec.accounts.Actor;
import nl.tec.accounts.Audit;
import nl.tec.shared.Bilingual;
import nl.tec.shared.Outcome;
import nl.tec.shared.Problems;
import nl.tec.staff.internal.ActivityRoleStore;
import nl.tec.staff.internal.StaffQueries;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The number of people that a session of an activity needs, and their skills (rules 4.5). */
@Service
public class ActivityRoles {

    /** The field of the number of people, to be followed by {@code -} and the number of the line. */
    public static final String PEOPLE = "aantal";

    public static final int MAX_PEOPLE = 20;

    private final ActivityRoleStore store;
    private final StaffQueries queries;
    private final Audit audit;

    ActivityRoles(ActivityRoleStore store, StaffQueries queries, Audit audit) {
        this.store = store;
        this.queries = queries;
        this.audit = audit;
    }

    /** @param skillId null: no skill is needed */
    public record Role(@Nullable Long skillId, int people) {}

    /**
     * An activity with its roles.
     *
     * @param roles none: not entered yet
     * @param usual number of people that it needs then
     * @param childrenPerAdult number of children per adult, as entered for the activity; null: as in the settings of the hub
     */
    public record Needs(
            long activityId,
            Bilingual title,
            List<Role> roles,
            int usual,
            @Nullable Integer childrenPerAdult) {}

    public Optional<Needs> find(long activityId) {
        return store.find(activityId);
    }

    /**
     * Replaces the roles of an activity. Existing assignments stay.
     *
     * @param roles none: as for any activity; a role of 0 people without a skill: it needs no guide
     */
    @Transactional
    public Outcome<Long> save(long activityId, List<Role> roles, Actor by) {
        Problems problems = new Problems();
        Set<@Nullable Long> seen = new HashSet<>();
        Set<Long> skills = queries.skills().stream().map(Skill::id).collect(Collectors.toSet());
        for (int line = 0; line < roles.size(); line++) {
            Role role = roles.get(line);
            problems.addUnlessBetween(role.people(), 0, MAX_PEOPLE, PEOPLE + "-" + line);
            Long skill = role.skillId();
            problems.addIf(skill != null && !skills.contains(skill), PEOPLE + "-" + line, "staff.problem.skillGone");
            problems.addIf(!seen.add(skill), PEOPLE + "-" + line, "staff.problem.roleTwice");
        }
        if (problems.any()) {
            return Outcome.refused(problems);
        }
        store.save(activityId, roles);
        audit.add(by, "STAFF_ROLES_CHANGED", "activity", activityId);
        return Outcome.done(activityId);
    }
}
