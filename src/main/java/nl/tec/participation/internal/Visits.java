package nl.tec.participation.internal;

import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nl.tec.accounts.Actor;
import nl.tec.accounts.Audit;
import nl.tec.participation.Refusal;
import nl.tec.participation.VisitPlan;
import nl.tec.participation.internal.VisitFacts.Part;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/**
 * The visit of a class as its school and the programme maker see it: before it is booked, and as it is arranged (rules 4); what
 * they arrange is in {@link VisitChanges}. What is not of the actor's school is not there.
 */
@Service
public class Visits {

    /** So many words about special needs are enough. */
    public static final int MOST_PRACTICAL = 1000;

    private final FactsReader facts;
    private final ClassBookingReader bookings;
    private final VisitPlans plans;
    private final Places places;
    private final Audit audit;
    private final JdbcClient jdbc;
    private final Clock clock;

    Visits(
            FactsReader facts,
            ClassBookingReader bookings,
            VisitPlans plans,
            Places places,
            Audit audit,
            JdbcClient jdbc,
            Clock clock) {
        this.facts = facts;
        this.bookings = bookings;
        this.plans = plans;
        this.places = places;
        this.audit = audit;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /**
     * A class at a session, before it is booked.
     *
     * @param headCounts per part of the class that can come; what the form starts with
     * @param refusal why it can't be; null when it can
     * @param free places for pupils
     * @param freeClasses 0: full
     * @param waiting how many classes wait
     */
    public record Proposal(
            VisitFacts facts,
            Map<Long, Integer> headCounts,
            VisitPlan plan,
            @Nullable Refusal refusal,
            int free,
            int freeClasses,
            int waiting) {

        /** Whether these pupils would go on the waiting list. */
        public boolean full() {
            return freeClasses < 1 || free < pupils();
        }

        public int pupils() {
            return headCounts.values().stream().mapToInt(Integer::intValue).sum();
        }
    }

    /**
     * A booked visit.
     *
     * @param over whether the session has ended
     * @param freeCancelling whether cancelling now leaves no trace
     */
    public record Visit(
            ClassBooking booking,
            VisitPlan plan,
            List<Step> history,
            boolean begun,
            boolean over,
            boolean freeCancelling) {

        public VisitFacts facts() {
            return booking.facts();
        }
    }

    /** @param by who did it; null: the system */
    public record Step(
            Instant at,
            String event,
            int participants,
            @Nullable String by) {}

    /** What it would be like: for the page on which a teacher confirms. */
    public Optional<Proposal> propose(long sessionId, long classId, Actor actor) {
        places.settle(sessionId);
        return facts.find(sessionId, classId)
                .filter(visit -> mayRead(actor, visit))
                .filter(visit -> !visit.session().state().equals("DRAFT"))
                .map(this::propose);
    }

    private Proposal propose(VisitFacts visit) {
        Map<Long, Integer> headCounts = new HashMap<>();
        for (Part part : visit.partsThatFit()) {
            headCounts.put(part.id(), part.headCount());
        }
        VisitPlan plan = plans.plan(visit, headCounts, plans.adultsNeeded(visit, headCounts));
        return jdbc.sql(
                        "select free, free_classes, waiting from session_availability join session_waiting using (session_id) where session_id = ?")
                .param(visit.session().id())
                .query((row, n) -> new Proposal(
                        visit,
                        headCounts,
                        plan,
                        BookingRules.whether(visit, clock.instant()).orElse(null),
                        row.getInt(1),
                        row.getInt(2),
                        row.getInt(3)))
                .single();
    }

    /** A booking of a class; reading it is noted when it is not their own school's (rules 8). */
    public Optional<Visit> find(long bookingId, Actor actor) {
        Optional<ClassBooking> found = bookings.find(bookingId).filter(one -> mayRead(actor, one.facts()));
        if (found.isEmpty()) {
            return Optional.empty();
        }
        places.settle(found.get().facts().session().id());
        ClassBooking booking = found.get().deadline() == null
                ? found.get()
                : bookings.find(bookingId).orElseThrow();
        if (!actor.worksAt(booking.facts().group().siteId())) {
            audit.add(actor, "BOOKING_READ", "BOOKING", bookingId);
        }
        Instant now = clock.instant();
        Instant start = booking.facts().session().time().start();
        return Optional.of(new Visit(
                booking,
                plans.plan(booking),
                history(bookingId),
                !now.isBefore(start),
                !now.isBefore(booking.facts().session().time().end()),
                !BookingChanges.late(now, start, booking.facts().activity().freeCancelDays())));
    }

    private List<Step> history(long bookingId) {
        return jdbc.sql("""
                select e.at, e.event, e.participants, a.name
                from booking_event e left join account a on a.id = e.account_id
                where e.booking_id = ? order by e.id
                """)
                .param(bookingId)
                .query((row, n) ->
                        new Step(row.getTimestamp(1).toInstant(), row.getString(2), row.getInt(3), row.getString(4)))
                .list();
    }

    private static boolean mayRead(Actor actor, VisitFacts visit) {
        return ClassBookingsService.mayBook(actor, visit.group().siteId());
    }
}
