package nl.tec.mail;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Whether this hub can send mail, and what became of what it sent. */
public interface MailSetup {

    /** Whether mail goes anywhere: to a mail server, or to the mailbox of the demo hub. */
    boolean delivers();

    /** Host and port of the mail server; empty: none was named. */
    Optional<String> server();

    /**
     * Sends a mail now, to see whether the settings are right. Takes up to 20 seconds.
     *
     * @return what the mail server said was wrong; empty: it took the mail
     * @throws IllegalStateException when there is no mail server
     */
    Optional<String> tryOut(String recipient);

    /** How many mails wait to be sent. */
    int waiting();

    /** When the mail was put that waits longest; empty: none waits. */
    Optional<Instant> waitingSince();

    /** A mail that was given up. @param error what the mail server said, or what else went wrong */
    record Failed(long id, String recipient, String template, Instant at, String error) {}

    /** Those of the retention period that were given up, the latest first. */
    List<Failed> failed(int limit);

    /** How many there are. */
    int failedCount();

    /** Sends mails that were given up once more, with as many attempts as a new one. @return how many; those sent already are none */
    int sendAgain(Collection<Long> mails);
}
