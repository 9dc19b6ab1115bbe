package nl.tec.bookings;

import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import nl.tec.accounts.Actor;
import nl.tec.accounts.Audit;
import nl.tec.bookings.RunSheet.Guest;
import nl.tec.bookings.RunSheet.Item;
import nl.tec.bookings.RunSheet.Part;
import nl.tec.bookings.RunSheet.Visit;
import nl.tec.bookings.internal.AttendanceStore;
import nl.tec.bookings.internal.RunSheetQueries;
import nl.tec.shared.Audience;
import nl.tec.shared.Dates;
import nl.tec.shared.NotFound;
import nl.tec.shared.Outcome;
import nl.tec.shared.Problems;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Who comes on a day, and who really came (rules 2.1, requirement B4). A programme manager sees every session, a professional or
 * ambassador those it is assigned to; what is somebody else's is {@link NotFound}. Recording says what is, so doing it twice
 * changes nothing. The outcome is the session as it is now. What results make of it follows from {@link AttendanceRecorded}, stored in
 * the same transaction.
 */
@Service
@Transactional
public class Attendances {

    /** More than this at once is a typing error. */
    private static final int MAX = 500;

    /** A sign-up found by its code. @param guests who comes with it; nobody unless it is confirmed */
    public record CheckIn(Item session, BookingState state, List<RunSheet.Guest> guests) {}

    private final RunSheetQueries runSheets;
    private final AttendanceStore store;
    private final Audit audit;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    Attendances(
            RunSheetQueries runSheets,
            AttendanceStore store,
            Audit audit,
            ApplicationEventPublisher events,
            Clock clock) {
        this.runSheets = runSheets;
        this.store = store;
        this.clock = clock;
        this.audit = audit;
        this.events = events;
    }

    /** The run sheet; names of visitors are on it, so reading it is in the audit log. */
    public RunSheet runSheet(LocalDate day, Actor actor) {
        List<Item> items = runSheets.day(day, actor);
        items.stream()
                .filter(Item::personal)
                .forEach(item -> audit.add(actor, "RUN_SHEET_READ", "SESSION", item.sessionId()));
        return new RunSheet(day, items);
    }

    /** One session of it. */
    public Optional<Item> item(long sessionId, Actor actor) {
        return runSheets.session(sessionId, actor).stream().findFirst();
    }

    /** The session of a booking. */
    public Optional<Item> itemOfBooking(long bookingId, Actor actor) {
        return runSheets.sessionOf(bookingId).flatMap(session -> item(session, actor));
    }

    /**
     * How many pupils of each class part came.
     *
     * @param counts by class part of the booking
     * @param others these are other pupils of the class than before (rules 2.2)
     * @param sure so many really came, also where that is more than there are in the class; refused otherwise
     */
    public Outcome<Item> recordClass(
            long bookingId, Map<Long, Integer> counts, boolean others, boolean sure, Actor actor) {
        Item item = getOfBooking(bookingId, actor);
        Visit visit = visit(item, bookingId);
        Problems problems = notYet(item);
        for (Part part : visit.parts()) {
            int count = counts.getOrDefault(part.id(), -1);
            boolean outOfRange = count < 0 || count > MAX;
            problems.addIf(outOfRange, "part-" + bookingId + "-" + part.id(), "day.count.range", MAX)
                    .addIf(
                            !outOfRange && !sure && count > part.size(),
                            "sure-" + bookingId,
                            "day.count.sure",
                            count,
                            part.size());
        }
        if (problems.any()) {
            return Outcome.refused(problems);
        }
        for (Part part : visit.parts()) {
            store.record(item, bookingId, part, Objects.requireNonNull(counts.get(part.id())), others, actor);
        }
        audit.add(actor, "ATTENDANCE_RECORDED", "BOOKING", bookingId);
        return recorded(item, actor);
    }

    /** The class was not counted after all: it is to be done again. */
    public Outcome<Item> forgetClass(long bookingId, Actor actor) {
        Item item = getOfBooking(bookingId, actor);
        visit(item, bookingId);
        store.remove(bookingId);
        audit.add(actor, "ATTENDANCE_TAKEN_BACK", "BOOKING", bookingId);
        return recorded(item, actor);
    }

