package nl.tec.documents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import nl.tec.TecTest;
import nl.tec.TestDatabase;
import nl.tec.TestSql;
import nl.tec.Wire;
import nl.tec.documents.internal.FileRows;
import nl.tec.shared.Sha256;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.env.MockEnvironment;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Storing, moving and removing files in the database and in an S3-compatible store, and failures of the store. */
@TecTest
class FileStoreTest {

    private static final S3Server S3 = S3Server.start();

    @Autowired
    FileRows rows;

    @Autowired
    PlatformTransactionManager transactions;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    Environment program;

    @AfterAll
    static void stop() throws InterruptedException {
        S3.close();
    }

    /** Moves files back into the database for the other tests, which have no store. */
    @AfterEach
    void nothingInTheStore() {
        store(S3.settings(), true).move();
        jdbc.sql("delete from stored_file where content is null").update();
    }

    private FileStore store(Map<String, String> settings, boolean inDatabase) {
        return store(settings, inDatabase, Clock.systemUTC());
    }

    /** Two days later. */
    private FileStore later() {
        return store(S3.settings(), false, Clock.offset(Clock.systemUTC(), Duration.ofDays(2)));
    }

    private FileStore store(Map<String, String> settings, boolean inDatabase, Clock clock) {
        MockEnvironment environment = new MockEnvironment();
        settings.forEach(environment::setProperty);
        if (inDatabase) {
            environment.setProperty("tec.files.store", "database");
        }
        return new FileStore(rows, environment, transactions, clock);
    }

    private byte[] put(FileStore files, byte[] content) {
        FileStore.Sent sent = files.send(content);
        byte[] sha256 = new TransactionTemplate(transactions).execute(status -> files.put(sent));
        assertThat(sha256).isEqualTo(Sha256.of(content));
        return sha256;
    }

    private static byte[] content() {
        return ("Bestand " + UUID.randomUUID()).getBytes(StandardCharsets.UTF_8);
    }

    private static String name(byte[] sha256) {
        return HexFormat.of().formatHex(sha256);
    }

    private @Nullable Boolean inDatabase(byte[] sha256) {
        return jdbc.sql("select content is not null from stored_file where sha256 = ?")
                .param(sha256)
                .query(Boolean.class)
                .optional()
                .orElse(null);
    }

    @Test
    void withoutAStoreAFileIsARow_andTwiceTheSameIsOne() {
        FileStore files = store(Map.of(), false);
        byte[] content = content();
        byte[] sha256 = put(files, content);
        put(files, content);
        assertThat(inDatabase(sha256)).isTrue();
        assertThat(files.get(sha256)).isEqualTo(content);
        assertThat(files.state().store()).isEmpty();
    }

    @Test
    void inAStoreItIsThereBeforeTheRowIs_andTwiceTheSameIsOne() throws Exception {
        FileStore files = store(S3.settings(), false);
        byte[] content = content();
        byte[] sha256 = put(files, content);
        put(files, content);
        assertThat(inDatabase(sha256)).isFalse();
        assertThat(Files.readAllBytes(S3.object(name(sha256)))).isEqualTo(content);
        assertThat(files.get(sha256)).isEqualTo(content);
        assertThat(files.state().problem()).isNull();
        // a hub without the settings of the store says so
        assertThatThrownBy(() -> store(Map.of(), false).get(sha256)).isInstanceOf(FileUnavailable.class);
        assertThat(store(Map.of(), false).state().problem()).contains("TEC_FILES_S3_ENDPOINT");
    }

    @Test
    void aTransactionThatIsNotCommitted_leavesNothingAfterADay() throws Exception {
        FileStore files = store(S3.settings(), false);
        byte[] content = content();
        byte[] sha256 = new TransactionTemplate(transactions).execute(status -> {
            status.setRollbackOnly();
            return files.put(files.send(content));
        });
        assertThat(S3.objects()).contains(name(sha256));
        files.clean();
        assertThat(S3.objects()).as("it may be stored anew at this moment").contains(name(sha256));
        later().clean();
        assertThat(S3.objects()).doesNotContain(name(sha256));
        assertThat(inDatabase(sha256)).isNull();
        // and is stored again as if it had never been there
        put(files, content);
        assertThat(files.get(sha256)).isEqualTo(content);
    }

    @Test
    void whatNothingRefersToGoesAfterADay_andWhatSomethingStillRefersToStays() throws Exception {
        FileStore files = store(S3.settings(), false);
        byte[] shared = put(files, content());
        byte[] left = put(files, content());
        JdbcClient owner = TestDatabase.owner(program);
        TestSql.update(owner, "create table file_user (id int, sha256 bytea references stored_file)");
        owner.sql("""
                create trigger file_user_left after delete or update of sha256 on file_user
                  for each row execute function stored_file_left()
                """).update();
        try {
            owner.sql("insert into file_user (id, sha256) values (1, :shared), (2, :shared), (3, :left)")
                    .param("shared", shared)
                    .param("left", left)
                    .update();
            owner.sql("delete from file_user where id in (1, 3)").update();
            later().clean();
            assertThat(inDatabase(left)).isNull();
            assertThat(S3.objects()).doesNotContain(name(left)).contains(name(shared));
            assertThat(files.get(shared)).isNotEmpty();
        } finally {
            owner.sql("drop table file_user").update();
        }
    }

