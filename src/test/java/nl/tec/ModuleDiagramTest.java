package nl.tec;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.springframework.modulith.core.ApplicationModule;
import org.springframework.modulith.core.ApplicationModules;

/**
 * docs/modules.md shows which module uses which, as the classes say. {@code ./tec diagram} writes it: this test with the
 * system property {@code diagram.write}.
 */
class ModuleDiagramTest {

    private static final Path DOCUMENT = Path.of("docs/modules.md");

    @Test
    void isUpToDate() throws IOException {
        String document = document(uses());
        if (Boolean.getBoolean("diagram.write")) {
            Files.writeString(DOCUMENT, document);
        }
        assertThat(DOCUMENT).as("run ./tec diagram").hasContent(document);
    }

    /** By module, the modules whose types it uses directly. */
    private static Map<String, Set<String>> uses() {
        ApplicationModules modules = ProgramClasses.modules();
        Map<String, Set<String>> uses = new HashMap<>();
        for (ApplicationModule module : modules) {
            uses.put(
                    module.getIdentifier().toString(),
                    module.getDirectDependencies(modules)
                            .uniqueModules()
                            .map(used -> used.getIdentifier().toString())
                            .collect(Collectors.toCollection(TreeSet::new)));
        }
        return uses;
    }

    private static String document(Map<String, Set<String>> uses) {
        List<String> modules = uses.keySet().stream()
                .sorted(Comparator.<String>comparingInt(
                                module -> reachable(module, uses).size())
                        .thenComparing(Comparator.naturalOrder()))
                .toList();
        StringBuilder text = new StringBuilder("""
                # Which module uses which

                Written by `./tec diagram` from the compiled classes; a test fails when it is out of date. What each module is
                for: [ARCHITECTURE.md](../ARCHITECTURE.md). An arrow points at the module that is used. To keep the diagram
                readable, it leaves out an arrow where another path already leads there; the table is complete.

                ```mermaid
                flowchart TD
                """);
        for (String module : modules) {
            for (String used : used(module, uses)) {
                if (!alsoIndirect(module, used, uses)) {
                    text.append("  ")
                            .append(module)
                            .append(" --> ")
                            .append(used)
                            .append('\n');
                }
            }
        }
        text.append("```\n\n| module | uses |\n| --- | --- |\n");
        for (String module : modules) {
            text.append("| `%s` | %s |\n".formatted(module, String.join(", ", used(module, uses))));
        }
        return text.toString();
    }

    private static Set<String> used(String module, Map<String, Set<String>> uses) {
        return uses.getOrDefault(module, Set.of());
    }

    private static boolean alsoIndirect(String module, String used, Map<String, Set<String>> uses) {
        return used(module, uses).stream()
                .anyMatch(other -> !other.equals(used) && reachable(other, uses).contains(used));
    }

    private static Set<String> reachable(String module, Map<String, Set<String>> uses) {
        Set<String> reached = new HashSet<>();
        for (String used : used(module, uses)) {
            if (reached.add(used)) {
                reached.addAll(reachable(used, uses));
            }
        }
        return reached;
    }
}
