package nl.tec.organisations;

/** Receives the progress of an import. Called often, in the importing thread, so implementations have to be quick. */
@FunctionalInterface
public interface ProgressListener {

    /** A listener that does nothing. */
    ProgressListener NONE = (fileName, rowsDone, rows) -> {};

    /**
     * Reports the progress of one file.
     *
     * @param rowsDone the number of lines read
     * @param rows the number of lines of the file
     */
    void at(String fileName, int rowsDone, int rows);

    /** Called repeatedly while the import waits for another one. */
    default void waiting() {}
}
