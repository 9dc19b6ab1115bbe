package nl.tec.mail.internal;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import nl.tec.accounts.Holding;
import nl.tec.accounts.Holding.Basis;
import nl.tec.accounts.Holding.Subject;
import nl.tec.accounts.Holding.Viewer;
import nl.tec.accounts.PersonalRecords;
import nl.tec.accounts.RetentionTerm;
import nl.tec.accounts.RetentionTerm.Since;
import nl.tec.hub.HubSettings.Setting;
import nl.tec.hub.Rows;
import nl.tec.shared.Dates;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The stored mails to a person: kind and time. Mails that were not sent yet are kept until they are, or are given up. */
@Component
@Order(50)
class MailRecords implements PersonalRecords {

    private final JdbcClient jdbc;

    MailRecords(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public List<Holding> holdings() {
        return List.of(Holding.erased(
                "mails",
                Set.of(
                        Subject.VISITOR,
                        Subject.SCHOOL_STAFF,
                        Subject.GUIDE,
                        Subject.PARTNER_STAFF,
                        Subject.ACCOUNT_HOLDER),
                Basis.AGREEMENT,
                RetentionTerm.days(Setting.RETENTION_DAYS, Since.SENT),
                Set.of(Viewer.PROGRAMME_MANAGER, Viewer.ADMINISTRATOR),
                List.of(
                        "outbox.recipient",
                        "outbox.payload",
                        "outbox.error",
                        "mailbox.recipient",
                        "mailbox.subject",
                        "mailbox.text_body",
                        "mailbox.html_body",
                        "mailbox.calendar"),
                this::erase));
    }

    private int erase(Instant sentBefore) {
        jdbc.sql("delete from mailbox where at < ?")
                .param(Rows.timestamp(sentBefore))
                .update();
        return jdbc.sql("delete from outbox where coalesce(sent_at, failed_at) < ?")
                .param(Rows.timestamp(sentBefore))
                .update();
    }

    @Override
    public List<Section> about(Person person) {
        return List.of(new Section(
                "mail.records",
                jdbc.sql("select template, created_at from outbox where recipient = ? order by id desc limit 200")
                        .param(person.email())
                        .query((row, n) -> List.of(
                                new Fact(
                                        "mailbox.at",
                                        Dates.date(
                                                Dates.dayOf(Rows.instant(row, "created_at")),
                                                LocaleContextHolder.getLocale())),
                                new Fact("mail.records.kind", row.getString("template"))))
                        .list()));
    }

    @Override
    public void forget(Person person) {
        jdbc.sql("delete from mailbox where recipient = ?")
                .param(person.email())
                .update();
        jdbc.sql("delete from outbox where recipient = ?").param(person.email()).update();
    }
}
