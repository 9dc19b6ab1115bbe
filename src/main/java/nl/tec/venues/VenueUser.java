package nl.tec.venues;

import java.util.Map;
import nl.tec.shared.Bilingual;
import nl.tec.shared.TimeSlot;

/** The users of venues: the modules above that hold something there. */
public interface VenueUser {

    /** Counts what is still to come at this venue. */
    int toCome(long venueId);

    /**
     * The purpose for which a room or equipment is reserved.
     *
     * @param path of its page
     * @param where the name of its venue
     */
    record Purpose(String path, Bilingual name, Bilingual where) {}

    /** Returns the sessions that overlap this slot, by id. */
    Map<Long, Purpose> sessions(TimeSlot during);
}
