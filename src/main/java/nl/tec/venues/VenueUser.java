package nl.tec.venues;

/** Who uses places: what stands above this module and holds something there. */
public interface VenueUser {

    /** How many things are still to come at this place. */
    int toCome(long venueId);
}
