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
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import nl.tec.accounts.Actor;
import nl.tec.accounts.Audit;
import nl.tec.bookings.BookingResult;
import nl.tec.bookings.ClassBookings;
import nl.tec.planning.PlanInstance.Candidate;
import nl.tec.planning.PlanInstance.Wish;
import nl.tec.planning.internal.Fitting;
import nl.tec.planning.internal.InstanceBuilder;
import nl.tec.planning.internal.PublicationRecords;
import nl.tec.programme.SessionDetails;
import nl.tec.programme.Sessions;
import nl.tec.shared.Bilingual;
import nl.tec.shared.Dates;
import nl.tec.shared.NotFound;
import nl.tec.shared.TimeSlot;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * What to do when something in a published plan cannot be as it was: a room is closed, whoever gives an activity is ill (requirement
 * C4). Names the visits that are hit, and finds each another time at which nothing else has to move.
 */
@Service
public class Replanning {

    private final Rounds rounds;
    private final PublicationRecords records;
    private final InstanceBuilder builder;
    private final Sessions sessions;
    private final ClassBookings bookings;
    private final Audit audit;
    private final TransactionTemplate transaction;
    private final Clock clock;

    Replanning(
            Rounds rounds,
            PublicationRecords records,
            InstanceBuilder builder,
            Sessions sessions,
            ClassBookings bookings,
            Audit audit,
            TransactionTemplate transaction,
            Clock clock) {
        this.rounds = rounds;
        this.records = records;
        this.builder = builder;
        this.sessions = sessions;
        this.bookings = bookings;
        this.audit = audit;
        this.transaction = transaction;
        this.clock = clock;
    }

    /**
     * What cannot be.
     *
     * @param subject an activity or a place, as in {@link PlannedVisit.Subject}
     * @param until the last day
     */
    public record Mishap(String subject, LocalDate from, LocalDate until) {

        boolean hits(PlannedVisit visit) {
            LocalDate day = Dates.dayOf(visit.start());
            return (subject.equals(visit.subject().activity())
                            || subject.equals(visit.subject().place()))
                    && isIn(day);
        }

        boolean hits(Candidate one) {
            return (subject.equals(one.activity())
                            || one.room().equals(subject)
                            || one.room().startsWith(subject + "-"))
                    && isIn(one.date());
        }

        private boolean isIn(LocalDate day) {
            return !day.isBefore(from) && !day.isAfter(until);
        }
    }

    /** @param to null: no other time was found */
    public record Move(PlannedVisit visit, @Nullable Candidate to) {}

    /** The activities and places of the visits that are still to come, by what they are called. */
    public Map<String, Bilingual> subjects(long roundId) {
        Map<String, Bilingual> activities = new TreeMap<>();
        Map<String, Bilingual> places = new TreeMap<>();
        for (PlannedVisit visit : coming(roundId)) {
            activities.put(visit.subject().activity(), visit.title());
            places.put(visit.subject().place(), visit.place());
        }
        Map<String, Bilingual> all = new LinkedHashMap<>();
        List.of(places, activities)
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

    /** Every visit that is hit, with the time nearest to what it was that is free for it; nothing changes. */
    public List<Move> propose(long roundId, Mishap mishap) {
        Round round = rounds.get(roundId);
        List<PlannedVisit> visits = coming(roundId);
        List<PlannedVisit> hit = visits.stream().filter(mishap::hits).toList();
        if (hit.isEmpty()) {
            return List.of();
        }
        PlanInstance instance =
                builder.build(round, Dates.dayOf(clock.instant()).plusDays(1), Map.of(), false);
        Map<Long, Wish> wishes = instance.wishes().stream()
                .collect(Collectors.toMap(wish -> InstanceBuilder.number(wish.id()), wish -> wish));
        Fitting fitting = new Fitting(instance);
        Map<List<Object>, Set<LocalDate>> out = new HashMap<>();
        visits.forEach(visit -> out.computeIfAbsent(List.of(visit.siteId(), visit.label()), key -> new HashSet<>())
                .add(Dates.dayOf(visit.start())));
        List<Candidate> taken = new ArrayList<>();
        List<Move> moves = new ArrayList<>();
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
                                    && !days.contains(one.date())
                                    && taken.stream().noneMatch(other -> overlap(other, one)))
                            .min(Comparator.comparing((Candidate one) ->
                                            Duration.between(was, one.start()).abs())
                                    .thenComparing(Candidate::id))
                            .orElse(null);
            if (to != null) {
                taken.add(to);
                days.add(to.date());
            }
            moves.add(new Move(visit, to));
        }
        return moves;
    }

    private static boolean overlap(Candidate one, Candidate other) {
        return one.room().equals(other.room())
                && one.occupiedFrom().isBefore(other.occupiedUntil())
                && other.occupiedFrom().isBefore(one.occupiedUntil());
    }

    /**
     * Moves a visit; its school gets the mail of a visit that moved. The session that nobody comes to any more is called off.
     *
     * @return false when the place was taken meanwhile
     */
    public boolean move(long roundId, Mishap mishap, long visitId, Actor by) {
        Move move = propose(roundId, mishap).stream()
                .filter(one -> one.visit().id() == visitId)
                .findFirst()
                .orElseThrow(() -> new NotFound("visit " + visitId + " that is hit"));
        Candidate to = move.to();
        return to != null
                && Boolean.TRUE.equals(transaction.execute(status -> {
                    boolean moved = moveTo(move.visit(), to, by);
                    if (!moved) {
                        status.setRollbackOnly();
                    }
                    return moved;
                }));
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
        audit.add(by, "PLAN_VISIT_MOVED", "BOOKING", visit.bookingId());
        return true;
    }
}
