package nl.tec.organisations;

import com.zaxxer.hikari.HikariDataSource;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import javax.sql.DataSource;
import nl.tec.TestDatabase;
import nl.tec.accounts.Audit;
import org.flywaydb.core.Flyway;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcClientAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcTemplateAutoConfiguration;
import org.springframework.boot.transaction.autoconfigure.TransactionAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.FilterType;
import org.springframework.context.annotation.Import;
import org.springframework.modulith.events.FailedEventPublications;
import org.springframework.test.context.junit.jupiter.SpringJUnitConfig;

/**
 * A test of this module only, on its own PostgreSQL database, because importing the whole country would disturb other
 * tests. Tests with this annotation share the context; each cleans up the data it needs gone.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Documented
@SpringJUnitConfig(OrganisationsTest.Module.class)
@interface OrganisationsTest {

    /** The context; not annotated as a configuration, so that component scans of other tests do not find this database. */
    @ComponentScan(
            basePackages = {"nl.tec.organisations", "nl.tec.hub"},
            excludeFilters =
                    @ComponentScan.Filter(
                            type = FilterType.REGEX,
                            pattern = ".*(AccountRequest|Correspondents|\\.web\\.).*"))
    @Import(Audit.class)
    @ImportAutoConfiguration({
        DataSourceTransactionManagerAutoConfiguration.class,
        TransactionAutoConfiguration.class,
        JdbcTemplateAutoConfiguration.class,
        JdbcClientAutoConfiguration.class
    })
    class Module {

        /** A stub: a test of this module only has no listeners. */
        @Bean
        FailedEventPublications failedEvents() {
            return options -> {};
        }

        @Bean
        DataSource dataSource() {
            HikariDataSource source = new HikariDataSource();
            source.setJdbcUrl(TestDatabase.create());
            source.setMaximumPoolSize(5);
            Flyway.configure().dataSource(source).load().migrate();
            return source;
        }
    }
}
