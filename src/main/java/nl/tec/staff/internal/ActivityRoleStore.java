package nl.tec.staff.internal;

import java.util.List;
import java.util.Optional;
import nl.tec.hub.Rows;
import nl.tec.staff.ActivityRoles.Needs;
import nl.tec.staff.ActivityRoles.Role;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The roles that the sessions of an activity need. */
@Component
public class ActivityRoleStore {

    private final JdbcClient jdbc;

    ActivityRoleStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    public Optional<Needs> find(long activityId) {
        List<Role> roles =
                jdbc.sql("""
                select skill_id, people from activity_role where activity_id = ? order by skill_id nulls first
                """).param(activityId).query(Rows.of(Role.class)).list();
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

    /** Replaces the roles of an activity. */
    public void save(long activityId, List<Role> roles) {
        // a form that is sent twice waits for itself
        jdbc.sql("select pg_advisory_xact_lock(hashtextextended('activity_role ' || ?, 0))")
                .param(activityId)
                .query(row -> {});
        jdbc.sql("delete from activity_role where activity_id = ?")
                .param(activityId)
                .update();
        roles.forEach(role -> jdbc.sql("insert into activity_role (activity_id, skill_id, people) values (?, ?, ?)")
                .param(activityId)
                .param(role.skillId())
                .param(role.people())
                .update());
    }
}
