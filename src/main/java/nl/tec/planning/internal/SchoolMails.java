package nl.tec.planning.internal;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import nl.tec.hub.Rows;
import nl.tec.mail.Outbox;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Mails to whoever is mailed about the bookings of schools. */
@Component
class SchoolMails {

    private final JdbcClient jdbc;
    private final Outbox outbox;

    SchoolMails(JdbcClient jdbc, Outbox outbox) {
        this.jdbc = jdbc;
        this.outbox = outbox;
    }

    private record Recipient(long siteId, String email, String language) {}

    /**
     * Mails these schools; with the same key each of their addresses gets one mail.
     *
     * @param payload what the mail says of all of them; {@code site} is added
     */
    void put(String template, String key, Collection<Long> siteIds, Map<String, Object> payload) {
        for (Recipient recipient : recipients(siteIds)) {
            Map<String, Object> own = new HashMap<>(payload);
            own.put("site", recipient.siteId());
            outbox.put(
                    template,
                    recipient.email(),
                    Locale.forLanguageTag(recipient.language()),
                    own,
                    key + "-" + recipient.siteId() + "-" + recipient.email());
        }
    }

    private List<Recipient> recipients(Collection<Long> siteIds) {
        return jdbc.sql("""
                select t.site_id, r.email, r.language
                  from unnest(?::bigint[]) t (site_id) cross join lateral class_mail_recipients(t.site_id, null) r
                 order by t.site_id, r.email
                """).param(Rows.array(siteIds)).query(Recipient.class).list();
    }
}
