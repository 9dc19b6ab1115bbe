package nl.tec.accounts;

import java.time.Duration;

/** Makes the duration of a request independent of what is known about an address, against timing attacks (rules 8.4, 9). */
public final class SteadyDuration {

    private SteadyDuration() {}

    /**
     * Runs the action on this thread and waits until the duration is over.
     *
     * @param minimum longer than the action takes, whatever is known
     */
    public static void run(Duration minimum, Runnable action) {
        long start = System.nanoTime();
        action.run();
        try {
            Thread.sleep(
                    Math.max(0, minimum.minusNanos(System.nanoTime() - start).toMillis() + 1));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
