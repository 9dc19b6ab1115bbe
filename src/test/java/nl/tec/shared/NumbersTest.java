package nl.tec.shared;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;

/** Numbers are written as {@link String#format} does. */
class NumbersTest {

    private static final Locale DUTCH = Locale.forLanguageTag("nl");
    private static final List<Locale> LANGUAGES = List.of(DUTCH, Locale.ENGLISH, Locale.UK);

    @Property
    void wholeNumbers(@ForAll long number) {
        for (Locale language : LANGUAGES) {
            assertThat(Numbers.whole(number, language)).isEqualTo(String.format(language, "%,d", number));
        }
    }

    @Property
    void numbersWithADecimal(@ForAll @DoubleRange(min = 0, max = 1e9) double number) {
        for (Locale language : LANGUAGES) {
            assertThat(Numbers.tenths(number, language)).isEqualTo(String.format(language, "%,.1f", number));
        }
    }

    @Test
    void decimalsAreLeftOutOfWholeNumbersOnly() {
        assertThat(Numbers.brief(1234, DUTCH)).isEqualTo("1.234");
        assertThat(Numbers.brief(-1234, Locale.ENGLISH)).isEqualTo("-1,234");
        assertThat(Numbers.brief(999.95, DUTCH)).isEqualTo("1.000,0");
        assertThat(Numbers.brief(-0.25, Locale.ENGLISH)).isEqualTo("-0.3");
        assertThat(Numbers.whole(999_999, DUTCH)).isEqualTo("999.999");
        assertThat(Numbers.whole(-100, DUTCH)).isEqualTo("-100");
    }
}
