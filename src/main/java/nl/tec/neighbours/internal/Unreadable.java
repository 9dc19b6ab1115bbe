package nl.tec.neighbours.internal;

import nl.tec.neighbours.NeighbourFailure;

/** Thrown when a neighbour does not answer, or its answer is not that of a hub. */
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
