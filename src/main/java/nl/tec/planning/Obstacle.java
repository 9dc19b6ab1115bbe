package nl.tec.planning;

/**
 * A reason to exclude a candidate for a wish that is not met. A candidate counts under the first, in this order, that does; each stands
 * for one or more of the hard rules ({@link Rule}).
 */
public enum Obstacle {
    /** The activity does not suit the group of the class. */
    GRADES("grades"),
    WEEKS("weeks"),
    DATES("dates"),
    HOURS("hours"),
    /** It was forbidden by hand, or the wish was pinned elsewhere. */
    PINS("pins"),
    /** The class is too large, or others have the places. */
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
