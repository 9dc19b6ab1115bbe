package nl.tec.bookings;

import java.util.Optional;
import java.util.UUID;

/**
 * Visitors who sign up without an account (rules 3, 8): parents with children, teachers, adults. What they do afterwards, by the
 * link in the mail, is {@link SignUpsByLink}.
 */
public interface SignUps {

    /** What came of {@link #mailAgain}. */
    enum Readdressed {
        DONE,
        /** There is nothing to confirm (any more). */
        NOTHING,
        /** The address holds too much unconfirmed, or is signed up for this session already. */
        REFUSED
    }

    /** A session in any state but a draft; expires and promotes what is due in it first. Read it once per request. */
    Optional<SignUpSession> session(long sessionId);

    /**
     * Signs people up: their seats are held until the mail address is confirmed (24 hours, never past the session), or they go on
     * the waiting list.
     */
    SignUpResult signUp(SignUpVisitors command);

    /** A sign-up by the key of {@link SignUpResult.Received}, for the page after the form. */
    Optional<SignUp> find(long sessionId, UUID key);

    /**
     * Mails the link to confirm once more, to this address from now on; earlier links stop working.
     *
     */
    Readdressed mailAgain(long sessionId, UUID key, String email);
}
