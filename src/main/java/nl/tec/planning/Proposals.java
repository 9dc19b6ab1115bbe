package nl.tec.planning;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import nl.tec.accounts.Actor;
import nl.tec.accounts.Audit;
import nl.tec.planning.PlanInstance.Placement;
import nl.tec.planning.internal.InstanceBuilder;
import nl.tec.planning.internal.PlanCache;
import nl.tec.planning.internal.ProposalStore;
import nl.tec.planning.internal.SchoolDays;
import nl.tec.planning.internal.SolverRunner;
import nl.tec.shared.Dates;
import nl.tec.shared.NotFound;
import nl.tec.shared.Outcome;
import nl.tec.shared.Problems;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/** Starts, lists and continues the proposed plans of a round. For programme managers. */
@Service
public class Proposals {

    public static final String NAME = "naam";
    public static final String SECONDS = "seconden";
    public static final String GUIDES = "begeleiders";
    public static final int MAX_NAME = 60;
    public static final int MIN_SECONDS = 5;
    public static final int MAX_SECONDS = 1_800;

    /** The maximum weight of a band. */
    public static final int MAX_WEIGHT = 5;

    private final Rounds rounds;
    private final ProposalStore records;
    private final InstanceBuilder builder;
    private final SolverRunner runner;
    private final PlanCache store;
    private final SchoolDays schoolDays;
    private final Audit audit;
    private final TransactionTemplate transaction;
    private final Clock clock;

    Proposals(
            Rounds rounds,
            ProposalStore records,
            InstanceBuilder builder,
            SolverRunner runner,
            PlanCache store,
            SchoolDays schoolDays,
            Audit audit,
            TransactionTemplate transaction,
            Clock clock) {
        this.rounds = rounds;
        this.records = records;
        this.builder = builder;
        this.runner = runner;
        this.store = store;
        this.schoolDays = schoolDays;
        this.audit = audit;
        this.transaction = transaction;
        this.clock = clock;
    }

    public List<Proposal> list(long roundId) {
        return records.list(roundId);
    }

    public Optional<Proposal> find(long id) {
        return records.find(id);
    }

    /** @throws NotFound when the round has no such proposal */
    public Proposal get(long roundId, long id) {
        return find(id).filter(proposal -> proposal.roundId() == roundId)
                .orElseThrow(() -> new NotFound("proposal " + id + " of round " + roundId));
    }

    /**
     * The settings of a plan.
     *
     * @param weights the weights of the bands, as a tie-breaker
     * @param guides whether guides are planned too; false: they are asked later
     */
    public record Settings(Map<String, Integer> weights, boolean guides) {}

    /** Builds the current instance of a round. */
    public PlanInstance instance(long roundId, Settings settings) {
        return builder.build(
                rounds.get(roundId), Dates.today(clock).plusDays(1), settings.weights(), settings.guides());
    }

    /** Queues a new plan, which starts immediately if no other is being solved. */
    public Outcome<Long> start(long roundId, String name, int seconds, Settings settings, Actor by) {
        Round round = rounds.get(roundId);
        Problems problems = check(round, name, seconds)
                .addIf(!schoolDays.isKnown(round.year()), "", SchoolDays.UNKNOWN, round.year());
        PlanInstance instance = instance(roundId, settings);
        boolean wished = !instance.wishes().isEmpty();
        problems.addIf(!wished, "", "planning.proposal.noWishes");
        // An instance has only what somebody wishes: without wishes its sessions and guides say nothing about what
        // there is.
        problems.addIf(wished && instance.candidates().isEmpty(), "", "planning.proposal.noSupply");
        problems.addIf(wished && settings.guides() && instance.staff().isEmpty(), GUIDES, "planning.proposal.noGuides");
        if (problems.any()) {
            return Outcome.refused(problems);
        }
        String text = PlanFiles.text(instance);
        return Outcome.done(queue(roundId, name, null, seconds, text, null, by));
    }

    private static Problems check(Round round, String name, int seconds) {
        return new Problems()
                .addIf(round.publishedAt() != null, "", "planning.round.published")
                .addIf(name.isBlank(), NAME, "planning.proposal.nameMissing")
                .addIfLonger(name, MAX_NAME, NAME)
                .addIf(
                        seconds < MIN_SECONDS || seconds > MAX_SECONDS,
                        SECONDS,
                        "planning.proposal.seconds",
                        MIN_SECONDS,
                        MAX_SECONDS);
    }

    private long queue(
            long roundId,
            String name,
            @Nullable Long parent,
            int seconds,
            String instance,
            ProposalStore.@Nullable Plan plan,
            Actor by) {
        long id = transaction.execute(status -> {
            long made = records.insert(roundId, name, parent, seconds, instance, plan, by, clock.instant());
            audit.add(by, "PLAN_PROPOSAL_STARTED", "plan_proposal", made);
            return made;
        });
        runner.wake();
        return id;
    }

    /** Queues a plan that continues from this one: it keeps pins and prohibitions, and moves as little as possible. */
    public Outcome<Long> goOn(Proposal from, String name, int seconds, Actor by) {
        Round round = rounds.get(from.roundId());
        Problems problems = check(round, name, seconds);
        problems.addIf(from.state() != Proposal.State.DONE, "", "planning.proposal.notDone");
        if (problems.any()) {
            return Outcome.refused(problems);
        }
        PlanCache.Loaded loaded = Objects.requireNonNull(store.load(from.id()));
        PlanInstance next = loaded.instance()
                .withPins(List.of())
                .withForbidden(List.of())
                .withPrevious(loaded.plan().assignments().stream()
                        .map(assignment -> new Placement(assignment.wish(), assignment.candidate()))
                        .toList());
        return Outcome.done(
                queue(from.roundId(), name, from.id(), seconds, PlanFiles.text(next), records.plan(from.id()), by));
    }

    /** Stops the solver and keeps the best plan so far. */
    public void stop(Proposal proposal, Actor by) {
        transaction.executeWithoutResult(status -> {
            records.stop(proposal.id(), clock.instant());
            audit.add(by, "PLAN_PROPOSAL_STOPPED", "plan_proposal", proposal.id());
        });
    }

    /** Returns since when a plan is being solved, on whatever node; empty: none is. */
    public Optional<Instant> solvingSince() {
        return records.solvingSince(clock.instant());
    }

    /** Counts the proposals, of all rounds, that wait for the solver. */
    public int waiting() {
        return records.waiting(clock.instant());
    }

    /** Writes the instance of a round to a file. */
    public void export(long roundId, Path file) {
        try {
            PlanFiles.write(instance(roundId, new Settings(Map.of(), true)), file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
