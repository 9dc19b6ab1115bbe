package nl.tec.staff;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import nl.tec.accounts.Actor;
import nl.tec.accounts.Audit;
import nl.tec.hub.Rows;
import nl.tec.shared.Bilingual;
import nl.tec.shared.Outcome;
import nl.tec.shared.Problems;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The number of people that a session of an activity needs, and their skills (rules 4.5). */
@Service
public class ActivityRoles {

    /** Field of the number of people, with {@code -} and the number of the line behind it. */
    public static final String PEOPLE = "aantal";

    public static final int MAX_PEOPLE = 20;

    private final JdbcClient jdbc;
    private final Audit audit;

    ActivityRoles(JdbcClient jdbc, Audit audit) {
        this.jdbc = jdbc;
        this.audit = audit;
    }

    /** @param skillId null: no skill is needed */
    public record Role(@Nullable Long skillId, int people) {}

    /**
     * An activity with its roles.
     *
     * @param roles none: nobody has said what it needs
     * @param usual how many it needs then
     * @param childrenPerAdult how many children one adult goes with, as the activity says; null: as the settings of the hub say
     */
    public record Needs(
            long activityId,
            Bilingual title,
            List<Role> roles,
            int usual,
            @Nullable Integer childrenPerAdult) {}

    public Optional<Needs> find(long activityId) {
        List<Role> roles = jdbc.sql("""
                select skill_id, people from activity_role where activity_id = ? order by skill_id nulls first
                """)
                .param(activityId)
                .query((row, n) -> new Role(Rows.longOrNull(row, "skill_id"), row.getInt("people")))
                .list();
        return jdbc.sql("""
                select title_nl, title_en, organiser_id is null as own, children_per_adult from programme_activity_v where id = ?
                """)
                .param(activityId)
                .query((row, n) -> new Needs(
                        activityId,
                        Rows.bilingual(row, "title"),
                        roles,
                        row.getBoolean("own") ? 1 : 0,
                        Rows.intOrNull(row, "children_per_adult")))
                .optional();
    }

    /**
     * Says what an activity needs, instead of what it needed. Who is assigned already stays.
     *
     * @param roles none: as for any activity; a role of 0 people without a skill: it needs nobody
     */
    @Transactional
    public Outcome<Long> save(long activityId, List<Role> roles, Actor by) {
        Problems problems = new Problems();
        Set<@Nullable Long> seen = new HashSet<>();
        Set<Long> skills = new HashSet<>(jdbc.sql("select id from skill where ended_on is null")
                .query(Long.class)
                .list());
        for (int line = 0; line < roles.size(); line++) {
            Role role = roles.get(line);
            problems.addIf(
                    role.people() < 0 || role.people() > MAX_PEOPLE,
                    PEOPLE + "-" + line,
                    "staff.problem.people",
                    MAX_PEOPLE);
            Long skill = role.skillId();
            problems.addIf(skill != null && !skills.contains(skill), PEOPLE + "-" + line, "staff.problem.skillGone");
            problems.addIf(!seen.add(skill), PEOPLE + "-" + line, "staff.problem.roleTwice");
        }
        if (problems.any()) {
            return Outcome.refused(problems);
        }
        jdbc.sql("delete from activity_role where activity_id = ?")
                .param(activityId)
                .update();
        roles.forEach(role -> jdbc.sql("insert into activity_role (activity_id, skill_id, people) values (?, ?, ?)")
                .param(activityId)
                .param(role.skillId())
                .param(role.people())
                .update());
        audit.add(by, "STAFF_ROLES_CHANGED", "activity", activityId);
        return Outcome.done(activityId);
    }
}
