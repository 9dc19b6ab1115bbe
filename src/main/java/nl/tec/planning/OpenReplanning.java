package nl.tec.planning;

import java.time.Instant;

/**
 * A replanning that can still be undone.
 *
 * @param finalAt the end of the undo window, when the mails go out
 * @param by the name of who did it
 * @param visits the number of visits for which something was done
 */
public record OpenReplanning(long id, Instant finalAt, String by, int visits) {}
