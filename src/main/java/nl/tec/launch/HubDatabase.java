package nl.tec.launch;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The database of a hub, for a separate command: the one in TEC_DATABASE_URL, or that of the program that runs on the data folder, or
 * else the folder's own, which stops when the command is done.
 */
final class HubDatabase implements AutoCloseable {

    private final DatabaseAccess access;
    private final @Nullable EmbeddedDatabase ours;

    private HubDatabase(DatabaseAccess access, @Nullable EmbeddedDatabase ours) {
        this.access = access;
        this.ours = ours;
    }

    /** @param out receives a line when the database has to be created or started */
    static HubDatabase open(Path data, Map<String, String> environment, PrintStream out) throws IOException {
        Optional<DatabaseAccess> external = DatabaseAccess.external(environment);
        if (external.isPresent()) {
            external.get().program().requireDurable();
            return new HubDatabase(external.get(), null);
        }
        if (DataFolder.taken(data)) {
            return new HubDatabase(
                    EmbeddedDatabase.running(data)
                            .orElseThrow(() -> new StartException(
                                    "The program on " + data + " is starting or stopping; try again in a moment.")),
                    null);
        }
        EmbeddedDatabase database = EmbeddedDatabase.prepare(data, Map.of(), out::println);
        try {
            database.start();
            return new HubDatabase(database.access(), database);
        } catch (RuntimeException e) {
            database.close();
            throw e;
        }
    }

    DatabaseAccess access() {
        return access;
    }

    @Override
    public void close() {
        if (ours != null) {
            ours.close();
        }
    }
}
