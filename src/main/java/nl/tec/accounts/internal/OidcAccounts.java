package nl.tec.accounts.internal;

import java.time.Clock;
import java.util.Collection;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import nl.tec.accounts.Account;
import nl.tec.accounts.Accounts;
import nl.tec.accounts.Actor;
import nl.tec.accounts.Actor.Membership;
import nl.tec.accounts.Audit;
import nl.tec.accounts.NewAccount;
import nl.tec.accounts.Role;
import nl.tec.hub.Rows;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Links identities of external providers to accounts. The first sign-in matches by a mail address verified by the provider; later ones by
 * the provider's subject, so that a reassigned mail address does not give access to the account.
 */
@Service
class OidcAccounts {

    sealed interface Outcome {}

    record Welcome(Actor actor) implements Outcome {}

    /** @param key message key of the reason */
    record Refused(String key) implements Outcome {}

    /** @param subject the id of this person at the issuer. @param verified the provider's claim about the address; null: none */
    record Person(
            String issuer,
            String subject,
            @Nullable String email,
            @Nullable Boolean verified,
            String name,
            Collection<String> groups) {}

    private static final Refused NO_ACCOUNT = new Refused("accounts.elsewhere.noAccount");
    private static final Refused NOT_VERIFIED = new Refused("accounts.elsewhere.notVerified");

    private final Accounts accounts;
    private final WebSessions sessions;
    private final Audit audit;
    private final JdbcClient jdbc;
    private final Clock clock;

    OidcAccounts(Accounts accounts, WebSessions sessions, Audit audit, JdbcClient jdbc, Clock clock) {
        this.accounts = accounts;
        this.sessions = sessions;
        this.audit = audit;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Signs somebody in, linking the account on the first time, and synchronises the roles that the provider manages. */
    @Transactional
    public Outcome signIn(OidcProvider provider, Person person) {
        Optional<Long> linked = account(person.issuer(), person.subject());
        Optional<Account> account;
        if (linked.isPresent()) {
            account = accounts.find(linked.get());
        } else {
            String email = person.email();
            if (email == null || !provider.isTrustedFor(email, person.verified())) {
                return NOT_VERIFIED;
            }
            account = accounts.findByEmail(email).or(() -> made(provider, person, email));
            if (account.isPresent() && !link(account.get(), person)) {
                return NO_ACCOUNT;
            }
        }
        if (account.isEmpty() || account.get().disabled()) {
            return NO_ACCOUNT;
        }
        follow(provider, account.get(), person.groups());
        Actor actor = accounts.find(account.get().id()).orElseThrow().actor();
        audit.add(actor, "SIGNED_IN_ELSEWHERE", "account", actor.accountId());
        return new Welcome(actor);
    }

    /** Ends all sessions of the linked account, if there is one. */
    @Transactional
    public void signOut(String issuer, String subject) {
        account(issuer, subject).flatMap(accounts::find).ifPresent(account -> {
            sessions.endAll(account.id(), null);
            audit.add(account.actor(), "SIGNED_OUT_ELSEWHERE", "account", account.id());
        });
    }

    private Optional<Long> account(String issuer, String subject) {
        return jdbc.sql("select account_id from account_identity where issuer = ? and subject = ?")
                .param(issuer)
                .param(subject)
                .query(Long.class)
                .optional();
    }

    private Optional<Account> made(OidcProvider provider, Person person, String email) {
        Set<Membership> roles =
                provider.rolesOf(person.groups()).stream().map(Membership::of).collect(Collectors.toSet());
        return roles.isEmpty()
                ? Optional.empty()
                : accounts.create(
                        null,
                        new NewAccount(
                                email,
                                person.name().isBlank() ? email : person.name(),
                                Locale.forLanguageTag("nl"),
                                null,
                                roles));
    }

    /** @return false if the account is linked to another person at the provider */
    private boolean link(Account account, Person person) {
        int added = jdbc.sql("""
                insert into account_identity (issuer, subject, account_id, linked_at) values (?, ?, ?, ?) on conflict do nothing
                """)
                .param(person.issuer())
                .param(person.subject())
                .param(account.id())
                .param(Rows.now(clock))
                .update();
        if (added > 0) {
            audit.add(account.actor(), "SIGN_IN_LINKED", "account", account.id());
        }
        return added > 0;
    }

    /** Synchronises the roles that the provider manages: grants those that it gives, and revokes the others. */
    private void follow(OidcProvider provider, Account account, Collection<String> groups) {
        if (provider.rolesClaim() == null) {
            return;
        }
        Set<Role> given = provider.rolesOf(groups);
        for (Role role : Set.copyOf(provider.roles().values())) {
            if (given.contains(role)) {
                accounts.grant(null, account.id(), Membership.of(role));
            } else if (account.has(role, null)) {
                accounts.revoke(account.actor(), account.id(), Membership.of(role));
            }
        }
    }
}
