package nl.tec.planning;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import nl.tec.accounts.Actor;
import nl.tec.accounts.Audit;
import nl.tec.planning.PlanCheck.Violation;
import nl.tec.planning.PlanInstance.Candidate;
import nl.tec.planning.PlanInstance.Placement;
import nl.tec.planning.PlanInstance.Wish;
import nl.tec.planning.PlanSolution.Assignment;
import nl.tec.planning.internal.CandidateSessions;
import nl.tec.planning.internal.Fitting;
import nl.tec.planning.internal.InstanceBuilder;
import nl.tec.planning.internal.PlanCache;
import nl.tec.planning.internal.PlanCache.Loaded;
import nl.tec.planning.internal.ProposalStore;
import nl.tec.planning.solver.PinsExclude;
import nl.tec.shared.Dates;
import nl.tec.shared.NotFound;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Changes a proposal by hand: pins, forbids and moves. Answers immediately which rule refuses a change, or what it costs.
 * {@link PlanChecker} checks the result before it is stored.
 */
@Service
public class Adjustments {

    /** Rules that a single placement can break on its own, whatever else is planned. */
    private static final Set<Rule> INDEPENDENT_RULES =
            EnumSet.of(Rule.WISHED, Rule.GRADES, Rule.WEEKS, Rule.DATES, Rule.HOURS, Rule.FULL, Rule.PINS);

    private static final int CACHE_SIZE = 50;

    private final ProposalStore records;
    private final PlanCache store;
    private final Audit audit;
    private final TransactionTemplate transaction;

    /** Cache of recent trials, so that confirming a change that the page has shown does not compute it again. */
    private final Cache<TrialKey, Trial> trials =
            Caffeine.newBuilder().maximumSize(CACHE_SIZE).softValues().build();

    Adjustments(ProposalStore records, PlanCache store, Audit audit, TransactionTemplate transaction) {
        this.records = records;
        this.store = store;
        this.audit = audit;
        this.transaction = transaction;
    }

    /** @param to null: forbids the current placement */
    private record TrialKey(
            long proposal,
            int version,
            String wish,
            @Nullable Long to) {}

    /**
     * A place where a wish could be met.
     *
     * @param now whether it is the current placement
     * @param open whether a session there has capacity left, or its room is free
     */
    public record Place(Candidate candidate, int choice, boolean now, boolean open) {}

    /**
     * A wish in a proposal.
     *
     * @param places that its weeks, days, hours and group allow, in chronological order
     * @param pinned whether its placement is fixed
     * @param forbidden candidates that were excluded by hand
     */
    public record Adjustable(
            Wish wish, @Nullable Candidate at, List<Place> places, boolean pinned, List<Candidate> forbidden) {

        /** The places, grouped by the Monday of their week. */
        public Map<LocalDate, List<Place>> weeks() {
            return places.stream()
                    .collect(Collectors.groupingBy(
                            place -> Dates.monday(place.candidate().date()), TreeMap::new, Collectors.toList()));
        }
    }

    /**
     * A wish whose placement changes.
     *
     * @param from null: it was not met
     */
    public record Moved(Wish wish, @Nullable Candidate from, Candidate to) {

        /** The rank of the new activity among the choices of the class: 0 is its first choice. */
        public int choice() {
            return wish.preference(to.activity());
        }

        public boolean isOtherChoice() {
            return from != null && wish.preference(from.activity()) != choice();
        }
    }

    /**
     * The outcome of trying a change.
     *
     * @param refusals rules that forbid it; empty if it is possible
     * @param own the new placement of the wish itself; null: none, or refused
     * @param moves other wishes that move to make it possible
     * @param lost other wishes that are no longer met
     * @param before the score of the current plan
     * @param after the score with the change; null: refused
     * @param changed the plan with the change; null: refused
     */
    public record Trial(
            List<Rule> refusals,
            @Nullable Moved own,
            List<Moved> moves,
            List<String> lost,
            PlanScore before,
            @Nullable PlanScore after,
            @Nullable Changed changed) {

        private static Trial refused(List<Rule> refusals, PlanScore before) {
            return new Trial(refusals, null, List.of(), List.of(), before, null, null);
        }
    }

