package nl.tec.bookings;

import java.util.List;

/**
 * What somebody filled in to sign up, as typed.
 *
 * @param alone whether the children come without anybody
 * @param phone of a parent, for a child that comes alone
 * @param adults how many take part
 * @param adultsAs an audience; empty when there is nothing to choose
 * @param photos whether photos may be made (rules 8: no, unless they say so)
 */
public record SignUpEntry(
        String email,
        String name,
        boolean alone,
        String phone,
        List<Child> children,
        String adults,
        String adultsAs,
        boolean photos) {

    /** @param age in years, or the number of the group or year */
    public record Child(String firstName, String age) {

        public boolean blank() {
            return firstName.isBlank() && age.isBlank();
        }
    }

    public SignUpEntry {
        children = List.copyOf(children);
    }
}
