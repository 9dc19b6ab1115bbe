package nl.tec.staff;

import java.time.Clock;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import nl.tec.accounts.Actor;
import nl.tec.accounts.Audit;
import nl.tec.hub.HubSettings;
import nl.tec.hub.HubSettings.Setting;
import nl.tec.shared.Dates;
import nl.tec.shared.MailAddress;
import nl.tec.shared.Outcome;
import nl.tec.shared.Phone;
import nl.tec.shared.Problems;
import nl.tec.shared.WeekdayHours;
import nl.tec.staff.Availability.DifferentDays;
import nl.tec.staff.internal.StaffQueries;
import nl.tec.staff.internal.StaffStore;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * The people who can be planned: professionals, guest teachers of partners and ambassadors (requirement C3, rules 4). Accounts with the
 * role of a professional or an ambassador are included automatically.
 */
@Service
public class StaffRegister {

    /** The reason for refusing a change when somebody else made another one meanwhile. */
    public static final String OUTDATED = "form.outdated";

    private static final int MAX_NAME_LENGTH = 120;
    private static final int MAX_SKILL_LENGTH = 60;
    private static final int MAX_HOURS = 60;
    private static final int MAX_DAYS_OFF = 400;

    private final StaffQueries queries;
    private final StaffStore store;
    private final Audit audit;
    private final HubSettings hub;
    private final Clock clock;

    StaffRegister(StaffQueries queries, StaffStore store, Audit audit, HubSettings hub, Clock clock) {
        this.queries = queries;
        this.store = store;
        this.audit = audit;
        this.hub = hub;
        this.clock = clock;
    }

    /** Returns the members by name, for a programme manager; recorded in the audit log. */
    @Transactional
    public List<StaffMember> list(Actor by) {
        store.addAccounts();
        audit.add(by, "STAFF_READ", "staff_member", null);
        return queries.list();
    }

    /** Finds a member, for a programme manager; recorded in the audit log. */
    @Transactional
    public Optional<StaffMember> find(long id, Actor by) {
        Optional<StaffMember> member = queries.find(id);
        member.ifPresent(found -> audit.add(by, "STAFF_READ", "staff_member", id));
        return member;
    }

    /** Finds the member of an account, if that person can be planned. */
    @Transactional
    public Optional<StaffMember> own(Actor actor) {
        store.addAccounts();
        return queries.ofAccount(actor.accountId());
    }

    /** Adds somebody without an account; others are in the register already. */
    @Transactional
    public Outcome<Long> add(StaffFields fields, Actor by) {
        Problems problems = check(fields, null);
        if (problems.any()) {
            return Outcome.refused(problems);
        }
        Optional<Long> added = store.add(fields);
        if (added.isEmpty()) { // somebody else, or a second click, was first
            return Outcome.refused(check(fields, null));
        }
        audit.add(by, "STAFF_ADDED", "staff_member", added.get());
        return Outcome.done(added.get());
    }

    /** @param version that the form was based on */
    @Transactional
    public Outcome<Long> change(StaffMember member, int version, StaffFields fields, Actor by) {
        Problems problems = check(fields, member);
        if (problems.any()) {
            return Outcome.refused(problems);
        }
        if (!store.change(member, version, fields)) {
            return Outcome.refused(OUTDATED);
        }
        audit.add(by, "STAFF_CHANGED", "staff_member", member.id());
        return Outcome.done(member.id());
    }

    /** @param current null: a new member */
    private Problems check(StaffFields fields, @Nullable StaffMember current) {
        Problems problems = new Problems();
        if (current == null || current.accountId() == null) {
            problems.addIf(fields.name().isEmpty(), StaffFields.NAME, "staff.problem.name");
            problems.addIfLonger(fields.name(), MAX_NAME_LENGTH, StaffFields.NAME);
            problems.addIf(
                    !fields.email().isEmpty()
                            && MailAddress.parse(fields.email()).isEmpty(),
                    StaffFields.EMAIL,
                    "form.email");
            store.addAccounts();
            MailAddress.parse(fields.email())
                    .flatMap(email -> queries.nameOfAddress(email, current == null ? null : current.id()))
                    .ifPresent(name -> problems.add(StaffFields.EMAIL, "staff.problem.emailTaken", name));
        }
        problems.addIf(!fields.phone().isEmpty() && !Phone.isPhone(fields.phone()), StaffFields.PHONE, "form.phone");
        Integer hours = fields.maxHours();
        problems.addIf(
                hours != null && (hours < 1 || hours > MAX_HOURS),
                StaffFields.MAX_HOURS,
                "staff.problem.hours",
                MAX_HOURS);
        return problems;
    }

    /** Counts the members whose certificate has expired, or expires within the days of the setting; those without one do not count. */
    public int expiring() {
        return queries.expiring(expiryWarning(), Dates.today(clock));
    }

    /** Returns the last day on which a certificate that expires is a warning. */
    public LocalDate expiryWarning() {
        return Dates.today(clock).plusDays(hub.number(Setting.VOG_WARNING_DAYS));
    }

