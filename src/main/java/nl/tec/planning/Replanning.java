package nl.tec.planning;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import nl.tec.accounts.Actor;
import nl.tec.mail.Outbox;
import nl.tec.planning.Mishap.Kind;
import nl.tec.planning.PlanInstance.Candidate;
import nl.tec.planning.PlanSolution.Reason;
import nl.tec.planning.internal.BesidesThePlan;
import nl.tec.planning.internal.CandidateSessions;
import nl.tec.planning.internal.FreeBuses;
import nl.tec.planning.internal.InstanceBuilder;
import nl.tec.planning.internal.OtherTimes;
import nl.tec.planning.internal.PublicationStore;
import nl.tec.planning.internal.PublicationStore.OnBus;
import nl.tec.planning.internal.ReplanningStore;
import nl.tec.planning.internal.Substitutes;
import nl.tec.planning.internal.SupplyStore;
import nl.tec.planning.internal.UpcomingRoundVisits;
import nl.tec.planning.internal.VisitRepair;
import nl.tec.shared.Bilingual;
import nl.tec.shared.Dates;
import nl.tec.shared.Sha256;
import nl.tec.venues.VenueNames;
import nl.tec.venues.Venues;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/**
 * Finds and applies solutions when a resource of a published plan drops out: a room is closed, a guide is ill, a bus broke down
 * (requirement C4). Names the affected visits. If another guide or bus is free, a visit keeps its time; otherwise it moves to another
 * time at which nothing else has to move. Only if asked, it takes the time of one other visit, which moves to a free one. What is
 * affected besides the plan is named, and left to people.
 */
@Service
public class Replanning {

    private final Rounds rounds;
    private final PublicationStore records;
    private final BesidesThePlan besides;
    private final InstanceBuilder builder;
    private final CandidateSessions supply;
    private final SupplyStore reservations;
    private final Venues venues;
    private final VenueNames names;
    private final Substitutes substitutes;
    private final VisitRepair repair;
    private final ReplanningStore store;
    private final Clock clock;

    Replanning(
            Rounds rounds,
            PublicationStore records,
            BesidesThePlan besides,
            InstanceBuilder builder,
            CandidateSessions supply,
            SupplyStore reservations,
            Venues venues,
            VenueNames names,
            Substitutes substitutes,
            VisitRepair repair,
            ReplanningStore store,
            Clock clock) {
        this.rounds = rounds;
        this.records = records;
        this.besides = besides;
        this.builder = builder;
        this.supply = supply;
        this.reservations = reservations;
        this.venues = venues;
        this.names = names;
        this.substitutes = substitutes;
        this.repair = repair;
        this.store = store;
        this.clock = clock;
    }

    /** Another guide or bus. */
    public record Replacement(long id, Bilingual name) {}

    /**
     * The solution for an affected visit.
     *
     * @param with the guide or bus that replaces the one that dropped out; null: none is free, or it would not help
     * @param to another time; null: not needed, or not found
     * @param other the visit that has to move to make that time free; null: none
     * @param reasons why there is no other time, as for a wish that is not met; empty if it is solved
     */
    public record Move(
            PlannedVisit visit,
            @Nullable Replacement with,
            @Nullable Candidate to,
            @Nullable Other other,
            List<Reason> reasons) {

        public boolean isSolved() {
            return with != null || to != null;
        }
    }

    /** Another visit that moves to a free time. */
    public record Other(PlannedVisit visit, Candidate to) {}

