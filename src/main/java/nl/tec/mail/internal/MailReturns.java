package nl.tec.mail.internal;

import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import jakarta.mail.BodyPart;
import jakarta.mail.Flags;
import jakarta.mail.Folder;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Part;
import jakarta.mail.Session;
import jakarta.mail.Store;
import jakarta.mail.internet.InternetHeaders;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import jakarta.mail.search.FlagTerm;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.Properties;
import nl.tec.hub.HubSettings;
import nl.tec.hub.RecurringJob;
import nl.tec.hub.Rows;
import org.eclipse.angus.mail.dsn.DeliveryStatus;
import org.eclipse.angus.mail.imap.IMAPMessage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Reads bounce reports (RFC 3464) in the mailbox for undelivered mail ({@code TEC_MAIL_RETURN_HOST}, IMAP), and gives up the mails that
 * they are about: these are listed, can be sent again, and are shown with their subject. A report is deleted after it was read; other
 * messages are left, marked as read.
 */
@Component
class MailReturns {

    private static final Logger LOG = LoggerFactory.getLogger(MailReturns.class);

    /** The port for implicit TLS. */
    private static final int ENCRYPTED_PORT = 993;

    private static final int MAX_AT_ONCE = 200;

    /** The maximum size of a report, which includes at most one of our mails, and those are small. */
    private static final int MAX_BYTES = 2_000_000;

    private final HubSettings hub;
    private final MailToken token;
    private final MessageIds ids;
    private final JdbcClient jdbc;
    private final Clock clock;
    private final String host;
    private final int port;
    private final String user;
    private final String password;

    MailReturns(
            HubSettings hub,
            MailToken token,
            MessageIds ids,
            JdbcClient jdbc,
            Clock clock,
            @Value("${tec.mail.return.host:}") String host,
            @Value("${tec.mail.return.port:993}") int port,
            @Value("${tec.mail.return.user:${tec.mail.return.address:}}") String user,
            @Value("${tec.mail.return.password:}") String password) {
        this.hub = hub;
        this.token = token;
        this.ids = ids;
        this.jdbc = jdbc;
        this.clock = clock;
        this.host = host.strip();
        this.port = port;
        this.user = user;
        this.password = password;
    }

    /** A report that a mail did not arrive. @param said reply of the server that refused it */
    record Report(String messageId, String said) {}

    /** A mail of ours that bounced. */
    private record Returned(long mail, String said) {}

    /** Reads new reports. @return the number of mails that are now known to have bounced */
    int read() {
        if (host.isEmpty() || hub.demo() || !hub.started()) {
            return 0;
        }
        boolean byToken = token.wanted() && password.isEmpty();
        Session session = Session.getInstance(properties(byToken));
        try (Store store = session.getStore(protocol())) {
            store.connect(host, port, user, byToken ? token.get() : password);
            Folder inbox = store.getFolder("INBOX");
            inbox.open(Folder.READ_WRITE);
            try {
                Message[] fresh = inbox.search(new FlagTerm(new Flags(Flags.Flag.SEEN), false));
                int returned = 0;
                for (Message message : Arrays.copyOf(fresh, Math.min(fresh.length, MAX_AT_ONCE))) {
                    Optional<Returned> report = returned(message);
                    returned += report.map(this::giveUp).orElse(0);
                    message.setFlag(report.isPresent() ? Flags.Flag.DELETED : Flags.Flag.SEEN, true);
                }
                return returned;
            } finally {
                inbox.close(true);
            }
        } catch (MessagingException e) {
            token.forget();
            throw new IllegalStateException("the mailbox for undelivered mail can't be read", e);
        }
    }

    private String protocol() {
        return port == ENCRYPTED_PORT ? "imaps" : "imap";
    }

