package nl.tec.mail.internal;

import java.util.List;
import nl.tec.accounts.PersonalRecords;
import nl.tec.hub.Rows;
import nl.tec.shared.Dates;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Mail to a person that is still kept: which kind, and when. */
@Component
@Order(50)
class MailRecords implements PersonalRecords {

    private final JdbcClient jdbc;

    MailRecords(JdbcClient jdbc) {
        this.jdbc = jdbc;
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
