package nl.tec.bookings.internal;

import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Limits how many requests of this node book the same session at once. They wait for the lock of the session in turn, each with a
 * connection, so without a limit one popular session takes all connections from the other pages. More of them in the database do not book
 * faster either: they take processor time from the one that holds the lock.
 *
 * <p>Correctness does not depend on it: other nodes have a queue of their own, and a request that has waited for long goes on regardless.
 */
@Component
public class BookingQueue {

    /** One that commits, one that waits for the lock, and one that gets ready. */
    static final int AT_ONCE = 3;

    /** Sessions may share a line. */
    private static final int LINES = 256;

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Duration patience;
    private final Semaphore[] lines = new Semaphore[LINES];

    @Autowired
    BookingQueue() {
        this(PATIENCE);
    }

    BookingQueue(Duration patience) {
        this.patience = patience;
        Arrays.setAll(lines, number -> new Semaphore(AT_ONCE));
    }

    /** Runs a booking when it is its turn; in a transaction, which would hold a connection while it waits, at once. */
    public <T> T inTurn(long sessionId, Supplier<T> booking) {
        if (TransactionSynchronizationManager.isActualTransactionActive()) {
            return booking.get();
        }
        Semaphore line = lines[Math.floorMod(sessionId, LINES)];
        boolean admitted = admit(line);
        try {
            return booking.get();
        } finally {
            if (admitted) {
                line.release();
            }
        }
    }

    private boolean admit(Semaphore line) {
        try {
            return line.tryAcquire(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
