package nl.tec.programme;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import nl.tec.TecApplication;
import nl.tec.TestDatabase;
import nl.tec.TestSql;
import nl.tec.Together;
import nl.tec.accounts.Actor;
import nl.tec.accounts.Role;
import nl.tec.bookings.BookClass;
import nl.tec.bookings.BookingResult;
import nl.tec.bookings.BookingsFixture;
import nl.tec.bookings.BookingsFixture.School;
import nl.tec.bookings.BookingsFixture.TestClass;
import nl.tec.bookings.ClassBookings;
import nl.tec.bookings.Transport;
import nl.tec.bookings.VisitArrangements;
import nl.tec.programme.Sessions.Change;
import nl.tec.programme.Sessions.Saved;
import nl.tec.shared.Dates;
import nl.tec.shared.NotFound;
import nl.tec.shared.Outcome;
import nl.tec.shared.SchoolYear;
import nl.tec.shared.TimeSlot;
import nl.tec.staff.Assignments;
import nl.tec.staff.StaffFixture;
import nl.tec.venues.Venues;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Two hundred users edit one week concurrently, on two application instances: no room, person, set of equipment, bus or class is double
 * booked (rules 3.5). Everything is scarce, and in demand at the same few moments. It has a database of its own, so that it can also
 * show what happens without the constraints.
 */
class BoardStormTest {

    private static final int PEOPLE = 200;
    private static final int SESSIONS = 14;
    private static final int MAX_STORMS = 10;
    /** The kinds of change that a storm must contain. */
    private static final List<String> KINDS = List.of("move", "cancel", "undo", "assign", "book");

    private static final String THINGS = "rooms, equipment and buses";

    /** Queries that count double bookings, by kind of resource. */
    private static final Map<String, String> CONFLICTS =
            Map.of(THINGS, """
            select count(*) from reservation a join reservation b
                on b.resource_id = a.resource_id and b.ctid > a.ctid and b.during && a.during
            """, "people", """
            select count(*) from assignment a join assignment b
                on b.member_id = a.member_id and b.session_id > a.session_id and b.during && a.during
             where a.answer <> 'DECLINED' and b.answer <> 'DECLINED'
            """, "classes", """
            select count(*) from class_occupation a join class_occupation b
                on b.class_id = a.class_id and b.booking_id > a.booking_id and b.during && a.during
            """, "sessions without the room that they say", """
            select count(*) from session s join activity a on a.id = s.activity_id
             where s.state <> 'CANCELLED' and s.room_id is not null and a.id = any(:activities::bigint[])
               and not exists (select from reservation r where r.subject = 'SESSION' and r.subject_id = s.id and r.resource_id = s.room_id
                                and r.during = tstzrange(s.starts_at - a.setup_minutes * interval '1 minute',
                                                         s.ends_at + a.cleanup_minutes * interval '1 minute'))
            """);

    private static final List<Instance> INSTANCES = new ArrayList<>();

    private final List<Long> rooms = new ArrayList<>();
    private final List<Long> people = new ArrayList<>();
    private final List<Long> held = new ArrayList<>();
    private final Map<String, Integer> done = new ConcurrentHashMap<>();
    private JdbcClient jdbc;
    private JdbcClient owner;
    private BookingsFixture fixture;
    private Actor maker;
    private School school;
    private List<TestClass> classes;
    private Instant monday;
    private long venue;
    private long activity;

    /** An application instance. */
    private record Instance(
            ConfigurableApplicationContext program,
            BoardChanges changes,
            Sessions sessions,
            ClassBookings bookings,
            VisitArrangements arrangements,
            Assignments assignments) {

        static Instance start(String database) {
            ConfigurableApplicationContext program = new SpringApplicationBuilder(TecApplication.class)
                    .properties(Map.of(
                            "server.port",
                            0,
                            "server.address",
                            "127.0.0.1",
                            "spring.main.lazy-initialization",
                            true,
                            "tec.jobs",
                            false,
                            "tec.data",
                            "target/test-data-${tests.fork:1}",
                            "spring.datasource.url",
                            database))
                    .run();
            return new Instance(
                    program,
                    program.getBean(BoardChanges.class),
                    program.getBean(Sessions.class),
                    program.getBean(ClassBookings.class),
                    program.getBean(VisitArrangements.class),
                    program.getBean(Assignments.class));
        }
    }

