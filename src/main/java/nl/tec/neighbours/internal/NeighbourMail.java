package nl.tec.neighbours.internal;

/** What a teacher is told about a visit at a neighbour. What it books there, that hub confirms by mail itself. */
enum NeighbourMail {
    /** Who was told to wait hears that the neighbour says no. */
    NOT_BOOKED("neighbour-not-booked", "mail.neighbour.no"),
    /** The neighbour can't have other numbers. */
    NOT_CHANGED("neighbour-not-changed", "mail.neighbour.numbers"),
    /** The visit was moved to a time at which the class is somewhere else. */
    CLASH("neighbour-clash", "mail.neighbour.clash");

    private final String template;
    private final String key;

    NeighbourMail(String template, String key) {
        this.template = template;
        this.key = key;
    }

    String template() {
        return template;
    }

    /** What its texts begin with. */
    String key() {
        return key;
    }
}
