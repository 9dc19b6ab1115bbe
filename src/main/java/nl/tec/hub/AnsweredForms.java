package nl.tec.hub;

import java.time.Clock;
import java.time.Duration;
import nl.tec.hub.internal.AnsweredFormStore;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** Forms with the redirect that they were answered with, so that one that is sent twice is carried out once (decision 0117). */
@Service
public class AnsweredForms {

    /** The time during which the same form gets the same answer. */
    static final Duration KEPT = Duration.ofMinutes(10);
    /** Longer than any answer takes: the program that was to give it is gone. */
    private static final Duration ABANDONED = Duration.ofSeconds(60);
    /** Less than a proxy waits for us. */
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private static final Duration POLL = Duration.ofMillis(50);

    private final AnsweredFormStore store;
    private final Clock clock;

    AnsweredForms(AnsweredFormStore store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    /** @param location path of the redirect. @param message of the next page ({@link Flash}); null: none */
    public record Redirect(String location, @Nullable String message) {}

    /** The outcome of claiming a form. */
    public sealed interface Claim {
        /** It is the first: carry it out, and call {@link #keep} or {@link #withdraw}. */
        record First() implements Claim {}
        /** It was answered before. */
        record Repeated(Redirect answer) implements Claim {}
        /** Another request is still busy with it. */
        record Busy() implements Claim {}
    }

    /**
     * Claims a form for this request; waits while another request is busy with it.
     *
     * @param digest of everything that makes it the same form, 32 bytes
     */
    public Claim claim(byte[] digest) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!store.claim(digest, clock.instant(), ABANDONED, KEPT)) {
            Redirect answer = store.find(digest);
            if (answer != null) {
                return new Claim.Repeated(answer);
            }
            if (System.nanoTime() > end || !paused()) {
                return new Claim.Busy();
            }
        }
        return new Claim.First();
    }

    public void keep(byte[] digest, Redirect answer) {
        store.keep(digest, answer);
    }

    /** Withdraws a claim: nothing was done that must not be done again. */
    public void withdraw(byte[] digest) {
        store.delete(digest);
    }

    /** Deletes what is no longer replayed. */
    public void deleteOld() {
        store.deleteBefore(clock.instant().minus(KEPT));
    }

    private static boolean paused() {
        try {
            Thread.sleep(POLL.toMillis());
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
