package nl.tec.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import nl.tec.TestDatabase;
import nl.tec.TestSql;
import nl.tec.documents.ObjectStorage;
import nl.tec.documents.S3Server;
import nl.tec.operations.BackupContents.Totals;
import nl.tec.operations.BackupReader;
import nl.tec.operations.BackupRefused;
import nl.tec.operations.BackupRefused.Reason;
import nl.tec.operations.BackupWriter;
import nl.tec.operations.ErasedList;
import nl.tec.operations.ErasedPerson;
import nl.tec.operations.Passphrase;
import nl.tec.shared.Sha256;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationVersion;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/** Backup and restore: everything is restored as it was, or nothing is. */
class BackupTest {

    private static final List<String> SIGNED_IN = List.of("web_session", "sign_in_link");
    private static final Passphrase PASSPHRASE = passphrase("vier paarden in de wei");
    private static final Instant NOW = Instant.parse("2026-03-01T02:30:00Z");
    private static final ErasedList NOBODY = new ErasedList(List.of());
    /** The size of data in a table, which gives the file several chunks. */
    private static final int LARGE = 3_000_000;

    private static TestDatabase.@Nullable Empty hub;

    @TempDir
    Path folder;

    @Test
    void everythingComesBackAsItWas() throws Exception {
        DatabaseAccess source = hubWithRows();
        Path data = dataFolder();
        Path file = folder.resolve("hub.backup");
        Totals totals = write(source, data, file, PASSPHRASE);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(totals.tables().stream().filter(table -> table.count() > 0).count())
                .as("tables with rows")
                .isGreaterThan(30);

        DatabaseAccess target = emptyDatabase();
        Path elsewhere = folder.resolve("elsewhere");
        restore(file, elsewhere, PASSPHRASE, target);

        for (String table : SIGNED_IN) {
            assertThat(rows(source).get(table)).as(table).startsWith("1 ");
        }
        cameBack(source, target);
        assertThat(structure(target)).isEqualTo(structure(source));
        assertThat(jdbc(target.owner())
                        .sql("select version || checksum from flyway_schema_history order by installed_rank")
                        .query(String.class)
                        .list())
                .isEqualTo(jdbc(source.owner())
                        .sql("select version || checksum from flyway_schema_history order by installed_rank")
                        .query(String.class)
                        .list());
        for (String name : List.of("seal.p12", "survey.keys", "maps/region.bin")) {
            assertThat(elsewhere.resolve(name)).hasSameBinaryContentAs(data.resolve(name));
        }
        assertThat(elsewhere.resolve("log/tec.log")).doesNotExist();
        assertThat(elsewhere.resolve("database.password")).doesNotExist();
        goesOn(target);
    }

    /** Asserts that sequences continue, triggers are enabled, and the program has its privileges. */
    private static void goesOn(DatabaseAccess target) {
        long highest = jdbc(target.owner())
                .sql("select max(id) from account")
                .query(Long.class)
                .single();
        assertThat(jdbc(target.program())
                        .sql(
                                "insert into account (email, name, created_at) values ('nieuw@tec.example', 'Nieuw', now()) returning id")
                        .query(Long.class)
                        .single())
                .isGreaterThan(highest);
        assertThatThrownBy(() -> jdbc(target.owner())
                        .sql("update audit_log set action = 'X'")
                        .update())
                .as("a trigger")
                .hasMessageContaining("audit_log");
        assertThatThrownBy(() ->
                        jdbc(target.program()).sql("delete from audit_log").update())
                .as("a grant")
                .rootCause()
                .hasMessageContaining("permission denied");
    }

