package nl.tec.reach;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nl.tec.hub.ListPage;
import nl.tec.reach.internal.IndividualQueries;
import nl.tec.reach.internal.PupilQueries;
import nl.tec.reach.internal.PupilQueries.Booked;
import nl.tec.reach.internal.PupilQueries.Rate;
import nl.tec.reach.internal.SchoolGroupQueries;
import nl.tec.reach.internal.SchoolReachQueries;
import nl.tec.reach.internal.Scope;
import nl.tec.shared.SchoolYear;
import nl.tec.shared.Sector;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/**
 * Counts the people reached (rules 2). A band is counted in the municipalities of the hub. All numbers are people, not
 * visits, unless stated otherwise.
 */
@Service
public class Reach {

    private final PupilQueries pupils;
    private final IndividualQueries individuals;
    private final SchoolReachQueries schools;
    private final SchoolGroupQueries schoolGroups;
    private final Clock clock;

    Reach(
            PupilQueries pupils,
            IndividualQueries individuals,
            SchoolReachQueries schools,
            SchoolGroupQueries schoolGroups,
            Clock clock) {
        this.pupils = pupils;
        this.individuals = individuals;
        this.schools = schools;
        this.schoolGroups = schoolGroups;
        this.clock = clock;
    }

    /** Counts the pupils of a band in a period, with the population they are compared with (rules 2.1-2.7). */
    public BandReach of(Band band, Period period) {
        Scope scope = pupils.scope(band, period);
        return new BandReach(pupils.reached(scope), pupils.population(scope), individuals.children(scope));
    }

    /**
     * Counts the class visits of each of these bands that were held in a period without a recorded attendance (rules 2.1). Several bands
     * cost as much as one.
     */
    public Map<Band, Long> unrecorded(Collection<Band> bands, Period period) {
        return pupils.unrecorded(bands, period, clock.instant());
    }

    /**
     * Recounts {@link #of(Band, Period)} as of the end of a day in the period, from the visits up to that day as currently
     * recorded. Excludes children who came individually.
     */
    public ReachedBy by(LocalDate day, Band band, Period period) {
        Scope scope = pupils.scope(band, period.until(day));
        return new ReachedBy(pupils.counted(scope), pupils.population(scope));
    }

    /** Counts {@link #of(Individuals, Period)} as of the end of a day in the period. */
    public IndividualReach by(LocalDate day, Individuals who, Period period) {
        return individuals.people(who, period.until(day));
    }

    /** Whether any attendance is recorded for a session held on or before this day. */
    public boolean hasRecordsUntil(LocalDate day) {
        return individuals.hasRecordsUntil(day);
    }

    /** Returns what the confirmed upcoming bookings in a current period can add to {@link #of(Band, Period)} (rules 2.13). */
    public Map<Band, UpcomingVisits> upcoming(Collection<Band> bands, Period period) {
        Instant now = clock.instant();
        Map<Sector, Rate> rates = pupils.rates(period, now);
        Map<Band, UpcomingVisits> upcoming = new HashMap<>();
        for (Band band : bands) {
            Booked booked = pupils.booked(pupils.scope(band, period), now);
            Rate rate = rates.getOrDefault(band.sector(), new Rate(null, 0, 0));
            upcoming.put(
                    band,
                    UpcomingVisits.of(booked.most(), booked.bookings(), rate.rate(), rate.spread(), rate.visits()));
        }
        return upcoming;
    }

    /** Returns the groups of a band, lowest first; they add up to the cohorts of {@link #of(Band, Period)}. */
    public List<GradeReach> grades(Band band, Period period) {
        return pupils.grades(pupils.scope(band, period));
    }

    /** Returns reach by municipality of the hub, except those without a school that has or had pupils. */
    public List<MunicipalityReach> municipalities(Band band, Period period) {
        return pupils.municipalities(pupils.scope(band, period));
    }

    /**
     * Returns a page of the schools of a band, ordered by name.
     *
     * @param search a part of the name; empty for all
     * @param limit the maximum number of schools
     */
    public ListPage<SchoolReach> schools(
            Band band,
            Period period,
            SchoolReach.Which which,
            String search,
            SchoolReach.@Nullable Key key,
            int limit) {
        return schools.schools(pupils.scope(band, period), which, search, key, limit);
    }

    /** Returns the groups of each school of a band; they add up to the cohorts and population of {@link #of(Band, Period)}. */
    public List<SchoolGroup> schoolGroups(Band band, Period period) {
        return schoolGroups.list(pupils.scope(band, period));
    }

    /** Returns the groups with visitors to any of these sessions; they add up to the pupils of {@link #ofSessions}. */
    public List<SchoolGroup> schoolGroups(Collection<Long> sessionIds, int year) {
        return schoolGroups.list(sessionIds, Period.calendarYear(year));
    }

    /** Finds a school in the hub's municipalities, with its attendances. */
    public Optional<SchoolVisits> school(Band band, Period period, String brin6) {
        return schools.school(pupils.scope(band, period), brin6);
    }

    /** Returns a page of the sessions attended by the children of {@link BandReach}, oldest first. */
    public ListPage<SessionReach> sessions(Band band, Period period, SessionReach.@Nullable Key key, int limit) {
        return individuals.sessions(pupils.scope(band, period), key, limit);
    }

    /**
     * Counts the distinct pupils of these bands in the hub's municipalities who came with their class. The bands need not belong
     * to a KPI, and are not capped by their population.
     */
    public long pupils(SchoolYear year, List<Band> bands) {
        return pupils.reached(year, bands);
    }

    /** Counts the distinct children in an age range who signed up individually and came (rules 2.5). */
    public ChildrenReach children(SchoolYear year, int youngest, int oldest) {
        return individuals.children(year, youngest, oldest);
    }

    /** Counts the people of any municipality who came to these sessions in a calendar year. Pupils in other years are ignored. */
    public SessionsReach ofSessions(Collection<Long> sessionIds, int year) {
        return new SessionsReach(
                individuals.attended(sessionIds),
                pupils.reached(sessionIds, Period.calendarYear(year)),
                individuals.people(sessionIds));
    }

    /**
     * Counts the distinct pupils who came with their class in a calendar year, separately for each group of sessions: a pupil who came
     * to two groups counts in both.
     *
     * @param groups the group id, chosen by the caller, of each session id
     * @return the pupils by group id
     */
    public Map<Long, Long> pupils(Map<Long, Long> groups, int year) {
        return pupils.reached(groups, Period.calendarYear(year));
    }

    /** Counts individual visitors in a period (rules 2.9). */
    public IndividualReach of(Individuals who, Period period) {
        return individuals.people(who, period);
    }

    /** Returns what the upcoming sign-ups in a current period can add to {@link #of(Individuals, Period)} (rules 2.13). */
    public UpcomingVisits upcoming(Individuals who, Period period) {
        return individuals.upcoming(who, period, clock.instant());
    }

    /** Returns a page of the sessions behind {@link #of(Individuals, Period)}, oldest first. */
    public ListPage<SessionReach> sessions(Individuals who, Period period, SessionReach.@Nullable Key key, int limit) {
        return individuals.sessions(who, period, key, limit);
    }
}
