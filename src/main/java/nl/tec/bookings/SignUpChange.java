package nl.tec.bookings;

import nl.tec.shared.Problems;

/** The outcome of something a visitor did with a sign-up, by the link in the mail. */
public sealed interface SignUpChange {

    record Done() implements SignUpChange {}

    /** Nothing is changed: this is wrong with it (field names: {@link SignUpFields}). */
    record Refused(Problems problems) implements SignUpChange {}

    /** It was cancelled, the time to confirm is over, the session has begun, or somebody has come in already. */
    record TooLate() implements SignUpChange {}

    /** No link with this secret. */
    record Unknown() implements SignUpChange {}
}
