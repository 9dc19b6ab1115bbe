package nl.tec.venues;

/** The names of the fields of the forms of a venue, a room, equipment and a bus, as in {@link nl.tec.shared.Problems}. */
public final class VenueFields {

    public static final String KIND = "soort";
    public static final String NAME = "naam";
    public static final String POSTCODE = "postcode";
    public static final String STREET = "straat";
    public static final String TOWN = "plaats";
    public static final String NOTE = "uitleg";
    public static final String GROUPS_AT_ONCE = "groepen-tegelijk";
    public static final String PHONE = "telefoon";
    public static final String ROUTE = "route";
    public static final String CAPACITY = "plaatsen";
    public static final String SETS = "sets";
    public static final String SEATS = "zitplaatsen";
    public static final String FROM = "vanaf";
    public static final String UNTIL = "tot";
    public static final String POWER = "stroom";
    public static final String FLOOR = "vloer";
    public static final String NEEDS_POWER = "stroom-nodig";
    public static final String TRAVEL = "reistijd";

    private VenueFields() {}
}
