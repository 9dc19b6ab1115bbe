package nl.tec.bookings;

import java.util.UUID;
import nl.tec.shared.Problems;

/** The outcome of signing up (rules 3). */
public sealed interface SignUpResult {

    /**
     * The seats are held, or the sign-up is on the waiting list; a mail asks to confirm. A repeated request gets the same answer.
     *
     * @param key of the status page
     */
    record Received(UUID key) implements SignUpResult {}

    /**
     * There are too few seats, and the waiting list was not accepted; nothing is stored.
     *
     * @param free the number of free seats
     */
    record Full(int free) implements SignUpResult {}

    /**
     * This address is already signed up for the session; nothing is stored, and a mail with the link to that sign-up is sent.
     *
     * @param confirmed whether the address of that sign-up is confirmed
     */
    record AlreadySignedUp(boolean confirmed) implements SignUpResult {}

    /** Invalid input; nothing is stored (field names: {@link SignUpFields}). */
    record Refused(Problems problems) implements SignUpResult {}

    /** The session was cancelled or has begun in the meantime. */
    record Closed(SignUpSession.Openness why) implements SignUpResult {}
}
