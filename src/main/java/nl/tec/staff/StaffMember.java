package nl.tec.staff;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A guide who can be planned.
 *
 * @param accountId null: cannot sign in. Otherwise name and email are those of the account
 * @param name empty: the person was erased
 * @param organisation the name of the partner of a guest teacher; empty: none
 * @param maxHours per week; null: no maximum
 * @param endedOn the first day on which this person is no longer planned
 * @param version increases with each change
 */
public record StaffMember(
        long id,
        @Nullable Long accountId,
        StaffKind kind,
        String name,
        @Nullable String email,
        String phone,
        @Nullable Long organisationId,
        String organisation,
        @Nullable Integer maxHours,
        @Nullable Vog vog,
        @Nullable LocalDate endedOn,
        int version,
        List<Skill> skills) {

    /**
     * A certificate of conduct (rules 4). The document itself is never stored.
     *
     * @param seenBy name of the person who saw the document; empty when that person was erased
     * @param expiresOn the first day on which it is no longer valid
     */
    public record Vog(LocalDate issuedOn, LocalDate seenOn, String seenBy, LocalDate expiresOn) {}

    public boolean ended(LocalDate today) {
        return endedOn != null && !endedOn.isAfter(today);
    }
}
