package nl.tec.exchange;

import java.security.MessageDigest;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import nl.tec.accounts.Account;
import nl.tec.accounts.Accounts;
import nl.tec.accounts.Actor;
import nl.tec.accounts.Actor.Membership;
import nl.tec.accounts.Audit;
import nl.tec.accounts.Role;
import nl.tec.accounts.Secrets;
import nl.tec.exchange.internal.ApiKeyStore;
import nl.tec.exchange.internal.ApiKeyStore.Stored;
import nl.tec.shared.Dates;
import nl.tec.shared.NotFound;
import nl.tec.shared.Outcome;
import nl.tec.shared.Problems;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Keys by which a program of an organisation uses the API (decision 0074). A key acts for its maker, narrowed to its scopes and its
 * organisation; it stops working when that person no longer has the role. A key of another organisation is reported as
 * {@link NotFound}.
 */
@Service
public class ApiKeys {

    public static final String NAME = "naam";
    public static final String SCOPES = "rechten";
    public static final String EXPIRES = "tot";
    public static final int MAX_NAME = 80;
    /** Keys of an organisation that are neither withdrawn nor expired. */
    public static final int MAX_KEYS = 10;

    private static final Pattern KEY = Pattern.compile("tec_([0-9a-f]{8})_[A-Za-z0-9_-]{43}");
    private static final byte[] NO_HASH = new byte[32];

    private final ApiKeyStore store;
    private final Accounts accounts;
    private final Audit audit;
    private final Clock clock;

    ApiKeys(ApiKeyStore store, Accounts accounts, Audit audit, Clock clock) {
        this.store = store;
        this.accounts = accounts;
        this.audit = audit;
        this.clock = clock;
    }

    /** @param key the key itself; only its hash is stored, so it cannot be shown again */
    public record NewKey(long id, String key) {}

    /** Whether this could be a key of any hub. */
    public static boolean isKey(String key) {
        return KEY.matcher(key).matches();
    }

    /** The last day that a key made today can work. */
    public LocalDate lastDay() {
        return Dates.today(clock).plusYears(1);
    }

    /**
     * @param role the role of the maker; {@link ApiScope#of} returns the scopes that it can grant
     * @param expiresOn the last day it works; null: it could not be read
     * @param form key of the form; the same form sent again, as by a double click, makes a key in the place of the one that was never shown.
     *     Null: none
     */
    @Transactional
    public Outcome<NewKey> make(
            long organisationId,
            Role role,
            String name,
            Collection<ApiScope> scopes,
            @Nullable LocalDate expiresOn,
            @Nullable UUID form,
            Actor by) {
        requireRole(by, role, organisationId);
        if (form != null) {
            store.unused(form, organisationId, by.accountId(), name.strip()).ifPresent(key -> withdraw(key, by));
        }
        Problems problems = new Problems()
                .addIf(name.isBlank(), NAME, "keys.check.name")
                .addIfLonger(name, MAX_NAME, NAME)
                .addIf(scopes.isEmpty() || !ApiScope.of(role).containsAll(scopes), SCOPES, "keys.check.scopes")
                .addIf(
                        store.countWorking(organisationId, Dates.today(clock)) >= MAX_KEYS,
                        "",
                        "keys.check.many",
                        MAX_KEYS);
        if (expiresOn == null || expiresOn.isBefore(Dates.today(clock)) || expiresOn.isAfter(lastDay())) {
            return Outcome.refused(problems.add(EXPIRES, "keys.check.expires"));
        }
        if (problems.any()) {
            return Outcome.refused(problems);
        }
        String prefix = UUID.randomUUID().toString().substring(0, 8);
        String key = "tec_" + prefix + "_" + Secrets.make();
        long id = store.insert(
                organisationId,
                by.accountId(),
                name.strip(),
                prefix,
                Secrets.hash(key),
                scopes,
                Dates.today(clock),
                expiresOn,
                form);
        audit.add(by, "API_KEY_MADE", "api_key", id);
        return Outcome.done(new NewKey(id, key));
    }

    /** Returns the keys of an organisation with scopes of this role, the newest first; withdrawn ones last. */
    public List<ApiKey> list(long organisationId, Role role, Actor actor) {
        requireRole(actor, role, organisationId);
        return store.list(organisationId, role);
    }

    /** Returns the keys of all organisations, for an administrator. */
    public List<ApiKey> all(Actor actor) {
        actor.requireRole(Role.ADMINISTRATOR);
        return store.all();
    }

    /** Withdraws a key with immediate effect. */
    @Transactional
    public void withdraw(long id, Actor by) {
        ApiKey key = store.find(id)
                .filter(one -> by.is(Role.ADMINISTRATOR) || holds(by, role(one.scopes()), one.organisationId()))
                .orElseThrow(() -> new NotFound("API key " + id));
        if (store.withdraw(key.id(), clock.instant())) {
            audit.add(by, "API_KEY_WITHDRAWN", "api_key", id);
        }
    }

    /**
     * Finds the caller with this key; empty when the key is unknown or no longer works. Records the day of use. Compares secrets in
     * constant time, also when the key is unknown.
     */
    @Transactional
    public Optional<ApiCaller> authenticate(String key) {
        Matcher matcher = KEY.matcher(key);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        Optional<Stored> stored = store.findByPrefix(matcher.group(1));
        boolean same = MessageDigest.isEqual(stored.map(Stored::secretHash).orElse(NO_HASH), Secrets.hash(key));
        LocalDate today = Dates.today(clock);
        return stored.filter(one -> same && one.works(today)).flatMap(one -> caller(one, today));
    }

    private Optional<ApiCaller> caller(Stored key, LocalDate today) {
        Role role = role(key.scopes());
        Optional<Account> maker = accounts.find(key.accountId())
                .filter(account -> !account.disabled()
                        && account.has(role, role.ofOrganisation() ? (Long) key.organisationId() : null));
        if (maker.isPresent() && !today.equals(key.lastUsedOn())) {
            store.used(key.id(), today);
        }
        return maker.map(account -> new ApiCaller(
                key.id(),
                key.name(),
                key.organisationId(),
                EnumSet.copyOf(key.scopes()),
                new Actor(
                        account.id(),
                        account.name(),
                        account.email(),
                        Set.of(
                                role.ofOrganisation()
                                        ? Membership.of(role, key.organisationId())
                                        : Membership.of(role)))));
    }

    /** The scopes of a key are all of one role. */
    private static Role role(Collection<ApiScope> scopes) {
        return scopes.iterator().next().role();
    }

    private static void requireRole(Actor actor, Role role, long organisationId) {
        if (!holds(actor, role, organisationId)) {
            throw new NotFound("API keys of organisation " + organisationId);
        }
    }

    /** The administrator keeps the keys of other hubs; people of an organisation keep all its other keys. */
    private static boolean holds(Actor actor, Role role, long organisationId) {
        return role.ofOrganisation() ? actor.is(role, organisationId) : actor.is(role);
    }
}
