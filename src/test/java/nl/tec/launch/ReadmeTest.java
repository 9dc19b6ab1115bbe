package nl.tec.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The commands and options in the documents exist in {@code tec help}. */
class ReadmeTest {

    private static final Pattern COMMAND = Pattern.compile("\\./tec ([a-z]+)");
    private static final Pattern OPTION = Pattern.compile("(?<=\\s|`|\\[)--[a-z-]+");

    @Test
    void namesOnlyCommandsAndOptionsThatExist() throws Exception {
        String help = help();
        String readme = Files.readString(Path.of("README.md")) + Files.readString(Path.of("CONTRIBUTING.md"));
        assertThat(found(COMMAND, readme)).isNotEmpty().isSubsetOf(found(COMMAND, help));
        for (String line :
                readme.lines().filter(text -> text.contains("./tec ")).toList()) {
            assertThat(found(OPTION, line)).as(line).isSubsetOf(found(OPTION, help));
        }
    }

    private static Set<String> found(Pattern pattern, String text) {
        Set<String> found = new TreeSet<>();
        pattern.matcher(text).results().forEach(match -> found.add(match.group()));
        return found;
    }

    private static String help() throws IOException, InterruptedException {
        Process help =
                new ProcessBuilder("./tec", "help").redirectErrorStream(true).start();
        String text = new String(help.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(help.waitFor()).isZero();
        return text;
    }
}
