package nl.tec.announcements;

import java.time.Instant;
import nl.tec.mail.Outbox.Deliveries;
import org.jspecify.annotations.Nullable;

/**
 * A message that was sent, or that will be.
 *
 * @param about what it is about, in Dutch
 * @param schools how many addresses, by kind of addressee
 * @param by the name of who wrote it
 * @param sendAt until then it can be withdrawn
 * @param withdrawnAt null: it was not
 * @param deliveries how it is delivered
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
