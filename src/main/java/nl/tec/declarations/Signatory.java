package nl.tec.declarations;

import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A signatory: somebody who signs in a position, usually for an organisation (rules 6).
 *
 * @param organisationId null for a person who signs without an organisation (an ambassador); then {@code organisation} is empty
 * @param email the recipient of the personal link; null: signs after signing in
 * @param language of the mails
 * @param required whether the declaration needs this signature to be complete
 * @param reminders the number of automatic reminders since the invitation to sign this text
 * @param remindAt the time of the next automatic reminder; null: none
 * @param decline the refusal to sign; null: did not refuse, or was asked again
 * @param replacedBy the signatory who replaces this one; null: none
 * @param signature on the current version; null: not yet
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

    /** The maximum number of automatic reminders. */
    public static final int MAX_REMINDERS = 3;

    /** A refusal to sign. @param who the name of the account; empty: by the personal link */
    public record Decline(Instant at, String reason, String who) {}

    /** Whether the signatory is neither withdrawn nor replaced. */
    public boolean active() {
        return withdrawnAt == null;
    }

    public boolean signed() {
        return signature != null;
    }

    /** Whether the signatory was invited by mail, and has neither signed nor declined. */
    public boolean canBeReminded() {
        return active() && !signed() && decline == null && email != null && invitedAt != null;
    }

    /** Returns the organisation and position in one line. */
    public String who() {
        return organisation.isEmpty() ? position : organisation + ", " + position;
    }
}
