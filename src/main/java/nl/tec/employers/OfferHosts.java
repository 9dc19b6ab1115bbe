package nl.tec.employers;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Finds the companies that received a class after accepting a request. */
public interface OfferHosts {

    /** A company that received a class. @param email the contact address of the company */
    record Host(long bookingId, long sessionId, String email, Locale language) {}

    /** Returns the hosts of attended visits that ended in a period. @param until exclusive */
    List<Host> receivedBetween(Instant from, Instant until);

    /** Returns the sessions among these that resulted from an accepted request. */
    Set<Long> hosted(Collection<Long> sessionIds);
}
