package nl.tec.planning;

/**
 * A reason that excludes a candidate for an unmet wish. A candidate counts under the first obstacle, in this order, that applies; each
 * stands for one or more of the hard rules ({@link Rule}).
 */
public enum Obstacle {
    /** The activity does not suit the group of the class. */
    GRADES("grades"),
    WEEKS("weeks"),
    DATES("dates"),
    HOURS("hours"),
    /** It was forbidden by hand, or the wish was pinned elsewhere. */
    PINS("pins"),
    /** The class is too large, or its capacity is taken. */
    FULL("full"),
    ROOM("room"),
    EQUIPMENT("equipment"),
    STAFF("staff"),
    BUS("bus"),
    CLASS_ELSEWHERE("class elsewhere");

    private final String word;

    Obstacle(String word) {
        this.word = word;
    }

    /** Its name in files. */
    public String word() {
        return word;
    }
}
