package nl.tec.exchange;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import nl.tec.accounts.Actor;
import nl.tec.accounts.Audit;
import nl.tec.accounts.Role;
import nl.tec.exchange.internal.WebhookStore;
import nl.tec.hub.PublicInternet;
import nl.tec.shared.NotFound;
import nl.tec.shared.Outcome;
import nl.tec.shared.Problems;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Addresses at which programs of organisations are notified of events that concern them (decision 0075). A message has ids and states
 * only; the details are read with a key. A webhook of another organisation is reported as {@link NotFound}.
 */
@Service
public class Webhooks {

    public static final String ADDRESS = "adres";
    public static final String EVENTS = "meldingen";
    public static final int MAX_WEBHOOKS = 5;

    private static final int SECRET_BYTES = 32;
    private static final Duration REPEATED_WITHIN = Duration.ofMinutes(1);
    private static final SecureRandom RANDOM = new SecureRandom();

    private final WebhookStore store;
    private final PublicInternet internet;
    private final Audit audit;
    private final Clock clock;

    Webhooks(WebhookStore store, PublicInternet internet, Audit audit, Clock clock) {
        this.store = store;
        this.internet = internet;
        this.audit = audit;
        this.clock = clock;
    }

    /** @param secret that signs the messages, as {@code whsec_} and Base64 (Standard Webhooks) */
    public record NewWebhook(long id, String secret) {

        public NewWebhook(long id, byte[] secret) {
            this(id, "whsec_" + Base64.getEncoder().encodeToString(secret));
        }
    }

    /** A webhook with its latest messages, the newest first. */
    public record Overview(Webhook webhook, List<Webhook.Message> messages) {}

    /**
     * Registers an address. The same registration a moment later, as by a double click, returns what was made before, because the first
     * answer was never shown.
     *
     * @param role of the person who registers it; {@link WebhookEvent#of} returns the events that it can have
     */
    @Transactional
    public Outcome<NewWebhook> register(
            long organisationId, Role role, String address, Collection<WebhookEvent> events, Actor by) {
        by.requireRole(role, organisationId);
        Optional<NewWebhook> made = store.madeAfter(
                organisationId, address.strip(), events, clock.instant().minus(REPEATED_WITHIN));
        if (made.isPresent()) {
            return Outcome.done(made.get());
        }
        List<Webhook> others = store.list(organisationId, role);
        Problems problems = new Problems()
                .addIf(internet.parse(address, Set.of("https")).isEmpty(), ADDRESS, "webhooks.check.address")
                .addIf(store.isRegistered(organisationId, address.strip()), ADDRESS, "webhooks.check.twice")
                .addIf(events.isEmpty() || !WebhookEvent.of(role).containsAll(events), EVENTS, "webhooks.check.events")
                .addIf(others.size() >= MAX_WEBHOOKS, "", "webhooks.check.many", MAX_WEBHOOKS);
        if (problems.any()) {
            return Outcome.refused(problems);
        }
        byte[] secret = new byte[SECRET_BYTES];
        RANDOM.nextBytes(secret);
        Optional<Long> id = store.insert(organisationId, address.strip(), secret, events, clock.instant());
        if (id.isEmpty()) { // somebody else was first
            return Outcome.refused(problems.add(ADDRESS, "webhooks.check.twice"));
        }
        audit.add(by, "WEBHOOK_REGISTERED", "webhook", id.get());
        return Outcome.done(new NewWebhook(id.get(), secret));
    }

    public List<Overview> list(long organisationId, Role role, Actor actor) {
        actor.requireRole(role, organisationId);
        return store.list(organisationId, role).stream()
                .map(webhook -> new Overview(webhook, store.messages(webhook.id())))
                .toList();
    }

    /** Returns the webhooks of all organisations, for an administrator, failing ones first. */
    public List<Webhook> all(Actor actor) {
        actor.requireRole(Role.ADMINISTRATOR);
        return store.all();
    }

    /** Sends a test message. */
    @Transactional
    public void test(long id, Actor by) {
        store.putTest(mine(id, by).id(), clock.instant());
    }

    /** Resumes a paused webhook; events of the meantime are not sent. */
    @Transactional
    public void resume(long id, Actor by) {
        store.resume(mine(id, by).id(), clock.instant());
        audit.add(by, "WEBHOOK_RESUMED", "webhook", id);
    }

    /** Removes a webhook; idempotent. */
    @Transactional
    public void remove(long id, Actor by) {
        if (store.find(id).isEmpty()) {
            return;
        }
        store.delete(mine(id, by).id());
        audit.add(by, "WEBHOOK_REMOVED", "webhook", id);
    }

    private Webhook mine(long id, Actor by) {
        return store.find(id)
                .filter(webhook -> by.is(webhook.events().get(0).role(), webhook.organisationId()))
                .orElseThrow(() -> new NotFound("webhook " + id));
    }
}
