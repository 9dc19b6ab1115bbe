package nl.tec.reach;

/**
 * A school in a band.
 *
 * @param pupils enrolled
 * @param visits attendances of class parts
 */
public record SchoolReach(long siteId, String brin6, String name, String town, long pupils, long reached, long visits) {

    /** The schools to list. */
    public enum Which {
        ALL,
        CAME,
        NOT_YET,
        /** Those of {@link #NOT_YET} at which educational disadvantage is expected. */
        DISADVANTAGED
    }

    /** A place in the list of schools, which is by name: after this one or, backwards, before it. */
    public record Key(String name, long siteId, boolean backwards) {}
}
