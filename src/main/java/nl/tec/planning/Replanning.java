package nl.tec.planning;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
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
import nl.tec.planning.Mishap.Kind;
import nl.tec.planning.PlanInstance.Candidate;
import nl.tec.planning.PlanInstance.Wish;
import nl.tec.planning.PlanSolution.Reason;
import nl.tec.planning.internal.CandidateSessions;
import nl.tec.planning.internal.CandidateSessions.Offer;
import nl.tec.planning.internal.Fitting;
import nl.tec.planning.internal.InstanceBuilder;
import nl.tec.planning.internal.PublicationRecords;
import nl.tec.planning.internal.PublicationRecords.Guiding;
import nl.tec.planning.internal.PublicationRecords.OnBus;
import nl.tec.planning.internal.SupplyRecords;
import nl.tec.planning.internal.VisitRepair;
import nl.tec.shared.Bilingual;
import nl.tec.shared.Dates;
import nl.tec.shared.NotFound;
import nl.tec.shared.TimeSlot;
import nl.tec.staff.Assignments;
import nl.tec.staff.StaffCandidate;
import nl.tec.venues.Bus;
import nl.tec.venues.VenueNames;
import nl.tec.venues.Venues;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/**
 * Finds and applies solutions when a resource of a published plan drops out: a room is closed, a guide is ill, a bus broke down
 * (requirement C4). Names the affected visits. If another guide or bus is free, a visit keeps its time; otherwise it moves to another
 * time at which nothing else has to move. Only if asked, it takes the time of one other visit, which moves to a free one.
 */
@Service
public class Replanning {

    private final Rounds rounds;
    private final PublicationRecords records;
    private final InstanceBuilder builder;
    private final CandidateSessions supply;
    private final SupplyRecords reservations;
    private final Assignments assignments;
    private final Venues venues;
    private final VenueNames names;
    private final VisitRepair repair;
    private final Clock clock;

