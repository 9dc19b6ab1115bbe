package nl.tec.results;

import java.util.List;
import java.util.Optional;
import nl.tec.reach.GradeReach;
import nl.tec.reach.Page;
import nl.tec.reach.Reach;
import nl.tec.reach.SchoolReach;
import nl.tec.reach.SchoolVisits;
import nl.tec.reach.SessionReach;
import nl.tec.results.internal.FigureQueries;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** A figure opened down: groups, schools, cohorts and classes, attendances, sessions. Their sum is the figure (rules 2.12). */
@Service
public class DrillDown {

    private final Reach reach;
    private final FigureQueries figures;

    DrillDown(Reach reach, FigureQueries figures) {
        this.reach = reach;
        this.figures = figures;
    }

    /** The groups of the band, as they were when the figure was measured; counted now when it was not yet. */
    public List<GradeReach> grades(Kpi kpi, int year) {
        return figures.grades(kpi.code(), year).orElseGet(() -> reach.grades(kpi.pupils(), kpi.period(year)));
    }

    /**
     * The schools of the band, by name.
     *
     * @param search a part of the name; empty for all
     * @param limit at most so many
     */
    public Page<SchoolReach> schools(
            Kpi kpi, int year, SchoolReach.Which which, String search, SchoolReach.@Nullable Key key, int limit) {
        return reach.schools(kpi.pupils(), kpi.period(year), which, search, key, limit);
    }

    /** A school of the hub's municipalities; empty when there is no such school in the band. */
    public Optional<SchoolVisits> school(Kpi kpi, int year, String brin6) {
        return reach.school(kpi.pupils(), kpi.period(year), brin6);
    }

    /** By day, oldest first: of {@link Measure#PEOPLE} the figure; of pupils the children who may be the same pupils. */
    public Page<SessionReach> sessions(Kpi kpi, int year, SessionReach.@Nullable Key key, int limit) {
        return kpi.measure().ofClasses()
                ? reach.sessions(kpi.pupils(), kpi.period(year), key, limit)
                : reach.sessions(kpi.individuals(), kpi.period(year), key, limit);
    }
}
