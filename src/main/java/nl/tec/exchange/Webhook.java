package nl.tec.exchange;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An address at which a program of an organisation is notified of events.
 *
 * @param failingSince the first message that failed after the last that arrived; null: the last one arrived
 * @param pausedAt when we stopped trying; null: it works
 */
public record Webhook(
        long id,
        long organisationId,
        String organisation,
        String address,
        List<WebhookEvent> events,
        @Nullable Instant failingSince,
        @Nullable Instant pausedAt) {

    /**
     * A message to a webhook.
     *
     * @param answer of the last attempt: an HTTP status, or {@link nl.tec.hub.PublicInternet.Failure} as text; null: not tried yet
     */
    public record Message(
            long id,
            String message,
            Instant madeAt,
            Instant nextAttemptAt,
            @Nullable Instant deliveredAt,
            @Nullable Instant givenUpAt,
            @Nullable String answer) {

        /** Returns the key of the text that explains the answer; its argument is the answer. */
        public String answerKey() {
            return answer == null || answer.matches("[0-9]+") ? "webhooks.answer.status" : "webhooks.answer." + answer;
        }
    }
}
