package nl.tec;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Objects;
import nl.tec.shared.Outcome;
import nl.tec.shared.Problems.Problem;

/** The outcomes of commands, for tests. */
public final class Outcomes {

    private Outcomes() {}

    /** Returns the result of a command; fails when it was refused. */
    public static <T> T done(Outcome<T> outcome) {
        assertThat(problems(outcome)).isEmpty();
        return Objects.requireNonNull(outcome.<T>either(value -> value, problems -> null));
    }

    /** Why it was refused: the message keys; empty when it was not. */
    public static List<String> reasons(Outcome<?> outcome) {
        return problems(outcome).stream().map(Problem::key).toList();
    }

    /** Returns the fields at which a command was refused; empty when it was not. */
    public static List<String> fields(Outcome<?> outcome) {
        return problems(outcome).stream().map(Problem::field).toList();
    }

    public static List<Problem> problems(Outcome<?> outcome) {
        return outcome.either(done -> List.of(), problems -> problems.all());
    }
}
