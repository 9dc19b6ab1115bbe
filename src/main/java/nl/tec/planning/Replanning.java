package nl.tec.planning;

import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import nl.tec.accounts.Actor;
import nl.tec.accounts.Audit;
import nl.tec.bookings.BookingResult;
import nl.tec.bookings.ClassBookings;
import nl.tec.bookings.VisitArrangements;
import nl.tec.planning.PlanInstance.Candidate;
import nl.tec.planning.PlanInstance.Wish;
import nl.tec.planning.internal.Fitting;
import nl.tec.planning.internal.InstanceBuilder;
import nl.tec.planning.internal.PublicationRecords;
import nl.tec.planning.internal.PublicationRecords.Guiding;
import nl.tec.planning.internal.PublicationRecords.OnBus;
import nl.tec.programme.SessionDetails;
import nl.tec.programme.Sessions;
import nl.tec.shared.Bilingual;
import nl.tec.shared.Dates;
import nl.tec.shared.NotFound;
import nl.tec.shared.Outcome;
import nl.tec.shared.TimeSlot;
import nl.tec.staff.Assignments;
import nl.tec.staff.StaffCandidate;
import nl.tec.venues.Bus;
import nl.tec.venues.Venues;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Finds and applies solutions when a resource of a published plan drops out: a room is closed, a guide is ill, a bus broke down
 * (requirement C4). Names the affected visits. If another guide or bus is free, a visit keeps its time; otherwise it moves to another
 * time at which nothing else has to move.
 */
@Service
public class Replanning {

    /** The maximum number of times that are tried for a visit that needs a bus. */
    private static final int MAX_TRIED = 10;

    private final Rounds rounds;
    private final PublicationRecords records;
    private final InstanceBuilder builder;
    private final Sessions sessions;
    private final ClassBookings bookings;
    private final VisitArrangements arrangements;
    private final Assignments assignments;
    private final Venues venues;
    private final Audit audit;
    private final TransactionTemplate transaction;
    private final Clock clock;

    Replanning(
            Rounds rounds,
            PublicationRecords records,
            InstanceBuilder builder,
            Sessions sessions,
            ClassBookings bookings,
            VisitArrangements arrangements,
            Assignments assignments,
            Venues venues,
            Audit audit,
            TransactionTemplate transaction,
            Clock clock) {
        this.rounds = rounds;
        this.records = records;
        this.builder = builder;
        this.sessions = sessions;
        this.bookings = bookings;
        this.arrangements = arrangements;
        this.assignments = assignments;
        this.venues = venues;
        this.audit = audit;
        this.transaction = transaction;
        this.clock = clock;
    }

    /** The kinds of things that can drop out, by the first letter of their identifier. */
    public enum Kind {
        ACTIVITY('a'),
        ROOM('r'),
        VENUE('v'),
        GUIDE('p'),
        BUS('b');

        private final char letter;

        Kind(char letter) {
            this.letter = letter;
        }

        String id(long number) {
            return letter + String.valueOf(number);
        }

        /** @throws NotFound if the letter is unknown */
        public static Kind of(String subject) {
            for (Kind kind : values()) {
                if (kind.letter == subject.charAt(0)) {
                    return kind;
                }
            }
            throw new NotFound("subject " + subject);
        }
    }

    /**
     * A resource that drops out, with the first and last day.
     *
     * @param subject an activity or a place, as in {@link PlannedVisit.Subject}, a guide {@code p9} or a bus {@code b3}
     * @param until the last day
     */
    public record Mishap(String subject, LocalDate from, LocalDate until) {

        Kind kind() {
            return Kind.of(subject);
        }

        private long number() {
            return Long.parseLong(subject.substring(1));
        }

        private boolean hits(Candidate one) {
            return (subject.equals(one.activity())
                            || one.room().equals(subject)
                            || one.room().startsWith(subject + "-"))
                    && isIn(one.date());
        }

        private boolean isIn(LocalDate day) {
            return !day.isBefore(from) && !day.isAfter(until);
        }
    }

    /** Another guide or bus. */
    public record Replacement(long id, Bilingual name) {}

