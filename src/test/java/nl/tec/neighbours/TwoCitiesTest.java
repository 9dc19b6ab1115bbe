package nl.tec.neighbours;

import static nl.tec.neighbours.Hubs.jdbc;
import static nl.tec.neighbours.Hubs.page;
import static nl.tec.neighbours.Hubs.people;
import static nl.tec.neighbours.Hubs.read;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpHandler;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import nl.tec.Outcomes;
import nl.tec.TestBrowser;
import nl.tec.TestDatabase;
import nl.tec.accounts.Role;
import nl.tec.bookings.Attendances;
import nl.tec.bookings.BookingsFixture;
import nl.tec.bookings.BookingsFixture.School;
import nl.tec.bookings.BookingsFixture.TestClass;
import nl.tec.exchange.Feeds;
import nl.tec.hub.HubSettings;
import nl.tec.hub.HubSettings.Setting;
import nl.tec.neighbours.internal.NeighbourVisits;
import nl.tec.neighbours.internal.PatienceForTests;
import nl.tec.organisations.ImportReport;
import nl.tec.organisations.OpenData;
import nl.tec.organisations.ProgressListener;
import nl.tec.organisations.Registers;
import nl.tec.reach.Band;
import nl.tec.reach.CohortReach;
import nl.tec.reach.Period;
import nl.tec.reach.Reach;
import nl.tec.shared.Dates;
import nl.tec.shared.SchoolYear;
import nl.tec.shared.Sector;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * TEC Deventer and a hub of Zutphen, each with the schools of the public registers: they show and book each other, and each keeps
 * working when the other is stopped, slow, invalid or replaced.
 */
class TwoCitiesTest {

    private static final List<String> REGISTERS = List.of(
            OpenData.PO_ADDRESSES, OpenData.PO_PUPILS, OpenData.MUNICIPALITIES, OpenData.PC4, OpenData.COORDINATES);

    @TempDir
    Path data;

    private static TestDatabase.Empty deventerBefore;
    private static TestDatabase.Empty zutphenBefore;

    private ConfigurableApplicationContext deventer;
    private ConfigurableApplicationContext zutphen;
    private String zutphensDatabase;

    /** Each city reads the registers once; every test starts from copies. */
    @BeforeAll
    static void readTheRegisters(@TempDir Path data) {
        OpenData.needed();
        deventerBefore = begun(data, "TEC Deventer", "Deventer", "0150");
        zutphenBefore = begun(data, "TEC Zutphen", "Zutphen", "0301");
    }

    private static TestDatabase.Empty begun(Path data, String name, String city, String municipality) {
        TestDatabase.Empty database = TestDatabase.createUpToDate();
        try (ConfigurableApplicationContext hub = Hubs.start(database.program(), "0", data)) {
            Hubs.begin(hub, name, city);
            hub.getBean(HubSettings.class).set(Setting.MUNICIPALITIES, municipality);
            List<ImportReport> reports = hub.getBean(Registers.class)
                    .runAll(REGISTERS.stream().map(OpenData::file).toList(), false, true, null, ProgressListener.NONE);
            assertThat(reports)
                    .hasSameSizeAs(REGISTERS)
                    .allSatisfy(report -> assertThat(report.refusal()).isNull());
        }
        return database;
    }

    @BeforeEach
    void startBoth() {
        zutphensDatabase = zutphenBefore.copy().program();
        deventer = Hubs.start(deventerBefore.copy().program(), "0", data);
        zutphen = Hubs.start(zutphensDatabase, "0", data);
        Hubs.begin(deventer, "TEC Deventer", "Deventer");
        Hubs.begin(zutphen, "TEC Zutphen", "Zutphen");
        Hubs.meet(deventer, zutphen, "TEC Zutphen");
        Hubs.meet(zutphen, deventer, "TEC Deventer");
        Hubs.giveKey(deventer, zutphen);
        Hubs.giveKey(zutphen, deventer);
    }

    @AfterEach
    void stopBoth() {
        for (ConfigurableApplicationContext hub :
                Stream.of(deventer, zutphen).filter(Objects::nonNull).toList()) {
            hub.close(); // none of them was started if the registers are missing
        }
    }

