package nl.tec.finance;

import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nl.tec.accounts.Actor;
import nl.tec.accounts.Audit;
import nl.tec.finance.internal.VisitCostQueries;
import nl.tec.finance.internal.VisitCostStore;
import nl.tec.reach.Reach;
import nl.tec.reach.SessionsReach;
import nl.tec.shared.Bilingual;
import nl.tec.shared.Money;
import nl.tec.shared.NotFound;
import nl.tec.shared.Outcome;
import nl.tec.shared.Problems;
import nl.tec.shared.World;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * The costs of visits (rules 7.7): guides, material, venue and bus, planned and actual, at the rate of that day. Each line is rounded
 * to the cent once; everything else is a sum of lines. Years are calendar years.
 */
@Service
public class VisitCosts {

    private final VisitCostQueries queries;
    private final VisitCostStore store;
    private final Reach reach;
    private final Audit audit;
    private final Clock clock;

    VisitCosts(VisitCostQueries queries, VisitCostStore store, Reach reach, Audit audit, Clock clock) {
        this.queries = queries;
        this.store = store;
        this.reach = reach;
        this.audit = audit;
        this.clock = clock;
    }

    /** A session with its costs. @param came number of participants; 0 when it is not over */
    public record Visit(
            long sessionId,
            long activityId,
            Bilingual activity,
            World world,
            LocalDate day,
            boolean classes,
            boolean over,
            long came,
            List<VisitLine> lines) {

        public Visit {
            lines = List.copyOf(lines);
        }

        public Money planned() {
            return new Money(
                    lines.stream().mapToLong(line -> line.plannedCost().cents()).sum());
        }

        /** Returns the costs of the visits that are over. */
        public Money actual() {
            return new Money(lines.stream().mapToLong(VisitCosts::actualCents).sum());
        }

        public Money actual(CostItem item) {
            return new Money(lines.stream()
                    .filter(line -> line.item() == item)
                    .mapToLong(VisitCosts::actualCents)
                    .sum());
        }
    }

    private static long actualCents(VisitLine line) {
        Money actual = line.actualCost();
        return actual == null ? 0 : actual.cents();
    }

    /**
     * The total costs of a set of visits.
     *
     * @param visits number of visits that are over and had participants or costs
     * @param planned costs of all visits, including those to come
     * @param actual costs of those that are over, by item
     * @param classes the part of {@code actual} that visits of classes cost
     * @param came number of participants, counted at each visit
     * @param pupils distinct pupils who came with their class (rules 2.2 to 2.4)
     * @param unrated lines without a rate
     */
    public record Costs(
            int visits,
            Money planned,
            Map<CostItem, Money> actual,
            Money classes,
            long came,
            long pupils,
            int unrated) {

        public Money total() {
            return new Money(actual.values().stream().mapToLong(Money::cents).sum());
        }

        public Money of(CostItem item) {
            return actual.getOrDefault(item, Money.ZERO);
        }

        /** Returns the cost per participant; empty when nobody came. */
        public Optional<Money> perParticipant() {
            return total().each(came);
        }

        /** Returns the cost of visits of classes for each pupil who came with a class. */
        public Optional<Money> perPupil() {
            return classes.each(pupils);
        }
    }

    /** @param world null when activities are listed by themselves */
    public record Row(@Nullable Long activityId, @Nullable Bilingual activity, World world, Costs costs) {}

    /** The costs of a year: all visits, by activity (dearest first) and by world. */
    public record Year(int year, Costs all, List<Row> activities, List<Row> worlds) {}

    public Year year(int year) {
        List<Visit> visits = queries.visits(year, null, clock.instant());
        Map<Long, Long> byActivity = new HashMap<>();
        Map<Long, Long> byWorld = new HashMap<>();
        for (Visit visit : visits) {
            byActivity.put(visit.sessionId(), visit.activityId());
            byWorld.put(visit.sessionId(), (long) visit.world().ordinal());
        }
        Map<Long, Long> activityPupils = reach.pupils(byActivity, year);
        Map<Long, Long> worldPupils = reach.pupils(byWorld, year);
        SessionsReach all = reach.ofSessions(byActivity.keySet(), year);

        Map<Long, List<Visit>> activities = new HashMap<>();
        Map<World, List<Visit>> worlds = new EnumMap<>(World.class);
        for (Visit visit : visits) {
            activities
                    .computeIfAbsent(visit.activityId(), id -> new ArrayList<>())
                    .add(visit);
            worlds.computeIfAbsent(visit.world(), world -> new ArrayList<>()).add(visit);
        }
        List<Row> rows = new ArrayList<>();
        activities.forEach((id, own) -> rows.add(new Row(
                id, own.get(0).activity(), own.get(0).world(), costs(own, activityPupils.getOrDefault(id, 0L)))));
        rows.removeIf(row -> row.costs().visits() == 0 && row.costs().planned().isZero());
        rows.sort(Comparator.comparing((Row row) -> row.costs().total().cents())
                .reversed()
                .thenComparing(Row::activityId, Comparator.nullsLast(Comparator.naturalOrder())));
        List<Row> worldRows = new ArrayList<>();
        worlds.forEach((world, own) -> worldRows.add(new Row(
                null, null, world, costs(own, worldPupils.getOrDefault((long) world.ordinal(), 0L)))));
        return new Year(year, costs(visits, all.pupils()), rows, worldRows);
    }

