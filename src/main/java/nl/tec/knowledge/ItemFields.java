package nl.tec.knowledge;

/** The names of the fields of the forms of the library, as in {@link nl.tec.shared.Problems}. */
public final class ItemFields {

    public static final String TITLE = "titel";
    public static final String SUMMARY = "samenvatting";
    public static final String BODY = "tekst";
    public static final String KIND = "soort";
    public static final String ACCESS = "toegang";
    public static final String WORLDS = "werelden";
    public static final String AUDIENCES = "voor";
    public static final String GROUPS = "groep-van";
    public static final String YEARS = "klas-van";
    public static final String MBO_YEARS = "leerjaar-van";
    public static final String GOALS = "kerndoelen";
    public static final String MINUTES = "minuten";
    public static final String LICENCE = "licentie";
    public static final String LANGUAGE = "taal";
    public static final String ORGANISATION = "organisatie";
    public static final String VIDEO = "video";
    public static final String TAGS = "zoekwoorden";
    public static final String REVIEW_ON = "nakijken";

    /** The label of a file, beside {@link nl.tec.documents.EvidenceDocument#FIELD}. */
    public static final String LABEL = "omschrijving";

    /** The message of the programme manager to the submitter. */
    public static final String MESSAGE = "bericht";

    /** The activity that it belongs to. */
    public static final String ACTIVITY = "activiteit";

    public static final String MOMENT = "moment";

    /** The step of a learning line to attach it to. */
    public static final String STEP = "stap";

    public static final String STEP_MOMENT = "stap-moment";

    /** The changes in the feedback of a teacher. */
    public static final String CHANGED = "veranderd";

    public static final String WENT = "ging";

    private ItemFields() {}
}
