package nl.tec.documents;

/** Thrown when the bytes of a file can't be read or kept now: the store that they are in does not answer, or answers something else. */
public final class FileUnavailable extends RuntimeException {

    /** @param why for the log and the administrator; no secrets */
    public FileUnavailable(String why) {
        super(why);
    }

    FileUnavailable(String why, Throwable cause) {
        super(why, cause);
    }
}