    /** @param version the version of the proposal on which it is based */
    public record Changed(int version, List<Placement> pins, List<Placement> forbidden, PlanSolution plan) {}

    private Loaded load(Proposal proposal) {
        Loaded loaded = store.load(proposal.id());
        if (loaded == null) {
            throw new NotFound("plan of proposal " + proposal.id());
        }
        return loaded;
    }

    private static Wish wish(PlanInstance instance, long number) {
        String id = InstanceBuilder.wish(number);
        return instance.wishes().stream()
                .filter(wish -> wish.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new NotFound("wish " + number));
    }

    private static Candidate candidate(PlanInstance instance, long id) {
        return instance.candidates().stream()
                .filter(candidate -> candidate.id() == id)
                .findFirst()
                .orElseThrow(() -> new NotFound("candidate " + id));
    }

    public Adjustable of(Proposal proposal, long wishNumber) {
        Loaded loaded = load(proposal);
        PlanInstance instance = loaded.instance();
        Wish wish = wish(instance, wishNumber);
        Long at = loaded.plan().assignments().stream()
                .filter(assignment -> assignment.wish().equals(wish.id()))
                .map(Assignment::candidate)
                .findFirst()
                .orElse(null);
        Map<Long, Integer> comers = new HashMap<>();
        loaded.plan().assignments().forEach(assignment -> comers.merge(assignment.candidate(), 1, Integer::sum));
        Map<String, List<Candidate>> byRoom = new HashMap<>();
        instance.candidates().stream()
                .filter(candidate -> comers.containsKey(candidate.id()))
                .forEach(candidate -> byRoom.computeIfAbsent(candidate.room(), key -> new ArrayList<>())
                        .add(candidate));
        Set<Long> forbidden = instance.forbidden().stream()
                .filter(one -> one.wish().equals(wish.id()))
                .map(Placement::candidate)
                .collect(Collectors.toSet());
        Fitting fitting = new Fitting(instance);
        List<Place> places = new ArrayList<>();
        for (Candidate one : instance.candidates()) {
            if (fitting.allows(wish, one) && !forbidden.contains(one.id())) {
                boolean open = comers.containsKey(one.id())
                        ? comers.get(one.id()) < one.classes()
                        : byRoom.getOrDefault(one.room(), List.of()).stream()
                                .noneMatch(other -> other.occupiedFrom().isBefore(one.occupiedUntil())
                                        && one.occupiedFrom().isBefore(other.occupiedUntil()));
                places.add(new Place(one, wish.preference(one.activity()), at != null && at == one.id(), open));
            }
        }
        return new Adjustable(
                wish,
                at == null ? null : candidate(instance, at),
                different(places),
                instance.pins().stream().anyMatch(pin -> pin.wish().equals(wish.id())),
                instance.candidates().stream()
                        .filter(one -> forbidden.contains(one.id()))
                        .toList());
    }

    /** Merges the interchangeable places of a venue at the same time, and sorts by time. */
    private static List<Place> different(List<Place> places) {
        Map<List<Object>, Place> all = new HashMap<>();
        places.forEach(place -> all.merge(
                List.of(
                        place.candidate().start(),
                        place.candidate().activity(),
                        CandidateSessions.roomOrVenue(place.candidate())),
                place,
                (one, other) -> one.now() || one.open() && !other.now() ? one : other));
        return all.values().stream()
                .sorted(Comparator.comparing((Place place) -> place.candidate().start())
                        .thenComparing(place -> place.candidate().id()))
                .toList();
    }

    /** Returns the effect of moving a wish to a candidate, without changing anything. */
    public Trial tryMove(Proposal proposal, long wishNumber, long to) {
        Loaded loaded = load(proposal);
        Wish wish = wish(loaded.instance(), wishNumber);
        Candidate target = candidate(loaded.instance(), to);
        List<Placement> pins = withoutPin(loaded.instance(), wish);
        pins.add(new Placement(wish.id(), target.id()));
        List<Placement> forbidden = new ArrayList<>(loaded.instance().forbidden());
        forbidden.remove(new Placement(wish.id(), target.id()));
        return tried(proposal, loaded, pins, forbidden, wish, target);
    }

