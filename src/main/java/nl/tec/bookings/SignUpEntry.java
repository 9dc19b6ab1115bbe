package nl.tec.bookings;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The submitted sign-up form, as typed.
 *
 * @param alone whether the children come unaccompanied
 * @param phone of a parent, for an unaccompanied child
 * @param adults the number of participating adults
 * @param adultsAs the audience they take part as; empty if there is no choice
 * @param photos whether photos may be made (rules 8: no, unless they say so)
 * @param adultAnswers the answers of each adult, by question
 */
public record SignUpEntry(
        String email,
        String name,
        boolean alone,
        String phone,
        List<Child> children,
        String adults,
        String adultsAs,
        boolean photos,
        List<Map<Long, String>> adultAnswers) {

    /** Creates the entry for an activity without questions for adults. */
    public SignUpEntry(
            String email,
            String name,
            boolean alone,
            String phone,
            List<Child> children,
            String adults,
            String adultsAs,
            boolean photos) {
        this(email, name, alone, phone, children, adults, adultsAs, photos, List.of());
    }

    /**
     * @param age in years, or the number of the group or year
     * @param answers to the questions of the activity, by question
     */
    public record Child(String firstName, String age, Map<Long, String> answers) {

        public Child {
            answers = inOrder(answers);
        }

        /** Creates a child without further answers. */
        public Child(String firstName, String age) {
            this(firstName, age, Map.of());
        }

        public boolean blank() {
            return firstName.isBlank() && age.isBlank();
        }
    }

    public SignUpEntry {
        children = List.copyOf(children);
        adultAnswers = adultAnswers.stream().map(SignUpEntry::inOrder).toList();
    }

    /** Returns the answers in a deterministic order, because the idempotency key is derived from the entry's string form. */
    private static Map<Long, String> inOrder(Map<Long, String> answers) {
        return Collections.unmodifiableMap(new TreeMap<>(answers));
    }

    /** Returns the answers of an adult; empty if the form did not ask. @param number from 0 */
    public Map<Long, String> adultAnswers(int number) {
        return number < adultAnswers.size() ? adultAnswers.get(number) : Map.of();
    }

    /** How many adults take part; 0 if the input is not a number. */
    public int adultCount() {
        String typed = adults.strip();
        return typed.matches("[0-9]{1,3}") ? Integer.parseInt(typed) : 0;
    }

    /** Returns a copy with other children. */
    public SignUpEntry with(List<Child> others) {
        return new SignUpEntry(email, name, alone, phone, others, adults, adultsAs, photos, adultAnswers);
    }
}
