package nl.tec;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Habits that cost us dearly once, and are easily forgotten. */
class HouseRulesTest {

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("nl.tec");

    /** The stream of a query keeps its connection until it is closed; unclosed ones empty the pool. */
    @Test
    void queriesAnswerListsAndNoStreams() {
        noClasses()
                .should()
                .callMethod(JdbcClient.MappedQuerySpec.class, "stream")
                .because("the connection stays open until the stream is closed; say list()")
                .check(CLASSES);
    }

    /** A class, or something in one, that docs/rules.md points at: 'Places.offer'. */
    private static final Pattern POINTED_AT = Pattern.compile("`([A-Z][A-Za-z]+)(?:\\.([A-Za-z_]+))?`");

    @Test
    void theRulesPointAtWhatThereIs() throws IOException {
        String rules = Files.readString(Path.of("docs/rules.md"));
        List<String> sources;
        try (Stream<Path> files = Files.walk(Path.of("src"))) {
            sources = files.filter(file -> file.toString().endsWith(".java"))
                    .map(HouseRulesTest::read)
                    .toList();
        }
        assertThat(POINTED_AT.matcher(rules).results()).isNotEmpty().allSatisfy(pointed -> {
            Pattern declared = Pattern.compile("\\b(class|interface|record|enum) " + pointed.group(1) + "\\b");
            assertThat(sources)
                    .as(pointed.group())
                    .anyMatch(source -> declared.matcher(source).find()
                            && (pointed.group(2) == null || source.contains(pointed.group(2) + "(")));
        });
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
