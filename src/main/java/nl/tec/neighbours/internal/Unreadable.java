package nl.tec.neighbours.internal;

import nl.tec.neighbours.NeighbourFailure;

/** A neighbour did not answer, or not as a hub does. */
final class Unreadable extends Exception {

    private static final long serialVersionUID = 1;

    private final NeighbourFailure why;

    Unreadable(NeighbourFailure why) {
        super(why.name());
        this.why = why;
    }

    NeighbourFailure why() {
        return why;
    }
}
