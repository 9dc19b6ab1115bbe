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

    @ParameterizedTest
    @CsvSource({"100,3,33", "200,3,67", "5,2,3", "-5,2,-2", "0,7,0", "-100,3,-33"})
    void aPartIsRoundedToTheCentHalfACentUp(long cents, long parts, long each) {
        assertThat(new Money(cents).dividedBy(parts)).isEqualTo(new Money(each));
    }

    @Test
    void formatsWholeEurosWithoutDecimals() {
        assertThat(new Money(125050).format(java.util.Locale.forLanguageTag("nl")))
                .isEqualTo("€\u00a01.250,50");
        assertThat(new Money(1200).format(java.util.Locale.ENGLISH)).isEqualTo("€12");
    }
}
