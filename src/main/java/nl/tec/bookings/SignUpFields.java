package nl.tec.bookings;

/** The names of the fields of the form to sign up, as in {@link nl.tec.shared.Problems}. */
public final class SignUpFields {

    public static final String EMAIL = "email";
    public static final String NAME = "naam";
    public static final String ALONE = "alleen";
    public static final String PHONE = "telefoon";
    public static final String ADULTS = "volwassenen";
    public static final String ADULTS_AS = "als";
    public static final String PHOTOS = "fotos";

    private SignUpFields() {}

    /** @param row from 0 */
    public static String firstName(int row) {
        return "voornaam-" + (row + 1);
    }

    /** Age, group or year. @param row from 0 */
    public static String age(int row) {
        return "leeftijd-" + (row + 1);
    }
}
