package nl.tec.accounts.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import nl.tec.AccountsFixture;
import nl.tec.TecTest;
import nl.tec.TestDatabase;
import nl.tec.accounts.Audit;
import nl.tec.accounts.AuditLog.Check;
import nl.tec.accounts.Role;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** Rules 8: the audit log is tamper-evident. */
@TecTest
class AuditSealsTest {

    /** The alterations that an owner of the database could make, with the statement that reverts each. */
    private static final Map<String, String> ALTERATIONS = Map.of(
            "update audit_log set subject_id = 9 where subject_type = 'zegel' and subject_id = 2",
            "update audit_log set subject_id = 2 where subject_type = 'zegel' and subject_id = 9",
            "update audit_log set at = at + interval '1 microsecond' where subject_type = 'zegel' and subject_id = 1",
            "update audit_log set at = at - interval '1 microsecond' where subject_type = 'zegel' and subject_id = 1");

    @TempDir
    Path folder;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    Audit audit;

    @Autowired
    AccountsFixture people;

    @Autowired
    Environment environment;

    @Autowired
    PlatformTransactionManager transactions;

    private Instant now = Instant.now();
    private JdbcClient owner;
    private TransactionTemplate apart;

    /** Leaves the log of this database without seals before and after each test. */
    @BeforeEach
    @AfterEach
    void forgetSeals() {
        owner = TestDatabase.owner(environment);
        apart = new TransactionTemplate(transactions);
        apart.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
        asOwner("audit_batch", "delete from audit_batch");
        owner.sql("delete from audit_mark").update();
        owner.sql("delete from audit_check").update();
    }

    @Test
    void whatIsSealedIsChecked_andEveryAlterationShows() {
        audit.add(null, "PROEF", "zegel", 1L);
        audit.add(null, "PROEF", "zegel", 2L);
        long first = sealed();
        audit.add(null, "PROEF", "zegel", 3L);
        assertThat(sealed()).isEqualTo(first + 1);
        Check good = seals().check();
        assertThat(good.good()).isTrue();
        assertThat(good.batches()).isEqualTo(first + 1);
        assertThat(good.entries()).isGreaterThanOrEqualTo(3);

        ALTERATIONS.forEach((alteration, undo) -> {
            asOwner("audit_log", alteration);
            assertThat(seals().check().wrongBatch()).as(alteration).isNotNull();
            asOwner("audit_log", undo);
            assertThat(seals().check().good()).as("put back").isTrue();
        });
        asOwner("audit_log", "delete from audit_log where subject_type = 'zegel' and subject_id = 3");
        assertThat(seals().check().wrongBatch()).isEqualTo(first + 1);
        assertThat(seals().lastCheck().orElseThrow().good()).isFalse();
    }

    /** A log of years is verified in parts. */
    @Test
    void aCheckInPartsFindsTheSame() {
        for (long subject = 10; subject < 15; subject++) {
            audit.add(null, "PROEF", "zegel", subject);
            sealed();
        }
        Check whole = seals().check();
        for (int page = 1; page < 7; page++) {
            assertThat(seals().check(page))
                    .returns(true, Check::good)
                    .returns(whole.batches(), Check::batches)
                    .returns(whole.entries(), Check::entries);
        }
        long last = whole.batches();
        asOwner("audit_log", "update audit_log set subject_id = 9 where subject_type = 'zegel' and subject_id = 12");
        assertThat(seals().check(2).wrongBatch()).isEqualTo(last - 2);
        asOwner("audit_log", "update audit_log set subject_id = 12 where subject_type = 'zegel' and subject_id = 9");
        asOwner("audit_batch", "delete from audit_batch where number >= " + (last - 1));
        assertThat(seals().check(2).wrongBatch()).isEqualTo(last - 1);
    }

    /** Even an attacker with the whole database, batches included, does not have the file. */
    @Test
    void cuttingOffTheEndShows() throws Exception {
        audit.add(null, "PROEF", "zegel", 4L);
        long number = sealed();
        asOwner("audit_batch", "delete from audit_batch where number = " + number);
        assertThat(seals().check().wrongBatch()).isEqualTo(number);
        Files.delete(folder.resolve("audit.seals"));
        assertThat(seals().check().good()).isTrue();
    }

    /** A long transaction adds an entry with a lower number than entries that are already visible. */
    @Test
    void entriesOfRunningTransactionsAreWaitedFor() {
        apart.executeWithoutResult(slow -> {
            audit.add(null, "PROEF", "traag", 1L);
            apart.executeWithoutResult(quick -> audit.add(null, "PROEF", "vlug", 1L));
            assertThat(seal()).isZero();
            now = now.plus(Duration.ofMinutes(2));
            assertThat(seal()).isZero();
        });
        assertThat(seal()).isPositive();
        assertThat(seals().check().good()).isTrue();
    }

    @Test
    void theApplicationRunsAsARoleThatOwnsNothing() {
        assertThat(seals().applicationOwnsLog()).isFalse();
        assertThat(people.signedIn(Role.ADMINISTRATOR)
                        .browser()
                        .get("/admin/audit")
                        .body())
                .contains("Controleer het logboek")
                .doesNotContain("TEC_DATABASE_OWNER_URL");
        assertThat(people.signedIn(Role.ADMINISTRATOR)
                        .browser()
                        .post("/admin/audit/controle")
                        .statusCode())
                .isEqualTo(303);
    }

    /** Seals all entries. @return the number of the last batch */
    private long sealed() {
        // a run marks the end of the log, and the next one seals up to that mark
        for (int i = 0; i < 3; i++) {
            seal();
            now = now.plus(Duration.ofMinutes(2));
        }
        return jdbc.sql("select max(number) from audit_batch").query(Long.class).single();
    }

    private int seal() {
        return java.util.Objects.requireNonNull(apart.execute(status -> seals().seal()));
    }

    private AuditSeals seals() {
        return new AuditSeals(jdbc, Clock.fixed(now, ZoneOffset.UTC), folder);
    }

    private void asOwner(String table, String sql) {
        owner.sql("alter table " + table + " disable trigger user").update();
        owner.sql(sql).update();
        owner.sql("alter table " + table + " enable trigger user").update();
    }
}
