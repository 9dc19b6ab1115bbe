package nl.tec.organisations.internal;

import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import nl.tec.accounts.Account;
import nl.tec.accounts.Accounts;
import nl.tec.accounts.Actor;
import nl.tec.accounts.Actor.Membership;
import nl.tec.accounts.Audit;
import nl.tec.accounts.NewAccount;
import nl.tec.accounts.Role;
import nl.tec.accounts.Secrets;
import nl.tec.hub.HubSettings;
import nl.tec.hub.RecurringJob;
import nl.tec.hub.Rows;
import nl.tec.hub.Texts;
import nl.tec.mail.MailTemplate;
import nl.tec.mail.MailWriter;
import nl.tec.mail.Outbox;
import nl.tec.organisations.AccountRequests;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

@Service
class StoredAccountRequests implements AccountRequests {

    private static final String CONFIRM = "school-account-confirm";
    private static final String DECIDED = "school-account-decided";

    private static final String OPEN = """
            select r.id, r.name, r.email, r.role, r.organisation_id, r.language, r.confirmed_at, o.name as school,
                   coalesce(o.town, '') as town
            from account_request r join organisation o on o.id = r.organisation_id
            """;

    private final JdbcClient jdbc;
    private final Clock clock;
    private final Accounts accounts;
    private final Audit audit;
    private final Outbox outbox;

    StoredAccountRequests(JdbcClient jdbc, Clock clock, Accounts accounts, Audit audit, Outbox outbox) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.accounts = accounts;
        this.audit = audit;
        this.outbox = outbox;
    }

    @Override
    @Transactional
    public void ask(Request request) {
        String secret = Secrets.make();
        boolean kept = jdbc.sql("""
                insert into account_request as r (name, email, role, organisation_id, language, secret_hash, asked_at)
                values (?, ?, ?, ?, ?, ?, ?)
                on conflict (email, role, organisation_id) where decided_at is null
                do update set name = excluded.name, secret_hash = excluded.secret_hash, asked_at = excluded.asked_at
                   where r.confirmed_at is null
                """)
                        .param(request.name())
                        .param(request.email())
                        .param(request.role().name())
                        .param(request.siteId())
                        .param(request.language().getLanguage())
                        .param(Secrets.hash(secret))
                        .param(now())
                        .update()
                > 0;
        if (kept) {
            outbox.put(
                    CONFIRM,
                    request.email(),
                    request.language(),
                    Map.of("name", request.name(), "school", school(request.siteId()), "secret", secret),
                    null);
        }
    }

    private String school(long siteId) {
        return jdbc.sql("select name from organisation where id = ?")
                .param(siteId)
                .query(String.class)
                .single();
    }

    @Override
    @Transactional
    public Optional<String> confirm(String secret) {
        return jdbc.sql("""
                update account_request r set confirmed_at = coalesce(r.confirmed_at, ?)
                  from organisation o
                 where r.secret_hash = ? and r.decided_at is null and o.id = r.organisation_id
                returning o.name
                """)
                .param(now())
                .param(Secrets.hash(secret))
                .query(String.class)
                .optional();
    }

    @Override
    public List<Open> open() {
        return jdbc.sql(OPEN
                        + "where r.confirmed_at is not null and r.decided_at is null order by r.confirmed_at, r.id")
                .query(StoredAccountRequests::row)
                .list();
    }

    private static Open row(ResultSet row, int n) throws SQLException {
        return new Open(
                row.getLong("id"),
                row.getString("name"),
                row.getString("email"),
                Rows.constant(row, "role", Role.class),
                row.getLong("organisation_id"),
                row.getString("school"),
                row.getString("town"),
                Rows.instant(row, "confirmed_at"));
    }

    @Override
    @Transactional
    public boolean decide(long id, boolean granted, Actor by) {
        int first = jdbc.sql("""
                update account_request set decided_at = ?, decided_by = ?, granted = ?
                 where id = ? and confirmed_at is not null and decided_at is null
                """)
                .param(now())
                .param(by.accountId())
                .param(granted)
                .param(id)
                .update();
        if (first == 0) {
            return false;
        }
        Open request = jdbc.sql(OPEN + "where r.id = ?")
                .param(id)
                .query(StoredAccountRequests::row)
                .single();
        Locale language = Texts.language(jdbc.sql("select language from account_request where id = ?")
                .param(id)
                .query(String.class)
                .single());
        if (granted) {
            Membership membership = Membership.of(request.role(), request.siteId());
            Account account = accounts.findByEmail(request.email())
                    .or(() -> accounts.create(
                            by, new NewAccount(request.email(), request.name(), language, null, Set.of())))
                    .orElseThrow();
            accounts.grant(by, account.id(), membership);
        }
        audit.add(by, granted ? "ACCOUNT_REQUEST_GRANTED" : "ACCOUNT_REQUEST_REFUSED", "account_request", id);
        outbox.put(
                DECIDED,
                request.email(),
                language,
                Map.of("name", request.name(), "school", request.school(), "granted", granted),
                null);
        return true;
    }

    private Timestamp now() {
        return Rows.timestamp(clock.instant());
    }

    /** Its mails, and what removes requests that are over: they hold names and addresses (rules 8). */
    @Configuration(proxyBeanMethods = false)
    static class Beans {

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
                            .param(Timestamp.from(hub.retainedFrom(clock.instant())))
                            .update());
        }
    }
}
