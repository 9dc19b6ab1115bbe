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
 * The mails that have to be sent. A mail is put here in the transaction of what it tells about: rolled back with it, and once
 * committed, made and sent by a job, once.
 */
@Service
public class Outbox {

    /**
     * For a command that writes everything it has to write in one statement: the start of an outbox row, to be followed by
     * {@code values (...)} or {@code select ...} of: template, recipient, language, payload (jsonb), dedupe_key, created_at,
     * next_attempt_at.
     */
    public static final String INSERT =
            "insert into outbox (template, recipient, language, payload, dedupe_key, created_at, next_attempt_at) ";

    /** The time for which mails wait that somebody of the hub can still withdraw. */
    public static final Duration UNDO = Duration.ofMinutes(10);

    private record Hold(String field, long value, Instant until) {}

    private final OutboxStore store;
    private final Clock clock;

    /** As the transaction, it belongs to the thread. */
    private final ThreadLocal<@Nullable Hold> held = new ThreadLocal<>();

    Outbox(OutboxStore store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    /**
     * @param template the {@link MailTemplate#name()}
     * @param payload what the template needs; written as JSON
     * @param dedupeKey when not null, a second mail with the same key is not put
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
     * Does some work whose mails do not go out before a moment, until when they can be withdrawn: all that {@link #put} puts
     * meanwhile, in this thread.
     *
     * @param field in which the payload of each says what it is about; {@code value} the number of that
     */
    public <T> T holding(String field, long value, Instant until, Supplier<T> work) {
        held.set(new Hold(field, value, until));
        try {
            return work.get();
        } finally {
            held.remove();
        }
    }

    /** The mails about something that wait for their moment go out now. @param field of the payload, with this number */
    public void release(String field, long value) {
        store.release(field, value, clock.instant());
    }

    /** Removes the mails about something of which no delivery has been attempted. @param field of the payload, with this number */
    public void withdraw(String field, long value) {
        store.withdraw(field, value);
    }

    /** A mail to put with others. */
    public record Letter(String recipient, Locale language, Map<String, ?> payload) {}

    /**
     * Puts mails of one kind that do not go out before a moment; until then they can be withdrawn.
     *
     * @param template the {@link MailTemplate#name()}
     */
    public void putAll(String template, Collection<Letter> letters, Instant notBefore) {
        store.addAll(template, letters, clock.instant(), notBefore);
    }

    /**
     * Removes the mails about something of which no delivery has been attempted.
     *
     * @param field of the payload that says what a mail is about: a number
     * @param list another field of the payload: a list of numbers
     * @return what is in those lists
     */
    public Set<Long> withdraw(String field, long value, String list) {
        return store.withdraw(field, value, list);
    }

    /**
     * The progress of the delivery of mails about something. Mails older than the retention period are gone (rules 8).
     *
     * @param sent taken by the mail server
     * @param waiting to be sent for the first time
     * @param failing the addresses that refused so far, and that are tried again
     * @param failed the addresses that were given up
     */
    public record Deliveries(int sent, int waiting, List<String> failing, List<String> failed) {}

    /** @param field of the payload that says what a mail is about: a number */
    public Deliveries deliveries(String field, long value) {
        return store.deliveries(field, value);
    }

    /** A mail that was given up, or came back. @param said by a mail server, or what else went wrong */
    public record Undelivered(String recipient, Instant at, String said) {}

    /**
     * The mails about these that did not arrive, the latest first. Mails older than the retention period are gone (rules 8).
     *
     * @param fields of the payload that may say what a mail is about: one number, or a list of them
     */
    public Map<Long, List<Undelivered>> undelivered(List<String> fields, Collection<Long> values) {
        return store.undelivered(fields, values);
    }

    /**
     * Removes mails, sent or not, and what of them is in the mailbox of a demo hub: somebody's data are removed (rules 8).
     *
     * @param field of the payload that says what a mail is about: one number, or a list of them
     */
    public void forget(String field, Collection<Long> values) {
        store.forget(field, values);
    }
}
