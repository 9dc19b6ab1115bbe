package nl.tec.organisations;

import java.util.List;
import nl.tec.shared.Grade;
import nl.tec.shared.SchoolYear;
import org.jspecify.annotations.Nullable;

/**
 * A class of a school in a school year (rules 1): {@code 7a}, or the combination class {@code 7/8} with two parts.
 *
 * @param level of VO and MBO classes; empty for PO
 * @param countedIn the year of the 1 October count behind an estimate; null if there is none
 * @param bookingGroup whether it exists only for bookings and is not one of the classes of the school ({@link BookingGroups})
 * @param parts one per group, in order; never empty
 */
public record SchoolClass(
        long id,
        long siteId,
        SchoolYear year,
        String label,
        String level,
        NumbersFrom source,
        @Nullable Integer countedIn,
        boolean bookingGroup,
        List<ClassPart> parts) {

    /**
     * The pupils of one group in a class.
     *
     * @param low the lower bound if the public count is masked; equal to the head count if that is certain
     */
    public record ClassPart(long id, long cohortId, Grade grade, int headCount, int low, int high) {}

    /** The origin of the head counts; all but SCHOOL are estimates. */
    public enum NumbersFrom {
        SCHOOL,
        DUO_AGE,
        DUO_TOTAL,
        MOVED_UP
    }

    public int headCount() {
        return parts.stream().mapToInt(ClassPart::headCount).sum();
    }

    /** Returns a hash of the class, for optimistic locking. */
    public String version() {
        return Integer.toHexString(toString().hashCode());
    }

    public boolean estimated() {
        return source != NumbersFrom.SCHOOL;
    }

    public List<Grade> grades() {
        return parts.stream().map(ClassPart::grade).toList();
    }
}