    private Properties properties(boolean byToken) {
        Properties properties = new Properties();
        MailServer.patience(properties, protocol());
        MailServer.set(properties, protocol(), "peek", "true");
        MailServer.set(properties, protocol(), "ssl.checkserveridentity", "true");
        MailServer.set(properties, protocol(), "starttls.enable", "true");
        boolean open = port == ENCRYPTED_PORT || ThisMachine.is(host);
        MailServer.set(properties, protocol(), "starttls.required", Boolean.toString(!open));
        if (byToken) {
            MailServer.set(properties, protocol(), "auth.mechanisms", "XOAUTH2");
        }
        return properties;
    }

    /** Reads the raw message and parses it here: some servers break on malformed messages when they parse those themselves. */
    private Optional<Returned> returned(Message message) throws MessagingException {
        if (message.getSize() > MAX_BYTES) {
            return Optional.empty();
        }
        byte[] whole;
        try (InputStream content = ((IMAPMessage) message).getMimeStream()) {
            whole = content.readNBytes(MAX_BYTES);
        } catch (IOException e) {
            throw new MessagingException("not read", e);
        }
        return read(whole)
                .flatMap(report -> ids.read(report.messageId()).map(mail -> new Returned(mail, report.said())));
    }

    /** Parses a report; empty for other and unreadable messages. @param whole a message */
    static Optional<Report> read(byte[] whole) {
        try {
            MimeMessage mail = new MimeMessage(Session.getInstance(new Properties()), new ByteArrayInputStream(whole));
            return mail.isMimeType("multipart/report") ? parse(mail) : Optional.empty();
        } catch (IOException | MessagingException | RuntimeException e) {
            // untrusted input
            LOG.info("a report in the mailbox for undelivered mail can't be read: {}", e.toString());
            return Optional.empty();
        }
    }

    private static Optional<Report> parse(Part message) throws MessagingException, IOException {
        MimeMultipart parts = new MimeMultipart(message.getDataHandler().getDataSource());
        Optional<String> said = Optional.empty();
        Optional<String> mail = Optional.empty();
        for (int i = 0; i < parts.getCount(); i++) {
            BodyPart part = parts.getBodyPart(i);
            if (part.isMimeType("message/delivery-status")) {
                said = failure(new DeliveryStatus(part.getInputStream()));
            } else if (part.isMimeType("text/rfc822-headers") || part.isMimeType("message/rfc822")) {
                mail = header(new InternetHeaders(part.getInputStream()), "Message-ID");
            }
        }
        return said.isPresent() && mail.isPresent()
                ? Optional.of(new Report(mail.get(), said.get()))
                : Optional.empty();
    }

    /** Returns the reason of the failure; empty when the mail is delayed or was delivered. */
    private static Optional<String> failure(DeliveryStatus status) {
        for (int i = 0; i < status.getRecipientDSNCount(); i++) {
            InternetHeaders recipient = status.getRecipientDSN(i);
            if (header(recipient, "Action").filter("failed"::equalsIgnoreCase).isPresent()) {
                String diagnosis = header(recipient, "Diagnostic-Code")
                        .map(code -> code.replaceFirst("^[^;]*;", ""))
                        .orElse("");
                return Optional.of(Refusal.brief(
                        diagnosis.isBlank() ? header(recipient, "Status").orElse("failed") : diagnosis));
            }
        }
        return Optional.empty();
    }

    private static Optional<String> header(InternetHeaders headers, String name) {
        return Optional.ofNullable(headers.getHeader(name, null)).map(String::strip);
    }

    private int giveUp(Returned returned) {
        return jdbc.sql(
                        "update outbox set sent_at = null, failed_at = ?, error = ? where id = ? and sent_at is not null")
                .param(Rows.now(clock))
                .param(returned.said())
                .param(returned.mail())
                .update();
    }

    @Configuration(proxyBeanMethods = false)
    static class Jobs {

        @Bean
        RecurringJob readReturnedMail(MailReturns returns) {
            return new RecurringJob("read-returned-mail", FixedDelay.of(Duration.ofMinutes(5)), returns::read);
        }
    }
}
