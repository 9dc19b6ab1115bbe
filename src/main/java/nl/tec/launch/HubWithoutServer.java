package nl.tec.launch;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/** The program for a command, whether another is running on the same data or not: no web server and no jobs. */
final class HubWithoutServer {

    private HubWithoutServer() {}

    /**
     * @param log the name of its log
     * @param out gets a line when the database has to be made or started
     */
    static ConfigurableApplicationContext start(Class<?> application, Path data, String log, PrintStream out)
            throws IOException {
        DatabaseAccess access = access(data, out);
        Schema.bringUpToDate(access);
        return new Program(application, data, access.program())
                // those are for the program that serves people
                .set("server.port", "-1")
                .set("spring.main.lazy-initialization", "true")
                .set("tec.jobs", "false")
                .set("spring.modulith.events.republish-outstanding-events-on-restart", "false")
                .set("spring.task.execution.shutdown.await-termination", "true")
                .set("spring.task.execution.shutdown.await-termination-period", "10m")
                .set("logging.file.name", data.resolve("log").resolve(log).toString())
                .start();
    }

    /** The database of whoever runs on this folder; nobody does: the folder's own, which stops when we are done. */
    private static DatabaseAccess access(Path data, PrintStream out) throws IOException {
        Optional<DatabaseAccess> external = DatabaseAccess.external(System.getenv());
        if (external.isPresent()) {
            external.get().program().mustBeDurable();
            return external.get();
        }
        if (DataFolder.taken(data)) {
            return EmbeddedDatabase.running(data)
                    .orElseThrow(() -> new StartException(
                            "The program on " + data + " is starting or stopping; try again in a moment."));
        }
        EmbeddedDatabase database = EmbeddedDatabase.prepare(data, Map.of(), out::println);
        SpringApplication.getShutdownHandlers().add(database::close);
        database.start();
        return database.access();
    }
}
