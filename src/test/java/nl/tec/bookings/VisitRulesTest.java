package nl.tec.bookings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.UUID;
import nl.tec.TecTest;
import nl.tec.TestSql;
import nl.tec.accounts.Actor;
import nl.tec.accounts.Role;
import nl.tec.bookings.BookingResult.Done;
import nl.tec.bookings.BookingResult.Waiting;
import nl.tec.bookings.BookingsFixture.School;
import nl.tec.bookings.BookingsFixture.TestClass;
import nl.tec.bookings.VisitPlan.Guides;
import nl.tec.bookings.VisitPlan.State;
import nl.tec.bookings.VisitPlan.TransportPlan;
import nl.tec.privacy.Retention;
import nl.tec.shared.Dates;
import nl.tec.shared.SchoolYear;
import nl.tec.shared.TimeSlot;
import nl.tec.staff.StaffFixture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The arrangements for a visit (rules 4), the term of an offer (rules 3), and erasure and auditing (rules 8). */
@TecTest
class VisitRulesTest {

    /** The length of a degree of latitude, in metres. */
    private static final double DEGREE = 111_195;

    /** A start that no other test has, as the start page shows a limited number of sessions. */
    private static final Instant AT_ITS_OWN_TIME = ClassBookingsTest.TUESDAY.plusSeconds(37);

    @Autowired
    Retention retention;

    @Autowired
    Visits visits;

    @Autowired
    UpcomingWeek week;

    @Autowired
    VisitArrangements changes;

    @Autowired
    ClassBookings bookings;

    @Autowired
    JdbcClient jdbc;

    private BookingsFixture bookingsFixture;
    private School school;
    private long activity;
    private long session;

    @BeforeEach
    void make() {
        bookingsFixture = new BookingsFixture(jdbc);
        school = bookingsFixture.school();
        activity = bookingsFixture.activity();
        jdbc.sql("update activity set po_from = 1, audiences = '{PO,VO}', vo_from = 1, vo_to = 6 where id = ?")
                .param(activity)
                .update();
        session = session(ClassBookingsTest.TUESDAY, 3_000);
    }

    /** Creates a session for two classes at this distance from the school. */
    private long session(Instant start, int metres) {
        long made = bookingsFixture.session(activity, start, 60, 2);
        long venue = bookingsFixture.venue(52.25 + metres / DEGREE, 6.16);
        TestSql.update(jdbc, "update session set venue_id = ? where id = ?", venue, made);
        return made;
    }

    private VisitPlan plan(long session, TestClass group) {
        return visits.propose(session, group.id(), school.teacher())
                .orElseThrow()
                .plan();
    }

    private int adults(int group, int pupils) {
        return plan(session, bookingsFixture.schoolClass(school, group, pupils))
                .supervision()
                .needed();
    }

    @Test
    void oneAdultPerSoManyChildrenByGroup_atLeastTwo_rules4() {
        assertThat(adults(3, 20)).as("1 to 5 in groups 1 to 3").isEqualTo(4);
        assertThat(adults(3, 21)).isEqualTo(5);
        assertThat(adults(4, 21)).as("1 to 7 in groups 4 to 8").isEqualTo(3);
        assertThat(adults(8, 22)).isEqualTo(4);
        assertThat(adults(8, 6)).as("at least two").isEqualTo(2);
        TestClass both = bookingsFixture.schoolClass(school, 4, 10);
        bookingsFixture.insert("""
                insert into class_part (class_id, cohort_id, grade, head_count, low, high)
                select ?, cohort_id, 3, 10, 10, 10 from class_part where id = ? returning id
                """, both.id(), both.partId());
        assertThat(plan(session, both).supervision().needed())
                .as("the lowest group that comes decides")
                .isEqualTo(4);
        TestSql.update(jdbc, "update activity set children_per_adult = 4 where id = ?", activity);
        assertThat(adults(8, 22)).as("the activity says otherwise").isEqualTo(6);
    }

    @Test
    void ofAVoSchoolOneAdultPerFifteen_rules4() {
        TestSql.update(jdbc, "update school_site set sector = 'VO' where organisation_id = ?", school.siteId());
        assertThat(adults(2, 31)).isEqualTo(3);
    }

    @Test
    void walkingAndCyclingUpToADistance_aBusBeyond_rules4() {
        TestClass seven = bookingsFixture.schoolClass(school, 7, 26);
        TestClass two = bookingsFixture.schoolClass(school, 2, 20);
        assertThat(transport(900, seven)).isEqualTo(Transport.WALK);
        assertThat(transport(900, two)).isEqualTo(Transport.WALK);
        assertThat(transport(3_900, seven)).isEqualTo(Transport.BIKE);
        assertThat(transport(3_900, two)).as("too small to cycle").isEqualTo(Transport.TEC_BUS);
        assertThat(transport(4_100, seven)).isEqualTo(Transport.TEC_BUS);
        long atSchool = bookingsFixture.session(activity, ClassBookingsTest.TUESDAY, 60, 2);
        TestSql.update(jdbc, "update session set site_id = ? where id = ?", school.siteId(), atSchool);
        assertThat(plan(atSchool, seven).transport().proposal()).isEqualTo(Transport.AT_SCHOOL);
    }

