package nl.tec;

import java.nio.charset.StandardCharsets;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import nl.tec.accounts.Account;
import nl.tec.accounts.Accounts;
import nl.tec.accounts.Actor;
import nl.tec.accounts.Actor.Membership;
import nl.tec.accounts.NewAccount;
import nl.tec.accounts.Role;
import nl.tec.accounts.Secrets;
import org.jspecify.annotations.Nullable;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Accounts for tests, signed in without the sign-in page: over real HTTP ({@link SignedIn#browser}), or in a real
 * browser ({@link SignedIn#session} as cookie {@code tec}). Inject it in any {@link TecTest}; every account is new.
 */
@Component
public class AccountsFixture {

    /** The token that {@link TestBrowser} sends along. */
    static final String CSRF = "00000000-0000-4000-8000-000000000000";

    private static final AtomicLong COUNT = new AtomicLong(System.nanoTime());

    private final Accounts accounts;
    private final JdbcClient jdbc;
    private final Clock clock;
    private final Environment environment;

    AccountsFixture(Accounts accounts, JdbcClient jdbc, Clock clock, Environment environment) {
        this.accounts = accounts;
        this.jdbc = jdbc;
        this.clock = clock;
        this.environment = environment;
    }

    /** Somebody signed in. @param session the value of the cookie {@code tec} */
    public record SignedIn(Account account, String session, int port) {

        public Actor actor() {
            return account.actor();
        }

        /** An HTTP client with its session and a CSRF token; it does not follow redirects. */
        public TestBrowser browser() {
            return new TestBrowser(port, session);
        }
    }

    /** A new account with this role, signed in; of a school or company give {@link #signedIn(Membership...)} the organisation. */
    public SignedIn signedIn(Role role) {
        return signedIn(Membership.of(role));
    }

    public SignedIn teacherOf(long siteId) {
        return signedIn(Membership.of(Role.TEACHER, siteId));
    }

    /** A new account with these roles (or none), signed in. */
    public SignedIn signedIn(Membership... memberships) {
        return signedIn(account(null, memberships));
    }

    /** An account that is there already, signed in. */
    public SignedIn signedIn(Account account) {
        String secret = Secrets.make();
        jdbc.sql(
                        "insert into web_session (secret_hash, account_id, by_link, created_at, seen_at, expires_at) values (?, ?, false, ?, ?, ?)")
                .param(Secrets.hash(secret))
                .param(account.id())
                .param(Timestamp.from(clock.instant()))
                .param(Timestamp.from(clock.instant()))
                .param(Timestamp.from(clock.instant().plus(Duration.ofHours(8))))
                .update();
        return new SignedIn(account, secret, port());
    }

    /** A new account. @param password null: signs in by link only. One with a password takes a tenth of a second */
    public Account account(@Nullable String password, Membership... memberships) {
        long number = COUNT.incrementAndGet();
        String roles = Arrays.stream(memberships)
                .map(m -> m.role().name().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining("-"));
        return accounts.create(
                        null,
                        new NewAccount(
                                "test" + number + "@example.org",
                                "Test " + roles + " " + number,
                                Locale.forLanguageTag("nl"),
                                password,
                                Set.of(memberships)))
                .orElseThrow();
    }

    /** An HTTP client of somebody who is not signed in. */
    public TestBrowser visitor() {
        return new TestBrowser(port(), null);
    }

    /** A school to be teacher of: an organisation with nothing else to it. */
    public long school(String name) {
        long id = TestSql.bigint(
                jdbc, "insert into organisation (kind, name, invented) values ('SCHOOL', ?, true) returning id", name);
        jdbc.sql(
                        "insert into school_site (organisation_id, brin6, sector, holiday_region) values (?, ?, 'PO', 'NOORD')")
                .param(id)
                .param("%02dZ%c%02d".formatted(id % 100, 'A' + (int) (id / 10_000 % 26), id / 100 % 100))
                .update();
        return id;
    }

    private int port() {
        return environment.getRequiredProperty("local.server.port", Integer.class);
    }

    /** The token as a page has it: masked, with zeros, which is as good as any mask. */
    static String masked() {
        byte[] token = CSRF.getBytes(StandardCharsets.UTF_8);
        byte[] masked = new byte[token.length * 2];
        System.arraycopy(token, 0, masked, token.length, token.length);
        return Base64.getUrlEncoder().encodeToString(masked);
    }
}