    /** Returns the effect of forbidding the current placement of a wish, without changing anything. */
    public Trial tryForbid(Proposal proposal, long wishNumber) {
        Loaded loaded = load(proposal);
        Wish wish = wish(loaded.instance(), wishNumber);
        Adjustable now = of(proposal, wishNumber);
        Candidate at = now.at();
        if (at == null) {
            throw new NotFound("visit of wish " + wishNumber);
        }
        List<Placement> forbidden = new ArrayList<>(loaded.instance().forbidden());
        forbidden.add(new Placement(wish.id(), at.id()));
        return tried(proposal, loaded, withoutPin(loaded.instance(), wish), forbidden, wish, null);
    }

    private static List<Placement> withoutPin(PlanInstance instance, Wish wish) {
        return instance.pins().stream()
                .filter(pin -> !pin.wish().equals(wish.id()))
                .collect(Collectors.toCollection(ArrayList::new));
    }

    private Trial tried(
            Proposal proposal,
            Loaded loaded,
            List<Placement> pins,
            List<Placement> forbidden,
            Wish wish,
            @Nullable Candidate target) {
        TrialKey key = new TrialKey(proposal.id(), loaded.version(), wish.id(), target == null ? null : target.id());
        Trial trial = trials.getIfPresent(key);
        if (trial == null) {
            trial = attempt(proposal, loaded, pins, forbidden, wish, target);
            trials.put(key, trial);
        }
        return trial;
    }

    private Trial attempt(
            Proposal proposal,
            Loaded loaded,
            List<Placement> pins,
            List<Placement> forbidden,
            Wish wish,
            @Nullable Candidate target) {
        PlanScore before = loaded.score();
        List<Rule> refusals = target == null ? List.of() : refusals(proposal, loaded.instance(), wish, target);
        if (!refusals.isEmpty()) {
            return Trial.refused(refusals, before);
        }
        try {
            PlanRepair repair = store.repair(proposal.id()).propose(pins, forbidden, loaded.plan(), true);
            PlanCheck check = store.check(
                    proposal.id(), loaded.instance().withPins(pins).withForbidden(forbidden), repair.plan());
            List<Rule> broken =
                    check.violations().stream().map(Violation::rule).distinct().toList();
            if (!broken.isEmpty()) {
                return Trial.refused(broken, before);
            }
            List<Moved> moved = moved(loaded.instance(), loaded.plan(), repair.plan());
            return new Trial(
                    List.of(),
                    moved.stream()
                            .filter(move -> move.wish().equals(wish))
                            .findFirst()
                            .orElse(null),
                    moved.stream().filter(move -> !move.wish().equals(wish)).toList(),
                    repair.lost().stream()
                            .filter(lost -> !lost.equals(wish.id()))
                            .toList(),
                    before,
                    check.score(),
                    new Changed(loaded.version(), pins, forbidden, repair.plan()));
        } catch (PinsExclude e) {
            // other pins, or the lack of a guide or bus, make it impossible
            return Trial.refused(List.of(Rule.PINS), before);
        }
    }

    /** Returns the wishes whose candidate changed, in chronological order. */
    private static List<Moved> moved(PlanInstance instance, PlanSolution before, PlanSolution after) {
        Map<String, Long> at = new HashMap<>();
        before.assignments().forEach(one -> at.put(one.wish(), one.candidate()));
        return after.assignments().stream()
                .filter(one -> !Objects.equals(at.get(one.wish()), one.candidate()))
                .map(one -> {
                    Long from = at.get(one.wish());
                    return new Moved(
                            wish(instance, InstanceBuilder.number(one.wish())),
                            from == null ? null : candidate(instance, from),
                            candidate(instance, one.candidate()));
                })
                .sorted(Comparator.comparing(move -> move.to().start()))
                .toList();
    }

