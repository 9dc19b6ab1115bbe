package nl.tec;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Coding rules that prevent faults we had. */
class CodingRulesTest {

    /** Texts, comments and imports. */
    private static final Pattern NO_CODE = Pattern.compile(
            "(?sm)\"{3}.*?\"{3}|/\\*.*?\\*/|\"(?:\\\\.|[^\"\\\\\\n])*+\"|//[^\\n]*|^(?:import|package) [^\\n]*");

    /** Also parameters: their defaults are compiled into the templates that leave them out, without these imports. */
    private static final Pattern NO_TEMPLATE_CODE = Pattern.compile("(?sm)<%--.*?--%>|^@(?:import|param) [^\\n]*");

    private static final Pattern QUALIFIED = Pattern.compile("\\b(?:java|nl\\.tec)(?:\\.[a-z0-9]+)+\\.[A-Z]\\w*");

    /** The stream of a query keeps its connection until it is closed; unclosed ones empty the pool. */
    @Test
    void queriesAnswerListsAndNoStreams() {
        noClasses()
                .should()
                .callMethod(JdbcClient.MappedQuerySpec.class, "stream")
                .because("the connection stays open until the stream is closed; say list()")
                .check(ProgramClasses.ALL);
    }

    /** A file says at its top what it uses; one with two types of a name gives one of them another. */
    @Test
    void typesAreImported() throws IOException {
        Map<String, String> wrong = new TreeMap<>();
        for (Path folder : List.of(Path.of("src/main/java"), Path.of("src/main/jte"))) {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    String code = (file.toString().endsWith(".jte") ? NO_TEMPLATE_CODE : NO_CODE)
                            .matcher(Files.readString(file))
                            .replaceAll("");
                    QUALIFIED.matcher(code).results().forEach(found -> wrong.put(file.toString(), found.group()));
                }
            }
        }
        assertThat(wrong).isEmpty();
    }
}
