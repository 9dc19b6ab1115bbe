package nl.tec.web;

import org.apache.tomcat.util.threads.ThreadPoolExecutor;

/**
 * Sizes the pool of threads that serve requests. Few threads serve more requests than many: beyond what the processors can run at the
 * same time they take time from each other, and a thread that finds the next request waiting need not be woken up for it. But a thread
 * may also be waiting for a slow client. So there are few, until requests wait too long for one.
 */
final class RequestThreads implements Runnable {

    /** How often {@link #run} has to be called, in milliseconds. */
    static final int INTERVAL = 100;

    /** The number of intervals that a request may wait for a thread, at the current rate. */
    private static final int PATIENCE = 2;

    /** The number of intervals after which one thread is tried to be missed. */
    private static final int CALM = 50;

    private final ThreadPoolExecutor pool;
    private final int fewest;
    private final int most;
    private long served;
    private int calm;

    /** @param pool with a queue that takes every request for which there is no thread */
    RequestThreads(ThreadPoolExecutor pool, int fewest, int most) {
        this.pool = pool;
        this.fewest = Math.min(fewest, most);
        this.most = most;
        resize(this.fewest);
    }

    @Override
    public void run() {
        long servedBefore = served;
        served = pool.getCompletedTaskCount();
        int waiting = pool.getQueue().size();
        if (waiting > PATIENCE * (served - servedBefore)) {
            resize(Math.min(most, pool.getMaximumPoolSize() + waiting));
            calm = 0;
        } else if (++calm % CALM == 0) {
            resize(Math.max(fewest, pool.getMaximumPoolSize() - 1));
        }
    }

    private void resize(int threads) {
        if (threads >= pool.getMaximumPoolSize()) {
            pool.setMaximumPoolSize(threads);
            pool.setCorePoolSize(threads);
        } else {
            pool.setCorePoolSize(threads);
            pool.setMaximumPoolSize(threads);
        }
    }
}
