package nl.tec.programme;

import java.util.List;
import nl.tec.shared.TimeSlot;
import nl.tec.shared.World;
import org.jspecify.annotations.Nullable;

/**
 * The cached programme of hubs of other cities, shown beside our own and labelled as theirs. Implemented by the module of neighbours.
 */
public interface OthersProgramme {

    /**
     * A session of another hub.
     *
     * @param hub its name
     * @param city of that hub
     * @param href its page there
     * @param title in Dutch only, like {@code promise}
     * @param world null: unknown
     * @param classes whether it is for classes; otherwise for individuals
     * @param free the number of free seats; null: unknown
     * @param book the page here where a school can book it; null: only on their site
     * @param dates the number of dates of the same activity, in a list of activities; otherwise 1
     */
    record Item(
            String hub,
            String city,
            String href,
            String title,
            String promise,
            @Nullable World world,
            TimeSlot slot,
            boolean classes,
            @Nullable Integer free,
            String place,
            String town,
            @Nullable String book,
            int dates) {

        public boolean full() {
            return free != null && free == 0;
        }
    }

    /** A venue of another hub. */
    record Place(String hub, String name, String town, Double latitude, Double longitude) {}

    /** Returns the cities whose hubs are shown, in order; empty: there are none. Called often, so it has to be cheap. */
    List<String> cities();

    /** Returns their activities that match the query, each once with its first date; soonest first. */
    List<Item> activities(Programme.Query query, int limit);

    /** Returns their sessions that match the query, soonest first. */
    List<Item> sessions(Programme.Query query, int limit);

    /** Returns their sessions that start on these days, by time. */
    List<Item> between(Days days, Selection selection, int limit);

    List<Place> places(int limit);
}
