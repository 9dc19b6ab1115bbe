package nl.tec.operations.internal;

import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import nl.tec.accounts.Account;
import nl.tec.accounts.Accounts;
import nl.tec.accounts.Role;
import nl.tec.hub.HubSettings;
import nl.tec.hub.RecurringJob;
import nl.tec.hub.Rows;
import nl.tec.hub.StateCheck;
import nl.tec.hub.StateCheck.Level;
import nl.tec.hub.Texts;
import nl.tec.mail.MailTemplate;
import nl.tec.mail.MailWriter;
import nl.tec.mail.Outbox;
import nl.tec.operations.SystemState;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;

/**
 * Mails the administrators when something needs a person: once after it was found by two consecutive checks, and again after a day if
 * it persists.
 */
@Component
public class StateAlerts {

    static final Duration LOOK_EVERY = Duration.ofMinutes(10);
    static final Duration AGAIN_AFTER = Duration.ofDays(1);

    private static final String MAIL = "state-alert";

    private final SystemState state;
    private final Accounts accounts;
    private final Outbox outbox;
    private final HubSettings hub;
    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final Clock clock;

    StateAlerts(
            SystemState state,
            Accounts accounts,
            Outbox outbox,
            HubSettings hub,
            JdbcClient jdbc,
            TransactionTemplate transaction,
            Clock clock) {
        this.state = state;
        this.accounts = accounts;
        this.outbox = outbox;
        this.hub = hub;
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.clock = clock;
    }

    /** Checks the state, and mails what is new or a day old. Checks may wait for another machine, so they are not in the transaction. */
    public void look() {
        if (hub.started()) {
            List<StateCheck> bad = state.checks().stream()
                    .filter(check -> check.level() == Level.BAD)
                    .toList();
            transaction.executeWithoutResult(status -> tell(bad));
        }
    }

    void tell(List<StateCheck> bad) {
        Instant now = clock.instant();
        List<String> keys = bad.stream().map(StateCheck::key).toList();
        jdbc.sql("delete from state_alert where check_key <> all(?::text[])")
                .param(keys.toArray(String[]::new))
                .update();
        List<String> due = jdbc.sql("""
                update state_alert set told_at = :now
                 where check_key = any(:keys::text[]) and (told_at is null or told_at <= :before) returning check_key
                """)
                .param("now", Rows.timestamp(now))
                .param("keys", keys.toArray(String[]::new))
                .param("before", Rows.timestamp(now.minus(AGAIN_AFTER)))
                .query(String.class)
                .list();
        jdbc.sql("""
                insert into state_alert (check_key, since) select key, :now from unnest(:keys::text[]) as key
                on conflict (check_key) do nothing
                """)
                .param("now", Rows.timestamp(now))
                .param("keys", keys.toArray(String[]::new))
                .update();
        List<String> sentences = bad.stream()
                .filter(check -> due.contains(check.key()))
                .map(StateCheck::text)
                .toList();
        if (!sentences.isEmpty()) {
            for (Account administrator : accounts.holders(Role.ADMINISTRATOR)) {
                outbox.put(MAIL, administrator.email(), administrator.language(), Map.of("found", sentences), null);
            }
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class Jobs {

        @Bean
        RecurringJob watchState(StateAlerts alerts) {
            return new RecurringJob("watch-state", FixedDelay.of(LOOK_EVERY), alerts::look);
        }

        @Bean
        MailTemplate stateAlertMail(MailWriter writer, Texts texts, HubSettings hub) {
            return MailTemplate.of(MAIL, (payload, language) -> {
                List<String> found = payload.get("found")
                        .valueStream()
                        .map(JsonNode::asString)
                        .toList();
                return writer.write(language, texts.text(language, "mail.state.subject", hub.name()))
                        .paragraph(texts.text(language, "mail.state.text", found.size()))
                        .points(found)
                        .button(texts.text(language, "mail.state.button"), "/admin/toestand")
                        .done();
            });
        }
    }
}
