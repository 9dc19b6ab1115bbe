package nl.tec.staff.internal;

import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import nl.tec.hub.HubSettings;
import nl.tec.hub.HubSettings.Setting;
import nl.tec.hub.Rows;
import nl.tec.shared.Dates;
import nl.tec.shared.TimeSlot;
import nl.tec.shared.WeekdayHours;
import nl.tec.staff.ActivityRoles.Role;
import nl.tec.staff.Availability;
import nl.tec.staff.Availability.DifferentDays;
import nl.tec.staff.PlannableMember;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads who could guide classes, when, and the roles of each activity. */
@Component
public class PlannableStaffQueries {

    private final JdbcClient jdbc;
    private final HubSettings hub;

    PlannableStaffQueries(JdbcClient jdbc, HubSettings hub) {
        this.jdbc = jdbc;
        this.hub = hub;
    }

    /** Everybody who can guide a class on at least the first of these days. */
    public List<PlannableMember> list(LocalDate first, LocalDate last) {
        Map<Long, Set<Long>> skills = jdbc.sql("select member_id, skill_id from staff_skill")
                .query(Rows.setsById("member_id", (row, n) -> row.getLong("skill_id")));
        Map<Long, List<WeekdayHours>> hours = jdbc.sql(
                        "select member_id, weekday, from_time as from, until_time as until from staff_hours order by member_id, weekday, from_time")
                .query(Rows.listsById("member_id", Rows.of(WeekdayHours.class)));
        Map<Long, List<DifferentDays>> exceptions = jdbc.sql("""
                select member_id, id, from_day, until_day, from_time as from, until_time as until, available from staff_exception
                 where until_day >= :first and from_day <= :last order by member_id, from_day, id
                """)
                .param("first", first)
                .param("last", last)
                .query(Rows.listsById("member_id", Rows.of(DifferentDays.class)));
        Map<Long, List<TimeSlot>> busy = jdbc.sql("""
                select member_id, lower(during) as start, upper(during) as end from assignment
                 where answer <> 'DECLINED' and during && tstzrange(:from, :until) order by member_id, during
                """)
                .param("from", Rows.startOf(Dates.monday(first))) // the hours of a week count from its Monday
                .param("until", Rows.startOf(last.plusDays(1)))
                .query(Rows.listsById("member_id", Rows.of(TimeSlot.class)));
        return jdbc.sql("""
                select m.id, m.max_hours,
                       least(m.ended_on, (m.vog_issued_on + :years * interval '1 year')::date) - 1 as last_day
                  from staff_member_v m join staff_member s on s.id = m.id
                 where s.forgotten_at is null and (m.ended_on is null or m.ended_on > :first)
                   and (m.vog_issued_on + :years * interval '1 year')::date > :first
                 order by m.id
                """)
                .param("years", hub.number(Setting.VOG_YEARS))
                .param("first", first)
                .query((row, n) -> {
                    long id = row.getLong("id");
                    return new PlannableMember(
                            id,
                            skills.getOrDefault(id, Set.of()),
                            Rows.intOrNull(row, "max_hours"),
                            new Availability(hours.getOrDefault(id, List.of()), exceptions.getOrDefault(id, List.of())),
                            busy.getOrDefault(id, List.of()),
                            row.getObject("last_day", LocalDate.class));
                })
                .list();
    }

    public Map<Long, List<Role>> needs(Collection<Long> activityIds) {
        return jdbc.sql("""
                select a.id, r.skill_id, coalesce(r.people, case when a.organiser_id is null then 1 else 0 end) as people
                  from programme_activity_v a left join activity_role r on r.activity_id = a.id
                 where a.id = any(:activities::bigint[]) order by a.id, r.skill_id nulls last
                """)
                .param("activities", Rows.array(activityIds))
                .query(Rows.listsById("id", Rows.of(Role.class)));
    }

    public Map<Long, String> names(Collection<Long> memberIds) {
        return jdbc.sql("select id, name from staff_member_v where id = any(?::bigint[])")
                .param(Rows.array(memberIds))
                .query(Rows.byId("id", (row, n) -> row.getString("name")));
    }
}
