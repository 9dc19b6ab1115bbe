package nl.tec.documents;

/** Thrown when a file can't be read or stored, because its store does not respond or returns something else. */
public final class FileUnavailable extends RuntimeException {

    /** @param why the reason, for the log and the administrator; without secrets */
    public FileUnavailable(String why) {
        super(why);
    }

    FileUnavailable(String why, Throwable cause) {
        super(why, cause);
    }
}
