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
 * The accounts and their roles (rules 9). The caller checks authorisation. Every change is audited with {@code by} as its author (null:
 * the system itself). Revoking a role ends the sessions of the account.
 */
@Service
public class Accounts {

    /** The outcome of a change. */
    public enum Change {
        DONE,
        /** Nothing had to be changed. */
        NOTHING,
        /** Refused, because nobody could repair a hub without an administrator. */
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

    /** Finds the enabled accounts with one of these roles at an organisation, by name. */
    public List<Account> members(long organisationId, Role... roles) {
        return queries.members(organisationId, roles);
    }

    /** Finds the enabled accounts with a role that is not tied to an organisation, by name. */
    public List<Account> holders(Role role) {
        return queries.holders(role);
    }

    /**
     * Creates an account.
     *
     * @return empty if the mail address already has one
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

    /** Creates an account and mails an invitation. */
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

    /** Changes the password, ends the other sessions, so that anybody who knew the old one is signed out, and notifies the owner. */
    @Transactional
    public void changePassword(Actor by, Account account, String password, @Nullable String keepSession) {
        store.setPasswordHash(account.id(), encoder.encode(password));
        sessions.endAll(account.id(), keepSession);
        mails.passwordChanged(account.email(), account.name(), account.language());
        audit.add(by, "PASSWORD_CHANGED", "account", account.id());
    }

    public boolean matchesPassword(long id, String password) {
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

    /** Disables an account and signs it out immediately. */
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

    /** Signs the account out everywhere, except for one session. */
    @Transactional
    public void endSessions(Actor by, long id, @Nullable String keepSession) {
        sessions.endAll(id, keepSession);
        audit.add(by, "SESSIONS_ENDED", "account", id);
    }

    /** Whether this is the only enabled administrator; locks, so that two cannot be removed concurrently. */
    private boolean lastAdministrator(long id) {
        return store.administratorsForUpdate().equals(List.of(id));
    }
}
