package nl.tec.launch;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/** The database of a program that runs as a separate process; its port differs after every start. */
public final class RunningDatabase {

    private RunningDatabase() {}

    /** Returns the address with the user of the program. */
    public static DatabaseAddress of(Path data) {
        try {
            return EmbeddedDatabase.running(data).orElseThrow().program();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
