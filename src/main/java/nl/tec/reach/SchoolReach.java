package nl.tec.reach;

/**
 * The reach of a school in a band.
 *
 * @param pupils the number of enrolled pupils
 * @param visits the number of class part attendances
 */
public record SchoolReach(long siteId, String brin6, String name, String town, long pupils, long reached, long visits) {

    /** A filter on the list of schools. */
    public enum Which {
        ALL,
        CAME,
        NOT_YET,
        /** The schools of {@link #NOT_YET} with expected educational disadvantage. */
        DISADVANTAGED
    }

    /** A position in the list of schools ordered by name: after this school or, backwards, before it. */
    public record Key(String name, long siteId, boolean backwards) {}
}
