package nl.tec.planning;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.YearMonth;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import nl.tec.planning.PlanInstance.Mode;
import nl.tec.shared.Bilingual;
import nl.tec.shared.Money;
import nl.tec.shared.World;
import org.jspecify.annotations.Nullable;

/**
 * The readable view of a proposal.
 *
 * @param sessions the sessions that are held, in chronological order
 * @param missing the unmet wishes
 * @param schools the share of met wishes per school, the school that is worst off first
 * @param levers sentences about the changes that would help most, the best first
 * @param proofs what is proved about each level of the score, in order
 */
public record PlanView(
        List<PlannedSession> sessions,
        List<Missing> missing,
        List<SchoolShare> schools,
        List<String> levers,
        PlanScore score,
        List<Proof> proofs,
        Sharing sharing) {

    /** Returns the proven maximum number of wishes that can be met; null: not proved. */
    public @Nullable Integer bound() {
        Double most = of(Level.MET).bound();
        return most == null ? null : Integer.valueOf(most.intValue());
    }

    /** Whether the distribution over the schools is proved to be the fairest for this number of wishes. */
    public boolean fair() {
        return of(Level.SHARES).isBest();
    }

    private Proof of(Level level) {
        return proofs.get(level.ordinal());
    }

    /**
     * The proven bound on one level of the score.
     *
     * @param bound no plan that is equal on the levels before has a better value; null: not proved
     */
    public record Proof(Level level, double value, @Nullable Double bound) {

        /** Whether it says something about this plan: not if nobody has priority, no bus drives, nobody guides or there was no plan before. */
        public boolean applies() {
            return switch (level) {
                case LAG, BUS_KM, LOAD, MOVED -> value > 0;
                default -> true;
            };
        }

        /** Whether no plan can be better on this level. */
        public boolean isBest() {
            return bound != null && gap() <= PlanScore.TOLERANCE;
        }

        /** By how much a plan could be better at most; only if there is a bound. */
        public double gap() {
            double more = Objects.requireNonNull(bound) - value;
            return level.moreIsBetter() ? more : -more;
        }
    }

    /**
     * The gain of sharing buses.
     *
     * @param rides the number of rides saved
     * @param kilometres the distance saved
     * @param cost of all rides of the plan; null if no rate per kilometre is known
     * @param saved the cost of the distance saved; null, as {@code cost}
     * @param perKilometre null, as {@code cost}
     */
    public record Sharing(
            int rides,
            double kilometres,
            @Nullable Money cost,
            @Nullable Money saved,
            @Nullable Money perKilometre) {}

    /**
     * A session that is held.
     *
     * @param room its id in the instance
     * @param staff names
     */
    public record PlannedSession(
            long candidate,
            LocalDateTime start,
            LocalDateTime end,
            Bilingual title,
            World world,
            String room,
            Bilingual place,
            List<Visit> visits,
            List<Person> staff) {

        public LocalDate day() {
            return start.toLocalDate();
        }
    }

    /** @param id in the instance */
    public record Person(String id, String name) {}

    /**
     * A class that comes.
     *
     * @param wish its number
     * @param choice 0: its first choice
     * @param bus null: it walks or cycles
     * @param shared whether another class is on the same bus
     * @param pinned whether its placement is fixed
     * @param note what the school wrote with its wish; empty: nothing
     */
    public record Visit(
            long wish,
            long siteId,
            String school,
            String label,
            int pupils,
            Mode mode,
            int choice,
            @Nullable Bus bus,
            boolean shared,
            boolean pinned,
            String note) {}

    /** @param id in the instance */
    public record Bus(String id, Bilingual name) {}

    /**
     * A wish that is not met, and why.
     *
     * @param most the largest number of pupils that a session of its choices can take; 0: none can be held
     * @param choices the activities it names, the preferred one first
     * @param note what the school wrote with it; empty: nothing
     */
    public record Missing(
            long wish,
            long siteId,
            String school,
            String label,
            int pupils,
            int most,
            List<Bilingual> choices,
            List<PlanSolution.Reason> reasons,
            String note) {}

    public record SchoolShare(long siteId, String name, int wishes, int met) {

        public int percent() {
            return wishes == 0 ? 100 : met * 100 / wishes;
        }
    }

    /** The ways to read a plan. */
    public enum By {
        WEEK("week"),
        SCHOOL("school"),
        ROOM("ruimte"),
        PERSON("persoon"),
        BUS("bus"),
        /** The unmet wishes. */
        MISSING("zonder"),
        /** The differences from the parent proposal. */
        CHANGES("wijzigingen");

        private final String word;

        By(String word) {
            this.word = word;
        }

        /** Its name in URLs. */
        public String word() {
            return word;
        }
    }

    /** A group of sessions: those of a week, a school, a room, a person or a bus. */
    public record Part(String key, Bilingual name, List<PlannedSession> sessions) {

        public int visits() {
            return sessions.stream().mapToInt(one -> one.visits().size()).sum();
        }

        /** Returns the sessions of each day, in order. */
        public List<List<PlannedSession>> days() {
            return List.copyOf(sessions.stream()
                    .collect(Collectors.groupingBy(PlannedSession::day, TreeMap::new, Collectors.toList()))
                    .values());
        }

        /** Returns the months with sessions, in order. */
        public List<YearMonth> months() {
            return sessions.stream()
                    .map(one -> YearMonth.from(one.day()))
                    .distinct()
                    .sorted()
                    .toList();
        }

        /** Returns the sessions of a month; of the whole year for null. */
        public List<PlannedSession> sessions(@Nullable YearMonth month) {
            return month == null
                    ? sessions
                    : sessions.stream()
                            .filter(one -> YearMonth.from(one.day()).equals(month))
                            .toList();
        }
    }
}
