package nl.tec.staff;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import nl.tec.accounts.Actor;
import nl.tec.accounts.Audit;
import nl.tec.hub.HubSettings;
import nl.tec.hub.HubSettings.Setting;
import nl.tec.hub.Rows;
import nl.tec.shared.Dates;
import nl.tec.shared.MailAddress;
import nl.tec.shared.Outcome;
import nl.tec.shared.Problems;
import nl.tec.staff.Availability.DifferentDays;
import nl.tec.staff.Availability.Hours;
import nl.tec.staff.StaffMember.Vog;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * The people who can be planned: professionals, guest teachers of partners and ambassadors (requirement C3, rules 4). Who has an
 * account with the role of a professional or an ambassador is in it without being added.
 */
@Service
public class StaffRegister {

    /** Why a change is refused when somebody else made another one meanwhile. */
    public static final String OUTDATED = "staff.problem.outdated";

    private static final int MAX_NAME_LENGTH = 120;
    private static final int MAX_SKILL_LENGTH = 60;
    private static final int MAX_HOURS = 60;
    private static final int MAX_PHONE_LENGTH = 30;
    private static final int MAX_DAYS_OFF = 400;

    private static final String MEMBERS = """
            select m.id, m.account_id, m.kind, m.name, m.email, m.phone, m.organisation_id, coalesce(o.name, '') as organisation,
                   m.max_hours, m.vog_issued_on, s.vog_seen_on, coalesce(b.name, '') as vog_seen_by, m.ended_on, s.version
              from staff_member_v m
              join staff_member s on s.id = m.id
              left join organisations_organisation_v o on o.id = m.organisation_id
              left join accounts_account_v b on b.id = s.vog_seen_by
             where s.forgotten_at is null
            """;

    private final JdbcClient jdbc;
    private final Audit audit;
    private final HubSettings hub;
    private final Clock clock;

    StaffRegister(JdbcClient jdbc, Audit audit, HubSettings hub, Clock clock) {
        this.jdbc = jdbc;
        this.audit = audit;
        this.hub = hub;
        this.clock = clock;
    }

    /** By name, for a programme manager; in the audit log. */
    @Transactional
    public List<StaffMember> list(Actor by) {
        addAccounts();
        audit.add(by, "STAFF_READ", "staff_member", null);
        return members(jdbc.sql(MEMBERS + " order by lower(m.name), m.id"));
    }

    /** For a programme manager; in the audit log. */
    @Transactional
    public Optional<StaffMember> find(long id, Actor by) {
        Optional<StaffMember> member = find(id);
        member.ifPresent(found -> audit.add(by, "STAFF_READ", "staff_member", id));
        return member;
    }

    private Optional<StaffMember> find(long id) {
        return members(jdbc.sql(MEMBERS + " and m.id = ?").param(id)).stream().findFirst();
    }

    /** Finds whoever is signed in, if they can be planned. */
    @Transactional
    public Optional<StaffMember> own(Actor actor) {
        addAccounts();
        return members(jdbc.sql(MEMBERS + " and m.account_id = ?").param(actor.accountId())).stream()
                .findFirst();
    }

    /** Whoever got the role since. */
    void addAccounts() {
        jdbc.sql("""
                insert into staff_member (account_id, kind)
                select a.id, case when bool_or(r.role = 'PROFESSIONAL') then 'PROFESSIONAL' else 'AMBASSADOR' end
                  from accounts_account_v a
                  join accounts_account_role_v r on r.account_id = a.id
                 where r.role in ('PROFESSIONAL', 'AMBASSADOR') and a.disabled_at is null
                   and not exists (select from staff_member m where m.account_id = a.id)
                 group by a.id order by a.id
                on conflict (account_id) do nothing
                """).update();
    }

    private List<StaffMember> members(JdbcClient.StatementSpec query) {
        Map<Long, List<Skill>> skills = new HashMap<>();
        jdbc.sql("""
                select m.member_id, k.id, k.name from staff_skill m join skill k on k.id = m.skill_id
                where k.ended_on is null order by m.member_id, lower(k.name)
                """).query(row -> {
            skills.merge(row.getLong("member_id"), List.of(skill(row)), StaffRegister::joined);
        });
        int years = hub.number(Setting.VOG_YEARS);
        return query.query((row, n) -> member(row, skills.getOrDefault(row.getLong("id"), List.of()), years))
                .list();
    }

    static <T> List<T> joined(List<T> one, List<T> other) {
        return Stream.concat(one.stream(), other.stream()).toList();
    }

