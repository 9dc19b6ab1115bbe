package nl.tec.planning.internal;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.io.UncheckedIOException;
import nl.tec.planning.InstanceIndex;
import nl.tec.planning.InvalidPlanFile;
import nl.tec.planning.PlanCheck;
import nl.tec.planning.PlanChecker;
import nl.tec.planning.PlanFiles;
import nl.tec.planning.PlanInstance;
import nl.tec.planning.PlanScore;
import nl.tec.planning.PlanSolution;
import nl.tec.planning.solver.Repair;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Loads the instances and plans of proposals, with a cache. */
@Component
public class PlanCache {

    private static final int CACHE_SIZE = 6;

    private final ProposalStore records;

    /** An instance as it was built, with its index. */
    private record Base(PlanInstance instance, InstanceIndex index) {}

    private final Cache<Long, Base> instances =
            Caffeine.newBuilder().maximumSize(CACHE_SIZE).softValues().build();

    private final Cache<Long, Loaded> plans =
            Caffeine.newBuilder().maximumSize(CACHE_SIZE).softValues().build();

    /** Repairs by proposal. The instance of a proposal never changes, apart from pins and prohibitions. */
    private final Cache<Long, Repair> repairs =
            Caffeine.newBuilder().maximumSize(CACHE_SIZE).softValues().build();

    PlanCache(ProposalStore records) {
        this.records = records;
    }

    /**
     * A proposal with its plan.
     *
     * @param instance with what was pinned and forbidden by hand
     */
    public record Loaded(int version, PlanInstance instance, PlanSolution plan, PlanScore score) {}

    /** Returns a proposal with its plan; null if the solver has not found one yet. */
    public @Nullable Loaded load(long proposalId) {
        Loaded known = plans.getIfPresent(proposalId);
        if (known != null && known.version() == records.version(proposalId)) {
            return known;
        }
        ProposalStore.Plan row = records.plan(proposalId);
        String solution = row.solution();
        if (solution == null) {
            return null;
        }
        return remember(proposalId, row, read(solution, PlanFiles::solution));
    }

    /** Caches a row as it was just stored. */
    public Loaded remember(long proposalId, ProposalStore.Plan row, PlanSolution plan) {
        PlanInstance instance = instance(proposalId, row);
        Loaded loaded = new Loaded(
                row.version(), instance, plan, check(proposalId, instance, plan).score());
        plans.put(proposalId, loaded);
        return loaded;
    }

    /** Returns the instance of a proposal, with the pins and prohibitions of its plan. */
    public PlanInstance instance(long proposalId, ProposalStore.Plan plan) {
        return base(proposalId).instance().withPins(plan.pins()).withForbidden(plan.forbidden());
    }

    private Base base(long proposalId) {
        return instances.get(proposalId, key -> {
            PlanInstance instance = read(records.instance(key), PlanFiles::instance);
            return new Base(instance, new InstanceIndex(instance));
        });
    }

    /** Checks a plan of a proposal. @param instance the instance of the proposal, with any pins and prohibitions */
    public PlanCheck check(long proposalId, PlanInstance instance, PlanSolution plan) {
        return PlanChecker.check(base(proposalId).index(), instance, plan);
    }

    /** Returns the repair tool for the plans of a proposal. */
    public Repair repair(long proposalId) {
        return repairs.get(proposalId, key -> new Repair(base(key).instance()));
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
