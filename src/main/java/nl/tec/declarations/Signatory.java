package nl.tec.declarations;

import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who signs: for an organisation, in a function (rules 6).
 *
 * @param organisationId null for somebody who signs for oneself (an ambassador); then {@code organisation} is empty
 * @param email where the personal link goes; null: signs after signing in
 * @param language of the mails
 * @param required whether the declaration is complete without
 * @param reminders how often it was reminded without anybody asking, since it was asked to sign this text
 * @param remindAt when it is reminded by itself; null: not (any more)
 * @param decline that it will not sign; null: did not say so, or was asked again
 * @param replacedBy who signs instead; null: nobody
 * @param signature on the version that is to be signed now; null: not yet
 */
public record Signatory(
        long id,
        @Nullable Long organisationId,
        String organisation,
        String position,
        @Nullable String email,
        Locale language,
        boolean required,
        @Nullable Mandate mandate,
        @Nullable Instant invitedAt,
        @Nullable Instant remindedAt,
        int reminders,
        @Nullable Instant remindAt,
        @Nullable Decline decline,
        @Nullable Instant withdrawnAt,
        @Nullable Long replacedBy,
        @Nullable Signature signature) {

    /** So many times at most is somebody reminded without anybody asking. */
    public static final int MAX_REMINDERS = 3;

    /** That somebody will not sign, and why. @param who the name of the account; empty: by the personal link */
    public record Decline(Instant at, String reason, String who) {}

    /** Still asked to sign: not withdrawn, not replaced. */
    public boolean active() {
        return withdrawnAt == null;
    }

    public boolean signed() {
        return signature != null;
    }

    /** Has a link that was mailed, and did not sign. */
    public boolean canBeReminded() {
        return active() && !signed() && decline == null && email != null && invitedAt != null;
    }

    /** Says whom it is about, in one line. */
    public String who() {
        return organisation.isEmpty() ? position : organisation + ", " + position;
    }
}
