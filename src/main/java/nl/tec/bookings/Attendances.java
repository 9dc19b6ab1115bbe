package nl.tec.bookings;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import nl.tec.accounts.Actor;
import nl.tec.accounts.Audit;
import nl.tec.bookings.RunSheet.Count;
import nl.tec.bookings.RunSheet.Dispute;
import nl.tec.bookings.RunSheet.Guest;
import nl.tec.bookings.RunSheet.Item;
import nl.tec.bookings.RunSheet.Part;
import nl.tec.bookings.RunSheet.Visit;
import nl.tec.bookings.RunSheet.WalkIns;
import nl.tec.bookings.internal.AttendanceStore;
import nl.tec.bookings.internal.AttendanceStore.Later;
import nl.tec.bookings.internal.RunSheetQueries;
import nl.tec.hub.Texts;
import nl.tec.shared.Audience;
import nl.tec.shared.Dates;
import nl.tec.shared.NotFound;
import nl.tec.shared.Outcome;
import nl.tec.shared.Problems;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Attendance on a day: who comes and who really came (rules 2.1, requirement B4). A programme manager sees every session, a professional or
 * ambassador those it is assigned to; what is somebody else's is {@link NotFound}. Every command is one {@link Tap}, which is handled
 * once however often it is sent. A count replaces only the count that whoever tapped has seen: any other is kept beside it, as a
 * {@link Dispute}, until somebody decides. The outcome is the session as it is now. What results make of it follows from {@link AttendanceRecorded}, stored in
 * the same transaction.
 */
@Service
@Transactional
public class Attendances {

    /** More than this at once is a typing error. */
    private static final int MAX = 500;

    /** The maximum time that a device may keep a tap before it sends it. */
    public static final Duration MAX_WAIT = Duration.ofDays(7);

    /**
     * Something somebody tapped on the run sheet, maybe long ago and without network.
     *
     * @param key made by the device; a second tap with the same key changes nothing
     * @param seen the tap that made the count it replaces; null: as far as the device knew nothing was counted
     * @param at when it was tapped
     */
    public record Tap(UUID key, @Nullable UUID seen, Instant at) {

        /** @param at by the clock of a device, which may be wrong: not later than now, nor longer ago than {@link #MAX_WAIT} */
        public static Tap of(UUID key, @Nullable UUID seen, Instant at, Instant now) {
            Instant earliest = now.minus(MAX_WAIT);
            return new Tap(key, seen, at.isAfter(now) ? now : at.isBefore(earliest) ? earliest : at);
        }
    }

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

