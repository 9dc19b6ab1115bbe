package nl.tec.bookings.web;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import nl.tec.accounts.Actor;
import nl.tec.accounts.Role;
import nl.tec.bookings.SignUp;
import nl.tec.bookings.SignUpAnswer;
import nl.tec.bookings.SignUpEntry;
import nl.tec.bookings.SignUpEntry.Child;
import nl.tec.bookings.SignUpFields;
import nl.tec.bookings.SignUpPerson;
import nl.tec.bookings.SignUpQuestions;
import nl.tec.shared.Audience;
import nl.tec.shared.FormData;
import nl.tec.shared.Grade;
import org.jspecify.annotations.Nullable;

/** Converts the sign-up form to and from {@link SignUpEntry}, and handles its buttons to add and remove a child. */
final class SignUpForm {

    /** The field of a pressed button that changes the form instead of submitting it: {@link #MORE} or {@code weg-2}. */
    static final String BUTTON = "doe";

    /** The field with the idempotency key of the form. */
    static final String KEY = "sleutel";

    /** A honeypot field, invisible to people. */
    static final String HONEYPOT = "bericht";

    static final String MORE = "erbij";
    private static final String REMOVE_ROW = "weg-";
    private static final Pattern ANSWER = Pattern.compile("vraag-([0-9]{1,18})-(volwassene-)?([0-9]{1,2})");
    /** The maximum length of a field; the rest is truncated before validation. */
    private static final int MAX_LENGTH = 300;

    private SignUpForm() {}

    /** Returns an empty form, prefilled with the name and address of the signed-in account. @param actor null for a visitor */
    static SignUpEntry empty(SignUpQuestions questions, @Nullable Actor actor) {
        boolean teacher = actor != null && actor.is(Role.TEACHER, Role.SCHOOL_COORDINATOR);
        return new SignUpEntry(
                actor == null ? "" : actor.email(),
                actor == null ? "" : actor.name(),
                false,
                "",
                List.of(new Child("", "")),
                questions.asksAdults() ? "1" : "0",
                teacher ? Audience.TEACHER.name() : "",
                false);
    }

    static SignUpEntry read(FormData form) {
        List<Child> children = new ArrayList<>();
        for (int row = 0; row < SignUpQuestions.MAX_CHILDREN && form.has(SignUpFields.firstName(row)); row++) {
            children.add(new Child(
                    field(form, SignUpFields.firstName(row)),
                    field(form, SignUpFields.age(row)),
                    answers(form, false, row)));
        }
        List<Map<Long, String>> adults = new ArrayList<>();
        int asked = Math.min(SignUpQuestions.MAX_ADULTS, form.number(SignUpFields.ADULTS_ASKED, 0));
        for (int number = 0; number < asked; number++) {
            adults.add(answers(form, true, number));
        }
        return new SignUpEntry(
                field(form, SignUpFields.EMAIL),
                field(form, SignUpFields.NAME),
                form.has(SignUpFields.ALONE),
                field(form, SignUpFields.PHONE),
                children,
                field(form, SignUpFields.ADULTS),
                field(form, SignUpFields.ADULTS_AS),
                form.has(SignUpFields.PHOTOS),
                adults);
    }

    /** Reads the answers of a child, or an adult, by question. @param row from 0 */
    private static Map<Long, String> answers(FormData form, boolean adult, int row) {
        Map<Long, String> answers = new HashMap<>();
        for (String name : form.fields()) {
            Matcher answer = ANSWER.matcher(name);
            if (answer.matches()
                    && (answer.group(2) != null) == adult
                    && Integer.parseInt(answer.group(3)) == row + 1) {
                answers.put(Long.valueOf(answer.group(1)), field(form, name));
            }
        }
        return answers;
    }

    /** Returns the form of an existing sign-up, for changes. */
    static SignUpEntry of(SignUp signUp) {
        return entry(signUp, "");
    }

    /** Returns a form prefilled with the same people, for another date of a series. */
    static SignUpEntry again(SignUp signUp) {
        return entry(signUp, signUp.email() == null ? "" : signUp.email());
    }

    private static SignUpEntry entry(SignUp signUp, String email) {
        List<Child> children = new ArrayList<>(
                signUp.children().stream().map(SignUpForm::child).toList());
        if (children.isEmpty()) {
            children.add(new Child("", ""));
        }
        List<SignUpPerson> adults = signUp.adults();
        return new SignUpEntry(
                email,
                signUp.name() == null ? "" : signUp.name(),
                signUp.phone() != null,
                signUp.phone() == null ? "" : signUp.phone(),
                children,
                Integer.toString(adults.size()),
                adults.isEmpty() ? "" : adults.get(0).audience().name(),
                signUp.photos(),
                adults.stream().map(SignUpForm::answers).toList());
    }

    private static Map<Long, String> answers(SignUpPerson person) {
        return person.answers().stream()
                .collect(Collectors.toMap(answer -> answer.question().id(), SignUpAnswer::answer));
    }

    private static Child child(SignUpPerson person) {
        Grade grade = person.grade();
        String age = grade != null
                ? Integer.toString(grade.number())
                : person.age() == null ? "" : person.age().toString();
        return new Child(person.firstName() == null ? "" : person.firstName(), age, answers(person));
    }

    /** Whether a button was pressed that changes the form instead of submitting it. */
    static boolean changesRows(FormData form) {
        return form.has(BUTTON);
    }

    /** Returns the form with a child added or removed. */
    static SignUpEntry withRows(SignUpEntry entry, FormData form) {
        String button = field(form, BUTTON);
        List<Child> children = new ArrayList<>(entry.children());
        if (button.equals(MORE) && children.size() < SignUpQuestions.MAX_CHILDREN) {
            children.add(new Child("", ""));
        }
        for (int row = 0; row < children.size() && children.size() > 1; row++) {
            if (button.equals(REMOVE_ROW + (row + 1))) {
                children.remove(row);
            }
        }
        return entry.with(children);
    }

    /** Returns the number of participants, as far as it can be parsed; at least 1. */
    static int people(SignUpEntry entry) {
        long children =
                entry.children().stream().filter(child -> !child.blank()).count();
        return (int) Math.max(1, children + entry.adultCount());
    }

    /** Returns the key of the form; a new one if it has none. */
    static UUID key(FormData form) {
        return key(form.text(KEY)).orElseGet(UUID::randomUUID);
    }

    static Optional<UUID> key(String typed) {
        try {
            return Optional.of(UUID.fromString(typed));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    static String field(FormData form, String name) {
        String value = form.text(name);
        return value.length() > MAX_LENGTH ? value.substring(0, MAX_LENGTH) : value;
    }
}
