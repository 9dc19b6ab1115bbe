package nl.tec.bookings.internal;

import java.util.Map;
import java.util.Optional;
import nl.tec.bookings.BookingKind;
import nl.tec.bookings.BookingState;
import nl.tec.bookings.CancelledBy;
import nl.tec.hub.Texts;
import nl.tec.mail.Outbox;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Puts the mails to visitors in the outbox. The payload holds only the sign-up's id and the session before a move: names, secrets and
 * everything else are looked up when the mail is rendered (decision 0020).
 */
@Component
public class SignUpNotifier implements BookingNotifier {

    private final JdbcClient jdbc;
    private final Outbox outbox;

    SignUpNotifier(JdbcClient jdbc, Outbox outbox) {
        this.jdbc = jdbc;
        this.outbox = outbox;
    }

    @Override
    public BookingKind kind() {
        return BookingKind.INDIVIDUAL;
    }

    private record To(
            long signUp,
            boolean course,
            String email,
            String language,
            BookingState state,
            boolean confirmed,
            @Nullable CancelledBy cancelledBy) {}

    @Override
    public void tell(BookingEvent bookingEvent, long bookingId) {
        to(bookingId).ifPresent(to -> mail(bookingEvent, to).ifPresent(mail -> put(mail, bookingId, to, null)));
    }

    @Override
    public void moved(long bookingId, Before before) {
        to(bookingId)
                .ifPresent(to -> put(
                        to.course() ? SignUpMail.MEETING_MOVED : SignUpMail.MOVED,
                        to,
                        Map.of("booking", to.signUp(), "meeting", bookingId, "before", before),
                        null));
    }

    /** Finds the recipient of a sign-up by the booking of any of its meetings. */
    private Optional<To> to(long bookingId) {
        return jdbc.sql("""
                select u.booking_id as sign_up, exists (select from booking m where m.sign_up_id = u.booking_id) as course,
                       u.email, u.language, b.state, u.confirmed_at is not null as confirmed, b.cancelled_by
                from sign_up u join
                """ + Sql.REPRESENTATIVE_BOOKING + """
                where u.booking_id = (select booking_sign_up(sign_up_id, id) from booking where id = ?) and u.email is not null
                """)
                .param(bookingId)
                .query(To.class)
                .optional();
    }

    private static Optional<SignUpMail> mail(BookingEvent bookingEvent, To to) {
        boolean takesPart = to.state() == BookingState.CONFIRMED;
        return Optional.ofNullable(
                switch (bookingEvent) {
                    case OFFERED, PROMOTED -> takesPart ? SignUpMail.PROMOTED : SignUpMail.PROMOTED_HELD;
                    case EXPIRED -> SignUpMail.EXPIRED;
                    case WAITED_IN_VAIN -> to.confirmed() ? SignUpMail.WAITED_IN_VAIN : null;
                    case RESIZED -> takesPart ? SignUpMail.CHANGED : null;
                    case CONFIRMED -> SignUpMail.CONFIRMED;
                    case CANCELLED -> {
                        if (to.state().active()) {
                            yield SignUpMail.MEETING_CANCELLED;
                        }
                        if (to.cancelledBy() == CancelledBy.TEC) {
                            yield SignUpMail.CANCELLED_BY_TEC;
                        }
                        // an unconfirmed address gets no more mail than needed
                        yield to.confirmed() ? SignUpMail.CANCELLED : null;
                    }
                });
    }

    /**
     * Puts one mail, if the personal data are still there.
     *
     * @param bookingId of a course, the booking of the meeting that it is about
     * @param dedupeKey at most one mail is put per key
     */
    public void put(SignUpMail mail, long bookingId, @Nullable String dedupeKey) {
        to(bookingId).ifPresent(to -> put(mail, bookingId, to, dedupeKey));
    }

    private void put(SignUpMail mail, long bookingId, To to, @Nullable String dedupeKey) {
        put(mail, to, Map.of("booking", to.signUp(), "meeting", bookingId), dedupeKey);
    }

    private void put(SignUpMail mail, To to, Map<String, ?> payload, @Nullable String dedupeKey) {
        outbox.put(mail.template(), to.email(), Texts.language(to.language()), payload, dedupeKey);
    }
}