    private static StaffMember member(ResultSet row, List<Skill> skills, int years) throws SQLException {
        LocalDate issued = row.getObject("vog_issued_on", LocalDate.class);
        String phone = row.getString("phone");
        return new StaffMember(
                row.getLong("id"),
                Rows.longOrNull(row, "account_id"),
                Rows.constant(row, "kind", StaffKind.class),
                row.getString("name"),
                row.getString("email"),
                phone == null ? "" : phone,
                Rows.longOrNull(row, "organisation_id"),
                row.getString("organisation"),
                Rows.intOrNull(row, "max_hours"),
                issued == null
                        ? null
                        : new Vog(
                                issued,
                                row.getObject("vog_seen_on", LocalDate.class),
                                row.getString("vog_seen_by"),
                                issued.plusYears(years)),
                row.getObject("ended_on", LocalDate.class),
                row.getInt("version"),
                skills);
    }

    private static Skill skill(ResultSet row) throws SQLException {
        return new Skill(row.getLong("id"), row.getString("name"));
    }

    /** Somebody without an account; who has one is in the register already. */
    @Transactional
    public Outcome<Long> add(StaffFields fields, Actor by) {
        Problems problems = check(fields, false);
        if (problems.any()) {
            return Outcome.refused(problems);
        }
        long id = jdbc.sql("""
                insert into staff_member (kind, name, email, phone, organisation_id, max_hours)
                values (:kind, :name, :email, :phone, (select id from organisations_organisation_v where id = :organisation), :maxHours)
                returning id
                """)
                .param("kind", fields.kind().name())
                .param("name", fields.name())
                .param("email", emailOrNull(fields))
                .param("phone", emptyAsNull(fields.phone()))
                .param("organisation", organisationOrNull(fields))
                .param("maxHours", fields.maxHours())
                .query(Long.class)
                .single();
        saveSkills(id, fields.skillIds());
        audit.add(by, "STAFF_ADDED", "staff_member", id);
        return Outcome.done(id);
    }

    /** @param version that the form was made from */
    @Transactional
    public Outcome<Long> change(StaffMember member, int version, StaffFields fields, Actor by) {
        boolean account = member.accountId() != null;
        Problems problems = check(fields, account);
        if (problems.any()) {
            return Outcome.refused(problems);
        }
        int changed = jdbc.sql("""
                update staff_member
                   set kind = :kind, name = :name, email = :email, phone = :phone,
                       organisation_id = (select id from organisations_organisation_v where id = :organisation),
                       max_hours = :maxHours, version = version + 1
                 where id = :id and version = :version and forgotten_at is null
                """)
                .param("kind", fields.kind().name())
                .param("name", account ? null : fields.name())
                .param("email", account ? null : emailOrNull(fields))
                .param("phone", emptyAsNull(fields.phone()))
                .param("organisation", organisationOrNull(fields))
                .param("maxHours", fields.maxHours())
                .param("id", member.id())
                .param("version", version)
                .update();
        if (changed == 0) {
            return Outcome.refused(OUTDATED);
        }
        saveSkills(member.id(), fields.skillIds());
        audit.add(by, "STAFF_CHANGED", "staff_member", member.id());
        return Outcome.done(member.id());
    }

    private static Problems check(StaffFields fields, boolean account) {
        Problems problems = new Problems();
        if (!account) {
            problems.addIf(fields.name().isEmpty(), StaffFields.NAME, "staff.problem.name");
            problems.addIf(
                    fields.name().length() > MAX_NAME_LENGTH, StaffFields.NAME, "staff.problem.long", MAX_NAME_LENGTH);
            problems.addIf(
                    !fields.email().isEmpty()
                            && MailAddress.parse(fields.email()).isEmpty(),
                    StaffFields.EMAIL,
                    "staff.problem.email");
        }
        problems.addIf(
                !fields.phone().matches("|[+0-9 ()-]{6," + MAX_PHONE_LENGTH + "}"),
                StaffFields.PHONE,
                "staff.problem.phone");
        Integer hours = fields.maxHours();
        problems.addIf(
                hours != null && (hours < 1 || hours > MAX_HOURS),
                StaffFields.MAX_HOURS,
                "staff.problem.hours",
                MAX_HOURS);
        return problems;
    }

    private static @Nullable String emailOrNull(StaffFields fields) {
        return MailAddress.parse(fields.email()).orElse(null);
    }

    private static @Nullable Long organisationOrNull(StaffFields fields) {
        return fields.kind() == StaffKind.GUEST_TEACHER ? fields.organisationId() : null;
    }

    private static @Nullable String emptyAsNull(String text) {
        return text.isEmpty() ? null : text;
    }

