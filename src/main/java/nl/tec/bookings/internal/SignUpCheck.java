package nl.tec.bookings.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongFunction;
import nl.tec.bookings.ActivityQuestion;
import nl.tec.bookings.SignUpAnswer;
import nl.tec.bookings.SignUpEntry;
import nl.tec.bookings.SignUpEntry.Child;
import nl.tec.bookings.SignUpFields;
import nl.tec.bookings.SignUpPerson;
import nl.tec.bookings.SignUpQuestions;
import nl.tec.bookings.SignUpQuestions.Who;
import nl.tec.bookings.SignUpSession;
import nl.tec.shared.Audience;
import nl.tec.shared.Grade;
import nl.tec.shared.MailAddress;
import nl.tec.shared.PersonName;
import nl.tec.shared.Phone;
import nl.tec.shared.Problems;
import nl.tec.shared.Span;
import org.jspecify.annotations.Nullable;

/**
 * Validates a sign-up form into either problems, each on its field, or the participants. Answers that were not asked for are ignored,
 * so that no unnecessary data are stored (rules 8).
 */
public final class SignUpCheck {

    private static final int MAX_FIRST_NAME_LENGTH = 40;
    private static final int MAX_CHILD_AGE = 25;

    private final SignUpEntry entry;
    private final SignUpQuestions questions;
    private final List<ActivityQuestion> asked;
    private final Problems problems;

    private SignUpCheck(SignUpEntry entry, SignUpSession session, Problems problems) {
        this.entry = entry;
        this.questions = session.questions();
        this.asked = session.asked();
        this.problems = problems;
    }

    /**
     * The people who come; complete only when there are no problems.
     *
     * @param phone null if no child comes alone
     */
    public record Party(String email, String name, @Nullable String phone, List<SignUpPerson> people, boolean photos) {}

    public static Party check(SignUpEntry entry, SignUpSession session, Problems problems) {
        SignUpCheck check = new SignUpCheck(entry, session, problems);
        String email = check.email();
        return check.known(email);
    }

    /** Validates a change by somebody whose address is known. */
    public static Party checkChange(SignUpEntry entry, SignUpSession session, Problems problems) {
        return new SignUpCheck(entry, session, problems).known("");
    }

    private Party known(String email) {
        String name = questions.who() == Who.YOUNG_PEOPLE ? "" : name();
        List<SignUpPerson> people = new ArrayList<>();
        if (questions.asksChildren()) {
            children(people);
        }
        boolean children = !people.isEmpty();
        if (questions.asksAdults()) {
            adults(people);
        }
        String phone = questions.asksAlone() && entry.alone() && children ? phone() : null;
        if (people.isEmpty() && !problems.any()) {
            problems.add(SignUpFields.ADULTS, "signup.check.nobody");
        }
        // somebody who signs up for themselves is the first in the list
        String first = people.isEmpty() ? null : people.get(0).firstName();
        return new Party(email, name.isEmpty() && first != null ? first : name, phone, people, entry.photos());
    }

    private String email() {
        Optional<String> address = MailAddress.parse(entry.email());
        problems.addIf(entry.email().isBlank(), SignUpFields.EMAIL, "signup.check.emailMissing");
        problems.addIf(!entry.email().isBlank() && address.isEmpty(), SignUpFields.EMAIL, "form.email");
        return address.orElse("");
    }

    private String name() {
        String name = PersonName.tidy(entry.name());
        problems.addIf(name.isEmpty(), SignUpFields.NAME, "signup.check.nameMissing");
        problems.addIf(
                !PersonName.isName(name, PersonName.MAX_LENGTH),
                SignUpFields.NAME,
                "signup.check.name",
                PersonName.MAX_LENGTH);
        return name;
    }

    private void children(List<SignUpPerson> people) {
        boolean nobody = entry.children().stream().allMatch(Child::blank);
        for (int row = 0; row < entry.children().size(); row++) {
            Child child = entry.children().get(row);
            if (!child.blank() || (nobody && row == 0 && questions.childRequired())) {
                child(child, row).ifPresent(people::add);
            }
        }
    }

