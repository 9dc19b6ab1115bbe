package nl.tec.employers.internal;

/** The mails about what schools ask of companies. */
public enum OfferMail {
    /** To the company, with a link per date. */
    ASKED,
    /** To the company, half way the term. */
    REMINDER,
    /** To the company: it is in the programme, with the appointment. The school gets the mail of its booking. */
    ACCEPTED,
    /** To the company. */
    WITHDRAWN,
    /** To the company: the visit that came of it is at another time. */
    MOVED,
    /** To the company: the visit that came of it was called off. */
    CALLED_OFF,
    /** To the hub: unanswered at the end of the term. */
    ESCALATED,
    /** To the school. */
    DECLINED,
    CLOSED,
    EXPIRED,
    /** To the school: the company said yes, but it can't be then. */
    IMPOSSIBLE;

    public String template() {
        return "offer-" + name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }

    public boolean toCompany() {
        return switch (this) {
            case ASKED, REMINDER, ACCEPTED, WITHDRAWN, MOVED, CALLED_OFF -> true;
            default -> false;
        };
    }

    /** Whether the company can answer from the mail. */
    public boolean asks() {
        return this == ASKED || this == REMINDER;
    }

    public boolean withCalendar() {
        return this == ACCEPTED || this == MOVED || this == CALLED_OFF;
    }

    /** Whether the school gets other offers that fit, when it is over. */
    public boolean withOthers() {
        return this == DECLINED || this == CLOSED || this == EXPIRED || this == IMPOSSIBLE;
    }

    public String text(String part) {
        return "mail.offer." + name() + "." + part;
    }
}
