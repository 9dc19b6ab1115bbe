package nl.tec.planning.internal;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.io.UncheckedIOException;
import java.util.List;
import nl.tec.planning.InvalidPlanFile;
import nl.tec.planning.PlanChecker;
import nl.tec.planning.PlanFiles;
import nl.tec.planning.PlanInstance;
import nl.tec.planning.PlanInstance.Placement;
import nl.tec.planning.PlanScore;
import nl.tec.planning.PlanSolution;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Instances and plans of proposals, as they are kept: what was read last is remembered. */
@Component
public class PlanStore {

    private static final int REMEMBERED = 6;

    private final ProposalRecords records;

    private final Cache<Long, PlanInstance> instances =
            Caffeine.newBuilder().maximumSize(REMEMBERED).softValues().build();

    private final Cache<Long, Loaded> plans =
            Caffeine.newBuilder().maximumSize(REMEMBERED).softValues().build();

    PlanStore(ProposalRecords records) {
        this.records = records;
    }

    /**
     * A proposal with its plan.
     *
     * @param instance with what was pinned and forbidden by hand
     */
    public record Loaded(int version, PlanInstance instance, PlanSolution plan, PlanScore score) {}

    /** Null when nothing is found yet. */
    public @Nullable Loaded load(long proposalId) {
        Loaded known = plans.getIfPresent(proposalId);
        if (known != null && known.version() == records.version(proposalId)) {
            return known;
        }
        ProposalRecords.Plan row = records.plan(proposalId);
        String solution = row.solution();
        if (solution == null) {
            return null;
        }
        PlanInstance instance = instance(proposalId, row);
        PlanSolution plan = read(solution, PlanFiles::solution);
        Loaded loaded = new Loaded(
                row.version(), instance, plan, PlanChecker.check(instance, plan).score());
        plans.put(proposalId, loaded);
        return loaded;
    }

    /** The instance of a proposal, with what is pinned and forbidden in its plan. */
    public PlanInstance instance(long proposalId, ProposalRecords.Plan plan) {
        PlanInstance base = instances.get(proposalId, key -> read(records.instance(key), PlanFiles::instance));
        return with(base, plan.pins(), plan.forbidden(), base.previous());
    }

    /** The same with other pins, things forbidden, and plan before. */
    public PlanInstance with(
            PlanInstance old, List<Placement> pins, List<Placement> forbidden, List<Placement> previous) {
        return new PlanInstance(
                old.schoolYear(),
                old.activities(),
                old.venues(),
                old.rooms(),
                old.equipment(),
                old.staff(),
                old.buses(),
                old.boardingMinutes(),
                old.turnaroundMinutes(),
                old.venueMinutes(),
                old.schools(),
                old.travel(),
                old.near(),
                old.candidates(),
                old.wishes(),
                old.lag(),
                pins,
                forbidden,
                previous);
    }

    private interface Reading<T> {
        T from(String text) throws InvalidPlanFile;
    }

    private static <T> T read(String text, Reading<T> reading) {
        try {
            return reading.from(text);
        } catch (InvalidPlanFile e) {
            throw new UncheckedIOException(e);
        }
    }
}
