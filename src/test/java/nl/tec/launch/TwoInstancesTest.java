package nl.tec.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import nl.tec.TecApplication;
import nl.tec.TestDatabase;
import nl.tec.hub.HubSettings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.util.ReflectionTestUtils;

/** Two instances that start concurrently on an empty database: both come up, and the initial data are there once. */
class TwoInstancesTest {

    private static final String LOGGING = "org.springframework.boot.logging.LoggingSystem";

    @TempDir
    Path data;

    /** Keeps the logging of the tests. */
    @BeforeEach
    void leaveTheLogAlone() {
        System.setProperty(LOGGING, "none");
    }

    @AfterEach
    void giveTheLogBack() {
        System.clearProperty(LOGGING);
    }

    @Test
    void bothComeUp_andTheDemoHubIsMadeOnce() {
        DatabaseAddress owner = DatabaseAddress.external(Map.of("TEC_DATABASE_URL", TestDatabase.createEmpty()))
                .orElseThrow();
        DatabaseAddress program = new DatabaseAddress(owner.url(), "tec_program", owner.password());
        DatabaseAccess access = new DatabaseAccess(owner, program, null);
        ExecutorService threads = Executors.newFixedThreadPool(2);
        List<CompletableFuture<ConfigurableApplicationContext>> starting = IntStream.range(0, 2)
                .mapToObj(n -> CompletableFuture.supplyAsync(
                        () -> Server.start(
                                TecApplication.class,
                                data.resolve("node" + n),
                                0,
                                true,
                                access,
                                CompletableFuture.completedFuture(null)),
                        threads))
                .toList();
        CompletableFuture.allOf(starting.toArray(CompletableFuture[]::new))
                .handle((done, failure) -> null)
                .join();
        threads.shutdown();
        try {
            List<ConfigurableApplicationContext> instances =
                    starting.stream().map(CompletableFuture::join).toList();
            JdbcClient jdbc = instances.get(0).getBean(JdbcClient.class);
            assertThat(instances)
                    .allSatisfy(instance -> assertThat(
                                    instance.getBean(HubSettings.class).name())
                            .isEqualTo("TEC Deventer"));
            assertThat(jdbc.sql("select count(*) from declaration where kind = 'INTENT'")
                            .query(Long.class)
                            .single())
                    .isOne();
            assertThat(instances.stream().map(TwoInstancesTest::worker).distinct())
                    .as("who does a job, as it stands in the database")
                    .hasSize(2);
        } finally {
            starting.stream()
                    .filter(one -> !one.isCompletedExceptionally())
                    .map(CompletableFuture::join)
                    .forEach(ConfigurableApplicationContext::close);
        }
    }

    private static String worker(ConfigurableApplicationContext instance) {
        return String.valueOf(ReflectionTestUtils.getField(instance.getBean("jobRunner"), "name"));
    }
}
