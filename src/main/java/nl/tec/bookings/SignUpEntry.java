package nl.tec.bookings;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The form that somebody filled in to sign up, as typed.
 *
 * @param alone whether the children come without anybody
 * @param phone of a parent, for a child that comes alone
 * @param adults how many take part
 * @param adultsAs an audience; empty when there is nothing to choose
 * @param photos whether photos may be made (rules 8: no, unless they say so)
 * @param adultAnswers what each adult whom the form asked something answered, by question
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

    /** To an activity that asks adults nothing. */
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

        /** One that is asked nothing more. */
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

    /** So that the same entry is written in the same way: the key of a request is made of it. */
    private static Map<Long, String> inOrder(Map<Long, String> answers) {
        return Collections.unmodifiableMap(new TreeMap<>(answers));
    }

    /** Returns the answers of an adult; none when the form did not ask. @param number from 0 */
    public Map<Long, String> adultAnswers(int number) {
        return number < adultAnswers.size() ? adultAnswers.get(number) : Map.of();
    }

    /** How many adults take part; 0 when that cannot be read. */
    public int adultCount() {
        String typed = adults.strip();
        return typed.matches("[0-9]{1,3}") ? Integer.parseInt(typed) : 0;
    }

    /** The same with other children. */
    public SignUpEntry with(List<Child> others) {
        return new SignUpEntry(email, name, alone, phone, others, adults, adultsAs, photos, adultAnswers);
    }
}
