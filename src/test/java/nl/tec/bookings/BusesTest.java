package nl.tec.bookings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import nl.tec.Outcomes;
import nl.tec.TecTest;
import nl.tec.TestSql;
import nl.tec.Together;
import nl.tec.accounts.Actor;
import nl.tec.accounts.Role;
import nl.tec.bookings.BookingResult.Done;
import nl.tec.bookings.BookingResult.Refused;
import nl.tec.bookings.BookingResult.Unknown;
import nl.tec.bookings.BookingsFixture.School;
import nl.tec.bookings.BookingsFixture.TestClass;
import nl.tec.bookings.BusSchedule.OfBus;
import nl.tec.bookings.Refusal.Reason;
import nl.tec.bookings.VisitPlan.State;
import nl.tec.bookings.VisitPlan.TransportPlan;
import nl.tec.hub.Texts;
import nl.tec.programme.SessionDetails;
import nl.tec.programme.Sessions;
import nl.tec.shared.Bilingual;
import nl.tec.shared.Dates;
import nl.tec.shared.TimeSlot;
import nl.tec.venues.Bus;
import nl.tec.venues.VenueAdministration;
import nl.tec.venues.VenueAdministration.BusDetails;
import nl.tec.venues.VenueFields;
import nl.tec.venues.Venues;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The buses of the TEC: no double use, and a seat for every passenger (rules 3 and 4). */
@TecTest
class BusesTest {

    private static final Instant TUESDAY = ClassBookingsTest.TUESDAY;
    private static final LocalDate DAY = ClassBookingsTest.DAY;

    @Autowired
    ClassMailsFixture mails;

    @Autowired
    VisitArrangements changes;

    @Autowired
    ClassBookings bookings;

    @Autowired
    Visits visits;

    @Autowired
    BusSchedule buses;

    @Autowired
    Sessions sessions;

    @Autowired
    Venues venues;

    @Autowired
    VenueAdministration keeping;

    @Autowired
    JdbcClient jdbc;

    private BookingsFixture bookingsFixture;
    private School school;
    private Actor maker;
    private long activity;
    private long venue;

    @BeforeEach
    void make() {
        bookingsFixture = new BookingsFixture(jdbc);
        school = bookingsFixture.school();
        maker = bookingsFixture.account(Role.PROGRAMME_MANAGER, null);
        activity = bookingsFixture.activity();
        // 9 km away: 10 minutes to board, 24 to drive
        venue = bookingsFixture.venue(52.331, 6.16);
    }

    @Test
    void theChoiceReservesTheSmallestBusThatSeatsEverybody_forTheWholeTrip_rules4() {
        bookingsFixture.onlyBuses(53, 30);
        long visit = visit(20, 3);
        assertThat(choose(visit)).isInstanceOf(Done.class);
        TransportPlan plan = plan(visit);
        assertThat(plan.state()).isEqualTo(State.DONE);
        assertThat(plan.bus()).isEqualTo(new Bilingual("Bus 30", "Coach 30"));
        assertThat(clock(plan.departs())).isEqualTo("08:25");
        assertThat(clock(plan.returns())).isEqualTo("11:35");
        assertThat(bookingsFixture.mails("booking-transport", visit)).isOne();
        assertThat(choose(visit)).as("chosen once more").isInstanceOf(Done.class);
        assertThat(bookingsFixture.mails("booking-transport", visit)).isOne();
        long second = visit(20, 3);
        choose(second);
        assertThat(plan(second).bus()).as("the small one is taken").isEqualTo(new Bilingual("Bus 53", "Coach 53"));
        assertThat(ofDay()).containsExactly("Bus 30: " + visit, "Bus 53: " + second);
    }

    @Test
    void withoutAFreeBusTheChoiceIsRefused_andNothingChanges_rules3() {
        bookingsFixture.onlyBuses(53);
        long first = visit(20, 3);
        long second = visit(20, 3);
        choose(first);
        changes.chooseTransport(second, Transport.BIKE, school.teacher());
        assertThat(reason(choose(second))).isEqualTo(Reason.NO_BUS);
        assertThat(plan(second).choice()).isEqualTo(Transport.BIKE);
        assertThat(plan(second).bus()).isNull();
        assertThat(plan(first).bus()).isNotNull();
    }

