package nl.tec.announcements;

import java.time.Instant;
import nl.tec.mail.Outbox.Deliveries;
import org.jspecify.annotations.Nullable;

/**
 * A sent or scheduled message.
 *
 * @param about a description of its subject, in Dutch
 * @param schools the number of addresses of schools
 * @param by the name of the author
 * @param sendAt the time until which it can be withdrawn
 * @param withdrawnAt null if not withdrawn
 * @param deliveries the state of its delivery
 */
public record Announcement(
        long id,
        String subject,
        String body,
        String about,
        int schools,
        int participants,
        int guides,
        String by,
        Instant createdAt,
        Instant sendAt,
        @Nullable Instant withdrawnAt,
        Deliveries deliveries) {

    public int addressees() {
        return schools + participants + guides;
    }

    public boolean canBeWithdrawn(Instant now) {
        return withdrawnAt == null && now.isBefore(sendAt);
    }
}