    private void saveSkills(long id, List<Long> skillIds) {
        jdbc.sql("delete from staff_skill where member_id = ?").param(id).update();
        jdbc.sql("""
                insert into staff_skill (member_id, skill_id)
                select ?, id from skill where id = any(?::bigint[]) and ended_on is null
                """).param(id).param(Rows.array(skillIds)).update();
    }

    /** How many people who can be planned have a certificate that expires within the days of the setting, or did; none is no warning. */
    public int expiring() {
        return jdbc.sql("""
                select count(*) from staff_member_v
                 where vog_issued_on <= :expires and (ended_on is null or ended_on > :today)
                """)
                .param(
                        "expires",
                        today().plusDays(hub.number(Setting.VOG_WARNING_DAYS))
                                .minusYears(hub.number(Setting.VOG_YEARS)))
                .param("today", today())
                .query(Integer.class)
                .single();
    }

    /** The programme manager saw the document today. @param issuedOn null: there is none (any more) */
    @Transactional
    public Outcome<Long> recordVog(long id, @Nullable LocalDate issuedOn, Actor by) {
        LocalDate today = today();
        if (issuedOn != null
                && (issuedOn.isAfter(today) || issuedOn.isBefore(today.minusYears(hub.number(Setting.VOG_YEARS))))) {
            return Outcome.refused(new Problems().add("vog", "staff.problem.vog", hub.number(Setting.VOG_YEARS)));
        }
        jdbc.sql("""
                update staff_member set vog_issued_on = :issued, vog_seen_on = :seen, vog_seen_by = :by, version = version + 1
                 where id = :id
                """)
                .param("issued", issuedOn)
                .param("seen", issuedOn == null ? null : today)
                .param("by", issuedOn == null ? null : by.accountId())
                .param("id", id)
                .update();
        audit.add(by, issuedOn == null ? "STAFF_VOG_REMOVED" : "STAFF_VOG_SEEN", "staff_member", id);
        return Outcome.done(id);
    }

    /** Not planned from today on. What it guides still stays, until somebody takes it away: the page says so. */
    @Transactional
    public void end(long id, Actor by) {
        jdbc.sql("update staff_member set ended_on = ?, version = version + 1 where id = ? and ended_on is null")
                .params(today(), id)
                .update();
        audit.add(by, "STAFF_ENDED", "staff_member", id);
    }

    @Transactional
    public void resume(long id, Actor by) {
        jdbc.sql("update staff_member set ended_on = null, version = version + 1 where id = ? and forgotten_at is null")
                .param(id)
                .update();
        audit.add(by, "STAFF_RESUMED", "staff_member", id);
    }

    public Availability availability(long memberId) {
        List<Hours> hours = jdbc.sql("""
                select weekday, from_time, until_time from staff_hours where member_id = ? order by weekday, from_time
                """)
                .param(memberId)
                .query((row, n) -> new Hours(
                        DayOfWeek.of(row.getInt("weekday")),
                        row.getObject("from_time", LocalTime.class),
                        row.getObject("until_time", LocalTime.class)))
                .list();
        return new Availability(
                hours,
                jdbc.sql("""
                        select id, from_day, until_day, from_time, until_time, available from staff_exception
                         where member_id = ? and until_day >= ? order by from_day, id
                        """)
                        .params(memberId, today())
                        .query((row, n) -> differentDays(row))
                        .list());
    }

    static DifferentDays differentDays(ResultSet row) throws SQLException {
        return new DifferentDays(
                row.getLong("id"),
                row.getObject("from_day", LocalDate.class),
                row.getObject("until_day", LocalDate.class),
                row.getObject("from_time", LocalTime.class),
                row.getObject("until_time", LocalTime.class),
                row.getBoolean("available"));
    }

    /** @param hours instead of those there were; one stretch of time per day */
    @Transactional
    public Outcome<Long> saveHours(long memberId, List<Hours> hours, Actor by) {
        Problems problems = new Problems();
        hours.forEach(each -> problems.addIf(
                !each.from().isBefore(each.until()),
                Availability.UNTIL + "-" + each.weekday().getValue(),
                "staff.problem.until"));
        if (problems.any()) {
            return Outcome.refused(problems);
        }
        jdbc.sql("delete from staff_hours where member_id = ?").param(memberId).update();
        hours.stream()
                .sorted(Comparator.comparing(Hours::weekday))
                .forEach(each -> jdbc.sql("""
                        insert into staff_hours (member_id, weekday, from_time, until_time) values (?, ?, ?, ?)
                        """)
                        .params(memberId, each.weekday().getValue(), each.from(), each.until())
                        .update());
        audit.add(by, "STAFF_AVAILABILITY_CHANGED", "staff_member", memberId);
        return Outcome.done(memberId);
    }

