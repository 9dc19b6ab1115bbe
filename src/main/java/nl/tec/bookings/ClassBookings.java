package nl.tec.bookings;

import static nl.tec.bookings.Refusal.because;
import static nl.tec.bookings.Refusal.inTheWay;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nl.tec.accounts.Actor;
import nl.tec.accounts.Role;
import nl.tec.bookings.BookingResult.Done;
import nl.tec.bookings.BookingResult.Refused;
import nl.tec.bookings.BookingResult.Unknown;
import nl.tec.bookings.BookingResult.Waiting;
import nl.tec.bookings.ClassBooking.Booker;
import nl.tec.bookings.Refusal.Reason;
import nl.tec.bookings.internal.BookingChanges;
import nl.tec.bookings.internal.BookingMoves;
import nl.tec.bookings.internal.BookingQueries;
import nl.tec.bookings.internal.SeatAllocation;
import nl.tec.bookings.internal.SeatAnswer;
import nl.tec.bookings.internal.SeatRequest;
import nl.tec.bookings.internal.Sql;
import nl.tec.bookings.internal.VisitContextQueries;
import nl.tec.bookings.internal.WaitingList;
import nl.tec.hub.HubSettings;
import nl.tec.programme.Session;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.stereotype.Service;

/**
 * Commands on class bookings, for the school and for the programme manager (rules 3). Every change is atomic with its history, audit
 * log and outbox entries. A booking of another school is {@link BookingResult.Unknown}.
 *
 * <p>A booking takes two round trips to the database, without a surrounding transaction: one query for the facts that the rules
 * need, and one statement that takes the seats and writes everything that belongs to the booking. It joins the caller's transaction
 * if there is one.
 */
@Service
public class ClassBookings {

    /** The maximum length of the reason for a cancellation, in characters. */
    public static final int MAX_REASON = 500;

    private final VisitContextQueries facts;
    private final BookingQueries bookings;
    private final SeatAllocation seatAllocation;
    private final WaitingList waitingList;
    private final BookingChanges changes;
    private final BookingMoves moves;
    private final HubSettings hub;
    private final Clock clock;

    ClassBookings(
            VisitContextQueries facts,
            BookingQueries bookings,
            SeatAllocation seatAllocation,
            WaitingList waitingList,
            BookingChanges changes,
            BookingMoves moves,
            HubSettings hub,
            Clock clock) {
        this.facts = facts;
        this.bookings = bookings;
        this.seatAllocation = seatAllocation;
        this.waitingList = waitingList;
        this.changes = changes;
        this.moves = moves;
        this.hub = hub;
        this.clock = clock;
    }

    /** Books a class, or puts it on the waiting list if the session is full. */
    public BookingResult book(BookClass command, Actor by) {
        return facts.find(command.sessionId(), command.classId())
                .map(visit -> book(command, visit, by, false, true))
                .orElseGet(Unknown::new);
    }

    /** Books a class, or refuses if the session is full. */
    BookingResult bookNow(BookClass command, Actor by) {
        return facts.find(command.sessionId(), command.classId())
                .map(visit -> book(command, visit, by, false, false))
                .orElseGet(Unknown::new);
    }

    /** Books one of the classes of {@link BulkBookings}. */
    BookingResult book(BookClass command, VisitContext visit, Actor by) {
        return book(command, visit, by, true, false);
    }