    @Test
    void aBackupWhileItIsWrittenToIsOneState() throws Exception {
        DatabaseAccess source = hubWithRows();
        AtomicBoolean enough = new AtomicBoolean();
        ExecutorService writers = Executors.newFixedThreadPool(3);
        List<Future<?>> running = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            int writer = i;
            running.add(writers.submit(() -> writePairs(source.owner(), writer, enough)));
        }
        Path file = folder.resolve("busy.backup");
        try {
            Thread.sleep(200);
            write(source, folder.resolve("none"), file, null);
        } finally {
            enough.set(true);
            for (Future<?> writer : running) {
                writer.get();
            }
            writers.shutdown();
        }
        DatabaseAccess target = emptyDatabase();
        restore(file, folder.resolve("elsewhere"), null, target);
        List<Long> counts = Stream.of(
                        "select count(*) from account where email like 'paar-%'",
                        "select count(*) from hub_setting where key like 'paar-%'")
                .map(sql -> jdbc(target.owner()).sql(sql).query(Long.class).single())
                .toList();
        assertThat(counts.get(0)).isPositive().isEqualTo(counts.get(1));
    }

    /** Writes a row to the first table and one to a later table in one transaction. */
    private static @Nullable Void writePairs(DatabaseAddress database, int writer, AtomicBoolean enough)
            throws SQLException {
        try (Connection connection = database.connect();
                var statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            for (int i = 0; !enough.get(); i++) {
                String name = "paar-" + writer + "-" + i;
                statement.execute("insert into account (email, name, created_at) values ('" + name + "@tec.example', '"
                        + name + "', now())");
                statement.execute(
                        "insert into hub_setting (key, value, changed_at) values ('" + name + "', '', now())");
                connection.commit();
            }
        }
        return null;
    }

    @Test
    void damagedBackupsAreRefused_andNothingIsChanged() throws Exception {
        Path file = folder.resolve("hub.backup");
        write(hubWithRows(), dataFolder(), file, PASSPHRASE);
        byte[] good = Files.readAllBytes(file);
        assertThat(good.length).as("several chunks").isGreaterThan(2_500_000);
        DatabaseAccess target = emptyDatabase();

        refuses(Reason.PASSPHRASE_WRONG, good, passphrase("vier paarden in de wij"), target);
        refuses(Reason.PASSPHRASE_MISSING, good, null, target);
        refuses(Reason.NOT_A_BACKUP, "PK".getBytes(StandardCharsets.UTF_8), PASSPHRASE, target);
        refuses(Reason.NOT_A_BACKUP, new byte[0], PASSPHRASE, target);
        byte[] newer = good.clone();
        newer["TEC-BACKUP-".length()]++;
        refuses(Reason.NEWER_FORMAT, newer, PASSPHRASE, target);
        int header = "TEC-BACKUP-".length() + 2 + 4 + 16 + 32;
        int chunk = 4 + (1 << 20) + 16;
        for (int length : new int[] {20, header, header + 2, header + chunk, header + 2 * chunk, good.length - 1}) {
            refuses(Reason.TRUNCATED, Arrays.copyOf(good, length), PASSPHRASE, target);
        }
        refuses(Reason.ALTERED, Arrays.copyOf(good, good.length + 1), PASSPHRASE, target);
        Random random = new Random(7);
        for (int i = 0; i < 6; i++) {
            byte[] altered = good.clone();
            altered[header + 4 + random.nextInt(good.length - header - 4 - chunk)] ^= (byte) (1 << random.nextInt(8));
            refuses(null, altered, PASSPHRASE, target);
        }
        byte[] swapped = good.clone();
        System.arraycopy(good, header, swapped, header + chunk, chunk);
        System.arraycopy(good, header + chunk, swapped, header, chunk);
        refuses(Reason.ALTERED, swapped, PASSPHRASE, target);
        // the original of the altered files is valid
        Files.write(file, good);
        restore(file, folder.resolve("elsewhere"), PASSPHRASE, target);
    }

    @Test
    void withoutAPassphraseDamageIsSeenToo_andAnswersStayClosed() throws Exception {
        Path file = folder.resolve("plain.backup");
        DatabaseAccess source = hubWithRows();
        write(source, dataFolder(), file, null);
        assertThat(BackupReader.of(file, null).contents().filesLeftOut()).containsExactly("survey.keys");
        byte[] altered = Files.readAllBytes(file);
        altered[altered.length / 2] ^= 1;
        DatabaseAccess target = emptyDatabase();
        refuses(Reason.ALTERED, altered, null, target);
    }

    private void refuses(
            @Nullable Reason reason, byte[] content, @Nullable Passphrase passphrase, DatabaseAccess target)
            throws IOException, SQLException {
        Path file = Files.write(folder.resolve("bad.backup"), content);
        Path elsewhere = folder.resolve("untouched");
        assertThatThrownBy(() -> restore(file, elsewhere, passphrase, target))
                .isInstanceOfSatisfying(BackupRefused.class, refused -> {
                    if (reason == null) {
                        assertThat(refused.reason()).isIn(Reason.ALTERED, Reason.TRUNCATED);
                    } else {
                        assertThat(refused.reason()).isEqualTo(reason);
                    }
                });
        assertThat(elsewhere).doesNotExist();
        assertThat(tables(target)).isEmpty();
    }

    @Test
    void anExistingHubOrBackupIsNeverOverwritten() throws Exception {
        DatabaseAccess source = hubWithRows();
        Path file = folder.resolve("hub.backup");
        write(source, folder.resolve("none"), file, null);
        Map<String, String> before = rows(source);
        assertThatThrownBy(() -> restore(file, folder.resolve("elsewhere"), null, source))
                .isInstanceOfSatisfying(
                        BackupRefused.class, e -> assertThat(e.reason()).isEqualTo(Reason.NOT_EMPTY));
        assertThat(rows(source)).isEqualTo(before);
        assertThatThrownBy(() -> write(source, folder.resolve("none"), file, null))
                .isInstanceOfSatisfying(
                        BackupRefused.class, e -> assertThat(e.reason()).isEqualTo(Reason.FILE_EXISTS));
        assertThatThrownBy(() -> write(source, folder.resolve("none"), folder.resolve("nowhere/hub.backup"), null))
                .isInstanceOfSatisfying(
                        BackupRefused.class, e -> assertThat(e.reason()).isEqualTo(Reason.NO_FOLDER));
    }

    /** The backup has a migration that this version does not know. */
    @Test
    void aBackupOfAnotherVersionIsRefused_andTheDatabaseIsEmptyAgain() throws Exception {
        DatabaseAccess source = access(hub().copy());
        jdbc(source.owner())
                .sql("update flyway_schema_history set checksum = checksum + 1 where version = '003'")
                .update();
        Path file = folder.resolve("hub.backup");
        write(source, folder.resolve("none"), file, null);
        DatabaseAccess target = emptyDatabase();
        assertThatThrownBy(() -> restore(file, folder.resolve("elsewhere"), null, target))
                .isInstanceOfSatisfying(
                        BackupRefused.class, e -> assertThat(e.reason()).isEqualTo(Reason.OTHER_VERSION));
        assertThat(tables(target)).isEmpty();
    }

    /** The backup is from before the last migrations: the tables are restored as of then, and migrated with their rows. */
    @Test
    void aBackupOfAnEarlierVersionIsRestored_andBroughtUpToDate() throws Exception {
        TestDatabase.Empty database = TestDatabase.createEmptyToLoad();
        flyway(database, "049").migrate();
        jdbc(address(database.owner()))
                .sql("insert into hub_setting (key, value, changed_at) values ('NAME', 'TEC van toen', now())")
                .update();
        Path file = folder.resolve("old.backup");
        // the role of the program was added later
        DatabaseAddress owner = address(database.owner());
        write(new DatabaseAccess(owner, owner, null), folder.resolve("none"), file, null);
        DatabaseAccess target = emptyDatabase();
        restore(file, folder.resolve("elsewhere"), null, target);
        assertThat(structure(target)).isEqualTo(structure(hubWithRows()));
        assertThat(jdbc(target.program())
                        .sql("select value from hub_setting where key = 'NAME'")
                        .query(String.class)
                        .single())
                .isEqualTo("TEC van toen");
    }

    /** Files of a store are in the backup, and are restored into an empty store or the database. */
    @Test
    void filesOfAStoreComeBackToo_andWithoutThemThereIsNoBackup() throws Exception {
        DatabaseAccess source = access(hub().copy());
        byte[] content = "Een bestand in een opslag".getBytes(StandardCharsets.UTF_8);
        byte[] sha256 = Sha256.of(content);
        jdbc(source.owner())
                .sql("insert into stored_file (sha256, length) values (?, ?)")
                .params(sha256, content.length)
                .update();
        Path file = folder.resolve("hub.backup");
        try (S3Server s3 = S3Server.start();
                S3Server other = S3Server.start()) {
            refusesToWrite(Reason.NO_STORE, source, null, file);
            refusesToWrite(Reason.STORE_FAILED, source, s3.storage(), file);
            s3.storage().put(sha256, content);
            Totals totals = write(source, dataFolder(), file, s3.storage(), null);
            assertThat(totals.objects()).hasSize(1);
            s3.stop();

            DatabaseAccess target = emptyDatabase();
            new Restore(BackupReader.of(file, null), folder.resolve("store"), other.storage(), NOBODY)
                    .into(Optional.of(target));
            cameBack(source, target);
            assertThat(other.storage().get(sha256, content.length)).isEqualTo(content);

            DatabaseAccess plain = emptyDatabase();
            restore(file, folder.resolve("elsewhere"), null, plain);
            assertThat(jdbc(plain.program())
                            .sql("select content from stored_file where sha256 = ?")
                            .param(sha256)
                            .query(byte[].class)
                            .single())
                    .isEqualTo(content);

            other.stop();
            DatabaseAccess nothing = emptyDatabase();
            assertThatThrownBy(() -> new Restore(
                                    BackupReader.of(file, null), folder.resolve("nothing"), other.storage(), NOBODY)
                            .into(Optional.of(nothing)))
                    .isInstanceOfSatisfying(
                            BackupRefused.class, e -> assertThat(e.reason()).isEqualTo(Reason.STORE_FAILED));
            assertThat(tables(nothing)).isEmpty();
        }
    }

    /** The list beside the backups has who was erased before the backup and after it. */
    @Test
    void whoWasErasedAfterTheBackupHasToBeErasedAgain() throws Exception {
        DatabaseAccess source = access(hub().copy());
        UUID before = erased(source);
        Path file = folder.resolve("hub.backup");
        write(source, folder.resolve("none"), file, null);
        UUID after = erased(source);
        DatabaseAccess target = emptyDatabase();
        Restore restore = new Restore(
                BackupReader.of(file, null),
                folder.resolve("elsewhere"),
                null,
                new ErasedList(Stream.of(before, after)
                        .map(id -> new ErasedPerson(id, NOW, 7L, new byte[32], "sign-ups", 3L))
                        .toList()));
        restore.into(Optional.of(target));
        assertThat(restore.toErase()).isEqualTo(1);
        assertThat(jdbc(target.program())
                        .sql("select id from erased_person where repeat and account_id = 7 and record_id = 3")
                        .query(UUID.class)
                        .list())
                .containsExactly(after);
    }

    private static UUID erased(DatabaseAccess hub) {
        return jdbc(hub.program())
                .sql("insert into erased_person (erased_at, email_hash) values (now(), ?) returning id")
                .param(new byte[32])
                .query(UUID.class)
                .single();
    }

    private void refusesToWrite(Reason reason, DatabaseAccess source, @Nullable ObjectStorage store, Path file) {
        assertThatThrownBy(() -> write(source, dataFolder(), file, store, null))
                .isInstanceOfSatisfying(
                        BackupRefused.class, e -> assertThat(e.reason()).isEqualTo(reason));
        assertThat(file).doesNotExist();
    }

    /** An upgrade of PostgreSQL by a backup: one version writes it, another one reads it. Needs a PostgreSQL of Debian. */
    @Test
    void anotherVersionOfPostgresReadsIt() throws Exception {
        Path binaries = Stream.of("18", "16", "15")
                .map(version -> Path.of("/usr/lib/postgresql", version))
                .filter(Files::isDirectory)
                .findFirst()
                .orElse(Path.of("/none"));
        assumeTrue(Files.isDirectory(binaries), "no other PostgreSQL is installed");
        DatabaseAccess source = hubWithRows();
        Path file = folder.resolve("hub.backup");
        write(source, folder.resolve("none"), file, null);
        Path password = Files.writeString(folder.resolve("password"), "geheim123");
        Postgres other = new Postgres(binaries, folder.resolve("other"), folder.resolve("other.log"));
        other.initialise(password, "geheim123", Map.of(), false);
        other.start(freePort(), Map.of("fsync", "on"));
        try {
            String url = "jdbc:postgresql://127.0.0.1:" + other.port().orElseThrow() + "/tec";
            DatabaseAddress owner = new DatabaseAddress(url, "tec", "geheim123");
            DatabaseAccess target = new DatabaseAccess(owner, owner, null);
            restore(file, folder.resolve("elsewhere"), null, target);
            cameBack(source, target);
        } finally {
            other.stop();
        }
    }

    @Test
    void noColumnPointsOutsideItsTable() {
        assertThat(jdbc(access(TestDatabase.createUpToDate()).owner())
                        .sql("""
                        select table_name || '.' || column_name from information_schema.columns
                         where table_schema = 'public' and (data_type in ('oid', 'regclass') or udt_name = 'lo')
                        """)
                        .query(String.class)
                        .list())
                .as("large objects are not in a backup")
                .isEmpty();
    }

    /** All rows are there, but nobody is signed in. */
    private static void cameBack(DatabaseAccess source, DatabaseAccess target) {
        Map<String, String> before = rows(source);
        Map<String, String> after = rows(target);
        for (String table : SIGNED_IN) {
            before.remove(table);
            assertThat(after.remove(table)).as("nobody is signed in").isEqualTo("0 ");
        }
        assertThat(after).isEqualTo(before);
    }

    private static Passphrase passphrase(String words) {
        return new Passphrase(words.toCharArray());
    }

    private Path dataFolder() throws IOException {
        Path data = folder.resolve("data");
        for (String name : List.of("seal.p12", "survey.keys", "maps/region.bin", "log/tec.log", "database.password")) {
            Path file = data.resolve(name);
            Files.createDirectories(file.getParent());
            Files.writeString(file, name + " " + System.nanoTime());
        }
        return data;
    }

    private static Totals write(DatabaseAccess source, Path data, Path file, @Nullable Passphrase passphrase)
            throws IOException, SQLException {
        return write(source, data, file, null, passphrase);
    }

    private static Totals write(
            DatabaseAccess source, Path data, Path file, @Nullable ObjectStorage store, @Nullable Passphrase passphrase)
            throws IOException, SQLException {
        try (Connection connection = source.program().connect()) {
            return new BackupWriter(connection, data, store, passphrase).write(file, NOW);
        }
    }

    private static void restore(Path file, Path data, @Nullable Passphrase passphrase, DatabaseAccess target)
            throws IOException, SQLException {
        new Restore(BackupReader.of(file, passphrase), data, null, NOBODY).into(Optional.of(target));
    }

    /** Returns a hub that tests share as long as they only read it. */
    private static DatabaseAccess hubWithRows() throws IOException {
        return access(hub());
    }

    private static synchronized TestDatabase.Empty hub() throws IOException {
        if (hub == null) {
            hub = newHubWithRows();
        }
        return hub;
    }

    /** Makes a hub with rows in most tables, of an earlier version and migrated. */
    private static TestDatabase.Empty newHubWithRows() throws IOException {
        TestDatabase.Empty database = TestDatabase.createEmptyToLoad();
        flyway(database, "009").migrate();
        JdbcClient jdbc = jdbc(address(database.owner()));
        jdbc.sql(new ClassPathResource("rows-of-009.sql", MigrationsTest.class)
                        .getContentAsString(StandardCharsets.UTF_8))
                .update();
        database.migrateToLatest();
        TestSql.bigint(jdbc, "select setval(pg_get_serial_sequence('account', 'id'), 1000)");
        jdbc.sql("""
                insert into web_session (secret_hash, account_id, by_link, created_at, seen_at, expires_at)
                select '\\x01', min(id), false, now(), now(), now() + interval '1 day' from account
                """).update();
        jdbc.sql("""
                insert into sign_in_link (secret_hash, account_id, created_at, expires_at)
                select '\\x01', min(id), now(), now() + interval '1 day' from account
                """).update();
        byte[] random = new byte[LARGE];
        new Random(1).nextBytes(random);
        jdbc.sql("insert into hub_setting (key, value, changed_at) values ('GROOT', encode(?, 'base64'), now())")
                .param(random)
                .update();
        return database;
    }

    private static DatabaseAccess emptyDatabase() {
        return access(TestDatabase.createEmptyToLoad());
    }

    private static DatabaseAccess access(TestDatabase.Empty database) {
        return new DatabaseAccess(
                address(database.owner()), address(database.program()), address(database.superuser()));
    }

    private static DatabaseAddress address(String url) {
        return DatabaseAddress.external(Map.of("TEC_DATABASE_URL", url)).orElseThrow();
    }

    private static Flyway flyway(TestDatabase.Empty database, String until) {
        return Flyway.configure()
                .dataSource(database.owner(), null, null)
                .locations("classpath:db/migration")
                .target(MigrationVersion.fromVersion(until))
                .repeatableSqlMigrationPrefix("none")
                .load();
    }

    private static JdbcClient jdbc(DatabaseAddress database) {
        return JdbcClient.create(new DriverManagerDataSource(database.url(), database.user(), database.password()));
    }

    private static List<String> tables(DatabaseAccess database) {
        return jdbc(database.owner())
                .sql("select tablename from pg_tables where schemaname = 'public' order by 1")
                .query(String.class)
                .list();
    }

    /** Returns a digest of all rows of each table, including generated columns. */
    private static Map<String, String> rows(DatabaseAccess database) {
        Map<String, String> all = new TreeMap<>();
        DatabaseAddress owner = database.owner();
        SingleConnectionDataSource connection =
                new SingleConnectionDataSource(owner.url(), owner.user(), owner.password(), true);
        try {
            JdbcClient jdbc = JdbcClient.create(connection);
            for (String table : tables(database)) {
                if (!table.equals("flyway_schema_history")) {
                    all.put(
                            table,
                            TestSql.text(
                                    jdbc,
                                    "select count(*) || ' ' || coalesce(md5(string_agg(t::text, '|' order by t::text)), '') from "
                                            + table + " t"));
                }
            }
        } finally {
            connection.destroy();
        }
        return all;
    }

    /** Returns columns, constraints, indexes and triggers, as PostgreSQL describes them. */
    private static List<String> structure(DatabaseAccess database) {
        return jdbc(database.owner()).sql("""
                select attrelid::regclass || '.' || attname || ' ' || format_type(atttypid, atttypmod) || attnotnull
                  from pg_attribute join pg_class c on c.oid = attrelid
                 where relnamespace = 'public'::regnamespace and relkind in ('r', 'v') and attnum > 0 and not attisdropped
                union all
                select conrelid::regclass || ' ' || conname || ' ' || pg_get_constraintdef(oid) || convalidated
                  from pg_constraint where connamespace = 'public'::regnamespace
                union all
                select indexdef from pg_indexes where schemaname = 'public'
                union all
                select pg_get_triggerdef(t.oid) || tgenabled::text from pg_trigger t where not tgisinternal
                union all
                select sequencename || start_value from pg_sequences where schemaname = 'public'
                order by 1
                """).query(String.class).list();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