    /** Returns the ids of the members who guide minors in a session to come without a certificate that is valid on its day (rules 4.4). */
    public Set<Long> uncertified() {
        return queries.uncertified(clock.instant());
    }

    /** Records that the programme manager saw the document today. @param issuedOn null: there is none (any more) */
    @Transactional
    public Outcome<Long> recordVog(long id, @Nullable LocalDate issuedOn, Actor by) {
        LocalDate today = Dates.today(clock);
        int years = hub.number(Setting.VOG_YEARS);
        if (issuedOn != null
                && (issuedOn.isAfter(today) || !issuedOn.plusYears(years).isAfter(today))) {
            return Outcome.refused(new Problems().add("vog", "staff.problem.vog", years));
        }
        store.recordVog(id, issuedOn, today, by);
        audit.add(by, issuedOn == null ? "STAFF_VOG_REMOVED" : "STAFF_VOG_SEEN", "staff_member", id);
        return Outcome.done(id);
    }

    /** Ends the planning of a member from today on. Coming sessions stay until somebody reassigns them: the page says so. */
    @Transactional
    public void end(long id, Actor by) {
        store.end(id, Dates.today(clock));
        audit.add(by, "STAFF_ENDED", "staff_member", id);
    }

    @Transactional
    public void resume(long id, Actor by) {
        store.resume(id);
        audit.add(by, "STAFF_RESUMED", "staff_member", id);
    }

    public Availability availability(long memberId) {
        return queries.availability(memberId, Dates.today(clock));
    }

    /** @param hours replace the current ones; one stretch of time per day */
    @Transactional
    public Outcome<Long> saveHours(long memberId, List<WeekdayHours> hours, Actor by) {
        Problems problems = new Problems();
        hours.forEach(each -> problems.addIf(
                !each.from().isBefore(each.until()),
                WeekdayHours.field(Availability.UNTIL, each.weekday()),
                "staff.problem.until"));
        if (problems.any()) {
            return Outcome.refused(problems);
        }
        store.saveHours(memberId, hours);
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
                .addIf(days.untilDay().isBefore(Dates.today(clock)), Availability.UNTIL_DAY, "staff.problem.pastDay")
                .addIf(
                        days.untilDay().isAfter(days.fromDay().plusDays(MAX_DAYS_OFF)),
                        Availability.UNTIL_DAY,
                        "staff.problem.manyDays",
                        MAX_DAYS_OFF)
                .addIf((from == null) != (until == null), Availability.UNTIL, "form.bothTimes")
                .addIf(
                        from != null && until != null && !from.isBefore(until),
                        Availability.UNTIL,
                        "staff.problem.until");
        if (problems.any()) {
            return Outcome.refused(problems);
        }
        long id = store.addDays(memberId, days);
        audit.add(by, "STAFF_AVAILABILITY_CHANGED", "staff_member", memberId);
        return Outcome.done(id);
    }

    @Transactional
    public void removeDays(long memberId, long id, Actor by) {
        store.removeDays(memberId, id);
        audit.add(by, "STAFF_AVAILABILITY_CHANGED", "staff_member", memberId);
    }

    /** Returns the organisations of guest teachers by name: all except schools. Id to name. */
    public Map<String, String> organisations() {
        return queries.organisations();
    }

    /** Returns the skills in use, by name. */
    public List<Skill> skills() {
        return queries.skills();
    }

    /** Returns the skills in use by name, as the options of a field: id to name. */
    public Map<String, String> skillOptions() {
        Map<String, String> options = new LinkedHashMap<>();
        skills().forEach(skill -> options.put(Long.toString(skill.id()), skill.name()));
        return options;
    }

    /** @param id null: a new skill */
    @Transactional
    public Outcome<Long> saveSkill(@Nullable Long id, String name, Actor by) {
        Problems problems = new Problems()
                .addIf(name.isEmpty(), StaffFields.NAME, "staff.problem.skill")
                .addIfLonger(name, MAX_SKILL_LENGTH, StaffFields.NAME);
        boolean taken = skills().stream()
                .anyMatch(skill -> skill.name().equalsIgnoreCase(name) && (id == null || skill.id() != id));
        problems.addIf(taken, StaffFields.NAME, "staff.problem.skillTaken");
        if (problems.any()) {
            return Outcome.refused(problems);
        }
        Optional<Long> saved = store.saveSkill(id, name);
        saved.ifPresent(skill -> audit.add(by, "SKILL_SAVED", "skill", skill));
        return saved.map(Outcome::done)
                .orElseGet(() -> Outcome.refused(new Problems().add(StaffFields.NAME, "staff.problem.skillTaken")));
    }

    /** Removes it from all people and activities. */
    @Transactional
    public void endSkill(long id, Actor by) {
        store.endSkill(id, Dates.today(clock));
        audit.add(by, "SKILL_ENDED", "skill", id);
    }
}
