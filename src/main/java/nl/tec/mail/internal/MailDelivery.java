package nl.tec.mail.internal;

import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.io.UnsupportedEncodingException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Base64;
import java.util.Map;
import nl.tec.hub.HubSettings;
import nl.tec.hub.HubSettings.Setting;
import nl.tec.hub.Rows;
import nl.tec.hub.Tracing;
import nl.tec.mail.MailTemplate.Mail;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mail.MailException;
import org.springframework.mail.javamail.JavaMailSender;
import org.springframework.mail.javamail.MimeMessageHelper;
import org.springframework.stereotype.Component;

/** The delivery of a mail: in a demo hub to its mailbox, otherwise to the {@link MailServer}. */
@Component
class MailDelivery {

    private final HubSettings hub;
    private final JdbcClient jdbc;
    private final Clock clock;
    private final MailServer server;
    private final MessageIds ids;
    private final Tracing tracing;

    MailDelivery(
            HubSettings hub,
            JdbcClient jdbc,
            Clock clock,
            MailServer server,
            MessageIds ids,
            ObjectProvider<Tracing> tracing) {
        this.hub = hub;
        this.jdbc = jdbc;
        this.clock = clock;
        this.server = server;
        this.ids = ids;
        this.tracing = tracing.getIfAvailable(() -> Tracing.OFF);
    }

    boolean possible() {
        return hub.demo() || server.sender().isPresent();
    }

    /** Delivers a mail; in a demo hub within the transaction of the caller, and therefore at most once. */
    void deliver(long outboxId, String recipient, Mail mail) {
        if (hub.demo()) {
            toMailbox(outboxId, recipient, mail);
        } else {
            toServer(outboxId, recipient, mail);
        }
    }

    private void toMailbox(long outboxId, String recipient, Mail mail) {
        String html = mail.html();
        for (Map.Entry<String, byte[]> image : mail.images().entrySet()) {
            html = html.replace(
                    "cid:" + image.getKey(),
                    "data:image/png;base64," + Base64.getEncoder().encodeToString(image.getValue()));
        }
        jdbc.sql("""
                insert into mailbox (outbox_id, at, recipient, subject, text_body, html_body, calendar)
                values (?, ?, ?, ?, ?, ?, ?) on conflict (outbox_id) do nothing
                """)
                .params(outboxId, Rows.now(clock), recipient, mail.subject(), mail.text(), html)
                .param(mail.calendar())
                .update();
    }

    void toServer(long outboxId, String recipient, Mail mail) {
        JavaMailSender sender = server.sender().orElseThrow();
        MimeMessage message = new StableIdMessage(sender.createMimeMessage(), ids.of(outboxId));
        try {
            MimeMessageHelper helper = new MimeMessageHelper(message, true, StandardCharsets.UTF_8.name());
            helper.setFrom(hub.get(Setting.MAIL_FROM), hub.name());
            helper.setTo(recipient);
            helper.setSubject(mail.subject());
            helper.setText(mail.text(), mail.html());
            for (Map.Entry<String, byte[]> image : mail.images().entrySet()) {
                helper.addInline(image.getKey(), new ByteArrayResource(image.getValue()), "image/png");
            }
            String calendar = mail.calendar();
            if (calendar != null) {
                helper.addAttachment(
                        "afspraak.ics",
                        new ByteArrayResource(calendar.getBytes(StandardCharsets.UTF_8)),
                        "text/calendar; charset=utf-8; method="
                                + (calendar.contains("METHOD:CANCEL") ? "CANCEL" : "PUBLISH"));
            }
            message.setHeader("Auto-Submitted", "auto-generated");
            if (mail.end() != null) {
                message.setHeader("List-Unsubscribe", "<" + hub.get(Setting.BASE_URL) + mail.end() + ">");
                message.setHeader("List-Unsubscribe-Post", "List-Unsubscribe=One-Click");
            }
        } catch (MessagingException | UnsupportedEncodingException e) {
            throw new IllegalStateException("a mail that can't be made", e);
        }
        try (Tracing.Span span = tracing.begin(Tracing.Kind.CALL, "SMTP")) {
            try {
                sender.send(message);
            } catch (MailException e) {
                span.failed(e.getClass().getName());
                throw e;
            }
        }
    }

    /** Keeps the given Message-ID, where JavaMail would make a new one for every attempt. */
    private static final class StableIdMessage extends MimeMessage {

        private final String id;

        StableIdMessage(MimeMessage original, String id) {
            super(original.getSession());
            this.id = id;
        }

        @Override
        protected void updateMessageID() throws MessagingException {
            setHeader("Message-ID", id);
        }
    }
}