    @Test
    void aCoachSeats53TeachersIncluded_rules4() {
        bookingsFixture.onlyBuses(53);
        assertThat(choose(visit(46, 7))).isInstanceOf(Done.class);
        assertThat(reason(choose(visit(47, 7)))).isEqualTo(Reason.BUS_TOO_SMALL);
    }

    @Test
    void concurrentClassesNeverBothGetTheLastBus_rules3() throws Exception {
        for (int round = 0; round < 10; round++) {
            bookingsFixture.onlyBuses(53);
            List<Long> asking = List.of(visit(20, 3), visit(20, 3), visit(20, 3), visit(20, 3));
            int given = 0;
            for (BookingResult answer : Together.<BookingResult>run(4, i -> choose(asking.get(i)))) {
                if (answer instanceof Done) {
                    given++;
                } else {
                    assertThat(reason(answer)).isEqualTo(Reason.NO_BUS);
                }
            }
            assertThat(given).isOne();
            assertThat(asking.stream().filter(visit -> plan(visit).bus() != null))
                    .hasSize(1);
        }
    }

    @Test
    void betweenTwoTripsThereIsTimeToGetToTheNextSchool_rules3() {
        bookingsFixture.onlyBuses(53);
        long first = visit(20, 3);
        long second = visit(20, 3);
        Instant back = TUESDAY.plusSeconds(9000);
        assertThat(changes.arrangeBus(first, TUESDAY.minusSeconds(1500), back, maker))
                .isInstanceOf(Done.class);
        Instant ready = back.plus(Duration.ofMinutes(30));
        assertThat(reason(changes.arrangeBus(second, ready.minusSeconds(300), ready.plusSeconds(7200), maker)))
                .isEqualTo(Reason.NO_BUS);
        assertThat(changes.arrangeBus(second, ready, ready.plusSeconds(7200), maker))
                .as("just in time")
                .isInstanceOf(Done.class);
    }

    @Test
    void otherTransportOrACancelledVisitOrSessionFreesTheBus_rules3() {
        bookingsFixture.onlyBuses(53);
        long first = visit(20, 3);
        choose(first);
        assertThat(changes.chooseTransport(first, Transport.OWN, school.teacher()))
                .isInstanceOf(Done.class);
        long second = visit(20, 3);
        assertThat(choose(second)).isInstanceOf(Done.class);
        assertThat(bookings.cancel(second, "", school.teacher())).isInstanceOf(Done.class);
        long session = session(slot(0));
        long third = book(session, 20, 3);
        assertThat(choose(third)).isInstanceOf(Done.class);
        sessions.cancel(List.of(session), "Ziek", maker);
        assertThat(bookingsFixture.state(third)).isEqualTo(BookingState.CANCELLED);
        assertThat(ofDay()).isEmpty();
        assertThat(choose(visit(20, 3))).isInstanceOf(Done.class);
    }

    @Test
    void accompanyingAdultsHaveSeats_orTheirNumberIsRefused_rules4() {
        bookingsFixture.onlyBuses(25, 30);
        long session = session(slot(0));
        TestClass group = bookingsFixture.schoolClass(school, 7, 20);
        long visit = book(session, group, 3);
        choose(visit);
        assertThat(resize(visit, group, 22, 3)).isInstanceOf(Done.class);
        assertThat(plan(visit).bus()).as("still fits").isEqualTo(new Bilingual("Bus 25", "Coach 25"));
        assertThat(resize(visit, group, 24, 3)).isInstanceOf(Done.class);
        assertThat(plan(visit).bus()).as("a larger one").isEqualTo(new Bilingual("Bus 30", "Coach 30"));
        assertThat(reason(resize(visit, group, 28, 3))).isEqualTo(Reason.NO_SEATS);
        assertThat(reason(resize(visit, group, 24, 1))).isEqualTo(Reason.BUS_ADULTS);
        assertThat(bookingsFixture.taken(session)).isEqualTo(bookingsFixture.held(session));
        assertThat(bookingsFixture.taken(session).participants()).isEqualTo(24);
        assertThat(resize(visit, group, 10, 3)).isInstanceOf(Done.class);
        assertThat(plan(visit).bus()).as("fewer stay where they are").isEqualTo(new Bilingual("Bus 30", "Coach 30"));
        changes.chooseTransport(visit, Transport.OWN, school.teacher());
        assertThat(resize(visit, group, 28, 1)).as("no bus any more").isInstanceOf(Done.class);
        assertThat(reason(choose(visit))).as("not without two adults").isEqualTo(Reason.BUS_ADULTS);
    }

