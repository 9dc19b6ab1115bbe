package nl.tec.bookings;

import static nl.tec.bookings.BookingsFixture.tap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.net.http.HttpResponse;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import nl.tec.AccountsFixture;
import nl.tec.TecTest;
import nl.tec.TestBrowser;
import nl.tec.TestSql;
import nl.tec.Together;
import nl.tec.accounts.Actor;
import nl.tec.accounts.Role;
import nl.tec.accounts.Secrets;
import nl.tec.bookings.Attendances.Tap;
import nl.tec.bookings.BookingsFixture.School;
import nl.tec.bookings.BookingsFixture.TestClass;
import nl.tec.bookings.RunSheet.Count;
import nl.tec.bookings.RunSheet.Item;
import nl.tec.programme.Session;
import nl.tec.programme.SessionDetails;
import nl.tec.programme.Sessions.Refused;
import nl.tec.shared.Audience;
import nl.tec.shared.Dates;
import nl.tec.shared.NotFound;
import nl.tec.shared.Outcome;
import nl.tec.shared.SchoolYear;
import nl.tec.shared.TimeSlot;
import nl.tec.staff.Assignments;
import nl.tec.staff.StaffFixture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Recording attendance (rules 2.1, 2.9, 8, 9; requirement B4). */
@TecTest
class AttendancesTest {

    @Autowired
    Attendances attendances;

    @Autowired
    ClassBookings bookings;

    @Autowired
    Assignments assignments;

    @Autowired
    AccountsFixture accounts;

    @Autowired
    nl.tec.programme.Sessions sessions;

    @Autowired
    JdbcClient jdbc;

    private BookingsFixture bookingsFixture;
    private Actor maker;

    @BeforeEach
    void somebodyWhoCounts() {
        bookingsFixture = new BookingsFixture(jdbc);
        maker = accounts.signedIn(Role.PROGRAMME_MANAGER).actor();
    }

    @Test
    void theLastCountOfAClassWins() {
        long session = held();
        TestClass group = booked(session, 26);
        long booking = bookingOf(session);
        assertThat(item(attendances.recordClass(booking, Map.of(group.partId(), 24), false, true, tap(), maker))
                        .present())
                .isEqualTo(24);
        Item again = item(attendances.recordClass(
                booking, Map.of(group.partId(), 25), true, true, tap(standing(session)), maker));
        assertThat(again.present()).isEqualTo(25);
        assertThat(again.counted()).isTrue();
        assertThat(again.visits().get(0).parts().get(0).others()).isTrue();
        assertThat(TestSql.bigint(jdbc, "select count(*) from attendance where session_id = ?", session))
                .isOne();
    }

    @Test
    void aFutureDayCannotBeCounted() {
        long session = bookingsFixture.session(
                bookingsFixture.activity(), Instant.now().plus(Duration.ofDays(3)), 32, 1);
        TestClass group = booked(session, 26);
        assertThat(attendances.recordClass(bookingOf(session), Map.of(group.partId(), 26), false, true, tap(), maker))
                .isInstanceOfSatisfying(
                        Outcome.Refused.class,
                        refused -> assertThat(refused.problems().all().get(0).key())
                                .isEqualTo("day.notYet"));
    }

    @Test
    void anInvalidNumberIsRefusedAtItsField() {
        long session = held();
        TestClass group = booked(session, 26);
        assertThat(attendances.recordClass(bookingOf(session), Map.of(group.partId(), -1), false, true, tap(), maker))
                .isInstanceOfSatisfying(
                        Outcome.Refused.class,
                        refused -> assertThat(
                                        refused.problems().at("part-" + bookingOf(session) + "-" + group.partId()))
                                .isPresent());
    }

    @Test
    void moreThanTheClassSizeIsRecordedOnlyAfterConfirmation() {
        long session = held();
        TestClass group = booked(session, 26);
        long booking = bookingOf(session);
        int size = TestSql.integer(jdbc, "select head_count from class_part where id = ?", group.partId());
        Map<Long, Integer> more = Map.of(group.partId(), size + 4);
        assertThat(attendances.recordClass(booking, more, false, false, tap(), maker))
                .isInstanceOfSatisfying(
                        Outcome.Refused.class,
                        refused -> assertThat(refused.problems().at("sure-" + booking))
                                .isPresent());
        assertThat(item(attendances.recordClass(booking, more, false, true, tap(), maker))
                        .present())
                .isEqualTo(size + 4);
    }