    /**
     * The solution for an affected visit.
     *
     * @param with the guide or bus that replaces the one that dropped out; null: none is free, or it would not help
     * @param to another time; null: not needed, or not found
     */
    public record Move(
            PlannedVisit visit,
            @Nullable Replacement with,
            @Nullable Candidate to) {}

    /** The current state of a round. */
    private record Situation(List<PlannedVisit> visits, List<OnBus> buses, List<Guiding> guides) {

        private List<PlannedVisit> hit(Mishap mishap) {
            return visits.stream()
                    .filter(visit -> mishap.isIn(Dates.dayOf(visit.start())))
                    .filter(
                            switch (mishap.kind()) {
                                case ACTIVITY ->
                                    visit -> mishap.subject()
                                            .equals(visit.subject().activity());
                                case ROOM, VENUE ->
                                    visit -> mishap.subject()
                                            .equals(visit.subject().place());
                                case GUIDE ->
                                    visit -> guides.stream()
                                            .anyMatch(one -> one.sessionId() == visit.sessionId()
                                                    && one.memberId() == mishap.number());
                                case BUS ->
                                    visit -> buses.stream()
                                            .anyMatch(one -> one.bookingId() == visit.bookingId()
                                                    && one.busId() == mishap.number());
                            })
                    .toList();
        }

        private OnBus bus(PlannedVisit visit) {
            return buses.stream()
                    .filter(one -> one.bookingId() == visit.bookingId())
                    .findFirst()
                    .orElseThrow();
        }
    }

    private Situation situation(long roundId) {
        return new Situation(
                coming(roundId), records.buses(roundId, clock.instant()), records.guides(roundId, clock.instant()));
    }

    /** Returns the names of the guides, buses, places and activities of the upcoming visits, by identifier; sorted by name per kind. */
    public Map<String, Bilingual> subjects(long roundId) {
        Situation now = situation(roundId);
        Map<String, Bilingual> guides = new TreeMap<>();
        Map<String, Bilingual> buses = new TreeMap<>();
        Map<String, Bilingual> places = new TreeMap<>();
        Map<String, Bilingual> activities = new TreeMap<>();
        now.guides().forEach(one -> guides.put(Kind.GUIDE.id(one.memberId()), new Bilingual(one.name(), one.name())));
        now.buses().forEach(one -> buses.put(Kind.BUS.id(one.busId()), one.name()));
        for (PlannedVisit visit : now.visits()) {
            if (!visit.subject().place().isEmpty()) { // empty: held at the school
                places.put(visit.subject().place(), visit.place());
            }
            activities.put(visit.subject().activity(), visit.title());
        }
        Map<String, Bilingual> all = new LinkedHashMap<>();
        List.of(guides, buses, places, activities)
                .forEach(some -> some.entrySet().stream()
                        .sorted(Comparator.comparing(entry -> entry.getValue().dutch()))
                        .forEach(entry -> all.put(entry.getKey(), entry.getValue())));
        return all;
    }

    private List<PlannedVisit> coming(long roundId) {
        return records.visits(roundId, null).stream()
                .filter(visit -> visit.isComing() && visit.start().isAfter(clock.instant()))
                .toList();
    }

    /** Proposes a solution for every affected visit, without changing anything. */
    public List<Move> propose(long roundId, Mishap mishap) {
        Situation now = situation(roundId);
        List<PlannedVisit> hit = now.hit(mishap);
        Map<Long, Replacement> replacements = switch (mishap.kind()) {
            case GUIDE -> otherGuides(hit, mishap.number());
            case BUS -> otherBuses(hit, now, mishap.number());
            case ACTIVITY, ROOM, VENUE -> Map.of();
        };
        Map<Long, Candidate> times = otherTimes(
                roundId,
                mishap,
                now,
                hit.stream()
                        .filter(visit -> !replacements.containsKey(visit.id()))
                        .toList());
        return hit.stream()
                .map(visit -> new Move(visit, replacements.get(visit.id()), times.get(visit.id())))
                .toList();
    }

