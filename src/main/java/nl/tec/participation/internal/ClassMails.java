package nl.tec.participation.internal;

import java.util.Map;
import nl.tec.hub.Texts;
import nl.tec.messages.Outbox;
import nl.tec.participation.BookClass;
import nl.tec.participation.BookingKind;
import nl.tec.participation.BookingState;
import nl.tec.participation.CancelledBy;
import nl.tec.participation.VisitPlan;
import nl.tec.participation.internal.ClassBooking.Booker;
import nl.tec.participation.internal.ClassBooking.Cancellation;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Puts the mails about class bookings in the outbox: to who booked, in their language. */
@Component
class ClassMails implements News {

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
    public void tell(Happening happening, long bookingId) {
        ClassBooking booking = bookings.find(bookingId).orElseThrow();
        Cancellation cancellation = booking.cancellation();
        put(
                switch (happening) {
                    case OFFERED -> ClassMail.OFFERED;
                    case EXPIRED -> ClassMail.OFFER_EXPIRED;
                    case WAITED_IN_VAIN -> ClassMail.WAITED_IN_VAIN;
                    case MOVED -> ClassMail.MOVED;
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

    /** @param dedupeKey a second mail with the same key is not put */
    void put(ClassMail mail, ClassBooking booking, @Nullable String dedupeKey) {
        Booker to = booking.bookedBy();
        if (to == null) {
            return;
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
                booking.cancellation());
        outbox.put(
                mail.template(),
                to.email(),
                Texts.language(to.language()),
                json.convertValue(payload, new TypeReference<Map<String, Object>>() {}),
                dedupeKey);
    }

    /** The mail that goes with a new booking, to the account that books. */
    Letter letter(ClassMail mail, VisitFacts facts, BookClass command) {
        VisitPlan plan = plans.plan(facts, command.headCounts(), command.adults());
        BookingState state = mail == ClassMail.WAITING ? BookingState.WAITING : BookingState.CONFIRMED;
        return new Letter(
                mail.template(),
                null,
                null,
                json.writeValueAsString(BookingMail.of(
                        0, 0, state, facts, command.participants(), command.photos(), plan, null, null)));
    }
}