    /** A session with who signed up for it; reading their names is in the audit log. */
    public Item participants(long sessionId, Actor actor) {
        Item item = get(sessionId, actor);
        if (item.personal()) {
            audit.add(actor, "RUN_SHEET_READ", "SESSION", sessionId);
        }
        return item;
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
     * Records how many pupils of each class part came.
     *
     * @param counts by class part of the booking
     * @param others these are other pupils of the class than before (rules 2.2)
     * @param sure so many really came, also where that is more than there are in the class; refused otherwise
     */
    public Outcome<Item> recordClass(
            long bookingId, Map<Long, Integer> counts, boolean others, boolean sure, Tap tap, Actor actor) {
        store.lockBooking(bookingId);
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
        if (!store.begin(tap, item.sessionId(), actor)) {
            return Outcome.done(item);
        }
        boolean correctsItself = removeRival(item.dispute(bookingId), tap);
        UUID standing = visit.tap();
        boolean replaces = standing == null || standing.equals(tap.seen());
        boolean same = visit.parts().stream()
                .allMatch(part -> part.others() == others && Objects.equals(part.present(), counts.get(part.id())));
        if (!replaces && same) {
            return correctsItself ? recorded(item, actor) : Outcome.done(item);
        }
        for (Part part : visit.parts()) {
            int count = Objects.requireNonNull(counts.get(part.id()));
            if (replaces) {
                store.record(item, bookingId, part, count, others, tap, actor.accountId());
            } else {
                store.addRival(tap, item, bookingId, part.id(), count, others, actor);
            }
        }
        audit.add(actor, replaces ? "ATTENDANCE_RECORDED" : "ATTENDANCE_DISPUTED", "BOOKING", bookingId);
        return recorded(item, actor);
    }

    /** The class was not counted after all: it is to be done again. */
    public Outcome<Item> forgetClass(long bookingId, Tap tap, Actor actor) {
        store.lockBooking(bookingId);
        Item item = getOfBooking(bookingId, actor);
        UUID standing = visit(item, bookingId).tap();
        Problems problems = new Problems()
                .addIf(item.dispute(bookingId).isPresent(), "", "day.dispute.first")
                .addIf(standing != null && !standing.equals(tap.seen()), "", "day.forget.newer");
        if (problems.any()) {
            return Outcome.refused(problems);
        }
        if (!store.begin(tap, item.sessionId(), actor)) {
            return Outcome.done(item);
        }
        store.remove(bookingId);
        audit.add(actor, "ATTENDANCE_TAKEN_BACK", "BOOKING", bookingId);
        return recorded(item, actor);
    }

    /** Somebody who signed up for this session is there, or not after all. */
    public Outcome<Item> recordPerson(long sessionId, long personId, boolean present, Tap tap, Actor actor) {
        store.lockSession(sessionId);
        Item item = get(sessionId, actor);
        Guest guest = item.guests().stream()
                .filter(one -> one.personId() == personId)
                .findFirst()
                .orElseThrow(() -> new NotFound("person " + personId + " of session " + sessionId));
        Problems problems = notYet(item);
        if (problems.any()) {
            return Outcome.refused(problems);
        }
        if (!store.begin(tap, sessionId, personId, present, actor)) {
            return Outcome.done(item);
        }
        Optional<Later> later = store.later(tap, sessionId, personId, present);
        if (later.isPresent()) {
            return Outcome.refused(new Problems()
                    .add(
                            "",
                            present ? "day.person.notThereAfterAll" : "day.person.thereAfterAll",
                            later.get().by(),
                            Dates.time(later.get().at().atZone(Dates.ZONE).toLocalTime(), Texts.DUTCH)));
        }
        mark(item, guest, present, tap, actor);
        return recorded(item, actor);
    }

    /** So many people of an audience came without signing up; 0 takes it back. */
    public Outcome<Item> recordWalkIns(long sessionId, Audience audience, int headCount, Tap tap, Actor actor) {
        store.lockSession(sessionId);
        Item item = get(sessionId, actor);
        Problems problems = notYet(item).addIf(headCount < 0 || headCount > MAX, "count", "day.count.range", MAX);
        if (problems.any()) {
            return Outcome.refused(problems);
        }
        if (!store.begin(tap, sessionId, actor)) {
            return Outcome.done(item);
        }
        boolean correctsItself = removeRival(item.dispute(audience), tap);
        Optional<WalkIns> standing = item.walkIns().stream()
                .filter(walkIns -> walkIns.audience() == audience)
                .findFirst();
        boolean replaces = standing.isEmpty() || standing.get().tap().equals(tap.seen());
        if (!replaces && standing.get().headCount() == headCount) {
            return correctsItself ? recorded(item, actor) : Outcome.done(item);
        }
        if (replaces) {
            store.recordWalkIns(item, audience, headCount, tap, actor.accountId());
        } else {
            store.addRival(tap, item, audience, headCount, actor);
        }
        audit.add(actor, replaces ? "WALK_INS_RECORDED" : "ATTENDANCE_DISPUTED", "SESSION", sessionId);
        return recorded(item, actor);
    }

    /**
     * Decides which of two or more counts is right.
     *
     * @param chosen the tap that made it; refused when it is none of those that wait any more
     */
    public Outcome<Item> decide(long sessionId, UUID chosen, Actor actor) {
        store.lockSession(sessionId);
        get(sessionId, actor).disputes().stream()
                .map(Dispute::bookingId)
                .filter(Objects::nonNull)
                .sorted()
                .forEach(store::lockBooking);
        Item item = get(sessionId, actor);
        for (Dispute dispute : item.disputes()) {
            for (Count count : dispute.counts()) {
                if (count.tap().equals(chosen)) {
                    choose(item, dispute, count);
                    audit.add(
                            actor,
                            "ATTENDANCE_DECIDED",
                            dispute.bookingId() == null ? "SESSION" : "BOOKING",
                            dispute.bookingId() == null ? Long.valueOf(sessionId) : dispute.bookingId());
                    return recorded(item, actor);
                }
            }
        }
        return Outcome.refused("day.dispute.gone");
    }

    private void choose(Item item, Dispute dispute, Count count) {
        if (!count.stands()) {
            Tap tap = new Tap(count.tap(), null, count.at());
            long account = store.accountOfRival(count.tap());
            Long booking = dispute.bookingId();
            if (booking == null) {
                store.recordWalkIns(item, Objects.requireNonNull(dispute.audience()), count.total(), tap, account);
            } else {
                for (Part part : visit(item, booking).parts()) {
                    store.record(
                            item,
                            booking,
                            part,
                            count.parts().getOrDefault(part.id(), 0),
                            count.others(),
                            tap,
                            account);
                }
            }
        }
        store.removeRivals(dispute, item.sessionId());
    }

    /** The days on which something was counted twice, with different numbers. */
    public List<LocalDate> disputedDays(Actor actor) {
        return runSheets.disputedDays(actor);
    }

    /** A device that counts again replaces its own count, also where that still waits. @return whether it did */
    private boolean removeRival(Optional<Dispute> dispute, Tap tap) {
        UUID seen = tap.seen();
        boolean own = seen != null
                && dispute.stream()
                        .flatMap(one -> one.counts().stream())
                        .anyMatch(count -> !count.stands() && count.tap().equals(seen));
        if (seen != null && own) {
            store.removeRival(seen);
        }
        return own;
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
        for (Guest guest : found.guests()) {
            Tap tap = new Tap(UUID.randomUUID(), null, clock.instant());
            store.begin(tap, item.sessionId(), guest.personId(), true, actor);
            mark(item, guest, true, tap, actor);
        }
        return recorded(item, actor);
    }

    private void mark(Item item, Guest guest, boolean present, Tap tap, Actor actor) {
        if (present) {
            store.checkIn(item, guest, tap, actor);
        } else {
            store.removePerson(item, guest);
        }
        audit.add(actor, present ? "CHECKED_IN" : "CHECK_IN_TAKEN_BACK", "PERSON", guest.personId());
    }

    private Outcome<Item> recorded(Item item, Actor actor) {
        events.publishEvent(new AttendanceRecorded(item.sessionId()));
        return Outcome.done(get(item.sessionId(), actor));
    }

    /** Returns a problem when the day is still to come: who came is known on the day, not before. */
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
