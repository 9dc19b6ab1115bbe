package nl.tec.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.tomcat.util.threads.TaskQueue;
import org.apache.tomcat.util.threads.ThreadPoolExecutor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RequestThreadsTest {

    private static final int FEWEST = 4;
    private static final int MOST = 30;

    private final TaskQueue queue = new TaskQueue();
    private final ThreadPoolExecutor pool = new ThreadPoolExecutor(1, 1, 1, TimeUnit.MINUTES, queue);
    private final CountDownLatch slowClients = new CountDownLatch(1);
    private final RequestThreads threads = new RequestThreads(pool, FEWEST, MOST);

    @BeforeEach
    void start() {
        queue.setParent(pool);
    }

    @AfterEach
    void stop() {
        slowClients.countDown();
        pool.shutdownNow();
    }

    @Test
    void servesOthersWhenAllThreadsWaitForSlowClients() throws Exception {
        int slow = 20;
        CountDownLatch waiting = new CountDownLatch(slow);
        serveSlowly(slow, waiting);
        CountDownLatch quick = new CountDownLatch(1);
        pool.execute(quick::countDown);
        assertThat(quick.await(100, TimeUnit.MILLISECONDS)).isFalse();
        threads.run();
        assertThat(quick.await(1, TimeUnit.MINUTES)).isTrue();
        assertThat(waiting.await(1, TimeUnit.MINUTES)).isTrue();
    }

    @Test
    void hasNoMoreThanTheMaximum() {
        serveSlowly(2 * MOST, new CountDownLatch(2 * MOST));
        threads.run();
        threads.run();
        assertThat(pool.getMaximumPoolSize()).isEqualTo(MOST);
        assertThat(pool.getPoolSize()).isEqualTo(MOST);
    }

    @Test
    void hasFewWhileTheyKeepUp() throws Exception {
        for (int i = 0; i < 10; i++) {
            CountDownLatch served = new CountDownLatch(100);
            for (int request = 0; request < 100; request++) {
                pool.execute(served::countDown);
            }
            assertThat(served.await(1, TimeUnit.MINUTES)).isTrue();
            threads.run();
        }
        assertThat(pool.getMaximumPoolSize()).isEqualTo(FEWEST);
    }

    @Test
    void hasFewAgainAfterALongCalm() {
        serveSlowly(10, new CountDownLatch(10));
        threads.run();
        assertThat(pool.getMaximumPoolSize()).isGreaterThan(FEWEST);
        slowClients.countDown();
        for (int i = 0; i < 1000; i++) {
            threads.run();
        }
        assertThat(pool.getMaximumPoolSize()).isEqualTo(FEWEST);
        assertThat(pool.getCorePoolSize()).isEqualTo(FEWEST);
    }

    private void serveSlowly(int requests, CountDownLatch waiting) {
        for (int i = 0; i < requests; i++) {
            pool.execute(() -> {
                waiting.countDown();
                try {
                    slowClients.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            });
        }
    }
}
