package nl.tec.mail.internal;

import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import nl.tec.hub.HubSettings;
import nl.tec.hub.RecurringJob;
import nl.tec.hub.Rows;
import nl.tec.hub.Texts;
import nl.tec.mail.MailTemplate;
import nl.tec.mail.MailTemplate.Mail;
import nl.tec.mail.MailTemplates;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mail.MailException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/**
 * Sends the mails in the outbox that are due. A mail is claimed first (its next attempt is postponed), so that two nodes never send the
 * same one; then rendered, delivered, and marked as sent. In the demo hub delivering and marking are one transaction. Over SMTP a crash
 * between the two leads to a second delivery, with the same Message-ID, which mail servers recognise.
 */
@Component
public class OutboxSender {

    /** The number of mails per run: limits the load on mail servers, and on the hub during a burst of bookings. */
    private static final int BATCH = 50;

    /** The maximum number of attempts, unless the address is refused permanently. */
    private static final int ATTEMPTS = 10;

    private static final Logger LOG = LoggerFactory.getLogger(OutboxSender.class);

    private record Due(long id, String template, String recipient, String language, String payload, int attempts) {}

    private final JdbcClient jdbc;
    private final Clock clock;
    private final JsonMapper json;
    private final TransactionTemplate transaction;
    private final HubSettings hub;
    private final MailDelivery mailDelivery;
    private final MailTemplates templates;

    OutboxSender(
            JdbcClient jdbc,
            Clock clock,
            JsonMapper json,
            TransactionTemplate transaction,
            HubSettings hub,
            MailDelivery mailDelivery,
            MailTemplates templates) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.json = json;
        this.transaction = transaction;
        this.hub = hub;
        this.mailDelivery = mailDelivery;
        this.templates = templates;
    }

    /** Sends one batch and returns the number of mails sent. A hub that cannot send mail keeps it until it can. */
    public int sendDue() {
        if (!hub.started() || !mailDelivery.possible()) {
            return 0;
        }
        Instant now = clock.instant();
        List<Due> due = jdbc.sql("""
                with due as (
                  select id from outbox where sent_at is null and failed_at is null and next_attempt_at <= :now
                  order by next_attempt_at limit :batch for update skip locked)
                update outbox o set attempts = o.attempts + 1, next_attempt_at = :now::timestamptz + interval '1 minute' * (2 ^ o.attempts)
                from due where o.id = due.id
                returning o.id, o.template, o.recipient, o.language, o.payload::text, o.attempts
                """)
                .param("now", Rows.timestamp(now))
                .param("batch", BATCH)
                .query(Due.class)
                .list();
        return (int) due.stream().filter(this::send).count();
    }

    private boolean send(Due mail) {
        try {
            MailTemplate template = templates
                    .find(mail.template())
                    .orElseThrow(() -> new IllegalStateException("no mail template " + mail.template()));
            Mail made = template.render(json.readTree(mail.payload()), Texts.language(mail.language()));
            transaction.executeWithoutResult(status -> {
                mailDelivery.deliver(mail.id(), mail.recipient(), made);
                jdbc.sql("update outbox set sent_at = ?, error = null where id = ?")
                        .params(Rows.now(clock), mail.id())
                        .update();
            });
            return true;
        } catch (RuntimeException e) {
            // a mail that can't be rendered or delivered does not hold up the others; the address stays out of the log
            LOG.warn("mail {} ({}) failed, attempt {}", mail.id(), mail.template(), mail.attempts(), e);
            Refusal refusal = e instanceof MailException refused
                    ? Refusal.of(refused)
                    : new Refusal(e.getClass().getSimpleName(), false);
            jdbc.sql(
                            "update outbox set error = :error, failed_at = case when attempts >= :most then :now::timestamptz end where id = :id")
                    .param("error", refusal.said())
                    .param("most", refusal.permanent() ? 0 : ATTEMPTS)
                    .param("now", Rows.now(clock))
                    .param("id", mail.id())
                    .update();
            return false;
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class Jobs {

        @Bean
        RecurringJob sendMail(OutboxSender sender) {
            return new RecurringJob("send-mail", FixedDelay.ofSeconds(2), sender::sendDue);
        }
    }
}
