package nl.tec.mail;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import nl.tec.hub.HubSettings;
import nl.tec.hub.Rows;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** The post of a demo hub: what would have been sent. Empty, and not to be seen, in any other hub. */
@Service
public class Mailbox {

    /** @param calendar the attached text/calendar file */
    public record Message(
            long id,
            Instant at,
            String recipient,
            String subject,
            String text,
            String html,
            @Nullable String calendar) {}

    private static final String COLUMNS =
            "select id, at, recipient, subject, text_body as text, html_body as html, calendar from mailbox where ";

    private final JdbcClient jdbc;
    private final HubSettings hub;

    Mailbox(JdbcClient jdbc, HubSettings hub) {
        this.jdbc = jdbc;
        this.hub = hub;
    }

    public boolean exists() {
        return hub.demo();
    }

    /**
     * Newest first.
     *
     * @param recipient part of the address, or empty for all
     * @param before only letters with a lower id; {@code Long.MAX_VALUE} for the first page
     */
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
