package nl.tec.bookings;

import gg.jte.Content;
import java.util.Collection;
import java.util.Map;

/** A part of the pages about a session that a module above this one contributes. */
public interface SessionPart {

    /** The places where a part can be shown. */
    enum Slot {
        /** With a session on the run sheet. */
        RUN_SHEET,
        /** Behind the run sheet on paper. */
        RUN_SHEET_ON_PAPER,
        /** A panel on the page of a visit of a class that has begun. */
        VISIT
    }

    /** By session; those with nothing to show are left out. */
    Map<Long, Content> parts(Slot slot, Collection<Long> sessionIds);
}
