package nl.tec.bookings;

import java.util.Collection;
import java.util.Map;

/** The subjects of the messages in the history of a booking. Implemented by the higher-level module that stores them. */
public interface MessageSubjects {

    /** Returns the subjects by id; deleted messages are absent. */
    Map<Long, String> subjects(Collection<Long> messageIds);
}
