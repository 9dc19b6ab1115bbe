package nl.tec.hub;

/** Fills a hub that has no name yet, before its first page: called by {@code tec run}, unless the hub is to begin empty. */
public interface FirstStart {

    /** Several instances may do so at once; the hub is filled once. */
    void fill();
}
