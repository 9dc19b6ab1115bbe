package nl.tec;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.Map;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.MapPropertySource;
import org.springframework.test.context.ContextConfiguration;

/**
 * A test of the whole program on a real PostgreSQL, listening on a free port of the loopback. All tests with this annotation
 * share one started program and one database, so make your own records (a school of your own, a session of your own) and
 * leave others' alone. Recurring jobs do not run by themselves; call what they call.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Documented
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "server.address=127.0.0.1",
            "tec.jobs=false",
            // the folder of a program belongs to one process
            "tec.data=target/test-data-${tests.fork:1}",
            "tec.plan.memory=500",
            "tec.kept-answers=0s"
        })
@ContextConfiguration(initializers = TecTest.Database.class)
public @interface TecTest {

    /** Gives the program a database of its own. */
    class Database implements ApplicationContextInitializer<ConfigurableApplicationContext> {
        @Override
        public void initialize(ConfigurableApplicationContext context) {
            context.getEnvironment()
                    .getPropertySources()
                    .addFirst(
                            new MapPropertySource("database", Map.of("spring.datasource.url", TestDatabase.create())));
        }
    }
}
