package nl.tec.bookings;

import java.util.UUID;
import nl.tec.shared.Problems;

/** The outcome of signing up (rules 3). */
public sealed interface SignUpResult {

    /**
     * The places are kept, or it is on the waiting list; a mail asks to confirm. Said again for the same request.
     *
     * @param key of the page that tells how it stands
     */
    record Received(UUID key) implements SignUpResult {}

    /**
     * There is no room for all of them, and they did not say yet that they would wait; nothing is stored.
     *
     * @param free places that are left
     */
    record Full(int free) implements SignUpResult {}

    /**
     * This address is signed up for the session already; nothing is stored, and a mail brings the link to see or change it.
     *
     * @param confirmed whether the address of that sign-up is confirmed
     */
    record AlreadySignedUp(boolean confirmed) implements SignUpResult {}

    /** Nothing is stored: this is wrong with it (field names: {@link SignUpFields}). */
    record Refused(Problems problems) implements SignUpResult {}

    /** It is cancelled, or has begun, in the meantime. */
    record Closed(SignUpSession.Openness why) implements SignUpResult {}
}
