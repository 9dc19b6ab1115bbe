package nl.tec.launch;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The PostgreSQL a hub runs on when it is given no other. Durable: what was confirmed survives any crash. */
public final class EmbeddedDatabase implements AutoCloseable {

    private final EmbeddedPostgres postgres;

    private EmbeddedDatabase(EmbeddedPostgres postgres) {
        this.postgres = postgres;
    }

    /** Starts the database of this folder, making it when it is not there. */
    public static EmbeddedDatabase start(Path data) throws IOException {
        Files.createDirectories(data);
        return new EmbeddedDatabase(EmbeddedPostgres.builder()
                .setDataDirectory(data.resolve("postgres").toAbsolutePath())
                .setOverrideWorkingDirectory(
                        data.resolve("binaries").toAbsolutePath().toFile())
                .setCleanDataDirectory(false)
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("full_page_writes", "on")
                .setRegisterShutdownHook(false)
                .start());
    }

    public String url() {
        return postgres.getJdbcUrl("postgres", "postgres");
    }

    @Override
    public void close() {
        try {
            postgres.close();
        } catch (IOException e) {
            throw new IllegalStateException("the database does not stop", e);
        }
    }
}
