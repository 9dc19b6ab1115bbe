package nl.tec.bookings.internal;

import static nl.tec.bookings.Refusal.because;
import static nl.tec.bookings.Refusal.inTheWay;

import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import nl.tec.accounts.Actor;
import nl.tec.accounts.Role;
import nl.tec.bookings.BookClass;
import nl.tec.bookings.BookingResult;
import nl.tec.bookings.BookingResult.Done;
import nl.tec.bookings.BookingResult.Refused;
import nl.tec.bookings.BookingResult.Unknown;
import nl.tec.bookings.BookingResult.Waiting;
import nl.tec.bookings.CancelledBy;
import nl.tec.bookings.ClassBookings;
import nl.tec.bookings.Refusal;
import nl.tec.bookings.Refusal.Reason;
import nl.tec.hub.HubSettings;
import nl.tec.shared.TimeSlot;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/**
 * The way of one booking: one query for the facts, the rules in Java, one statement that gives the places and writes all that goes
 * with it. Each of the two is one round trip, and there is no transaction around them: the statement is one. Within somebody
 * else's transaction it is a part of that.
 */
@Service
class ClassBookingsService implements ClassBookings {

    private final VisitContextQueries facts;
    private final ClassBookingReader bookings;
    private final SeatAllocation seatAllocation;
    private final WaitingList waitingList;
    private final BookingChanges changes;
    private final BookingMoves moves;
    private final HubSettings hub;
    private final JdbcClient jdbc;
    private final Clock clock;

