package nl.tec.launch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import nl.tec.planning.InvalidPlanFile;
import nl.tec.planning.PlanCheck;
import nl.tec.planning.PlanChecker;
import nl.tec.planning.PlanFiles;
import nl.tec.planning.PlanSolver;
import nl.tec.planning.Proposals;
import nl.tec.shared.NotFound;
import org.springframework.context.ConfigurableApplicationContext;

/** {@code tec plan}: solving and checking a yearly plan from files, without a hub; and exporting one of a hub. */
final class PlanCommands {

    private static final int MAX_SECONDS = 24 * 60 * 60;

    private PlanCommands() {}

    /** Runs the command and returns whether it succeeded. */
    static boolean run(Class<?> application, List<String> words) throws Arguments.UsageException, IOException {
        String command = words.isEmpty() ? "" : words.get(0);
        List<String> options = words.isEmpty() ? List.of() : words.subList(1, words.size());
        try {
            return switch (command) {
                case "solve" -> solve(options);
                case "check" -> check(options);
                case "export" -> export(application, options);
                default -> throw new Arguments.UsageException("Say: tec plan solve, check or export.");
            };
        } catch (InvalidPlanFile e) {
            throw new StartException(e.sentence());
        }
    }

    private static boolean solve(List<String> options) throws Arguments.UsageException, IOException {
        Arguments arguments = Arguments.of(options, Set.of("--seconds", "--out", "--seed"), Set.of());
        List<String> files = arguments.rest();
        String out = arguments.value("--out", files.size() == 2 ? files.get(1) : "");
        if (files.isEmpty() || out.isEmpty() || files.size() > 2) {
            throw new Arguments.UsageException("Which instance, and where does the plan go?");
        }
        int seconds = arguments.number("--seconds", 300, 1, MAX_SECONDS);
        int seed = arguments.number("--seed", 1, 0, Integer.MAX_VALUE);
        PlanSolver.solve(Arguments.existing(files.get(0)), Path.of(out), Duration.ofSeconds(seconds), seed, System.out);
        return true;
    }

    private static boolean check(List<String> options) throws Arguments.UsageException, IOException {
        Arguments arguments = Arguments.of(options, Set.of(), Set.of());
        if (arguments.rest().size() != 2) {
            throw new Arguments.UsageException("Which instance, and which plan?");
        }
        PlanCheck check = PlanChecker.check(
                PlanFiles.readInstance(Arguments.existing(arguments.rest().get(0))),
                PlanFiles.readSolution(Arguments.existing(arguments.rest().get(1))));
        System.out.println(check.score());
        check.violations().forEach(violation -> System.out.println(violation.rule() + ": " + violation.text()));
        System.out.println(check.violations().size() + " broken rules, "
                + check.score().met() + " of " + check.score().wishes() + " wishes met");
        return check.valid();
    }

    /** Prints the instance of a round. */
    private static boolean export(Class<?> application, List<String> options)
            throws Arguments.UsageException, IOException {
        Arguments arguments = Arguments.of(options, Set.of("--data"), Set.of());
        if (arguments.rest().size() != 1 || !arguments.rest().get(0).matches("[0-9]{1,18}")) {
            throw new Arguments.UsageException("The plan of which round? Its number is in the address of its page.");
        }
        long round = Long.parseLong(arguments.rest().get(0));
        Path data = arguments.data();
        try (HubDatabase database = HubDatabase.open(data, System.getenv(), System.err);
                ConfigurableApplicationContext program =
                        HubWithoutServer.start(application, data, "plan.log", database)) {
            Path file = Files.createTempFile("instance", ".json");
            try {
                program.getBean(Proposals.class).export(round, file);
                Files.copy(file, System.out);
            } finally {
                Files.delete(file);
            }
            return true;
        } catch (NotFound e) {
            throw new StartException("There is no round " + round + ".");
        }
    }
}
