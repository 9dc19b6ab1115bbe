package nl.tec.programme;

/** The field names of the form of a session or series, as in {@link nl.tec.shared.Problems}. */
public final class SessionFields {

    public static final String ACTIVITY = "activiteit";
    public static final String DAY = "dag";
    public static final String START = "van";
    public static final String MINUTES = "duur";
    public static final String PLACE = "plek";
    public static final String ROOM = "ruimte";
    public static final String CAPACITY = "plaatsen";
    public static final String CLASS_CAPACITY = "klassen";
    public static final String LAST = "laatste-dag";
    public static final String EVERY_WEEKS = "om-de";
    public static final String DAYS = "dagen";
    public static final String STARTS = "tijden";
    public static final String TIMES = "keer";
    public static final String NOTE = "notitie";
    public static final String REASON = "reden";

    private SessionFields() {}
}
