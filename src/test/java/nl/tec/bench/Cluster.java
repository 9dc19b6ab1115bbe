package nl.tec.bench;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import nl.tec.TecProcess;
import nl.tec.Wire;
import nl.tec.launch.DatabaseAddress;

/**
 * Two machines with PostgreSQL, of which one copies the other synchronously, as Patroni and etcd keep them, made of the packages of
 * the distribution on this machine. All on the loopback and in one folder; ends with the processes it started.
 */
final class Cluster implements AutoCloseable {

    /** As whom PostgreSQL runs when we are root, which it refuses to be. */
    private static final String USER = "postgres";

    private static final String PASSWORD = "proef";
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    /** Patroni refuses to take fewer seconds for losing a machine. */
    private static final int TTL_SECONDS = 20;

    private final Path folder;
    private final Process etcd;
    private final List<Machine> machines = new ArrayList<>();

    /** One that can be killed, frozen and cut off as a whole. */
    final class Machine {

        private final String name;
        private final int port = TecProcess.freePort();
        private final int rest = TecProcess.freePort();
        private final Wire database = new Wire(port);
        private final Wire restFromElsewhere = new Wire(rest);
        private final Wire toEtcd;
        private Process patroni;

        Machine(String name, int etcdPort) throws IOException {
            this.name = name;
            this.toEtcd = new Wire(etcdPort);
            Files.createDirectories(home());
            Files.writeString(home().resolve("patroni.yml"), settings());
            own(home());
            this.patroni = start();
        }

        private Path home() {
            return folder.resolve(name);
        }

        private Path data() {
            return home().resolve("data");
        }

        private Process start() throws IOException {
            return Cluster.start(
                    asUser(List.of("patroni", home().resolve("patroni.yml").toString())),
                    home().resolve("patroni.log"));
        }

        /** The address at which programs find it. */
        int wirePort() {
            return database.port();
        }

        boolean isPrimary() {
            return ok("/primary");
        }

        /** Whether it copies the primary before that answers. */
        boolean isSynchronousStandby() {
            return ok("/synchronous");
        }

        private boolean ok(String path) {
            try {
                HttpURLConnection connection = (HttpURLConnection)
                        URI.create("http://127.0.0.1:" + rest + path).toURL().openConnection();
                connection.setConnectTimeout(500);
                connection.setReadTimeout(1_000);
                return connection.getResponseCode() == 200;
            } catch (IOException e) {
                return false;
            }
        }

        private Optional<ProcessHandle> postmaster() {
            try {
                return ProcessHandle.of(Long.parseLong(Files.readAllLines(data().resolve("postmaster.pid"))
                        .get(0)
                        .strip()));
            } catch (IOException e) {
                return Optional.empty();
            }
        }

        /** PostgreSQL only; Patroni sees it at once. */
        void killPostgres() {
            postmaster().ifPresent(Cluster::kill);
        }

        /** All of it, as when its power fails. */
        void killEverything() {
            Optional<ProcessHandle> server = postmaster();
            patroni.destroyForcibly();
            server.ifPresent(Cluster::kill);
        }

        void startAgain() throws IOException {
            patroni = start();
        }

        void freeze() throws IOException, InterruptedException {
            signal("STOP");
        }

        void thaw() throws IOException, InterruptedException {
            signal("CONT");
        }

        private void signal(String signal) throws IOException, InterruptedException {
            Stream<ProcessHandle> all = Stream.concat(
                    Stream.of(patroni.toHandle()),
                    postmaster().stream().flatMap(server -> Stream.concat(Stream.of(server), server.descendants())));
            Cluster.signal(signal, Stream.concat(all, patroni.descendants()).toList());
        }

        void cut() {
            database.cut();
            restFromElsewhere.cut();
            toEtcd.cut();
        }

        void mend() {
            database.mend();
            restFromElsewhere.mend();
            toEtcd.mend();
        }

