package nl.tec.shared;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MoneyTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "12;1200",
                "12,5;1250",
                "12.50;1250",
                "1.250;125000",
                "1.250,50;125050",
                "€ 1.234.567,89;123456789",
                " 0,05 ;5"
            })
    void readsAmountsAsPeopleTypeThem(String typed, long cents) {
        assertThat(Money.parse(typed)).contains(new Money(cents));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "twaalf", "-1", "1,234", "12.345.6", "1.2345", "12,", "€", "1e3", "12 50"})
    void refusesWhatIsNotAnAmount(String typed) {
        assertThat(Money.parse(typed)).isEmpty();
    }

    @Test
    void formatsWholeEurosWithoutDecimals() {
        assertThat(new Money(125050).format(java.util.Locale.forLanguageTag("nl")))
                .isEqualTo("€ 1.250,50");
        assertThat(new Money(1200).format(java.util.Locale.ENGLISH)).isEqualTo("€12");
    }
}
