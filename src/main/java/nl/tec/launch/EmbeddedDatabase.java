package nl.tec.launch;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The built-in PostgreSQL, for a hub without an external database. Durable: committed transactions survive any crash. It listens on the
 * loopback only, with a password that is in the data folder.
 *
 * <p>Starting takes two steps, so that the server starts while the program starts: {@link #prepare} locks the folder and determines
 * the address, {@link #start} starts the server. When the server is killed while the program runs, it is restarted within a second;
 * open connections are lost, committed transactions are not.
 */
public final class EmbeddedDatabase implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedDatabase.class);

    /** The settings that the owner of the hub cannot change; passed at every start. */
    private static final Map<String, String> ALWAYS = Map.of(
            "fsync", "on",
            "synchronous_commit", "on",
            "full_page_writes", "on",
            // failing statements and keys of rows, which can be personal data, stay out of the server's log
            "log_error_verbosity", "terse",
            "log_min_error_statement", "panic",
            "log_min_messages", "log");

    /** The initial settings, for small machines; the owner may change them in postgres/postgresql.conf. */
    private static final Map<String, String> INITIAL_SETTINGS = Map.of(
            "shared_buffers", "256MB",
            "effective_cache_size", "1GB",
            "work_mem", "16MB",
            "maintenance_work_mem", "64MB",
            "max_wal_size", "1GB",
            "random_page_cost", "1.1",
            "jit", "off",
            "log_checkpoints", "off",
            "timezone", "Europe/Amsterdam",
            "scram_iterations", "1");

    /** The owner of the tables; the database of a hub has the same name. */
    private static final String OWNER = "tec";

    private static final String PROGRAM = "tec_program";
    private static final String SUPERUSER = "postgres";

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int POLL_MILLISECONDS = 200;
    /** The errors that pass once the last remains of a killed server are gone. */
    private static final List<String> TRANSIENT_ERRORS =
            List.of("still in use", "Address already in use", "lock file \"postmaster.pid\" already exists");

    private final DataFolder folder;
    private final Postgres server;
    private final Path log;
    private final Map<String, String> settings;
    private final String password;
    private final int port;
    private final Consumer<String> progress;
    private volatile boolean closing;

    private EmbeddedDatabase(
            DataFolder folder,
            Postgres server,
            Path log,
            Map<String, String> settings,
            String password,
            int port,
            Consumer<String> progress) {
        this.folder = folder;
        this.server = server;
        this.log = log;
        this.settings = settings;
        this.password = password;
        this.port = port;
        this.progress = progress;
    }

    /** Starts the database of this data folder, and creates it if it does not exist. */
    public static EmbeddedDatabase start(Path data) {
        return start(data, Map.of());
    }

    /**
     * Starts the database of this data folder with settings that differ from a hub's, as tests do; durability is then not
     * checked.
     */
    public static EmbeddedDatabase start(Path data, Map<String, String> settings) {
        EmbeddedDatabase database = prepare(data, settings, line -> {});
        try {
            database.start();
            return database;
        } catch (RuntimeException e) {
            database.close();
            throw e;
        }
    }

    /**
     * Locks the data folder and creates the database if it does not exist; the server does not run yet.
     *
     * @param progress receives a line for the user when something takes a while
     * @throws StartException when another program uses the folder, or it can't be created
     */
    static EmbeddedDatabase prepare(Path data, Map<String, String> otherSettings, Consumer<String> progress) {
        DataFolder folder = DataFolder.take(data);
        try {
            Map<String, String> settings = new HashMap<>(ALWAYS);
            if (System.getProperty("os.name").equals("Linux")) {
                // one call after a crash instead of opening every file; only PostgreSQL on Linux supports it
                settings.put("recovery_init_sync_method", "syncfs");
            }
            settings.putAll(otherSettings);
            Path log = data.resolve("log").resolve("postgresql.log");
            Postgres server =
                    new Postgres(PostgresBinaries.folder(data.resolve("binaries")), data.resolve("postgres"), log);
            Path passwordFile = passwordFile(data);
            String password = Files.readString(passwordFile).strip();
            if (!server.exists()) {
                progress.accept("Making the database in " + data + " (the first time only).");
                boolean durable = !"off".equals(settings.get("fsync"));
                server.initialise(passwordFile, password, INITIAL_SETTINGS, durable);
            }
            return new EmbeddedDatabase(folder, server, log, settings, password, freePort(), progress);
        } catch (IOException e) {
            release(folder);
            throw new StartException("The database in " + data + " can't be made: " + e.getMessage(), e);
        } catch (RuntimeException e) {
            release(folder);
            throw e;
        }
    }

    /** Returns the database of the program that runs on this data folder, if there is one. */
    static Optional<DatabaseAccess> running(Path data) throws IOException {
        Path passwordFile = data.resolve("database.password");
        if (!Files.exists(passwordFile)) {
            return Optional.empty();
        }
        String password = Files.readString(passwordFile).strip();
        Postgres server = new Postgres(data, data.resolve("postgres"), data);
        return server.process().flatMap(process -> server.port()).map(port -> access(port, OWNER, password));
    }

    /**
     * Starts the server and waits until it answers. A server that outlived a killed program is stopped first.
     *
     * @throws StartException when it does not start, or is not durable
     */
    void start() {
        server.process().ifPresent(left -> {
            progress.accept("Stopping the database that a killed program left behind (process " + left.pid() + ").");
            server.stop();
        });
        startServer();
        if (settings.entrySet().containsAll(ALWAYS.entrySet())) {
            // the role of the program may not exist yet
            access().owner().requireDurable();
        }
        Thread watch = new Thread(this::watch, "postgres-watch");
        watch.setDaemon(true);
        watch.start();
    }

    /** The database of the hub. */
    DatabaseAccess access() {
        return access(port, OWNER, password);
    }

    /** Returns the address for the program of one of the databases of this server. */
    public DatabaseAddress program(String database) {
        return access(port, database, password).program();
    }

    /** Returns the address for the owner of one of the databases of this server. */
    public DatabaseAddress owner(String database) {
        return access(port, database, password).owner();
    }

    /** Migrates one of the databases of this server to this version. */
    public void migrateToLatest(String database) {
        Schema.migrateToLatest(access(port, database, password));
    }

    private static DatabaseAccess access(int port, String database, String password) {
        String url = url(port, database);
        return new DatabaseAccess(
                new DatabaseAddress(url, OWNER, password),
                new DatabaseAddress(url, PROGRAM, password),
                new DatabaseAddress(url, SUPERUSER, password));
    }

    /** Returns the address for creating and dropping databases, as tests and measurements do. */
    public DatabaseAddress superuser(String database) {
        return new DatabaseAddress(url(port, database), SUPERUSER, password);
    }

    /** The server's process, for tests that kill it. */
    public Optional<ProcessHandle> process() {
        return server.process();
    }

    @Override
    public void close() {
        synchronized (this) {
            closing = true;
            server.stop();
        }
        release(folder);
    }

    private void watch() {
        Optional<ProcessHandle> process = server.process();
        while (!closing) {
            if (process.isEmpty() || !Postgres.running(process.get())) {
                synchronized (this) {
                    if (!closing) {
                        LOG.warn("PostgreSQL has ended without being asked to; starting it again");
                        tryToStart();
                        process = server.process();
                    }
                }
            }
            Postgres.pause(POLL_MILLISECONDS);
        }
    }

    private void tryToStart() {
        try {
            startServer();
            LOG.warn("PostgreSQL runs again");
        } catch (StartException e) {
            LOG.error("PostgreSQL does not start; trying again", e);
        }
    }

    /** Starts the server, and retries while processes of a killed one are still ending. */
    private void startServer() {
        long until = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            try {
                server.start(port, settings);
                return;
            } catch (IOException e) {
                String reason = lastLines();
                boolean passes = TRANSIENT_ERRORS.stream().anyMatch(reason::contains);
                if (!passes || System.nanoTime() > until) {
                    throw new StartException("PostgreSQL does not start: " + e.getMessage() + "\n" + reason, e);
                }
                Postgres.pause(POLL_MILLISECONDS);
            }
        }
    }

    private String lastLines() {
        try (Stream<String> lines = Files.lines(log)) {
            String text = String.join("\n", lines.toList());
            return text.substring(Math.max(0, text.length() - 600));
        } catch (IOException e) {
            return "";
        }
    }

    private static String url(int port, String database) {
        return DatabaseAddress.quiet("jdbc:postgresql://127.0.0.1:" + port + "/" + database);
    }

    /** Returns the file with the password, and creates it if it does not exist; only the owner can read it. */
    private static Path passwordFile(Path data) throws IOException {
        Path file = data.resolve("database.password");
        if (!Files.exists(file)) {
            byte[] random = new byte[24];
            new SecureRandom().nextBytes(random);
            Path beside = data.resolve("database.password.new");
            Files.deleteIfExists(beside);
            Files.createFile(
                    beside, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(beside, HexFormat.of().formatHex(random), StandardCharsets.US_ASCII);
            Files.move(beside, file);
        }
        return file;
    }

    /**
     * Returns a free port below the range for outgoing connections: while a killed server restarts, no connection can take
     * its port by accident, our own attempts to connect included.
     */
    private static int freePort() throws IOException {
        SecureRandom random = new SecureRandom();
        for (int attempt = 0; attempt < 100; attempt++) {
            int port = 20_000 + random.nextInt(10_000);
            try (ServerSocket socket = new ServerSocket()) {
                socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
                return port;
            } catch (IOException e) {
                LOG.debug("port {} is taken", port, e);
            }
        }
        throw new IOException("no free port between 20000 and 30000");
    }

    private static void release(DataFolder folder) {
        try {
            folder.close();
        } catch (IOException e) {
            LOG.debug("the data folder is let go when the program ends", e);
        }
    }
}