    Replanning(
            Rounds rounds,
            PublicationRecords records,
            InstanceBuilder builder,
            CandidateSessions supply,
            SupplyRecords reservations,
            Assignments assignments,
            Venues venues,
            VenueNames names,
            VisitRepair repair,
            Clock clock) {
        this.rounds = rounds;
        this.records = records;
        this.builder = builder;
        this.supply = supply;
        this.reservations = reservations;
        this.assignments = assignments;
        this.venues = venues;
        this.names = names;
        this.repair = repair;
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

    /** A time for a visit; see {@link Move}. */
    private record Place(Candidate to, @Nullable Other other) {}

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
                                case SCHOOL -> visit -> visit.siteId() == mishap.number();
                                case CLASS ->
                                    visit -> visits.stream()
                                            .anyMatch(
                                                    one -> one.wishId() == mishap.number() && isSameClass(one, visit));
                            })
                    .toList();
        }

        private static boolean isSameClass(PlannedVisit one, PlannedVisit other) {
            return one.siteId() == other.siteId() && one.label().equals(other.label());
        }

        /** Returns the bus of a visit; null if it has none. */
        private @Nullable OnBus bus(PlannedVisit visit) {
            return buses.stream()
                    .filter(one -> one.bookingId() == visit.bookingId())
                    .findFirst()
                    .orElse(null);
        }
    }

    private Situation situation(long roundId) {
        return new Situation(
                coming(roundId), records.buses(roundId, clock.instant()), records.guides(roundId, clock.instant()));
    }

    /**
     * Returns the names of the guides, buses, places, activities and schools of the upcoming visits, and of the classes that asked for a
     * change, by identifier; sorted by name per kind.
     */
    public Map<String, Bilingual> subjects(long roundId) {
        Situation now = situation(roundId);
        Map<String, Bilingual> guides = new TreeMap<>();
        Map<String, Bilingual> buses = new TreeMap<>();
        Map<String, Bilingual> places = new TreeMap<>();
        Map<String, Bilingual> activities = new TreeMap<>();
        Map<String, Bilingual> schools = new TreeMap<>();
        Map<String, Bilingual> classes = new TreeMap<>();
        now.guides().forEach(one -> guides.put(Kind.GUIDE.id(one.memberId()), new Bilingual(one.name(), one.name())));
        now.buses().forEach(one -> buses.put(Kind.BUS.id(one.busId()), one.name()));
        for (PlannedVisit visit : now.visits()) {
            if (!visit.subject().place().isEmpty()) { // empty: held at the school
                places.put(visit.subject().place(), place(visit));
            }
            activities.put(visit.subject().activity(), visit.title());
            schools.put(Kind.SCHOOL.id(visit.siteId()), new Bilingual(visit.school(), visit.school()));
            if (visit.answer() == PlannedVisit.Answer.CHANGE_ASKED) {
                String who = visit.school() + ", " + visit.label();
                classes.put(Kind.CLASS.id(visit.wishId()), new Bilingual(who, who));
            }
        }
        Map<String, Bilingual> all = new LinkedHashMap<>();
        List.of(guides, buses, places, activities, schools, classes)
                .forEach(some -> some.entrySet().stream()
                        .sorted(Comparator.comparing(entry -> entry.getValue().dutch()))
                        .forEach(entry -> all.put(entry.getKey(), entry.getValue())));
        return all;
    }

    /** Returns the name of the place of a visit, with its room. */
    private Bilingual place(PlannedVisit visit) {
        String place = visit.subject().place();
        if (Kind.of(place) != Kind.ROOM) {
            return visit.place();
        }
        Bilingual room = names.room(InstanceBuilder.number(place)).name();
        return new Bilingual(
                visit.place().dutch() + ", " + room.dutch(), visit.place().english() + ", " + room.english());
    }

    private List<PlannedVisit> coming(long roundId) {
        return records.visits(roundId, null).stream()
                .filter(visit -> visit.isComing()
                        && visit.answer() != PlannedVisit.Answer.GIVEN_BACK
                        && visit.start().isAfter(clock.instant()))
                .toList();
    }

    /** Proposes a solution for every affected visit, without changing anything. Nothing else moves. */
    public List<Move> propose(long roundId, Mishap mishap) {
        return propose(roundId, mishap, false);
    }

    /** @param mayMoveOthers whether another visit may move to make room, where there is no free time */
    public List<Move> propose(long roundId, Mishap mishap, boolean mayMoveOthers) {
        Situation now = situation(roundId);
        List<PlannedVisit> hit = now.hit(mishap);
        Map<Long, Replacement> replacements = switch (mishap.kind()) {
            case GUIDE -> otherGuides(hit, mishap.number());
            case BUS -> otherBuses(hit, now, mishap.number());
            case ACTIVITY, ROOM, VENUE, SCHOOL, CLASS -> Map.of();
        };
        List<PlannedVisit> toMove = hit.stream()
                .filter(visit -> !replacements.containsKey(visit.id()))
                .toList();
        Map<Long, Move> moves = new HashMap<>();
        if (!toMove.isEmpty()) {
            OtherTimes times = new OtherTimes(rounds.get(roundId), mishap, now, hit);
            Map<Long, Place> places = times.find(toMove, mayMoveOthers);
            for (PlannedVisit visit : toMove) {
                Place place = places.get(visit.id());
                moves.put(
                        visit.id(),
                        place == null
                                ? new Move(visit, null, null, null, times.reasons(visit))
                                : new Move(visit, null, place.to(), place.other(), List.of()));
            }
        }
        return hit.stream()
                .map(visit -> moves.getOrDefault(
                        visit.id(), new Move(visit, replacements.get(visit.id()), null, null, List.of())))
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
            OnBus ride = Objects.requireNonNull(now.bus(visit));
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

    /** Searches for other times in a round. No free time is given twice, and a class is out once a day. */
    private final class OtherTimes {

        private final Round round;
        private final LocalDate from;
        private final Mishap mishap;
        private final Situation now;
        private final List<PlannedVisit> hit;
        private final PlanInstance instance;
        private final Map<Long, Wish> wishes;
        private final Fitting fitting;
        private final Map<List<Object>, Set<LocalDate>> out = new HashMap<>();
        private final List<Candidate> taken = new ArrayList<>();
        private final List<Bus> buses;
        private final SupplyRecords.Taken reserved;
        private final List<Taken> rides = new ArrayList<>();

        /** Everything that the supply allows; looked up when it has to be said why there is no other time. */
        private final List<Offer> offers = new ArrayList<>();

        private final Set<Long> moved = new HashSet<>();

        OtherTimes(Round round, Mishap mishap, Situation now, List<PlannedVisit> hit) {
            this.round = round;
            this.mishap = mishap;
            this.now = now;
            this.hit = hit;
            from = Dates.dayOf(clock.instant()).plusDays(1);
            boolean isGuided = mishap.kind() == Kind.GUIDE || !now.guides().isEmpty();
            instance = builder.build(round, from, Map.of(), isGuided);
            buses = venues.buses();
            reserved = reservations.taken(from, round.year().lastDay());
            wishes = instance.wishes().stream()
                    .collect(Collectors.toMap(wish -> InstanceBuilder.number(wish.id()), wish -> wish));
            fitting = new Fitting(instance);
            now.visits().forEach(visit -> daysOut(visit).add(Dates.dayOf(visit.start())));
        }

        private Set<LocalDate> daysOut(PlannedVisit visit) {
            return out.computeIfAbsent(List.of(visit.siteId(), visit.label()), key -> new HashSet<>());
        }

        Map<Long, Place> find(List<PlannedVisit> visits, boolean mayMoveOthers) {
            Map<Long, Place> places = new HashMap<>();
            for (PlannedVisit visit : visits) {
                Candidate free = nearest(visit);
                if (free != null) {
                    take(visit, free, null);
                    places.put(visit.id(), new Place(free, null));
                }
            }
            for (PlannedVisit visit : visits) {
                Place place = mayMoveOthers && !places.containsKey(visit.id()) ? ofAnother(visit) : null;
                if (place != null) {
                    places.put(visit.id(), place);
                }
            }
            return places;
        }

        private void take(PlannedVisit visit, Candidate to, @Nullable OnBus freed) {
            taken.add(to);
            daysOut(visit).add(to.date());
            OnBus ride = now.bus(visit);
            if (ride != null) {
                rides.add(new Taken(
                        Objects.requireNonNull(bus(visit, ride, to, freed)).id(), during(visit, ride, to)));
            }
        }

        /** Returns the free time nearest to that of a visit; null if there is none. */
        private @Nullable Candidate nearest(PlannedVisit visit) {
            Wish wish = wishes.get(visit.wishId());
            if (wish == null) {
                return null;
            }
            return instance.candidates().stream()
                    .filter(one -> one.activity().equals(visit.subject().activity())
                            && suits(visit, wish, one)
                            && fitting.hasPeople(one, without(mishap))
                            && taken.stream().noneMatch(other -> overlap(other, one))
                            && hasBus(visit, one, null))
                    .min(byDistance(visit))
                    .orElse(null);
        }

        private static Comparator<Candidate> byDistance(PlannedVisit visit) {
            LocalDateTime was = local(visit.start());
            return Comparator.comparing((Candidate one) ->
                            Duration.between(was, one.start()).abs())
                    .thenComparing(Candidate::id);
        }

        /** Returns why a visit that was not found another time has none. */
        List<Reason> reasons(PlannedVisit visit) {
            Wish wish = wishes.get(visit.wishId());
            if (wish == null || !wish.activities().contains(visit.subject().activity())) {
                return List.of();
            }
            Map<Obstacle, Integer> counts = new EnumMap<>(Obstacle.class);
            Candidate nearest = null;
            Set<Obstacle> fewest = Set.of();
            for (Offer offer : offersFor(visit)) {
                EnumSet<Obstacle> obstacles = obstacles(visit, wish, offer);
                if (obstacles.isEmpty()) {
                    continue; // has come free this moment
                }
                counts.merge(obstacles.iterator().next(), 1, Integer::sum);
                if (nearest == null || obstacles.size() < fewest.size()) {
                    nearest = offer.session();
                    fewest = obstacles;
                }
            }
            return PlanTexts.reasons(counts, nearest, fewest);
        }

        /** Returns the other sessions of the activity, also those that are taken, the nearest first. */
        private List<Offer> offersFor(PlannedVisit visit) {
            if (offers.isEmpty()) {
                offers.addAll(supply.offers(round, from));
            }
            return offers.stream()
                    .filter(offer ->
                            offer.session().activity().equals(visit.subject().activity())
                                    && !isOwn(visit, offer.session()))
                    .sorted(Comparator.comparing(Offer::session, byDistance(visit)))
                    .toList();
        }

        private static boolean isOwn(PlannedVisit visit, Candidate one) {
            return one.start().equals(local(visit.start()))
                    && CandidateSessions.roomOrVenue(one).equals(visit.subject().place());
        }

        /** Returns everything that excludes a session for a visit: what {@link #nearest} tests, and what is reserved. */
        private EnumSet<Obstacle> obstacles(PlannedVisit visit, Wish wish, Offer offer) {
            Candidate one = offer.session();
            EnumSet<Obstacle> obstacles = fitting.obstacles(wish, one);
            obstacles.addAll(offer.taken());
            if (mishap.hits(one)) {
                obstacles.add(
                        switch (mishap.kind()) {
                            case ROOM, VENUE -> Obstacle.ROOM;
                            case SCHOOL, CLASS -> Obstacle.DATES;
                            case ACTIVITY, GUIDE, BUS -> Obstacle.PINS;
                        });
            }
            if (taken.stream().anyMatch(other -> overlap(other, one))) {
                obstacles.add(Obstacle.ROOM);
            }
            if (!fitting.hasPeople(one, without(mishap))) {
                obstacles.add(Obstacle.STAFF);
            }
            if (!hasBus(visit, one, null)) {
                obstacles.add(Obstacle.BUS);
            }
            if (daysOut(visit).contains(one.date())) {
                obstacles.add(Obstacle.CLASS_ELSEWHERE);
            }
            return obstacles;
        }

        private boolean suits(PlannedVisit visit, Wish wish, Candidate one) {
            boolean isHit = hit.contains(visit) || mishap.kind() != Kind.SCHOOL && mishap.kind() != Kind.CLASS;
            return !(isHit && mishap.hits(one))
                    && fitting.allows(wish, one)
                    && !daysOut(visit).contains(one.date());
        }

        /** Returns the nearest time of another visit of the same activity that has a free time to move to; null if there is none. */
        private @Nullable Place ofAnother(PlannedVisit visit) {
            Wish wish = wishes.get(visit.wishId());
            if (wish == null) {
                return null;
            }
            return now.visits().stream()
                    .filter(one ->
                            one.subject().activity().equals(visit.subject().activity())
                                    && !hit.contains(one)
                                    && !moved.contains(one.id())
                                    && isAlone(one))
                    .sorted(Comparator.comparing((PlannedVisit one) ->
                                    Duration.between(visit.start(), one.start()).abs())
                            .thenComparing(PlannedVisit::id))
                    .map(one -> exchange(visit, wish, one))
                    .filter(Objects::nonNull)
                    .findFirst()
                    .orElse(null);
        }

        private boolean isAlone(PlannedVisit visit) {
            return now.visits().stream()
                            .filter(one -> one.sessionId() == visit.sessionId())
                            .count()
                    == 1;
        }

        private @Nullable Place exchange(PlannedVisit visit, Wish wish, PlannedVisit other) {
            Candidate theirs = slot(other);
            OnBus freed = now.bus(other);
            if (theirs == null || !suits(visit, wish, theirs) || !hasBus(visit, theirs, freed)) {
                return null;
            }
            Candidate free = nearest(other);
            if (free == null) {
                return null;
            }
            take(other, free, null);
            take(visit, theirs, freed);
            moved.add(other.id());
            return new Place(theirs, new Other(other, free));
        }

        /** Returns the session of a visit as a candidate; null if its place is no longer in the supply. */
        private @Nullable Candidate slot(PlannedVisit visit) {
            String place = visit.subject().place();
            LocalDateTime start = local(visit.start());
            return instance.candidates().stream()
                    .filter(one -> one.activity().equals(visit.subject().activity())
                            && (one.room().equals(place) || one.room().startsWith(place + "-")))
                    .findFirst()
                    .map(like -> {
                        Duration later = Duration.between(like.start(), start);
                        return new Candidate(
                                like.id(),
                                like.activity(),
                                like.room(),
                                like.venue(),
                                start,
                                local(visit.end()),
                                like.occupiedFrom().plus(later),
                                like.occupiedUntil().plus(later),
                                like.classes(),
                                like.pupils());
                    })
                    .orElse(null);
        }

        /** Whether a visit that has a bus can have one at the time of a candidate. @param freed as in {@link #bus} */
        private boolean hasBus(PlannedVisit visit, Candidate one, @Nullable OnBus freed) {
            OnBus ride = now.bus(visit);
            return ride == null || bus(visit, ride, one, freed) != null;
        }

        /**
         * Returns the smallest bus that is free at the time of a candidate, for as long as the visit has one now; null if there is none.
         *
         * @param freed the bus of a visit that makes way; null: none does
         */
        private @Nullable Bus bus(PlannedVisit visit, OnBus ride, Candidate one, @Nullable OnBus freed) {
            TimeSlot during = during(visit, ride, one);
            return buses.stream()
                    .filter(bus -> bus.seats() >= ride.own()
                            && bus.ridesOn(one.date())
                            && !(Kind.BUS.id(bus.id()).equals(mishap.subject()) && mishap.isIn(one.date()))
                            && Taken.isFree(rides, bus.id(), during)
                            && (isFreed(bus, freed, during) || !reserved.during(Kind.BUS.id(bus.id()), during)))
                    .min(Comparator.comparing(Bus::seats).thenComparing(Bus::id))
                    .orElse(null);
        }

        private static boolean isFreed(Bus bus, @Nullable OnBus freed, TimeSlot during) {
            return freed != null
                    && freed.busId() == bus.id()
                    && freed.own() == freed.people()
                    && !during.start().isBefore(freed.during().start())
                    && !during.end().isAfter(freed.during().end());
        }

        private static TimeSlot during(PlannedVisit visit, OnBus ride, Candidate one) {
            Duration later = Duration.between(
                    visit.start(), one.start().atZone(Dates.ZONE).toInstant());
            return new TimeSlot(
                    ride.during().start().plus(later), ride.during().end().plus(later));
        }
    }

    private static LocalDateTime local(Instant moment) {
        return LocalDateTime.ofInstant(moment, Dates.ZONE);
    }

    private static Predicate<PlanInstance.Person> without(Mishap mishap) {
        return person -> mishap.kind() != Kind.GUIDE || !person.id().equals(mishap.subject());
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
     * @param mayMoveOthers as in {@link #propose(long, Mishap, boolean)}
     * @return false if the solution is no longer possible
     */
    public boolean move(long roundId, Mishap mishap, long visitId, boolean mayMoveOthers, Actor by) {
        Move move = propose(roundId, mishap, mayMoveOthers).stream()
                .filter(one -> one.visit().id() == visitId)
                .findFirst()
                .orElseThrow(() -> new NotFound("visit " + visitId + " that is hit"));
        return repair.apply(move, mishap, by);
    }

    /**
     * Applies the solutions that {@link #propose} finds for all affected visits, each on its own.
     *
     * @return whether at least one was still possible
     */
    public boolean moveAll(long roundId, Mishap mishap, boolean mayMoveOthers, Actor by) {
        Situation before = situation(roundId);
        Set<Long> replaced = new HashSet<>(); // the guide of a session or the bus of a ride, for all its visits
        boolean any = false;
        for (Move move : propose(roundId, mishap, mayMoveOthers)) {
            long shared = mishap.kind() == Kind.BUS
                    ? Objects.requireNonNull(before.bus(move.visit())).ride()
                    : move.visit().sessionId();
            if ((move.with() == null || !replaced.contains(shared)) && repair.apply(move, mishap, by)) {
                any = true;
                if (move.with() != null) {
                    replaced.add(shared);
                }
            }
        }
        return any;
    }
}
