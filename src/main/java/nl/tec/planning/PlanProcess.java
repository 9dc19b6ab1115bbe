package nl.tec.planning;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * The process that solves, seen from the program that started it. The file of the plan is whole at any moment, and only ever
 * replaced by a better plan, whatever ends the process or the program.
 */
public final class PlanProcess implements AutoCloseable {

    private final Process process;
    private final Thread reader;
    private volatile String lastWords = "";

    private PlanProcess(Process process, Consumer<PlanProgress> onProgress) {
        this.process = process;
        reader = new Thread(() -> read(onProgress), "plan-progress");
        reader.setDaemon(true);
    }

    /**
     * Starts to solve. The process ends at the limit, when the plan is proved to be the best, when it is told to stop, and when
     * this program is gone.
     *
     * @param instance the file to read, as {@link PlanFiles} writes it
     * @param solution where the plan goes; one of this instance that is there is gone on from
     * @param megabytes for the objects of the process
     * @param onProgress is told every second how far it is, in a thread of its own
     */
    public static PlanProcess start(
            Path instance, Path solution, Duration limit, long seed, int megabytes, Consumer<PlanProgress> onProgress)
            throws IOException {
        Process started = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-Xmx" + megabytes + "m",
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        PlanSolver.class.getName(),
                        instance.toString(),
                        solution.toString(),
                        String.valueOf(limit.toSeconds()),
                        String.valueOf(seed)))
                .redirectErrorStream(true)
                .start();
        PlanProcess process = new PlanProcess(started, onProgress);
        process.reader.start();
        return process;
    }

    private void read(Consumer<PlanProgress> onProgress) {
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                PlanProgress progress = PlanProgress.parse(line);
                if (progress == null) {
                    lastWords = line;
                } else {
                    onProgress.accept(progress);
                }
            }
        } catch (IOException e) {
            lastWords = String.valueOf(e.getMessage()); // it was killed
        }
    }

    public long pid() {
        return process.pid();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** Asks it to end; it writes the best plan so far, with bounds and reasons, which takes a few seconds at most. */
    public void stop() {
        try {
            process.getOutputStream().close();
        } catch (IOException e) {
            process.destroy(); // its input is gone already
        }
    }

    /** Waits until it has ended and its last line was read, and answers whether it has. */
    public boolean waitFor(Duration atMost) throws InterruptedException {
        if (!process.waitFor(atMost.toMillis(), TimeUnit.MILLISECONDS)) {
            return false;
        }
        reader.join();
        return true;
    }

    /** Whether it ended by itself and left a plan; false when it was killed, ran out of memory or could not read a file. */
    public boolean hasSolved() {
        return !process.isAlive() && process.exitValue() == 0;
    }

    /** The last thing it said that was not progress: what is wrong when it has not solved. */
    public String lastWords() {
        return lastWords;
    }

    /** Kills it, if it has not ended. */
    @Override
    public void close() {
        process.destroyForcibly();
    }
}
