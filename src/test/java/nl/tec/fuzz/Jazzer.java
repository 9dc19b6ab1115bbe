package nl.tec.fuzz;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Lets Jazzer make bytes for one parser for a while: it begins with those that are kept, and goes on with what reaches code that nothing
 * reached before. A process of its own, because it changes every class that is loaded.
 */
public final class Jazzer {

    private static final Path FOLDER = Path.of("target/fuzz");
    private static final Pattern RUNS = Pattern.compile("(?:stat::number_of_executed_units:|Done) ?\\s*([0-9]+)");

    /** Bytes; what needs more of them needs many of the same. */
    private static final int MAX_LENGTH = 20_000;

    private static final int SECONDS_FOR_ONE = 30;

    /** Packages whose branches guide it. */
    private static final String FOLLOWED = Stream.of(
                    "nl.tec",
                    "com.fasterxml.aalto",
                    "com.nimbusds",
                    "com.webauthn4j",
                    "jakarta.mail",
                    "net.fortuna.ical4j",
                    "org.apache.commons.compress",
                    "org.apache.pdfbox",
                    "org.bouncycastle.asn1",
                    "org.bouncycastle.cms",
                    "org.commonmark",
                    "org.dhatim.fastexcel",
                    "org.eclipse.angus",
                    "tools.jackson")
            .map(name -> name + ".**")
            .collect(Collectors.joining(":"));

    /** @param found the file with the bytes that were a fault */
    public record Outcome(String parser, long inputs, Optional<Path> found, String said) {}

    private Jazzer() {}

    public static Set<String> parsers() {
        return Parsers.all().keySet();
    }

    public static Outcome run(String parser, Duration time) throws IOException, InterruptedException {
        Path corpus = Files.createDirectories(FOLDER.resolve(parser).resolve("corpus"));
        Path faults = Files.createDirectories(FOLDER.resolve(parser).resolve("faults"));
        forget(faults);
        Process process = new ProcessBuilder(List.of(
                        System.getProperty("java.home") + "/bin/java",
                        "-Xmx900m",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "com.code_intelligence.jazzer.Jazzer",
                        "--target_class=" + Parsers.Target.class.getName(),
                        "--target_args=" + parser,
                        "--reproducer_path=" + faults.toAbsolutePath(),
                        "--instrumentation_includes=" + FOLLOWED,
                        // what a parser may reach is decided elsewhere; here only what it throws counts
                        "--disabled_hooks=com.code_intelligence.jazzer.sanitizers.*",
                        "-artifact_prefix=" + faults.toAbsolutePath() + "/",
                        "-max_total_time=" + time.toSeconds(),
                        "-max_len=" + MAX_LENGTH,
                        "-timeout=" + SECONDS_FOR_ONE,
                        "-rss_limit_mb=3000",
                        "-print_final_stats=1",
                        corpus.toString(),
                        Parsers.seeds(parser).toString()))
                .redirectErrorStream(true)
                .start();
        StringBuilder said = new StringBuilder();
        long inputs = 0;
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                Matcher runs = RUNS.matcher(line);
                if (runs.find()) {
                    inputs = Math.max(inputs, Long.parseLong(runs.group(1)));
                }
                said.append(line).append('\n');
            }
        }
        int end = process.waitFor();
        try (Stream<Path> files = Files.list(faults)) {
            Optional<Path> found = files.filter(file -> !file.toString().endsWith(".java"))
                    .findFirst()
                    // it broke, and not by these bytes
                    .or(() -> end == 0 ? Optional.empty() : Optional.of(faults));
            return new Outcome(parser, inputs, found, said.toString());
        }
    }

    private static void forget(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
    }
}
