package nl.tec.accounts;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import nl.tec.accounts.Actor.Membership;
import nl.tec.accounts.internal.AccountRows;
import nl.tec.accounts.internal.WebSessions;
import nl.tec.hub.Rows;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * The accounts and their roles (rules 9). Who may call what is for the caller to have asked; every change is in the audit
 * log under the name of {@code by} (null: the system itself). A role that is taken away ends the sessions of the account.
 */
@Service
public class Accounts {

    /** The outcome of a change. */
    public enum Change {
        DONE,
        /** It was so already. */
        NOTHING,
        /** Refused: a hub without an administrator can't be mended by anybody. */
        LAST_ADMINISTRATOR
    }

    private final JdbcClient jdbc;
    private final Clock clock;
    private final Audit audit;
    private final WebSessions sessions;
    private final PasswordEncoder encoder;
    private final AccountMails mails;

    Accounts(
            JdbcClient jdbc,
            Clock clock,
            Audit audit,
            WebSessions sessions,
            PasswordEncoder encoder,
            AccountMails mails) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.audit = audit;
        this.sessions = sessions;
        this.encoder = encoder;
        this.mails = mails;
    }

    public Optional<Account> find(long id) {
        return jdbc.sql(AccountRows.SELECT + "where a.id = ?")
                .param(id)
                .query(AccountRows::account)
                .optional();
    }

    public Optional<Account> findByEmail(String email) {
        return jdbc.sql(AccountRows.SELECT + "where a.email = ?")
                .param(email.strip().toLowerCase(Locale.ROOT))
                .query(AccountRows::account)
                .optional();
    }

    /** Finds the accounts that hold one of these roles for the organisation and may sign in, by name; to mail them all, for instance. */
    public List<Account> members(long organisationId, Role... roles) {
        return jdbc.sql(AccountRows.SELECT + """
                where a.disabled_at is null and exists
                  (select from account_role r where r.account_id = a.id and r.organisation_id = :organisation and r.role in (:roles))
                order by a.name, a.id
                """)
                .param("organisation", organisationId)
                .param("roles", Arrays.stream(roles).map(Role::name).toList())
                .query(AccountRows::account)
                .list();
    }

    /** Finds the accounts that hold a role that is not of one organisation and may sign in, by name. */
    public List<Account> holders(Role role) {
        return jdbc.sql(AccountRows.SELECT + """
                where a.disabled_at is null and exists
                  (select from account_role r where r.account_id = a.id and r.role = :role)
                order by a.name, a.id
                """)
                .param("role", role.name())
                .query(AccountRows::account)
                .list();
    }

    /**
     * Makes an account.
     *
     * @return empty when the mail address has one already
     */
    @Transactional
    public Optional<Account> create(@Nullable Actor by, NewAccount account) {
        Optional<Long> id = jdbc.sql("""
                insert into account (email, name, language, password_hash, created_at) values (?, ?, ?, ?, ?)
                on conflict (email) do nothing returning id
                """)
                .param(account.email().toLowerCase(Locale.ROOT))
                .param(account.name())
                .param(account.language().getLanguage())
                .param(account.password() == null ? null : encoder.encode(account.password()))
                .param(now())
                .query(Long.class)
                .optional();
        if (id.isEmpty()) {
            return Optional.empty();
        }
        audit.add(by, "ACCOUNT_MADE", "account", id.get());
        account.memberships().forEach(membership -> grant(by, id.get(), membership));
        return find(id.get());
    }

    /** Makes an account and mails how to sign in. */
    @Transactional
    public Optional<Account> invite(Actor by, NewAccount account) {
        Optional<Account> made = create(by, account);
        made.ifPresent(a -> mails.invitation(a.email(), a.name(), a.language(), by.name()));
        return made;
    }

    @Transactional
    public void change(Actor by, long id, String name, Locale language) {
        int changed = jdbc.sql("""
                update account set name = :name, language = :language
                where id = :id and (name, language) is distinct from (:name, :language)
                """)
                .param("name", name)
                .param("language", language.getLanguage())
                .param("id", id)
                .update();
        if (changed > 0) {
            audit.add(by, "ACCOUNT_CHANGED", "account", id);
        }
    }

    /** Ends the other sessions of the account, whoever knew the old password is out; and mails that it was done. */
    @Transactional
    public void changePassword(Actor by, Account account, String password, @Nullable String keepSession) {
        jdbc.sql("update account set password_hash = ? where id = ?")
                .params(encoder.encode(password), account.id())
                .update();
        sessions.endAll(account.id(), keepSession);
        mails.passwordChanged(account.email(), account.name(), account.language());
        audit.add(by, "PASSWORD_CHANGED", "account", account.id());
    }

    public boolean passwordIs(long id, String password) {
        return jdbc.sql("select password_hash from account where id = ? and password_hash is not null")
                .param(id)
                .query(String.class)
                .optional()
                .map(hash -> encoder.matches(password, hash))
                .orElse(false);
    }

    @Transactional
    public Change grant(@Nullable Actor by, long id, Membership membership) {
        int added = jdbc.sql("""
                insert into account_role (account_id, role, organisation_id, granted_at) values (?, ?, ?, ?)
                on conflict do nothing
                """)
                .params(id, membership.role().name())
                .param(membership.organisationId())
                .param(now())
                .update();
        if (added == 0) {
            return Change.NOTHING;
        }
        audit.add(by, "ROLE_GIVEN_" + membership.role(), "account", id);
        return Change.DONE;
    }

    @Transactional
    public Change revoke(Actor by, long id, Membership membership) {
        if (membership.role() == Role.ADMINISTRATOR && lastAdministrator(id)) {
            return Change.LAST_ADMINISTRATOR;
        }
        int removed = jdbc.sql("""
                delete from account_role
                where account_id = :id and role = :role and organisation_id is not distinct from :organisation::bigint
                """)
                .param("id", id)
                .param("role", membership.role().name())
                .param("organisation", membership.organisationId())
                .update();
        if (removed == 0) {
            return Change.NOTHING;
        }
        sessions.endAll(id, null);
        audit.add(by, "ROLE_TAKEN_" + membership.role(), "account", id);
        return Change.DONE;
    }

    /** It can't sign in any more, and is signed out at once. */
    @Transactional
    public Change disable(@Nullable Actor by, long id) {
        if (lastAdministrator(id)) {
            return Change.LAST_ADMINISTRATOR;
        }
        int changed = jdbc.sql("update account set disabled_at = ? where id = ? and disabled_at is null")
                .params(now(), id)
                .update();
        if (changed == 0) {
            return Change.NOTHING;
        }
        sessions.endAll(id, null);
        audit.add(by, "ACCOUNT_DISABLED", "account", id);
        return Change.DONE;
    }

    @Transactional
    public Change enable(Actor by, long id) {
        int changed = jdbc.sql("update account set disabled_at = null where id = ? and disabled_at is not null")
                .param(id)
                .update();
        if (changed == 0) {
            return Change.NOTHING;
        }
        audit.add(by, "ACCOUNT_ENABLED", "account", id);
        return Change.DONE;
    }

    /** Signs the account out everywhere, but for one session. */
    @Transactional
    public void endSessions(Actor by, long id, @Nullable String keepSession) {
        sessions.endAll(id, keepSession);
        audit.add(by, "SESSIONS_ENDED", "account", id);
    }

    /** Whether this is the only administrator who can sign in; locks, so that two can't go at the same moment. */
    private boolean lastAdministrator(long id) {
        List<Long> administrators = jdbc.sql("""
                select a.id from account a join account_role r on r.account_id = a.id
                where r.role = 'ADMINISTRATOR' and a.disabled_at is null order by a.id for update
                """).query(Long.class).list();
        return administrators.equals(List.of(id));
    }

    private Timestamp now() {
        return Rows.timestamp(Instant.now(clock));
    }
}