    private static Costs costs(List<Visit> visits, long pupils) {
        int over = 0;
        long planned = 0;
        long classes = 0;
        long came = 0;
        int unrated = 0;
        Map<CostItem, Money> actual = new EnumMap<>(CostItem.class);
        for (Visit visit : visits) {
            planned += visit.planned().cents();
            if (!visit.over()) {
                continue;
            }
            over += visit.came() > 0 || !visit.actual().isZero() ? 1 : 0;
            came += visit.came();
            classes += visit.classes() ? visit.actual().cents() : 0;
            for (VisitLine line : visit.lines()) {
                actual.merge(line.item(), new Money(actualCents(line)), Money::plus);
                unrated += line.rate() == null ? 1 : 0;
            }
        }
        return new Costs(over, new Money(planned), actual, new Money(classes), came, pupils, unrated);
    }

    /** Returns the visits of an activity in a year, by day. */
    public List<Visit> visits(int year, long activityId) {
        return queries.visits(year, activityId, clock.instant());
    }

    /** @throws NotFound when there is none, or it is not held */
    public Visit visit(long sessionId) {
        return queries.findVisit(sessionId, clock.instant()).orElseThrow(() -> new NotFound("session " + sessionId));
    }

    /**
     * Records the actual quantity of an item.
     *
     * @param quantity minutes, participants or metres; null: reverts to the planned quantity
     */
    @Transactional
    public Outcome<Long> correct(
            long sessionId, CostItem item, long subjectId, @Nullable Integer quantity, String note, Actor by) {
        Visit visit = visit(sessionId);
        boolean there = visit.lines().stream().anyMatch(line -> line.item() == item && line.subjectId() == subjectId);
        if (!there) {
            throw new NotFound(item + " " + subjectId);
        }
        Problems problems = new Problems()
                .addIf(!visit.over(), "aantal", "finance.problem.notOver")
                .addIf(
                        quantity != null && (quantity < 0 || quantity > 10_000_000),
                        "aantal",
                        "finance.problem.quantity")
                .addIf(
                        quantity != null && (note.isBlank() || note.length() > 200),
                        "waarom",
                        "finance.problem.what",
                        200);
        if (problems.any()) {
            return Outcome.refused(problems);
        }
        store.correct(sessionId, item, subjectId, quantity, note, by, clock.instant());
        audit.add(by, "VISIT_CORRECTED", "SESSION", sessionId);
        return Outcome.done(sessionId);
    }

    /** Returns the rates by item, general ones first, then by day, the latest first. */
    public List<CostRate> rates() {
        return queries.rates();
    }

    /** Adds a rate, or changes the one of that day. @param rate its id and name are ignored */
    @Transactional
    public Outcome<Long> save(CostRate rate, Actor by) {
        Problems problems = new Problems()
                .addIf(rate.rate().cents() > 10_000_000, "bedrag", "finance.problem.rate")
                .addIf(
                        rate.activityId() != null && rate.item() != CostItem.MATERIAL,
                        "activiteit",
                        "finance.problem.rateOf")
                .addIf(rate.venueId() != null && rate.item() != CostItem.VENUE, "plek", "finance.problem.rateOf")
                .addIf(rate.from().getYear() < 2000 || rate.from().getYear() > 2100, "vanaf", "form.day");
        if (problems.any()) {
            return Outcome.refused(problems);
        }
        long id = store.save(rate);
        audit.add(by, "COST_RATE_SAVED", "cost_rate", id);
        return Outcome.done(id);
    }

    /** Returns the activities that a rate can be for, sorted by name. */
    public Map<Long, Bilingual> activities() {
        return queries.activities();
    }

    public Map<Long, Bilingual> venues() {
        return queries.venues();
    }
}
