package nl.tec.hub;

/** A task of {@code tec run} that fills an unnamed hub before its first page, unless the hub should start empty. */
public interface FirstStart {

    /** Fills the hub. Several instances may do so concurrently; the hub is filled only once. */
    void fill();
}
