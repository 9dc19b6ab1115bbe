package nl.tec.employers;

/** The names of the form fields of offers and requests, which {@link nl.tec.shared.Problems} refer to. */
public final class OfferFields {

    public static final String TITLE = "titel";
    public static final String PROMISE = "belofte";
    public static final String DESCRIPTION = "beschrijving";
    public static final String CLOTHING = "kleding";
    public static final String WORLD = "wereld";
    public static final String GROUPS = "groep-van";
    public static final String YEARS = "klas-van";
    public static final String MBO_YEARS = "leerjaar-van";
    public static final String YOUNGEST = "jongste";
    public static final String SIZE_MIN = "minimum";
    public static final String SIZE_MAX = "maximum";
    public static final String HELD = "waar";
    public static final String STREET = "straat";
    public static final String POSTCODE = "postcode";
    public static final String TOWN = "plaats";
    public static final String ROOM = "ruimte";
    public static final String TRAVEL = "kilometers";
    public static final String MINUTES = "minuten";
    public static final String MORNING = "ochtend";
    public static final String AFTERNOON = "middag";
    public static final String CLOSED_WEEKS = "weken-dicht";
    public static final String PER_WEEK = "per-week";
    public static final String AT_ONCE = "tegelijk";
    public static final String GOALS = "kerndoelen";
    public static final String TERM = "termijn";
    public static final String EMAIL = "email";

    /** The fields of a request, including {@code dag-1} to {@code dag-3} with {@code deel-1} to {@code deel-3}. */
    public static final String CLASS = "klas";

    public static final String DAY = "dag-";
    public static final String PUPILS = "leerlingen";
    public static final String ADULTS = "volwassenen";
    public static final String QUESTION = "vraag";

    /** The fields of an answer. */
    public static final String DATE = "datum";

    public static final String TIME = "tijd";
    public static final String REASON = "reden";
    public static final String DAYS = "dagen";

    private OfferFields() {}
}