        private void close() throws IOException {
            // thawed, so that it receives the signal
            mend();
            try {
                thaw();
                patroni.destroy();
                if (!patroni.waitFor(20, TimeUnit.SECONDS)) {
                    killEverything();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                killEverything();
            }
            postmaster().ifPresent(Cluster::kill);
            database.close();
            restFromElsewhere.close();
            toEtcd.close();
        }

        private String settings() {
            return """
                    scope: drill
                    name: %1$s
                    restapi: {listen: '127.0.0.1:%2$d', connect_address: '127.0.0.1:%3$d'}
                    etcd3: {hosts: '127.0.0.1:%4$d', use_proxies: true}
                    bootstrap:
                      dcs:
                        ttl: %5$d
                        loop_wait: 1
                        retry_timeout: 5
                        maximum_lag_on_failover: 1048576
                        synchronous_mode: true
                        primary_start_timeout: 0
                        postgresql:
                          use_pg_rewind: true
                          remove_data_directory_on_rewind_failure: true
                          remove_data_directory_on_diverged_timelines: true
                          parameters:
                            wal_sender_timeout: 3s
                            wal_receiver_timeout: 3s
                            shared_buffers: 128MB
                            timezone: Europe/Amsterdam
                      initdb: [{encoding: UTF8}, {locale: C.UTF-8}, {locale-provider: icu}, {icu-locale: nl}, data-checksums]
                    postgresql:
                      listen: 127.0.0.1:%6$d
                      connect_address: 127.0.0.1:%7$d
                      data_dir: %8$s
                      bin_dir: %9$s
                      pgpass: %10$s
                      basebackup: [{checkpoint: fast}]
                      parameters: {unix_socket_directories: '%11$s'}
                      pg_hba: ['local all all trust', 'host all all 127.0.0.1/32 scram-sha-256', 'host replication all 127.0.0.1/32 scram-sha-256']
                      authentication:
                        superuser: {username: postgres, password: %12$s}
                        replication: {username: replicator, password: %12$s}
                    """.formatted(
                            name,
                            rest,
                            restFromElsewhere.port(),
                            toEtcd.port(),
                            TTL_SECONDS,
                            port,
                            database.port(),
                            data(),
                            binaries(),
                            home().resolve("pgpass"),
                            home(),
                            PASSWORD);
        }
    }

    Cluster(Path folder) throws IOException, SQLException {
        this.folder = folder;
        int port = TecProcess.freePort();
        int peers = TecProcess.freePort();
        String address = "http://127.0.0.1:" + port;
        String peer = "http://127.0.0.1:" + peers;
        etcd = start(
                List.of(
                        "etcd",
                        "--name=drill",
                        "--data-dir=" + folder.resolve("etcd"),
                        "--listen-client-urls=" + address,
                        "--advertise-client-urls=" + address,
                        "--listen-peer-urls=" + peer,
                        "--initial-advertise-peer-urls=" + peer,
                        "--initial-cluster=drill=" + peer,
                        "--log-level=error"),
                folder.resolve("etcd.log"));
        try {
            // before it has decided on that, Patroni ends at once
            await("the version of etcd", () -> answer(address + "/version").contains("\"etcdcluster\":\"3."));
            machines.add(new Machine("one", port));
            await("a primary", () -> primary().isPresent());
            makeDatabase();
            machines.add(new Machine("two", port));
            awaitWhole();
        } catch (IOException | SQLException | RuntimeException e) {
            close();
            throw e;
        }
    }

    /** Returns what an address answers; empty: nothing. */
    private static String answer(String address) {
        try (InputStream body = URI.create(address).toURL().openStream()) {
            return new String(body.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            return "";
        }
    }

    private void makeDatabase() throws SQLException {
        for (String sql : List.of(
                "create role tec login password '" + PASSWORD + "'",
                "create role tec_program login password '" + PASSWORD + "'",
                "create database tec owner tec")) {
            try (Connection connection = direct("postgres", "postgres").connect();
                    Statement statement = connection.createStatement()) {
                statement.execute(sql);
            }
        }
    }

    /** Returns the value of TEC_DATABASE_URL, for the owner or for the program. */
    String url(String user) {
        return "postgresql://" + user + ":" + PASSWORD + "@localhost:"
                + machines.get(0).wirePort() + ",localhost:" + machines.get(1).wirePort() + "/tec";
    }

    /** The database of the primary that there is now, past the wires. */
    DatabaseAddress now() {
        return direct("tec", "tec_program");
    }

    /** The same, for the owner of the tables. */
    DatabaseAddress nowForOwner() {
        return direct("tec", "tec");
    }

    private DatabaseAddress direct(String database, String user) {
        String hosts = machines.stream()
                .map(machine -> "127.0.0.1:" + machine.port)
                .reduce((a, b) -> a + "," + b)
                .orElseThrow();
        return new DatabaseAddress(
                "jdbc:postgresql://" + hosts + "/" + database
                        + "?targetServerType=primary&hostRecheckSeconds=0&connectTimeout=3&socketTimeout=30",
                user,
                PASSWORD);
    }

    private Optional<Machine> primary() {
        return machines.stream().filter(Machine::isPrimary).findFirst();
    }

    Machine primaryNow() {
        return primary().orElseThrow(() -> new IllegalStateException("there is no primary"));
    }

    Machine standbyNow() {
        return machines.stream()
                .filter(Machine::isSynchronousStandby)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("there is no synchronous standby"));
    }