    @Test
    void filesMoveToTheStoreThatIsSet_andBack() throws Exception {
        byte[] content = content();
        byte[] sha256 = put(store(Map.of(), false), content);
        FileStore toStore = store(S3.settings(), false);
        assertThat(toStore.state().elsewhere()).isPositive();
        toStore.move();
        assertThat(toStore.state().elsewhere()).isZero();
        assertThat(inDatabase(sha256)).isFalse();
        assertThat(toStore.get(sha256)).isEqualTo(content);

        FileStore back = store(S3.settings(), true);
        assertThat(back.state().elsewhere()).isPositive();
        back.move();
        assertThat(inDatabase(sha256)).isTrue();
        assertThat(S3.objects()).doesNotContain(name(sha256));
        assertThat(back.get(sha256)).isEqualTo(content);
    }

    @Test
    void aStoreThatIsDownOrSilentOrDoesNotKnowUs_isSaid_andKeepsNothing() throws Exception {
        byte[] kept = put(store(S3.settings(), false), content());
        Map<String, String> wrongSecret = new HashMap<>(S3.settings());
        wrongSecret.put("tec.files.s3.secret", "anders");
        refuses(wrongSecret, kept);
        try (Wire wire = new Wire(S3.port())) {
            Map<String, String> settings = S3Server.settings(wire.port());
            assertThat(store(settings, false).get(kept)).isNotEmpty();
            wire.cut();
            refuses(settings, kept);
            wire.mend();
            assertThat(store(settings, false).get(kept)).isNotEmpty();
        }
        S3.stop();
        try {
            refuses(S3.settings(), kept);
        } finally {
            S3.startAgain();
        }
        assertThat(store(S3.settings(), false).get(kept)).isNotEmpty();
    }

    @Test
    void aStoreThatAnswersSomethingElse_isNotBelieved() throws Exception {
        byte[] kept = put(store(S3.settings(), false), content());
        // the right store, with other bytes in it
        Files.writeString(S3.object(name(kept)), "iets anders");
        assertThatThrownBy(() -> store(S3.settings(), false).get(kept)).isInstanceOf(FileUnavailable.class);
        // one that can't be read does not keep the others where they are
        byte[] other = put(store(S3.settings(), false), content());
        store(S3.settings(), true).move();
        assertThat(inDatabase(kept)).isFalse();
        assertThat(inDatabase(other)).isTrue();

        Map<String, Answer> answers = new HashMap<>();
        answers.put("other bytes", exchange -> send(exchange, 200, "<html>Welkom</html>"));
        answers.put("a fault", exchange -> send(exchange, 500, "kapot"));
        answers.put("no such object", exchange -> send(exchange, 404, ""));
        answers.put("another address", exchange -> {
            exchange.getResponseHeaders().add("Location", "http://127.0.0.1:1/");
            send(exchange, 307, "");
        });
        answers.put("without an end", FileStoreTest::sendForever);
        for (Map.Entry<String, Answer> answer : answers.entrySet()) {
            ExecutorService threads = Executors.newCachedThreadPool();
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.setExecutor(threads);
            server.createContext("/", exchange -> answer.getValue().to(exchange));
            server.start();
            try {
                Map<String, String> settings =
                        S3Server.settings(server.getAddress().getPort());
                assertThatThrownBy(() -> store(settings, false).get(kept))
                        .as(answer.getKey())
                        .isInstanceOf(FileUnavailable.class);
            } finally {
                server.stop(0);
                threads.shutdownNow();
            }
        }
    }

    private interface Answer {
        void to(HttpExchange exchange) throws IOException;
    }

    private static void send(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        if (bytes.length > 0) {
            exchange.getResponseBody().write(bytes);
        }
        exchange.close();
    }

    private static void sendForever(HttpExchange exchange) throws IOException {
        exchange.sendResponseHeaders(200, 0);
        try (OutputStream body = exchange.getResponseBody()) {
            while (!Thread.currentThread().isInterrupted()) {
                body.write(new byte[8192]);
            }
        }
    }

    private void refuses(Map<String, String> settings, byte[] kept) {
        FileStore files = store(settings, false);
        byte[] content = content();
        assertThatThrownBy(() -> put(files, content)).isInstanceOf(FileUnavailable.class);
        assertThat(jdbc.sql("select left_at is not null from stored_file where sha256 = ?")
                        .param(Sha256.of(content))
                        .query(Boolean.class)
                        .single())
                .as("announced, and to be forgotten")
                .isTrue();
        assertThatThrownBy(() -> files.get(kept)).isInstanceOf(FileUnavailable.class);
        assertThat(files.state().problem()).isNotNull();
    }

    @Test
    void settingsByHalvesAreRefusedAtTheStart() {
        assertThat(ObjectStorage.of(name -> null)).isEmpty();
        assertThatThrownBy(() -> ObjectStorage.of(Map.of(ObjectStorage.ENDPOINT, "https://S3.example.org")::get))
                .hasMessageContaining("TEC_FILES_S3_BUCKET");
        Map<String, String> settings = new HashMap<>(S3Server.settings(1));
        settings.put(ObjectStorage.ENDPOINT, "S3.example.org");
        assertThatThrownBy(() -> ObjectStorage.of(settings::get)).hasMessageContaining("TEC_FILES_S3_ENDPOINT");
    }
}