    @Test
    void aSessionThatMovesTakesItsBusAlong_rules3() {
        bookingsFixture.onlyBuses(53);
        long session = session(slot(0));
        long visit = book(session, 20, 3);
        choose(visit);
        assertThat(move(session, slot(1))).isInstanceOf(Sessions.Saved.class);
        assertThat(plan(visit).departs()).isEqualTo(slot(1).start().minus(Duration.ofMinutes(35)));
        assertThat(plan(visit).bus()).isNotNull();
        assertThat(ofDay()).as("free again").isEmpty();
        assertThat(told(visit)).isEqualTo("with");
    }

    @Test
    void aSessionMovesWithoutAFreeBus_andTheSchoolAndTheManagerAreInformed_rules3() {
        bookingsFixture.onlyBuses(53);
        long session = session(slot(0));
        long visit = book(session, 20, 3);
        choose(visit);
        long other = book(session(slot(1)), 20, 3);
        choose(other);
        int before = buses.countWithoutBus();
        assertThat(move(session, slot(1))).isInstanceOf(Sessions.Saved.class);
        assertThat(plan(visit).state()).isEqualTo(State.BUSY);
        assertThat(plan(visit).choice()).isEqualTo(Transport.TEC_BUS);
        assertThat(told(visit)).isEqualTo("without");
        assertThat(buses.countWithoutBus()).isEqualTo(before + 1);
        assertThat(buses.withoutBus()).extracting(BusRide::bookingId).contains(visit);
        changes.chooseTransport(other, Transport.OWN, school.teacher());
        Instant departs = slot(1).start().minusSeconds(1800);
        assertThat(changes.arrangeBus(visit, departs, slot(1).end().plusSeconds(1800), maker))
                .isInstanceOf(Done.class);
        assertThat(buses.countWithoutBus()).isEqualTo(before);
    }

    @Test
    void whatWasPromisedBeforeBusesWereReservedStays_andWaitsForABus() {
        bookingsFixture.onlyBuses(53);
        long visit = visit(20, 3);
        jdbc.sql("""
                insert into visit_item (booking_id, item, state, choice, departs_at, returns_at, changed_at)
                values (?, 'TRANSPORT', 'DONE', 'TEC_BUS', ?, ?, now())
                """)
                .params(visit, Timestamp.from(TUESDAY.minusSeconds(1500)), Timestamp.from(TUESDAY.plusSeconds(9000)))
                .update();
        assertThat(plan(visit).state()).isEqualTo(State.DONE);
        assertThat(plan(visit).departs()).isEqualTo(TUESDAY.minusSeconds(1500));
        assertThat(buses.withoutBus()).extracting(BusRide::bookingId).contains(visit);
        choose(visit);
        assertThat(buses.withoutBus()).extracting(BusRide::bookingId).doesNotContain(visit);
        assertThat(plan(visit).bus()).isNotNull();
    }

    @Test
    void waitingClassesHaveNoBusYet() {
        bookingsFixture.onlyBuses(53);
        long session = session(slot(0), 1);
        book(session, 20, 3);
        TestClass group = bookingsFixture.schoolClass(school, 7, 20);
        long waits = ((BookingResult.Waiting) bookings.book(command(session, group, 3), school.teacher())).bookingId();
        assertThat(reason(choose(waits))).isEqualTo(Reason.BUS_NO_PLACE);
    }

    @Test
    void onceTheVisitHasBegunThereIsNoBusToTake() {
        bookingsFixture.onlyBuses(53);
        long visit = visit(20, 3);
        jdbc.sql("""
                update session set starts_at = now() - interval '1 minute'
                where id = (select session_id from booking where id = ?)
                """).param(visit).update();
        assertThat(reason(choose(visit))).isEqualTo(Reason.BEGUN);
    }

    @Test
    void aSchoolChoosesNoBusForOthers_andAssignsNone_rules9() {
        bookingsFixture.onlyBuses(53);
        long visit = visit(20, 3);
        assertThat(changes.chooseTransport(
                        visit, Transport.TEC_BUS, bookingsFixture.school().teacher()))
                .isInstanceOf(Unknown.class);
        assertThat(changes.arrangeBus(visit, TUESDAY, TUESDAY.plusSeconds(60), school.teacher()))
                .isInstanceOf(Unknown.class);
        assertThat(plan(visit).choice()).isNull();
    }

