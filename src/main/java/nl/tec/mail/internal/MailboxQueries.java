package nl.tec.mail.internal;

import java.util.List;
import java.util.Optional;
import nl.tec.hub.Rows;
import nl.tec.mail.Mailbox.Message;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads the mailbox of a demo hub. */
@Component
public class MailboxQueries {

    private static final String COLUMNS =
            "select id, at, recipient, subject, text_body as text, html_body as html, calendar from mailbox where ";

    private final JdbcClient jdbc;

    MailboxQueries(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Returns messages with a lower id than {@code before}, newest first. */
    public List<Message> list(String recipient, long before, int limit) {
        return jdbc.sql(COLUMNS + "id < ? and strpos(recipient, ?) > 0 order by id desc limit ?")
                .params(before, recipient, limit)
                .query(Rows.of(Message.class))
                .list();
    }

    public Optional<Message> find(long id) {
        return jdbc.sql(COLUMNS + "id = ?")
                .param(id)
                .query(Rows.of(Message.class))
                .optional();
    }
}
