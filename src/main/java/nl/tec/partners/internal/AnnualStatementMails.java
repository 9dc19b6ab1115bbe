package nl.tec.partners.internal;

import com.github.kagkarlsson.scheduler.task.schedule.Schedules;
import java.time.Clock;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.Month;
import java.util.List;
import java.util.Locale;
import nl.tec.hub.HubSettings;
import nl.tec.hub.RecurringJob;
import nl.tec.hub.Texts;
import nl.tec.mail.MailTemplate;
import nl.tec.mail.MailWriter;
import nl.tec.mail.MailWriter.Fact;
import nl.tec.partners.AnnualStatement;
import nl.tec.partners.AnnualStatements;
import nl.tec.shared.Dates;
import nl.tec.shared.Money;
import nl.tec.shared.Numbers;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;

/**
 * Mails the annual statements (journey 6): one mail to the contact of each partner, from the middle of January, when the attendance of
 * December has been recorded. Partners with an empty statement get no mail.
 */
@Component
public class AnnualStatementMails {

    private static final int FROM_DAY = 15;

    /** The number of partners per transaction; their rows are locked while their statements are compiled. */
    private static final int BATCH = 10;

    private final JdbcClient jdbc;
    private final Clock clock;
    private final TransactionTemplate transaction;
    private final AnnualStatements accounts;
    private final PartnerMail mail;

    AnnualStatementMails(
            JdbcClient jdbc,
            Clock clock,
            TransactionTemplate transaction,
            AnnualStatements accounts,
            PartnerMail mail) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.transaction = transaction;
        this.accounts = accounts;
        this.mail = mail;
    }

    private record Due(long partner, String address) {}

    void sendInJanuary() {
        LocalDate today = Dates.dayOf(clock.instant());
        if (today.getMonth() == Month.JANUARY && today.getDayOfMonth() >= FROM_DAY) {
            send(today.getYear() - 1);
        }
    }

    /** Mails the statement of a year to all partners that have not received it. */
    public void send(int year) {
        while (Boolean.TRUE.equals(transaction.execute(status -> sendBatch(year)))) {
            // the next batch
        }
    }

    /** @return whether there may be more */
    private boolean sendBatch(int year) {
        List<Due> due = jdbc.sql("""
                select o.id, a.address from partner p join organisations_organisation_v o on o.id = p.organisation_id
                  join lateral (select %s as address) a on a.address is not null
                 where o.ended_on is null and o.kind <> 'SCHOOL' and coalesce(p.account_of, 0) < :year
                 order by o.id limit :batch for no key update of p skip locked
                """.formatted(PartnerMail.ADDRESS))
                .param("year", year)
                .param("batch", BATCH)
                .query((row, n) -> new Due(row.getLong("id"), row.getString("address")))
                .list();
        for (Due one : due) {
            AnnualStatement account = accounts.of(one.partner(), year);
            if (account.sessions() > 0 || !account.worth().isZero()) {
                mail.account(one.address(), one.partner(), account);
            }
            jdbc.sql("update partner set account_of = ? where organisation_id = ?")
                    .param(year)
                    .param(one.partner())
                    .update();
        }
        return due.size() == BATCH;
    }

    /** The template of the mail, and the schedule of its job. */
    @Configuration(proxyBeanMethods = false)
    static class Beans {

        @Bean
        RecurringJob annualStatementJob(AnnualStatementMails mails) {
            return new RecurringJob(
                    "year-accounts", Schedules.daily(Dates.ZONE, LocalTime.of(9, 0)), mails::sendInJanuary);
        }

        @Bean
        MailTemplate annualStatementMail(MailWriter writer, Texts texts, HubSettings hub) {
            return MailTemplate.of(PartnerMail.ACCOUNT, (account, language) -> {
                String organisation = account.get("organisation").asString();
                String year = String.valueOf(account.get("year").asInt());
                return writer.write(language, texts.text(language, "partners.accountTitle", organisation, year))
                        .paragraph(texts.text(language, "partners.accountMail", organisation, hub.name(), year))
                        .facts(
                                new Fact(
                                        texts.text(language, "partners.accountMail.pupils"),
                                        number(account, "pupils", language)),
                                new Fact(
                                        texts.text(language, "partners.accountMail.others"),
                                        number(account, "others", language)),
                                new Fact(
                                        texts.text(language, "partners.accountMail.sessions"),
                                        number(account, "sessions", language)),
                                new Fact(
                                        texts.text(language, "partners.accountMail.worth"),
                                        new Money(account.get("worth").asLong()).format(language)))
                        .button(
                                texts.text(language, "partners.accountMail.button"),
                                "/partner/jaar/" + year + "?van="
                                        + account.get("partner").asLong())
                        .paragraph(texts.text(language, "partners.accountMail.how"))
                        .done();
            });
        }

        private static String number(JsonNode account, String field, Locale language) {
            return Numbers.whole(account.get(field).asInt(), language);
        }
    }
}
