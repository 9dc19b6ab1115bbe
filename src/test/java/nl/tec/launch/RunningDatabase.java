package nl.tec.launch;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/** The database of a program that runs as a process of its own; its port is another one after every start. */
public final class RunningDatabase {

    private RunningDatabase() {}

    /** As whom the program works in it. */
    public static DatabaseAddress of(Path data) {
        try {
            return EmbeddedDatabase.running(data).orElseThrow().program();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
