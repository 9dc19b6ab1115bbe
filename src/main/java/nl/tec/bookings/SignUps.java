package nl.tec.bookings;

import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

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

    /** A session in any state but a draft. */
    Optional<SignUpSession> session(long sessionId);

    /**
     * Signs people up: their places are kept until the mail address is confirmed (for
     * {@link nl.tec.hub.HubSettings.Setting#HOLD_HOURS}, never past the session), or they go on the waiting list.
     *
     * @param formKey made with the form: the same request sent twice signs up once and is answered the same
     * @param orWait whether they want to wait when there is no room
     * @param language of the mails
     * @param network the address in the network it came from; only a keyed hash is kept, and only while the places are
     *     unconfirmed. Null: not from a network
     */
    SignUpResult signUp(
            long sessionId, SignUpEntry entry, UUID formKey, boolean orWait, Locale language, @Nullable String network);

    /** A sign-up by the key of {@link SignUpResult.Received}, for the page after the form. */
    Optional<SignUp> find(long sessionId, UUID key);

    /**
     * Mails the link to confirm once more, to this address from now on; earlier links stop working.
     *
     */
    Readdressed mailAgain(long sessionId, UUID key, String email);
}
