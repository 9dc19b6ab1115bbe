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
 * The answer of a mail server that did not accept a mail.
 *
 * @param forGood the address takes no mail, so that trying again is no use
 */
record Refusal(String said, boolean forGood) {

    private static final int MAX_SAID = 300;

    /** Of RFC 3463, such as 5.1.1: there is no such mailbox. */
    private static final Pattern STATUS = Pattern.compile("\\b([245]\\.[0-9]{1,3}\\.[0-9]{1,3})\\b");

    /** No such mailbox, not here, not a name of one. */
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
        boolean forGood = server.isPresent()
                && server.get() instanceof SMTPAddressFailedException refused
                && noSuchMailbox(refused.getReturnCode(), said);
        return new Refusal(said, forGood);
    }

    /** What else a server may refuse (a sender it does not trust, too much at once) can be mended on our side, or passes. */
    private static boolean noSuchMailbox(int code, String said) {
        Matcher status = STATUS.matcher(said);
        return status.find()
                ? status.group(1).startsWith("5.1.") || status.group(1).equals("5.2.1")
                : NO_SUCH_MAILBOX.contains(code);
    }

    /** On one line, no longer than fits. */
    static String brief(String said) {
        String line = said.strip().replaceAll("\\s+", " ");
        return line.length() > MAX_SAID ? line.substring(0, MAX_SAID) : line;
    }

    /** With those that hang on to them, which of mail are no causes. */
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
