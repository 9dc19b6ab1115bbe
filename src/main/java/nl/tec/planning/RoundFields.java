package nl.tec.planning;

import java.time.LocalDate;
import java.util.Set;
import nl.tec.shared.SchoolYear;
import org.jspecify.annotations.Nullable;

/**
 * The form data of a wish round.
 *
 * @param opensOn null, as {@code closesOn}: not filled in
 * @param sites schools
 */
public record RoundFields(
        SchoolYear year,
        String title,
        @Nullable LocalDate opensOn,
        @Nullable LocalDate closesOn,
        int wishesPerClass,
        String invitation,
        Set<Long> sites,
        Set<Long> activities) {

    public static final String TITLE = "titel";
    public static final String YEAR = "jaar";
    public static final String OPENS = "van";
    public static final String CLOSES = "tot";
    public static final String PER_CLASS = "wensen";
    public static final String INVITATION = "uitnodiging";
    public static final String SITES = "scholen";
    public static final String ACTIVITIES = "activiteiten";

    public RoundFields {
        sites = Set.copyOf(sites);
        activities = Set.copyOf(activities);
    }
}
