package nl.tec.bookings;

/** The field names of the sign-up form, as in {@link nl.tec.shared.Problems}. */
public final class SignUpFields {

    public static final String EMAIL = "email";
    public static final String NAME = "naam";
    public static final String ALONE = "alleen";
    public static final String PHONE = "telefoon";
    public static final String ADULTS = "volwassenen";
    public static final String ADULTS_AS = "als";
    public static final String PHOTOS = "fotos";

    /** The field with the number of adults for whom the form showed the questions of the activity. */
    public static final String ADULTS_ASKED = "volwassenen-gevraagd";

    private SignUpFields() {}

    /** @param row from 0 */
    public static String firstName(int row) {
        return "voornaam-" + (row + 1);
    }

    /** Returns the field of the age, group or year. @param row from 0 */
    public static String age(int row) {
        return "leeftijd-" + (row + 1);
    }

    /** Returns the field of a child's answer to a question of the activity. @param row from 0 */
    public static String answer(long questionId, int row) {
        return "vraag-" + questionId + "-" + (row + 1);
    }

    /** Returns the field of an adult's answer to a question of the activity. @param number from 0 */
    public static String adultAnswer(long questionId, int number) {
        return "vraag-" + questionId + "-volwassene-" + (number + 1);
    }
}