    /** Somebody who signed up for this session is there, or not after all. */
    public Outcome<Item> recordPerson(long sessionId, long personId, boolean present, Actor actor) {
        Item item = get(sessionId, actor);
        Guest guest = item.guests().stream()
                .filter(one -> one.personId() == personId)
                .findFirst()
                .orElseThrow(() -> new NotFound("person " + personId + " of session " + sessionId));
        Problems problems = notYet(item);
        if (problems.any()) {
            return Outcome.refused(problems);
        }
        mark(item, List.of(guest), present, actor);
        return recorded(item, actor);
    }

    /** So many people of an audience came without signing up; 0 takes it back. */
    public Outcome<Item> recordWalkIns(long sessionId, Audience audience, int headCount, Actor actor) {
        Item item = get(sessionId, actor);
        Problems problems = notYet(item).addIf(headCount < 0 || headCount > MAX, "count", "day.count.range", MAX);
        if (problems.any()) {
            return Outcome.refused(problems);
        }
        store.recordWalkIns(item, audience, headCount, actor);
        audit.add(actor, "WALK_INS_RECORDED", "SESSION", sessionId);
        return recorded(item, actor);
    }

    /** The sign-up with the code in this QR, when the actor may see the session. */
    public Optional<CheckIn> findByCode(String code, Actor actor) {
        Optional<CheckIn> found = lookUp(code, actor);
        found.filter(checkIn -> !checkIn.guests().isEmpty())
                .ifPresent(checkIn -> audit.add(
                        actor, "RUN_SHEET_READ", "SESSION", checkIn.session().sessionId()));
        return found;
    }

    private Optional<CheckIn> lookUp(String code, Actor actor) {
        return runSheets
                .findByCode(code)
                .flatMap(signUp -> item(signUp.sessionId(), actor)
                        .map(item -> new CheckIn(
                                item,
                                signUp.state(),
                                item.guests().stream()
                                        .filter(guest -> guest.bookingId() == signUp.bookingId())
                                        .toList())));
    }

    /** Everybody of that sign-up is there. */
    public Outcome<Item> checkIn(String code, Actor actor) {
        CheckIn found = lookUp(code, actor)
                .filter(checkIn -> !checkIn.guests().isEmpty())
                .orElseThrow(() -> new NotFound("sign-up of a code"));
        Item item = found.session();
        Problems problems = notYet(item);
        if (problems.any()) {
            return Outcome.refused(problems);
        }
        mark(item, found.guests(), true, actor);
        return recorded(item, actor);
    }

    private void mark(Item item, List<Guest> guests, boolean present, Actor actor) {
        for (Guest guest : guests) {
            if (present) {
                store.checkIn(item, guest, actor);
            } else {
                store.removePerson(item, guest);
            }
            audit.add(actor, present ? "CHECKED_IN" : "CHECK_IN_TAKEN_BACK", "PERSON", guest.personId());
        }
    }

    private Outcome<Item> recorded(Item item, Actor actor) {
        events.publishEvent(new AttendanceRecorded(item.sessionId()));
        return Outcome.done(get(item.sessionId(), actor));
    }

    /** Who came is known on the day, not before. */
    private Problems notYet(Item item) {
        return new Problems().addIf(Dates.dayOf(item.start()).isAfter(Dates.dayOf(clock.instant())), "", "day.notYet");
    }

    private Item get(long sessionId, Actor actor) {
        return item(sessionId, actor).orElseThrow(() -> new NotFound("session " + sessionId));
    }

    private Item getOfBooking(long bookingId, Actor actor) {
        return itemOfBooking(bookingId, actor).orElseThrow(() -> new NotFound("booking " + bookingId));
    }

    private static Visit visit(Item item, long bookingId) {
        return item.visits().stream()
                .filter(one -> one.bookingId() == bookingId)
                .findFirst()
                .orElseThrow(() -> new NotFound("visit " + bookingId));
    }
}
