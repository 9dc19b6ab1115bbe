package nl.tec.planning.internal;

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
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import nl.tec.planning.Mishap;
import nl.tec.planning.Mishap.Kind;
import nl.tec.planning.Obstacle;
import nl.tec.planning.PlanInstance;
import nl.tec.planning.PlanInstance.Candidate;
import nl.tec.planning.PlanInstance.Wish;
import nl.tec.planning.PlanSolution.Reason;
import nl.tec.planning.PlanTexts;
import nl.tec.planning.PlannedVisit;
import nl.tec.planning.Replanning.Move;
import nl.tec.planning.Replanning.Other;
import nl.tec.planning.internal.CandidateSessions.Offer;
import nl.tec.planning.internal.PublicationStore.OnBus;
import nl.tec.shared.Dates;
import org.jspecify.annotations.Nullable;

/** Searches for other times in a round. No free time is given twice, and a class is out once a day. */
public final class OtherTimes {

    private final Mishap mishap;
    private final UpcomingRoundVisits now;
    private final List<PlannedVisit> hit;
    private final PlanInstance instance;
    private final FreeBuses buses;

    /** Everything that the supply allows; looked up when it has to be said why there is no other time. */
    private final Supplier<List<Offer>> supply;

    private final Map<Long, Wish> wishes;
    private final Fitting fitting;
    private final Map<List<Object>, Set<LocalDate>> out = new HashMap<>();
    private final List<Candidate> taken = new ArrayList<>();
    private final List<Offer> offers = new ArrayList<>();
    private final Set<Long> moved = new HashSet<>();

    public OtherTimes(
            Mishap mishap,
            UpcomingRoundVisits now,
            List<PlannedVisit> hit,
            PlanInstance instance,
            FreeBuses buses,
            Supplier<List<Offer>> supply) {
        this.mishap = mishap;
        this.now = now;
        this.hit = hit;
        this.instance = instance;
        this.buses = buses;
        this.supply = supply;
        wishes = instance.wishes().stream()
                .collect(Collectors.toMap(wish -> InstanceBuilder.number(wish.id()), wish -> wish));
        fitting = new Fitting(instance);
        now.visits().forEach(visit -> daysOut(visit).add(Dates.dayOf(visit.start())));
    }

    private Set<LocalDate> daysOut(PlannedVisit visit) {
        return out.computeIfAbsent(List.of(visit.siteId(), visit.label()), key -> new HashSet<>());
    }

    /** A time for a visit; see {@link Move}. */
    private record Place(Candidate to, @Nullable Other other) {}

    /**
     * Finds another time for visits, or why they have none.
     *
     * @param mayMoveOthers whether another visit may move to make room, where there is no free time
     * @return per visit
     */
    public Map<Long, Move> find(List<PlannedVisit> visits, boolean mayMoveOthers) {
        Map<Long, Place> places = places(visits, mayMoveOthers);
        Map<Long, Move> moves = new HashMap<>();
        for (PlannedVisit visit : visits) {
            Place place = places.get(visit.id());
            moves.put(
                    visit.id(),
                    place == null
                            ? new Move(visit, null, null, null, reasons(visit))
                            : new Move(visit, null, place.to(), place.other(), List.of()));
        }
        return moves;
    }

    private Map<Long, Place> places(List<PlannedVisit> visits, boolean mayMoveOthers) {
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
        buses.take(visit, to, freed);
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
                        && buses.has(visit, one, null))
                .min(byDistance(visit))
                .orElse(null);
    }

    private static Comparator<Candidate> byDistance(PlannedVisit visit) {
        LocalDateTime was = local(visit.start());
        return Comparator.comparing(
                        (Candidate one) -> Duration.between(was, one.start()).abs())
                .thenComparing(Candidate::id);
    }

    /** Returns why a visit that was not found another time has none. */
    private List<Reason> reasons(PlannedVisit visit) {
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
            offers.addAll(supply.get());
        }
        return offers.stream()
                .filter(offer ->
                        offer.session().activity().equals(visit.subject().activity()) && !isOwn(visit, offer.session()))
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
        if (!buses.has(visit, one, null)) {
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
                .filter(one -> one.subject().activity().equals(visit.subject().activity())
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
        if (theirs == null || !suits(visit, wish, theirs) || !buses.has(visit, theirs, freed)) {
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
}
