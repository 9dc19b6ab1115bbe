package nl.tec.accounts;

import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The mails of this module; {@code messages}, which stands above it, sends them. Called in the transaction of the change. */
public interface AccountMails {

    /**
     * A link to sign in with, which is made ({@link SignIn#makeLink}) when the mail is written and not before.
     *
     * @param target the page to go to afterwards
     */
    void signInLink(Account account, @Nullable String target, Instant expiresAt);

    /** Whether mail goes anywhere; otherwise it waits, and a link is out of date before it is read. */
    boolean delivered();

    /** Somebody made an account for you. */
    void invitation(String email, String name, Locale language, String invitedBy);

    /** Somebody asks you to take part for an organisation; you answer on the page of your account. */
    void roleInvitation(String email, String name, Locale language, String invitedBy, String organisation);

    /** A passkey was added to your account: so that a thief is noticed. @param passkey its name */
    void passkeyAdded(Account account, String passkey);

    /** Your password was changed, or your account is about to go: so that a thief is noticed. */
    void passwordChanged(String email, String name, Locale language);
}
