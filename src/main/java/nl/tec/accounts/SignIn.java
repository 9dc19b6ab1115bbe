package nl.tec.accounts;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.Supplier;
import nl.tec.accounts.RateLimit.Limit;
import nl.tec.accounts.internal.AccountsStore;
import nl.tec.accounts.internal.SignInLinkStore;
import nl.tec.hub.EmailHash;
import org.jspecify.annotations.Nullable;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.util.function.SingletonSupplier;

/**
 * Sign-in by password or by a link in the mail (rules 9). It does not disclose whether an address has an account, neither by its
 * responses nor by their timing.
 */
@Service
public class SignIn {

    /** The lifetime of a link in the mail. */
    public static final Duration LINK_LIFETIME = Duration.ofMinutes(20);

    /** The minimum duration of a request for a link, against timing attacks. */
    private static final Duration MIN_LINK_DURATION = Duration.ofMillis(80);

    /** The lifetime of a link that the administrator hands over personally. */
    public static final Duration HANDOVER_LINK_LIFETIME = Duration.ofDays(1);

    /** The outcome of a sign-in by password. */
    public sealed interface Outcome {}

    public record Welcome(Actor actor) implements Outcome {}

    /** Wrong address or password, or a disabled account; deliberately not distinguished. */
    public record Wrong() implements Outcome {}

    /** Too many attempts from this origin or with this address. */
    public record Wait(Duration duration) implements Outcome {}

    /** @param target the page to go to, as given when the link was requested */
    public record LinkUsed(Actor actor, @Nullable String target) {}

    private final AccountsStore store;
    private final SignInLinkStore links;
    private final Clock clock;
    private final Accounts accounts;
    private final Audit audit;
    private final RateLimit limits;
    private final PasswordEncoder encoder;
    private final AccountMails mails;
    private final EmailHash hash;
    private final TransactionTemplate transaction;
    private final Supplier<String> nobody;

    SignIn(
            AccountsStore store,
            SignInLinkStore links,
            Clock clock,
            Accounts accounts,
            Audit audit,
            RateLimit limits,
            PasswordEncoder encoder,
            AccountMails mails,
            EmailHash hash,
            TransactionTemplate transaction) {
        this.store = store;
        this.links = links;
        this.clock = clock;
        this.accounts = accounts;
        this.audit = audit;
        this.limits = limits;
        this.encoder = encoder;
        this.mails = mails;
        this.hash = hash;
        this.transaction = transaction;
        // lazily: it takes a third of a second, which would delay every start
        this.nobody = SingletonSupplier.of(() -> encoder.encode(Secrets.make()));
    }

    /**
     * The origin of an attempt. Attempts are counted per account and origin, so that an attacker elsewhere does not lock out the owner: a
     * browser in which the owner signed in before counts as a separate origin.
     *
     * @param address the network address, as {@link RateLimit#address}
     * @param browser the token of {@link #knownBrowser}; empty: none
     */
    public record From(String address, String browser) {}

    /** Returns a token that marks a browser in which this account signed in before; it grants no access. */
    public String knownBrowser(long accountId) {
        return HexFormat.of().formatHex(hash.of("browser of account " + accountId));
    }

    private boolean known(From from, Optional<Account> account) {
        return account.isPresent()
                && MessageDigest.isEqual(
                        from.browser().getBytes(StandardCharsets.UTF_8),
                        knownBrowser(account.get().id()).getBytes(StandardCharsets.UTF_8));
    }

    @Transactional
    public Outcome byPassword(String email, String password, From from) {
        Optional<Account> account = accounts.findByEmail(email);
        String mail = email.strip();
        boolean known = known(from, account);
        String place = mail + (known ? " known" : " " + from.address());
        Optional<Duration> wait = limits.tryConsume(Limit.SIGN_IN_ADDRESS, from.address())
                .or(() -> limits.tryConsume(Limit.SIGN_IN_ACCOUNT, place))
                .or(() -> known ? Optional.empty() : limits.tryConsume(Limit.SIGN_IN_ANYWHERE, mail));
        if (wait.isPresent()) {
            return new Wait(wait.get());
        }
        String stored = account.flatMap(a -> store.passwordHash(a.id())).orElseGet(nobody);
        // compare even without an account, so that it takes as long
        boolean right = encoder.matches(password, stored)
                && account.isPresent()
                && !account.get().disabled();
        if (!right) {
            account.ifPresent(a -> audit.add(null, "SIGN_IN_REFUSED", "account", a.id()));
            return new Wrong();
        }
        limits.giveBack(Limit.SIGN_IN_ADDRESS, from.address());
        limits.giveBack(Limit.SIGN_IN_ACCOUNT, place);
        if (!known) {
            limits.giveBack(Limit.SIGN_IN_ANYWHERE, mail);
        }
        Actor actor = account.get().actor();
        if (encoder.upgradeEncoding(stored)) {
            store.setPasswordHash(actor.accountId(), encoder.encode(password));
        }
        audit.add(actor, "SIGNED_IN", "account", actor.accountId());
        return new Welcome(actor);
    }

