package nl.tec.bookings;

import java.time.Instant;
import java.util.List;
import nl.tec.shared.Audience;
import nl.tec.shared.Grade;
import org.jspecify.annotations.Nullable;

/**
 * One who comes with a sign-up. Of an adult only that it comes; of a child its first name and its age or group (rules 8).
 *
 * @param id 0 while it is not stored
 * @param firstName of a child; null for adults, and once the data are removed
 * @param checkedInAt when it came in, on the day
 * @param answers to the questions of the activity, in the order of the form; none once they are erased
 */
public record SignUpPerson(
        long id,
        Audience audience,
        @Nullable String firstName,
        @Nullable Grade grade,
        @Nullable Integer age,
        @Nullable Instant checkedInAt,
        List<SignUpAnswer> answers) {

    public SignUpPerson {
        answers = List.copyOf(answers);
    }

    public static SignUpPerson child(String firstName, @Nullable Grade grade, @Nullable Integer age) {
        return new SignUpPerson(0, Audience.CHILD, firstName, grade, age, null, List.of());
    }

    public static SignUpPerson adult(Audience audience) {
        return new SignUpPerson(0, audience, null, null, null, null, List.of());
    }

    public SignUpPerson with(List<SignUpAnswer> others) {
        return new SignUpPerson(id, audience, firstName, grade, age, checkedInAt, others);
    }

    public boolean child() {
        return audience == Audience.CHILD;
    }
}
