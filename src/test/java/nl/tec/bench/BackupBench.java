package nl.tec.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import nl.tec.launch.EmbeddedDatabase;
import org.springframework.util.FileSystemUtils;

/**
 * The time that {@code ./tec backup} takes, encrypted, on a database of five gigabytes that is written to meanwhile, and then {@code
 * ./tec restore} of it, which compares every table. Half of the rows are documents, which can't be made smaller; the other half is
 * text.
 */
final class BackupBench implements Benchmark {

    private static final long GIGABYTE = 1_000_000_000;
    private static final double WANTED_GIGABYTES =
            Double.parseDouble(System.getenv().getOrDefault("BENCH_GB", "5"));
    private static final double LIMIT_SECONDS = 300;
    private static final int WRITERS = 4;
    private static final int DOCUMENT_BYTES = 1_000_000;

    @Override
    public String run() throws Exception {
        Path folder = Files.createTempDirectory("tec-bench-backup");
        Path file = folder.resolve("hub.backup");
        try {
            double gigabytes;
            double backup;
            try (EmbeddedDatabase database = EmbeddedDatabase.start(folder.resolve("hub"))) {
                database.migrateToLatest("tec");
                gigabytes = fill(database);
                System.out.printf(Locale.ROOT, "filled with %.1f GB%n", gigabytes);
                backup = backUpWhileWritten(database, folder.resolve("hub"), file);
            }
            System.out.printf(
                    Locale.ROOT, "backup %.0f s, a file of %.1f GB%n", backup, (double) Files.size(file) / GIGABYTE);
            FileSystemUtils.deleteRecursively(folder.resolve("hub"));
            double restore =
                    command("restore", "--data", folder.resolve("again").toString(), file.toString());
            System.out.printf(Locale.ROOT, "restored and compared in %.0f s%n", restore);
            String line = String.format(Locale.ROOT, "backup: %.1f GB in %.0f s", gigabytes, backup);
            if (Math.max(backup, restore) > LIMIT_SECONDS) {
                throw new Missed(line);
            }
            return line;
        } finally {
            FileSystemUtils.deleteRecursively(folder);
        }
    }

    private static double fill(EmbeddedDatabase database) throws SQLException {
        try (Connection connection = database.superuser("tec").connect();
                Statement statement = connection.createStatement()) {
            statement.execute("create extension if not exists pgcrypto");
            // random bytes in lines of 1,000, for one document of the wanted length
            statement.execute(
                    "create temporary table document as select string_agg(gen_random_bytes(1000), '') as content"
                            + " from generate_series(1, " + DOCUMENT_BYTES / 1000 + ")");
            statement.execute("""
                    insert into outbox (template, recipient, language, payload, created_at, next_attempt_at, sent_at)
                    select 'bench', 'bezoeker' || n || '@tec.example', 'nl', jsonb_build_object('words', repeat('de klas van groep ' || n || ' ', 50)), now(), now(), now()
                      from generate_series(1, %d) as n
                    """.formatted((long) (WANTED_GIGABYTES * GIGABYTE / 2 / 1_300)));
            statement.execute("""
                    insert into hub_setting (key, value, changed_at)
                    select 'DOCUMENT_' || n, encode(content || int8send(n), 'base64'), now() from document, generate_series(1, %d) as n
                    """.formatted((long) (WANTED_GIGABYTES * GIGABYTE / 2 / (DOCUMENT_BYTES * 1.35))));
            statement.execute("drop extension pgcrypto");
            statement.execute("checkpoint");
            try (ResultSet size = statement.executeQuery("select pg_database_size('tec')")) {
                size.next();
                return (double) size.getLong(1) / GIGABYTE;
            }
        }
    }

    private static double backUpWhileWritten(EmbeddedDatabase database, Path data, Path file) throws Exception {
        AtomicBoolean enough = new AtomicBoolean();
        AtomicLong written = new AtomicLong();
        ExecutorService writers = Executors.newFixedThreadPool(WRITERS);
        List<Future<?>> running = new ArrayList<>();
        try {
            for (int i = 0; i < WRITERS; i++) {
                running.add(writers.submit(() -> {
                    write(database, enough, written);
                    return null;
                }));
            }
            return command("backup", "--data", data.toString(), file.toString());
        } finally {
            enough.set(true);
            writers.shutdown();
            for (Future<?> writer : running) {
                writer.get(1, TimeUnit.MINUTES);
            }
            System.out.println(written + " transactions meanwhile");
        }
    }

    private static void write(EmbeddedDatabase database, AtomicBoolean enough, AtomicLong written)
            throws SQLException, InterruptedException {
        try (Connection connection = database.program("tec").connect();
                Statement statement = connection.createStatement()) {
            while (!enough.get()) {
                statement.execute("insert into audit_log (at, action, subject_type) values (now(), 'BENCH', 'bench')");
                written.incrementAndGet();
                Thread.sleep(10);
            }
        }
    }

    /** A process of its own, with the memory that the script gives it. @return seconds */
    private static double command(String... words) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseParallelGC",
                "-Xmx256m",
                "-jar",
                System.getProperty("tec.jar")));
        command.addAll(List.of(words));
        ProcessBuilder builder = new ProcessBuilder(command).inheritIO();
        builder.environment().put("TEC_BACKUP_PASSPHRASE", "een wachtwoordzin om mee te meten");
        long begin = System.nanoTime();
        int code = builder.start().waitFor();
        if (code != 0) {
            throw new IllegalStateException(words[0] + " answers " + code);
        }
        return (System.nanoTime() - begin) / 1e9;
    }
}
