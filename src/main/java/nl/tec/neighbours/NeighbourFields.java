package nl.tec.neighbours;

/** The details of a neighbour that an administrator enters. */
public record NeighbourFields(String name, String city, String address, boolean on) {

    public static final String NAME = "naam";
    public static final String CITY = "plaats";
    public static final String ADDRESS = "adres";
    public static final String ON = "aan";
    /** The API key that the neighbour gave us. */
    public static final String KEY = "sleutel";

    public static final int MAX_NAME = 80;
    public static final int MAX_CITY = 60;
    public static final int MAX_ADDRESS = 200;
}
