package nl.tec.staff;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who can be planned.
 *
 * @param accountId null: it does not sign in. Of somebody who does, name and email are those of the account
 * @param name empty: the person was forgotten
 * @param organisation the name of the partner of a guest teacher; empty: none
 * @param maxHours per week; null: no maximum
 * @param endedOn the first day on which it is not planned any more
 * @param version grows with each change
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

    public StaffMember {
        skills = List.copyOf(skills);
    }

    /**
     * A certificate of conduct (rules 4). The document itself is never kept.
     *
     * @param seenBy name of who saw the document; empty when that person is forgotten
     * @param expiresOn the first day on which it is not valid any more
     */
    public record Vog(LocalDate issuedOn, LocalDate seenOn, String seenBy, LocalDate expiresOn) {}

    public boolean hasSkill(long skillId) {
        return skills.stream().anyMatch(skill -> skill.id() == skillId);
    }

    public boolean ended(LocalDate today) {
        return endedOn != null && !endedOn.isAfter(today);
    }
}
