package nl.tec.bookings;

import gg.jte.Content;
import java.util.Collection;
import java.util.Map;

/** An extension point: content that a higher-level module adds to the pages about a session. */
public interface SessionPart {

    /** The places where a part can be shown. */
    enum Slot {
        /** With a session on the run sheet. */
        RUN_SHEET,
        /** After the printed run sheet. */
        RUN_SHEET_ON_PAPER,
        /** A panel on the page of a visit of a class that has begun. */
        VISIT
    }

    /** Returns the content by session; sessions without any are absent. */
    Map<Long, Content> parts(Slot slot, Collection<Long> sessionIds);
}
