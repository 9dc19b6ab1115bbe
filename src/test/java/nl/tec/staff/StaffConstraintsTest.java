package nl.tec.staff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import nl.tec.TecTest;
import nl.tec.TestSql;
import nl.tec.bookings.BookingsFixture;
import nl.tec.shared.Dates;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Constraints of the database on staff: each case fails without its constraint. */
@TecTest
class StaffConstraintsTest {

    private static final String ASSIGN = """
            insert into assignment (session_id, member_id, assigned_at, during, place, latitude, longitude)
            select session_id, ?, now(), during, place, latitude, longitude from staff_session_v where session_id = ?
            """;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    TransactionTemplate transaction;

    private BookingsFixture fixture;
    private StaffFixture staff;
    private long member;
    private Instant start;

    @BeforeEach
    void somebody() {
        fixture = new BookingsFixture(jdbc);
        staff = new StaffFixture(jdbc);
        member = staff.member();
        // ten o'clock on a Wednesday
        start = Dates.monday(Dates.dayOf(Instant.now()))
                .plusDays(16)
                .atTime(10, 0)
                .atZone(Dates.ZONE)
                .toInstant();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            vog_was_seen                        | update staff_member set vog_seen_on = null where id = :member
            vog_was_seen                        | update staff_member set vog_seen_on = vog_issued_on - 1 where id = :member
            either_account_or_name              | update staff_member set account_id = (select min(id) from account a where not exists (select from staff_member m where m.account_id = a.id)) where id = :member
            staff_member_account_id_key         | insert into staff_member (account_id, kind) select account_id, kind from staff_member where account_id is not null limit 1
            staff_member_email                  | insert into staff_member (kind, name, email) select kind, name, upper(email) from staff_member where id = :member
            staff_member_kind_check             | update staff_member set kind = 'PUPIL' where id = :member
            staff_member_max_hours_check        | update staff_member set max_hours = 0 where id = :member
            skill_name                          | insert into skill (name) select upper(name) from skill where ended_on is null limit 1
            skill_name_check                    | insert into skill (name) values ('')
            staff_hours_check                   | insert into staff_hours (member_id, weekday, from_time, until_time) values (:member, 1, '12:00', '12:00')
            staff_hours_weekday_check           | insert into staff_hours (member_id, weekday, from_time, until_time) values (:member, 8, '09:00', '12:00')
            staff_exception_check               | insert into staff_exception (member_id, from_day, until_day, available) values (:member, current_date, current_date - 1, false)
            staff_exception_check1              | insert into staff_exception (member_id, from_day, until_day, from_time, available) values (:member, current_date, current_date, '09:00', false)
            activity_role_people_check          | insert into activity_role (activity_id, people) values (:activity, 21)
            activity_role_activity_id_skill_id_key | insert into activity_role (activity_id, people) values (:activity, 1), (:activity, 2)
            assignment_answer_check             | update assignment set answer = 'PERHAPS' where member_id = :member
            assignment_reason_check             | update assignment set reason = repeat('x', 301) where member_id = :member
            assignment_pkey                     | insert into assignment (session_id, member_id, assigned_at, during, answer) select session_id, member_id, assigned_at, during, 'DECLINED' from assignment where member_id = :member
            assignment_link_session_id_member_id_fkey | insert into assignment_link (link_hash, session_id, member_id, made_at) values ('x', 0, :member, now())
            """)
    void theDatabaseRefuses(String constraint, String sql) {
        long activity = fixture.activity();
        staff.member(fixture.school().teacher().accountId());
        fixture.school(); // its teacher has an account, and is not in the register
        staff.skill();
        jdbc.sql(ASSIGN).params(member, fixture.session(activity, start, 32, 1)).update();
        assertThatThrownBy(() -> jdbc.sql(sql)
                        .param("member", member)
                        .param("activity", activity)
                        .update())
                .hasMessageContaining("\"" + constraint + "\"");
    }

    /** The trigger ignores past sessions: this tests the exclusion constraint. */
    @Test
    void nobodyWasAtTwoSessionsAtOnce() {
        Instant before = Instant.now().minus(Duration.ofDays(3));
        TestSql.update(jdbc, ASSIGN, member, fixture.session(fixture.activity(), before, 32, 1));
        long other = fixture.session(fixture.activity(), before, 32, 1);
        assertThatThrownBy(() -> jdbc.sql(ASSIGN).params(member, other).update())
                .hasMessageContaining("\"assigned_in_one_place\"");
    }

    /** Two connections, neither of which sees the other's row when it begins. */
    @Test
    void twoWhoAssignTheSamePersonAtOnce_waitForEachOther_andOneIsRefused() {
        assertThat(bothAtOnce(session(start, 52.25, 6.16), session(start, 52.25, 6.16)))
                .as("the same time")
                .contains("ELSEWHERE");
    }

    @Test
    void neitherGetsThemTooFarApart() {
        long here = session(start, 52.25, 6.16);
        long there = session(start.plus(Duration.ofMinutes(150)), 52.45, 6.45);
        assertThat(bothAtOnce(here, there)).contains("TRAVEL");
    }

    @Test
    void norMoreHoursThanAgreed() {
        TestSql.update(jdbc, "update staff_member set max_hours = 3 where id = ?", member);
        long one = session(start, 52.25, 6.16);
        long other = session(start.plus(Duration.ofDays(1)), 52.25, 6.16);
        assertThat(bothAtOnce(one, other)).contains("HOURS");
    }

    private long session(Instant at, double latitude, double longitude) {
        long session = fixture.session(fixture.activity(), at, 32, 1);
        TestSql.update(
                jdbc, "update session set venue_id = ? where id = ?", fixture.venue(latitude, longitude), session);
        return session;
    }

    /** Assigns the member to both in overlapping transactions. @return why the second is refused */
    private String bothAtOnce(long first, long second) {
        ExecutorService thread = Executors.newSingleThreadExecutor();
        try {
            CompletableFuture<String> refused = transaction.execute(status -> {
                jdbc.sql(ASSIGN).params(member, first).update();
                CompletableFuture<String> waiting = CompletableFuture.supplyAsync(
                        () -> {
                            try {
                                jdbc.sql(ASSIGN).params(member, second).update();
                                return "";
                            } catch (RuntimeException e) {
                                return String.valueOf(e.getMessage());
                            }
                        },
                        thread);
                fixture.awaitBlocked("insert into assignment");
                return waiting;
            });
            return refused.join();
        } finally {
            thread.shutdownNow();
        }
    }
}
