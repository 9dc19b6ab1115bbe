package nl.tec.employers;

import nl.tec.accounts.Actor;

/** Seeding of a demo hub that begins with visits that came of offers long ago. */
public interface OfferSeed {

    /** The published activity of an offer; it is made when there is none, as with the first yes. */
    long activity(long offerId, Actor by);
}
