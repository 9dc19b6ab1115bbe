package nl.tec.reach;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import nl.tec.reach.Period.Part;
import org.jspecify.annotations.Nullable;

/**
 * The composition of reach, for a reader: which attendance counted, which was the same pupils again, where a cap cut. The same
 * rules as the SQL (2.2-2.4), step by step.
 */
public final class Arithmetic {

    /** The effect of an attendance on the number. */
    public enum Verdict {
        /** The largest of the class part: it counts. */
        COUNTS,
        /** The same pupils as the largest: adds nothing. */
        SAME_PUPILS,
        /** Marked as other pupils of this class: adds up. */
        OTHER_PUPILS
    }

    /**
     * An attendance of a class part as it was recorded.
     *
     * @param classSize the head count of the class part on that day: no more than that count (rules 2.2)
     * @param groupSize of all class parts of the cohort together, on that day (rules 2.3)
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

    /** @param counted what it brings before any cap */
    public record Counted(Visit visit, Verdict verdict, int counted) {}

    /**
     * A class part in a part of a school year.
     *
     * @param size its head count: the largest on a day of a visit, or as it is now when it never came
     * @param sum what its visits bring before the cap
     */
    public record ClassPart(String label, int grade, int size, List<Counted> visits, int sum) {

        /** At most its head count (rules 2.2). */
        public int reached() {
            return Math.min(sum, size);
        }

        public int cut() {
            return sum - reached();
        }
    }

    /**
     * A cohort in (a part of) a school year: its class parts add up to its size at most (rules 2.3).
     *
     * @param enrolled by the public count; null when there is none
     * @param size the larger of that and its class parts together, now or on the day of a visit
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

    /** A cohort in the period: the largest of its slices counts (rules 2.4). */
    public record Cohort(long id, List<Slice> slices) {

        public int reached() {
            return slices.stream().mapToInt(Slice::reached).max().orElse(0);
        }

        public boolean counts(Slice slice) {
            return slice
                    == slices.stream()
                            .max(Comparator.comparingInt(Slice::reached))
                            .orElse(slice);
        }
    }

    private Arithmetic() {}

    /** Weighs the visits of one class part. @param headCount its size when nobody came */
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
