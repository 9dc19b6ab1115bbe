package nl.tec.steering;

import nl.tec.shared.Problems;

/** What came of storing something. */
public sealed interface Saved {

    record Done(long id) implements Saved {}

    record Refused(Problems problems) implements Saved {}

    /** Somebody else changed it meanwhile. */
    record Outdated() implements Saved {}
}
