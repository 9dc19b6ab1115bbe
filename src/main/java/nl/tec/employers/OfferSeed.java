package nl.tec.employers;

import nl.tec.accounts.Actor;

/** Seeds a demo hub with past visits from offers. */
public interface OfferSeed {

    /** Returns the published activity of an offer, creating it if there is none, as the first accepted request does. */
    long activity(long offerId, Actor by);
}
