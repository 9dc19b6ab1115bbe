package nl.tec.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import nl.tec.TecApplication;
import nl.tec.TestDatabase;
import nl.tec.hub.HubSettings;
import nl.tec.web.ValidPages;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.util.ReflectionTestUtils;

/**
 * Two instances that start concurrently on one empty database: both come up, and the initial data exist once. Their demo hub is also used
 * to validate pages, because making one takes long.
 */
class TwoInstancesTest {

    private static final String LOGGING = "org.springframework.boot.logging.LoggingSystem";

    @TempDir
    static Path data;

    private static TestDatabase.Empty database;
    private static List<Instance> instances;

    /**
     * The observed state of an instance when both were up.
     *
     * @param worker the instance that does a job, by the database
     */
    private record Instance(String hub, String worker, long lettersOfIntent) {

        static Instance of(ConfigurableApplicationContext program) {
            return new Instance(
                    program.getBean(HubSettings.class).name(),
                    String.valueOf(ReflectionTestUtils.getField(program.getBean("jobRunner"), "name")),
                    program.getBean(JdbcClient.class)
                            .sql("select count(*) from declaration where kind = 'INTENT'")
                            .query(Long.class)
                            .single());
        }
    }

    @BeforeAll
    static void startBoth() {
        // the log of the tests stays what it is
        System.setProperty(LOGGING, "none");
        database = TestDatabase.createEmptyToLoad();
        DatabaseAddress owner = DatabaseAddress.external(Map.of("TEC_DATABASE_URL", database.owner()))
                .orElseThrow();
        DatabaseAccess access =
                new DatabaseAccess(owner, new DatabaseAddress(owner.url(), "tec_program", owner.password()), null);
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
            instances = starting.stream()
                    .map(CompletableFuture::join)
                    .map(Instance::of)
                    .toList();
        } finally {
            starting.stream()
                    .filter(one -> !one.isCompletedExceptionally())
                    .map(CompletableFuture::join)
                    .forEach(ConfigurableApplicationContext::close);
        }
    }

    @AfterAll
    static void giveTheLogBack() {
        System.clearProperty(LOGGING);
    }

    @Test
    void bothComeUp_andTheDemoHubIsMadeOnce() {
        assertThat(instances).hasSize(2).allSatisfy(instance -> {
            assertThat(instance.hub()).isEqualTo("TEC Deventer");
            assertThat(instance.lettersOfIntent()).isOne();
        });
        assertThat(instances.stream().map(Instance::worker).distinct()).hasSize(2);
    }

    @Test
    @Timeout(value = 9, unit = TimeUnit.MINUTES)
    void everyPageOfEveryRoleIsValid() {
        try (ConfigurableApplicationContext program = new SpringApplicationBuilder(TecApplication.class)
                .run(
                        "--server.port=0",
                        "--server.address=127.0.0.1",
                        "--tec.jobs=false",
                        "--tec.kept-answers=0s",
                        "--tec.data=" + data.resolve("node0"),
                        "--spring.main.lazy-initialization=true",
                        "--spring.datasource.url=" + database.program())) {
            ValidPages.everyPageOfEveryRoleIsValid(program);
        }
    }
}