    /** Finds the best free guide per visit, and never the same one for two simultaneous sessions. */
    private Map<Long, Replacement> otherGuides(List<PlannedVisit> hit, long ill) {
        Map<Long, List<StaffCandidate>> substitutes = assignments.substitutes(
                hit.stream().map(PlannedVisit::sessionId).distinct().toList(), ill);
        Map<Long, Optional<Replacement>> bySession = new HashMap<>();
        Map<Long, Replacement> byVisit = new HashMap<>();
        List<Taken> taken = new ArrayList<>();
        for (PlannedVisit visit : hit) {
            TimeSlot slot = new TimeSlot(visit.start(), visit.end());
            bySession
                    .computeIfAbsent(
                            visit.sessionId(),
                            session -> substitutes.getOrDefault(session, List.of()).stream()
                                    .filter(other -> Taken.isFree(taken, other.memberId(), slot))
                                    .findFirst()
                                    .map(other -> new Replacement(
                                            other.memberId(), new Bilingual(other.name(), other.name()))))
                    .ifPresent(one -> {
                        taken.add(new Taken(one.id(), slot));
                        byVisit.put(visit.id(), one);
                    });
        }
        return byVisit;
    }

    private record Taken(long id, TimeSlot slot) {

        static boolean isFree(List<Taken> taken, long id, TimeSlot slot) {
            return taken.stream().noneMatch(one -> one.id() == id && one.slot().overlaps(slot));
        }
    }

    /** Finds per visit the smallest free bus that seats everybody on the ride. */
    private Map<Long, Replacement> otherBuses(List<PlannedVisit> hit, Situation now, long broken) {
        Map<Long, Optional<Replacement>> byRide = new HashMap<>();
        Map<Long, Replacement> byVisit = new HashMap<>();
        List<Taken> taken = new ArrayList<>();
        for (PlannedVisit visit : hit) {
            OnBus ride = now.bus(visit);
            byRide.computeIfAbsent(
                            ride.ride(),
                            key -> venues.freeBuses(ride.during(), ride.people()).stream()
                                    .filter(bus -> bus.id() != broken && Taken.isFree(taken, bus.id(), ride.during()))
                                    .findFirst()
                                    .map(bus -> new Replacement(bus.id(), bus.name())))
                    .ifPresent(one -> {
                        taken.add(new Taken(one.id(), ride.during()));
                        byVisit.put(visit.id(), one);
                    });
        }
        return byVisit;
    }

    /** Finds per visit the time nearest to the original at which nothing else has to move. */
    private Map<Long, Candidate> otherTimes(long roundId, Mishap mishap, Situation now, List<PlannedVisit> hit) {
        if (hit.isEmpty()) {
            return Map.of();
        }
        Round round = rounds.get(roundId);
        PlanInstance instance =
                builder.build(round, Dates.dayOf(clock.instant()).plusDays(1), Map.of(), mishap.kind() == Kind.GUIDE);
        Map<Long, Wish> wishes = instance.wishes().stream()
                .collect(Collectors.toMap(wish -> InstanceBuilder.number(wish.id()), wish -> wish));
        Fitting fitting = new Fitting(instance);
        Map<List<Object>, Set<LocalDate>> out = new HashMap<>();
        now.visits()
                .forEach(visit -> out.computeIfAbsent(List.of(visit.siteId(), visit.label()), key -> new HashSet<>())
                        .add(Dates.dayOf(visit.start())));
        List<Candidate> taken = new ArrayList<>();
        Map<Long, Candidate> times = new HashMap<>();
        for (PlannedVisit visit : hit) {
            Wish wish = wishes.get(visit.wishId());
            Set<LocalDate> days = Objects.requireNonNull(out.get(List.<Object>of(visit.siteId(), visit.label())));
            LocalDateTime was = LocalDateTime.ofInstant(visit.start(), Dates.ZONE);
            Candidate to = wish == null
                    ? null
                    : instance.candidates().stream()
                            .filter(one -> one.activity().equals(visit.subject().activity())
                                    && !mishap.hits(one)
                                    && fitting.allows(wish, one)
                                    && fitting.hasPeople(one, without(mishap))
                                    && !days.contains(one.date())
                                    && taken.stream().noneMatch(other -> overlap(other, one)))
                            .sorted(Comparator.comparing((Candidate one) ->
                                            Duration.between(was, one.start()).abs())
                                    .thenComparing(Candidate::id))
                            .limit(mishap.kind() == Kind.BUS ? MAX_TRIED : 1)
                            .filter(mishap.kind() == Kind.BUS ? hasBus(visit, now, mishap) : one -> true)
                            .findFirst()
                            .orElse(null);
            if (to != null) {
                taken.add(to);
                days.add(to.date());
                times.put(visit.id(), to);
            }
        }
        return times;
    }

