package nl.tec.mail.internal;

import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import java.time.Clock;
import java.time.Duration;
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
import org.springframework.core.NestedExceptionUtils;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mail.MailException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Sends the mails in the outbox that are due. A mail is claimed first (its next attempt is postponed), so that two nodes never send the
 * same one; then rendered, delivered, and marked as sent, or removed if it is outdated. In the demo hub delivering and marking are one transaction. Over SMTP a crash
 * between the two leads to a second delivery, with the same Message-ID, which mail servers recognise.
 */
@Component
public class OutboxSender {

    /** The number of mails per run: limits the load on mail servers, and on the hub during a burst of bookings. */
    private static final int BATCH = 50;

    /** The maximum number of attempts, unless the address is refused permanently. */
    private static final int ATTEMPTS = 10;

    /** The pause after a mail server could not be reached, for as long as that lasts. */
    private static final Duration PAUSE = Duration.ofMinutes(1);

    private static final Logger LOG = LoggerFactory.getLogger(OutboxSender.class);

    private record Due(long id, String template, String recipient, String language, String payload, int attempts) {}

    private final JdbcClient jdbc;
    private final Clock clock;
    private final JsonMapper json;
    private final TransactionTemplate transaction;
    private final HubSettings hub;
    private final MailDelivery mailDelivery;
    private final MailTemplates templates;

    /** Of this node: another one may reach the server. */
    private volatile Instant pausedUntil = Instant.MIN;

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

    /**
     * Sends one batch and returns the number of mails sent. A hub that cannot send mail keeps it until it can: a server that is away, or
     * refuses the password of the hub, costs no mail an attempt.
     */
    public int sendDue() {
        Instant now = clock.instant();
        if (!hub.started() || !mailDelivery.possible() || now.isBefore(pausedUntil)) {
            return 0;
        }
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
        int sent = 0;
        for (int i = 0; i < due.size(); i++) {
            try {
                send(due.get(i));
                sent++;
            } catch (RuntimeException e) {
                if (MailServer.away(e)) {
                    postpone(due.subList(i, due.size()), e);
                    break;
                }
                failed(due.get(i), e);
            }
        }
        return sent;
    }

    private void send(Due mail) {
        MailTemplate template = templates
                .find(mail.template())
                .orElseThrow(() -> new IllegalStateException("no mail template " + mail.template()));
        JsonNode payload = json.readTree(mail.payload());
        if (template.outdated(payload)) {
            LOG.info("mail {} ({}) waited until it was of no use", mail.id(), mail.template());
            jdbc.sql("delete from outbox where id = ?").param(mail.id()).update();
            return;
        }
        Mail made = template.render(payload, Texts.language(mail.language()));
        transaction.executeWithoutResult(status -> {
            mailDelivery.deliver(mail.id(), mail.recipient(), made);
            jdbc.sql("update outbox set sent_at = ?, error = null where id = ?")
                    .params(Rows.now(clock), mail.id())
                    .update();
        });
    }

    /** A mail that can't be rendered or delivered does not hold up the others. The reply of a server may name the address: not in the log. */
    private void failed(Due mail, RuntimeException e) {
        LOG.warn(
                "mail {} ({}) failed, attempt {}: {}",
                mail.id(),
                mail.template(),
                mail.attempts(),
                e.getClass().getSimpleName());
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
    }

    /** Gives mails their attempt back, and leaves the server alone for a while: every connection may wait for its timeout. */
    private void postpone(List<Due> mails, RuntimeException e) {
        LOG.warn(
                "the mail server can't be reached, {} mails wait: {}",
                mails.size(),
                NestedExceptionUtils.getMostSpecificCause(e).getClass().getSimpleName());
        pausedUntil = clock.instant().plus(PAUSE);
        jdbc.sql(
                        "update outbox set attempts = attempts - 1, next_attempt_at = :next where id = any(:mails::bigint[]) and attempts > 0")
                .param("next", Rows.timestamp(pausedUntil))
                .param("mails", Rows.array(mails.stream().map(Due::id).toList()))
                .update();
    }

    @Configuration(proxyBeanMethods = false)
    static class Jobs {

        @Bean
        RecurringJob sendMail(OutboxSender sender) {
            return new RecurringJob("send-mail", FixedDelay.ofSeconds(2), sender::sendDue);
        }
    }
}