    private Optional<SignUpPerson> child(Child child, int row) {
        String field = SignUpFields.firstName(row);
        String firstName = PersonName.tidy(child.firstName());
        problems.addIf(firstName.isEmpty(), field, "signup.check.firstNameMissing");
        problems.addIf(
                !PersonName.isName(firstName, MAX_FIRST_NAME_LENGTH),
                field,
                "signup.check.firstName",
                MAX_FIRST_NAME_LENGTH);
        List<SignUpAnswer> answers = answers(child.answers(), id -> SignUpFields.answer(id, row));
        Optional<Integer> age = number(child.age());
        return (questions.sector() == null
                        ? age(age, row).map(years -> SignUpPerson.child(firstName, null, years))
                        : grade(age, row).map(grade -> SignUpPerson.child(firstName, grade, null)))
                .map(person -> person.with(answers));
    }

    /** Reads the answers to the current questions and drops all others. @param field the field name by question id */
    private List<SignUpAnswer> answers(Map<Long, String> typed, LongFunction<String> field) {
        List<SignUpAnswer> answers = new ArrayList<>();
        for (ActivityQuestion question : asked) {
            String answer = PersonName.tidy(typed.getOrDefault(question.id(), ""));
            if (answer.isEmpty()) {
                problems.addIf(
                        question.required(),
                        field.apply(question.id()),
                        "signup.check.answerMissing." + question.kind());
            } else if (question.accepts(answer)) {
                answers.add(new SignUpAnswer(question, answer));
            } else {
                problems.add(
                        field.apply(question.id()),
                        "signup.check.answer." + question.kind(),
                        ActivityQuestion.MAX_ANSWER_LENGTH);
            }
        }
        return answers;
    }

    private Optional<Integer> age(Optional<Integer> age, int row) {
        // for an implausible age such as 44, the message with the age range is more helpful
        Optional<Integer> years = age.filter(a -> a > 0 && (questions.span() != null || a <= MAX_CHILD_AGE));
        if (years.isEmpty()) {
            problems.add(SignUpFields.age(row), "signup.check.ageMissing");
        } else {
            fits(years.get(), row, "signup.check.age");
        }
        return years;
    }

    private Optional<Grade> grade(Optional<Integer> number, int row) {
        Optional<Integer> group = number.filter(n -> n > 0 && n <= questions.lastGrade());
        if (group.isEmpty()) {
            problems.add(SignUpFields.age(row), "signup.check.gradeMissing." + questions.sector());
        } else {
            fits(group.get(), row, "signup.check.grade." + questions.sector());
        }
        return group.flatMap(n -> Optional.ofNullable(questions.sector()).map(sector -> new Grade(sector, n)));
    }

    private void fits(int number, int row, String key) {
        Span span = questions.span();
        if (span != null && !span.contains(number)) {
            problems.add(SignUpFields.age(row), key, span.from(), span.to());
        }
    }

    private void adults(List<SignUpPerson> people) {
        Optional<Integer> typed = number(entry.adults());
        boolean right =
                typed.isPresent() && typed.get() >= questions.minAdults() && typed.get() <= questions.maxAdults();
        if (!right) {
            problems.add(SignUpFields.ADULTS, "signup.check.adults", questions.minAdults(), questions.maxAdults());
            return;
        }
        if (typed.get() == 0) {
            return;
        }
        Optional<Audience> as = questions.adults().size() == 1
                ? Optional.of(questions.adults().get(0))
                : questions.adults().stream()
                        .filter(audience -> audience.name().equals(entry.adultsAs()))
                        .findFirst();
        if (as.isEmpty()) {
            problems.add(SignUpFields.ADULTS_AS, "signup.check.as");
            return;
        }
        boolean more = !asked.isEmpty() && typed.get() > entry.adultAnswers().size();
        problems.addIf(more, SignUpFields.ADULTS, "signup.check.adultsAsked");
        for (int i = 0; i < typed.get(); i++) {
            int number = i;
            people.add(SignUpPerson.adult(as.get())
                    .with(
                            more
                                    ? List.of()
                                    : answers(entry.adultAnswers(i), id -> SignUpFields.adultAnswer(id, number))));
        }
    }

    private @Nullable String phone() {
        String phone = PersonName.tidy(entry.phone());
        boolean right = Phone.isPhone(phone);
        problems.addIf(!right, SignUpFields.PHONE, "signup.check.phone");
        return right ? phone : null;
    }

    private static Optional<Integer> number(String typed) {
        String digits = typed.strip();
        return digits.matches("[0-9]{1,3}") ? Optional.of(Integer.valueOf(digits)) : Optional.empty();
    }
}