    /**
     * Returns the names of the guides, buses and places that are in use for anything to come, of the activities and schools of the upcoming
     * visits, and of the classes that asked for a change, by identifier; sorted by name per kind.
     */
    public Map<String, Bilingual> subjects(long roundId) {
        UpcomingRoundVisits now = coming(roundId);
        Map<String, Bilingual> guides = new TreeMap<>();
        Map<String, Bilingual> buses = new TreeMap<>();
        Map<String, Bilingual> places = new TreeMap<>();
        Map<String, Bilingual> activities = new TreeMap<>();
        Map<String, Bilingual> schools = new TreeMap<>();
        Map<String, Bilingual> classes = new TreeMap<>();
        for (BesidesThePlan.Used one : besides.used(clock.instant())) {
            switch (Kind.of(one.id())) {
                case GUIDE -> guides.put(one.id(), one.name());
                case BUS -> buses.put(one.id(), one.name());
                default -> places.put(one.id(), place(one.id(), one.name()));
            }
        }
        now.guides().forEach(one -> guides.put(Kind.GUIDE.id(one.memberId()), Bilingual.same(one.name())));
        now.buses().forEach(one -> buses.put(Kind.BUS.id(one.busId()), one.name()));
        for (PlannedVisit visit : now.visits()) {
            if (!visit.subject().place().isEmpty()) { // empty: held at the school
                places.put(visit.subject().place(), place(visit.subject().place(), visit.place()));
            }
            activities.put(visit.subject().activity(), visit.title());
            schools.put(Kind.SCHOOL.id(visit.siteId()), Bilingual.same(visit.school()));
            if (visit.answer() == PlannedVisit.Answer.CHANGE_ASKED) {
                String who = visit.school() + ", " + visit.label();
                classes.put(Kind.CLASS.id(visit.wishId()), Bilingual.same(who));
            }
        }
        Map<String, Bilingual> all = new LinkedHashMap<>();
        List.of(guides, buses, places, activities, schools, classes)
                .forEach(some -> some.entrySet().stream()
                        .sorted(Comparator.comparing(entry -> entry.getValue().dutch()))
                        .forEach(entry -> all.put(entry.getKey(), entry.getValue())));
        return all;
    }

    /** Returns the name of a place, with its room. */
    private Bilingual place(String place, Bilingual venue) {
        return Kind.of(place) == Kind.ROOM
                ? venue.and(names.room(InstanceBuilder.number(place)).name())
                : venue;
    }

    /** Returns what a mishap affects besides the visits of the plan, in chronological order. It has to be solved by hand. */
    public List<AlsoHit> besides(long roundId, Mishap mishap) {
        return besides.hit(roundId, mishap, clock.instant());
    }

    private UpcomingRoundVisits coming(long roundId) {
        Instant now = clock.instant();
        List<PlannedVisit> visits = records.visits(roundId, null).stream()
                .filter(visit -> visit.isComing()
                        && visit.answer() != PlannedVisit.Answer.GIVEN_BACK
                        && visit.start().isAfter(now))
                .toList();
        return new UpcomingRoundVisits(visits, records.buses(roundId, now), records.guides(roundId, now));
    }

    /** Proposes a solution for every affected visit, without changing anything. Nothing else moves. */
    public List<Move> propose(long roundId, Mishap mishap) {
        return propose(roundId, mishap, false);
    }

    /** @param mayMoveOthers whether another visit may move to make room, where there is no free time */
    public List<Move> propose(long roundId, Mishap mishap, boolean mayMoveOthers) {
        UpcomingRoundVisits now = coming(roundId);
        List<PlannedVisit> hit = now.hit(mishap);
        Map<Long, Replacement> replacements = switch (mishap.kind()) {
            case GUIDE -> substitutes.guides(hit, mishap.number());
            case BUS -> substitutes.buses(hit, now, mishap.number());
            case ACTIVITY, ROOM, VENUE, SCHOOL, CLASS -> Map.of();
        };
        List<PlannedVisit> toMove = hit.stream()
                .filter(visit -> !replacements.containsKey(visit.id()))
                .toList();
        Map<Long, Move> moves = toMove.isEmpty()
                ? Map.of()
                : otherTimes(rounds.get(roundId), mishap, now, hit, toMove).find(toMove, mayMoveOthers);
        return hit.stream()
                .map(visit -> moves.getOrDefault(
                        visit.id(), new Move(visit, replacements.get(visit.id()), null, null, List.of())))
                .toList();
    }

