package nl.tec.venues;

import nl.tec.shared.Bilingual;
import nl.tec.shared.NotFound;

/**
 * What places and rooms are called, those no longer in use too; from memory, for lists that name one on every line. A change
 * made by this program is seen at once, one made by another on the same database within half a minute.
 */
public interface VenueNames {

    /** @param key as in addresses */
    record Named(String key, Bilingual name) {}

    /**
     * @throws NotFound when there is no such place
     */
    Named venue(long id);

    /**
     * @throws NotFound when there is no such room
     */
    Named room(long id);
}
