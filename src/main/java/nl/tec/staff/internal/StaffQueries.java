package nl.tec.staff.internal;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import nl.tec.hub.HubSettings;
import nl.tec.hub.HubSettings.Setting;
import nl.tec.hub.Rows;
import nl.tec.shared.WeekdayHours;
import nl.tec.staff.Availability;
import nl.tec.staff.Availability.DifferentDays;
import nl.tec.staff.Skill;
import nl.tec.staff.StaffMember;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads the register of people who can be planned. */
@Component
public class StaffQueries {

    private static final String MEMBERS = """
            select m.id, m.account_id, m.kind, m.name, m.email, coalesce(m.phone, '') as phone, m.organisation_id,
                   coalesce(o.name, '') as organisation, m.max_hours, m.vog_issued_on as issued_on, s.vog_seen_on as seen_on,
                   coalesce(b.name, '') as seen_by, (m.vog_issued_on + :years * interval '1 year')::date as expires_on, m.ended_on, s.version,
                   (select json_agg(json_build_object('id', k.id, 'name', k.name) order by lower(k.name))
                      from staff_skill h join skill k on k.id = h.skill_id where h.member_id = m.id and k.ended_on is null) as skills
              from staff_member_v m
              join staff_member s on s.id = m.id
              left join organisations_organisation_v o on o.id = m.organisation_id
              left join accounts_account_v b on b.id = s.vog_seen_by
             where s.forgotten_at is null
            """;

    private final JdbcClient jdbc;
    private final HubSettings hub;

    StaffQueries(JdbcClient jdbc, HubSettings hub) {
        this.jdbc = jdbc;
        this.hub = hub;
    }

    /** Returns the members by name. */
    public List<StaffMember> list() {
        return members(jdbc.sql(MEMBERS + " order by lower(m.name), m.id"));
    }

    public Optional<StaffMember> find(long id) {
        return members(jdbc.sql(MEMBERS + " and m.id = :id").param("id", id)).stream()
                .findFirst();
    }

    public Optional<StaffMember> ofAccount(long accountId) {
        return members(jdbc.sql(MEMBERS + " and m.account_id = :account").param("account", accountId)).stream()
                .findFirst();
    }

    /** Returns the name of whoever has this mail address, with an account or without. @param but another than this member */
    public Optional<String> nameOfAddress(String email, @Nullable Long but) {
        return jdbc.sql("""
                select name from staff_member_v where lower(email) = lower(?) and id is distinct from ?::bigint order by id limit 1
                """).param(email).param(but).query(String.class).optional();
    }

    /** @param hash of the secret in the address of somebody's calendar */
    public Optional<Long> ofCalendar(byte[] hash) {
        return jdbc.sql("select id from staff_member where feed_hash = ? and forgotten_at is null")
                .param(hash)
                .query(Long.class)
                .optional();
    }

    private List<StaffMember> members(JdbcClient.StatementSpec query) {
        return query.param("years", hub.number(Setting.VOG_YEARS))
                .query(Rows.of(StaffMember.class))
                .list();
    }

    /** Counts those whose certificate is not valid any more after this day. Those without one do not count. */
    public int expiring(LocalDate soon, LocalDate today) {
        return jdbc.sql("""
                select count(*) from staff_member_v m join staff_member s on s.id = m.id
                 where s.forgotten_at is null and (m.ended_on is null or m.ended_on > :today)
                   and (m.vog_issued_on + :years * interval '1 year')::date <= :soon
                """)
                .param("today", today)
                .param("years", hub.number(Setting.VOG_YEARS))
                .param("soon", soon)
                .query(Integer.class)
                .single();
    }

    /** Returns who guides minors in a session to come without a certificate that is valid on its day. */
    public Set<Long> uncertified(Instant now) {
        return jdbc.sql("""
                select distinct w.member_id
                  from assignment w
                  join staff_member m on m.id = w.member_id
                  join staff_session_v s on s.session_id = w.session_id
                 where m.forgotten_at is null and w.answer <> 'DECLINED' and s.minors and s.starts_at > ? and s.state <> 'CANCELLED'
                   and 'VOG' = any (staff_barred(w.member_id, (lower(s.during) at time zone 'Europe/Amsterdam')::date, s.minors))
                """).param(Rows.timestamp(now)).query(Long.class).set();
    }

    /** @param today earlier exceptions are left out */
    public Availability availability(long memberId, LocalDate today) {
        return new Availability(
                jdbc.sql("""
                        select weekday, from_time as from, until_time as until from staff_hours
                         where member_id = ? order by weekday, from_time
                        """).param(memberId).query(Rows.of(WeekdayHours.class)).list(),
                jdbc.sql("""
                        select id, from_day, until_day, from_time as from, until_time as until, available from staff_exception
                         where member_id = ? and until_day >= ? order by from_day, id
                        """)
                        .params(memberId, today)
                        .query(Rows.of(DifferentDays.class))
                        .list());
    }

    /** Returns all organisations except schools, by name. Id to name. */
    public Map<String, String> organisations() {
        return jdbc.sql("""
                select id, name from organisations_organisation_v
                where kind not in ('SCHOOL', 'SCHOOL_BOARD') and ended_on is null order by lower(name), id limit 1000
                """).query(Rows.byText("id", (row, n) -> row.getString("name")));
    }

    /** Returns the skills in use, by name. */
    public List<Skill> skills() {
        return jdbc.sql("select id, name from skill where ended_on is null order by lower(name)")
                .query(Rows.of(Skill.class))
                .list();
    }
}