    /** @return id of the exception */
    @Transactional
    public Outcome<Long> addDays(long memberId, DifferentDays days, Actor by) {
        LocalTime from = days.from();
        LocalTime until = days.until();
        Problems problems = new Problems()
                .addIf(days.untilDay().isBefore(days.fromDay()), Availability.UNTIL_DAY, "staff.problem.untilDay")
                .addIf(days.untilDay().isBefore(today()), Availability.UNTIL_DAY, "staff.problem.pastDay")
                .addIf(
                        days.untilDay().isAfter(days.fromDay().plusDays(MAX_DAYS_OFF)),
                        Availability.UNTIL_DAY,
                        "staff.problem.manyDays",
                        MAX_DAYS_OFF)
                .addIf((from == null) != (until == null), Availability.UNTIL, "staff.problem.bothTimes")
                .addIf(
                        from != null && until != null && !from.isBefore(until),
                        Availability.UNTIL,
                        "staff.problem.until");
        if (problems.any()) {
            return Outcome.refused(problems);
        }
        long id = jdbc.sql("""
                insert into staff_exception (member_id, from_day, until_day, from_time, until_time, available)
                values (:member, :fromDay, :untilDay, :from, :until, :available) returning id
                """)
                .param("member", memberId)
                .param("fromDay", days.fromDay())
                .param("untilDay", days.untilDay())
                .param("from", from)
                .param("until", until)
                .param("available", days.available())
                .query(Long.class)
                .single();
        audit.add(by, "STAFF_AVAILABILITY_CHANGED", "staff_member", memberId);
        return Outcome.done(id);
    }

    @Transactional
    public void removeDays(long memberId, long id, Actor by) {
        jdbc.sql("delete from staff_exception where id = ? and member_id = ?")
                .params(id, memberId)
                .update();
        audit.add(by, "STAFF_AVAILABILITY_CHANGED", "staff_member", memberId);
    }

    /** Of which a guest teacher can be, by name: every organisation that is no school. Id to name. */
    public Map<String, String> organisations() {
        Map<String, String> names = new LinkedHashMap<>();
        jdbc.sql("""
                select id, name from organisations_organisation_v
                where kind not in ('SCHOOL', 'SCHOOL_BOARD') and ended_on is null order by lower(name), id limit 1000
                """).query(row -> {
            names.put(row.getString(1), row.getString(2));
        });
        return names;
    }

    /** Those that are in use, by name. */
    public List<Skill> skills() {
        return jdbc.sql("select id, name from skill where ended_on is null order by lower(name)")
                .query((row, n) -> skill(row))
                .list();
    }

    /** @param id null: a new one */
    @Transactional
    public Outcome<Long> saveSkill(@Nullable Long id, String name, Actor by) {
        Problems problems = new Problems()
                .addIf(name.isEmpty(), StaffFields.NAME, "staff.problem.skill")
                .addIf(name.length() > MAX_SKILL_LENGTH, StaffFields.NAME, "staff.problem.long", MAX_SKILL_LENGTH);
        boolean taken = skills().stream()
                .anyMatch(skill -> skill.name().equalsIgnoreCase(name) && (id == null || skill.id() != id));
        problems.addIf(taken, StaffFields.NAME, "staff.problem.skillTaken");
        if (problems.any()) {
            return Outcome.refused(problems);
        }
        Optional<Long> saved = id == null
                ? jdbc.sql("insert into skill (name) values (?) on conflict do nothing returning id")
                        .param(name)
                        .query(Long.class)
                        .optional()
                : jdbc.sql("update skill set name = ? where id = ? returning id")
                        .params(name, id)
                        .query(Long.class)
                        .optional();
        saved.ifPresent(skill -> audit.add(by, "SKILL_SAVED", "skill", skill));
        return saved.map(Outcome::done)
                .orElseGet(() -> Outcome.refused(new Problems().add(StaffFields.NAME, "staff.problem.skillTaken")));
    }

    /** Nobody has it any more, and no session needs it any more. */
    @Transactional
    public void endSkill(long id, Actor by) {
        jdbc.sql("update skill set ended_on = ? where id = ? and ended_on is null")
                .params(today(), id)
                .update();
        jdbc.sql("delete from staff_skill where skill_id = ?").param(id).update();
        jdbc.sql("delete from activity_role where skill_id = ?").param(id).update();
        audit.add(by, "SKILL_ENDED", "skill", id);
    }

    private LocalDate today() {
        return Dates.dayOf(clock.instant());
    }
}
