package nl.tec.planning;

import java.time.LocalTime;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import nl.tec.organisations.Holidays;
import nl.tec.shared.Bilingual;
import nl.tec.shared.World;

/**
 * The supply of a round compared with the demand, before a plan is made.
 *
 * @param months the months with school days
 * @param candidates the number of sessions that could be held, although sessions of different activities in one room exclude each other
 * @param unplannable activities that cannot be planned, because their place is unknown
 * @param missing the holidays that are unknown, so that sessions could be held in them
 */
public record SupplyOverview(
        SchoolTimes times,
        List<YearMonth> months,
        List<OfActivity> activities,
        int candidates,
        int wishes,
        List<Bilingual> unplannable,
        List<Holidays.Kind> missing) {

    /** The times at which schools begin and end. */
    public record SchoolTimes(LocalTime from, LocalTime until, LocalTime wednesdayUntil) {}

    /**
     * The supply and demand of an activity.
     *
     * @param first the number of wishes that prefer it
     * @param named the number of wishes that name it
     * @param where its lines, each with the name of its room or venue
     * @param supply the number of classes that can come, by month
     * @param demand the number of wishes that prefer it, by month: a wish is spread evenly over its preferred weeks, or else over all
     *     weeks in which it could be met
     */
    public record OfActivity(
            long activityId,
            Bilingual title,
            World world,
            int first,
            int named,
            List<SupplyAtVenue> where,
            Map<YearMonth, Integer> supply,
            Map<YearMonth, Double> demand) {

        public boolean isShort(YearMonth month) {
            return demand.getOrDefault(month, 0.0) > supply.getOrDefault(month, 0) + 0.001;
        }
    }

    public record SupplyAtVenue(SupplyLine line, Bilingual place) {}
}
