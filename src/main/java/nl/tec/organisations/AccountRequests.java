package nl.tec.organisations;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import nl.tec.accounts.Account;
import nl.tec.accounts.Accounts;
import nl.tec.accounts.Actor;
import nl.tec.accounts.Actor.Membership;
import nl.tec.accounts.Audit;
import nl.tec.accounts.NewAccount;
import nl.tec.accounts.Role;
import nl.tec.accounts.Secrets;
import nl.tec.mail.Outbox;
import nl.tec.organisations.internal.AccountRequestMails;
import nl.tec.organisations.internal.AccountRequestStore;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Handles requests for an account by staff of a school where nobody has one. The owner of the mail address confirms the request, then
 * an administrator decides (rules 9): a request alone gives no access.
 */
@Service
public class AccountRequests {

    /** @param role teacher or coordinator. @param siteId the school */
    public record Request(String name, String email, Role role, long siteId, Locale language) {}

    /** A request that waits for an administrator. */
    public record OpenRequest(
            long id,
            String name,
            String email,
            Role role,
            long siteId,
            String school,
            String town,
            Instant confirmedAt) {}

    private final AccountRequestStore store;

    private final Clock clock;

    private final Accounts accounts;

    private final Audit audit;

    private final Outbox outbox;

    AccountRequests(AccountRequestStore store, Clock clock, Accounts accounts, Audit audit, Outbox outbox) {
        this.store = store;
        this.clock = clock;
        this.accounts = accounts;
        this.audit = audit;
        this.outbox = outbox;
    }

    /** Stores a request and mails a link to confirm it. Repeating it sends the mail again, but does not store a second request. */
    @Transactional
    public void ask(Request request) {
        store.keep(request, clock.instant())
                .ifPresent(id -> outbox.put(
                        AccountRequestMails.CONFIRM,
                        request.email(),
                        request.language(),
                        Map.of("name", request.name(), "school", store.school(request.siteId()), "request", id),
                        null));
    }

    /** Confirms the request of a link and returns the school. Empty if the link is unknown or the request was decided. */
    @Transactional
    public Optional<String> confirm(String secret) {
        return store.confirm(Secrets.hash(secret), clock.instant());
    }

    /** Returns the requests that wait for a decision, the oldest first. */
    public List<OpenRequest> open() {
        return store.open();
    }

    /** Returns {@link #open} for an administrator; reading names and addresses is audited. */
    public List<OpenRequest> read(Actor by) {
        List<OpenRequest> open = open();
        if (!open.isEmpty()) {
            audit.add(by, "ACCOUNT_REQUESTS_READ", "account_request", null);
        }
        return open;
    }

    /**
     * Grants or refuses a request, and mails the decision. Granting creates the account if there is none, and grants the role. Of two
     * administrators, the first one decides.
     *
     * @return false if it was decided already
     */
    @Transactional
    public boolean decide(long id, boolean granted, Actor by) {
        if (!store.decide(id, granted, by, clock.instant())) {
            return false;
        }
        OpenRequest request = store.get(id);
        Locale language = store.language(id);
        if (granted) {
            Membership membership = Membership.of(request.role(), request.siteId());
            Account account = accounts.findByEmail(request.email())
                    .or(() -> accounts.create(
                            by, new NewAccount(request.email(), request.name(), language, null, Set.of())))
                    .orElseThrow();
            accounts.grant(by, account.id(), membership);
        }
        audit.add(by, granted ? "ACCOUNT_REQUEST_GRANTED" : "ACCOUNT_REQUEST_REFUSED", "account_request", id);
        outbox.put(
                AccountRequestMails.DECIDED,
                request.email(),
                language,
                Map.of("name", request.name(), "school", request.school(), "granted", granted),
                null);
        return true;
    }
}
