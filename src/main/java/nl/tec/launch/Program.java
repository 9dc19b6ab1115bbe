package nl.tec.launch;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.flywaydb.core.api.exception.FlywayValidateException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.web.server.PortInUseException;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;

/**
 * The application with the settings of the command line. Its log goes to {@code log/tec.log} in the data folder; the console gets
 * warnings only.
 */
final class Program {

    private static final Logger LOG = LoggerFactory.getLogger(Program.class);

    /**
     * The settings of connections to a remote database: waiting for a server that no longer answers fails after half a minute, and the
     * validation of an idle connection after two seconds. Parameters in the address override them. The server in turn ends a transaction of
     * a program that no longer answers, which releases its locks.
     */
    static final Map<String, String> POOL = Map.of(
            "spring.datasource.hikari.data-source-properties.socketTimeout", "30",
            "spring.datasource.hikari.validation-timeout", "2000",
            "spring.datasource.hikari.connection-timeout", "15000",
            "spring.datasource.hikari.keepalive-time", "30000",
            "spring.datasource.hikari.connection-init-sql", "set idle_in_transaction_session_timeout = '10s'");

    private final Class<?> application;
    private final Map<String, String> settings = new LinkedHashMap<>();
    private final List<Consumer<GenericApplicationContext>> preparations = new ArrayList<>();
    private volatile boolean stopping;
    private CompletableFuture<Void> databaseStarts = CompletableFuture.completedFuture(null);

    Program(Class<?> application, Path data, DatabaseAddress database) {
        this.application = application;
        set("spring.datasource.url", database.url());
        set("spring.datasource.username", database.user());
        set("spring.datasource.password", database.password());
        if (database.remote()) {
            POOL.forEach(this::set);
        }
        set("tec.data", data.toString());
        set("logging.file.name", data.resolve("log").resolve("tec.log").toString());
        set("logging.threshold.console", "WARN");
        set("logging.pattern.console", "%clr(%d{HH:mm:ss}){faint} %clr(%-5p) %m%n%ex{short}");
        if (System.getenv().getOrDefault("TEC_LOG", "").equals("json")) {
            // for log collectors: one JSON object a line (Elastic Common Schema), with the id of the
            // request
            set("logging.threshold.console", "INFO");
            set("logging.structured.format.console", "ecs");
            set("logging.structured.format.file", "ecs");
        }
        set("logging.logback.rollingpolicy.max-file-size", "10MB");
        set("logging.logback.rollingpolicy.max-history", "14");
        set("logging.logback.rollingpolicy.total-size-cap", "200MB");
        // the caller reports a start failure in one sentence, and the log has it in full
        set("logging.level.org.springframework.boot.diagnostics.LoggingFailureAnalysisReporter", "OFF");
        set("logging.level.org.springframework.boot.SpringApplication", "OFF");
        set("logging.level.org.springframework.boot.web.server.servlet.context", "ERROR");
    }

    Program set(String name, String value) {
        settings.put(name, value);
        return this;
    }

    /** Lets the database start concurrently; connections wait for it. */
    Program awaitBeforeConnecting(CompletableFuture<Void> database) {
        databaseStarts = database;
        return this;
    }

    /** Adds beans before the application is initialised. */
    Program prepare(Consumer<GenericApplicationContext> preparation) {
        preparations.add(preparation);
        return this;
    }

    /**
     * Starts the program.
     *
     * @throws StartException when the database or the program does not start, with a sentence for the user
     */
    ConfigurableApplicationContext start() {
        SpringApplication spring = new SpringApplication(application);
        spring.addInitializers(context -> {
            context.getBeanFactory().addBeanPostProcessor(waitForDatabase());
            preparations.forEach(preparation -> preparation.accept((GenericApplicationContext) context));
        });
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stopping = true));
        try {
            return spring.run(settings.entrySet().stream()
                    .map(setting -> "--" + setting.getKey() + "=" + setting.getValue())
                    .toArray(String[]::new));
        } catch (RuntimeException e) {
            throw stopping ? new StartException("Stopped before it had started.") : inWords(e);
        }
    }

    private BeanPostProcessor waitForDatabase() {
        return new BeanPostProcessor() {
            @Override
            public Object postProcessBeforeInitialization(Object bean, String name) {
                if (bean instanceof DataSource) {
                    databaseStarts.join();
                }
                return bean;
            }
        };
    }

    private StartException inWords(RuntimeException failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof StartException known) {
                return known;
            }
            if (cause instanceof FlywayValidateException) {
                LOG.error("The database does not fit this version", failure);
                return new StartException("The database was made by another version of the program than this one, one"
                        + " that this version cannot go on from. See log/tec.log in the data folder; a hub that was only"
                        + " tried out can start anew with another --data.");
            }
            if (cause instanceof PortInUseException taken) {
                return new StartException("Port " + taken.getPort()
                        + " is taken by another program. Choose another: ./tec run --port " + (taken.getPort() + 1));
            }
        }
        LOG.error("The program does not start", failure);
        return new StartException(
                "The program does not start: " + rootOf(failure) + ". See log/tec.log in the data folder.");
    }

    private static Throwable rootOf(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root;
    }
}
