package nl.tec.accounts;

import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The mails of this module, implemented by the higher-level module that sends them. Called in the transaction of the change. */
public interface AccountMails {

    /**
     * Sends a sign-in link, which is generated ({@link SignIn#makeLink}) when the mail is rendered.
     *
     * @param target the page to go to afterwards
     */
    void signInLink(Account account, @Nullable String target, Instant expiresAt);

    /** Whether mail is delivered; otherwise it stays in the outbox, and links expire before they are read. */
    boolean delivered();

    /** Sends an invitation to somebody for whom an account was created. */
    void invitation(String email, String name, Locale language, String invitedBy);

    /** Sends an invitation to take a role at an organisation, which is answered on the account page. */
    void roleInvitation(String email, String name, Locale language, String invitedBy, String organisation);

    /** Notifies the owner that a passkey was added, so that theft is noticed. @param passkey its name */
    void passkeyAdded(Account account, String passkey);

    /** Notifies the owner that the password was changed, or the account will be deleted, so that theft is noticed. */
    void passwordChanged(String email, String name, Locale language);
}
