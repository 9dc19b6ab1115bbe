package nl.tec.planning;

import java.time.LocalTime;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import nl.tec.shared.Bilingual;
import nl.tec.shared.World;

/**
 * The supply of a round, beside what is wished; before anything is solved.
 *
 * @param months of the school year in which there is school
 * @param candidates sessions that could be held; those in one room exclude each other over activities
 * @param unplannable activities that cannot be planned, because nobody said where they are held
 */
public record SupplyOverview(
        SchoolTimes times,
        List<YearMonth> months,
        List<OfActivity> activities,
        int candidates,
        int wishes,
        List<Bilingual> unplannable) {

    /** The times at which schools begin and end. */
    public record SchoolTimes(LocalTime from, LocalTime until, LocalTime wednesdayUntil) {}

    /**
     * @param first wishes that prefer it
     * @param named wishes that name it
     * @param where each line, with the name of its room or venue
     * @param supply classes that can come, by month
     * @param demand wishes that prefer it, by month: a wish counts for all weeks in which it could be met, or for those that
     *     it prefers, in equal parts
     */
    public record OfActivity(
            long activityId,
            Bilingual title,
            World world,
            int first,
            int named,
            List<Where> where,
            Map<YearMonth, Integer> supply,
            Map<YearMonth, Double> demand) {

        public int supplied() {
            return supply.values().stream().mapToInt(Integer::intValue).sum();
        }

        public boolean isShort(YearMonth month) {
            return demand.getOrDefault(month, 0.0) > supply.getOrDefault(month, 0) + 0.001;
        }
    }

    public record Where(SupplyLine line, Bilingual place) {}
}
