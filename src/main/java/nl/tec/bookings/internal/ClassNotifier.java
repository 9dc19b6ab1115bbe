package nl.tec.bookings.internal;

import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import nl.tec.accounts.Actor;
import nl.tec.bookings.BookingKind;
import nl.tec.bookings.BulkBookings;
import nl.tec.bookings.CancelledBy;
import nl.tec.bookings.ClassBooking;
import nl.tec.bookings.ClassBooking.Cancellation;
import nl.tec.bookings.ClassBooking.Recipient;
import nl.tec.hub.Texts;
import nl.tec.mail.Outbox;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Puts the mails about class bookings in the outbox: to the school, its coordinators and the booker, each in their own language. As
 * with {@link SignUpNotifier}, the payload holds only the booking's id and what the booking itself no longer tells: the session before
 * a move, and the deadline of a seat offer. Everything else is looked up when the mail is rendered (decision 0020).
 */
@Component
public class ClassNotifier implements BookingNotifier {

    private final BookingQueries bookings;
    private final Outbox outbox;

    ClassNotifier(BookingQueries bookings, Outbox outbox) {
        this.bookings = bookings;
        this.outbox = outbox;
    }

    @Override
    public BookingKind kind() {
        return BookingKind.CLASS;
    }

    @Override
    public void tell(BookingEvent event, long bookingId) {
        ClassBooking booking = bookings.find(bookingId).orElseThrow();
        put(mail(event, booking), booking, null);
    }

    private static ClassMail mail(BookingEvent event, ClassBooking booking) {
        Cancellation cancellation = booking.cancellation();
        return switch (event) {
            case OFFERED -> ClassMail.OFFERED;
            case EXPIRED -> ClassMail.OFFER_EXPIRED;
            case WAITED_IN_VAIN -> ClassMail.WAITED_IN_VAIN;
            case RESIZED -> ClassMail.RESIZED;
            case CONFIRMED, PROMOTED -> ClassMail.CONFIRMED;
            case CANCELLED ->
                cancellation != null && cancellation.by() == CancelledBy.TEC
                        ? ClassMail.CANCELLED_BY_TEC
                        : ClassMail.CANCELLED;
        };
    }

    /**
     * Puts one mail about several new bookings of a school.
     *
     * @param announcement an addition to the mail; null: none
     * @param by the booker
     */
    public void booked(long siteId, List<Long> bookingIds, BulkBookings.@Nullable Announcement announcement, Actor by) {
        Map<String, Object> payload = new HashMap<>();
        payload.put("booking", bookingIds);
        LocalDate answerBy = announcement == null ? null : announcement.answerBy();
        if (announcement != null && answerBy != null) {
            payload.put("page", announcement.page());
            payload.put("answerBy", answerBy.toString());
        } else if (announcement != null) {
            payload.put("cameFree", true);
        }
        for (Recipient to : bookings.recipients(siteId, by.accountId())) {
            outbox.put(VisitsBookedMail.NAME, to.email(), Texts.language(to.language()), payload, null);
        }
    }

    @Override
    public void moved(long bookingId, Before before) {
        put(ClassMail.MOVED, bookings.find(bookingId).orElseThrow(), before, null);
    }

    /** @param dedupeKey a recipient gets at most one mail per key */
    public void put(ClassMail mail, ClassBooking booking, @Nullable String dedupeKey) {
        put(mail, booking, null, dedupeKey);
    }

    /** Does nothing without recipients: the page of the visit and the task list show that ({@link UnreachableSchools}). */
    private void put(ClassMail mail, ClassBooking booking, @Nullable Before before, @Nullable String dedupeKey) {
        Map<String, Object> payload = new HashMap<>();
        payload.put("booking", booking.id());
        Instant deadline = booking.deadline();
        if (deadline != null) {
            payload.put("deadline", deadline);
        }
        if (before != null) {
            payload.put("before", before);
        }
        int number = 0;
        for (Recipient to : booking.recipients()) {
            number++;
            outbox.put(
                    mail.template(),
                    to.email(),
                    Texts.language(to.language()),
                    payload,
                    dedupeKey == null ? null : dedupeKey + ":" + number);
        }
    }
}