    @BeforeAll
    static void startTwoInstances() {
        // preserves the logging of other tests
        System.setProperty(LoggingSystem.SYSTEM_PROPERTY, LoggingSystem.NONE);
        String database = TestDatabase.create();
        INSTANCES.add(Instance.start(database));
        INSTANCES.add(Instance.start(database));
    }

    @AfterAll
    static void stop() {
        INSTANCES.forEach(instance -> instance.program().close());
        INSTANCES.clear();
        System.clearProperty(LoggingSystem.SYSTEM_PROPERTY);
    }

    @BeforeEach
    void aWeekInWhichEverythingIsScarce() {
        ConfigurableApplicationContext program = INSTANCES.get(0).program();
        jdbc = program.getBean(JdbcClient.class);
        owner = TestDatabase.owner(program.getEnvironment());
        fixture = new BookingsFixture(jdbc);
        maker = fixture.account(Role.PROGRAMME_MANAGER, null);
        school = fixture.school();
        monday = Dates.monday(Dates.dayOf(fixture.schoolDay(90)))
                .atTime(8, 0)
                .atZone(Dates.ZONE)
                .toInstant();
        int year = SchoolYear.of(Dates.dayOf(monday)).start();
        classes = List.of(fixture.schoolClass(school, year, 7, 20), fixture.schoolClass(school, year, 8, 20));
        fixture.onlyBuses(53);
        // 9 km from the school: classes come by bus
        venue = fixture.venue(52.331, 6.16);
        String kit = "kit-" + UUID.randomUUID();
        Venues venues = program.getBean(Venues.class);
        ProgrammeFixture.equipment(venues, kit, 2);
        List.of(rooms, people, held).forEach(List::clear);
        activity = ProgrammeFixture.published(
                        program.getBean(Catalogue.class),
                        ProgrammeFixture.with(ProgrammeFixture.activity("Storm", "Storm"), kit))
                .id();
        StaffFixture staff = new StaffFixture(jdbc);
        for (int i = 0; i < 3; i++) {
            rooms.add(ProgrammeFixture.room(venues, venue, "storm-" + UUID.randomUUID()));
            people.add(staff.member());
        }
        for (int i = 0; i < SESSIONS; i++) {
            SessionDetails details = new SessionDetails(
                    activity,
                    slot(Duration.ofHours(i / 2 % 4 * 3 + i / 8 * 24L)),
                    venue,
                    null,
                    rooms.get(i % 2),
                    30,
                    1,
                    "");
            held.addAll(((Saved) INSTANCES.get(0).sessions().create(details, true, maker)).ids());
        }
    }

    @Test
    void twoHundredPeopleOnTwoInstancesLetNoConflictIn() throws Exception {
        stormsUntil(() -> done.keySet().containsAll(KINDS));
        CONFLICTS.forEach((what, count) -> assertThat(conflicts(count)).as(what).isZero());
        assertThat(done.keySet()).as("what was done").containsAll(KINDS);
    }

    /**
     * Shows that the constraint is what prevents conflicts, and that the storm is heavy enough to provoke them. {@code AssignmentsTest} and
     * {@code SeatsTest} test the constraints of people and classes.
     */
    @Test
    void withoutTheConstraintTheSameStormLetsConflictsIn() throws Exception {
        String definition = TestSql.text(
                owner, "select pg_get_constraintdef(oid) from pg_constraint where conname = 'reservation_conflict'");
        TestSql.update(owner, "alter table reservation drop constraint reservation_conflict");
        try {
            String count = Objects.requireNonNull(CONFLICTS.get(THINGS));
            stormsUntil(() -> conflicts(count) > 0);
            assertThat(conflicts(count)).as("after " + done).isPositive();
        } finally {
            // the constraint cannot be restored with double bookings
            owner.sql("truncate reservation").update();
            TestSql.update(owner, "alter table reservation add constraint reservation_conflict " + definition);
        }
    }

    /** Makes storms until one has shown something. */
    private void stormsUntil(BooleanSupplier isShown) throws Exception {
        storm(0);
        for (int seed = 1; seed < MAX_STORMS && !isShown.getAsBoolean(); seed++) {
            // a storm leaves few sessions that are not cancelled, and the next would find little to fight over
            aWeekInWhichEverythingIsScarce();
            storm(seed);
        }
    }

