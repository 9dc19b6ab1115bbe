package nl.tec.bookings;

import java.util.Collection;
import java.util.Map;

/** Says what the messages in the history of a booking were about; a module above this one keeps them. */
public interface MessageSubjects {

    /** By id; those that are not kept any more are left out. */
    Map<Long, String> subjects(Collection<Long> messageIds);
}
