package nl.tec.accounts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import nl.tec.AccountsFixture;
import nl.tec.AccountsFixture.SignedIn;
import nl.tec.TecTest;
import nl.tec.TestDatabase;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Rules 8: the audit log is append-only. */
@TecTest
class AuditTest {

    @Autowired
    Audit audit;

    @Autowired
    AccountsFixture people;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    Environment environment;

    @Test
    void theDatabaseAllowsOnlyInserts() {
        SignedIn somebody = people.signedIn();
        audit.add(somebody.actor(), "SETTING_CHANGED", "proef", 1L);
        for (String statement : List.of(
                "update audit_log set action = 'X' where subject_type = 'proef'",
                "delete from audit_log where subject_type = 'proef'",
                "delete from audit_log where false",
                "update accounts_audit_entry_v set action = 'X' where subject_type = 'proef'",
                "delete from accounts_audit_entry_v where subject_type = 'proef'",
                "truncate audit_log")) {
            assertThatThrownBy(() -> jdbc.sql(statement).update())
                    .as(statement)
                    .hasStackTraceContaining("permission denied");
            assertThatThrownBy(
                            () -> TestDatabase.owner(environment).sql(statement).update())
                    .as(statement + ", by its owner")
                    .hasStackTraceContaining("can only be added to");
        }
        assertThat(jdbc.sql("select count(*) from audit_log where subject_type = 'proef' and account_id = ?")
                        .param(somebody.account().id())
                        .query(Integer.class)
                        .single())
                .isEqualTo(1);
    }

    @Test
    void viewingAccountsIsAuditedToo() {
        SignedIn administrator = people.signedIn(Role.ADMINISTRATOR);
        long other = people.account(null).id();
        administrator.browser().get("/admin/accounts/" + other);
        assertThat(jdbc.sql("select action from audit_log where account_id = ? and subject_id = ?")
                        .param(administrator.account().id())
                        .param(other)
                        .query(String.class)
                        .list())
                .containsExactly("ACCOUNT_READ");
    }
}
