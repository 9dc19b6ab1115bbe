package nl.tec.accounts;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import nl.tec.hub.Rows;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * A second thing to prove who you are: a code of an app. Everybody may; who has one of the roles in {@code TEC_SECOND_FACTOR} has to
 * (decision 0042). Ten codes for when the app is gone are shown once; each works once.
 */
@Service
public class SecondFactor {

    /** The step that remains after signing in, before the session gives access to any page. */
    public enum Need {
        NOTHING,
        CODE,
        /** There is no app yet, and the role asks for one. */
        SET_UP
    }

    private static final int RECOVERY_CODES = 10;
    private static final int RECOVERY_BYTES = 10;
    private static final int GROUP = 4;

    private final JdbcClient jdbc;
    private final Clock clock;
    private final Audit audit;
    private final Set<Role> roles;
    private final SecureRandom random = new SecureRandom();

    SecondFactor(JdbcClient jdbc, Clock clock, Audit audit, @Value("${tec.second-factor:}") String roles) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.audit = audit;
        this.roles = Arrays.stream(roles.split(",", 0))
                .map(String::strip)
                .filter(role -> !role.isEmpty())
                .map(Role::valueOf)
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(Role.class)));
    }

    /** Whether the role of this one asks for it. */
    public boolean obligatory(Actor actor) {
        return actor.is(roles.toArray(Role[]::new));
    }

    public Need need(Actor actor) {
        if (has(actor.accountId())) {
            return Need.CODE;
        }
        return obligatory(actor) ? Need.SET_UP : Need.NOTHING;
    }

    public boolean has(long accountId) {
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

    /** Switches it off: by its owner, or by an administrator for somebody who has lost everything. */
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