    ClassBookingsService(
            VisitContextQueries facts,
            ClassBookingReader bookings,
            SeatAllocation seatAllocation,
            WaitingList waitingList,
            BookingChanges changes,
            BookingMoves moves,
            HubSettings hub,
            JdbcClient jdbc,
            Clock clock) {
        this.facts = facts;
        this.bookings = bookings;
        this.seatAllocation = seatAllocation;
        this.waitingList = waitingList;
        this.changes = changes;
        this.moves = moves;
        this.hub = hub;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    @Override
    public BookingResult book(BookClass command, Actor by) {
        Optional<VisitContext> found = facts.find(command.sessionId(), command.classId())
                .filter(visit -> mayBook(by, visit.group().siteId()))
                .filter(visit -> !visit.session().state().equals("DRAFT"));
        if (found.isEmpty()) {
            return new Unknown();
        }
        VisitContext visit = found.get();
        Optional<Refusal> refusal = BookingRules.whether(visit, clock.instant())
                .or(() -> BookingRules.howMany(visit, command.headCounts(), command.adults()));
        if (refusal.isPresent()) {
            return new Refused(refusal.get());
        }
        try {
            return answer(seatAllocation.askAsPart(new SeatRequest.OfClass(
                    command, visit, Travel.of(visit, hub).minutes(), by)));
        } catch (DataIntegrityViolationException e) {
            return inTheWayOf(command, visit, e);
        }
    }

    private BookingResult answer(SeatAnswer answer) {
        if (answer instanceof SeatAnswer.Given given) {
            return new Done(given.bookingId());
        }
        if (answer instanceof SeatAnswer.Waiting waiting) {
            return new Waiting(waiting.bookingId());
        }
        if (answer instanceof SeatAnswer.Repeated repeated) {
            return again(repeated.bookingId());
        }
        if (answer instanceof SeatAnswer.TooMany tooMany) {
            return new Refused(because(Reason.TOO_MANY, tooMany.capacity()));
        }
        return new Refused(because(answer instanceof SeatAnswer.Begun ? Reason.BEGUN : Reason.CLOSED));
    }

    /** The same answer as before: whoever has a turn was put on the waiting list, whatever came of it since. */
    private BookingResult again(long bookingId) {
        boolean waited = jdbc.sql("select turn is not null from booking where id = ?")
                .param(bookingId)
                .query(Boolean.class)
                .single();
        return waited ? new Waiting(bookingId) : new Done(bookingId);
    }

    /** The database refused: the same request once more, or the class has something else then. */
    private BookingResult inTheWayOf(BookClass command, VisitContext visit, DataIntegrityViolationException e) {
        return switch (Sql.constraint(e)) {
            case "booking_idempotency_key_key" ->
                again(jdbc.sql("select id from booking where idempotency_key = ?")
                        .param(command.key())
                        .query(Long.class)
                        .single());
            case "booking_once" -> sameKeyOr(command, Reason.ALREADY_BOOKED, """
                    select id from booking where session_id = :session and class_id = :class
                      and state in ('HELD', 'CONFIRMED', 'WAITING', 'OFFERED')
                    """, visit);
            case "class_in_one_place" -> sameKeyOr(command, Reason.CLASS_ELSEWHERE, """
                    select booking_id from class_occupation
                    where class_id = :class and during && tstzrange(:start::timestamptz, :end::timestamptz) limit 1
                    """, visit);
            default -> throw e;
        };
    }

    private BookingResult sameKeyOr(BookClass command, Reason reason, String sql, VisitContext visit) {
        Optional<Long> same = jdbc.sql("select id from booking where idempotency_key = ?")
                .param(command.key())
                .query(Long.class)
                .optional();
        if (same.isPresent()) {
            return again(same.get());
        }
        TimeSlot away =
                SeatRequest.away(visit.session().time(), Travel.of(visit, hub).minutes());
        return jdbc.sql(sql)
                .param("session", command.sessionId())
                .param("class", command.classId())
                .param("start", Sql.time(away.start()))
                .param("end", Sql.time(away.end()))
                .query(Long.class)
                .optional()
                .<BookingResult>map(other -> new Refused(inTheWay(reason, other)))
                // gone in the meantime: the same request can be tried again
                .orElseGet(() -> new Refused(because(reason)));
    }

    @Override
    public BookingResult changeHeadCounts(long bookingId, Map<Long, Integer> headCounts, int adults, Actor by) {
        Optional<ClassBooking> found = find(bookingId, by);
        if (found.isEmpty()) {
            return new Unknown();
        }
        Optional<Refusal> refusal = BookingRules.howMany(found.get().facts(), headCounts, adults);
        if (refusal.isPresent()) {
            return new Refused(refusal.get());
        }
        int participants =
                headCounts.values().stream().mapToInt(Integer::intValue).sum();
        return result(changes.resize(bookingId, participants, adults, headCounts, by), bookingId);
    }

    @Override
    public BookingResult move(long bookingId, long sessionId, Actor by) {
        Optional<ClassBooking> found = find(bookingId, by);
        Optional<VisitContext> target = found.flatMap(
                        booking -> facts.find(sessionId, booking.facts().group().id()))
                .filter(visit -> !visit.session().state().equals("DRAFT"));
        if (found.isEmpty() || target.isEmpty()) {
            return new Unknown();
        }
        if (target.get().activity().id() != found.get().facts().activity().id()) {
            return new Refused(because(Reason.OTHER_ACTIVITY));
        }
        Optional<Refusal> refusal = BookingRules.whether(target.get(), clock.instant());
        if (refusal.isPresent()) {
            return new Refused(refusal.get());
        }
        try {
            return moves.move(bookingId, target.get(), by)
                    .<BookingResult>map(Refused::new)
                    .orElseGet(() -> movedAway(bookingId, target.get().group().id()));
        } catch (DataIntegrityViolationException e) {
            return new Refused(because(
                    switch (Sql.constraint(e)) {
                        case "booking_once" -> Reason.ALREADY_BOOKED;
                        case "class_in_one_place" -> Reason.CLASS_ELSEWHERE;
                        default -> throw e;
                    }));
        }
    }

    private BookingResult movedAway(long bookingId, long classId) {
        // the class may have been waiting elsewhere for this time to come free
        waitingList.promoteClass(classId);
        return new Done(bookingId);
    }

    @Override
    public BookingResult accept(long bookingId, Actor by) {
        return find(bookingId, by).isEmpty() ? new Unknown() : result(changes.confirm(bookingId, by), bookingId);
    }

    @Override
    public BookingResult cancel(long bookingId, String reason, Actor by) {
        Optional<ClassBooking> found = find(bookingId, by);
        if (found.isEmpty()) {
            return new Unknown();
        }
        boolean bySchool = by.worksAt(found.get().facts().group().siteId());
        if (!bySchool && reason.isBlank()) {
            return new Refused(because(Reason.REASON_MISSING));
        }
        Optional<Refusal> refusal =
                changes.cancel(bookingId, bySchool ? CancelledBy.SCHOOL : CancelledBy.TEC, reason.strip(), by);
        if (refusal.isEmpty()) {
            // the class may have been waiting elsewhere for this time to come free
            waitingList.promoteClass(found.get().facts().group().id());
        }
        return result(refusal, bookingId);
    }

    private static BookingResult result(Optional<Refusal> refusal, long bookingId) {
        return refusal.<BookingResult>map(Refused::new).orElseGet(() -> new Done(bookingId));
    }

    private Optional<ClassBooking> find(long bookingId, Actor by) {
        return bookings.find(bookingId)
                .filter(booking -> mayBook(by, booking.facts().group().siteId()));
    }

    static boolean mayBook(Actor actor, long siteId) {
        return actor.worksAt(siteId) || actor.is(Role.PROGRAMME_MANAGER);
    }
}
