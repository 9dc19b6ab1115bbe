package nl.tec.mail.internal;

import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nl.tec.hub.HubSettings;
import nl.tec.hub.Rows;
import nl.tec.hub.Texts;
import nl.tec.mail.MailSetup;
import nl.tec.mail.MailTemplate.Mail;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mail.MailException;
import org.springframework.stereotype.Service;

@Service
class MailCheck implements MailSetup {

    private final MailDelivery mailDelivery;
    private final MailServer server;
    private final HubSettings hub;
    private final Texts texts;
    private final JdbcClient jdbc;
    private final Clock clock;

    MailCheck(
            MailDelivery mailDelivery, MailServer server, HubSettings hub, Texts texts, JdbcClient jdbc, Clock clock) {
        this.mailDelivery = mailDelivery;
        this.server = server;
        this.hub = hub;
        this.texts = texts;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    @Override
    public boolean delivers() {
        return mailDelivery.possible();
    }

    @Override
    public Optional<String> server() {
        return server.address();
    }

    @Override
    public Optional<String> sendTest(String recipient) {
        String text = texts.text(Texts.DUTCH, "mail.try.text", hub.name());
        Mail mail = new Mail(
                texts.text(Texts.DUTCH, "mail.try.subject", hub.name()),
                text,
                "<p>" + text + "</p>",
                null,
                Map.of(),
                null);
        try {
            mailDelivery.toServer(System.nanoTime(), recipient, mail);
            return Optional.empty();
        } catch (MailException e) {
            return Optional.of(Refusal.of(e).said());
        }
    }

    @Override
    public Optional<Instant> waitingSince() {
        return jdbc.sql("""
                with waiting as (select created_at, attempts, recipient from outbox where sent_at is null and failed_at is null)
                select min(created_at) as since from waiting
                where attempts = 0
                   or created_at > coalesce((select max(sent_at) from outbox), '-infinity')
                      and (select count(distinct recipient) from waiting) > 1
                """)
                .query((row, n) -> Optional.ofNullable(Rows.instantOrNull(row, "since")))
                .single();
    }

    @Override
    public int failedCount() {
        return jdbc.sql("select count(*) from outbox where failed_at is not null")
                .query(Integer.class)
                .single();
    }

    @Override
    public int sendAgain(Collection<Long> mails) {
        return jdbc.sql("""
                update outbox set failed_at = null, attempts = 0, next_attempt_at = ?
                where failed_at is not null and sent_at is null and id = any(?::bigint[])
                """).param(Rows.now(clock)).param(Rows.array(mails)).update();
    }

    @Override
    public int waiting() {
        return jdbc.sql("select count(*) from outbox where sent_at is null and failed_at is null")
                .query(Integer.class)
                .single();
    }

    @Override
    public List<Failed> failed(int limit) {
        return jdbc.sql("""
                select id, recipient, template, failed_at as at, coalesce(error, '') as error from outbox
                where failed_at is not null order by failed_at desc, id desc limit ?
                """).param(limit).query(Rows.of(Failed.class)).list();
    }
}
