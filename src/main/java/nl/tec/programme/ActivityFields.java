package nl.tec.programme;

/** The field names of the activity form, as in {@link nl.tec.shared.Problems}; the English text of a field has the suffix {@code -en}. */
public final class ActivityFields {

    public static final String TITLE = "titel";
    public static final String PROMISE = "belofte";
    public static final String DESCRIPTION = "beschrijving";
    public static final String MAKE = "maak";
    public static final String LEARN = "leer";
    public static final String BEFORE = "vooraf";
    public static final String AFTER = "daarna";
    public static final String NEEDS = "nodig";
    public static final String FUND = "betaald-uit";
    public static final String PAYMENT = "betalen";
    public static final String TAKES = "neemt";
    public static final String TAGS = "zoekwoorden";
    public static final String WORLDS = "werelden";
    public static final String AUDIENCES = "voor";
    public static final String GROUPS = "groep-van";
    public static final String YEARS = "klas-van";
    public static final String MBO_YEARS = "leerjaar-van";
    public static final String AGES = "leeftijd-van";
    public static final String MINUTES = "minuten";
    public static final String SETUP = "opbouwen";
    public static final String CLEANUP = "opruimen";
    public static final String MEETINGS = "keren";
    public static final String SIZE_MIN = "minimum";
    public static final String SIZE_MAX = "maximum";
    public static final String CLASSES = "klassen";
    public static final String COST_SCHOOL = "kosten-school";
    public static final String COST_PARTICIPANT = "kosten-deelnemer";
    public static final String FREE_CANCEL_DAYS = "annuleren-tot";
    public static final String CHILDREN_PER_ADULT = "kinderen-per-volwassene";
    public static final String PLACE = "plek";
    public static final String ROOM = "ruimte";
    public static final String EQUIPMENT = "materiaal";
    public static final String GOALS = "kerndoelen";
    public static final String SIGN_UP_URL = "aanmeldadres";

    private ActivityFields() {}

    /** Returns the name of the field for the quantity of an equipment. */
    public static String quantity(String equipment) {
        return "aantal-" + equipment;
    }
}
