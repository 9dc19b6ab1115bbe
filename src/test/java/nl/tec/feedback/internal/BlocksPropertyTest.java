package nl.tec.feedback.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import nl.tec.feedback.HalfYear;
import nl.tec.feedback.internal.Blocks.Block;
import nl.tec.feedback.internal.Blocks.Formed;
import nl.tec.feedback.internal.Blocks.Occasion;
import nl.tec.feedback.internal.Blocks.Pending;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Rules 2.10: any two views, at any time, have the same answers or differ by at least five, so that
 * no subtraction reveals the answers of fewer people.
 */
class BlocksPropertyTest {

    private static final int DAYS_OPEN = 21;
    private static final int SESSIONS = 12;

    /** A session with all properties that a view can select by. */
    private record Session(long id, long activity, int venue, Set<Integer> guides, int school, LocalDate day) {}

    /** Makes a unique answer: its words are its number. */
    private static SealedAnswer answer(long session, long survey, LocalDate day, int number) {
        return new SealedAnswer(session, survey, day, List.of(1), String.valueOf(number));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void twoViewsAreOfTheSameAnswersOrDifferByFive(long seed) {
        Random random = new Random(seed);
        LocalDate first = LocalDate.of(2026, 12, 10);
        Map<Long, Session> sessions = new HashMap<>();
        for (long id = 1; id <= SESSIONS; id++) {
            sessions.put(
                    id,
                    new Session(
                            id,
                            random.nextInt(3),
                            random.nextInt(3),
                            Set.of(random.nextInt(4), 4 + random.nextInt(2)),
                            random.nextInt(4),
                            first.plusDays(random.nextInt(40))));
        }
        List<SealedAnswer> box = new ArrayList<>();
        List<Block> counted = new ArrayList<>();
        Set<BitSet> views = new HashSet<>();
        int number = 0;
        for (int day = 0; day < 280; day++) {
            LocalDate today = first.plusDays(day);
            for (Session session : sessions.values()) {
                boolean open = !session.day().isAfter(today)
                        && !session.day().plusDays(DAYS_OPEN).isBefore(today);
                for (int i = random.nextInt(open ? 6 : 1); i > 0; i--) {
                    number++;
                    box.add(answer(session.id(), 1 + random.nextInt(2), today, number));
                }
            }
            Formed formed = Blocks.form(
                    box.stream()
                            .map(one ->
                                    new Pending(one, occasion(Objects.requireNonNull(sessions.get(one.sessionId())))))
                            .toList(),
                    today,
                    DAYS_OPEN);
            box = new ArrayList<>(formed.left());
            if (!formed.blocks().isEmpty()) {
                counted.addAll(formed.blocks());
                views.addAll(views(sessions, counted));
            }
        }
        assertThat(number).isGreaterThan(100);
        assertThat(box).as("nothing waits for ever").isEmpty();
        assertThat(views).hasSizeGreaterThan(30);
        List<BitSet> all = List.copyOf(views);
        for (BitSet one : all) {
            for (BitSet other : all) {
                BitSet only = (BitSet) one.clone();
                only.andNot(other);
                if (only.cardinality() > 0 && only.cardinality() < 5) {
                    fail("two views differ by " + only.cardinality());
                }
            }
        }
        assertThat(counted.stream()
                        .flatMap(block -> block.answers().stream())
                        .map(SealedAnswer::words)
                        .collect(Collectors.toSet()))
                .as("nothing is counted twice")
                .hasSize(counted.stream()
                        .mapToInt(block -> block.answers().size())
                        .sum());
        assertThat(number
                        - counted.stream()
                                .mapToInt(block -> block.answers().size())
                                .sum())
                .as("answers that nobody can be shown")
                .isLessThan(4 * 5);
    }

    private static Occasion occasion(Session session) {
        return new Occasion(session.activity(), HalfYear.of(session.day()));
    }

    /** Returns the answers in every view by one or two filters: those of the blocks whose sessions are all selected. */
    private static Set<BitSet> views(Map<Long, Session> sessions, List<Block> blocks) {
        List<Predicate<Session>> filters = new ArrayList<>(List.of(session -> true));
        for (int i = 0; i < 6; i++) {
            int value = i;
            filters.add(session -> session.activity() == value);
            filters.add(session -> session.venue() == value);
            filters.add(session -> session.guides().contains(value));
            filters.add(session -> session.school() == value);
        }
        Set<BitSet> views = new HashSet<>();
        for (Predicate<Session> one : filters) {
            for (Predicate<Session> two : filters) {
                BitSet view = new BitSet();
                blocks.stream()
                        .filter(block -> block.answers().stream()
                                .map(answer -> sessions.get(answer.sessionId()))
                                .allMatch(one.and(two)))
                        .flatMap(block -> block.answers().stream())
                        .forEach(answer -> view.set(Integer.parseInt(answer.words())));
                views.add(view);
            }
        }
        return views;
    }
}
