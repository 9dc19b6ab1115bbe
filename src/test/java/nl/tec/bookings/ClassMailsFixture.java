package nl.tec.bookings;

import java.util.Locale;
import nl.tec.mail.MailTemplate.Mail;
import nl.tec.mail.MailTemplates;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Renders the queued mails about class bookings. */
@Component
public class ClassMailsFixture {

    private final MailTemplates templates;
    private final JdbcClient jdbc;
    private final JsonMapper json;

    ClassMailsFixture(MailTemplates templates, JdbcClient jdbc, JsonMapper json) {
        this.templates = templates;
        this.jdbc = jdbc;
        this.json = json;
    }

    /** Renders the newest mail of this template about a booking. */
    public Mail newest(String template, long booking, Locale language) {
        String payload =
                jdbc.sql("""
                        select payload from outbox where template = ? and payload -> 'booking' = to_jsonb(?::bigint)
                        order by id desc limit 1
                        """).params(template, booking).query(String.class).single();
        return templates.find(template).orElseThrow().render(json.readTree(payload), language);
    }
}
