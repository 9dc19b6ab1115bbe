package nl.tec.accounts;

import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import nl.tec.accounts.Actor.Membership;
import nl.tec.accounts.internal.AccountsQueries;
import nl.tec.accounts.internal.AccountsStore;
import nl.tec.accounts.internal.WebSessions;
import org.jspecify.annotations.Nullable;
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

    private final AccountsQueries queries;
    private final AccountsStore store;
    private final Clock clock;
    private final Audit audit;
    private final WebSessions sessions;
    private final PasswordEncoder encoder;
    private final AccountMails mails;

    Accounts(
            AccountsQueries queries,
            AccountsStore store,
            Clock clock,
            Audit audit,
            WebSessions sessions,
            PasswordEncoder encoder,
            AccountMails mails) {
        this.queries = queries;
        this.store = store;
        this.clock = clock;
        this.audit = audit;
        this.sessions = sessions;
        this.encoder = encoder;
        this.mails = mails;
    }

    public Optional<Account> find(long id) {
        return queries.find(id);
    }

    public Optional<Account> findByEmail(String email) {
        return queries.findByEmail(email);
    }

    /** Finds the accounts that hold one of these roles for the organisation and may sign in, by name; to mail them all, for instance. */
    public List<Account> members(long organisationId, Role... roles) {
        return queries.members(organisationId, roles);
    }

    /** Finds the accounts that hold a role that is not of one organisation and may sign in, by name. */
    public List<Account> holders(Role role) {
        return queries.holders(role);
    }

    /**
     * Makes an account.
     *
     * @return empty when the mail address has one already
     */
    @Transactional
    public Optional<Account> create(@Nullable Actor by, NewAccount account) {
        Optional<Long> id = store.add(
                account.email(),
                account.name(),
                account.language(),
                account.password() == null ? null : encoder.encode(account.password()),
                clock.instant());
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
        if (store.change(id, name, language)) {
            audit.add(by, "ACCOUNT_CHANGED", "account", id);
        }
    }

    /** Ends the other sessions of the account, whoever knew the old password is out; and mails that it was done. */
    @Transactional
    public void changePassword(Actor by, Account account, String password, @Nullable String keepSession) {
        store.setPasswordHash(account.id(), encoder.encode(password));
        sessions.endAll(account.id(), keepSession);
        mails.passwordChanged(account.email(), account.name(), account.language());
        audit.add(by, "PASSWORD_CHANGED", "account", account.id());
    }

    public boolean passwordIs(long id, String password) {
        return store.passwordHash(id)
                .map(hash -> encoder.matches(password, hash))
                .orElse(false);
    }

    @Transactional
    public Change grant(@Nullable Actor by, long id, Membership membership) {
        if (!store.grant(id, membership, clock.instant())) {
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
        if (!store.revoke(id, membership)) {
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
        if (!store.disable(id, clock.instant())) {
            return Change.NOTHING;
        }
        sessions.endAll(id, null);
        audit.add(by, "ACCOUNT_DISABLED", "account", id);
        return Change.DONE;
    }

    @Transactional
    public Change enable(Actor by, long id) {
        if (!store.enable(id)) {
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
        return store.administratorsForUpdate().equals(List.of(id));
    }
}
