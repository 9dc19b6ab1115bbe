package nl.tec.hub;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.text.MessageFormat;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/** A text is filled in as {@link MessageFormat} does. */
class TextPatternTest {

    private static final List<@Nullable Object[]> ARGUMENTS = List.of(
            new Object[] {},
            new Object[] {0, 1, 2, 3, 4, 5},
            new Object[] {1, "groep 7", 999, 1_000, -5L, 2},
            new Object[] {1_234_567L, -1_000, 12.5, 0.0, 1e6, 3},
            new Object[] {"'t Venster", "{0}", "a,b", "", "é€", "x"},
            new Object[] {null, Locale.ROOT, null, 7, "8", 9});

    @Test
    void everyTextIsWhatAMessageFormatMakesOfIt() throws IOException {
        int texts = 0;
        for (Resource file :
                new PathMatchingResourcePatternResolver().getResources("classpath*:messages/*.properties")) {
            Properties bundle = new Properties();
            bundle.load(file.getInputStream());
            for (Object text : bundle.values()) {
                same(text.toString());
                texts++;
            }
        }
        assertThat(texts).isGreaterThan(5_000);
    }

    @Test
    void soAreOnesThatNobodyWroteYet() {
        for (String text : List.of(
                "",
                "{0}",
                "{1}{0}{1}",
                "'{0}' is {0}",
                "foto''s van {2}",
                "{0,number} en {1}",
                "{9}",
                "{0,choice,0#geen|1#een|1<{0}} en {0}",
                "{0,choice,0#geen|1#een|1<{0}}")) {
            same(text);
        }
    }

    private static void same(String text) {
        for (Locale language : Texts.LANGUAGES) {
            TextPattern pattern = new TextPattern(text, language);
            for (@Nullable Object[] arguments : ARGUMENTS) {
                String expected;
                try {
                    expected = new MessageFormat(text, language).format(arguments);
                } catch (IllegalArgumentException e) {
                    continue; // a plural of something that is no number
                }
                assertThat(pattern.fill(arguments)).as(text).isEqualTo(expected);
            }
        }
    }
}
