package nl.tec.launch;

import java.nio.file.Path;
import org.springframework.context.ConfigurableApplicationContext;

/** The program for a command, whether or not another one is running on the same data: without web server and jobs. */
final class HubWithoutServer {

    private HubWithoutServer() {}

    /** @param log the name of its log file */
    static ConfigurableApplicationContext start(Class<?> application, Path data, String log, HubDatabase database) {
        Schema.migrateToLatest(database.access());
        return new Program(application, data, database.access().program())
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
}
