package nl.tec.accounts.internal;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import nl.tec.accounts.Account;
import nl.tec.accounts.Role;
import nl.tec.accounts.SecondFactor.Count;
import nl.tec.hub.Rows;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads and writes {@code account_totp} and {@code account_recovery_code}, and counts who has a second factor. */
@Component
public class SecondFactorStore {

    /** An app. @param lastStep the time step of the last used code */
    public record App(byte[] secret, long lastStep) {}

    private final JdbcClient jdbc;

    SecondFactorStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    public Map<Role, Count> counts() {
        return jdbc
                .sql("""
                select r.role, count(distinct a.id) as people,
                       count(distinct a.id) filter (where not %s) as without
                  from account_role r join account a on a.id = r.account_id where a.disabled_at is null group by r.role
                """.formatted(AccountRows.HAS_SECOND_FACTOR))
                .query((row, n) -> Map.entry(
                        Rows.constant(row, "role", Role.class), new Count(row.getInt("people"), row.getInt("without"))))
                .list()
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    public List<Account> without(Set<Role> roles, int limit) {
        return jdbc.sql(AccountRows.SELECT + """
                where a.disabled_at is null and not %s
                  and exists (select from account_role r where r.account_id = a.id and r.role = any(?))
                order by lower(a.name), a.id limit ?
                """.formatted(AccountRows.HAS_SECOND_FACTOR))
                .param(roles.stream().map(Role::name).toArray(String[]::new))
                .param(limit)
                .query(AccountRows::account)
                .list();
    }

    public boolean hasApp(long accountId) {
        return jdbc.sql("select exists (select from account_totp where account_id = ? and confirmed_at is not null)")
                .param(accountId)
                .query(Boolean.class)
                .single();
    }

    /** Returns the secret of an unconfirmed app, storing the fresh one if there is no app at all. */
    public Optional<byte[]> unconfirmedSecret(long accountId, byte[] fresh) {
        jdbc.sql("insert into account_totp (account_id, secret) values (?, ?) on conflict do nothing")
                .param(accountId)
                .param(fresh)
                .update();
        return jdbc.sql("select secret from account_totp where account_id = ? and confirmed_at is null")
                .param(accountId)
                .query(byte[].class)
                .optional();
    }

    /** Finds and locks an app, so that a code is used once. @param confirmed whether it is active */
    public Optional<App> appForUpdate(long accountId, boolean confirmed) {
        return jdbc.sql("""
                select secret, last_step from account_totp
                where account_id = ? and (confirmed_at is not null) = ? for update
                """)
                .param(accountId)
                .param(confirmed)
                .query(Rows.of(App.class))
                .optional();
    }

    /** Finds and locks an app that was activated after a moment. @param sessionHash of the session that waited for it; null: signed in */
    public Optional<App> appConfirmedAfter(long accountId, Instant moment, byte @Nullable [] sessionHash) {
        return jdbc.sql("""
                select secret, last_step from account_totp
                where account_id = ? and confirmed_at > ? and (?::bytea is null or confirmed_in = ?) for update
                """)
                .param(accountId)
                .param(Rows.timestamp(moment))
                .param(sessionHash)
                .param(sessionHash)
                .query(Rows.of(App.class))
                .optional();
    }

    /** Finds the account whose app was activated after a moment in a session that waited for it. */
    public Optional<Long> accountConfirmedIn(byte[] sessionHash, Instant moment) {
        return jdbc.sql("""
                select t.account_id from account_totp t join account a on a.id = t.account_id
                where t.confirmed_in = ? and t.confirmed_at > ? and a.disabled_at is null
                """)
                .params(sessionHash, Rows.timestamp(moment))
                .query(Long.class)
                .optional();
    }

    public void used(long accountId, long step) {
        jdbc.sql("update account_totp set last_step = ? where account_id = ?")
                .param(step)
                .param(accountId)
                .update();
    }

    /** @param sessionHash of the session that waited for it; null: signed in */
    public void confirm(long accountId, Instant now, byte @Nullable [] sessionHash) {
        jdbc.sql("update account_totp set confirmed_at = ?, confirmed_in = ? where account_id = ?")
                .param(Rows.timestamp(now))
                .param(sessionHash)
                .param(accountId)
                .update();
    }

    /** Removes the app and the recovery codes. @return whether there was an app */
    public boolean remove(long accountId) {
        int removed = jdbc.sql("delete from account_totp where account_id = ?")
                .param(accountId)
                .update();
        removeCodes(accountId);
        return removed > 0;
    }

    public int codesLeft(long accountId) {
        return jdbc.sql("select count(*) from account_recovery_code where account_id = ? and used_at is null")
                .param(accountId)
                .query(Integer.class)
                .single();
    }

    /** Consumes a recovery code. @return whether it existed and was unused */
    public boolean useCode(long accountId, byte[] hash, Instant now) {
        return jdbc.sql("""
                update account_recovery_code set used_at = ? where account_id = ? and code_hash = ? and used_at is null
                """)
                        .param(Rows.timestamp(now))
                        .param(accountId)
                        .param(hash)
                        .update()
                > 0;
    }

    /** Replaces all recovery codes. */
    public void replaceCodes(long accountId, Collection<byte[]> hashes) {
        removeCodes(accountId);
        for (byte[] hash : hashes) {
            jdbc.sql("insert into account_recovery_code (account_id, code_hash) values (?, ?)")
                    .param(accountId)
                    .param(hash)
                    .update();
        }
    }

    private void removeCodes(long accountId) {
        jdbc.sql("delete from account_recovery_code where account_id = ?")
                .param(accountId)
                .update();
    }
}