    private Transport transport(int metres, TestClass group) {
        TransportPlan plan =
                plan(session(ClassBookingsTest.TUESDAY, metres), group).transport();
        assertThat(plan.state()).isEqualTo(plan.proposal().free() ? State.NOT_NEEDED : State.OPEN);
        return plan.proposal();
    }

    @Test
    void theSchoolSeesWhatIsDoneWhatIsOpenAndWhoIsAtIt_rules4() {
        long id = book(session(ClassBookingsTest.TUESDAY, 9_000), bookingsFixture.schoolClass(school, 7, 20), 2);
        assertThat(visit(id).transport().state()).isEqualTo(State.OPEN);
        assertThat(visit(id).supervision().state()).as("two adults for twenty").isEqualTo(State.OPEN);
        assertThat(visit(id).before().state()).isEqualTo(State.OPEN);
        assertThat(visit(id).after().state()).as("after the visit").isEqualTo(State.BUSY);
        bookingsFixture.onlyBuses(53);
        changes.chooseTransport(id, Transport.TEC_BUS, school.teacher());
        changes.tick(id, VisitPlan.Item.BEFORE, true, school.teacher());
        assertThat(visit(id).transport().state()).isEqualTo(State.DONE);
        assertThat(visit(id).before().state()).isEqualTo(State.DONE);
        changes.chooseTransport(id, Transport.OWN, school.teacher());
        assertThat(visit(id).transport().state()).isEqualTo(State.DONE);
        assertThat(visit(id).transport().departs()).as("no bus any more").isNull();
    }

    @Test
    void supervisionIsArrangedOnlyOnceThereAreGuides_rules4() {
        session = session(AT_ITS_OWN_TIME, 3_000);
        StaffFixture staff = new StaffFixture(jdbc);
        TestClass group = bookingsFixture.schoolClass(school, 7, 14);
        assertThat(plan(session, group).supervision().state()).isEqualTo(State.BUSY);
        staff.needs(activity, null, 2);
        long id = book(session, group, 2);
        assertThat(visit(id).supervision().guides().missing()).isEqualTo(2);
        long asked = guide(staff);
        assertThat(missingAhead()).as("one of two was asked").isEqualTo(1);
        assertThat(visit(id).supervision().guides().missing())
                .as("who was only asked may still decline")
                .isEqualTo(2);
        answer(asked, "ACCEPTED");
        assertThat(visit(id).supervision().state()).isEqualTo(State.BUSY);
        answer(guide(staff), "ACCEPTED");
        assertThat(visit(id).supervision().state()).isEqualTo(State.DONE);
        assertThat(visit(id).supervision().guides()).isEqualTo(new Guides("", 0, 2, 0, 0));
        answer(asked, "DECLINED");
        assertThat(visit(id).supervision().state()).as("declined this morning").isEqualTo(State.BUSY);
        assertThat(visit(book(session, bookingsFixture.schoolClass(school, 7, 15), 1))
                        .supervision()
                        .state())
                .as("something for the school to do goes first")
                .isEqualTo(State.OPEN);
    }

    private long guide(StaffFixture staff) {
        long member = staff.member();
        jdbc.sql("""
                insert into assignment (session_id, member_id, assigned_at, during, place)
                select session_id, ?, now(), during, coalesce(place, 'x') from staff_session_v where session_id = ?
                """).params(member, session).update();
        return member;
    }

    private void answer(long member, String answer) {
        jdbc.sql(
                        "update assignment set answer = ?, reason = case ? when 'DECLINED' then 'Ziek' else '' end where member_id = ?")
                .params(answer, answer, member)
                .update();
    }

    @Test
    void aPartnerGivesItsOwnActivity_andNobodyIsMissing_rules4() {
        session = session(AT_ITS_OWN_TIME, 3_000);
        long partner = bookingsFixture.insert(
                "insert into organisation (kind, name, invented) values ('COMPANY', 'Metaal BV', true) returning id");
        TestSql.update(jdbc, "update activity set organiser_id = ? where id = ?", partner, activity);
        assertThat(plan(session, bookingsFixture.schoolClass(school, 7, 14)).supervision())
                .satisfies(supervision -> {
                    assertThat(supervision.state()).isEqualTo(State.DONE);
                    assertThat(supervision.guides()).isEqualTo(new Guides("Metaal BV", 0, 0, 0, 0));
                });
        assertThat(missingAhead()).as("of the start page too").isZero();
    }

