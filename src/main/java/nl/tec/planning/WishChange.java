package nl.tec.planning;

import java.util.List;
import nl.tec.shared.Bilingual;

/**
 * A wish that is not in a proposal as it is now.
 *
 * @param label of the class
 * @param choices the activities that are wished now, or of a wish that is gone: that were; the preferred one first
 */
public record WishChange(Kind kind, long siteId, String school, String label, List<Bilingual> choices) {

    public enum Kind {
        /** Entered after the wishes for the proposal were read. */
        NEW,
        CHANGED,
        /** Withdrawn: the proposal can have a visit that nobody wants any more. */
        GONE
    }
}
