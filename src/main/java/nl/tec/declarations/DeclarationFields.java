package nl.tec.declarations;

import nl.tec.documents.EvidenceDocument;

/** The names of form fields, which problems refer to. */
public final class DeclarationFields {

    public static final String KIND = "soort";
    public static final String TITLE = "titel";
    public static final String TEXT = "tekst";
    public static final String PUBLIC_DAY = "openbaar";
    public static final String PUBLIC_TIME = "tijd";
    public static final String REMIND_DAYS = "werkdagen";
    public static final String MEMBERSHIP = "lidmaatschap";
    public static final String TERM_FROM = "vanaf";
    public static final String TERM_UNTIL = "tot";
    public static final String FEE = "contributie";
    public static final String ORGANISATION = "organisatie";
    public static final String POSITION = "functie";
    public static final String EMAIL = "email";
    public static final String MANDATE_BY = "volmacht-van";
    public static final String MANDATE_FOR = "volmacht-voor";
    public static final String MANDATE_FROM = "volmacht-vanaf";
    public static final String MANDATE_UNTIL = "volmacht-tot";
    public static final String MANDATE_EVIDENCE = "volmacht-bewijs";
    public static final String FILE = EvidenceDocument.FIELD;
    public static final String REPLACED_BY = "vervangen-door";
    public static final String NAME = "naam";
    public static final String REASON = "reden";
    public static final String AGREED = "akkoord";

    private DeclarationFields() {}
}
