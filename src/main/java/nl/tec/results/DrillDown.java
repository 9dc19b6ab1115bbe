package nl.tec.results;

import java.util.List;
import java.util.Optional;
import nl.tec.hub.ListPage;
import nl.tec.reach.GradeReach;
import nl.tec.reach.Reach;
import nl.tec.reach.SchoolReach;
import nl.tec.reach.SchoolVisits;
import nl.tec.reach.SessionReach;
import nl.tec.results.internal.FigureQueries;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** Breaks a figure down into groups, schools, cohorts and classes, attendances and sessions, which add up to it (rules 2.12). */
@Service
public class DrillDown {

    private final Reach reach;
    private final FigureQueries figures;

    DrillDown(Reach reach, FigureQueries figures) {
        this.reach = reach;
        this.figures = figures;
    }

    /** Returns the groups of the band as of the measurement of the figure, or counted now if it was not measured yet. */
    public List<GradeReach> grades(Kpi kpi, int year) {
        return figures.grades(kpi.code(), year).orElseGet(() -> reach.grades(kpi.pupils(), kpi.period(year)));
    }

    /**
     * Returns a page of the schools of the band, ordered by name.
     *
     * @param search a part of the name; empty for all
     * @param limit the maximum number of schools
     */
    public ListPage<SchoolReach> schools(
            Kpi kpi, int year, SchoolReach.Which which, String search, SchoolReach.@Nullable Key key, int limit) {
        return reach.schools(kpi.pupils(), kpi.period(year), which, search, key, limit);
    }

    /** Finds a school in the hub's municipalities. */
    public Optional<SchoolVisits> school(Kpi kpi, int year, String brin6) {
        return reach.school(kpi.pupils(), kpi.period(year), brin6);
    }

    /** Returns a page of sessions, oldest first: for {@link Measure#PEOPLE} of the figure, for pupils of the possibly same children. */
    public ListPage<SessionReach> sessions(Kpi kpi, int year, SessionReach.@Nullable Key key, int limit) {
        return kpi.measure().ofClasses()
                ? reach.sessions(kpi.pupils(), kpi.period(year), key, limit)
                : reach.sessions(kpi.individuals(), kpi.period(year), key, limit);
    }
}
