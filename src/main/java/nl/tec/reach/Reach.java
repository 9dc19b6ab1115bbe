package nl.tec.reach;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
 * The number of people reached (rules 2). A band is counted in the municipalities of the hub. All numbers are of people, not of
 * visits, unless said otherwise.
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

    /** Pupils of a band in a period, and what they are compared with (rules 2.1-2.7). */
    public BandReach of(Band band, Period period) {
        Scope scope = pupils.scope(band, period);
        return new BandReach(pupils.reached(scope), pupils.population(scope), individuals.children(scope));
    }

    /**
     * Class visits of each of these bands in a period that were held, and of which nobody recorded who came (rules 2.1). Of several
     * bands at once it takes as long as of one.
     */
    public Map<Band, Long> unrecorded(Collection<Band> bands, Period period) {
        return pupils.unrecorded(bands, period, clock.instant());
    }

    /**
     * {@link #of(Band, Period)} at the end of a day of the period, counted anew: of the visits up to that day as they are recorded
     * now. Without the children who came by themselves.
     */
    public ReachedBy by(LocalDate day, Band band, Period period) {
        Scope scope = pupils.scope(band, period.until(day));
        return new ReachedBy(pupils.counted(scope), pupils.population(scope));
    }

    /** {@link #of(Individuals, Period)} at the end of a day of the period. */
    public IndividualReach by(LocalDate day, Individuals who, Period period) {
        return individuals.people(who, period.until(day));
    }

    /** Whether anything was recorded of this day or of one before it. */
    public boolean recordedBy(LocalDate day) {
        return individuals.recordedBy(day);
    }

    /** Returns what the confirmed bookings still to come in a period that runs can add to {@link #of(Band, Period)} (rules 2.13). */
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

    /** The groups of a band, the lowest first: together they are the cohorts of {@link #of(Band, Period)}. */
    public List<GradeReach> grades(Band band, Period period) {
        return pupils.grades(pupils.scope(band, period));
    }

    /** By municipality of the hub; those without a school that has or had pupils are left out. */
    public List<MunicipalityReach> municipalities(Band band, Period period) {
        return pupils.municipalities(pupils.scope(band, period));
    }

    /**
     * The schools of a band, by name.
     *
     * @param search a part of the name; empty for all
     * @param limit at most so many
     */
    public Page<SchoolReach> schools(
            Band band,
            Period period,
            SchoolReach.Which which,
            String search,
            SchoolReach.@Nullable Key key,
            int limit) {
        return schools.schools(pupils.scope(band, period), which, search, key, limit);
    }

    /** The groups of each school of a band, by school: together they are the cohorts and the population of {@link #of(Band, Period)}. */
    public List<SchoolGroup> schoolGroups(Band band, Period period) {
        return schoolGroups.list(pupils.scope(band, period));
    }

    /** The groups of which somebody came to any of these sessions: together they are the pupils of {@link #ofSessions}. */
    public List<SchoolGroup> schoolGroups(Collection<Long> sessionIds, int year) {
        return schoolGroups.list(sessionIds, Period.calendarYear(year));
    }

    /** A school of the hub's municipalities with its attendances; empty when there is no such school. */
    public Optional<SchoolVisits> school(Band band, Period period, String brin6) {
        return schools.school(pupils.scope(band, period), brin6);
    }

    /** The sessions to which the children of {@link BandReach} came, oldest first. */
    public Page<SessionReach> sessions(Band band, Period period, SessionReach.@Nullable Key key, int limit) {
        return individuals.sessions(pupils.scope(band, period), key, limit);
    }

    /**
     * Distinct pupils of any of these bands who came with their class, of the municipalities of the hub. The bands need not be
     * those of a KPI, and are not capped by their population.
     */
    public long pupils(SchoolYear year, List<Band> bands) {
        return pupils.reached(year, bands);
    }

    /** Distinct children who signed up themselves and came, from one age to another (rules 2.5). */
    public ChildrenReach children(SchoolYear year, int youngest, int oldest) {
        return individuals.children(year, youngest, oldest);
    }

    /** Counts who came to any of these sessions in a calendar year, of any municipality. Sessions of other years count nothing. */
    public SessionsReach ofSessions(Collection<Long> sessionIds, int year) {
        return new SessionsReach(
                individuals.attended(sessionIds),
                pupils.reached(sessionIds, Period.calendarYear(year)),
                individuals.people(sessionIds));
    }

    /**
     * Distinct pupils who came with their class in a calendar year, for groups of sessions, each by itself: a pupil who came to two
     * groups counts in both.
     *
     * @param groups the group of each session, whatever it stands for
     * @return by group
     */
    public Map<Long, Long> pupils(Map<Long, Long> groups, int year) {
        return pupils.reached(groups, Period.calendarYear(year));
    }

    /** People of an audience in a period (rules 2.9). */
    public IndividualReach of(Individuals who, Period period) {
        return individuals.people(who, period);
    }

    /** Returns what the sign-ups still to come in a period that runs can add to {@link #of(Individuals, Period)} (rules 2.13). */
    public UpcomingVisits upcoming(Individuals who, Period period) {
        return individuals.upcoming(who, period, clock.instant());
    }

    /** The sessions behind {@link #of(Individuals, Period)}, oldest first. */
    public Page<SessionReach> sessions(Individuals who, Period period, SessionReach.@Nullable Key key, int limit) {
        return individuals.sessions(who, period, key, limit);
    }
}
