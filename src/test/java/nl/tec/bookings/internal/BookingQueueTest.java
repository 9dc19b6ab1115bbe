package nl.tec.bookings.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.transaction.support.TransactionSynchronizationManager;

class BookingQueueTest {

    private static final int REQUESTS = 3 * BookingQueue.AT_ONCE;

    private final ExecutorService threads = Executors.newFixedThreadPool(REQUESTS);
    private final CountDownLatch admitted = new CountDownLatch(BookingQueue.AT_ONCE);
    private final CountDownLatch everyone = new CountDownLatch(REQUESTS);
    private final CountDownLatch lock = new CountDownLatch(1);
    private final AtomicInteger inside = new AtomicInteger();
    private final AtomicInteger mostInside = new AtomicInteger();

    @AfterEach
    void stop() {
        lock.countDown();
        threads.shutdownNow();
    }

    @Test
    void limitsTheRequestsOfASession_andNotThoseOfAnother() throws Exception {
        BookingQueue queue = new BookingQueue(Duration.ofMinutes(1));
        List<Future<Boolean>> requests = fill(queue);
        assertThat(queue.inTurn(2, () -> "booked")).isEqualTo("booked");
        assertThat(inside).hasValue(BookingQueue.AT_ONCE);
        lock.countDown();
        for (Future<Boolean> request : requests) {
            assertThat(request.get(1, TimeUnit.MINUTES)).isTrue();
        }
        assertThat(mostInside).hasValue(BookingQueue.AT_ONCE);
    }

    @Test
    void admitsWhoHasWaitedForLong() throws Exception {
        BookingQueue queue = new BookingQueue(Duration.ofMillis(1));
        List<Future<Boolean>> requests = fill(queue);
        assertThat(everyone.await(1, TimeUnit.MINUTES)).isTrue();
        lock.countDown();
        for (Future<Boolean> request : requests) {
            request.get(1, TimeUnit.MINUTES);
        }
    }

    @Test
    void doesNotHoldUpATransaction() throws Exception {
        BookingQueue queue = new BookingQueue(Duration.ofMinutes(1));
        fill(queue);
        TransactionSynchronizationManager.setActualTransactionActive(true);
        try {
            assertThat(queue.inTurn(1, () -> "booked")).isEqualTo("booked");
        } finally {
            TransactionSynchronizationManager.setActualTransactionActive(false);
        }
    }

    /** Starts requests for session 1 that wait for the lock, and returns when as many as may be are inside. */
    private List<Future<Boolean>> fill(BookingQueue queue) throws InterruptedException {
        List<Future<Boolean>> requests = new ArrayList<>();
        for (int i = 0; i < REQUESTS; i++) {
            requests.add(threads.submit(() -> queue.inTurn(1, this::await)));
        }
        assertThat(admitted.await(1, TimeUnit.MINUTES)).isTrue();
        return requests;
    }

    private boolean await() {
        mostInside.accumulateAndGet(inside.incrementAndGet(), Math::max);
        admitted.countDown();
        everyone.countDown();
        try {
            return lock.await(1, TimeUnit.MINUTES);
        } catch (InterruptedException e) {
            return false;
        } finally {
            inside.decrementAndGet();
        }
    }
}
