package nl.tec.staff;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import nl.tec.AccountsFixture;
import nl.tec.Outcomes;
import nl.tec.TecTest;
import nl.tec.TestDatabase;
import nl.tec.TestSql;
import nl.tec.accounts.Actor;
import nl.tec.accounts.PersonalRecords.Person;
import nl.tec.accounts.PersonalRecords.Section;
import nl.tec.accounts.Role;
import nl.tec.bookings.BookingsFixture;
import nl.tec.privacy.HeldRecords;
import nl.tec.privacy.Retention;
import nl.tec.shared.Dates;
import nl.tec.staff.internal.StaffJobs;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Warnings to guides and retention of their data (rules 4.4, 8). */
@TecTest
class StaffJobsTest {

    @Autowired
    Retention retention;

    @Autowired
    StaffJobs jobs;

    @Autowired
    StaffRegister register;

    @Autowired
    Assignments assignments;

    @Autowired
    HeldRecords records;

    @Autowired
    AccountsFixture accounts;

    @Autowired
    Environment environment;

    @Autowired
    JdbcClient jdbc;

    private StaffFixture staff;
    private LocalDate today;

    @BeforeEach
    void somebody() {
        staff = new StaffFixture(jdbc);
        today = Dates.dayOf(Instant.now());
    }

    @Test
    void sixtyDaysAheadSomebodyIsWarnedOnce() {
        long soon = staff.member();
        staff.vog(soon, today.plusDays(60).minusYears(3));
        long later = staff.member();
        staff.vog(later, today.plusDays(62).minusYears(3));
        jobs.warn();
        jobs.warn();
        assertThat(warnings(soon)).isEqualTo(1);
        assertThat(warnings(later)).isZero();
        staff.vog(soon, today.plusDays(59).minusYears(3));
        jobs.warn();
        assertThat(warnings(soon)).as("about another certificate").isEqualTo(2);
    }

    @Test
    void aYearAfterSomebodyStoppedNothingPersonalIsLeft() {
        Actor maker = accounts.signedIn(Role.PROGRAMME_MANAGER).actor();
        long gone = staff.member();
        String email = email(gone);
        BookingsFixture bookings = new BookingsFixture(jdbc);
        long session = bookings.session(
                bookings.activity(), today.plusDays(20).atTime(9, 0).toInstant(ZoneOffset.UTC), 30, 1);
        assignments.assign(session, gone, maker);
        jdbc.sql(
                        "update session set starts_at = starts_at - interval '60 days', ends_at = ends_at - interval '60 days' where id = ?")
                .param(session)
                .update();
        jdbc.sql(
                        "update assignment set during = tstzrange(lower(during) - interval '60 days', upper(during) - interval '60 days'), reason = 'x' where session_id = ?")
                .param(session)
                .update();
        TestSql.update(jdbc, "update staff_member set ended_on = ? where id = ?", today.minusDays(364), gone);
        erase();
        assertThat(email(gone)).isEqualTo(email);
        assertThat(TestSql.integer(jdbc, "select count(reason) from assignment where session_id = ?", session))
                .as("the reason goes before the person does")
                .isZero();
        TestSql.update(jdbc, "update staff_member set ended_on = ? where id = ?", today.minusDays(365), gone);
        erase();
        assertThat(found(email)).isEmpty();
        assertThat(TestSql.integer(jdbc, "select count(*) from assignment where session_id = ?", session))
                .as("that somebody guided it stays")
                .isEqualTo(1);
    }

    @Test
    void aYearAfterAnAccountWasDisabledItsGuideIsErased() {
        AccountsFixture.SignedIn guide = accounts.signedIn(Role.PROFESSIONAL);
        long member = staff.member(guide.account().id());
        String phone = "06" + System.nanoTime() % 100_000_000;
        TestSql.update(jdbc, "update staff_member set phone = ? where id = ?", phone, member);
        disabled(guide, 364);
        erase();
        assertThat(found(phone)).containsExactly("staff_member");
        disabled(guide, 366);
        erase();
        assertThat(found(phone)).isEmpty();
    }

    private void disabled(AccountsFixture.SignedIn somebody, int daysAgo) {
        jdbc.sql("update account set disabled_at = ? where id = ?")
                .params(
                        today.minusDays(daysAgo).atTime(12, 0).atOffset(ZoneOffset.UTC),
                        somebody.account().id())
                .update();
    }

    @Test
    void whoGetsTheRoleAgainAfterBeingErasedIsInTheRegisterAgain() {
        AccountsFixture.SignedIn guide = accounts.signedIn(Role.PROFESSIONAL);
        long gone = staff.member(guide.account().id());
        TestSql.update(jdbc, "update staff_member set ended_on = ? where id = ?", today.minusDays(365), gone);
        erase();
        assertThat(register.own(guide.actor())).isEmpty();
        jdbc.sql("update account_role set granted_at = now() + interval '1 second' where account_id = ?")
                .param(guide.account().id())
                .update();
        assertThat(register.own(guide.actor())).hasValueSatisfying(again -> {
            assertThat(again.id()).isNotEqualTo(gone);
            assertThat(again.endedOn()).isNull();
        });
    }

    @Test
    void aCertificateThatIsNoLongerValidIsNotRecorded() {
        Actor maker = accounts.signedIn(Role.PROGRAMME_MANAGER).actor();
        long member = staff.member();
        assertThat(Outcomes.reasons(register.recordVog(member, today.minusYears(3), maker)))
                .containsExactly("staff.problem.vog");
        Outcomes.done(register.recordVog(member, today.minusYears(3).plusDays(1), maker));
    }

    @Test
    void erasedPeopleAreNotPlanned() {
        AccountsFixture.SignedIn guide = accounts.signedIn(Role.PROFESSIONAL);
        long member = staff.member(guide.account().id());
        String phone = "06" + System.nanoTime() % 100_000_000;
        TestSql.update(jdbc, "update staff_member set phone = ? where id = ?", phone, member);
        assertThat(records.about(
                        new Person(guide.account().id(), guide.account().email())))
                .extracting(Section::titleKey)
                .contains("staff.records");
        records.forget(guide.actor(), guide.account());
        assertThat(found(phone)).isEmpty();
        assertThat(register.own(guide.actor())).isEmpty();
    }

    private void erase() {
        retention.erase("staff-days", Instant.now());
        retention.erase("staff", Instant.now());
    }

    private int warnings(long member) {
        return jdbc.sql("select count(*) from outbox where template = 'vog' and (payload ->> 'member')::bigint = ?")
                .param(member)
                .query(Integer.class)
                .single();
    }

    private String email(long member) {
        return TestSql.text(jdbc, "select coalesce(email, '') from staff_member where id = ?", member);
    }

    /** Returns the tables of this module and of mail that contain a text. */
    private List<String> found(String text) {
        JdbcClient owner = TestDatabase.owner(environment);
        return owner
                .sql("select relname from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace")
                .query(String.class)
                .list()
                .stream()
                .filter(table -> owner.sql("select exists (select from " + table + " t where strpos(t::text, ?) > 0)")
                        .param(text)
                        .query(Boolean.class)
                        .single())
                .toList();
    }
}