    /** Waits until there is a primary with a synchronous standby, so that it may lose one of them. */
    void awaitWhole() {
        await(
                "a primary with a synchronous standby",
                () -> primary().isPresent() && machines.stream().anyMatch(Machine::isSynchronousStandby));
    }

    private void await(String what, BooleanSupplier condition) {
        long until = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > until) {
                throw new IllegalStateException("still waiting for " + what + "; see " + folder);
            }
            try {
                Thread.sleep(200);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }
    }

    @Override
    public void close() {
        for (Machine machine : machines) {
            try {
                machine.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        etcd.destroyForcibly();
    }

    /** Returns what has to be installed on this machine, with the command. */
    static Optional<String> missing() {
        List<String> packages = new ArrayList<>();
        Stream.of("patroni", "haproxy").filter(program -> !onThePath(program)).forEach(packages::add);
        if (!onThePath("etcd")) {
            packages.add("etcd-server");
        }
        if (versions().isEmpty()) {
            packages.add("postgresql (" + DatabaseAddress.MIN_POSTGRESQL + " or newer)");
        }
        return packages.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        "The drill plays with programs of the distribution, and these are missing: "
                                + String.join(", ", packages)
                                + ".\nDebian 13: sudo apt-get install --no-install-recommends patroni python3-etcd etcd-server haproxy postgresql");
    }

    private static boolean onThePath(String program) {
        return Stream.of((System.getenv("PATH") + ":/usr/sbin").split(File.pathSeparator, 0))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }

    private static List<Path> versions() {
        try (Stream<Path> all = Files.list(Path.of("/usr/lib/postgresql"))) {
            return all.filter(version -> version.getFileName().toString().matches("[0-9]+"))
                    .filter(version ->
                            Integer.parseInt(version.getFileName().toString()) >= DatabaseAddress.MIN_POSTGRESQL)
                    .map(version -> version.resolve("bin"))
                    .filter(bin -> Files.isExecutable(bin.resolve("postgres")))
                    .sorted(Comparator.comparing(Path::toString))
                    .toList();
        } catch (IOException e) {
            return List.of();
        }
    }

    private static Path binaries() {
        return versions().get(versions().size() - 1);
    }

    private static List<String> asUser(List<String> command) {
        if (!root()) {
            return command;
        }
        List<String> all = new ArrayList<>(List.of("setpriv", "--reuid=" + USER, "--regid=" + USER, "--init-groups"));
        all.addAll(command);
        return all;
    }

    private static void own(Path path) throws IOException {
        if (root()) {
            try (Stream<Path> all = Files.walk(path)) {
                for (Path each : all.toList()) {
                    Files.setOwner(
                            each,
                            each.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName(USER));
                }
            }
            Files.setPosixFilePermissions(path.getParent(), PosixFilePermissions.fromString("rwxr-xr-x"));
        }
    }

    private static boolean root() {
        return System.getProperty("user.name").equals("root");
    }

    static Process start(List<String> command, Path log) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().put("PATH", System.getenv("PATH") + ":/usr/sbin");
        return builder.start();
    }

    /** The process and what it started: a server that is killed leaves its own for a moment. */
    private static void kill(ProcessHandle process) {
        List<ProcessHandle> all =
                Stream.concat(Stream.of(process), process.descendants()).toList();
        all.forEach(ProcessHandle::destroyForcibly);
    }

    static void signal(String signal, List<ProcessHandle> processes) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("kill", "-" + signal));
        processes.stream().filter(ProcessHandle::isAlive).forEach(process -> command.add("" + process.pid()));
        if (command.size() > 2) {
            new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        }
    }
}
