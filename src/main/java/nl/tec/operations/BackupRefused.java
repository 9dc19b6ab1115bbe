package nl.tec.operations;

import java.io.IOException;
import java.io.Serial;
import java.util.List;

/** Thrown for a backup file that can't be used, or a place where it can't be restored. Nothing was changed. */
public final class BackupRefused extends IOException {

    @Serial
    private static final long serialVersionUID = 1;

    /** The reasons; the sentence for people is the text {@code backup.refused.<REASON>}. */
    public enum Reason {
        NOT_A_BACKUP,
        NEWER_FORMAT,
        PASSPHRASE_MISSING,
        PASSPHRASE_WRONG,
        ALTERED,
        TRUNCATED,
        OTHER_VERSION,
        NOT_EMPTY,
        IN_USE,
        FILE_EXISTS,
        NO_STORE,
        STORE_FAILED,
        DIFFERS,
        ERASED_LIST,
        NO_FOLDER
    }

    private final Reason reason;
    private final transient List<Object> arguments;

    public BackupRefused(Reason reason, Object... arguments) {
        super(reason + " " + List.of(arguments));
        this.reason = reason;
        this.arguments = List.of(arguments);
    }

    public Reason reason() {
        return reason;
    }

    /** Returns the key of the sentence. */
    public String key() {
        return "backup.refused." + reason;
    }

    public Object[] arguments() {
        return arguments.toArray();
    }
}