    @Test
    void aRefusedCountShowsEverythingThatWasTyped() {
        long session = held();
        TestClass group = booked(session, 20);
        TestBrowser browser = accounts.signedIn(Role.PROGRAMME_MANAGER).browser();
        HttpResponse<String> class20 =
                browser.post("/dag/klas/" + bookingOf(session), "part-" + group.partId(), "24", "others", "on");
        assertThat(class20.statusCode()).isEqualTo(422);
        assertThat(class20.body())
                .containsPattern("name=\"part-" + group.partId() + "\"[^>]* value=\"24\"")
                .contains("name=\"others\" checked");
        long evening = bookingsFixture.session(
                bookingsFixture.activity("INDIVIDUALS"), Instant.now().minus(Duration.ofHours(1)), 12, null);
        HttpResponse<String> walkIns =
                browser.post("/dag/sessie/" + evening + "/inloop", "wie", "PARENT", "count", "501");
        assertThat(walkIns.statusCode()).isEqualTo(422);
        assertThat(walkIns.body()).contains("value=\"501\"", "<option value=\"PARENT\" selected");
    }

    @Test
    void aSessionWithAttendanceCannotBeCancelled() {
        long session = held();
        TestClass group = booked(session, 26);
        attendances.recordClass(bookingOf(session), Map.of(group.partId(), 20), false, true, tap(), maker);
        jdbc.sql("update session set ends_at = ? where id = ?")
                .params(java.sql.Timestamp.from(Instant.now().plus(Duration.ofHours(1))), session)
                .update();
        assertThat(sessions.cancel(java.util.List.of(session), "Toch niet", maker))
                .isInstanceOfSatisfying(
                        nl.tec.programme.Sessions.Refused.class,
                        refused -> assertThat(refused.problems().all().get(0).key())
                                .isEqualTo("programme.check.sessionCounted"));
        org.assertj.core.api.Assertions.assertThatThrownBy(
                        () -> jdbc.sql("update session set state = 'CANCELLED', cancel_reason = 'x' where id = ?")
                                .param(session)
                                .update())
                .as("nor by another way")
                .hasMessageContaining("attendance");
    }

