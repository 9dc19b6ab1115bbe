package nl.tec.results;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nl.tec.accounts.Actor;
import nl.tec.accounts.Audit;
import nl.tec.results.Judgement.Standing;
import nl.tec.results.internal.SnapshotQueries;
import nl.tec.results.internal.SnapshotStore;
import nl.tec.shared.Problems;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Keeps figures as reported, with their inputs, regardless of later changes in the data (rules 2.12). */
@Service
public class Snapshots {

    /**
     * A KPI as reported.
     *
     * @param value the value in the unit of the measure; null if it was not measured
     * @param figure the components of the value; null if it was not measured
     * @param kpi its definition at the time
     */
    public record Reported(
            Kpi kpi,
            @Nullable Double target,
            @Nullable Double value,
            @Nullable Double most,
            Standing standing,
            @Nullable Figure figure) {

        public Reported {
            // older snapshots store a target of 0 where there was none
            target = target != null && target == 0 ? null : target;
        }

        /** Returns a KPI to be reported in its current state. */
        public static Reported of(Figures.Line line) {
            Figure figure = line.figure();
            Measure measure = line.kpi().measure();
            return new Reported(
                    line.kpi(),
                    line.judgement().target(),
                    figure == null ? null : figure.valueOrNull(measure),
                    figure == null ? null : figure.mostOrNull(measure),
                    line.judgement().standing(),
                    figure);
        }
    }

    /** A report of the figures of a year. @param by the name of who reported it */
    public record Snapshot(long id, Instant takenAt, String by, String label, int year, List<Reported> figures) {}

    private final SnapshotQueries queries;
    private final SnapshotStore store;
    private final Figures figures;
    private final Audit audit;

    Snapshots(SnapshotQueries queries, SnapshotStore store, Figures figures, Audit audit) {
        this.queries = queries;
        this.store = store;
        this.figures = figures;
        this.audit = audit;
    }

    /**
     * Stores the current figures of a year.
     *
     * @param label the purpose, such as 'Jaarverslag 2025'
     * @return the problems; empty if the snapshot was stored
     */
    @Transactional
    public Problems take(int year, String label, Actor by) {
        Problems problems = new Problems()
                .addIf(label.isBlank() || label.strip().length() > 120, "label", "results.snapshot.problem.label")
                .addIf(!figures.years().contains(year), "", "results.snapshot.problem.year");
        if (problems.any()) {
            return problems;
        }
        List<Reported> reported = figures.all().getOrDefault(year, List.of()).stream()
                .map(Reported::of)
                .toList();
        long id = store.add(year, label.strip(), reported, by);
        audit.add(by, "FIGURES_REPORTED", "kpi_snapshot", id);
        return problems;
    }

    /** Returns all snapshots, latest first. */
    public List<Snapshot> list() {
        return queries.list();
    }

    public Optional<Snapshot> find(long id) {
        return queries.find(id);
    }

    /** Returns the last reported figures for a year, by KPI code. */
    public Map<String, Reported> last(int year) {
        Map<String, Reported> byKpi = new HashMap<>();
        queries.last(year)
                .ifPresent(snapshot -> snapshot.figures()
                        .forEach(reported -> byKpi.put(reported.kpi().code(), reported)));
        return byKpi;
    }
}
