package nl.tec.organisations;

import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import nl.tec.accounts.Actor;
import nl.tec.accounts.Audit;
import nl.tec.accounts.Role;
import nl.tec.organisations.internal.SchoolRegisterQueries;
import nl.tec.shared.Dates;
import nl.tec.shared.MailAddress;
import nl.tec.shared.NotFound;
import nl.tec.shared.Outcome;
import nl.tec.shared.Problems;
import nl.tec.shared.SchoolYear;
import nl.tec.shared.Sector;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Lists schools with everything that is known about them, for programme managers. */
@Service
public class SchoolRegister {

    /**
     * The filter of the list.
     *
     * @param words a part of name, town or BRIN; empty: all
     * @param municipality CBS code; empty: all
     * @param board id of a board; null: all
     * @param empty whether to include schools without pupils and schools that have ended
     */
    public record Filter(
            String words,
            String municipality,
            @Nullable Sector sector,
            @Nullable Long board,
            boolean empty) {}

    /** The pagination cursor: the name and id of the last school shown. */
    public record Key(String name, long id) {}

    /**
     * A school in the list.
     *
     * @param pupils of the latest count; null if it is masked or there is none
     * @param countedIn the year of that count
     * @param ownNumbers whether the school has corrected classes of the current school year
     */
    public record Line(
            long id,
            String brin6,
            String name,
            Sector sector,
            @Nullable String kind,
            @Nullable String address,
            @Nullable String postcode,
            @Nullable String town,
            @Nullable String municipality,
            @Nullable String board,
            @Nullable Integer pupils,
            @Nullable Integer countedIn,
            boolean ownNumbers,
            boolean ended) {}

    /** A choice of a filter. */
    public record Choice(String value, String name) {}

    /** @param masked whether DUO printed '<5' */
    public record YearCount(int year, @Nullable Integer pupils, boolean masked, boolean provisional) {}

    /** The pupils of a group in a school year, as reach counts them. */
    public record GroupSize(String level, int grade, int pupils, int low, int high, SchoolClass.NumbersFrom source) {}

    public record ClosedDay(LocalDate day, String reason) {}

    /** @param exactPlace false: only the centre of its PC4 area is known */
    public record Details(
            Line line,
            SchoolSite site,
            @Nullable String denomination,
            @Nullable String email,
            @Nullable String phone,
            @Nullable String website,
            boolean exactPlace,
            @Nullable LocalDate endedOn,
            List<YearCount> counts,
            List<ClosedDay> closedDays) {}

    private static final int MAX_REASON_LENGTH = 100;

    private final SchoolRegisterQueries queries;

    private final Schools schools;

    private final Audit audit;

    private final Clock clock;

    SchoolRegister(SchoolRegisterQueries queries, Schools schools, Audit audit, Clock clock) {
        this.queries = queries;
        this.schools = schools;
        this.audit = audit;
        this.clock = clock;
    }

    /** Returns schools ordered by name, in one query. @param after the cursor; null: from the start */
    public List<Line> list(Filter filter, @Nullable Key after, int limit) {
        return queries.list(filter, current(), after, limit);
    }

    /** Returns the municipalities with schools, ordered by name. */
    public List<Choice> municipalities() {
        return queries.municipalities();
    }

    /** Returns the boards with schools in a municipality, or anywhere if it is empty, ordered by name. */
    public List<Choice> boards(String municipality) {
        return queries.boards(municipality);
    }

    public Optional<Details> find(long siteId) {
        return schools.find(siteId).flatMap(site -> queries.find(site, current()));
    }

    /** Returns the number of pupils per group in a school year. */
    public List<GroupSize> groups(long siteId, SchoolYear year) {
        return queries.groups(siteId, year);
    }

    /** Adds a day on which a school is closed, apart from the holidays. */
    @Transactional
    public Outcome<Long> close(Actor actor, long siteId, LocalDate day, String reason) {
        if (!may(actor, siteId)) {
            throw new NotFound("school " + siteId);
        }
        String why = reason.strip();
        Problems problems = new Problems()
                .addIf(day.isBefore(current().firstDay()), "dag", "schools.problem.dayPast")
                .addIf(day.isAfter(current().next().lastDay()), "dag", "schools.problem.dayFar")
                .addIf(why.isEmpty(), "reden", "schools.problem.reason")
                .addIfLonger(why, MAX_REASON_LENGTH, "reden");
        if (problems.any()) {
            return Outcome.refused(problems);
        }
        queries.close(siteId, day, why);
        audit.add(actor, "SCHOOL_DAY_CLOSED", "organisation", siteId);
        return Outcome.done(siteId);
    }

    @Transactional
    public void open(Actor actor, long siteId, LocalDate day) {
        if (!may(actor, siteId)) {
            throw new NotFound("school " + siteId);
        }
        queries.open(siteId, day);
        audit.add(actor, "SCHOOL_DAY_OPENED", "organisation", siteId);
    }

    /** Changes the contact address, which also receives the mail about bookings. @param email empty: none */
    @Transactional
    public Outcome<Long> changeEmail(Actor actor, long siteId, String email) {
        if (!may(actor, siteId)) {
            throw new NotFound("school " + siteId);
        }
        Optional<String> address = MailAddress.parse(email);
        if (!email.isBlank() && address.isEmpty()) {
            return Outcome.refused(new Problems().add("email", "form.email"));
        }
        if (queries.changeEmail(siteId, address.orElse(null))) {
            audit.add(actor, "SCHOOL_MAIL_CHANGED", "organisation", siteId);
        }
        return Outcome.done(siteId);
    }

    private boolean may(Actor actor, long siteId) {
        return (actor.is(Role.PROGRAMME_MANAGER) || actor.worksAt(siteId))
                && schools.find(siteId).isPresent();
    }

    private SchoolYear current() {
        return SchoolYear.of(Dates.today(clock));
    }
}