    private OtherTimes otherTimes(
            Round round, Mishap mishap, UpcomingRoundVisits now, List<PlannedVisit> hit, List<PlannedVisit> toMove) {
        LocalDate from = Dates.today(clock).plusDays(1);
        // a visit moves to another session of its own activity, so the others need not be looked up
        Set<Long> activities = toMove.stream()
                .map(visit -> InstanceBuilder.number(visit.subject().activity()))
                .collect(Collectors.toSet());
        boolean isGuided = mishap.kind() == Kind.GUIDE || !now.guides().isEmpty();
        return new OtherTimes(
                mishap,
                now,
                hit,
                builder.build(round, activities, from, Map.of(), isGuided),
                new FreeBuses(
                        mishap,
                        now,
                        venues.buses(),
                        reservations.taken(from, round.year().lastDay())),
                () -> supply.offers(round.withActivities(activities), from));
    }

    /**
     * Applies the solution that {@link #propose} finds for a visit: another guide or bus, or another time. It can be undone for ten minutes
     * ({@link ReplanningUndo}); then a school whose visit moves is mailed, and a session without any other booking is cancelled.
     *
     * @param mayMoveOthers as in {@link #propose(long, Mishap, boolean)}
     * @return false if the solution is no longer possible
     */
    public boolean move(long roundId, Mishap mishap, long visitId, boolean mayMoveOthers, Actor by) {
        return propose(roundId, mishap, mayMoveOthers).stream()
                .filter(one -> one.visit().id() == visitId)
                .findFirst()
                .filter(move -> applied(roundId, mishap, List.of(move), by))
                .isPresent();
    }

    /** Returns a digest of the solutions, by which it is known whether they are still those that somebody read. */
    public static String digest(List<Move> moves) {
        return Sha256.hex(Sha256.of(moves.stream()
                .filter(Move::isSolved)
                .map(move ->
                        "%d %s %s %s".formatted(move.visit().id(), move.with(), shown(move.to()), other(move.other())))
                .collect(Collectors.joining("|"))));
    }

    private static String other(@Nullable Other other) {
        return other == null ? "" : other.visit().id() + " " + shown(other.to());
    }

    /** Returns the room and the start of a candidate; its id differs each time it is computed. */
    private static String shown(@Nullable Candidate candidate) {
        return candidate == null ? "" : candidate.room() + " " + candidate.start();
    }

    /**
     * Applies the solutions that {@link #propose} finds for all affected visits, each on its own. They can be undone together, as of
     * {@link #move}.
     *
     * @param read the {@link #digest} of the solutions that were read; if they are others now, nothing is done
     * @return whether at least one was still possible
     */
    public boolean moveAll(long roundId, Mishap mishap, boolean mayMoveOthers, String read, Actor by) {
        List<Move> moves = propose(roundId, mishap, mayMoveOthers);
        return digest(moves).equals(read) && applied(roundId, mishap, moves, by);
    }

    /** @return whether at least one was possible */
    private boolean applied(long roundId, Mishap mishap, List<Move> moves, Actor by) {
        UpcomingRoundVisits before = coming(roundId);
        long replanning = store.begin(roundId, clock.instant(), clock.instant().plus(Outbox.UNDO), by);
        Set<Long> replaced = new HashSet<>(); // the guide of a session or the bus of a ride, for all its visits
        boolean any = false;
        for (Move move : moves) {
            if (move.with() == null) {
                any |= repair.apply(replanning, move, mishap, by);
                continue;
            }
            OnBus bus = before.bus(move.visit());
            long shared = mishap.kind() == Kind.BUS && bus != null
                    ? bus.ride()
                    : move.visit().sessionId();
            if (!replaced.contains(shared) && repair.apply(replanning, move, mishap, by)) {
                any = true;
                replaced.add(shared);
            }
        }
        if (!any) {
            store.remove(replanning);
        }
        return any;
    }
}
