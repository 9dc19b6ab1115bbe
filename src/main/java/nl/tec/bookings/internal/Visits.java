package nl.tec.bookings.internal;

import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nl.tec.accounts.Actor;
import nl.tec.accounts.Audit;
import nl.tec.bookings.BookingState;
import nl.tec.bookings.Refusal;
import nl.tec.bookings.Refusal.Reason;
import nl.tec.bookings.VisitPlan;
import nl.tec.bookings.internal.VisitContext.Part;
import nl.tec.hub.HubSettings;
import nl.tec.shared.TimeSlot;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/**
 * The visit of a class as its school and the programme manager see it: before it is booked, and as it is arranged (rules 4); what
 * they arrange is in {@link VisitChanges}. What is not of the actor's school is not there.
 */
@Service
public class Visits {

    /** So many words about special needs are enough. */
    public static final int MAX_PRACTICAL = 1000;

    private final VisitContextQueries facts;
    private final ClassBookingReader bookings;
    private final VisitPlans plans;
    private final WaitingList waitingList;
    private final Audit audit;
    private final HubSettings hub;
    private final JdbcClient jdbc;
    private final Clock clock;

    Visits(
            VisitContextQueries facts,
            ClassBookingReader bookings,
            VisitPlans plans,
            WaitingList waitingList,
            Audit audit,
            HubSettings hub,
            JdbcClient jdbc,
            Clock clock) {
        this.facts = facts;
        this.bookings = bookings;
        this.plans = plans;
        this.waitingList = waitingList;
        this.audit = audit;
        this.hub = hub;
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
     * @param same another visit of the class to this activity, still to come; null: there is none
     * @param mailedTo who is mailed about it; empty: nobody can be
     */
    public record Proposal(
            VisitContext facts,
            Map<Long, Integer> headCounts,
            VisitPlan plan,
            @Nullable Refusal refusal,
            int free,
            int freeClasses,
            int waiting,
            @Nullable SameActivity same,
            List<String> mailedTo) {

        /** Whether these pupils would go on the waiting list. */
        public boolean full() {
            return freeClasses < 1 || free < pupils();
        }

        Proposal refusedFor(@Nullable Refusal reason) {
            return new Proposal(facts, headCounts, plan, reason, free, freeClasses, waiting, same, mailedTo);
        }

        public int pupils() {
            return headCounts.values().stream().mapToInt(Integer::intValue).sum();
        }
    }

    /** @param state of that booking */
    public record SameActivity(long bookingId, BookingState state, Instant start, Instant end) {}

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

        public VisitContext facts() {
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
        waitingList.expireAndPromote(sessionId);
        return facts.find(sessionId, classId)
                .filter(visit -> mayRead(actor, visit))
                .filter(visit -> !visit.session().state().equals("DRAFT"))
                .map(visit -> propose(visit, actor));
    }

    private Proposal propose(VisitContext visit, Actor actor) {
        Map<Long, Integer> headCounts = new HashMap<>();
        for (Part part : visit.partsThatFit()) {
            headCounts.put(part.id(), part.headCount());
        }
        VisitPlan plan = plans.plan(visit, headCounts, plans.adultsNeeded(visit, headCounts));
        Optional<Refusal> refusal = BookingRules.whether(visit, clock.instant());
        Proposal proposal = jdbc.sql(
                        "select free, free_classes, waiting from bookings_session_availability_v join bookings_session_waiting_v using (session_id) where session_id = ?")
                .param(visit.session().id())
                .query((row, n) -> new Proposal(
                        visit,
                        headCounts,
                        plan,
                        refusal.orElse(null),
                        row.getInt(1),
                        row.getInt(2),
                        row.getInt(3),
                        sameActivity(visit),
                        mailedTo(visit, actor)))
                .single();
        return refusal.isPresent() ? proposal : proposal.refusedFor(inTheWay(proposal));
    }

    /** The booking that the database would refuse this one for; a class that is elsewhere can still wait. */
    private @Nullable Refusal inTheWay(Proposal proposal) {
        VisitContext visit = proposal.facts();
        TimeSlot away =
                SeatRequest.away(visit.session().time(), Travel.of(visit, hub).minutes());
        Optional<Refusal> booked = jdbc.sql("""
                        select id from booking where session_id = ? and class_id = ?
                          and state in ('HELD', 'CONFIRMED', 'WAITING', 'OFFERED')
                        """)
                .params(visit.session().id(), visit.group().id())
                .query(Long.class)
                .optional()
                .map(booking -> Refusal.inTheWay(Reason.ALREADY_BOOKED, booking));
        return booked.or(() -> proposal.full()
                        ? Optional.empty()
                        : jdbc.sql("""
                                        select booking_id from class_occupation
                                        where class_id = ? and during && tstzrange(?::timestamptz, ?::timestamptz) limit 1
                                        """)
                                .params(visit.group().id(), Sql.time(away.start()), Sql.time(away.end()))
                                .query(Long.class)
                                .optional()
                                .map(booking -> Refusal.inTheWay(Reason.CLASS_ELSEWHERE, booking)))
                .orElse(null);
    }

    private @Nullable SameActivity sameActivity(VisitContext visit) {
        return jdbc.sql("""
                select b.id, b.state, s.starts_at, s.ends_at from booking b join programme_session_v s on s.id = b.session_id
                where b.class_id = ? and s.activity_id = ? and s.id <> ? and s.ends_at > ?
                  and b.state in ('CONFIRMED', 'WAITING', 'OFFERED') order by s.starts_at limit 1
                """)
                .params(
                        visit.group().id(),
                        visit.activity().id(),
                        visit.session().id(),
                        Sql.time(clock.instant()))
                .query((row, n) -> new SameActivity(
                        row.getLong(1),
                        BookingState.valueOf(row.getString(2)),
                        row.getTimestamp(3).toInstant(),
                        row.getTimestamp(4).toInstant()))
                .optional()
                .orElse(null);
    }

    private List<String> mailedTo(VisitContext visit, Actor actor) {
        return jdbc.sql("select email from class_mail_recipients(?, ?)")
                .params(visit.group().siteId(), actor.accountId())
                .query(String.class)
                .list();
    }

    /** A booking of a class; reading it is noted when it is not their own school's (rules 8). */
    public Optional<Visit> find(long bookingId, Actor actor) {
        Optional<ClassBooking> found = bookings.find(bookingId).filter(one -> mayRead(actor, one.facts()));
        if (found.isEmpty()) {
            return Optional.empty();
        }
        waitingList.expireAndPromote(found.get().facts().session().id());
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
                !BookingChanges.late(now, start, booking.facts().activity().freeCancelDays(), booking.requestedAt())));
    }

    private List<Step> history(long bookingId) {
        return jdbc.sql("""
                select e.at, e.event, e.participants, a.name
                from booking_event e left join accounts_account_v a on a.id = e.account_id
                where e.booking_id = ? order by e.id
                """)
                .param(bookingId)
                .query((row, n) ->
                        new Step(row.getTimestamp(1).toInstant(), row.getString(2), row.getInt(3), row.getString(4)))
                .list();
    }

    private static boolean mayRead(Actor actor, VisitContext visit) {
        return ClassBookingsService.mayBook(actor, visit.group().siteId());
    }
}
