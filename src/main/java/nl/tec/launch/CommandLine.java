package nl.tec.launch;

import java.io.IOException;
import java.net.URL;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.TimeZone;
import nl.tec.operations.Version;
import nl.tec.shared.Dates;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.logging.LoggingSystem;

/**
 * The command-line interface of the program. The script {@code tec} at the root of the project builds the program when needed and
 * passes on its arguments; it handles building and testing itself.
 */
public final class CommandLine {

    /** The exit code of success. */
    private static final int GOOD = 0;
    /** The exit code of a valid command that failed. */
    private static final int FAILED = 1;
    /** The exit code of an invalid command. */
    private static final int USAGE = 2;

    private static final String USAGE_LINES = """
            Usage: tec run [--port N] [--data DIR] [--empty]
                   tec import [--data DIR] [--dry-run] [--older] FILE...
                   tec backup [--data DIR] [--encrypt] FILE
                   tec restore [--data DIR] FILE
                   tec version
                   tec vulnerabilities BILL
                   tec plan solve INSTANCE SOLUTION [--seconds N] [--seed N]
                   tec plan check INSTANCE SOLUTION
                   tec plan export ROUND [--data DIR]
            """;

    private CommandLine() {}

    /** Runs the command and returns the exit code. {@code run} returns only when it fails. */
    public static int run(Class<?> application, String[] words) {
        // no logging before the place of the log is known
        enableAot(application);
        LoggingSystem.get(CommandLine.class.getClassLoader()).beforeInitialize();
        TimeZone.setDefault(TimeZone.getTimeZone(Dates.ZONE));
        String command = words.length == 0 ? "" : words[0];
        List<String> options = words.length == 0 ? List.of() : List.of(words).subList(1, words.length);
        try {
            return switch (command) {
                case "run" -> runProgram(application, options);
                case "import" -> importFiles(application, options);
                case "backup" -> BackupCommands.backup(options) ? GOOD : FAILED;
                case "restore" -> BackupCommands.restore(options) ? GOOD : FAILED;
                case "version" -> {
                    System.out.println("tec " + Version.current().name());
                    yield GOOD;
                }
                case "vulnerabilities" -> vulnerabilities(options);
                case "plan" -> PlanCommands.run(application, options) ? GOOD : FAILED;
                case "train" -> {
                    StartArchive.train(
                            application,
                            Arguments.of(options, Set.of("--data"), Set.of()).data());
                    yield GOOD;
                }
                // for the build, which generates the initialisation code of the application
                case "aot" -> {
                    new SpringApplication(application).run();
                    yield GOOD;
                }
                default ->
                    throw new Arguments.UsageException(
                            command.isEmpty() ? "What shall it do?" : "There is no command " + command + ".");
            };
        } catch (Arguments.UsageException e) {
            System.err.println(e.getMessage());
            System.err.print(USAGE_LINES);
            return USAGE;
        } catch (StartException e) {
            System.err.println(e.getMessage());
            return FAILED;
        } catch (IOException e) {
            System.err.println("That did not work: " + e);
            return FAILED;
        }
    }

    private static int runProgram(Class<?> application, List<String> options) throws Arguments.UsageException {
        Arguments arguments = Arguments.of(options, Set.of("--port", "--data"), Set.of("--empty"));
        arguments.nothingElse();
        int port = arguments.number("--port", 8080, 1, 65_535);
        Path data = arguments.data();
        Server.run(application, data, port, !arguments.has("--empty"));
        return FAILED;
    }

    private static int importFiles(Class<?> application, List<String> options)
            throws Arguments.UsageException, IOException {
        Arguments arguments = Arguments.of(options, Set.of("--data"), Set.of("--dry-run", "--older"));
        if (arguments.rest().isEmpty()) {
            throw new Arguments.UsageException("Which files?");
        }
        Path data = arguments.data();
        List<Path> files = arguments.rest().stream().map(Arguments::existing).toList();
        return FileImport.run(application, data, files, arguments.has("--dry-run"), arguments.has("--older"))
                ? GOOD
                : FAILED;
    }

    private static int vulnerabilities(List<String> options) throws Arguments.UsageException {
        Arguments arguments = Arguments.of(options, Set.of(), Set.of());
        if (arguments.rest().size() != 1) {
            throw new Arguments.UsageException("Which bill of materials?");
        }
        return Vulnerabilities.check(
                Path.of(arguments.rest().get(0)),
                System.getenv().getOrDefault("TEC_OSV_ADDRESS", "https://api.osv.dev"),
                JudgedHarmless.list(),
                Dates.today(Clock.systemUTC()),
                System.out);
    }

    /** Enables the initialisation code that was generated ahead of time (Spring AOT), if the program runs from the jar. */
    private static void enableAot(Class<?> application) {
        URL prepared = application.getResource(application.getSimpleName() + "__ApplicationContextInitializer.class");
        if (prepared != null && prepared.getProtocol().equals("jar")) {
            System.setProperty("spring.aot.enabled", "true");
        }
    }
}
