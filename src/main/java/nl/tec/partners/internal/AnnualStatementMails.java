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
    private final AnnualStatements statements;
    private final PartnerMail mail;

    AnnualStatementMails(
            JdbcClient jdbc,
            Clock clock,
            TransactionTemplate transaction,
            AnnualStatements statements,
            PartnerMail mail) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.transaction = transaction;
        this.statements = statements;
        this.mail = mail;
    }

    private record Due(long partner, String address) {}

    void sendInJanuary() {
        LocalDate today = Dates.today(clock);
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
            AnnualStatement statement = statements.of(one.partner(), year);
            if (statement.sessions() > 0 || !statement.worth().isZero()) {
                mail.statement(one.address(), one.partner(), statement);
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
            return MailTemplate.of(PartnerMail.STATEMENT, (statement, language) -> {
                String organisation = statement.get("organisation").asString();
                String year = String.valueOf(statement.get("year").asInt());
                return writer.write(language, texts.text(language, "partners.statementTitle", organisation, year))
                        .paragraph(texts.text(language, "partners.statementMail", organisation, hub.name(), year))
                        .facts(
                                new Fact(
                                        texts.text(language, "partners.statementMail.pupils"),
                                        number(statement, "pupils", language)),
                                new Fact(
                                        texts.text(language, "partners.statementMail.others"),
                                        number(statement, "others", language)),
                                new Fact(
                                        texts.text(language, "partners.statementMail.sessions"),
                                        number(statement, "sessions", language)),
                                new Fact(
                                        texts.text(language, "partners.statementMail.worth"),
                                        new Money(statement.get("worth").asLong()).format(language)))
                        .button(
                                texts.text(language, "partners.statementMail.button"),
                                "/partner/jaar/" + year + "?van="
                                        + statement.get("partner").asLong())
                        .paragraph(texts.text(language, "partners.statementMail.how"))
                        .done();
            });
        }

        private static String number(JsonNode statement, String field, Locale language) {
            return Numbers.whole(statement.get(field).asInt(), language);
        }
    }
}
