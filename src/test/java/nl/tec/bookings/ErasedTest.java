package nl.tec.bookings;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import nl.tec.AccountsFixture;
import nl.tec.TecTest;
import nl.tec.TestDatabase;
import nl.tec.accounts.Account;
import nl.tec.accounts.RetentionTerm;
import nl.tec.privacy.HeldRecords;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Rules 8: erased data are nowhere in the database, including its statistics. */
@TecTest
class ErasedTest {

    @Autowired
    VisitorsFixture visitorsFixture;

    @Autowired
    SignUpsByLink byLink;

    @Autowired
    AccountsFixture people;

    @Autowired
    HeldRecords records;

    @Autowired
    Environment environment;

    private JdbcClient owner;

    @BeforeEach
    void asOwner() {
        owner = TestDatabase.owner(environment);
    }

    @Test
    void noStatisticsAreKeptOfPersonalColumns() {
        String[] declared = records.holdings().stream()
                .filter(holding -> holding.term().form() != RetentionTerm.Form.LASTING)
                .flatMap(holding -> holding.columns().stream())
                .toArray(String[]::new);
        assertThat(declared).isNotEmpty();
        assertThat(owner.sql("""
                        select attrelid::regclass || '.' || attname from pg_attribute a join pg_class c on c.oid = a.attrelid
                         where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace and attnum > 0 and not attisdropped
                           and c.relname || '.' || attname = any(?) and atttypid in ('text'::regtype, 'jsonb'::regtype)
                           and attstattarget is distinct from 0
                        """).param(declared).query(String.class).list()).isEmpty();
    }

    @Test
    void whatWasErasedIsNotInTheStatistics() {
        long activity = visitorsFixture.activity("Drones", "CHILD");
        String email = visitorsFixture.address();
        // repeated, so that it becomes a most common value in the statistics
        String secret = "";
        for (int i = 0; i < 6; i++) {
            long session = visitorsFixture.session(activity, Instant.now().plus(9 + i, ChronoUnit.DAYS), 30);
            secret = visitorsFixture.signUp(session, email, "Zonnestraaltje");
            Account account = people.account(null);
            records.forget(people.signedIn().actor(), account);
            assertThat(found(account.email())).isEmpty();
        }
        owner.sql("analyze").update();
        assertThat(byLink.erase(secret)).isTrue();
        owner.sql("analyze").update();
        assertThat(found(email)).isEmpty();
        assertThat(found("Zonnestraaltje")).isEmpty();
        assertThat(found("zonnestraaltje")).isEmpty();
        assertThat(found("@example.org"))
                .as("accounts, in an index on an expression too")
                .isEmpty();
    }

    private List<String> found(String text) {
        return owner.sql("""
                        select tablename || '.' || attname from pg_stats
                         where schemaname = 'public' and tablename not in ('organisation', 'venue') and strpos(concat(most_common_vals::text, histogram_bounds::text,
                               most_common_elems::text), ?) > 0
                        """).param(text).query(String.class).list();
    }
}
