package nl.tec.mail;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** The mail of this hub: whether it can be sent, and the state of what was sent. */
public interface MailSetup {

    /** Whether mail goes anywhere: to a mail server, or to the mailbox of the demo hub. */
    boolean delivers();

    /** Host and port of the mail server; empty: not configured. */
    Optional<String> server();

    /**
     * Sends a test mail now. Takes up to 20 seconds.
     *
     * @return the error of the mail server; empty: it accepted the mail
     * @throws IllegalStateException when there is no mail server
     */
    Optional<String> sendTest(String recipient);

    /** Counts the mails that wait to be sent. */
    int waiting();

    /**
     * Returns since when the mail server takes no mail; empty: it does. A mail that was refused for now, as by a full mailbox, waits for
     * its recipient, and not for the server; unless mail to others waits too and none was sent since.
     */
    Optional<Instant> waitingSince();

    /** A mail that was given up. @param error the reply of the mail server, or the cause of the failure */
    record Failed(long id, String recipient, String template, Instant at, String error) {}

    /** Returns the mails of the retention period that were given up, the latest first. */
    List<Failed> failed(int limit);

    /** Counts the mails of the retention period that were given up. */
    int failedCount();

    /** Queues failed mails again, with as many attempts as a new one. @return their number, without those that were sent since */
    int sendAgain(Collection<Long> mails);
}
