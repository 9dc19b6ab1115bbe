package nl.tec.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import nl.tec.AccountsFixture;
import nl.tec.TecTest;
import nl.tec.accounts.Account;
import nl.tec.accounts.Accounts;
import nl.tec.accounts.Actor.Membership;
import nl.tec.accounts.Role;
import nl.tec.bookings.SignUpsByLink;
import nl.tec.bookings.VisitorsFixture;
import nl.tec.hub.EmailHash;
import nl.tec.hub.Rows;
import nl.tec.hub.StateCheck;
import nl.tec.operations.BackupRefused.Reason;
import nl.tec.operations.internal.BackupSettings;
import nl.tec.privacy.HeldRecords;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Who was erased on request stays so after a restore (rules 8.4, decision 0121). That {@code tec restore} reads the list: BackupTest. */
@TecTest
class ErasedPeopleTest {

    @Autowired
    ErasedPeople erased;

    @Autowired
    BackupSettings settings;

    @Autowired
    SystemState state;

    @Autowired
    VisitorsFixture visitors;

    @Autowired
    AccountsFixture people;

    @Autowired
    Accounts accounts;

    @Autowired
    SignUpsByLink byLink;

    @Autowired
    HeldRecords held;

    @Autowired
    EmailHash hash;

    @Autowired
    JdbcClient jdbc;

    private String email;

    @BeforeEach
    void nobody() {
        jdbc.sql("delete from erased_person").update();
        email = "weg-" + UUID.randomUUID() + "@voorbeeld.nl";
    }

    @AfterEach
    void nobodyIsLeft() {
        jdbc.sql("delete from erased_person").update();
    }

