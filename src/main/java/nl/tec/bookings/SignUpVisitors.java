package nl.tec.bookings;

import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The command to sign people up for a session, or for all meetings of a course.
 *
 * @param session as it was read for this request
 * @param formKey idempotency key, generated with the form: a repeated request gets the same answer (rules 3)
 * @param acceptsWaitingList whether they go on the waiting list when there are not enough seats
 * @param language of the mails
 * @param network the network address the request came from; only a keyed hash is kept, and only while the seats are unconfirmed. Null:
 *     not from a network
 */
public record SignUpVisitors(
        SignUpSession session,
        SignUpEntry entry,
        UUID formKey,
        boolean acceptsWaitingList,
        Locale language,
        @Nullable String network) {}
