package nl.tec.venues;

import java.util.Map;
import nl.tec.shared.Bilingual;
import nl.tec.shared.TimeSlot;

/** The users of venues: what stands above this module and holds something there. */
public interface VenueUser {

    /** How many things are still to come at this place. */
    int toCome(long venueId);

    /**
     * The purpose for which a room or equipment is reserved.
     *
     * @param path of its page
     * @param where the name of the place it is held at
     */
    record Purpose(String path, Bilingual name, Bilingual where) {}

    /** The sessions in this slot or a part of it, by id. */
    Map<Long, Purpose> sessions(TimeSlot during);
}