    private BookingResult book(BookClass command, VisitContext visit, Actor by, boolean bulk, boolean mayWait) {
        if (!mayBook(by, visit.schoolClass().siteId()) || visit.session().state() == Session.State.DRAFT) {
            return new Unknown();
        }
        Contact contact = by.worksAt(visit.schoolClass().siteId()) ? null : command.contact();
        Long teacher = contact == null ? null : contact.accountId();
        if (teacher != null
                && !bookings.staff(visit.schoolClass().siteId()).stream()
                        .map(Booker::accountId)
                        .toList()
                        .contains(teacher)) {
            return new Unknown();
        }
        Optional<Refusal> refusal = BookingRules.whether(visit, clock.instant())
                .or(() -> BookingRules.details(visit, command.details()))
                .or(() -> contact == null ? Optional.empty() : BookingRules.contact(contact));
        if (refusal.isPresent()) {
            return new Refused(refusal.get());
        }
        try {
            return answer(seatAllocation.allocateNested(
                    new SeatRequest.OfClass(command, visit, Travel.of(visit, hub), by, bulk, mayWait)));
        } catch (DataIntegrityViolationException e) {
            return explainViolation(command, visit, e);
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
        if (answer instanceof SeatAnswer.Full) {
            return new Refused(because(Reason.FULL));
        }
        if (answer instanceof SeatAnswer.TooMany tooMany) {
            return new Refused(because(Reason.TOO_MANY, tooMany.capacity()));
        }
        return new Refused(because(answer instanceof SeatAnswer.Begun ? Reason.BEGUN : Reason.CLOSED));
    }

    /** Repeats the original answer: a booking that has a turn was put on the waiting list, even if it got seats since. */
    private BookingResult again(long bookingId) {
        return bookings.waited(bookingId) ? new Waiting(bookingId) : new Done(bookingId);
    }

    /** Translates a constraint violation: a repeated request, or another booking of the class at that time. */
    private BookingResult explainViolation(BookClass command, VisitContext visit, DataIntegrityViolationException e) {
        String constraint = Sql.constraint(e);
        if (!List.of("booking_idempotency_key_key", "booking_once", "class_in_one_place")
                .contains(constraint)) {
            throw e;
        }
        Optional<Long> same = bookings.find(command.key());
        if (same.isPresent()) {
            return again(same.get());
        }
        boolean twice = constraint.equals("booking_once");
        Optional<Refusal> other = twice
                ? bookings.findActive(command.sessionId(), command.classId())
                        .map(booking -> inTheWay(Reason.ALREADY_BOOKED, booking))
                : bookings.findClash(
                        command.classId(),
                        Travel.of(visit, hub).away(visit.session().time()));
        // the conflicting booking is gone already: a retry can succeed
        return new Refused(other.orElse(because(twice ? Reason.ALREADY_BOOKED : Reason.CLASS_ELSEWHERE)));
    }

    /** Changes the head counts: more only while there are seats; fewer immediately frees seats for the waiting list. */
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

    /**
     * Atomically moves a confirmed visit to another date of its activity with free seats. After the activity's deadline the move is
     * marked late, like a cancellation.
     */
    public BookingResult move(long bookingId, long sessionId, Actor by) {
        Optional<ClassBooking> found = find(bookingId, by);
        Optional<VisitContext> target = found.flatMap(booking ->
                        facts.find(sessionId, booking.facts().schoolClass().id()))
                .filter(visit -> visit.session().state() != Session.State.DRAFT);
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
                    .orElseGet(() ->
                            movedAway(bookingId, target.get().schoolClass().id()));
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

    /** Accepts a seat offer; done too if it was accepted before, as by a colleague. */
    public BookingResult accept(long bookingId, Actor by) {
        Optional<ClassBooking> found = find(bookingId, by);
        if (found.isEmpty()) {
            return new Unknown();
        }
        if (found.get().facts().schoolEnded() && found.get().state() == BookingState.OFFERED) {
            return new Refused(because(Reason.SCHOOL_ENDED));
        }
        Optional<Refusal> refusal = changes.confirm(bookingId, by);
        return refusal.isPresent()
                        && find(bookingId, by)
                                .filter(booking -> booking.state() == BookingState.CONFIRMED)
                                .isPresent()
                ? new Done(bookingId)
                : result(refusal, bookingId);
    }

    /** Locks a booking until the caller's transaction ends. */
    public void hold(long bookingId) {
        changes.hold(bookingId);
    }

    /**
     * Cancels the visit, declines a seat offer or leaves the waiting list. A cancellation by the school after the activity's deadline is
     * marked late; the TEC has to give a reason.
     */
    public BookingResult cancel(long bookingId, String reason, Actor by) {
        Optional<ClassBooking> found = find(bookingId, by);
        if (found.isEmpty()) {
            return new Unknown();
        }
        boolean bySchool = by.worksAt(found.get().facts().schoolClass().siteId());
        if (!bySchool && reason.isBlank()) {
            return new Refused(because(Reason.REASON_MISSING));
        }
        Optional<Refusal> refusal =
                changes.cancel(bookingId, bySchool ? CancelledBy.SCHOOL : CancelledBy.TEC, reason.strip(), by);
        if (refusal.isEmpty()) {
            // the class may have been waiting elsewhere for this time to come free
            waitingList.promoteClass(found.get().facts().schoolClass().id());
        }
        return result(refusal, bookingId);
    }

    private static BookingResult result(Optional<Refusal> refusal, long bookingId) {
        return refusal.<BookingResult>map(Refused::new).orElseGet(() -> new Done(bookingId));
    }

    private Optional<ClassBooking> find(long bookingId, Actor by) {
        return bookings.find(bookingId)
                .filter(booking -> mayBook(by, booking.facts().schoolClass().siteId()));
    }

    static boolean mayBook(Actor actor, long siteId) {
        return actor.worksAt(siteId) || actor.is(Role.PROGRAMME_MANAGER);
    }
}
