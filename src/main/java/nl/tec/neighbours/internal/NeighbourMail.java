package nl.tec.neighbours.internal;

/** Mails to a teacher about a visit at a neighbour. The neighbour itself mails the confirmation. */
enum NeighbourMail {
    /** The neighbour refused a booking after the teacher was told to wait. */
    NOT_BOOKED("neighbour-not-booked", "mail.neighbour.no"),
    /** The neighbour refused the changed numbers. */
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

    /** The prefix of its message keys. */
    String key() {
        return key;
    }
}
