package nl.tec;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

/** Runs the actions of several people or nodes at the same moment: each on a thread of its own, all released at once. */
public final class Together {

    private Together() {}

    /** Something of which each one has a number. */
    public interface Attempt<T> {
        T make(int number) throws Exception;
    }

    /** Returns the results, in the order of the work. */
    public static <T> List<T> run(List<? extends Callable<? extends T>> work) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(work.size());
        CountDownLatch start = new CountDownLatch(1);
        try {
            List<Future<T>> all = new ArrayList<>();
            for (Callable<? extends T> one : work) {
                all.add(threads.submit(() -> {
                    start.await();
                    return one.call();
                }));
            }
            start.countDown();
            List<T> results = new ArrayList<>();
            for (Future<T> one : all) {
                results.add(one.get());
            }
            return results;
        } finally {
            threads.shutdownNow();
        }
    }

    /** Makes so many attempts, numbered from 0, and returns their results in that order. */
    public static <T> List<T> run(int times, Attempt<? extends T> attempt) throws Exception {
        return Together.<T>run(IntStream.range(0, times)
                .<Callable<T>>mapToObj(number -> () -> attempt.make(number))
                .toList());
    }

    public static void run(int times, Runnable work) throws Exception {
        run(times, number -> {
            work.run();
            return true;
        });
    }
}
