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
 * A handle on the solver process. The plan file is complete at any moment, and only ever replaced by a better plan, however the
 * process or the program ends.
 */
public final class PlanProcess implements AutoCloseable {

    private final Process process;
    private final Thread reader;
    private volatile String lastOutput = "";

    private PlanProcess(Process process, Consumer<PlanProgress> onProgress) {
        this.process = process;
        reader = new Thread(() -> read(onProgress), "plan-progress");
        reader.setDaemon(true);
    }

    /**
     * Starts the process. It ends at the time limit, when the plan is proved optimal, when it is told to stop, and when this program
     * ends.
     *
     * @param instance the file to read, as {@link PlanFiles} writes it
     * @param solution the file to write; an existing plan of this instance is the starting point
     * @param megabytes the heap size of the process
     * @param onProgress receives the progress every second, in a thread of its own
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
                    lastOutput = line;
                } else {
                    onProgress.accept(progress);
                }
            }
        } catch (IOException e) {
            lastOutput = String.valueOf(e.getMessage()); // it was killed
        }
    }

    /** Asks the process to end. It still writes the best plan so far, with bounds and reasons, which takes a few seconds at most. */
    public void stop() {
        try {
            process.getOutputStream().close();
        } catch (IOException e) {
            process.destroy(); // its input is closed already
        }
    }

    /** Waits until the process has ended and its output was read. @return false on timeout */
    public boolean waitFor(Duration atMost) throws InterruptedException {
        if (!process.waitFor(atMost.toMillis(), TimeUnit.MILLISECONDS)) {
            return false;
        }
        reader.join();
        return true;
    }

    /** Whether the process ended normally and wrote a plan; false if it was killed, ran out of memory or could not read a file. */
    public boolean hasSolved() {
        return !process.isAlive() && process.exitValue() == 0;
    }

    /** The last output line that was not progress: the error if it has not solved. */
    public String lastOutput() {
        return lastOutput;
    }

    /** Kills the process if it is still running. */
    @Override
    public void close() {
        process.destroyForcibly();
    }
}
