package nl.tec.accounts;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import nl.tec.accounts.RateLimit.Limit;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.util.function.SingletonSupplier;

/**
 * Signing in, by password or by a link in the mail (rules 9). Nothing here tells whether an address has an account: not in
 * words, not by how long it takes.
 */
@Service
public class SignIn {

    /** How long a link in the mail works. */
    public static final Duration LINK_LIFE = Duration.ofMinutes(20);

    /** How long one works that the administrator hands over. */
    public static final Duration HANDED_LIFE = Duration.ofDays(1);

    /** What came of a password. */
    public sealed interface Outcome {}

    public record Welcome(Actor actor) implements Outcome {}

    /** Address or password is wrong, or the account is disabled; which is not said. */
    public record Wrong() implements Outcome {}

    /** Tried too often, from there or with this address. */
    public record Wait(Duration duration) implements Outcome {}

    /** @param target the page to go to, as given when the link was asked for */
    public record LinkUsed(Actor actor, @Nullable String target) {}

    private final JdbcClient jdbc;
    private final Clock clock;
    private final Accounts accounts;
    private final Audit audit;
    private final RateLimit limits;
    private final PasswordEncoder encoder;
    private final AccountMails mails;
    private final Supplier<String> nobody;

    SignIn(
            JdbcClient jdbc,
            Clock clock,
            Accounts accounts,
            Audit audit,
            RateLimit limits,
            PasswordEncoder encoder,
            AccountMails mails) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.accounts = accounts;
        this.audit = audit;
        this.limits = limits;
        this.encoder = encoder;
        this.mails = mails;
        // not at once: it takes a third of a second, and every start would wait for it
        this.nobody = SingletonSupplier.of(() -> encoder.encode(Secrets.make()));
    }

    /** @param address of the network the attempt comes from: {@link RateLimit#address} */
    @Transactional
    public Outcome byPassword(String email, String password, String address) {
        Optional<Duration> wait = limits.tryConsume(Limit.SIGN_IN_ADDRESS, address)
                .or(() -> limits.tryConsume(Limit.SIGN_IN_ACCOUNT, email.strip()));
        if (wait.isPresent()) {
            return new Wait(wait.get());
        }
        Optional<Account> account = accounts.findByEmail(email);
        String hash = account.flatMap(a -> hash(a.id())).orElseGet(nobody);
        // also compared when there is nobody, so that it takes as long
        boolean right = encoder.matches(password, hash)
                && account.isPresent()
                && !account.get().disabled();
        if (!right) {
            account.ifPresent(a -> audit.add(null, "SIGN_IN_REFUSED", "account", a.id()));
            return new Wrong();
        }
        limits.giveBack(Limit.SIGN_IN_ADDRESS, address);
        limits.giveBack(Limit.SIGN_IN_ACCOUNT, email.strip());
        Actor actor = account.get().actor();
        audit.add(actor, "SIGNED_IN", "account", actor.accountId());
        return new Welcome(actor);
    }

    /**
     * Mails a link, when the address has an account that may sign in; otherwise does nothing and says the same.
     *
     * @param target the page to go to afterwards
     * @return how long to wait, when too many were asked for
     */
    @Transactional
    public Optional<Duration> mailLink(String email, @Nullable String target, String address) {
        Optional<Duration> wait = limits.tryConsume(Limit.LINK_ADDRESS, address)
                .or(() -> limits.tryConsume(Limit.LINK_ACCOUNT, email.strip()));
        if (wait.isPresent()) {
            return wait;
        }
        accounts.findByEmail(email).filter(account -> !account.disabled()).ifPresent(account -> {
            send(account, target);
            audit.add(null, "SIGN_IN_LINK_ASKED", "account", account.id());
        });
        return Optional.empty();
    }

    /** The administrator sends somebody a link. */
    @Transactional
    public void mailLink(Actor by, Account account) {
        send(account, null);
        audit.add(by, "SIGN_IN_LINK_SENT", "account", account.id());
    }

    /** Whether a link that is mailed arrives in time. Otherwise the administrator hands it over: {@link #linkToHandOver}. */
    public boolean mailsLinks() {
        return mails.delivered();
    }

    /**
     * A link for the administrator to hand over, in a hub that can't mail it. It is shown once; only its hash is kept.
     *
     * @return its path, beginning with a slash
     * @throws IllegalStateException when links are mailed: then nobody else has to see one
     */
    @Transactional
    public String linkToHandOver(Actor by, Account account) {
        if (mails.delivered()) {
            throw new IllegalStateException("links are mailed");
        }
        audit.add(by, "SIGN_IN_LINK_SHOWN", "account", account.id());
        return store(account, null, HANDED_LIFE);
    }

    /** Whether a link would work; looking does not use it up. */
    public boolean linkWorks(String secret) {
        return jdbc.sql(
                                "select count(*) from sign_in_link where secret_hash = ? and used_at is null and expires_at > ?")
                        .param(Secrets.hash(secret))
                        .param(Timestamp.from(clock.instant()))
                        .query(Integer.class)
                        .single()
                > 0;
    }

    /** Uses a link: once, whoever tries at the same moment. */
    @Transactional
    public Optional<LinkUsed> useLink(String secret) {
        record Link(long accountId, @Nullable String target) {}
        Timestamp now = Timestamp.from(clock.instant());
        return jdbc.sql("""
                update sign_in_link set used_at = :now where secret_hash = :hash and used_at is null and expires_at > :now
                returning account_id, target
                """)
                .param("now", now)
                .param("hash", Secrets.hash(secret))
                .query((row, n) -> new Link(row.getLong("account_id"), row.getString("target")))
                .optional()
                .flatMap(link -> accounts.find(link.accountId())
                        .filter(account -> !account.disabled())
                        .map(account -> {
                            audit.add(account.actor(), "SIGNED_IN_BY_LINK", "account", account.id());
                            return new LinkUsed(account.actor(), link.target());
                        }));
    }

    private void send(Account account, @Nullable String target) {
        String path = store(account, target, LINK_LIFE);
        mails.signInLink(
                account.email(),
                account.name(),
                account.language(),
                path,
                clock.instant().plus(LINK_LIFE));
    }

    private String store(Account account, @Nullable String target, Duration life) {
        Instant now = clock.instant();
        String secret = Secrets.make();
        jdbc.sql(
                        "insert into sign_in_link (secret_hash, account_id, created_at, expires_at, target) values (?, ?, ?, ?, ?)")
                .param(Secrets.hash(secret))
                .param(account.id())
                .param(Timestamp.from(now))
                .param(Timestamp.from(now.plus(life)))
                .param(target)
                .update();
        return "/inloggen/link/" + secret;
    }

    private Optional<String> hash(long accountId) {
        return jdbc.sql("select password_hash from account where id = ? and password_hash is not null")
                .param(accountId)
                .query(String.class)
                .optional();
    }
}
