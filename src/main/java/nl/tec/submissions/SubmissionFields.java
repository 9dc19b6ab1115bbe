package nl.tec.submissions;

/** The names of the fields of the form that {@link nl.tec.programme.ActivityFields} does not have. */
public final class SubmissionFields {

    /** The field for where one signs up: {@link #HERE} or {@link #ELSEWHERE}. */
    public static final String SIGN_UP = "aanmelden";

    public static final String HERE = "hier";
    public static final String ELSEWHERE = "partner";
    public static final String PLACE_NAME = "andere-plek";
    public static final String STREET = "straat";
    public static final String POSTCODE = "postcode";
    public static final String TOWN = "plaats";
    public static final String NOTE = "bericht";
    public static final String DATES = "data";
    public static final String MESSAGE = "uitleg";
    public static final String REASON = "reden";
    public static final String VENUE = "plek";

    private SubmissionFields() {}

    public static String day(int row) {
        return "dag-" + row;
    }

    public static String from(int row) {
        return "van-" + row;
    }

    public static String until(int row) {
        return "tot-" + row;
    }

    /** Returns the hidden field with the id of an existing date. */
    public static String dateId(int row) {
        return "datum-" + row;
    }
}
