package nl.tec.organisations;

/** Hears how far an import is. Called often, by the thread that imports; be quick. */
@FunctionalInterface
public interface ProgressListener {

    /** For who does not want to know. */
    ProgressListener NONE = (fileName, rowsDone, rows) -> {};

    /**
     * @param rowsDone lines of this file that have been read
     * @param rows lines it has
     */
    void at(String fileName, int rowsDone, int rows);

    /** Another import is running and this one waits for it; called again and again until it is done. */
    default void waiting() {}
}
