package nl.tec.mail;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import nl.tec.mail.internal.OutboxStore;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/**
 * The outbox. A mail is put here in the transaction that it reports on: rolled back with it, or, once that is committed, rendered and
 * sent by a job, once. A statement that writes everything in one inserts into the view {@code mail_message_v}.
 */
@Service
public class Outbox {

    /** The delay of mails that people of the hub can still withdraw. */
    public static final Duration UNDO = Duration.ofMinutes(10);

    private record Hold(String field, long value, Instant until) {}

    private final OutboxStore store;
    private final Clock clock;

    /** Bound to the thread, like the transaction. */
    private final ThreadLocal<@Nullable Hold> held = new ThreadLocal<>();

    Outbox(OutboxStore store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    /**
     * @param template the {@link MailTemplate#name()}
     * @param payload data for the template; written as JSON
     * @param dedupeKey idempotency key: a second mail with the same key is not added; null: none
     */
    public void put(
            String template, String recipient, Locale language, Map<String, ?> payload, @Nullable String dedupeKey) {
        Instant now = clock.instant();
        Hold hold = held.get();
        Map<String, Object> all = new LinkedHashMap<>(payload);
        if (hold != null) {
            all.put(hold.field(), hold.value());
        }
        store.add(template, recipient, language, all, dedupeKey, now, hold == null ? now : hold.until());
    }

    /**
     * Runs work whose mails are delayed until a moment and can be withdrawn until then: all that {@link #put} adds
     * meanwhile, in this thread.
     *
     * @param field of the payloads with the id of their subject; {@code value} is that id
     */
    public <T> T holding(String field, long value, Instant until, Supplier<T> work) {
        held.set(new Hold(field, value, until));
        try {
            return work.get();
        } finally {
            held.remove();
        }
    }

    /** Sends the delayed mails about a subject now. @param field of the payload with this id */
    public void release(String field, long value) {
        store.release(field, value, clock.instant());
    }

    /** Removes the mails about a subject for which no delivery was attempted. @param field of the payload with this id */
    public void withdraw(String field, long value) {
        store.withdraw(field, value);
    }

    /** A mail to put together with others. */
    public record Message(String recipient, Locale language, Map<String, ?> payload) {}

    /**
     * Puts mails of one kind that are delayed until a moment; until then they can be withdrawn.
     *
     * @param template the {@link MailTemplate#name()}
     */
    public void putAll(String template, Collection<Message> letters, Instant notBefore) {
        store.addAll(template, letters, clock.instant(), notBefore);
    }

    /**
     * Removes the mails about a subject for which no delivery was attempted.
     *
     * @param field of the payload with the id of the subject
     * @param list another field of the payload: a list of numbers
     * @return all numbers in those lists
     */
    public Set<Long> withdraw(String field, long value, String list) {
        return store.withdraw(field, value, list);
    }

    /**
     * Removes the mails of a template for which no delivery was attempted.
     *
     * @param having what their payload contains
     * @return their payloads, as JSON
     */
    public List<String> withdraw(String template, Map<String, ?> having) {
        return store.withdraw(template, having);
    }

    /**
     * The delivery status of the mails about a subject. Mails older than the retention period are erased (rules 8).
     *
     * @param sent number accepted by the mail server
     * @param waiting number not attempted yet
     * @param failing addresses that refused so far, to be retried
     * @param failed addresses that were given up
     */
    public record Deliveries(int sent, int waiting, List<String> failing, List<String> failed) {}

    /** @param field of the payload with the id of the subject */
    public Deliveries deliveries(String field, long value) {
        return store.deliveries(field, value);
    }

    /** A mail that was given up, or bounced. @param said the reply of a mail server, or the cause of the failure */
    public record Undelivered(String recipient, Instant at, String said) {}

    /**
     * Returns the undelivered mails about these subjects, the latest first. Mails older than the retention period are erased (rules 8).
     *
     * @param fields of the payload that may have the id of a subject, or a list of ids
     */
    public Map<Long, List<Undelivered>> undelivered(List<String> fields, Collection<Long> values) {
        return store.undelivered(fields, values);
    }

    /**
     * Erases mails, sent or not, also from the mailbox of a demo hub, because somebody's data are erased (rules 8).
     *
     * @param field of the payload with the id of the subject, or a list of ids
     */
    public void forget(String field, Collection<Long> values) {
        store.forget(field, values);
    }
}