    @Test
    void aBusThatIsReservedKeepsItsSeatsAndDays_alsoWhereTheCodeForgets_rules3() {
        bookingsFixture.onlyBuses(53);
        choose(visit(20, 3));
        Bus bus = bus();
        assertThat(problemsOf(bus, 22, null, null)).containsExactly(VenueFields.SEATS);
        assertThat(problemsOf(bus, 53, DAY.plusDays(1), null)).containsExactly(VenueFields.FROM);
        assertThat(problemsOf(bus, 53, null, DAY)).containsExactly(VenueFields.UNTIL);
        assertThatThrownBy(() -> TestSql.update(jdbc, "update resource set capacity = 22 where id = ?", bus.id()))
                .isInstanceOf(DataIntegrityViolationException.class);
        assertThatThrownBy(() ->
                        TestSql.update(jdbc, "update reservation set people = 54 where resource_id = ?", bus.id()))
                .isInstanceOf(DataIntegrityViolationException.class);
        assertThat(problemsOf(bus, 23, DAY, DAY.plusDays(1))).isEmpty();
        assertThat(bus().seats()).isEqualTo(23);
        assertThat(reason(choose(book(session(slot(1)), 20, 3))))
                .as("it is gone by then")
                .isEqualTo(Reason.BUS_TOO_SMALL);
    }

    @Test
    void classesOfAPlanShareABusWithinItsSeats_andEachLeavesItByItself_rules5() {
        bookingsFixture.onlyBuses(53, 30);
        long first = visit(20, 3);
        long second = visit(22, 3);
        Bus large = venues.buses().stream()
                .filter(bus -> bus.seats() == 53 && bus.ridesOn(DAY))
                .findFirst()
                .orElseThrow();
        planRide(large, first, second);
        assertThat(ofDay()).containsExactlyInAnyOrder("Bus 53: " + first, "Bus 53: " + second);
        assertThat(buses.of(DAY).stream().flatMap(one -> one.rides().stream())).allMatch(BusRide::shared);
        assertThat(clock(plan(second).departs())).isEqualTo("08:35");
        // the database rejects another trip, and more people than seats
        long third = visit(20, 3);
        choose(third);
        assertThat(plan(third).bus()).isEqualTo(new Bilingual("Bus 30", "Coach 30"));
        assertThatThrownBy(() -> TestSql.update(
                        jdbc, "update reservation set people = 31 where subject = 'BOOKING' and subject_id = ?", first))
                .isInstanceOf(DataIntegrityViolationException.class)
                .hasMessageContaining("so many seats");
        assertThatThrownBy(() -> jdbc.sql("""
                        insert into reservation (resource_id, during, subject, subject_id, people, ride)
                        select resource_id, tstzrange(lower(during), upper(during) + interval '1 hour'), subject, 0, 1, ride
                          from reservation where subject = 'BOOKING' and subject_id = ?
                        """).param(first).update())
                .isInstanceOf(DataIntegrityViolationException.class)
                .hasMessageContaining("one ride is in one bus");
        assertThat(problemsOf(large, 47, null, null)).containsExactly(VenueFields.SEATS);
        // a cancellation leaves the bus to the other class
        assertThat(bookings.cancel(first, "", school.teacher())).isInstanceOf(Done.class);
        assertThat(ofDay()).containsExactlyInAnyOrder("Bus 53: " + second, "Bus 30: " + third);
    }

    @Test
    void aClassThatGrowsKeepsItsSharedBusAsLongAsThereAreSeats_rules5() {
        bookingsFixture.onlyBuses(53, 40);
        TestClass group = bookingsFixture.schoolClass(school, 7, 20);
        long growing = book(session(slot(0)), group, 3);
        long other = visit(22, 3);
        Bus large = venues.buses().stream()
                .filter(bus -> bus.seats() == 53 && bus.ridesOn(DAY))
                .findFirst()
                .orElseThrow();
        planRide(large, growing, other);
        assertThat(resize(growing, group, 25, 3)).isInstanceOf(Done.class);
        assertThat(ofDay()).containsExactlyInAnyOrder("Bus 53: " + growing, "Bus 53: " + other);
        assertThat(resize(growing, group, 26, 3)).isInstanceOf(Done.class);
        assertThat(ofDay()).containsExactlyInAnyOrder("Bus 40: " + growing, "Bus 53: " + other);
    }

