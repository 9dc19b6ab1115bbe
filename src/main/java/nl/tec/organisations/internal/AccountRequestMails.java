package nl.tec.organisations.internal;

import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import java.time.Clock;
import nl.tec.hub.HubSettings;
import nl.tec.hub.RecurringJob;
import nl.tec.hub.Rows;
import nl.tec.mail.MailTemplate;
import nl.tec.mail.MailWriter;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What is mailed about requests for an account, and what removes those that are over: they hold names and addresses (rules 8). */
@Configuration(proxyBeanMethods = false)
public class AccountRequestMails {

    public static final String CONFIRM = "school-account-confirm";
    public static final String DECIDED = "school-account-decided";

    @Bean
    MailTemplate schoolAccountConfirmMail(MailWriter writer, HubSettings hub) {
        return MailTemplate.of(
                CONFIRM,
                (mail, language) -> writer.about(language, "mail.access.confirm.subject", hub.name())
                        .say("accounts.mail.hello", mail.get("name").asString())
                        .say("mail.access.confirm.text", mail.get("school").asString(), hub.name())
                        .press(
                                "mail.access.confirm.button",
                                "/voor-scholen/account/" + mail.get("secret").asString())
                        .say("mail.access.confirm.notYou")
                        .done());
    }

    @Bean
    MailTemplate schoolAccountDecidedMail(MailWriter writer, HubSettings hub) {
        return MailTemplate.of(DECIDED, (mail, language) -> {
            boolean granted = mail.get("granted").asBoolean();
            String answer = granted ? "mail.access.yes" : "mail.access.no";
            MailWriter.Draft draft = writer.about(language, answer + ".subject", hub.name())
                    .say("accounts.mail.hello", mail.get("name").asString())
                    .say(answer + ".text", mail.get("school").asString());
            return (granted ? draft.press("mail.access.yes.button", "/inloggen?naar=/school") : draft).done();
        });
    }

    @Bean
    RecurringJob accountRequestCleaning(JdbcClient jdbc, HubSettings hub, Clock clock) {
        return new RecurringJob(
                "account-request-cleaning",
                FixedDelay.ofHours(6),
                () -> jdbc.sql("""
                delete from account_request
                 where coalesce(decided_at, case when confirmed_at is null then asked_at end) < ?
                """)
                        .param(Rows.timestamp(hub.retainedFrom(clock.instant())))
                        .update());
    }
}
