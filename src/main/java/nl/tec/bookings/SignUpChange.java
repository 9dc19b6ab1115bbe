package nl.tec.bookings;

import nl.tec.shared.Problems;

/** The outcome of a visitor's action on a sign-up, by the link in the mail. */
public sealed interface SignUpChange {

    record Done() implements SignUpChange {}

    /** Invalid input; nothing is changed (field names: {@link SignUpFields}). */
    record Refused(Problems problems) implements SignUpChange {}

    /** The sign-up was cancelled or has expired, the session has begun, or somebody is already checked in. */
    record TooLate() implements SignUpChange {}

    /** There is no link with this secret. */
    record Unknown() implements SignUpChange {}
}
