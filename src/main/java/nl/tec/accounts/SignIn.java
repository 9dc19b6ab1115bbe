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
 * Signing in, by password or by a link in the mail (rules 9). Nothing here tells whether an address has an account: not in
 * words, not by how long it takes.
 */
@Service
public class SignIn {

    /** The lifetime of a link in the mail. */
    public static final Duration LINK_LIFE = Duration.ofMinutes(20);

    /** The minimum time that asking for a link takes. */
    private static final Duration LINK_TIME = Duration.ofMillis(80);

    /** The lifetime of a link that the administrator hands over. */
    public static final Duration HANDED_LIFE = Duration.ofDays(1);

    /** The outcome of giving a password. */
    public sealed interface Outcome {}

    public record Welcome(Actor actor) implements Outcome {}

    /** Address or password is wrong, or the account is disabled; which is not said. */
    public record Wrong() implements Outcome {}

    /** Tried too often, from there or with this address. */
    public record Wait(Duration duration) implements Outcome {}

    /** @param target the page to go to, as given when the link was asked for */
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
        // not at once: it takes a third of a second, and every start would wait for it
        this.nobody = SingletonSupplier.of(() -> encoder.encode(Secrets.make()));
    }

    /**
     * The origin of an attempt. Attempts are counted per account and place, so that somebody who tries in vain elsewhere does not lock
     * out the owner: a browser in which the owner has signed in before is a place of its own.
     *
     * @param address of the network: {@link RateLimit#address}
     * @param browser what {@link #knownBrowser} gave that browser; empty: nothing
     */
    public record From(String address, String browser) {}

    /** A token that marks a browser in which this account has signed in before; it grants no access. */
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
        // also compared when there is nobody, so that it takes as long
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
     * Mails a link, when the address has an account that may sign in; otherwise does nothing and says the same. Takes {@link
     * #LINK_TIME} at least, which is longer than writing the mail takes.
     *
     * @param target the page to go to afterwards
     * @return how long to wait, when too many were asked for
     */
    public Optional<Duration> mailLink(String email, @Nullable String target, From from) {
        Instant start = Instant.now();
        Optional<Account> account = accounts.findByEmail(email);
        String mail = email.strip();
        boolean known = known(from, account);
        Optional<Duration> wait = limits.tryConsume(Limit.LINK_ADDRESS, from.address())
                .or(() -> limits.tryConsume(Limit.LINK_ACCOUNT, mail + (known ? " known" : " " + from.address())))
                .or(() -> known ? Optional.empty() : limits.tryConsume(Limit.LINK_ANYWHERE, mail));
        if (wait.isEmpty()) {
            account.filter(one -> !one.disabled())
                    .ifPresent(one -> transaction.executeWithoutResult(status -> {
                        send(one, target);
                        audit.add(null, "SIGN_IN_LINK_ASKED", "account", one.id());
                    }));
            pauseUntil(start.plus(LINK_TIME));
        }
        return wait;
    }

    private static void pauseUntil(Instant end) {
        try {
            Thread.sleep(Math.max(0, Duration.between(Instant.now(), end).toMillis()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
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
        return makeLink(account.id(), "", clock.instant().plus(HANDED_LIFE));
    }

    /** Whether a link would work; looking does not use it up. */
    public boolean linkWorks(String secret) {
        return links.works(Secrets.hash(secret), clock.instant());
    }

    /** Uses a link: once, whoever tries at the same moment. */
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
        mails.signInLink(account, target, clock.instant().plus(LINK_LIFE));
    }

    /**
     * Makes a link, for the mail that it stands in.
     *
     * @param target the page to go to afterwards; empty: none in particular
     * @return its path, which is a key until it is used
     */
    public String makeLink(long accountId, String target, Instant expiresAt) {
        String secret = Secrets.make();
        links.add(Secrets.hash(secret), accountId, clock.instant(), expiresAt, target);
        return "/inloggen/link/" + secret;
    }
}
