package nl.tec.organisations.internal;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import nl.tec.accounts.Actor;
import nl.tec.accounts.Secrets;
import nl.tec.hub.Rows;
import nl.tec.hub.Texts;
import nl.tec.organisations.AccountRequests.OpenRequest;
import nl.tec.organisations.AccountRequests.Request;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

@Component
public class AccountRequestStore {

    private static final String OPEN = """
            select r.id, r.name, r.email, r.role, r.organisation_id as site_id, r.language, r.confirmed_at, o.name as school,
                   coalesce(o.town, '') as town
            from account_request r join organisation o on o.id = r.organisation_id
            """;

    private final JdbcClient jdbc;

    AccountRequestStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Stores a request and returns its id; empty if the same request was confirmed before. */
    public Optional<Long> keep(Request request, Instant now) {
        return jdbc.sql("""
                insert into account_request as r (name, email, role, organisation_id, language, secret_hash, asked_at)
                values (?, ?, ?, ?, ?, ?, ?)
                on conflict (email, role, organisation_id) where decided_at is null
                do update set name = excluded.name, asked_at = excluded.asked_at where r.confirmed_at is null
                returning id
                """)
                .params(
                        request.name(),
                        request.email(),
                        request.role().name(),
                        request.siteId(),
                        request.language().getLanguage(),
                        // a placeholder that matches no link, until the mail is rendered
                        Secrets.hash(Secrets.make()),
                        Rows.timestamp(now))
                .query(Long.class)
                .optional();
    }

    /** Creates a new secret for confirming a request, which invalidates the previous one. Only its hash is stored. */
    String makeSecret(long id) {
        String secret = Secrets.make();
        jdbc.sql("update account_request set secret_hash = ? where id = ?")
                .params(Secrets.hash(secret), id)
                .update();
        return secret;
    }

    public String school(long siteId) {
        return jdbc.sql("select name from organisation where id = ?")
                .param(siteId)
                .query(String.class)
                .single();
    }

    /** Confirms a request and returns the name of the school; empty if the secret is unknown or the request was decided. */
    public Optional<String> confirm(byte[] secretHash, Instant now) {
        return jdbc.sql("""
                update account_request r set confirmed_at = coalesce(r.confirmed_at, ?)
                  from organisation o
                 where r.secret_hash = ? and r.decided_at is null and o.id = r.organisation_id
                returning o.name
                """)
                .params(Rows.timestamp(now), secretHash)
                .query(String.class)
                .optional();
    }

    public List<OpenRequest> open() {
        return jdbc.sql(OPEN
                        + "where r.confirmed_at is not null and r.decided_at is null order by r.confirmed_at, r.id")
                .query(Rows.of(OpenRequest.class))
                .list();
    }

    public OpenRequest get(long id) {
        return jdbc.sql(OPEN + "where r.id = ?")
                .param(id)
                .query(Rows.of(OpenRequest.class))
                .single();
    }

    public Locale language(long id) {
        return Texts.language(jdbc.sql("select language from account_request where id = ?")
                .param(id)
                .query(String.class)
                .single());
    }

    /** @return false if it was decided before */
    public boolean decide(long id, boolean granted, Actor by, Instant now) {
        return jdbc.sql("""
                update account_request set decided_at = ?, decided_by = ?, granted = ?
                 where id = ? and confirmed_at is not null and decided_at is null
                """)
                        .params(Rows.timestamp(now), by.accountId(), granted, id)
                        .update()
                > 0;
    }
}