    /** A session for classes of one hub, and its visitors from the other one. */
    private final class Visit {

        private final ConfigurableApplicationContext from;
        private final ConfigurableApplicationContext to;
        private final BookingsFixture there;
        private final Instant start;
        private final long session;
        private final School school;
        private final TestBrowser teacher;

        Visit(ConfigurableApplicationContext from, ConfigurableApplicationContext to, int days) {
            this.from = from;
            this.to = to;
            there = new BookingsFixture(jdbc(to));
            start = there.schoolDay(days);
            session = there.session(there.activity(), start, 300, 20);
            jdbc(to).sql("update session set venue_id = ? where id = ?")
                    .params(there.venue(52.2, 6.2), session)
                    .update();
            to.getBean(Feeds.class).refresh();
            read(from);
            String municipality = from.getBean(HubSettings.class).get(Setting.MUNICIPALITIES);
            long site =
                    jdbc(from).sql("""
                    select s.organisation_id from school_site s join organisation o on o.id = s.organisation_id
                     where o.municipality_code = ? and s.sector = 'PO' and o.latitude is not null order by s.brin6 limit 1
                    """).param(municipality).query(Long.class).single();
            teacher = people(from).teacherOf(site).browser();
            school = new School(site, "", people(from).teacherOf(site).actor());
        }

        TestClass group() {
            return new BookingsFixture(jdbc(from))
                    .schoolClass(school, SchoolYear.of(Dates.dayOf(start)).start(), 7, 24);
        }

        /** @return its page here */
        String book(TestClass group) {
            HttpResponse<String> answer = teacher.post(
                    "/school/buren/boeken",
                    "hub",
                    Long.toString(Hubs.neighbour(from)),
                    "sessie",
                    Long.toString(session),
                    "klas",
                    Long.toString(group.id()),
                    "sleutel",
                    UUID.randomUUID().toString(),
                    "leerlingen-" + group.partId(),
                    "24",
                    "volwassenen",
                    "2",
                    "telefoon",
                    "0612345678");
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(303);
            return TestBrowser.location(answer);
        }

        String resize(String page, TestClass group, String pupils) {
            HttpResponse<String> answer =
                    teacher.post(page + "/aantallen", "leerlingen-" + group.partId(), pupils, "volwassenen", "2");
            return teacher.get(TestBrowser.location(answer)).body();
        }

        List<String> booked() {
            return booked(to);
        }

        List<String> booked(ConfigurableApplicationContext hub) {
            return jdbc(hub)
                    .sql("select state || ' ' || participants from booking where session_id = ? order by id")
                    .param(session)
                    .query(String.class)
                    .list();
        }

        /** Moves the visit to today, and records attendance there. */
        void come(int present) {
            jdbc(to).sql("update session set starts_at = now(), ends_at = now() + interval '2 hours' where id = ?")
                    .param(session)
                    .update();
            long booking = jdbc(to).sql("select id from booking where session_id = ? and state = 'CONFIRMED'")
                    .param(session)
                    .query(Long.class)
                    .single();
            long part = jdbc(to).sql("select class_part_id from booking_part where booking_id = ?")
                    .param(booking)
                    .query(Long.class)
                    .single();
            Outcomes.done(to.getBean(Attendances.class)
                    .recordClass(
                            booking,
                            Map.of(part, present),
                            false,
                            true,
                            BookingsFixture.tap(),
                            people(to).signedIn(Role.PROGRAMME_MANAGER).actor()));
            from.getBean(NeighbourVisits.class).followAll();
        }
    }

    private static long reach(ConfigurableApplicationContext hub) {
        hub.getBean(CohortReach.class).recomputeAll();
        return hub.getBean(Reach.class)
                .of(
                        new Band(Sector.PO, 7, 7),
                        Period.calendarYear(Dates.dayOf(Instant.now()).getYear()))
                .reached();
    }