    @Test
    void theListBesideTheBackupsTellsWhoWasErased_withoutTheirAddress() throws Exception {
        signUp();
        held.forget(null, held.person(email));
        Account account = people.account(null);
        held.forget(account.actor(), account);
        held.forget(null, held.person("niemand-" + email));
        erased.writeList();

        Path list = settings.folder().resolve(ErasedList.NAME);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(list)))
                .isEqualTo("rw-------");
        assertThat(Files.readString(list)).doesNotContain(email, account.email(), account.name());
        assertThat(ErasedList.read(list).people())
                .as("nothing was known of the third")
                .satisfiesExactly(
                        visitor -> {
                            assertThat(visitor.emailHash()).isEqualTo(hash.of(email));
                            assertThat(visitor.accountId()).isNull();
                        },
                        owner -> {
                            assertThat(owner.emailHash()).isEqualTo(hash.of(account.email()));
                            assertThat(owner.accountId()).isEqualTo(account.id());
                        });
    }

    @Test
    void whoCameBackByARestoreIsErasedAgain() {
        signUp();
        held.forget(null, held.person(email));
        signUp();
        String other = "anders-" + email;
        signUp(other);
        assertThat(erased.toRepeat()).isZero();
        comeBack();
        assertThat(state.checks()).extracting(StateCheck::key).contains("erased-people");

        erased.repeat();
        assertThat(held.about(held.person(email))).isEmpty();
        assertThat(held.about(held.person(other))).isNotEmpty();
        assertThat(erased.toRepeat()).isZero();
        assertThat(state.checks()).extracting(StateCheck::key).doesNotContain("erased-people");
        assertThat(jdbc.sql("select count(*) from erased_person where email_hash = ?")
                        .param(hash.of(email))
                        .query(Integer.class)
                        .single())
                .as("remembered once, for the next restore")
                .isEqualTo(1);
    }

    @Test
    void oneSignUpIsErasedAgain_andNotTheOthersOfThatAddress() {
        String first = signUp();
        assertThat(byLink.erase(first)).isTrue();
        String back = signUp();
        String stays = signUp();
        jdbc.sql("update erased_person set record_id = ?, repeat = true where holding = 'sign-ups'")
                .param(byLink.find(back).orElseThrow().bookingId())
                .update();
        erased.repeat();
        assertThat(byLink.find(back)).isEmpty();
        assertThat(byLink.find(stays)).isPresent();
    }

    /** The address of an account may be another one in the backup; its number may be that of somebody who came later. */
    @Test
    void anAccountIsFoundByItsNumber_unlessItIsYounger() {
        Account back = people.account(null);
        Account later = people.account(null);
        Instant erasedAt = back.createdAt().plusSeconds(60);
        jdbc.sql("update account set created_at = ? where id = ?")
                .params(Timestamp.from(erasedAt.plusSeconds(60)), later.id())
                .update();
        for (Account account : List.of(back, later)) {
            jdbc.sql("insert into erased_person (erased_at, account_id, email_hash, repeat) values (?, ?, ?, true)")
                    .params(Timestamp.from(erasedAt), account.id(), hash.of("vroeger-" + account.email()))
                    .update();
        }
        erased.repeat();
        assertThat(accounts.findByEmail(back.email())).isEmpty();
        assertThat(accounts.findByEmail(later.email())).isPresent();
        assertThat(erased.toRepeat()).isZero();
    }

    @Test
    void anErasureThatFailsIsTriedAgain_andHoldsUpNoOther() {
        Account last = people.account(null, Membership.of(Role.ADMINISTRATOR));
        jdbc.sql("insert into erased_person (erased_at, account_id, email_hash) values (?, ?, ?)")
                .params(Timestamp.from(last.createdAt().plusSeconds(1)), last.id(), hash.of(last.email()))
                .update();
        signUp();
        held.forget(null, held.person(email));
        signUp();
        comeBack();
        List<Long> others = jdbc.sql("""
                update account a set disabled_at = now() where a.disabled_at is null and a.id <> ?
                   and exists (select from account_role r where r.account_id = a.id and r.role = 'ADMINISTRATOR') returning a.id
                """).param(last.id()).query(Long.class).list();
        try {
            erased.repeat();
        } finally {
            jdbc.sql("update account set disabled_at = null where id = any(?::bigint[])")
                    .param(Rows.array(others))
                    .update();
        }
        assertThat(accounts.findByEmail(last.email())).isPresent();
        assertThat(held.about(held.person(email))).isEmpty();
        assertThat(erased.toRepeat()).isEqualTo(1);

        people.account(null, Membership.of(Role.ADMINISTRATOR));
        erased.repeat();
        assertThat(accounts.findByEmail(last.email())).isEmpty();
        assertThat(erased.toRepeat()).isZero();
    }

    @Test
    void aDamagedListIsRefused(@TempDir Path folder) throws Exception {
        Path list = folder.resolve(ErasedList.NAME);
        new ErasedList(List.of(new ErasedPerson(UUID.randomUUID(), Instant.now(), 7L, new byte[32], null, null)))
                .write(list);
        String good = Files.readString(list);
        assertThat(ErasedList.read(list).people()).hasSize(1);
        for (String bad : List.of("", "{}", good.substring(0, good.length() - 3), "{\"people\": [{}]}")) {
            Files.writeString(list, bad);
            assertThatThrownBy(() -> ErasedList.read(list))
                    .as(bad)
                    .isInstanceOfSatisfying(
                            BackupRefused.class, e -> assertThat(e.reason()).isEqualTo(Reason.ERASED_LIST));
        }
    }

    /** As after a restore: they are in the database again, and marked. */
    private void comeBack() {
        jdbc.sql("update erased_person set repeat = true").update();
    }

    private String signUp() {
        return signUp(email);
    }

    /** Signs up for a session of its own. @return the secret of the link */
    private String signUp(String address) {
        long session = visitors.session(
                visitors.activity("Drones", "CHILD"), Instant.now().plus(9, ChronoUnit.DAYS), 30);
        return visitors.takesPart(session, address, "Noor");
    }
}
