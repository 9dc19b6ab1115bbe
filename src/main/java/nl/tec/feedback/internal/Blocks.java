package nl.tec.feedback.internal;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import nl.tec.feedback.HalfYear;
import nl.tec.feedback.Satisfaction;

/**
 * Groups answers into blocks of five or more, the only unit that is ever counted or shown (rules 2.10). A figure is the sum of whole
 * blocks, so any two figures, whatever their selection and whenever they are looked at, differ by no answer or by at least five.
 *
 * <p>Answers of one session are kept together where there are enough. What is left waits a week for others of its session; then it
 * joins others of its activity, so that a teacher, who is alone at most visits, is heard too. When the half year is over and no
 * link of it is open any more, it joins all of its audience; what is then still not five is destroyed.
 */
final class Blocks {

    /** The number of days for which an answer waits for others of its session. */
    private static final int DAYS_OF_SESSION = 7;

    /** The activity and half year that are known of the session of an answer. */
    record Occasion(long activityId, HalfYear half) {}

    record Pending(SealedAnswer answer, Occasion occasion) {}

    /** Answers of one survey and half year that are counted together. */
    record Block(long surveyId, HalfYear half, List<SealedAnswer> answers) {}

    /** @param left answers that are too few for a block yet */
    record Formed(List<Block> blocks, List<SealedAnswer> left) {}

    private Blocks() {}

    /** @param daysOpen how long after a session its links are open */
    static Formed form(Collection<Pending> pending, LocalDate today, int daysOpen) {
        List<Block> blocks = new ArrayList<>();
        List<Pending> left = new ArrayList<>(pending);
        left = gather(left, waiting -> true, one -> one.answer().sessionId(), blocks);
        left = gather(
                left,
                waiting -> !waiting.answer().day().plusDays(DAYS_OF_SESSION).isAfter(today),
                one -> one.occasion().activityId(),
                blocks);
        Predicate<Pending> settled = waiting -> waiting.occasion()
                .half()
                .last()
                .plusDays(daysOpen + DAYS_OF_SESSION)
                .isBefore(today);
        left = gather(left, settled, one -> "all", blocks);
        return new Formed(
                blocks,
                left.stream().filter(settled.negate()).map(Pending::answer).toList());
    }

    /** Makes a block of the ripe answers with the same key, where there are enough. @return the others */
    private static List<Pending> gather(
            List<Pending> pending, Predicate<Pending> ripe, Function<Pending, Object> key, List<Block> blocks) {
        record Group(long surveyId, HalfYear half, Object key) {}
        Map<Group, List<Pending>> groups = new LinkedHashMap<>();
        List<Pending> left = new ArrayList<>();
        for (Pending one : pending) {
            if (ripe.test(one)) {
                groups.computeIfAbsent(
                                new Group(
                                        one.answer().surveyId(), one.occasion().half(), key.apply(one)),
                                group -> new ArrayList<>())
                        .add(one);
            } else {
                left.add(one);
            }
        }
        groups.forEach((group, together) -> {
            if (together.size() >= Satisfaction.MIN_ANSWERS) {
                blocks.add(new Block(
                        group.surveyId(),
                        group.half(),
                        together.stream().map(Pending::answer).toList()));
            } else {
                left.addAll(together);
            }
        });
        return left;
    }
}
