package nl.tec.accounts;

import java.security.SecureRandom;
import java.time.Clock;
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
import nl.tec.accounts.internal.AccountRows;
import nl.tec.accounts.internal.PasskeyStore;
import nl.tec.hub.HubSettings;
import nl.tec.hub.HubSettings.Setting;
import nl.tec.hub.Rows;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * A second thing to prove who you are: a code of an app, or a passkey ({@link Passkeys}). Everybody may; who has one of the roles of the
 * setting {@link Setting#SECOND_FACTOR_ROLES} has to (decisions 0042 and 0084). Ten codes for when the device is gone are shown once; each
 * works once.
 */
@Service
public class SecondFactor {

    /** The step that remains after signing in, before the session gives access to any page. */
    public enum Need {
        NOTHING,
        /** A code of the app, a recovery code, or a passkey. */
        GIVE,
        /** There is neither app nor passkey yet, and the role asks for one. */
        SET_UP
    }

    private static final int RECOVERY_CODES = 10;
    private static final int RECOVERY_BYTES = 10;
    private static final int GROUP = 4;

    private final JdbcClient jdbc;
    private final Clock clock;
    private final Audit audit;
    private final PasskeyStore passkeys;
    private final HubSettings hub;
    private final Set<Role> always;
    private final SecureRandom random = new SecureRandom();

    /** @param always roles that the machine's own settings ask it of, whatever the hub says */
    SecondFactor(
            JdbcClient jdbc,
            Clock clock,
            Audit audit,
            PasskeyStore passkeys,
            HubSettings hub,
            @Value("${tec.second-factor:}") String always) {
        this.jdbc = jdbc;
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

    /** Those that ask for it, in their order. */
    public Set<Role> roles() {
        Set<Role> roles = roles(hub.list(Setting.SECOND_FACTOR_ROLES));
        roles.addAll(always);
        return roles;
    }

    /** Those of them that can't be taken off on a page: {@code TEC_SECOND_FACTOR}. */
    public Set<Role> fixed() {
        return Set.copyOf(always);
    }

    /** Asks it of those who have one of these roles from now on, those who are signed in included. */
    @Transactional
    public void ask(Actor by, Set<Role> roles) {
        hub.set(
                Setting.SECOND_FACTOR_ROLES,
                roles.stream().sorted().map(Role::name).collect(Collectors.joining(",")));
        audit.add(by, "SETTING_CHANGED", "setting." + Setting.SECOND_FACTOR_ROLES, null);
    }

    /** @param people who may sign in. @param without those of them that have neither app nor passkey */
    public record Count(int people, int without) {}

    /** How many people each role has. */
    public Map<Role, Count> counts() {
        return jdbc
                .sql("""
                select r.role, count(distinct a.id) as people,
                       count(distinct a.id) filter (where not %s) as without
                  from account_role r join account a on a.id = r.account_id where a.disabled_at is null group by r.role
                """.formatted(AccountRows.HAS_SECOND_FACTOR))
                .query((row, n) -> Map.entry(
                        Role.valueOf(row.getString("role")), new Count(row.getInt("people"), row.getInt("without"))))
                .list()
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** Finds the accounts with one of these roles and neither app nor passkey, by name. */
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

    /** Whether the role of this one asks for it. */
    public boolean obligatory(Actor actor) {
        return actor.is(roles().toArray(Role[]::new));
    }

    public Need need(Actor actor) {
        if (hasApp(actor.accountId())) {
            return Need.GIVE;
        }
        // a passkey that nobody asked for does not stand in the way of who has lost it
        if (!obligatory(actor)) {
            return Need.NOTHING;
        }
        return hasPasskey(actor.accountId()) ? Need.GIVE : Need.SET_UP;
    }

    public boolean hasPasskey(long accountId) {
        return !passkeys.list(accountId).isEmpty();
    }

    public boolean hasApp(long accountId) {
        return jdbc.sql("select exists (select from account_totp where account_id = ? and confirmed_at is not null)")
                .param(accountId)
                .query(Boolean.class)
                .single();
    }

    /** Recovery codes that were not used yet. */
    public int recoveryCodesLeft(long accountId) {
        return jdbc.sql("select count(*) from account_recovery_code where account_id = ? and used_at is null")
                .param(accountId)
                .query(Integer.class)
                .single();
    }

    /**
     * The secret to put into an app, the same until a code of it was given.
     *
     * @return empty when there is an app already
     */
    @Transactional
    public Optional<byte[]> secretToSetUp(long accountId) {
        jdbc.sql("insert into account_totp (account_id, secret) values (?, ?) on conflict do nothing")
                .param(accountId)
                .param(Totp.newSecret())
                .update();
        return jdbc.sql("select secret from account_totp where account_id = ? and confirmed_at is null")
                .param(accountId)
                .query((row, n) -> row.getBytes("secret"))
                .optional();
    }

    /**
     * Takes the app into use by a code of it.
     *
     * @return the recovery codes, which are shown once; empty when the code is wrong
     */
    @Transactional
    public Optional<List<String>> setUp(Actor actor, String code) {
        Optional<byte[]> secret = secretToSetUp(actor.accountId());
        if (secret.isEmpty() || !uses(actor.accountId(), code, "confirmed_at is null")) {
            return Optional.empty();
        }
        jdbc.sql("update account_totp set confirmed_at = ? where account_id = ?")
                .param(Rows.timestamp(clock.instant()))
                .param(actor.accountId())
                .update();
        audit.add(actor, "SECOND_FACTOR_ON", "account", actor.accountId());
        return Optional.of(newRecoveryCodes(actor.accountId()));
    }

    /** Whether this is a code of the app, or a recovery code; it does not work again. */
    @Transactional
    public boolean accepts(Actor actor, String code) {
        if (uses(actor.accountId(), code, "confirmed_at is not null")) {
            return true;
        }
        int used = jdbc.sql("""
                update account_recovery_code set used_at = ? where account_id = ? and code_hash = ? and used_at is null
                """)
                .param(Rows.timestamp(clock.instant()))
                .param(actor.accountId())
                .param(Secrets.hash(plain(code)))
                .update();
        if (used > 0) {
            audit.add(actor, "RECOVERY_CODE_USED", "account", actor.accountId());
        }
        return used > 0;
    }

    private boolean uses(long accountId, String code, String which) {
        record App(byte[] secret, long lastStep) {}
        Optional<App> app = jdbc.sql(
                        "select secret, last_step from account_totp where account_id = ? and " + which + " for update")
                .param(accountId)
                .query((row, n) -> new App(row.getBytes("secret"), row.getLong("last_step")))
                .optional();
        if (app.isEmpty()) {
            return false;
        }
        OptionalLong step = Totp.step(
                app.get().secret(), code, Instant.now(clock), app.get().lastStep());
        step.ifPresent(used -> jdbc.sql("update account_totp set last_step = ? where account_id = ?")
                .param(used)
                .param(accountId)
                .update());
        return step.isPresent();
    }

    /** Codes for who has no app and made a passkey because the role asks for it; none when there are some already. */
    @Transactional
    public List<String> codesBesidePasskey(Actor actor) {
        return obligatory(actor) && recoveryCodesLeft(actor.accountId()) == 0
                ? newRecoveryCodes(actor.accountId())
                : List.of();
    }

    /** Switches the app off: by its owner, or by an administrator for somebody who has lost everything. */
    @Transactional
    public void remove(Actor by, long accountId) {
        int removed = jdbc.sql("delete from account_totp where account_id = ?")
                .param(accountId)
                .update();
        jdbc.sql("delete from account_recovery_code where account_id = ?")
                .param(accountId)
                .update();
        if (removed > 0) {
            audit.add(by, "SECOND_FACTOR_OFF", "account", accountId);
        }
    }

    private List<String> newRecoveryCodes(long accountId) {
        jdbc.sql("delete from account_recovery_code where account_id = ?")
                .param(accountId)
                .update();
        List<String> codes = IntStream.range(0, RECOVERY_CODES)
                .mapToObj(i -> {
                    byte[] bytes = new byte[RECOVERY_BYTES];
                    random.nextBytes(bytes);
                    return Totp.base32(bytes).replaceAll("(.{" + GROUP + "})(?=.)", "$1-");
                })
                .toList();
        for (String code : codes) {
            jdbc.sql("insert into account_recovery_code (account_id, code_hash) values (?, ?)")
                    .param(accountId)
                    .param(Secrets.hash(plain(code)))
                    .update();
        }
        return codes;
    }

    /** However it was typed over. */
    private static String plain(String code) {
        return code.toUpperCase(Locale.ROOT).replaceAll("[\\s-]", "");
    }
}
