package nl.tec.programme;

import java.time.Instant;
import nl.tec.shared.Bilingual;
import nl.tec.shared.World;

/**
 * Something there is to do: a workshop, a tour, an evening for parents (requirement A1). When it is held is a {@link Session}.
 *
 * @param slug stable, for addresses: {@code bouw-je-eigen-robot}
 * @param version counts the changes: who changes it says which version it saw
 */
public record Activity(long id, String slug, State state, int version, Instant changedAt, ActivityDetails details) {

    /** CANCELLED: no longer offered; kept, because visits refer to it. */
    public enum State {
        DRAFT,
        PUBLISHED,
        CANCELLED
    }

    public Bilingual title() {
        return details.words().title();
    }

    /** The primary one. */
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
