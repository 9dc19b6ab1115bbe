package nl.tec.bookings;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What visitors do with their sign-up, by the link in the mail (rules 3, 8). Every mail to them has one whose secret shows,
 * confirms, changes and cancels the sign-up; only its SHA-256 is stored.
 */
public interface SignUpsByLink {

    /** By the secret of a link. Empty: wrong, or the data are removed. */
    Optional<SignUp> find(String secret);

    /** Confirms the mail address; who had places kept takes part from now on. Twice does no harm. */
    SignUpChange confirm(String secret);

    /** Changes who comes; more only where there is room, fewer frees places at once. The address in the entry is not looked at. */
    SignUpChange change(String secret, SignUpEntry entry);

    /** The places go to who waits. */
    SignUpChange cancel(String secret);

    /** Everything that is held about the people of a sign-up, to be written as JSON (rules 8). */
    Optional<Map<String, Object>> export(String secret);

    /**
     * Removes the personal data at once, with the mails (rules 8); what still could be attended is cancelled first. The counts
     * stay.
     *
     * @return false when there is no such link
     */
    boolean erase(String secret);

    /** Mails links to all that was signed up with this address; nothing when there is nothing, and nobody is told which. */
    void mailLinks(String email, Locale language);

    /** What the QR code of this link says. It checks in, and does nothing else: its secret is another one. */
    String checkInAddress(String secret);
}
