package nl.tec.declarations;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import nl.tec.partners.Membership;
import org.jspecify.annotations.Nullable;

/**
 * A declaration, for those who manage it.
 *
 * @param version the number of the latest version, which is the one to sign
 * @param publicFrom the moment before which it is not public; null: never public
 * @param terms the terms of the memberships or ambassadors that begin when all have signed
 * @param replacedBy the declaration that replaces a withdrawn one; null: none
 * @param hasFile whether the sealed document exists
 * @param altered whether the latest nightly check found an alteration
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
        @Nullable Long replacedBy,
        boolean hasFile,
        boolean altered,
        List<Signatory> signatories) {

    /**
     * The terms of the memberships or ambassadors of a declaration.
     *
     * @param membership for a declaration of membership only, else null
     * @param from null: the day of the last signature
     * @param until the last day; null: open-ended
     * @param feeCents the fee per year; null: none
     */
    public record Terms(
            Membership.@Nullable Kind membership,
            @Nullable LocalDate from,
            @Nullable LocalDate until,
            @Nullable Long feeCents) {

        /** The terms of a declaration without memberships or ambassadors. */
        public static final Terms NONE = new Terms(null, null, null, null);
    }

    /** Returns the signatories who are neither withdrawn nor replaced. */
    public List<Signatory> active() {
        return signatories.stream().filter(Signatory::active).toList();
    }

    public long signed() {
        return active().stream().filter(Signatory::signed).count();
    }

    /** Returns the working days before an automatic reminder; 0: never. @param ofHub the default of the hub */
    public int remindDays(int ofHub) {
        return remindDays == null ? ofHub : remindDays;
    }

    /** Returns the time of the next automatic reminder to a signatory; null: none. */
    public @Nullable Instant nextReminder(Signatory signatory) {
        Instant next = signatory.remindAt();
        Instant invited = signatory.invitedAt();
        if (state != DeclarationState.OPEN || next == null || invited == null || !signatory.canBeReminded()) {
            return null;
        }
        return publicFrom != null && publicFrom.isAfter(invited) && !publicFrom.isAfter(next) ? null : next;
    }

    /** Whether it is public (rules 6): complete, and its moment of publication has passed. */
    public boolean publicAt(Instant now) {
        return state == DeclarationState.COMPLETE && publicFrom != null && !publicFrom.isAfter(now);
    }

    /** Whether its text and signatories are final. */
    public boolean closed() {
        return state == DeclarationState.COMPLETE || state == DeclarationState.WITHDRAWN;
    }
}
