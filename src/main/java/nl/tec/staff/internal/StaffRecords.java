package nl.tec.staff.internal;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import nl.tec.accounts.Holding;
import nl.tec.accounts.Holding.Basis;
import nl.tec.accounts.Holding.Subject;
import nl.tec.accounts.Holding.Viewer;
import nl.tec.accounts.PersonalRecords;
import nl.tec.accounts.RetentionTerm;
import nl.tec.accounts.RetentionTerm.Since;
import nl.tec.hub.HubSettings.Setting;
import nl.tec.hub.Rows;
import nl.tec.hub.Texts;
import nl.tec.shared.Dates;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The personal data of guides: contact details, certificate of conduct, availability, and their sessions (rules 8). The number of people
 * who guided a session is kept.
 */
@Component
class StaffRecords implements PersonalRecords {

    private static final String STAFF = "staff";
    private static final int MAX_ITEMS = 500;

    private final JdbcClient jdbc;
    private final StaffEraser eraser;
    private final Clock clock;

    StaffRecords(JdbcClient jdbc, StaffEraser eraser, Clock clock) {
        this.jdbc = jdbc;
        this.eraser = eraser;
        this.clock = clock;
    }

    @Override
    public List<Holding> holdings() {
        return List.of(
                Holding.erased(
                        STAFF,
                        Set.of(Subject.GUIDE),
                        Basis.AGREEMENT,
                        RetentionTerm.days(Setting.STAFF_RETENTION_DAYS, Since.STOPPED),
                        Set.of(Viewer.PROGRAMME_MANAGER, Viewer.GUIDE),
                        List.of(
                                "staff_member.name",
                                "staff_member.email",
                                "staff_member.phone",
                                "staff_member.vog_issued_on",
                                "staff_member.feed_hash",
                                "staff_skill.member_id",
                                "staff_hours.member_id",
                                "assignment.member_id"),
                        this::eraseStopped),
                Holding.erased(
                        "staff-days",
                        Set.of(Subject.GUIDE),
                        Basis.AGREEMENT,
                        RetentionTerm.days(Setting.RETENTION_DAYS, Since.SESSION),
                        Set.of(Viewer.PROGRAMME_MANAGER),
                        List.of("assignment.reason", "assignment_link.link_hash", "staff_exception.member_id"),
                        eraser::eraseDays));
    }

    /** Erases who stopped, or whose account was disabled, which ends them in the view only. */
    private int eraseStopped(Instant stoppedBefore) {
        List<Long> members = jdbc.sql("""
                select id from staff_member_v join staff_member m using (id)
                 where staff_member_v.ended_on <= ? and m.forgotten_at is null order by id limit 100
                """)
                .param(Dates.dayOf(stoppedBefore))
                .query(Long.class)
                .list();
        eraser.erase(members, clock.instant());
        return members.size();
    }

    @Override
    public List<Match> find(String words, int limit) {
        return jdbc.sql("""
                select m.id, coalesce(m.account_id, 0) as account, coalesce(m.email, '') as email, m.name from staff_member_v m
                 where m.name is not null and names_person(?, m.name, m.email, m.phone) order by m.name, m.id limit ?
                """)
                .params(words, limit)
                .query((row, n) -> {
                    String email = row.getString("email");
                    return new Match(
                            STAFF,
                            new Person(
                                    row.getLong("account"),
                                    email,
                                    email.isEmpty() ? new RecordId(STAFF, row.getLong("id")) : null),
                            row.getString("name"));
                })
                .list();
    }

    @Override
    public List<Section> about(Person person) {
        List<Section> sections = new ArrayList<>();
        for (long member : members(person)) {
            sections.add(new Section(
                    "staff.records",
                    jdbc.sql("""
                    select m.name, m.phone, m.vog_issued_on, (select string_agg(k.name, ', ' order by k.name)
                             from staff_skill x join skill k on k.id = x.skill_id where x.member_id = m.id) as skills
                      from staff_member_v m where m.id = ?
                    """)
                            .param(member)
                            .query((row, n) -> List.of(
                                    new Fact("staff.name", row.getString("name")),
                                    new Fact("staff.phone", shown(row.getString("phone"))),
                                    new Fact("staff.skills", shown(row.getString("skills"))),
                                    new Fact("staff.vog", shown(row.getObject("vog_issued_on", LocalDate.class)))))
                            .list()));
            add(
                    sections,
                    "staff.hours",
                    jdbc.sql("""
                    select weekday, from_time, until_time from staff_hours where member_id = ? order by weekday, from_time
                    """)
                            .param(member)
                            .query((row, n) -> List.of(new Fact(
                                    "staff.weekday." + row.getInt("weekday"),
                                    row.getString(2) + " - " + row.getString(3))))
                            .list());
            add(
                    sections,
                    "staff.days",
                    jdbc.sql("""
                    select from_day, until_day, available from staff_exception where member_id = ? order by from_day
                    """)
                            .param(member)
                            .query((row, n) -> List.of(new Fact(
                                    row.getBoolean("available") ? "staff.days.extra" : "staff.days.off",
                                    row.getString("from_day") + " - " + row.getString("until_day"))))
                            .list());
            add(
                    sections,
                    "staff.assignments",
                    jdbc.sql("""
                    select s.starts_at, s.ends_at, s.title_nl, coalesce(w.reason, '') as reason
                      from assignment w join staff_session_v s on s.session_id = w.session_id
                     where w.member_id = ? order by s.starts_at desc limit ?
                    """)
                            .params(member, MAX_ITEMS)
                            .query((row, n) -> List.of(
                                    new Fact("mail.booking.what", row.getString("title_nl")),
                                    new Fact(
                                            "mail.booking.when",
                                            Dates.longSlot(
                                                    Rows.instant(row, "starts_at"),
                                                    Rows.instant(row, "ends_at"),
                                                    Texts.DUTCH)),
                                    new Fact("staff.reason", shown(row.getString("reason")))))
                            .list());
        }
        return sections;
    }

    private static void add(List<Section> sections, String title, List<List<Fact>> items) {
        if (!items.isEmpty()) {
            sections.add(new Section(title, items));
        }
    }

    private static String shown(@Nullable Object value) {
        return value == null || value.toString().isEmpty() ? "-" : value.toString();
    }

    @Override
    public void forget(Person person) {
        eraser.erase(members(person), clock.instant());
    }

    private List<Long> members(Person person) {
        return jdbc.sql(
                        "select id from staff_member where account_id = ? or account_id is null and (email = ? or id = ?)")
                .params(person.accountId(), person.email(), person.recordOf(STAFF))
                .query(Long.class)
                .list();
    }
}
