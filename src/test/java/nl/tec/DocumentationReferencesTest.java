package nl.tec;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Everything that the documents and the comments refer to exists: numbered rules, journeys, requirements and decisions, other documents,
 * files, classes, their members and tests. A link in Javadoc is checked by the compiler ({@code -Xdoclint:reference}).
 */
class DocumentationReferencesTest {

    /** Types of libraries that the documents name and the sources do not import. */
    private static final Set<String> ELSEWHERE = Set.of("HttpSession", "EmbeddedPostgres");

    /** Documents that keep the words of their day. Their links and numbers are checked, the classes they name are not. */
    private static final Set<Path> HISTORY = Set.of(Path.of("docs/decisions"), Path.of("CHANGELOG.md"));

    private static final Set<String> SOURCES = Set.of("java", "jte", "sql", "css", "js", "properties", "yaml");

    /** One number, or several: 'rules 2.3, 2.7', 'rules 2.1-2.6'. */
    private static final String MORE = "(?:(?:, | and |-)%1$s)*";

    private static final Pattern RULES = numbered("[Rr]ules?", "[0-9]+(?:\\.[0-9]+)?");
    private static final Pattern JOURNEYS = numbered("[Jj]ourneys?", "[0-9]+");
    private static final Pattern REQUIREMENTS = numbered("(?:[Rr]equirements?|[Bb]rief)", "[A-H][0-9]");
    private static final Pattern DECISIONS = numbered("(?:[Dd]ecisions?|docs/decisions/)\\s*", "[0-9]{4}");

    /** {@code `Seals`} or {@code `Cohort.of`}. */
    private static final Pattern CLASS =
            Pattern.compile("`([A-Z][A-Za-z0-9]*[a-z][A-Za-z0-9]*)(?:\\.([A-Za-z_]+))?(?:\\(\\))?`");

    /** What Javadoc marks as code, such as {@code BookingRules}: a name of at least two words. */
    private static final Pattern CODE =
            Pattern.compile("\\{@code ([A-Z][a-z0-9]+[A-Z][A-Za-z0-9]*)(?:\\.([A-Za-z_]+))?(?:\\(\\))?\\}");

    private static final Pattern TEST_CLASS = Pattern.compile("(?<![\\w.])([A-Z]\\w+Test)\\b");
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");
    private static final Pattern FILE = Pattern.compile("`((?:src|docs)/[\\w./-]+)`");
    private static final Pattern DOCUMENT = Pattern.compile("(?<![\\w/.-])((?:docs/)?[\\w/-]+\\.md)\\b");
    private static final Pattern IMPORT = Pattern.compile("(?m)^import (?:static )?[\\w.]*\\.([A-Z]\\w*)[\\w.]*;");

    private static final Map<Path, String> DOCUMENTS = new HashMap<>();
    private static final Map<Path, String> TEXTS = new HashMap<>();
    private static final Map<String, List<JavaClass>> CLASSES = new HashMap<>();
    private static final Set<String> IMPORTED = new TreeSet<>();

    @BeforeAll
    static void read() throws IOException {
        files(Path.of("."), 1, "md").forEach(file -> DOCUMENTS.put(file, text(file)));
        files(Path.of("docs"), Integer.MAX_VALUE, "md").forEach(file -> DOCUMENTS.put(file, text(file)));
        for (String kind : SOURCES) {
            files(Path.of("src"), Integer.MAX_VALUE, kind).forEach(file -> TEXTS.put(file, text(file)));
        }
        TEXTS.values()
                .forEach(source -> IMPORT.matcher(source)
                        .results()
                        .map(name -> name.group(1))
                        .forEach(IMPORTED::add));
        JavaClasses all = new ClassFileImporter().importPackages("nl.tec");
        CLASSES.putAll(all.stream().collect(Collectors.groupingBy(JavaClass::getSimpleName)));
    }

    @Test
    void rulesExist() {
        Set<String> rules = numbers("docs/rules.md", "(?m)^(?:## |\\*\\*)([0-9]+(?:\\.[0-9]+)?)");
        assertThat(rules).contains("1", "2.13", "9");
        assertNumbersExist(RULES, rules);
    }

    @Test
    void journeysExist() {
        assertNumbersExist(JOURNEYS, numbers("docs/journeys.md", "(?m)^([0-9]+)\\. "));
    }

    @Test
    void requirementsExist() {
        assertNumbersExist(REQUIREMENTS, numbers("docs/requirements.md", "(?m)^- \\*\\*([A-H][0-9])\\b"));
    }

    @Test
    void decisionsExistAndStandInTheIndex() throws IOException {
        Set<String> decisions = files(Path.of("docs/decisions"), 1, "md")
                .map(file -> file.getFileName().toString())
                .filter(name -> name.matches("[0-9]{4}-.*"))
                .map(name -> name.substring(0, 4))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(numbers("docs/decisions/README.md", "\\| \\[([0-9]{4})\\]\\("))
                .isEqualTo(decisions);
        assertNumbersExist(DECISIONS, decisions);
    }

