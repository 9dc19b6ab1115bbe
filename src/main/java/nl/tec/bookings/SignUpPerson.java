package nl.tec.bookings;

import java.time.Instant;
import java.util.List;
import nl.tec.shared.Audience;
import nl.tec.shared.Grade;
import org.jspecify.annotations.Nullable;

/**
 * A participant of a sign-up. For data minimisation, nothing is stored about an adult, and only the first name and the age or group of
 * a child (rules 8).
 *
 * @param id 0 while it is not stored
 * @param firstName of a child; null for adults, and once the data are removed
 * @param checkedInAt the time of check-in
 * @param answers to the questions of the activity, in the order of the form; empty once erased
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