    private static Predicate<PlanInstance.Person> without(Mishap mishap) {
        return person -> mishap.kind() != Kind.GUIDE || !person.id().equals(mishap.subject());
    }

    /** Tests whether a bus is free at the time of a candidate, for as long as the visit has one now. */
    private Predicate<Candidate> hasBus(PlannedVisit visit, Situation now, Mishap mishap) {
        OnBus ride = now.bus(visit);
        return one -> {
            Duration later = Duration.between(
                    visit.start(), one.start().atZone(Dates.ZONE).toInstant());
            TimeSlot during = new TimeSlot(
                    ride.during().start().plus(later), ride.during().end().plus(later));
            return venues.freeBuses(during, ride.people()).stream()
                    .mapToLong(Bus::id)
                    .anyMatch(bus -> bus != mishap.number() || !mishap.isIn(one.date()));
        };
    }

    private static boolean overlap(Candidate one, Candidate other) {
        return one.room().equals(other.room())
                && one.occupiedFrom().isBefore(other.occupiedUntil())
                && other.occupiedFrom().isBefore(one.occupiedUntil());
    }

    /**
     * Applies the solution that {@link #propose} finds for a visit: another guide or bus, or another time. A school whose visit moves is
     * mailed, and a session without any other booking is cancelled.
     *
     * @return false if the solution is no longer possible
     */
    public boolean move(long roundId, Mishap mishap, long visitId, Actor by) {
        Move move = propose(roundId, mishap).stream()
                .filter(one -> one.visit().id() == visitId)
                .findFirst()
                .orElseThrow(() -> new NotFound("visit " + visitId + " that is hit"));
        return Boolean.TRUE.equals(transaction.execute(status -> {
            boolean done = repair(move, mishap, by);
            if (!done) {
                status.setRollbackOnly();
            }
            return done;
        }));
    }

    private boolean repair(Move move, Mishap mishap, Actor by) {
        PlannedVisit visit = move.visit();
        Replacement with = move.with();
        Candidate to = move.to();
        if (with != null) {
            audit.add(by, "PLAN_VISIT_KEPT", "BOOKING", visit.bookingId());
            return mishap.kind() == Kind.BUS
                    ? arrangements.replaceBus(visit.bookingId(), with.id(), by)
                    : assignments.replace(visit.sessionId(), mishap.number(), with.id(), by) instanceof Outcome.Done;
        }
        return to != null && moveTo(visit, to, by);
    }

    private boolean moveTo(PlannedVisit visit, Candidate to, Actor by) {
        Sessions.Result made = sessions.create(
                new SessionDetails(
                        InstanceBuilder.number(to.activity()),
                        new TimeSlot(
                                to.start().atZone(Dates.ZONE).toInstant(),
                                to.end().atZone(Dates.ZONE).toInstant()),
                        InstanceBuilder.number(to.venue()),
                        null,
                        to.room().startsWith("r") ? InstanceBuilder.number(to.room()) : null,
                        to.pupils(),
                        to.classes(),
                        ""),
                true,
                by);
        if (!(made instanceof Sessions.Saved saved)) {
            return false;
        }
        long session = saved.ids().get(0);
        if (!(bookings.move(visit.bookingId(), session, by) instanceof BookingResult.Done)) {
            return false;
        }
        records.moved(visit.id(), session);
        if (sessions.bookings(List.of(visit.sessionId())) == 0) {
            sessions.cancel(List.of(visit.sessionId()), "-", by);
        }
        assignments.askBest(session, by);
        audit.add(by, "PLAN_VISIT_MOVED", "BOOKING", visit.bookingId());
        return true;
    }
}
