package nl.tec.bookings.internal;

import java.util.Map;
import nl.tec.bookings.BookClass;
import nl.tec.bookings.BookingKind;
import nl.tec.bookings.BookingState;
import nl.tec.bookings.CancelledBy;
import nl.tec.bookings.VisitPlan;
import nl.tec.bookings.internal.ClassBooking.Cancellation;
import nl.tec.bookings.internal.ClassBooking.Recipient;
import nl.tec.hub.Texts;
import nl.tec.mail.Outbox;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * Puts the mails about class bookings in the outbox: to the school, its coordinators and who booked, each in their own language.
 */
@Component
class ClassMails implements BookingNotifier {

    private final ClassBookingReader bookings;
    private final VisitPlans plans;
    private final Outbox outbox;
    private final JsonMapper json;

    ClassMails(ClassBookingReader bookings, VisitPlans plans, Outbox outbox, JsonMapper json) {
        this.bookings = bookings;
        this.plans = plans;
        this.outbox = outbox;
        this.json = json;
    }

    @Override
    public BookingKind kind() {
        return BookingKind.CLASS;
    }

    @Override
    public void tell(BookingEvent bookingEvent, long bookingId) {
        ClassBooking booking = bookings.find(bookingId).orElseThrow();
        Cancellation cancellation = booking.cancellation();
        put(
                switch (bookingEvent) {
                    case OFFERED -> ClassMail.OFFERED;
                    case EXPIRED -> ClassMail.OFFER_EXPIRED;
                    case WAITED_IN_VAIN -> ClassMail.WAITED_IN_VAIN;
                    case RESIZED -> ClassMail.RESIZED;
                    case CONFIRMED, PROMOTED -> ClassMail.CONFIRMED;
                    case CANCELLED ->
                        cancellation != null && cancellation.by() == CancelledBy.TEC
                                ? ClassMail.CANCELLED_BY_TEC
                                : ClassMail.CANCELLED;
                },
                booking,
                null);
    }

    @Override
    public void moved(long bookingId, Before before) {
        put(ClassMail.MOVED, bookings.find(bookingId).orElseThrow(), null, before);
    }

    /** @param dedupeKey the same recipient gets no second mail with the same key */
    void put(ClassMail mail, ClassBooking booking, @Nullable String dedupeKey) {
        put(mail, booking, dedupeKey, null);
    }

    private void put(ClassMail mail, ClassBooking booking, @Nullable String dedupeKey, @Nullable Before before) {
        if (booking.recipients().isEmpty()) {
            return; // shown at the booking and on the list of things to do: UnreachableSchools
        }
        VisitPlan plan = plans.plan(booking);
        BookingMail payload = BookingMail.of(
                booking.id(),
                booking.sequence(),
                booking.state(),
                booking.facts(),
                booking.participants(),
                booking.photos(),
                plan,
                booking.deadline(),
                booking.cancellation(),
                before);
        Map<String, Object> values = json.convertValue(payload, new TypeReference<Map<String, Object>>() {});
        int number = 0;
        for (Recipient to : booking.recipients()) {
            number++;
            outbox.put(
                    mail.template(),
                    to.email(),
                    Texts.language(to.language()),
                    values,
                    dedupeKey == null ? null : dedupeKey + ":" + number);
        }
    }

    /** The mail that goes with a new booking. */
    OutboxMessage letter(ClassMail mail, VisitContext facts, BookClass command, boolean photos) {
        VisitPlan plan = plans.plan(facts, command.headCounts(), command.adults());
        BookingState state = mail == ClassMail.WAITING ? BookingState.WAITING : BookingState.CONFIRMED;
        return new OutboxMessage(
                mail.template(),
                null,
                null,
                json.writeValueAsString(
                        BookingMail.of(0, 0, state, facts, command.participants(), photos, plan, null, null, null)));
    }
}
