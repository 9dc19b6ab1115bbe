package nl.tec.programme;

import java.util.List;
import nl.tec.shared.TimeSlot;
import nl.tec.shared.World;
import org.jspecify.annotations.Nullable;

/**
 * The programme of hubs of other cities, as far as it was read: shown beside our own programme, always as theirs. Whoever knows them
 * implements it.
 */
public interface OthersProgramme {

    /**
     * A session of another hub.
     *
     * @param hub its name
     * @param city of that hub
     * @param href its page there
     * @param title in Dutch only, as {@code promise}
     * @param world null: not said
     * @param classes whether classes come; else people by themselves
     * @param free places; null: not said
     * @param book where a school books it on our own pages; null: only there
     * @param dates how many dates of the same activity there are, where activities are asked for; else 1
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

    /** A place where they have something to do. */
    record Place(String hub, String name, String town, Double latitude, Double longitude) {}

    /** The cities whose hubs are shown, in order; none: there is nothing to ask. Asked often, so it costs nothing. */
    List<String> cities();

    /** Their activities that fit the question, each once by its first date; soonest first. */
    List<Item> activities(Programme.Query query, int limit);

    /** Their sessions that fit the question, soonest first. */
    List<Item> sessions(Programme.Query query, int limit);

    /** Their sessions that start on these days, in order of time. */
    List<Item> between(Days days, Selection selection, int limit);

    List<Place> places(int limit);
}
