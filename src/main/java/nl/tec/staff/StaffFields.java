package nl.tec.staff;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The details of a guide, as a programme manager enters them.
 *
 * @param name of somebody without an account; otherwise the account's name applies
 * @param email likewise; empty: by telephone only
 * @param organisationId the partner of a guest teacher
 * @param maxHours per week; null: no maximum
 */
public record StaffFields(
        StaffKind kind,
        String name,
        String email,
        String phone,
        @Nullable Long organisationId,
        @Nullable Integer maxHours,
        List<Long> skillIds) {

    public static final String NAME = "naam";
    public static final String EMAIL = "mail";
    public static final String PHONE = "telefoon";
    public static final String ORGANISATION = "partner";
    public static final String MAX_HOURS = "uren";

    public StaffFields {
        skillIds = List.copyOf(skillIds);
    }
}