    /**
     * Mails a link if the address has an enabled account; otherwise a no-op with the same response. Takes at least {@link #MIN_LINK_DURATION},
     * which is longer than writing the mail takes, on the thread of the request: written on another one, a mail could be lost after
     * somebody was told to look for it.
     *
     * @param target the page to go to afterwards
     * @return how long to wait, after too many requests
     */
    public Optional<Duration> mailLink(String email, @Nullable String target, From from) {
        Optional<Account> account = accounts.findByEmail(email);
        String mail = email.strip();
        boolean known = known(from, account);
        Optional<Duration> wait = limits.tryConsume(Limit.LINK_ADDRESS, from.address())
                .or(() -> limits.tryConsume(Limit.LINK_ACCOUNT, mail + (known ? " known" : " " + from.address())))
                .or(() -> known ? Optional.empty() : limits.tryConsume(Limit.LINK_ANYWHERE, mail));
        if (wait.isEmpty()) {
            SteadyDuration.run(
                    MIN_LINK_DURATION,
                    () -> account.filter(one -> !one.disabled())
                            .ifPresent(one -> transaction.executeWithoutResult(status -> {
                                send(one, target);
                                audit.add(null, "SIGN_IN_LINK_ASKED", "account", one.id());
                            })));
        }
        return wait;
    }

    /** Mails somebody a link on behalf of the administrator. */
    @Transactional
    public void mailLink(Actor by, Account account) {
        send(account, null);
        audit.add(by, "SIGN_IN_LINK_SENT", "account", account.id());
    }

    /** Whether links can be mailed. Otherwise the administrator hands them over: {@link #createHandoverLink}. */
    public boolean canMailLinks() {
        return mails.delivered();
    }

    /**
     * Generates a link for the administrator to hand over, in a hub without mail delivery. It is shown once; only its hash is stored.
     *
     * @return its path, beginning with a slash
     * @throws IllegalStateException if links can be mailed, as then nobody else should see one
     */
    @Transactional
    public String createHandoverLink(Actor by, Account account) {
        if (mails.delivered()) {
            throw new IllegalStateException("links are mailed");
        }
        audit.add(by, "SIGN_IN_LINK_SHOWN", "account", account.id());
        return makeLink(account.id(), "", clock.instant().plus(HANDOVER_LINK_LIFETIME));
    }

    /** Whether a link is valid; does not consume it. */
    public boolean linkWorks(String secret) {
        return links.works(Secrets.hash(secret), clock.instant());
    }

    /** Consumes a link; it works once, even under concurrent requests. */
    @Transactional
    public Optional<LinkUsed> useLink(String secret) {
        return links.use(Secrets.hash(secret), clock.instant())
                .flatMap(link -> accounts.find(link.accountId())
                        .filter(account -> !account.disabled())
                        .map(account -> {
                            audit.add(account.actor(), "SIGNED_IN_BY_LINK", "account", account.id());
                            return new LinkUsed(account.actor(), link.target());
                        }));
    }

    private void send(Account account, @Nullable String target) {
        mails.signInLink(account, target, clock.instant().plus(LINK_LIFETIME));
    }

    /**
     * Generates a link, when its mail is rendered.
     *
     * @param target the page to go to afterwards; empty: none in particular
     * @return its path, which grants access until it is used
     */
    public String makeLink(long accountId, String target, Instant expiresAt) {
        String secret = Secrets.make();
        links.add(Secrets.hash(secret), accountId, clock.instant(), expiresAt, target);
        return "/inloggen/link/" + secret;
    }
}
