package nl.tec.reach;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import nl.tec.reach.Period.Part;
import org.jspecify.annotations.Nullable;

/**
 * The composition of reach, explained to a reader: which attendances counted, which repeated the same pupils, and where a cap
 * applied. Follows the same rules as the SQL (rules 2.2-2.4), step by step.
 */
public final class Arithmetic {

    /** The effect of an attendance on the number. */
    public enum Verdict {
        /** The largest attendance of the class part: it counts. */
        COUNTS,
        /** The same pupils as in the largest attendance: adds nothing. */
        SAME_PUPILS,
        /** Marked as other pupils of the class: added to the sum. */
        OTHER_PUPILS
    }

    /**
     * A recorded attendance of a class part.
     *
     * @param classSize the head count of the class part on that day, the maximum that counts (rules 2.2)
     * @param groupSize the head count of all class parts of the cohort together on that day (rules 2.3); 0 for a booking group, which says
     *     nothing about its cohort
     */
    public record Visit(
            long id,
            LocalDate day,
            long sessionId,
            String titleNl,
            String titleEn,
            int headCount,
            boolean otherPupils,
            int classSize,
            int groupSize) {

        int came() {
            return Math.min(headCount, classSize);
        }
    }

    /** A visit with its verdict. @param counted its contribution before any cap */
    public record Counted(Visit visit, Verdict verdict, int counted) {}

    /**
     * A class part in a slice of a school year.
     *
     * @param size its head count: the largest on the day of any visit, or the current one if it never came
     * @param sum the contribution of its visits before the cap
     */
    public record ClassPart(String label, int grade, int size, List<Counted> visits, int sum) {

        /** Returns the pupils reached, capped at its head count (rules 2.2). */
        public int reached() {
            return Math.min(sum, size);
        }

        public int cut() {
            return sum - reached();
        }
    }

    /**
     * A cohort in (a part of) a school year: the sum of its class parts is capped at its size (rules 2.3).
     *
     * @param enrolled the pupils in the public count; null if there is none
     * @param size the larger of the public count and the sum of the school's own class parts, now or on the day of a visit; the groups
     *     that came together if nothing else is known
     */
    public record Slice(
            int schoolYear, Part part, int grade, @Nullable Integer enrolled, int size, List<ClassPart> parts) {

        public int sum() {
            return parts.stream().mapToInt(ClassPart::reached).sum();
        }

        public int reached() {
            return Math.min(sum(), size);
        }

        public int cut() {
            return sum() - reached();
        }
    }

    /** A cohort in a period: only its largest slice counts, the latest of equals (rules 2.4). */
    public record Cohort(long id, List<Slice> slices) {

        public int reached() {
            return slices.stream().mapToInt(Slice::reached).max().orElse(0);
        }

        public boolean counts(Slice slice) {
            return slice
                    == slices.stream()
                            .max(Comparator.comparingInt(Slice::reached).thenComparingInt(Slice::schoolYear))
                            .orElse(slice);
        }
    }

    private Arithmetic() {}

    /** Weighs the visits of one class part. @param headCount its size if it has no visits */
    public static ClassPart part(String label, int grade, int headCount, List<Visit> visits) {
        Visit largest = visits.stream()
                .filter(visit -> !visit.otherPupils())
                .max(Comparator.comparingInt(Visit::came))
                .orElse(null);
        List<Counted> counted = new ArrayList<>();
        int sum = 0;
        for (Visit visit : visits) {
            Verdict verdict = visit.otherPupils()
                    ? Verdict.OTHER_PUPILS
                    : visit == largest ? Verdict.COUNTS : Verdict.SAME_PUPILS;
            int brings = verdict == Verdict.SAME_PUPILS ? 0 : visit.came();
            counted.add(new Counted(visit, verdict, brings));
            sum += brings;
        }
        int size = visits.stream().mapToInt(Visit::classSize).max().orElse(headCount);
        return new ClassPart(label, grade, size, counted, sum);
    }
}