    /** Returns the rules that the placement would break even in an otherwise empty plan. */
    private List<Rule> refusals(Proposal proposal, PlanInstance instance, Wish wish, Candidate target) {
        PlanSolution alone = new PlanSolution(
                List.of(new Assignment(wish.id(), target.id(), null)),
                List.of(),
                List.of(),
                Map.of(),
                List.of(),
                List.of());
        return store.check(proposal.id(), instance, alone).violations().stream()
                .map(Violation::rule)
                .filter(INDEPENDENT_RULES::contains)
                .filter(rule -> rule != Rule.PINS)
                .distinct()
                .toList();
    }

    /** Stores a change that was tried. @return false if the proposal has changed since, or is being solved or published */
    public boolean keep(Proposal proposal, Changed changed, Actor by) {
        PlanSolution explained =
                store.repair(proposal.id()).explained(changed.pins(), changed.forbidden(), asProved(proposal, changed));
        ProposalStore.Plan from = new ProposalStore.Plan(
                changed.version(), changed.pins(), changed.forbidden(), PlanFiles.text(explained));
        boolean kept = transaction.execute(status -> {
            boolean done = records.change(proposal.id(), from);
            if (done) {
                audit.add(by, "PLAN_PROPOSAL_CHANGED", "plan_proposal", proposal.id());
            }
            return done;
        });
        if (kept) {
            store.remember(proposal.id(), from.changed(), explained);
        }
        return kept;
    }

    /**
     * Returns the changed plan with what is still proved: all that was with fewer pins and prohibitions, as the bounds of a level hold
     * for the values of the levels before it.
     */
    private PlanSolution asProved(Proposal proposal, Changed changed) {
        Loaded before = load(proposal);
        PlanSolution plan = changed.plan();
        Map<String, Double> bounds = new HashMap<>();
        List<String> proven = new ArrayList<>();
        if (changed.pins().containsAll(before.instance().pins())
                && changed.forbidden().containsAll(before.instance().forbidden())) {
            PlanInstance narrower = before.instance().withPins(changed.pins()).withForbidden(changed.forbidden());
            PlanScore after = store.check(proposal.id(), narrower, plan).score();
            for (Level level : Level.values()) {
                Double bound = before.plan().bounds().get(level.word());
                if (bound != null) {
                    bounds.put(level.word(), bound);
                }
                if (Math.abs(before.score().value(level) - after.value(level)) > PlanScore.TOLERANCE) {
                    break;
                }
                if (before.plan().proven().contains(level.word())) {
                    proven.add(level.word());
                }
            }
        }
        return new PlanSolution(plan.assignments(), plan.sessions(), plan.trips(), bounds, proven, plan.unmet());
    }

    /** Pins a wish to its current placement, or releases it. @return false as {@link #keep} */
    public boolean pin(Proposal proposal, long wishNumber, boolean pinned, Actor by) {
        Loaded loaded = load(proposal);
        Wish wish = wish(loaded.instance(), wishNumber);
        List<Placement> pins = withoutPin(loaded.instance(), wish);
        if (pinned) {
            Assignment at = loaded.plan().assignments().stream()
                    .filter(assignment -> assignment.wish().equals(wish.id()))
                    .findFirst()
                    .orElseThrow(() -> new NotFound("visit of wish " + wishNumber));
            pins.add(new Placement(wish.id(), at.candidate()));
        }
        return keep(
                proposal, new Changed(loaded.version(), pins, loaded.instance().forbidden(), loaded.plan()), by);
    }

    /** Lifts all prohibitions of a wish. @return false as {@link #keep} */
    public boolean allow(Proposal proposal, long wishNumber, Actor by) {
        Loaded loaded = load(proposal);
        Wish wish = wish(loaded.instance(), wishNumber);
        return keep(
                proposal,
                new Changed(
                        loaded.version(),
                        loaded.instance().pins(),
                        loaded.instance().forbidden().stream()
                                .filter(one -> !one.wish().equals(wish.id()))
                                .toList(),
                        loaded.plan()),
                by);
    }
}
