package nl.tec.privacy.web;

import nl.tec.accounts.PersonalRecords.Match;
import nl.tec.accounts.PersonalRecords.RecordId;

/** The form fields with which an administrator finds a person and opens a request. */
public final class RequestFields {

    public static final String WORDS = "zoek";
    public static final String WHO = "wie";
    public static final String CHANNEL = "kanaal";
    public static final String IDENTIFIED = "controle";

    private RequestFields() {}

    /** Returns the value of {@link #WHO}: a mail address, or a record for a person without an address. */
    public static String choice(Match match) {
        RecordId record = match.person().record();
        return record == null ? "mail:" + match.person().email() : "record:" + record.id() + ":" + record.holding();
    }
}
