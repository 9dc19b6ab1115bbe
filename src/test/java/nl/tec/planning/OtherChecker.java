package nl.tec.planning;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * An independent plan checker in Python, that is not in this project: {@code tools/plan/check.py} in a sibling folder. It takes the files
 * of an instance and of a plan ({@link PlanFiles}), ends with 0 if the plan breaks no rule, and prints its score in JSON.
 */
public final class OtherChecker {

    private static final String PYTHON = "python3";

    private final Path script;

    private OtherChecker(Path script) {
        this.script = script;
    }

    /** The verdict. @param said its output, with the score in JSON */
    public record Answer(boolean valid, String said) {}

    /** Finds the checker; empty if the script or Python is not available. */
    public static Optional<OtherChecker> find() throws IOException {
        boolean hasPython = Stream.of(System.getenv().getOrDefault("PATH", "").split(":", 0))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, PYTHON)));
        if (!hasPython) {
            return Optional.empty();
        }
        try (Stream<Path> beside = Files.list(Path.of("").toAbsolutePath().getParent())) {
            return beside.map(each -> each.resolve("tools/plan/check.py"))
                    .filter(Files::isReadable)
                    .findFirst()
                    .map(OtherChecker::new);
        }
    }

    /** Checks a plan. @param options such as {@code --possible 300} */
    public Answer check(Path instance, Path solution, String... options) throws IOException, InterruptedException {
        List<String> command =
                new ArrayList<>(List.of(PYTHON, script.toString(), instance.toString(), solution.toString()));
        command.addAll(List.of(options));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Answer(process.waitFor() == 0, said);
    }
}
