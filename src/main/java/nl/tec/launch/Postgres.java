package nl.tec.launch;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A PostgreSQL server on one folder: creates the folder, starts the server, checks whether it runs, stops it. The server is not a
 * child of this program (pg_ctl gives it a session of its own), so a Ctrl-C does not reach it before the program is done
 * with it, and it may outlive a program that was killed.
 */
final class Postgres {

    private static final Logger LOG = LoggerFactory.getLogger(Postgres.class);

    /** The maximum number of seconds of a start: after a crash the server first recovers from its log. */
    private static final int START_SECONDS = 120;

    private static final int STOP_SECONDS = 30;
    private static final int KEPT_LOG_BYTES = 1_000_000;

    private final Path binaries;
    private final Path folder;
    private final Path log;

    /**
     * @param folder the folder of the database, existing or not
     * @param log the file that the server writes to
     */
    Postgres(Path binaries, Path folder, Path log) {
        this.binaries = binaries.toAbsolutePath();
        this.folder = folder.toAbsolutePath();
        this.log = log.toAbsolutePath();
    }

    boolean exists() {
        return Files.exists(folder.resolve("PG_VERSION"));
    }

    /**
     * Creates the folder, with a superuser {@code postgres} and a user {@code tec} who owns the database {@code tec}. Atomic. Names sort
     * as in a Dutch dictionary.
     *
     * @param password of both users, letters and digits only
     * @param settings for postgresql.conf, which its owner may change
     */
    void initialise(Path passwordFile, String password, Map<String, String> settings, boolean durable)
            throws IOException {
        Path beside = folder.resolveSibling(folder.getFileName() + ".new");
        run(List.of("rm", "-rf", beside.toString()), "");
        List<String> command = new ArrayList<>(List.of(
                "-D",
                beside.toString(),
                "-U",
                "postgres",
                "--pwfile",
                passwordFile.toAbsolutePath().toString(),
                "--auth=scram-sha-256",
                "--encoding=UTF8",
                "--locale-provider=icu",
                "--icu-locale=nl",
                "--locale=" + (System.getProperty("os.name").startsWith("Mac") ? "en_US.UTF-8" : "C.UTF-8"),
                "--data-checksums",
                "--no-instructions"));
        settings.forEach((name, value) -> {
            command.add("-c");
            command.add(name + "=" + value);
        });
        if (!durable) {
            command.add("--no-sync");
        }
        run(program("initdb", command), "");
        List<String> single =
                new ArrayList<>(List.of("--single", "-D", beside.toString(), "-c", "log_min_messages=panic"));
        if (!durable) {
            single.add("-F");
        }
        single.add("postgres");
        run(program("postgres", single), """
                create role tec login password '%s'
                create database tec owner tec
                """.formatted(password));
        Files.move(beside, folder, StandardCopyOption.ATOMIC_MOVE);
    }

    /**
     * Starts the server on a port of the loopback and waits until it is ready.
     *
     * @param settings that override those in postgresql.conf
     */
    void start(int port, Map<String, String> settings) throws IOException {
        removeStaleLockFile();
        Files.createDirectories(log.getParent());
        if (Files.exists(log) && Files.size(log) > KEPT_LOG_BYTES) {
            Files.move(log, log.resolveSibling(log.getFileName() + ".1"), StandardCopyOption.REPLACE_EXISTING);
        }
        StringBuilder options = new StringBuilder("-p " + port + " -c listen_addresses=127.0.0.1");
        options.append(" -c unix_socket_directories=");
        settings.forEach(
                (name, value) -> options.append(" -c ").append(name).append('=').append(value));
        run(
                program(
                        "pg_ctl",
                        List.of(
                                "start",
                                "-D",
                                folder.toString(),
                                "-l",
                                log.toString(),
                                "-w",
                                "-t",
                                Integer.toString(START_SECONDS),
                                "-s",
                                "-o",
                                options.toString())),
                "");
    }

    /** Stops the server if it runs: transactions in progress are rolled back, committed ones are kept. */
    void stop() {
        Optional<ProcessHandle> process = process();
        if (process.isEmpty()) {
            return;
        }
        try {
            run(
                    program(
                            "pg_ctl",
                            List.of("stop", "-D", folder.toString(), "-m", "fast", "-s", "-t", "" + STOP_SECONDS)),
                    "");
        } catch (IOException e) {
            LOG.warn(
                    "PostgreSQL (process {}) does not stop by itself and is ended",
                    process.get().pid(),
                    e);
            process.get().destroyForcibly();
        }
        for (int wait = 0; wait < 100 && running(process.get()); wait++) {
            pause(50);
        }
    }

    /** Returns the server's process, if it runs. */
    Optional<ProcessHandle> process() {
        return line(0).flatMap(pid -> ProcessHandle.of(Long.parseLong(pid)))
                .filter(Postgres::running)
                .filter(process -> process.info().command().orElse("postgres").endsWith("postgres"));
    }

    /** Returns the port of the running server, or of the last one. */
    Optional<Integer> port() {
        return line(3).map(Integer::valueOf);
    }

    /** Whether this process is running: one that has ended may stay a zombie until its parent reaps it. */
    static boolean running(ProcessHandle process) {
        if (!process.isAlive()) {
            return false;
        }
        Path state = Path.of("/proc", Long.toString(process.pid()), "stat");
        try {
            return !Files.exists(state) || !Files.readString(state).contains(") Z ");
        } catch (IOException e) {
            return process.isAlive();
        }
    }

    /**
     * Removes the lock file of a server that is gone when its process id is in use: after a restart of the machine by another program,
     * after a kill by a process that its parent has not reaped yet. PostgreSQL would not start.
     * Remaining processes of the killed server still prevent a start: a new server looks for them in shared memory.
     */
    private void removeStaleLockFile() throws IOException {
        Optional<ProcessHandle> named = line(0).flatMap(pid -> ProcessHandle.of(Long.parseLong(pid)));
        if (named.isPresent() && process().isEmpty()) {
            Files.delete(folder.resolve("postmaster.pid"));
        }
    }

    private Optional<String> line(int number) {
        try {
            List<String> lines = Files.readAllLines(folder.resolve("postmaster.pid"));
            return number < lines.size() ? Optional.of(lines.get(number).strip()) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Returns a command; for root it runs in a user namespace as nobody, because PostgreSQL refuses to run as root. */
    private List<String> program(String name, List<String> arguments) {
        List<String> command = new ArrayList<>();
        if (System.getProperty("user.name").equals("root")) {
            command.addAll(List.of("unshare", "-U"));
        }
        command.add(binaries.resolve("bin").resolve(name).toString());
        command.addAll(arguments);
        return command;
    }

    /**
     * Runs a command to its end.
     *
     * @throws IOException with what the command printed, when it fails
     */
    private void run(List<String> command, String input) throws IOException {
        Path output = Files.createTempFile("tec", ".out");
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            try (var in = process.getOutputStream()) {
                in.write(input.getBytes(StandardCharsets.UTF_8));
            }
            if (!process.waitFor(START_SECONDS + 30, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IOException(command + " takes too long");
            }
            if (process.exitValue() != 0) {
                throw new IOException(String.join(" ", command) + " failed: "
                        + Files.readString(output).strip());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } finally {
            Files.deleteIfExists(output);
        }
    }

    static void pause(long milliseconds) {
        try {
            Thread.sleep(milliseconds);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
