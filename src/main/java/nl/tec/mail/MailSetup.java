package nl.tec.mail;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** The mail of this hub: whether it can be sent, and what became of what was sent. */
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

    /** Returns when the longest waiting mail was put here; empty: none waits. */
    Optional<Instant> waitingSince();

    /** A mail that was given up. @param error what the mail server said, or what else went wrong */
    record Failed(long id, String recipient, String template, Instant at, String error) {}

    /** Those of the retention period that were given up, the latest first. */
    List<Failed> failed(int limit);

    /** How many mails of the retention period were given up. */
    int failedCount();

    /** Sends mails that were given up once more, with as many attempts as a new one. @return how many; those sent already are none */
    int sendAgain(Collection<Long> mails);
}
