package nl.tec.shared;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PersonNameTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Anna de Vries",
                "J.P. van der Meer-Öztürk",
                "A.B.Jansen",
                "drs. D'Angelo",
                "Drs.Jansen",
                "Fatıma (juf groep 7)",
                "李 明",
                ""
            })
    void acceptsNames(String name) {
        assertThat(PersonName.isName(PersonName.tidy(name), 40)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "win: http://evil.example",
                "Ga naar WWW.evil",
                "Haal het op evil.example/tec",
                "iemand@example.org",
                "<b>Anna</b>",
                "je hebt € 50",
                "een naam die langer is dan veertig tekens samen"
            })
    void refusesMessages(String text) {
        assertThat(PersonName.isName(PersonName.tidy(text), 40)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Anna\n\nde Vries", " Anna\u200b de\tVries ", "Anna\r\nde\u202eVries"})
    void isTidiedToOneLine(String typed) {
        assertThat(PersonName.tidy(typed)).isEqualTo("Anna de Vries");
    }
}
