package nl.tec.accounts;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import nl.tec.accounts.internal.PasskeyStore;
import nl.tec.accounts.internal.SecondFactorStore;
import nl.tec.accounts.internal.SecondFactorStore.App;
import nl.tec.hub.HubSettings;
import nl.tec.hub.HubSettings.Setting;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * The second factor: a code from an app, or a passkey ({@link Passkeys}). It is optional, except for the roles in
 * {@link Setting#SECOND_FACTOR_ROLES} (decisions 0042 and 0084). Ten single-use recovery codes are shown once.
 */
@Service
public class SecondFactor {

    /** The step that remains after signing in, before the session gives access to any page. */
    public enum Need {
        NOTHING,
        /** A code from the app, a recovery code, or a passkey has to be given. */
        GIVE,
        /** An app or passkey has to be set up, because the role requires one. */
        SET_UP
    }

    private static final int RECOVERY_CODES = 10;
    private static final int RECOVERY_BYTES = 10;
    private static final int GROUP = 4;
    private static final Duration REPEATED_WITHIN = Duration.ofMinutes(1);

    private final SecondFactorStore store;
    private final Clock clock;
    private final Audit audit;
    private final PasskeyStore passkeys;
    private final HubSettings hub;
    private final Set<Role> always;
    private final SecureRandom random = new SecureRandom();

    /** @param always the roles that require it by server configuration, regardless of the hub's setting */
    SecondFactor(
            SecondFactorStore store,
            Clock clock,
            Audit audit,
            PasskeyStore passkeys,
            HubSettings hub,
            @Value("${tec.second-factor:}") String always) {
        this.store = store;
        this.clock = clock;
        this.audit = audit;
        this.passkeys = passkeys;
        this.hub = hub;
        this.always = roles(Arrays.asList(always.split(",", 0)));
    }

    private static Set<Role> roles(Collection<String> names) {
        return names.stream()
                .map(String::strip)
                .filter(role -> !role.isEmpty())
                .map(Role::valueOf)
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(Role.class)));
    }

    /** Returns the roles that require it, in declaration order. */
    public Set<Role> roles() {
        Set<Role> roles = roles(hub.list(Setting.SECOND_FACTOR_ROLES));
        roles.addAll(always);
        return roles;
    }

    /** Returns the roles that cannot be exempted on a page: {@code TEC_SECOND_FACTOR}. */
    public Set<Role> fixed() {
        return Set.copyOf(always);
    }

    /** Requires it for these roles from now on, including current sessions. */
    @Transactional
    public void ask(Actor by, Set<Role> roles) {
        hub.set(
                Setting.SECOND_FACTOR_ROLES,
                roles.stream().sorted().map(Role::name).collect(Collectors.joining(",")));
        audit.add(by, "SETTING_CHANGED", "setting." + Setting.SECOND_FACTOR_ROLES, null);
    }

    /** @param people the number of enabled accounts. @param without the number of those with neither app nor passkey */
    public record Count(int people, int without) {}

    /** Returns the number of people per role. */
    public Map<Role, Count> counts() {
        return store.counts();
    }

    /** Finds the accounts with one of these roles and neither app nor passkey, by name. */
    public List<Account> without(Set<Role> roles, int limit) {
        return store.without(roles, limit);
    }

    /** Whether one of the actor's roles requires it. */
    public boolean obligatory(Actor actor) {
        return actor.is(roles().toArray(Role[]::new));
    }

    public Need need(Actor actor) {
        if (hasApp(actor.accountId())) {
            return Need.GIVE;
        }
        // a voluntary passkey must not lock out somebody who lost it
        if (!obligatory(actor)) {
            return Need.NOTHING;
        }
        return hasPasskey(actor.accountId()) ? Need.GIVE : Need.SET_UP;
    }

    public boolean hasPasskey(long accountId) {
        return !passkeys.list(accountId).isEmpty();
    }

    public boolean hasApp(long accountId) {
        return store.hasApp(accountId);
    }

    /** Returns the number of unused recovery codes. */
    public int recoveryCodesLeft(long accountId) {
        return store.codesLeft(accountId);
    }

    /**
     * Returns the secret to enter into an app, which stays the same until it is confirmed by a code.
     *
     * @return empty if there is an app already
     */
    @Transactional
    public Optional<byte[]> secretToSetUp(long accountId) {
        return store.unconfirmedSecret(accountId, Totp.newSecret());
    }

    /**
     * Activates the app by one of its codes. Who sends the same code again at once in the same session, as by a double click, gets recovery
     * codes in the place of those that the browser never showed.
     *
     * @param pending the secret of the session that waits for it; null: signed in. In any other a code is accepted once, as it opens the account
     * @return the recovery codes, to show once; empty if the code is wrong
     */
    @Transactional
    public Optional<List<String>> setUp(Actor actor, String code, @Nullable String pending) {
        byte[] session = pending == null ? null : Secrets.hash(pending);
        Optional<byte[]> secret = secretToSetUp(actor.accountId());
        if (secret.isEmpty() || !uses(actor.accountId(), code, false)) {
            return isRepeated(actor.accountId(), code, session)
                    ? Optional.of(newRecoveryCodes(actor.accountId()))
                    : Optional.empty();
        }
        store.confirm(actor.accountId(), clock.instant(), session);
        audit.add(actor, "SECOND_FACTOR_ON", "account", actor.accountId());
        return Optional.of(newRecoveryCodes(actor.accountId()));
    }

    /** Finds the account whose app was activated a moment ago in a session that waited for it, and ended by that. */
    public Optional<Long> setUpIn(String pending) {
        return store.accountConfirmedIn(Secrets.hash(pending), clock.instant().minus(REPEATED_WITHIN));
    }

    /** Whether this is the code by which the app was activated a moment ago. */
    private boolean isRepeated(long accountId, String code, byte @Nullable [] session) {
        Instant now = clock.instant();
        return store.appConfirmedAfter(accountId, now.minus(REPEATED_WITHIN), session)
                .filter(app ->
                        Totp.step(app.secret(), code, now, app.lastStep() - 1).equals(OptionalLong.of(app.lastStep())))
                .isPresent();
    }

    /** Replaces the recovery codes, for who lost them. @return empty if the code, of the app or of recovery, is wrong */
    @Transactional
    public Optional<List<String>> replaceRecoveryCodes(Actor actor, String code) {
        return hasApp(actor.accountId()) && accepts(actor, code)
                ? Optional.of(replacedRecoveryCodes(actor))
                : Optional.empty();
    }

    /** Replaces the recovery codes of somebody who gave a second factor just now. */
    List<String> replacedRecoveryCodes(Actor actor) {
        audit.add(actor, "RECOVERY_CODES_REPLACED", "account", actor.accountId());
        return newRecoveryCodes(actor.accountId());
    }

    /** Checks and consumes a code of the app or a recovery code. */
    @Transactional
    public boolean accepts(Actor actor, String code) {
        if (uses(actor.accountId(), code, true)) {
            return true;
        }
        boolean used = store.useCode(actor.accountId(), Secrets.hash(plain(code)), clock.instant());
        if (used) {
            audit.add(actor, "RECOVERY_CODE_USED", "account", actor.accountId());
        }
        return used;
    }

    private boolean uses(long accountId, String code, boolean confirmed) {
        Optional<App> app = store.appForUpdate(accountId, confirmed);
        if (app.isEmpty()) {
            return false;
        }
        OptionalLong step = Totp.step(
                app.get().secret(), code, Instant.now(clock), app.get().lastStep());
        step.ifPresent(used -> store.used(accountId, used));
        return step.isPresent();
    }

    /** Returns recovery codes for somebody who added a passkey because the role requires it; empty if there are some already. */
    @Transactional
    public List<String> recoveryCodesForPasskey(Actor actor) {
        return obligatory(actor) && recoveryCodesLeft(actor.accountId()) == 0
                ? newRecoveryCodes(actor.accountId())
                : List.of();
    }

    /** Deactivates the app, by its owner or by an administrator for somebody who lost all devices. */
    @Transactional
    public void remove(Actor by, long accountId) {
        if (store.remove(accountId)) {
            audit.add(by, "SECOND_FACTOR_OFF", "account", accountId);
        }
    }

    private List<String> newRecoveryCodes(long accountId) {
        List<String> codes = IntStream.range(0, RECOVERY_CODES)
                .mapToObj(i -> {
                    byte[] bytes = new byte[RECOVERY_BYTES];
                    random.nextBytes(bytes);
                    return Totp.base32(bytes).replaceAll("(.{" + GROUP + "})(?=.)", "$1-");
                })
                .toList();
        store.replaceCodes(
                accountId, codes.stream().map(code -> Secrets.hash(plain(code))).toList());
        return codes;
    }

    /** Normalises a typed code. */
    private static String plain(String code) {
        return code.toUpperCase(Locale.ROOT).replaceAll("[\\s-]", "");
    }
}