    /** Returns how many guides the start page of the programme manager says that the session lacks. */
    private int missingAhead() {
        return week.sessions(new TimeSlot(AT_ITS_OWN_TIME, AT_ITS_OWN_TIME.plusSeconds(1)), null).stream()
                .filter(ahead -> ahead.sessionId() == session)
                .findFirst()
                .orElseThrow()
                .guidesMissing();
    }

    @Test
    void anOfferIsKept48HoursOfSchoolDays_butNeverPastTheSession_rules3() {
        assertThat(offeredUntil(Duration.ofDays(70)))
                .as("SeatOfferTermTest has the days")
                .isAfter(Instant.now().plus(47, ChronoUnit.HOURS))
                .isBefore(Instant.now().plus(60, ChronoUnit.DAYS));
        Instant soon = Instant.now().plus(Duration.ofHours(20));
        assertThat(offeredUntil(Duration.ofHours(20))).isCloseTo(soon, within(1, ChronoUnit.MINUTES));
    }

    private Instant offeredUntil(Duration ahead) {
        Instant start = Instant.now().plus(ahead);
        int year = SchoolYear.of(Dates.dayOf(start)).start();
        School open = bookingsFixture.school();
        long one = bookingsFixture.session(activity, start, 30, 1);
        long first = ((Done) booked(open, one, bookingsFixture.schoolClass(open, year, 7, 20))).bookingId();
        long waits = ((Waiting) booked(open, one, bookingsFixture.schoolClass(open, year, 7, 25))).bookingId();
        bookings.cancel(first, "", open.teacher());
        return jdbc.sql("select deadline from booking where id = ? and state = 'OFFERED'")
                .param(waits)
                .query(Timestamp.class)
                .single()
                .toInstant();
    }

    @Test
    void wordsAboutSpecialNeedsAreGoneTheDayAfter_notBefore_rules8() {
        long yesterday = book(session, bookingsFixture.schoolClass(school, 7, 20), 3);
        long today = book(session, bookingsFixture.schoolClass(school, 8, 20), 3);
        for (long id : new long[] {yesterday, today}) {
            changes.recordSpecialNeeds(id, "", "1 notenallergie", school.teacher());
        }
        long other = bookingsFixture.session(activity, ClassBookingsTest.TUESDAY, 60, 2);
        TestSql.update(jdbc, "update booking set session_id = ? where id = ?", other, today);
        Instant midnight = LocalDate.now(Dates.ZONE).atStartOfDay(Dates.ZONE).toInstant();
        held(session, midnight.minusSeconds(7200));
        held(other, midnight.plusSeconds(60));
        retention.erase("visit-needs", Instant.now());
        assertThat(jdbc.sql("select booking_id from visit_item where item = 'PRACTICAL' and booking_id in (?, ?)")
                        .params(yesterday, today)
                        .query(Long.class)
                        .list())
                .containsExactly(today);
    }

    private void held(long session, Instant start) {
        jdbc.sql("update session set starts_at = ?, ends_at = ? where id = ?")
                .params(Timestamp.from(start), Timestamp.from(start.plusSeconds(3600)), session)
                .update();
    }

    @Test
    void readingTheBookingOfASchoolIsNoted_notOfTheOwn_rules8() {
        long id = book(session, bookingsFixture.schoolClass(school, 7, 20), 3);
        visits.find(id, school.teacher());
        assertThat(read(id)).isZero();
        Actor maker = bookingsFixture.account(Role.PROGRAMME_MANAGER, null);
        visits.find(id, maker);
        assertThat(read(id)).isOne();
        Actor stranger = bookingsFixture.school().teacher();
        assertThat(visits.find(id, stranger)).isEmpty();
        assertThat(read(id)).isOne();
    }

    private int read(long booking) {
        return TestSql.integer(
                jdbc, "select count(*) from audit_log where action = 'BOOKING_READ' and subject_id = ?", booking);
    }

    private VisitPlan visit(long id) {
        return visits.find(id, school.teacher()).orElseThrow().plan();
    }

    private long book(long at, TestClass group, int adults) {
        return ((Done) bookings.book(
                        new BookClass(
                                at, group.id(), Map.of(group.partId(), group.pupils()), adults, UUID.randomUUID()),
                        school.teacher()))
                .bookingId();
    }

    private BookingResult booked(School of, long at, TestClass group) {
        return bookings.book(
                new BookClass(at, group.id(), Map.of(group.partId(), group.pupils()), 4, UUID.randomUUID()),
                of.teacher());
    }
}
