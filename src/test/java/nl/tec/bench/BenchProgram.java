package nl.tec.bench;

import java.util.Map;
import nl.tec.TecApplication;
import nl.tec.TestDatabase;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** The program in the process of a bench, on a database of the tests and a free port of the loopback, without recurring jobs. */
final class BenchProgram {

    private BenchProgram() {}

    static ConfigurableApplicationContext start() {
        Map<String, Object> settings = Map.of(
                "server.port",
                0,
                "server.address",
                "127.0.0.1",
                "tec.jobs",
                false,
                "spring.datasource.url",
                TestDatabase.create());
        return new SpringApplicationBuilder(TecApplication.class)
                .properties(settings)
                .run();
    }

    static int port(ConfigurableApplicationContext program) {
        return Integer.parseInt(program.getEnvironment().getRequiredProperty("local.server.port"));
    }
}
