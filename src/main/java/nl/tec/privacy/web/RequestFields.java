package nl.tec.privacy.web;

import nl.tec.accounts.PersonalRecords.Match;
import nl.tec.accounts.PersonalRecords.RecordId;

/** The fields by which an administrator finds somebody and opens a request. */
public final class RequestFields {

    public static final String WORDS = "zoek";
    public static final String WHO = "wie";
    public static final String CHANNEL = "kanaal";
    public static final String IDENTIFIED = "controle";

    private RequestFields() {}

    /** The value of {@link #WHO}: by address, or by the one record of somebody without. */
    public static String choice(Match match) {
        RecordId record = match.person().record();
        return record == null ? "mail:" + match.person().email() : "record:" + record.id() + ":" + record.holding();
    }
}