    @Test
    void aSessionWithAttendanceStaysOnItsDay_rules2() {
        long session = held();
        TestClass group = booked(session, 26);
        attendances.recordClass(bookingOf(session), Map.of(group.partId(), 20), false, true, tap(), maker);
        Instant soon = Instant.now().plus(Duration.ofMinutes(1)); // the first class of a session is early
        TestSql.update(
                jdbc, "update attendance set held_on = ?::date where session_id = ?", Dates.dayOf(soon), session);
        jdbc.sql("update session set starts_at = :at, ends_at = :at::timestamptz + interval '1 hour' where id = :id")
                .param("at", Timestamp.from(soon))
                .param("id", session)
                .update();
        Session now = sessions.find(session).orElseThrow();
        Instant week = soon.plus(Duration.ofDays(7));
        SessionDetails later = SessionDetails.of(now).at(new TimeSlot(week, week.plus(Duration.ofHours(1))));
        assertThat(sessions.change(session, now.version(), later, maker))
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused -> assertThat(refused.problems().has("programme.check.countedOnItsDay"))
                                .isTrue());
        assertThatThrownBy(() -> jdbc.sql(
                                "update session set starts_at = :at, ends_at = :at::timestamptz + interval '1 hour' where id = :id")
                        .param("at", Timestamp.from(week))
                        .param("id", session)
                        .update())
                .as("nor by another way")
                .hasMessageContaining("attendance");
    }

    @Test
    void aVisitWithAttendanceIsNotCancelledOrMoved_rules2() {
        long session = held();
        TestClass group = booked(session, 26);
        long booking = bookingOf(session);
        TestSql.update(jdbc, "update session_capacity set taken = 26, classes_taken = 1 where session_id = ?", session);
        BookingResult counted = new BookingResult.Refused(Refusal.because(Refusal.Reason.COUNTED));
        Tap tap = tap();
        attendances.recordClass(booking, Map.of(group.partId(), 20), false, true, tap, maker);
        assertThat(bookings.cancel(booking, "Toch niet", maker)).isEqualTo(counted);
        // late in the evening that is another day, on which nothing was counted
        jdbc.sql(
                        "update attendance set held_on = ((now() + interval '1 hour') at time zone 'Europe/Amsterdam')::date where session_id = ?")
                .param(session)
                .update();
        jdbc.sql(
                        "update session set starts_at = now() + interval '1 hour', ends_at = now() + interval '2 hours' where id = ?")
                .param(session)
                .update();
        Instant day = bookingsFixture.schoolDay(5);
        long other = bookingsFixture.session(
                TestSql.bigint(jdbc, "select activity_id from session where id = ?", session), day, 32, 1);
        jdbc.sql("update school_class set school_year = ? where id = ?")
                .params(SchoolYear.of(Dates.dayOf(day)).start(), group.id())
                .update();
        assertThat(bookings.move(booking, other, maker)).isEqualTo(counted);
        assertThat(bookingsFixture.state(booking)).isEqualTo(BookingState.CONFIRMED);
        attendances.forgetClass(booking, tap(tap.key()), maker);
        assertThat(bookings.cancel(booking, "Toch niet", maker)).isEqualTo(new BookingResult.Done(booking));
    }

    @ParameterizedTest
    @EnumSource(names = {"PROFESSIONAL", "AMBASSADOR"})
    void aProfessionalOrAmbassadorSeesTheOwnAssignmentsOnly(Role role) {
        long session = held();
        TestClass group = booked(session, 26);
        Actor professional = accounts.signedIn(role).actor();
        assertThat(attendances.item(session, professional)).isEmpty();
        long booking = bookingOf(session);
        assertThatThrownBy(() ->
                        attendances.recordClass(booking, Map.of(group.partId(), 26), false, true, tap(), professional))
                .isInstanceOf(NotFound.class);
        assignments.assign(session, new StaffFixture(jdbc).member(professional.accountId()), maker);
        assertThat(attendances.item(session, professional)).isPresent();
        assertThat(attendances.recordClass(
                        bookingOf(session), Map.of(group.partId(), 26), false, true, tap(), professional))
                .isInstanceOf(Outcome.Done.class);
    }

    @Test
    void aWithdrawnCountLeavesTheClassUncounted_rules2() {
        long session = held();
        TestClass group = booked(session, 26);
        long booking = bookingOf(session);
        attendances.recordClass(booking, Map.of(group.partId(), 24), false, true, tap(), maker);
        Item again = item(attendances.forgetClass(booking, tap(standing(session)), maker));
        assertThat(again.counted()).isFalse();
        assertThat(again.present()).isZero();
        Actor stranger = accounts.signedIn(Role.PROFESSIONAL).actor();
        assertThatThrownBy(() -> attendances.forgetClass(booking, tap(), stranger))
                .isInstanceOf(NotFound.class);
    }

    @Test
    void theCodeOfAnInactiveSignUpIsRefused() {
        long session = bookingsFixture.session(
                bookingsFixture.activity("INDIVIDUALS"), Instant.now().minus(Duration.ofHours(1)), 12, null);
        String code = Secrets.make();
        signedUp(session, code);
        TestSql.update(jdbc, "update booking set state = 'CANCELLED' where session_id = ?", session);
        assertThat(attendances.findByCode(code, maker)).hasValueSatisfying(checkIn -> {
            assertThat(checkIn.state()).isEqualTo(BookingState.CANCELLED);
            assertThat(checkIn.guests()).isEmpty();
        });
        assertThatThrownBy(() -> attendances.checkIn(code, maker)).isInstanceOf(NotFound.class);
        assertThat(attendances.findByCode(
                        code, accounts.signedIn(Role.PROFESSIONAL).actor()))
                .isEmpty();
    }

    @Test
    void checkingInByCodeTwiceCountsOnceAndCanBeTakenBack() {
        long session = bookingsFixture.session(
                bookingsFixture.activity("INDIVIDUALS"), Instant.now().minus(Duration.ofHours(1)), 12, null);
        String code = Secrets.make();
        long person = signedUp(session, code);
        attendances.checkIn(code, maker);
        assertThat(item(attendances.checkIn(code, maker)).present()).isOne();
        assertThat(item(attendances.recordPerson(session, person, false, tap(), maker))
                        .present())
                .isZero();
        assertThat(attendances.findByCode("not-a-code", maker)).isEmpty();
    }

    @Test
    void walkInsAreOneNumberPerAudience() {
        long session = bookingsFixture.session(
                bookingsFixture.activity("INDIVIDUALS"), Instant.now().minus(Duration.ofHours(1)), 12, null);
        UUID seven = tapOfWalkIns(item(attendances.recordWalkIns(session, Audience.PARENT, 7, tap(), maker)));
        Item four = item(attendances.recordWalkIns(session, Audience.PARENT, 4, tap(seven), maker));
        assertThat(four.present()).isEqualTo(4);
        assertThat(item(attendances.recordWalkIns(session, Audience.PARENT, 0, tap(tapOfWalkIns(four)), maker))
                        .walkIns())
                .isEmpty();
    }

    @Test
    void aTapThatIsSentTwiceIsHandledOnce_andTheDatabaseSaysSo() {
        long session = held();
        TestClass group = booked(session, 26);
        long booking = bookingOf(session);
        Tap tap = tap();
        attendances.recordClass(booking, Map.of(group.partId(), 24), false, true, tap, maker);
        attendances.forgetClass(booking, tap(tap.key()), maker);
        assertThat(item(attendances.recordClass(booking, Map.of(group.partId(), 24), false, true, tap, maker))
                        .counted())
                .as("the tap of before it was taken back")
                .isFalse();
        assertThatThrownBy(() -> TestSql.update(
                        jdbc, "insert into attendance_tap select * from attendance_tap where key = ?", tap.key()))
                .hasMessageContaining("attendance_tap_pkey");
    }

    @Test
    void twoWhoCountedDifferentlyAreBothKept_untilSomebodyDecides() {
        long session = held();
        TestClass group = booked(session, 26);
        long booking = bookingOf(session);
        Actor colleague = accounts.signedIn(Role.PROGRAMME_MANAGER).actor();
        Tap first = tap();
        Tap second = tap();
        attendances.recordClass(booking, Map.of(group.partId(), 24), false, true, first, maker);
        Item both = item(attendances.recordClass(booking, Map.of(group.partId(), 26), false, true, second, colleague));
        assertThat(both.present()).as("the first one stands").isEqualTo(24);
        assertThat(both.dispute(booking).orElseThrow().counts())
                .extracting(Count::by, Count::total, Count::stands)
                .containsExactly(tuple(maker.name(), 24, true), tuple(colleague.name(), 26, false));
        assertThat(attendances.disputedDays(maker)).contains(Dates.dayOf(both.start()));
        assertThat(attendances.forgetClass(booking, tap(first.key()), maker)).isInstanceOf(Outcome.Refused.class);

        assertThat(attendances.decide(session, UUID.randomUUID(), maker))
                .as("none of the two")
                .isInstanceOf(Outcome.Refused.class);
        Item decided = item(attendances.decide(session, second.key(), maker));
        assertThat(decided.present()).isEqualTo(26);
        assertThat(decided.disputes()).isEmpty();
        assertThat(TestSql.bigint(jdbc, "select account_id from attendance where booking_id = ?", booking))
                .as("who counted")
                .isEqualTo(colleague.accountId());
        assertThat(attendances.decide(session, first.key(), colleague))
                .as("decided meanwhile")
                .isInstanceOf(Outcome.Refused.class);
    }

    @Test
    void whoCountsTheSameIsNoDispute_norIsWhoCorrectsTheirOwnCount() {
        long session = held();
        TestClass group = booked(session, 26);
        long booking = bookingOf(session);
        Tap first = tap();
        attendances.recordClass(booking, Map.of(group.partId(), 24), false, true, first, maker);
        assertThat(item(attendances.recordClass(booking, Map.of(group.partId(), 24), false, true, tap(), maker))
                        .disputes())
                .isEmpty();
        Tap other = tap();
        attendances.recordClass(booking, Map.of(group.partId(), 26), false, true, other, maker);
        Tap corrected = tap(other.key());
        assertThat(item(attendances.recordClass(booking, Map.of(group.partId(), 25), false, true, corrected, maker))
                        .dispute(booking)
                        .orElseThrow()
                        .counts())
                .extracting(Count::total)
                .containsExactlyInAnyOrder(24, 25);
        Item agreed = item(
                attendances.recordClass(booking, Map.of(group.partId(), 24), false, true, tap(corrected.key()), maker));
        assertThat(agreed.disputes()).isEmpty();
        assertThat(agreed.present()).isEqualTo(24);
    }

    @Test
    void twoWhoCountAtTheSameMomentOverwriteNothing() throws Exception {
        long session = held();
        TestClass group = booked(session, 26);
        long booking = bookingOf(session);
        List<Outcome<Item>> counts = Together.run(
                2,
                i -> attendances.recordClass(booking, Map.of(group.partId(), 24 + 2 * i), false, true, tap(), maker));
        assertThat(counts).hasOnlyElementsOfType(Outcome.Done.class);
        assertThat(attendances
                        .item(session, maker)
                        .orElseThrow()
                        .dispute(booking)
                        .orElseThrow()
                        .counts())
                .extracting(Count::total)
                .containsExactlyInAnyOrder(24, 26);
    }

    @Test
    void walkInsThatTwoCountedDifferentlyAreBothKept() {
        long session = bookingsFixture.session(
                bookingsFixture.activity("INDIVIDUALS"), Instant.now().minus(Duration.ofHours(1)), 12, null);
        attendances.recordWalkIns(session, Audience.PARENT, 7, tap(), maker);
        Tap second = tap();
        Item both = item(attendances.recordWalkIns(session, Audience.PARENT, 9, second, maker));
        assertThat(both.present()).isEqualTo(7);
        assertThat(both.dispute(Audience.PARENT)).isPresent();
        assertThat(item(attendances.decide(session, second.key(), maker)).present())
                .isEqualTo(9);
    }

    @Test
    void theLaterCountStands_alsoWhenItArrivesFirst() {
        long session = bookingsFixture.session(
                bookingsFixture.activity("INDIVIDUALS"), Instant.now().minus(Duration.ofHours(1)), 12, null);
        long person = signedUp(session, Secrets.make());
        Instant now = Instant.now();
        attendances.recordPerson(session, person, true, tap(), maker);
        attendances.recordPerson(session, person, false, tap(), maker);
        Tap before = Tap.of(UUID.randomUUID(), null, now.minus(Duration.ofMinutes(20)), now);
        assertThat(attendances.recordPerson(session, person, true, before, maker))
                .isInstanceOfSatisfying(
                        Outcome.Refused.class,
                        refused -> assertThat(refused.problems().has("day.person.notThereAfterAll"))
                                .isTrue());
        assertThat(attendances.item(session, maker).orElseThrow().present()).isZero();
    }

    @Test
    void readingNamesIsInTheAuditLog() {
        long session = bookingsFixture.session(
                bookingsFixture.activity("INDIVIDUALS"), Instant.now().minus(Duration.ofHours(1)), 12, null);
        signedUp(session, Secrets.make());
        attendances.runSheet(Dates.dayOf(Instant.now().minus(Duration.ofHours(1))), maker);
        assertThat(read(session)).isOne();
    }

    @Test
    void readingSpecialNeedsIsAudited_rules8() {
        long session = held();
        booked(session, 26);
        attendances.runSheet(Dates.dayOf(Instant.now().minus(Duration.ofHours(1))), maker);
        assertThat(read(session)).isZero();
        jdbc.sql("""
                insert into visit_item (booking_id, item, state, detail, changed_at)
                values (?, 'PRACTICAL', 'DONE', 'Twee leerlingen mogen geen noten.', now())
                """).param(bookingOf(session)).update();
        attendances.runSheet(Dates.dayOf(Instant.now().minus(Duration.ofHours(1))), maker);
        assertThat(read(session)).isOne();
    }

    @Test
    void seeingTheTelephoneNumberOfAGuideIsAudited_rules8() {
        long session = bookingsFixture.session(
                bookingsFixture.activity("INDIVIDUALS"), Instant.now().minus(Duration.ofHours(1)), 12, null);
        long member = new StaffFixture(jdbc).member();
        jdbc.sql("""
                insert into assignment (session_id, assigned_at, during, member_id, place, answer)
                select id, now(), tstzrange(starts_at, ends_at), ?, 'x', 'ACCEPTED' from session where id = ?
                """).params(member, session).update();
        LocalDate day = Dates.dayOf(Instant.now().minus(Duration.ofHours(1)));
        attendances.runSheet(day, maker);
        assertThat(read(session)).isZero();
        TestSql.update(jdbc, "update staff_member set phone = '0612345678' where id = ?", member);
        attendances.runSheet(day, maker);
        assertThat(read(session)).isOne();
    }

    @Test
    void scanningACodeIsAuditedToo_rules8() {
        long session = bookingsFixture.session(
                bookingsFixture.activity("INDIVIDUALS"), Instant.now().minus(Duration.ofHours(1)), 12, null);
        String code = Secrets.make();
        signedUp(session, code);
        attendances.findByCode(code, maker);
        assertThat(read(session)).isOne();
    }

    /** Counts how often the manager read the personal data of a session, by the audit log. */
    private long read(long session) {
        return jdbc.sql(
                        "select count(*) from audit_log where action = 'RUN_SHEET_READ' and subject_id = ? and account_id = ?")
                .params(session, maker.accountId())
                .query(Long.class)
                .single();
    }

    /** Returns the tap that recorded the current count of the class of this session. */
    private UUID standing(long session) {
        return jdbc.sql("select tap from attendance where session_id = ?")
                .param(session)
                .query(UUID.class)
                .single();
    }

    private static UUID tapOfWalkIns(Item item) {
        return item.walkIns().get(0).tap();
    }

    private long held() {
        return bookingsFixture.session(bookingsFixture.activity(), Instant.now().minus(Duration.ofHours(1)), 32, 1);
    }

    private static Item item(Outcome<Item> outcome) {
        assertThat(outcome).isInstanceOf(Outcome.Done.class);
        return ((Outcome.Done<Item>) outcome).value();
    }

    private TestClass booked(long session, int pupils) {
        School school = bookingsFixture.school();
        TestClass group = bookingsFixture.schoolClass(school, 7, pupils);
        long booking = bookingsFixture.insert("""
                insert into booking (session_id, kind, state, participants, adults, site_id, class_id, idempotency_key, requested_at)
                values (?, 'CLASS', 'CONFIRMED', ?, 2, ?, ?, ?, now()) returning id
                """, session, pupils, school.siteId(), group.id(), UUID.randomUUID());
        jdbc.sql("insert into booking_part (booking_id, class_part_id, head_count) values (?, ?, ?)")
                .params(booking, group.partId(), pupils)
                .update();
        return group;
    }

    private long bookingOf(long session) {
        return TestSql.bigint(jdbc, "select id from booking where session_id = ?", session);
    }

    private long signedUp(long session, String code) {
        long booking = bookingsFixture.insert("""
                insert into booking (session_id, kind, state, participants, idempotency_key, requested_at)
                values (?, 'INDIVIDUAL', 'CONFIRMED', 1, ?, now()) returning id
                """, session, UUID.randomUUID());
        jdbc.sql("""
                insert into sign_up (booking_id, email, email_hash, name, confirmed_at)
                values (?, 'ouder@example.org', ?, 'Ouder', ?)
                """)
                .params(booking, new byte[] {1}, Timestamp.from(Instant.now()))
                .update();
        jdbc.sql("insert into sign_up_link (link_hash, check_in_hash, booking_id, made_at) values (?, ?, ?, ?)")
                .params(Secrets.hash(Secrets.make()), Secrets.hash(code), booking, Timestamp.from(Instant.now()))
                .update();
        return bookingsFixture.insert(
                "insert into sign_up_person (booking_id, audience, first_name, age) values (?, 'CHILD', 'Noor', 10) returning id",
                booking);
    }
}
