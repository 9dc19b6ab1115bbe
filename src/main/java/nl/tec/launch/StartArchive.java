package nl.tec.launch;

import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * The archive of loaded classes that makes the next start faster: a class-data archive on JDK 17 to 24, an AOT cache from 25.
 * The script {@code tec} passes its path in {@code -Dtec.archive}, and uses it when it exists. Otherwise a second program is started
 * once in the background, on the running database; it requests a few pages, and the archive is
 * written when it ends.
 */
final class StartArchive {

    private static final Logger LOG = LoggerFactory.getLogger(StartArchive.class);

    private static final List<String> PAGES = List.of("/", "/programma", "/inloggen");
    private static final int FIRST_WITH_AOT_CACHE = 25;
    private static final long MINUTES = 5;

    private StartArchive() {}

    static void makeIfMissing(Path data, DatabaseAddress database) {
        String wanted = System.getProperty("tec.archive", "");
        if (wanted.isEmpty() || Files.exists(Path.of(wanted))) {
            return;
        }
        Thread maker = new Thread(() -> make(Path.of(wanted).toAbsolutePath(), data, database), "start-archive");
        maker.setDaemon(true);
        maker.start();
    }

    private static void make(Path archive, Path data, DatabaseAddress database) {
        Path beside = archive.resolveSibling(
                archive.getFileName() + "." + ProcessHandle.current().pid());
        try {
            Files.createDirectories(archive.getParent());
            List<String> command = new ArrayList<>();
            if (Files.isExecutable(Path.of("/usr/bin/nice"))) {
                command.addAll(List.of("/usr/bin/nice", "-n", "15"));
            }
            command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
            // an archive works with the same garbage collector only
            ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                    .filter(argument -> argument.startsWith("-XX:+Use"))
                    .forEach(command::add);
            command.add((Runtime.version().feature() >= FIRST_WITH_AOT_CACHE
                            ? "-XX:AOTCacheOutput="
                            : "-XX:ArchiveClassesAtExit=")
                    + beside);
            command.addAll(List.of("-jar", System.getProperty("java.class.path"), "train", "--data", data.toString()));
            ProcessBuilder builder = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(
                            data.resolve("log").resolve("start-archive.log").toFile());
            builder.environment().put("TEC_DATABASE_URL", database.url());
            builder.environment().put("TEC_DATABASE_USER", database.user());
            builder.environment().put("TEC_DATABASE_PASSWORD", database.password());
            Process training = builder.start();
            Runtime.getRuntime().addShutdownHook(new Thread(training::destroyForcibly));
            boolean done = training.waitFor(MINUTES, TimeUnit.MINUTES) && training.exitValue() == 0;
            if (done && Files.exists(beside)) {
                Files.move(beside, archive, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
                LOG.info("The next start is quicker: {} is made", archive);
            } else {
                training.destroyForcibly();
                LOG.warn("The archive for a quicker start was not made; see start-archive.log");
            }
        } catch (IOException | IllegalStateException e) {
            LOG.info("The archive for a quicker start was not made", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            deleteQuietly(beside.toFile());
            // what an AOT cache is made of
            deleteQuietly(new File(beside + ".config"));
        }
    }

    /** Runs the second program: starts as usual, on the given database, and requests some pages. */
    static void train(Class<?> application, Path data) {
        // who killed the program has not killed this
        ProcessHandle.current()
                .parent()
                .ifPresent(program ->
                        program.onExit().thenRun(() -> Runtime.getRuntime().halt(1)));
        DatabaseAddress database = DatabaseAddress.external(System.getenv())
                .orElseThrow(() -> new StartException("Training needs TEC_DATABASE_URL."));
        try (ConfigurableApplicationContext program = new Program(application, data, database)
                .set("server.port", "0")
                .set("server.address", "127.0.0.1")
                .set(
                        "logging.file.name",
                        data.resolve("log").resolve("start-archive.tec.log").toString())
                .set("tec.jobs", "false")
                .set("spring.modulith.events.republish-outstanding-events-on-restart", "false")
                .start()) {
            for (String page : PAGES) {
                LOG.info(
                        "{} answers {}",
                        page,
                        look(program.getEnvironment().getRequiredProperty("local.server.port"), page));
            }
        }
    }

    private static int look(String port, String page) {
        try {
            HttpURLConnection connection = (HttpURLConnection)
                    URI.create("http://127.0.0.1:" + port + page).toURL().openConnection();
            try (var body = connection.getInputStream()) {
                body.readAllBytes();
            }
            return connection.getResponseCode();
        } catch (IOException e) {
            LOG.info("{} does not answer", page, e);
            return 0;
        }
    }

    private static void deleteQuietly(File file) {
        if (!file.delete()) {
            LOG.debug("{} is not there any more", file);
        }
    }
}
