package nl.tec.programme;

import java.time.Instant;
import nl.tec.shared.Bilingual;
import nl.tec.shared.World;

/**
 * An activity in the programme: a workshop, a tour, an evening for parents (requirement A1). Each occurrence is a {@link Session}.
 *
 * @param slug stable, for URLs: {@code bouw-je-eigen-robot}
 * @param version counts the changes, for optimistic locking
 */
public record Activity(long id, String slug, State state, int version, Instant changedAt, ActivityDetails details) {

    /** The state; CANCELLED means no longer offered, but kept because visits refer to it. */
    public enum State {
        DRAFT,
        PUBLISHED,
        CANCELLED
    }

    public Bilingual title() {
        return details.words().title();
    }

    /** Returns the primary world. */
    public World world() {
        return details.world();
    }

    public boolean published() {
        return state == State.PUBLISHED;
    }

    public boolean takesClasses() {
        return details.takes() == ActivityDetails.Takes.CLASSES;
    }
}
