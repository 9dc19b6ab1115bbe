package nl.tec.mail.internal;

import jakarta.mail.MessagingException;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.mail.MailException;
import org.springframework.mail.MailSendException;

/**
 * A refusal of a mail by a mail server.
 *
 * @param permanent whether it is permanent, so that retrying is pointless
 */
record Refusal(String said, boolean permanent) {

    private static final int MAX_SAID = 300;

    /** Matches an enhanced status code (RFC 3463), such as 5.1.1: the mailbox does not exist. */
    private static final Pattern STATUS = Pattern.compile("\\b([245]\\.[0-9]{1,3}\\.[0-9]{1,3})\\b");

    /** The reply codes for a mailbox that does not exist. */
    private static final Set<Integer> NO_SUCH_MAILBOX = Set.of(550, 551, 553);

    static Refusal of(MailException e) {
        Optional<Exception> server = exceptions(e)
                .filter(one -> one instanceof SMTPAddressFailedException || one instanceof SMTPSendFailedException)
                .findFirst();
        String said = brief(Objects.requireNonNullElse(
                server.isPresent()
                        ? server.get().getMessage()
                        : NestedExceptionUtils.getMostSpecificCause(e).getMessage(),
                e.getClass().getSimpleName()));
        boolean permanent = server.isPresent()
                && server.get() instanceof SMTPAddressFailedException refused
                && noSuchMailbox(refused.getReturnCode(), said);
        return new Refusal(said, permanent);
    }

    /** Whether the mailbox does not exist. Other refusals (an untrusted sender, rate limits) can be fixed on our side, or are temporary. */
    private static boolean noSuchMailbox(int code, String said) {
        Matcher status = STATUS.matcher(said);
        return status.find()
                ? status.group(1).startsWith("5.1.") || status.group(1).equals("5.2.1")
                : NO_SUCH_MAILBOX.contains(code);
    }

    /** Returns a text on one line, truncated. */
    static String brief(String said) {
        String line = said.strip().replaceAll("\\s+", " ");
        return line.length() > MAX_SAID ? line.substring(0, MAX_SAID) : line;
    }

    /** Returns the exception and its chained ones, which in JavaMail are not causes. */
    private static Stream<Exception> exceptions(MailException e) {
        Stream<Exception> first =
                e instanceof MailSendException several ? Arrays.stream(several.getMessageExceptions()) : Stream.empty();
        return first.flatMap(one -> Stream.iterate(
                        one,
                        Objects::nonNull,
                        next -> next instanceof MessagingException mail ? mail.getNextException() : null)
                .limit(10));
    }
}
