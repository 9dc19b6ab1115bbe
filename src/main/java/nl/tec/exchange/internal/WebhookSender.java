package nl.tec.exchange.internal;

import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import nl.tec.exchange.internal.WebhookStore.Due;
import nl.tec.hub.PublicInternet;
import nl.tec.hub.RecurringJob;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Sends messages to webhooks: signed according to Standard Webhooks, in order per subject, retried with increasing pauses. A message that
 * is not accepted for days is given up; a webhook that accepts nothing for days is paused, and its organisation is notified.
 */
@Configuration(proxyBeanMethods = false)
public class WebhookSender {

    /** The time of failing after which a webhook is paused, and a message is given up. */
    public static final Duration MAX_FAILING = Duration.ofDays(3);

    /** The timeout for the whole response. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /** The pauses after each failed attempt; the last one is repeated. */
    private static final List<Duration> PAUSES = List.of(
            Duration.ofSeconds(30),
            Duration.ofMinutes(2),
            Duration.ofMinutes(10),
            Duration.ofHours(1),
            Duration.ofHours(3),
            Duration.ofHours(6));

    /** The time for which messages are kept for display; longer than {@link WebhookStore} looks back, or they would be sent again. */
    private static final Duration KEPT = Duration.ofDays(7);

    private static final int MAX_ANSWER = 10_000;
    private static final int AT_ONCE = 8;
    private static final int ROUNDS = 50;

    private final WebhookStore store;
    private final WebhookNotifier notifier;
    private final PublicInternet internet;
    private final TransactionTemplate transaction;
    private final Clock clock;

    WebhookSender(
            WebhookStore store,
            WebhookNotifier notifier,
            PublicInternet internet,
            TransactionTemplate transaction,
            Clock clock) {
        this.store = store;
        this.notifier = notifier;
        this.internet = internet;
        this.transaction = transaction;
        this.clock = clock;
    }

    @Bean
    RecurringJob webhookMessages() {
        return new RecurringJob("webhook-messages", FixedDelay.ofSeconds(15), this::send);
    }

    /** Sends everything that is due. After a failed attempt a webhook is skipped until the next run. */
    public void send() {
        if (!store.any()) {
            return;
        }
        store.deleteBefore(clock.instant().minus(KEPT));
        store.gather(clock.instant());
        Set<Long> failed = ConcurrentHashMap.newKeySet();
        List<Due> due = take(failed);
        if (due.isEmpty()) {
            return;
        }
        ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE);
        try {
            for (int round = 0; round < ROUNDS && !due.isEmpty(); round++) {
                due.stream()
                        .map(message -> CompletableFuture.runAsync(
                                () -> {
                                    if (!send(message)) {
                                        failed.add(message.webhookId());
                                    }
                                },
                                threads))
                        .toList()
                        .forEach(CompletableFuture::join);
                due = take(failed);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private List<Due> take(Set<Long> failed) {
        return store.take(clock.instant(), PATIENCE.multipliedBy(6), failed, AT_ONCE);
    }

    /** Sends a message. @return whether it was accepted */
    private boolean send(Due message) {
        String answer = ask(message);
        boolean accepted = answer.matches("2[0-9]{2}");
        Instant now = clock.instant();
        transaction.executeWithoutResult(status -> {
            if (accepted) {
                store.delivered(message, answer, now);
                return;
            }
            Duration pause = PAUSES.get(Math.min(message.attempts(), PAUSES.size()) - 1);
            store.failed(message, answer, now.plus(pause), now);
            if (store.pause(message.webhookId(), now.minus(MAX_FAILING), now)) {
                notifier.paused(message.webhookId(), message.organisationId(), message.address());
            }
            store.giveUp(message, now.minus(MAX_FAILING), now);
        });
        return accepted;
    }

    /** Returns the status of the response, or the reason why there is none. */
    private String ask(Due message) {
        Optional<URI> address = internet.parse(message.address(), Set.of("https"));
        if (address.isEmpty()) {
            return PublicInternet.Failure.NOT_PUBLIC.name();
        }
        String id = "bericht-" + message.id();
        String timestamp = Long.toString(clock.instant().getEpochSecond());
        HttpRequest request = HttpRequest.newBuilder(address.get())
                .timeout(PATIENCE)
                .header("Content-Type", "application/json")
                .header("User-Agent", "tec-webhook")
                .header("Webhook-Id", id)
                .header("Webhook-Timestamp", timestamp)
                .header(
                        "Webhook-Signature",
                        "v1," + signature(message.secret(), id + "." + timestamp + "." + message.message()))
                .POST(HttpRequest.BodyPublishers.ofString(message.message()))
                .build();
        try {
            HttpResponse<byte[]> answer = internet.send(request, PATIENCE, MAX_ANSWER);
            return Integer.toString(answer.statusCode());
        } catch (PublicInternet.Failed e) {
            return e.why().name();
        }
    }

    private static String signature(byte[] secret, String signed) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret, "HmacSHA256"));
            return Base64.getEncoder().encodeToString(mac.doFinal(signed.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e); // every Java has this algorithm
        }
    }
}
