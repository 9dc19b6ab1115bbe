package nl.tec.bookings.internal;

import java.time.Instant;
import java.time.LocalDate;
import nl.tec.bookings.BookingState;
import nl.tec.bookings.CancelledBy;
import nl.tec.bookings.Transport;
import nl.tec.bookings.VisitPlan;
import nl.tec.bookings.internal.ClassBooking.Cancellation;
import nl.tec.shared.Bilingual;
import nl.tec.shared.Dates;
import nl.tec.shared.Sector;
import nl.tec.shared.TimeSlot;
import org.jspecify.annotations.Nullable;

/**
 * What a mail about the booking of a class needs, as it was when it was committed: the payload in the outbox.
 *
 * @param booking its id; 0 where the statement that makes the booking adds it
 * @param sequence of the calendar file
 * @param state of the booking; null in a mail that an earlier version of the program put
 * @param group the label of the class
 * @param adultsNeeded whom the school brings at least
 * @param transport how they come: as the school chose, or what fits the distance
 * @param chosen what the school chose; null: nothing yet
 * @param departs when the bus of the TEC leaves at the school; null: none is arranged
 * @param returns when it is back there
 * @param photos whether photos may be made of the class; null in a mail that an earlier version of the program put
 * @param deadline of an offer
 * @param cancelledBy null while it is not cancelled
 * @param before of a session that moved: how it was; null in other mails, and in one that an earlier version of the program put
 */
record BookingMail(
        long booking,
        int sequence,
        @Nullable BookingState state,
        Bilingual activity,
        String slug,
        Sector sector,
        String group,
        String school,
        Instant start,
        Instant end,
        Bilingual place,
        String address,
        int participants,
        int adults,
        int adultsNeeded,
        Transport transport,
        @Nullable Transport chosen,
        @Nullable Instant departs,
        @Nullable Instant returns,
        long costCents,
        Bilingual fund,
        boolean lessonBefore,
        int freeCancelDays,
        @Nullable Boolean photos,
        @Nullable Instant deadline,
        @Nullable CancelledBy cancelledBy,
        boolean late,
        @Nullable String reason,
        @Nullable Before before) {

    static BookingMail of(
            long booking,
            int sequence,
            BookingState state,
            VisitContext facts,
            int participants,
            boolean photos,
            VisitPlan plan,
            @Nullable Instant deadline,
            @Nullable Cancellation cancellation,
            @Nullable Before before) {
        return new BookingMail(
                booking,
                sequence,
                state,
                facts.activity().title(),
                facts.activity().slug(),
                facts.group().sector(),
                facts.group().label(),
                facts.group().school(),
                facts.session().time().start(),
                facts.session().time().end(),
                facts.where().name(),
                facts.where().address(),
                participants,
                plan.supervision().adults(),
                plan.supervision().needed(),
                plan.transport().means(),
                plan.transport().choice(),
                plan.transport().departs(),
                plan.transport().returns(),
                facts.activity().cost().cents(),
                facts.activity().fund(),
                facts.activity().before(),
                facts.activity().freeCancelDays(),
                photos,
                deadline,
                cancellation == null ? null : cancellation.by(),
                cancellation != null && cancellation.late(),
                cancellation == null ? null : cancellation.reason(),
                before);
    }

    TimeSlot time() {
        return new TimeSlot(start, end);
    }

    /** The last day on which cancelling is free. */
    LocalDate freeUntil() {
        return Dates.dayOf(start).minusDays(freeCancelDays);
    }
}
