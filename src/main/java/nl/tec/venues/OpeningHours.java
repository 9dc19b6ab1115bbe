package nl.tec.venues;

import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import nl.tec.accounts.Actor;
import nl.tec.accounts.Audit;
import nl.tec.hub.Savepoint;
import nl.tec.shared.Dates;
import nl.tec.shared.Outcome;
import nl.tec.shared.Problems;
import nl.tec.shared.TimeSlot;
import nl.tec.shared.WeekdayHours;
import nl.tec.venues.internal.OpeningHoursStore;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Opening hours of a venue or one of its rooms (rules 3). Nothing is planned outside them, set-up and clean-up included, nor on a day of
 * closure; sessions on that day have to be moved or cancelled before. The database is authoritative: {@code venue_open}.
 */
@Service
public class OpeningHours {

    /** Fields of the hours, to be followed by {@code -} and the number of the weekday. */
    public static final String FROM = "van";

    public static final String UNTIL = "tot";
    public static final String FIRST = "eerste-dag";
    public static final String LAST = "laatste-dag";
    public static final String REASON = "reden";

    private static final int MAX_REASON_LENGTH = 120;
    private static final int MAX_DAYS = 400;

    /** A period of closure, both days inclusive. */
    public record Closed(long id, LocalDate first, LocalDate last, String reason) {}

    /**
     * A time at a venue.
     *
     * @param roomId null: outside its rooms
     * @param during with set-up and clean-up
     */
    public record Moment(long venueId, @Nullable Long roomId, TimeSlot during) {}

    /** @param hours none: always open. @param closed closures that are not over */
    public record Opening(List<WeekdayHours> hours, List<Closed> closed) {}

    private final OpeningHoursStore store;
    private final Savepoint savepoint;
    private final Audit audit;
    private final Clock clock;

    OpeningHours(OpeningHoursStore store, Savepoint savepoint, Audit audit, Clock clock) {
        this.store = store;
        this.savepoint = savepoint;
        this.audit = audit;
        this.clock = clock;
    }

    /** @param room null: of the venue */
    public Opening of(Venue venue, @Nullable Room room) {
        return store.opening(venue, room, Dates.today(clock));
    }

    /** Returns those of these times at which it is closed. */
    public Set<Moment> closed(Set<Moment> moments) {
        return store.closed(List.copyOf(moments));
    }

    /** Replaces the hours; refused while a coming session is outside them. @param hours none: always open */
    @Transactional
    public Outcome<Long> save(Venue venue, @Nullable Room room, List<WeekdayHours> hours, Actor by) {
        Problems problems = new Problems();
        hours.forEach(one -> problems.addIf(
                !one.from().isBefore(one.until()), WeekdayHours.field(UNTIL, one.weekday()), "venues.check.untilTime"));
        if (problems.any()) {
            return Outcome.refused(problems);
        }
        store.lock(venue);
        return savepoint.keepIfDone(() -> {
            store.write(venue, room, hours);
            int outside = store.sessionsToCome(venue, clock.instant());
            if (outside > 0) {
                return Outcome.refused(new Problems().add("", "venues.check.outsideHours", outside));
            }
            audit.add(by, "VENUE_HOURS_CHANGED", "PLACE", venue.id());
            return Outcome.done(venue.id());
        });
    }

    /** Closes a venue or room on these days; refused while a session is planned on one of them. */
    @Transactional
    public Outcome<Long> close(
            Venue venue, @Nullable Room room, LocalDate first, LocalDate last, String reason, Actor by) {
        Problems problems = new Problems()
                .addIf(last.isBefore(first), LAST, "venues.check.lastDay")
                .addIf(last.isBefore(Dates.today(clock)), LAST, "venues.check.over")
                .addIf(last.isAfter(first.plusDays(MAX_DAYS)), LAST, "venues.check.days", MAX_DAYS)
                .addIf(reason.isEmpty(), REASON, "venues.check.reason")
                .addIfLonger(reason, MAX_REASON_LENGTH, REASON);
        if (problems.any()) {
            return Outcome.refused(problems);
        }
        store.lock(venue);
        return savepoint.keepIfDone(() -> {
            long id = store.close(venue, room, first, last, reason);
            int toCome = store.sessionsToCome(venue, clock.instant());
            if (toCome > 0) {
                return Outcome.refused(new Problems().add(FIRST, "venues.check.onClosedDays", toCome));
            }
            audit.add(by, "VENUE_CLOSED", "PLACE", venue.id());
            return Outcome.done(id);
        });
    }

    /** Removes a closure. */
    @Transactional
    public void reopen(Venue venue, long id, Actor by) {
        store.reopen(venue, id);
        audit.add(by, "VENUE_REOPENED", "PLACE", venue.id());
    }
}
