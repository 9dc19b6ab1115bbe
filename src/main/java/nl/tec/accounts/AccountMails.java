package nl.tec.accounts;

import java.time.Instant;
import java.util.Locale;

/** The mails of this module; {@code messages}, which stands above it, sends them. Called in the transaction of the change. */
public interface AccountMails {

    /**
     * The link to sign in with.
     *
     * @param path with the secret, beginning with a slash
     */
    void signInLink(String email, String name, Locale language, String path, Instant expiresAt);

    /** Whether mail goes anywhere; otherwise it waits, and a link is out of date before it is read. */
    boolean delivered();

    /** Somebody made an account for you. */
    void invitation(String email, String name, Locale language, String invitedBy);

    /** Your password was changed, or your account is about to go: so that a thief is noticed. */
    void passwordChanged(String email, String name, Locale language);
}
