package nl.tec.accounts.internal;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import nl.tec.accounts.Actor.Membership;
import nl.tec.hub.Rows;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Writes the tables {@code account} and {@code account_role}. Commands return whether anything changed. */
@Component
public class AccountsStore {

    private final JdbcClient jdbc;

    AccountsStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** @return empty if the mail address already has an account */
    public Optional<Long> add(String email, String name, Locale language, @Nullable String passwordHash, Instant now) {
        return jdbc.sql("""
                insert into account (email, name, language, password_hash, created_at) values (?, ?, ?, ?, ?)
                on conflict (email) do nothing returning id
                """)
                .param(email.toLowerCase(Locale.ROOT))
                .param(name)
                .param(language.getLanguage())
                .param(passwordHash)
                .param(Rows.timestamp(now))
                .query(Long.class)
                .optional();
    }

    public boolean change(long id, String name, Locale language) {
        return jdbc.sql("""
                update account set name = :name, language = :language
                where id = :id and (name, language) is distinct from (:name, :language)
                """)
                        .param("name", name)
                        .param("language", language.getLanguage())
                        .param("id", id)
                        .update()
                > 0;
    }

    /** Returns the password hash; empty if there is no account or password. */
    public Optional<String> passwordHash(long id) {
        return jdbc.sql("select password_hash from account where id = ? and password_hash is not null")
                .param(id)
                .query(String.class)
                .optional();
    }

    public void setPasswordHash(long id, String hash) {
        jdbc.sql("update account set password_hash = ? where id = ?")
                .params(hash, id)
                .update();
    }

    public boolean grant(long id, Membership membership, Instant now) {
        return jdbc.sql("""
                insert into account_role (account_id, role, organisation_id, granted_at) values (?, ?, ?, ?)
                on conflict do nothing
                """)
                        .params(id, membership.role().name())
                        .param(membership.organisationId())
                        .param(Rows.timestamp(now))
                        .update()
                > 0;
    }

    public boolean revoke(long id, Membership membership) {
        return jdbc.sql("""
                delete from account_role
                where account_id = :id and role = :role and organisation_id is not distinct from :organisation::bigint
                """)
                        .param("id", id)
                        .param("role", membership.role().name())
                        .param("organisation", membership.organisationId())
                        .update()
                > 0;
    }

    public boolean disable(long id, Instant now) {
        return jdbc.sql("update account set disabled_at = ? where id = ? and disabled_at is null")
                        .params(Rows.timestamp(now), id)
                        .update()
                > 0;
    }

    public boolean enable(long id) {
        return jdbc.sql("update account set disabled_at = null where id = ? and disabled_at is not null")
                        .param(id)
                        .update()
                > 0;
    }

    /** Locks and returns the enabled administrators, so that two cannot be removed concurrently. */
    public List<Long> administratorsForUpdate() {
        return jdbc.sql("""
                select a.id from account a join account_role r on r.account_id = a.id
                where r.role = 'ADMINISTRATOR' and a.disabled_at is null order by a.id for update
                """).query(Long.class).list();
    }
}
