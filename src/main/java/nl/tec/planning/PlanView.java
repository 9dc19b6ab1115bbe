package nl.tec.planning;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import nl.tec.planning.PlanInstance.Mode;
import nl.tec.shared.Bilingual;
import nl.tec.shared.Money;
import nl.tec.shared.World;
import org.jspecify.annotations.Nullable;

/**
 * A proposal as people read it.
 *
 * @param sessions that are held, in order of time
 * @param missing wishes that are not met
 * @param schools with the share of their wishes that is met, the school that is worst off first
 * @param levers the changes that would help most, in sentences, the best first
 * @param bound at most so many wishes can be met; null: not proved
 * @param fair whether it is proved that as many wishes cannot be shared out more fairly ({@link Level#SHARES})
 */
public record PlanView(
        List<Held> sessions,
        List<Missing> missing,
        List<SchoolShare> schools,
        List<String> levers,
        PlanScore score,
        @Nullable Integer bound,
        boolean fair,
        Sharing sharing) {

    /**
     * The gain of classes that ride together.
     *
     * @param rides that are not made because of it
     * @param kilometres that are not driven because of it
     * @param cost of all rides of the plan; null: nobody has said what a kilometre costs
     * @param saved what those kilometres would have cost; null, as {@code cost}
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
    public record Held(
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
     * @param choice 0: what it preferred most
     * @param bus null: it walks or cycles
     * @param shared whether another class is on the same bus
     * @param pinned whether it stays where it is
     */
    public record Visit(
            long wish,
            long siteId,
            String school,
            String label,
            int pupils,
            int adults,
            Mode mode,
            int choice,
            @Nullable Bus bus,
            boolean shared,
            boolean pinned) {}

    /** @param id in the instance */
    public record Bus(String id, Bilingual name) {}

    /**
     * A wish that is not met, and why.
     *
     * @param most pupils that any session of what it would like can take; 0: none can be held at all
     * @param choices what it would like, the preferred one first
     */
    public record Missing(
            long wish,
            long siteId,
            String school,
            String label,
            int pupils,
            int most,
            List<Bilingual> choices,
            List<PlanSolution.Reason> reasons) {

        /** In how many ways it could have been met, were nothing in the way. */
        public int possibilities() {
            return reasons.stream().mapToInt(PlanSolution.Reason::count).sum();
        }
    }

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
        /** The wishes that are left out. */
        MISSING("zonder"),
        /** The differences from the proposal that it goes on from. */
        CHANGES("wijzigingen");

        private final String word;

        By(String word) {
            this.word = word;
        }

        /** In addresses. */
        public String word() {
            return word;
        }
    }

    /** A part of the plan: a week, a school, a room, somebody, a bus. */
    public record Part(String key, Bilingual name, List<Held> sessions) {

        public int visits() {
            return sessions.stream().mapToInt(one -> one.visits().size()).sum();
        }
    }
}
