package nl.tec.accounts.internal;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import nl.tec.accounts.Actor;
import nl.tec.accounts.Role;
import nl.tec.accounts.SecondFactor;
import nl.tec.accounts.Secrets;
import nl.tec.accounts.SignedInSessions;
import nl.tec.hub.Rows;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The sessions of signed-in users, in the database (decision 0003): a secret in a cookie and its SHA-256 in {@code web_session}. A request
 * takes one query, which also reads the roles; the time of last use is written at most once a minute.
 */
@Component
public class WebSessions {

    /** The idle timeout of a session. */
    static final Duration IDLE = Duration.ofHours(8);

    /** The maximum lifetime of a session, regardless of use. */
    static final Duration MAX_LENGTH = Duration.ofDays(14);

    /** The time within which the second factor has to be given. */
    static final Duration PENDING_TIMEOUT = Duration.ofMinutes(15);

    /** Ends sessions and remembers them, so that their devices can be told as long as they may still have the cookie. */
    private static final String ENDED = """
            with ended as (delete from web_session where %s returning secret_hash)
            insert into web_session_ended (secret_hash, ended_at) select secret_hash, ? from ended on conflict do nothing
            """;

    private static final Duration STALE = Duration.ofMinutes(1);

    /**
     * The condition that session {@code s} of account {@code a} gives no access: the second factor is due, or a role has come to require
     * one and there is none. Its parameter: the roles that require one.
     */
    private static final String SECOND_FACTOR_DUE = """
            (s.second_factor_due or not s.proved and not %s
              and exists (select from account_role r where r.account_id = a.id and r.role = any(?)))
            """.formatted(AccountRows.HAS_SECOND_FACTOR);

    /** Concatenated once, because it runs on every request of a signed-in user. */
    private static final String FIND =
            "select s.created_at, s.seen_at, s.proved, a.id, a.name, a.email, " + AccountRows.ROLES + """
            from web_session s join account a on a.id = s.account_id
            where s.secret_hash = ? and s.expires_at > ? and a.disabled_at is null and not s.second_factor_due
            """;

    /** The authentication factors with which a session began. */
    enum Factors {
        /** One, while a second is required: no access yet, for at most {@link #PENDING_TIMEOUT}. */
        DUE,
        /** One, which is sufficient. */
        ENOUGH,
        /** Two. */
        PROVED
    }

    private final JdbcClient jdbc;
    private final Clock clock;
    private final SecondFactor secondFactor;

    WebSessions(JdbcClient jdbc, Clock clock, SecondFactor secondFactor) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.secondFactor = secondFactor;
    }

    /**
     * Starts a session and returns its secret.
     *
     * @param browser a name by which its owner recognises it
     */
    String start(long accountId, boolean byLink, Factors factors, String browser) {
        String secret = Secrets.make();
        Instant now = clock.instant();
        jdbc.sql("""
                insert into web_session
                  (secret_hash, account_id, by_link, second_factor_due, proved, browser, created_at, seen_at, expires_at)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?)
                """)
                .param(Secrets.hash(secret))
                .param(accountId)
                .param(byLink)
                .param(factors == Factors.DUE)
                .param(factors == Factors.PROVED)
                .param(browser)
                .param(Rows.timestamp(now))
                .param(Rows.timestamp(now))
                .param(Rows.timestamp(now.plus(factors == Factors.DUE ? PENDING_TIMEOUT : IDLE)))
                .update();
        return secret;
    }

    private record Found(Actor actor, boolean proved, Instant createdAt, Instant seenAt) {}

    /** Finds the actor of a session, with their current roles. */
    Optional<Actor> find(String secret) {
        Instant now = clock.instant();
        byte[] hash = Secrets.hash(secret);
        Optional<Found> found = jdbc.sql(FIND)
                .params(hash, Rows.timestamp(now))
                .query((row, n) -> new Found(
                        new Actor(
                                row.getLong("id"),
                                row.getString("name"),
                                row.getString("email"),
                                AccountRows.memberships(row.getString("roles"))),
                        row.getBoolean("proved"),
                        Rows.instant(row, "created_at"),
                        Rows.instant(row, "seen_at")))
                .optional()
                // most roles require no second factor, and need no query for it
                .filter(session -> session.proved()
                        || !secondFactor.obligatory(session.actor())
                        || pendingSecondFactor(secret).isEmpty());
        found.filter(session -> session.seenAt().isBefore(now.minus(STALE)))
                .ifPresent(session -> seen(hash, session.createdAt(), now));
        return found.map(Found::actor);
    }

    /** Finds the account of a session for which the second factor is still due. */
    public Optional<Long> pendingSecondFactor(String secret) {
        return jdbc.sql("""
                select s.account_id from web_session s join account a on a.id = s.account_id
                where s.secret_hash = ? and s.expires_at > ? and a.disabled_at is null and
                """ + SECOND_FACTOR_DUE)
                .param(Secrets.hash(secret))
                .param(Rows.now(clock))
                .param(obliged())
                .query(Long.class)
                .optional();
    }

    private String[] obliged() {
        return secondFactor.roles().stream().map(Role::name).toArray(String[]::new);
    }

    /** Returns the sessions of an account: the current one, then the most recently used. @param secret of the current session */
    public List<SignedInSessions.ActiveSession> open(long accountId, String secret) {
        return jdbc.sql("""
                select id, browser, seen_at, secret_hash = ? as current from web_session
                where account_id = ? and expires_at > ? and not second_factor_due order by current desc, seen_at desc, id
                """)
                .param(Secrets.hash(secret))
                .param(accountId)
                .param(Rows.now(clock))
                .query(Rows.of(SignedInSessions.ActiveSession.class))
                .list();
    }

    /** Ends a session of an account remotely. */
    public boolean end(long accountId, long id) {
        return jdbc.sql(ENDED.formatted("account_id = ? and id = ?"))
                        .param(accountId)
                        .param(id)
                        .param(Rows.now(clock))
                        .update()
                > 0;
    }

    /** Whether a session was ended remotely, not by a timeout or its own browser. */
    public boolean endedElsewhere(String secret) {
        return jdbc.sql("select exists (select from web_session_ended where secret_hash = ?)")
                .param(Secrets.hash(secret))
                .query(Boolean.class)
                .single();
    }

    /** Whether a session began with a link in the mail, which proves the mail address and replaces the old password. */
    public boolean byLink(String secret) {
        return jdbc.sql("select by_link from web_session where secret_hash = ?")
                .param(Secrets.hash(secret))
                .query(Boolean.class)
                .optional()
                .orElse(false);
    }

    void end(String secret) {
        jdbc.sql("delete from web_session where secret_hash = ?")
                .param(Secrets.hash(secret))
                .update();
    }

    /** @param keep the secret of a session to keep; null: none */
    public void endAll(long accountId, @Nullable String keep) {
        jdbc.sql(ENDED.formatted("account_id = ? and secret_hash <> ?"))
                .param(accountId)
                .param(keep == null ? new byte[0] : Secrets.hash(keep))
                .param(Rows.now(clock))
                .update();
    }

    private void seen(byte[] hash, Instant createdAt, Instant now) {
        Instant end = createdAt.plus(MAX_LENGTH);
        Instant idle = now.plus(IDLE);
        jdbc.sql("update web_session set seen_at = ?, expires_at = ? where secret_hash = ?")
                .params(Rows.timestamp(now), Rows.timestamp(idle.isBefore(end) ? idle : end), hash)
                .update();
    }
}
