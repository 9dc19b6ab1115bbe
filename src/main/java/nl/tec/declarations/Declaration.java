package nl.tec.declarations;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import nl.tec.partners.Membership;
import org.jspecify.annotations.Nullable;

/**
 * A declaration, for who works with it.
 *
 * @param version the number of the last version, which is the one to sign
 * @param publicFrom the moment before which it is not public; null: never public
 * @param terms what a member or ambassador gets when all signed
 * @param replacedBy the declaration that came instead of one that was withdrawn; null: none
 * @param hasFile whether the sealed document is made
 * @param altered whether the last look at night found that something is not what was signed
 */
public record Declaration(
        long id,
        DeclarationKind kind,
        String slug,
        String title,
        String text,
        int version,
        @Nullable Instant publicFrom,
        Terms terms,
        @Nullable Integer remindDays,
        DeclarationState state,
        @Nullable Instant completedAt,
        @Nullable Long replacedBy,
        boolean hasFile,
        boolean altered,
        List<Signatory> signatories) {

    /**
     * @param membership for a membership only, else null
     * @param from null: the day on which the last one signs
     * @param until the last day; null: without an end
     * @param feeCents a year; null: none
     */
    public record Terms(
            Membership.@Nullable Kind membership,
            @Nullable LocalDate from,
            @Nullable LocalDate until,
            @Nullable Long feeCents) {

        /** For what is no membership and has no term. */
        public static final Terms NONE = new Terms(null, null, null, null);
    }

    /** Those who are still asked to sign. */
    public List<Signatory> active() {
        return signatories.stream().filter(Signatory::active).toList();
    }

    public long signed() {
        return active().stream().filter(Signatory::signed).count();
    }

    /** Working days after which a signatory is reminded without anybody asking; 0: never. @param ofHub what the hub says */
    public int remindDays(int ofHub) {
        return remindDays == null ? ofHub : remindDays;
    }

    /** Returns when a signatory is reminded without anybody asking, as far as it is known; null: not (any more). */
    public @Nullable Instant nextReminder(Signatory signatory) {
        Instant next = signatory.remindAt();
        Instant invited = signatory.invitedAt();
        if (state != DeclarationState.OPEN || next == null || invited == null || !signatory.canBeReminded()) {
            return null;
        }
        return publicFrom != null && publicFrom.isAfter(invited) && !publicFrom.isAfter(next) ? null : next;
    }

    /** Whether everybody can read it now (rules 6): complete, and its moment has come. */
    public boolean publicAt(Instant now) {
        return state == DeclarationState.COMPLETE && publicFrom != null && !publicFrom.isAfter(now);
    }

    /** Whether nothing about who signs what changes any more. */
    public boolean closed() {
        return state == DeclarationState.COMPLETE || state == DeclarationState.WITHDRAWN;
    }
}