    @Test
    void whereThePlannedBusIsGoneEachGetsOneOfItsOwn_orIsAmongThoseWithout_rules5() {
        bookingsFixture.onlyBuses(53, 30);
        Bus large = venues.buses().stream()
                .filter(bus -> bus.seats() == 53 && bus.ridesOn(DAY))
                .findFirst()
                .orElseThrow();
        long taker = visit(40, 6);
        choose(taker);
        long first = visit(20, 3);
        long second = visit(22, 3);
        planRide(large, first, second);
        assertThat(plan(first).bus()).isEqualTo(new Bilingual("Bus 30", "Coach 30"));
        assertThat(buses.withoutBus()).extracting(BusRide::bookingId).contains(second);
    }

    /** Plans a shared ride that picks up the first class ten minutes before the second. */
    private void planRide(Bus bus, long first, long second) {
        TimeSlot whole = slot(0).widened(Duration.ofMinutes(35), Duration.ofMinutes(35));
        TimeSlot shorter = slot(0).widened(Duration.ofMinutes(25), Duration.ofMinutes(25));
        changes.planRide(bus.id(), whole, Map.of(first, whole, second, shorter), maker);
    }

    private List<String> problemsOf(Bus bus, int seats, @Nullable LocalDate from, @Nullable LocalDate until) {
        return Outcomes.fields(keeping.save(bus.key(), new BusDetails(bus.name(), seats, from, until), maker));
    }

    private Bus bus() {
        return venues.buses().stream()
                .filter(bus -> bus.ridesOn(DAY))
                .findFirst()
                .orElseThrow();
    }

    /** Lists the rides of each bus on Tuesday. */
    private List<String> ofDay() {
        return buses.of(DAY).stream().flatMap(BusesTest::rides).toList();
    }

    private static java.util.stream.Stream<String> rides(OfBus one) {
        return one.rides().stream().map(ride -> one.bus().name().dutch() + ": " + ride.bookingId());
    }

    /** Returns 'with' or 'without': whether the last mail about a move mentions the departure of a bus. */
    private String told(long visit) {
        String mail = mails.newest("booking-moved", visit, Texts.DUTCH).text();
        return mail.contains("onze bus vertrekt om") ? "with" : "without";
    }

    private BookingResult choose(long visit) {
        return changes.chooseTransport(visit, Transport.TEC_BUS, school.teacher());
    }

    private BookingResult resize(long visit, TestClass group, int pupils, int adults) {
        return bookings.changeHeadCounts(visit, Map.of(group.partId(), pupils), adults, school.teacher());
    }

    private static Reason reason(BookingResult result) {
        return ((Refused) result).refusal().reason();
    }

    private TransportPlan plan(long visit) {
        return visits.find(visit, school.teacher()).orElseThrow().plan().transport();
    }

    /** Books a class for a session of its own on Tuesday. */
    private long visit(int pupils, int adults) {
        return book(session(slot(0)), pupils, adults);
    }

    private long book(long session, int pupils, int adults) {
        return book(session, bookingsFixture.schoolClass(school, 7, pupils), adults);
    }

    private long book(long session, TestClass group, int adults) {
        return ((Done) bookings.book(command(session, group, adults), school.teacher())).bookingId();
    }

    private static BookClass command(long session, TestClass group, int adults) {
        return new BookClass(session, group.id(), Map.of(group.partId(), group.pupils()), adults, UUID.randomUUID());
    }

    private long session(TimeSlot slot) {
        return session(slot, 2);
    }

    private long session(TimeSlot slot, int classes) {
        return ((Sessions.Saved) sessions.create(details(slot, classes), true, maker))
                .ids()
                .get(0);
    }

    private Sessions.Result move(long session, TimeSlot slot) {
        return sessions.change(session, sessions.find(session).orElseThrow().version(), details(slot, 2), maker);
    }

    private SessionDetails details(TimeSlot slot, int classes) {
        return new SessionDetails(activity, slot, venue, null, null, 60, classes, "");
    }

    private static TimeSlot slot(int weeks) {
        Instant start = TUESDAY.plus(Duration.ofDays(7L * weeks));
        return new TimeSlot(start, start.plusSeconds(7200));
    }

    private static String clock(@Nullable Instant moment) {
        return java.util.Objects.requireNonNull(moment)
                .atZone(Dates.ZONE)
                .toLocalTime()
                .toString();
    }
}
