package nl.tec.bookings.internal;

import nl.tec.mail.Outbox;
import org.jspecify.annotations.Nullable;

/**
 * A mail to be put in the outbox in the same statement as the booking it is about, whose id is its payload.
 *
 * @param template name of a mail template
 * @param recipient null: all who are mailed about the bookings of the school (function {@code class_mail_recipients})
 * @param language nl or en; null: that of each recipient
 * @see Outbox#INSERT
 */
public record OutboxMessage(
        String template,
        @Nullable String recipient,
        @Nullable String language) {}
