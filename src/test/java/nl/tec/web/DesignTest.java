package nl.tec.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

/** The rules of docs/design.md for templates and style sheets. */
class DesignTest {

    private static final Path TEMPLATES = Path.of("src/main/jte");
    private static final Path SHEETS = Path.of("src/main/resources/static/css");

    /** The style sheets of printed documents (nl.tec.documents). */
    private static final Path PAPER = Path.of("src/main/resources/documents");

    /** An unstyled class is a typing error, or a component with another name in docs/design.md. Scripts use data- attributes. */
    @Test
    void everyClassInATemplateIsInAStyleSheet() throws IOException {
        String css = Stream.concat(read(SHEETS, ".css"), read(PAPER, ".css")).collect(Collectors.joining());
        Set<String> styled = new TreeSet<>();
        Matcher names = Pattern.compile("\\.([a-zA-Z][\\w-]*)").matcher(css);
        while (names.find()) {
            styled.add(names.group(1));
        }
        Set<String> unknown = new TreeSet<>();
        Matcher classes = Pattern.compile("class=\"((?:\\$\\{[^}]*}|[^\"$])*)\"")
                .matcher(read(TEMPLATES, ".jte").collect(Collectors.joining()));
        while (classes.find()) {
            String fixed = classes.group(1).replaceAll("\\S*\\$\\{[^}]*}\\S*", " ");
            for (String name : fixed.strip().split("\\s+")) {
                if (!name.isEmpty() && !styled.contains(name)) {
                    unknown.add(name);
                }
            }
        }
        assertThat(unknown).isEmpty();
    }

    /** A property that no sheet sets has its fallback or nothing at all, in silence. */
    @Test
    void everyPropertyThatIsReadIsSetSomewhere() throws IOException {
        String css = read(SHEETS, ".css").collect(Collectors.joining());
        assertThat(names("var\\((--[\\w-]+)", css)).isNotEmpty().isSubsetOf(names("(--[\\w-]+)\\s*:", css));
    }

    private static Set<String> names(String pattern, String css) {
        return Pattern.compile(pattern)
                .matcher(css)
                .results()
                .map(match -> match.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void noTemplateOfAPageHasAStyleOrAScriptInItsMarkup() throws IOException {
        try (Stream<Path> files = Files.walk(TEMPLATES)) {
            List<Path> pages = files.filter(file -> file.toString().endsWith(".jte"))
                    .filter(file -> !file.endsWith("mail/mail.jte"))
                    .toList();
            for (Path page : pages) {
                assertThat(Files.readString(page))
                        .as(page.toString())
                        .doesNotContainPattern(
                                "\\sstyle=\"|<style|\\son[a-z]+=\"|<script(?![^>]*(\\ssrc=|type=.application/ld\\+json.))");
            }
        }
    }

    /** A piece of {@code ui/} is not written out elsewhere: an error without its id is one that no field refers to. */
    @Test
    void whatAPieceMakesIsMadeByThatPiece() throws IOException {
        Map<String, List<String>> pieces = Map.of(
                // a message of a script is filled in by that script
                "class=\"error\"", List.of("ui/error.jte", "accounts/passkeyForm.jte"),
                "class=\"crumbs\"", List.of("ui/crumbs.jte", "web/styleguide.jte"));
        Set<String> copies = new TreeSet<>();
        try (Stream<Path> files = Files.walk(TEMPLATES)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String name = TEMPLATES.relativize(file).toString();
                String template = text(file);
                pieces.forEach((written, by) -> {
                    if (template.contains(written) && !by.contains(name)) {
                        copies.add(name + ": " + written);
                    }
                });
            }
        }
        assertThat(copies).isEmpty();
    }

    @Test
    void allStyleSheetsTogetherStayUnder28KilobytesOnTheWire() throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            for (String sheet : read(SHEETS, ".css").toList()) {
                gzip.write(sheet.getBytes(java.nio.charset.StandardCharsets.UTF_8));
            }
        }
        assertThat(packed.size()).isLessThan(28_000);
    }

    private static Stream<String> read(Path folder, String ending) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files
                    .filter(file -> file.toString().endsWith(ending))
                    .sorted()
                    .map(DesignTest::text)
                    .toList()
                    .stream();
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
