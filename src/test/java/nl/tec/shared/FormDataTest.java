package nl.tec.shared;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import nl.tec.Outcomes;
import nl.tec.shared.Problems.Problem;
import org.junit.jupiter.api.Test;

/** Parsing a form: unreadable input is a problem of its field, never a plausible value. */
class FormDataTest {

    private static final LocalDate DAY = LocalDate.of(2027, 1, 14);

    @Test
    void daysTimesAndAmountsAreReadAsPeopleTypeThem() {
        assertThat(form("2027-01-14").day("f", "key")).isEqualTo(DAY);
        assertThat(form(" 14-1-2027 ").day("f", "key")).isEqualTo(DAY);
        assertThat(form("9.05").time("f", "key")).isEqualTo(LocalTime.of(9, 5));
        assertThat(form("13:30:20").time("f", "key")).isEqualTo(LocalTime.of(13, 30, 20));
        assertThat(form("13.30 uur").time("f")).isEqualTo(LocalTime.of(13, 30));
        assertThat(form("12,50").cents("f", "key")).isEqualTo(1250);
        assertThat(form(" 12 ").number("f")).isEqualTo(12);
    }

    @Test
    void unreadableInputIsAProblemOfItsField() {
        for (String wrong : List.of("31-2-2027", "2027-13-01", "9999-12-31", "2200-01-01", "0000-01-01", "x")) {
            FormData form = form(wrong);
            form.day("f", "key");
            form.day("f", DAY, "required");
            assertThat(keys(form)).containsExactly("key", "required");
        }
        for (String wrong : List.of("24.00", "9.60", "x")) {
            FormData form = form(wrong);
            form.time("f", "key");
            form.time("f");
            assertThat(keys(form)).containsExactly("key", "form.time");
        }
        for (String wrong : List.of("-1", "1,5", "12345678", "x")) {
            FormData form = form(wrong);
            assertThat(form.number("f")).isEqualTo(FormData.NOT_A_NUMBER);
            form.number("f", 3);
            form.number("f", "key", 9);
            form.optionalNumber("f");
            assertThat(keys(form)).containsExactly("form.number", "form.number", "key", "form.number");
        }
        FormData form = form("x");
        form.cents("f");
        form.cents("f", "key");
        form.id("f", "key");
        assertThat(keys(form)).containsExactly("form.money", "key", "key");
        assertThat(form.problems().all()).extracting(Problem::field).containsOnly("f");
    }

    @Test
    void emptyInputIsAProblemOnlyWhereRequired() {
        FormData form = form(" ");
        assertThat(form.day("f", "key")).isNull();
        assertThat(form.time("f", "key")).isNull();
        assertThat(form.cents("f", "key")).isNull();
        assertThat(form.cents("f")).isZero();
        assertThat(form.optionalNumber("f")).isNull();
        assertThat(form.number("f", 3)).isEqualTo(3);
        assertThat(form.id("f", "key")).isNull();
        assertThat(form.problems().any()).isFalse();

        form.number("f");
        form.time("f");
        form.day("f", DAY, "required");
        assertThat(keys(form)).containsExactly("form.number", "form.time", "required");
    }

    @Test
    void idsAreReadFromFieldsTextsAndNames() {
        FormData form = new FormData(Map.of(
                "f", List.of("12", "x", "12", "1234567890123456789"),
                "deel-3", List.of("20"),
                "deel-4", List.of(""),
                "deel-5", List.of("-1"),
                "deel-x", List.of("7")));
        assertThat(form.ids("f")).containsExactly(12L);
        assertThat(FormData.parseIds("4,,x,3")).containsExactly(4L, 3L);
        assertThat(form.numbersById("deel-"))
                .containsExactlyInAnyOrderEntriesOf(Map.of(3L, 20, 4L, 0, 5L, FormData.NOT_A_NUMBER));
        assertThat(form.problems().all()).extracting(Problem::field).containsExactly("deel-5");
    }

    @Test
    void anUnreadableFormIsNotProcessed() {
        FormData form = form("x");
        form.number("f");
        assertThat(Outcomes.reasons(form.<Integer>then(() -> {
                    throw new AssertionError("carried out");
                })))
                .containsExactly("form.number");
        assertThat(Outcomes.done(form("1").then(() -> Outcome.done("carried out"))))
                .isEqualTo("carried out");
    }

    @Test
    void theFirstProblemOfAFieldWins() {
        Problems problems = new Problems()
                .add("a", "range")
                .and(new Problems().add("a", "form.number").add("b", "form.number"));
        assertThat(problems.all()).extracting(Problem::field).containsExactly("a", "b");
        assertThat(problems.at("a").map(Problem::key)).contains("range");
    }

    private static FormData form(String typed) {
        return new FormData(Map.of("f", List.of(typed)));
    }

    private static List<String> keys(FormData form) {
        return form.problems().all().stream().map(Problem::key).toList();
    }
}
