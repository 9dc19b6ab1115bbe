package nl.tec.programme;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import nl.tec.shared.Bilingual;
import nl.tec.shared.Grade;
import nl.tec.shared.Sector;
import nl.tec.shared.World;

/**
 * A learning line (doorlopende leerlijn): steps by group, up into secondary education (requirement A7).
 *
 * @param key stable, for URLs: {@code van-bij-tot-drone}
 * @param published whether the public sees it and schools can choose it
 * @param version counts the changes of the line itself
 * @param steps in the order of their groups
 */
public record LearningLine(
        long id,
        String key,
        boolean published,
        int version,
        Bilingual title,
        Bilingual description,
        List<LearningLine.Step> steps) {

    /**
     * A step of a learning line.
     *
     * @param sector of its grades; PO includes special primary education (SO)
     * @param from the lowest group or year in which pupils do it; {@code to} the highest
     * @param aim what pupils learn
     * @param before Markdown, the lesson at school before the visit; {@code after} the one after it
     * @param activities that fulfil it: pupils do one of them
     * @param goals codes of curriculum goals
     */
    public record Step(
            long id,
            int version,
            Sector sector,
            int from,
            int to,
            Bilingual title,
            Bilingual aim,
            Bilingual before,
            Bilingual after,
            List<LearningLine.StepActivity> activities,
            List<String> goals) {

        /** Returns the groups or years it covers. */
        public List<Grade> grades() {
            return IntStream.rangeClosed(from, to)
                    .mapToObj(number -> new Grade(sector, number))
                    .toList();
        }

        public boolean covers(Grade grade) {
            return sector == sectorOf(grade) && from <= grade.number() && grade.number() <= to;
        }

        /** Whether pupils of this grade are past it, in the same sector. */
        public boolean isBefore(Grade grade) {
            return sector == sectorOf(grade) && to < grade.number();
        }

        /** Whether it is of another sector than these pupils: of their former school, or the next one. */
        public boolean isElsewhere(Grade grade) {
            return sector != sectorOf(grade);
        }

        public List<Long> activityIds() {
            return activities.stream().map(StepActivity::id).toList();
        }

        /** Returns the world of its first activity. */
        public World world() {
            return activities.get(0).world();
        }

        /** Returns the lessons before the visit (Markdown), of the step itself and of its activities. */
        public List<Bilingual> lessonsBefore() {
            return lessons(before, activities.stream().map(StepActivity::before));
        }

        /** Returns the lessons after the visit (Markdown), of the step itself and of its activities. */
        public List<Bilingual> lessonsAfter() {
            return lessons(after, activities.stream().map(StepActivity::after));
        }

        private static List<Bilingual> lessons(Bilingual own, Stream<Bilingual> others) {
            return Stream.concat(Stream.of(own), others)
                    .filter(text -> !text.isBlank())
                    .distinct()
                    .toList();
        }
    }

    /** Returns the sector of the steps for a grade; special primary education follows those of primary education. */
    public static Sector sectorOf(Grade grade) {
        return grade.sector() == Sector.SO ? Sector.PO : grade.sector();
    }

    /** An activity that fulfils a step, with its lessons at school. @param published whether it can be booked */
    public record StepActivity(
            long id, String slug, Bilingual title, World world, boolean published, Bilingual before, Bilingual after) {}
}
