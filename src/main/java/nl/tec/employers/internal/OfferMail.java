package nl.tec.employers.internal;

import java.util.Locale;

/** The kinds of mail about requests of schools to companies. */
public enum OfferMail {
    /** To the company, with a link per date. */
    ASKED,
    /** To the company, halfway through the term. */
    REMINDER,
    /** To the company: the appointment. The school gets the mail of its booking. */
    ACCEPTED,
    /** To the company. */
    WITHDRAWN,
    /** To the company: the visit was moved. */
    MOVED,
    /** To the company: the visit was cancelled. */
    CALLED_OFF,
    /** To the hub: unanswered at the end of the term. */
    ESCALATED,
    /** To the school. */
    DECLINED,
    CLOSED,
    EXPIRED,
    /** To the school: the company accepted a date that turned out to be impossible. */
    IMPOSSIBLE;

    public String template() {
        return "offer-" + name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public boolean toCompany() {
        return switch (this) {
            case ASKED, REMINDER, ACCEPTED, WITHDRAWN, MOVED, CALLED_OFF -> true;
            default -> false;
        };
    }

    /** Whether the mail has links to answer. */
    public boolean asks() {
        return this == ASKED || this == REMINDER;
    }

    public boolean withCalendar() {
        return this == ACCEPTED || this == MOVED || this == CALLED_OFF;
    }

    /** Whether the mail suggests other offers to the school if the request has ended. */
    public boolean includesAlternatives() {
        return this == DECLINED || this == CLOSED || this == EXPIRED || this == IMPOSSIBLE;
    }

    public String text(String part) {
        return "mail.offer." + name() + "." + part;
    }
}
