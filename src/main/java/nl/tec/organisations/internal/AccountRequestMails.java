package nl.tec.organisations.internal;

import org.springframework.context.annotation.Bean;
import java.time.Clock;
import org.springframework.context.annotation.Configuration;
import java.time.Duration;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import nl.tec.hub.HubSettings;
import org.springframework.jdbc.core.simple.JdbcClient;
import nl.tec.mail.MailTemplate;
import nl.tec.mail.MailWriter;
import nl.tec.hub.RecurringJob;
import nl.tec.hub.Rows;
import nl.tec.hub.Texts;
/** What is mailed about requests for an account, and what removes those that are over: they hold names and addresses (rules 8). */
@Configuration(proxyBeanMethods = false)
public class AccountRequestMails {

    public static final String CONFIRM = "school-account-confirm";
    public static final String DECIDED = "school-account-decided";


    @Bean
    MailTemplate schoolAccountConfirmMail(MailWriter writer, Texts texts, HubSettings hub) {
        return MailTemplate.of(
                CONFIRM,
                (mail, language) -> writer.write(
                                language, texts.text(language, "mail.access.confirm.subject", hub.name()))
                        .paragraph(texts.text(
                                language,
                                "accounts.mail.hello",
                                mail.get("name").asString()))
                        .paragraph(texts.text(
                                language,
                                "mail.access.confirm.text",
                                mail.get("school").asString(),
                                hub.name()))
                        .button(
                                texts.text(language, "mail.access.confirm.button"),
                                "/voor-scholen/account/"
                                        + mail.get("secret").asString())
                        .paragraph(texts.text(language, "mail.access.confirm.notYou"))
                        .done());
    }

    @Bean
    MailTemplate schoolAccountDecidedMail(MailWriter writer, Texts texts, HubSettings hub) {
        return MailTemplate.of(DECIDED, (mail, language) -> {
            boolean granted = mail.get("granted").asBoolean();
            MailWriter.Draft draft = writer.write(
                            language,
                            texts.text(
                                    language,
                                    granted ? "mail.access.yes.subject" : "mail.access.no.subject",
                                    hub.name()))
                    .paragraph(texts.text(
                            language,
                            "accounts.mail.hello",
                            mail.get("name").asString()))
                    .paragraph(texts.text(
                            language,
                            granted ? "mail.access.yes.text" : "mail.access.no.text",
                            mail.get("school").asString()));
            return (granted
                            ? draft.button(texts.text(language, "mail.access.yes.button"), "/inloggen?naar=/school")
                            : draft)
                    .done();
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
                        .param(Rows.timestamp(clock.instant()
                                .minus(Duration.ofDays(hub.number(HubSettings.Setting.RETENTION_DAYS)))))
                        .update());
    }
}