    @Test
    void aClassOfEachIsBookedAtTheOther_andCountsOnceWhereItLives() {
        Visit west = new Visit(deventer, zutphen, 10);
        Visit east = new Visit(zutphen, deventer, 10);
        assertThat(page(deventer, "/programma?weergave=data&buren=ja")).contains("TEC Zutphen");
        assertThat(page(zutphen, "/programma?weergave=data&buren=ja")).contains("TEC Deventer");

        TestClass goesWest = west.group();
        TestClass goesEast = east.group();
        String pageWest = west.book(goesWest);
        String pageEast = east.book(goesEast);
        assertThat(west.resize(pageWest, goesWest, "23")).contains("De aantallen zijn gewijzigd, ook bij de buurhub.");
        assertThat(west.booked()).containsExactly("CONFIRMED 23");
        assertThat(east.booked()).containsExactly("CONFIRMED 24");
        assertThat(east.teacher.get(pageEast).body()).contains("TEC Deventer", "Geboekt");

        west.come(21);
        east.come(19);
        assertThat(reach(deventer)).as("of Deventer only").isEqualTo(21);
        assertThat(reach(zutphen)).as("of Zutphen only").isEqualTo(19);
        assertThat(page(deventer, "/regio")).contains("TEC Zutphen");
    }

    @Test
    void whateverHappensToZutphen_DeventerGoesOn_andNothingIsLostOrBookedTwice() throws Exception {
        Visit visit = new Visit(deventer, zutphen, 10);
        String port = zutphen.getEnvironment().getRequiredProperty("local.server.port");
        String address = Hubs.address(zutphen);
        List<String> pages = new ArrayList<>();
        pages.add(visit.book(visit.group()));
        zutphen.close();

        pages.add(failing(visit, NeighbourFailure.NO_ANSWER));
        try (StrangeHub slow = StrangeHub.answering(Integer.parseInt(port), untilItIsStopped())) {
            PatienceForTests.little(deventer);
            pages.add(failing(visit, NeighbourFailure.SLOW));
            PatienceForTests.endless(deventer);
        }
        try (StrangeHub garbage = StrangeHub.answering(
                Integer.parseInt(port), exchange -> StrangeHub.json(exchange, "<p>Hoi {\"id\": [1,"))) {
            pages.add(failing(visit, NeighbourFailure.NOT_UNDERSTOOD));
        }
        try (StrangeHub somebodyElse = StrangeHub.withOwnCertificate(data)) {
            moveTo(somebodyElse.address());
            pages.add(failing(visit, NeighbourFailure.CERTIFICATE));
            moveTo(address);
        }

        zutphen = Hubs.start(zutphensDatabase, port, data);
        jdbc(deventer).sql("update neighbour_booking set next_at = now()").update();
        deventer.getBean(NeighbourVisits.class).settleAll();
        deventer.getBean(NeighbourVisits.class).settleAll();
        assertThat(visit.booked(zutphen)).hasSameSizeAs(pages).containsOnly("CONFIRMED 24");
        assertThat(pages)
                .allSatisfy(page -> assertThat(visit.teacher.get(page).body()).contains("Geboekt"));
        read(deventer);
        assertThat(failure()).isEqualTo("none");
        assertThat(visit.teacher.get("/werk").body()).doesNotContain("bij een buurhub wacht");
    }

    private static HttpHandler untilItIsStopped() {
        return exchange -> {
            try {
                Thread.sleep(Long.MAX_VALUE);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        };
    }

    private void moveTo(String address) {
        jdbc(deventer).sql("update neighbour set address = ?").param(address).update();
    }

    /** Books another class while Zutphen fails: Deventer works, reports the failure, and keeps the request. */
    private String failing(Visit visit, NeighbourFailure why) {
        read(deventer);
        assertThat(failure()).isEqualTo(why.name());
        String asked = visit.book(visit.group());
        assertThat(visit.teacher.get(asked).body()).contains("geeft nu geen antwoord", "Je aanvraag is bewaard");
        assertThat(page(deventer, "/programma?weergave=data&buren=ja"))
                .as("what was read of it")
                .contains("TEC Zutphen");
        assertThat(visit.teacher.get("/werk").body()).contains("bij een buurhub wacht");
        assertThat(people(deventer)
                        .signedIn(Role.ADMINISTRATOR)
                        .browser()
                        .get("/admin/buurhubs")
                        .body())
                .contains("Lukt niet sinds");
        return asked;
    }

    private String failure() {
        return jdbc(deventer)
                .sql("select coalesce(failure, 'none') from neighbour")
                .query(String.class)
                .single();
    }
}