    /** Lets all users make a change concurrently, half of them on each instance. */
    private void storm(int seed) throws Exception {
        Random seeds = new Random(seed);
        List<Callable<Boolean>> edits = new ArrayList<>();
        for (int person = 0; person < PEOPLE; person++) {
            Instance instance = INSTANCES.get(person % INSTANCES.size());
            Random random = new Random(seeds.nextLong());
            edits.add(() -> {
                edit(instance, random);
                return true;
            });
        }
        Together.run(edits);
    }

    private int conflicts(String count) {
        JdbcClient.StatementSpec statement = jdbc.sql(count);
        return (count.contains(":activities") ? statement.param("activities", "{" + activity + "}") : statement)
                .query(Integer.class)
                .single();
    }

    private void edit(Instance on, Random random) {
        long session = held.get(random.nextInt(held.size()));
        try {
            switch (random.nextInt(9)) {
                case 0 -> note("copy", copy(on, session));
                case 1 ->
                    undo(
                            on,
                            on.changes().cancel(List.of(session), "Toch niet.", maker),
                            "cancel",
                            random.nextInt(3) > 0);
                case 2 -> undo(on, on.changes().move(List.of(move(on, session, random)), maker), "move", true);
                case 3 ->
                    note("assign", on.assignments().assign(session, people.get(random.nextInt(people.size())), maker));
                case 4, 5 -> book(on, session, classes.get(random.nextInt(classes.size())));
                case 6 -> {
                    long other = held.get(random.nextInt(held.size()));
                    List<Change> both = other == session
                            ? List.of(move(on, session, random))
                            : List.of(move(on, session, random), move(on, other, random));
                    note("move", on.changes().move(both, maker));
                }
                default -> note("move", on.changes().move(List.of(move(on, session, random)), maker));
            }
        } catch (DataAccessException | NotFound refused) {
            // the database rejects a conflict, and an assignment to a session that was just cancelled is refused
            done.merge("refused", 1, Integer::sum);
        }
    }

    private Change move(Instance on, long session, Random random) {
        Session current = on.sessions().find(session).orElseThrow();
        return new Change(
                session,
                current.version(),
                SessionDetails.of(current)
                        .at(slot(Duration.ofMinutes(90L * random.nextInt(5)).plusDays(random.nextInt(2))))
                        .in(venue, null, rooms.get(random.nextInt(rooms.size()))));
    }

    private Outcome<Long> copy(Instance on, long session) {
        Session current = on.sessions().find(session).orElseThrow();
        Series series = new Series(
                SessionDetails.of(current).in(venue, null, rooms.get(2)),
                Dates.dayOf(monday),
                Dates.dayOf(monday).plusDays(1),
                1,
                Set.of(DayOfWeek.MONDAY),
                List.of(current.slot().start().atZone(Dates.ZONE).toLocalTime()),
                true);
        return on.changes().copy(List.of(new BoardChanges.Copies(series, true)), 1, maker);
    }

    private void undo(Instance on, Outcome<Long> change, String what, boolean undo) {
        note(what, change);
        Long id = change.<Long>either(done -> done, problems -> 0L);
        if (undo && id > 0) {
            note("undo", on.changes().undo(id, maker));
        } else if (id > 0) {
            on.changes().finish(id);
        }
    }

    private void note(String what, Outcome<?> outcome) {
        outcome.either(
                value -> done.merge(what, 1, Integer::sum), problems -> done.merge(what + " refused", 1, Integer::sum));
    }

    private void book(Instance on, long session, TestClass group) {
        BookingResult booked = on.bookings()
                .book(
                        new BookClass(session, group.id(), Map.of(group.partId(), 20), 4, UUID.randomUUID()),
                        school.teacher());
        if (booked instanceof BookingResult.Done made) {
            done.merge("book", 1, Integer::sum);
            if (on.arrangements().chooseTransport(made.bookingId(), Transport.TEC_BUS, school.teacher())
                    instanceof BookingResult.Done) {
                done.merge("bus", 1, Integer::sum);
            }
        }
    }

    /** Returns a slot of an hour and a half, at this offset from Monday at eight. */
    private TimeSlot slot(Duration after) {
        return new TimeSlot(monday.plus(after), monday.plus(after).plus(Duration.ofMinutes(90)));
    }
}