    @Test
    void theGlossaryIsSortedAndHasWholeRows() throws IOException {
        String glossary = Files.readString(Path.of("docs/glossary.md"));
        for (String table : glossary.split("\n## ")) {
            List<String> rows =
                    table.lines().filter(line -> line.startsWith("| ")).toList();
            assertThat(rows.stream().map(row -> row.split("\\|", -1).length).distinct())
                    .as(table)
                    .hasSizeLessThan(2);
        }
        assertThat(glossary.substring(glossary.indexOf("## Terms"))
                        .lines()
                        .filter(line -> line.startsWith("| "))
                        .skip(1)
                        .map(row -> row.substring(2, row.indexOf(" |", 2)).toLowerCase(Locale.ROOT)))
                .isSorted();
    }

    @Test
    void classesAndMembersExist() {
        List<String> wrong = new ArrayList<>();
        DOCUMENTS.forEach((file, text) -> {
            if (HISTORY.stream().noneMatch(file::startsWith)) {
                collect(wrong, file, CLASS, text, found -> exists(found.group(1), found.group(2)));
            }
        });
        assertThat(wrong).isEmpty();
    }

    @Test
    void classesInCommentsExist() {
        List<String> wrong = new ArrayList<>();
        TEXTS.forEach(
                (file, text) -> collect(wrong, file, CODE, text, found -> exists(found.group(1), found.group(2))));
        assertThat(wrong).isEmpty();
    }

    @Test
    void testsExist() {
        List<String> wrong = new ArrayList<>();
        everything().forEach((file, text) -> {
            if (!file.startsWith("docs/decisions")) {
                collect(wrong, file, TEST_CLASS, text, found -> exists(found.group(1), null));
            }
        });
        assertThat(wrong).isEmpty();
    }

    @Test
    void linksAndFilesExist() {
        List<String> wrong = new ArrayList<>();
        DOCUMENTS.forEach((file, text) -> {
            Path folder = file.resolveSibling("");
            collect(
                    wrong,
                    file,
                    LINK,
                    text,
                    link -> link.group(1).matches("(https?|mailto):.*|#.*")
                            || Files.exists(folder.resolve(link.group(1).replaceFirst("#.*", ""))));
            collect(wrong, file, FILE, text, path -> Files.exists(Path.of(path.group(1))));
        });
        assertThat(wrong).isEmpty();
    }

    @Test
    void documentsThatSourcesNameExist() {
        List<String> wrong = new ArrayList<>();
        TEXTS.forEach((file, text) -> {
            // a migration that has been applied can't be changed
            if (!file.startsWith("src/main/resources/db/migration")) {
                collect(wrong, file, DOCUMENT, text, name -> DOCUMENTS.containsKey(Path.of(name.group(1))));
            }
        });
        assertThat(wrong).isEmpty();
    }

    private static boolean exists(String name, @Nullable String member) {
        List<JavaClass> classes = CLASSES.getOrDefault(name, List.of());
        if (member == null) {
            return !classes.isEmpty() || IMPORTED.contains(name) || ELSEWHERE.contains(name);
        }
        return IMPORTED.contains(name) && classes.isEmpty()
                || classes.stream().anyMatch(type -> hasMember(type, member));
    }

    /** Looks in nested types too: {@code HubSettings.NAME} is short for the constant of {@code HubSettings.Setting}. */
    private static boolean hasMember(JavaClass type, String member) {
        return CLASSES.values().stream()
                .flatMap(List::stream)
                .filter(other -> other.equals(type) || other.getName().startsWith(type.getName() + "$"))
                .anyMatch(other -> other.getSimpleName().equals(member)
                        || other.getAllMethods().stream()
                                .anyMatch(method -> method.getName().equals(member))
                        || other.getAllFields().stream()
                                .anyMatch(field -> field.getName().equals(member)));
    }

    private static void assertNumbersExist(Pattern reference, Set<String> known) {
        List<String> wrong = new ArrayList<>();
        everything()
                .forEach((file, text) -> collect(
                        wrong,
                        file,
                        reference,
                        unwrapped(text),
                        found -> Pattern.compile(", | and |-")
                                .splitAsStream(found.group(1))
                                .allMatch(known::contains)));
        assertThat(wrong).isEmpty();
    }

    private static void collect(
            List<String> wrong, Path file, Pattern reference, String text, Predicate<MatchResult> exists) {
        reference
                .matcher(text)
                .results()
                .filter(exists.negate())
                .map(found -> file + ": " + found.group())
                .forEach(wrong::add);
    }

    /** A reference may go on in the next line of a comment. */
    private static String unwrapped(String text) {
        return text.replaceAll("\\R\\s*(?:\\*|//|--)?\\s*", " ");
    }

    private static Pattern numbered(String word, String number) {
        return Pattern.compile("\\b%s ?(%s%s)(?![\\w])".formatted(word, number, MORE.formatted(number)));
    }

    private static Set<String> numbers(String document, String pattern) {
        Set<String> numbers = Pattern.compile(pattern)
                .matcher(DOCUMENTS.get(Path.of(document)))
                .results()
                .map(found -> found.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(numbers).as(document).isNotEmpty();
        return numbers;
    }

    private static Map<Path, String> everything() {
        Map<Path, String> all = new HashMap<>(DOCUMENTS);
        all.putAll(TEXTS);
        return all;
    }

    private static Stream<Path> files(Path folder, int depth, String kind) throws IOException {
        try (Stream<Path> files = Files.walk(folder, depth)) {
            return files.filter(file -> file.toString().endsWith("." + kind)).map(Path::normalize).toList().stream();
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(file.toString(), e);
        }
    }
}
