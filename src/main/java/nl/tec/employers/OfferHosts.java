package nl.tec.employers;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The companies that received a class after a yes to its school. */
public interface OfferHosts {

    /** @param email of who answers for the company */
    record Host(long bookingId, long sessionId, String email, Locale language) {}

    /** Of visits that ended in a period and that somebody came to. @param until the first moment after it */
    List<Host> receivedBetween(Instant from, Instant until);

    /** Finds which of these sessions came of a yes. */
    Set<Long> hosted(Collection<Long> sessionIds);
}
