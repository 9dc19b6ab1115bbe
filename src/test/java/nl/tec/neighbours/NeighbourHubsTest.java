package nl.tec.neighbours;

import static nl.tec.neighbours.Hubs.address;
import static nl.tec.neighbours.Hubs.begin;
import static nl.tec.neighbours.Hubs.giveKey;
import static nl.tec.neighbours.Hubs.jdbc;
import static nl.tec.neighbours.Hubs.meet;
import static nl.tec.neighbours.Hubs.page;
import static nl.tec.neighbours.Hubs.people;
import static nl.tec.neighbours.Hubs.read;
import static nl.tec.programme.ProgrammeFixture.MANAGER;
import static nl.tec.programme.ProgrammeFixture.slot;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import nl.tec.Outcomes;
import nl.tec.TecTest;
import nl.tec.TestBrowser;
import nl.tec.TestDatabase;
import nl.tec.accounts.Role;
import nl.tec.bookings.Attendances;
import nl.tec.bookings.BookingsFixture;
import nl.tec.bookings.BookingsFixture.School;
import nl.tec.bookings.BookingsFixture.TestClass;
import nl.tec.bookings.ClassBookings;
import nl.tec.exchange.Feeds;
import nl.tec.hub.HubSettings;
import nl.tec.hub.HubSettings.Setting;
import nl.tec.hub.LoopbackForTests;
import nl.tec.hub.PublicInternet;
import nl.tec.neighbours.internal.NeighbourVisits;
import nl.tec.neighbours.internal.PatienceForTests;
import nl.tec.programme.Activity;
import nl.tec.programme.Catalogue;
import nl.tec.programme.ProgrammeFixture;
import nl.tec.programme.SessionDetails;
import nl.tec.programme.Sessions;
import nl.tec.reach.Band;
import nl.tec.reach.CohortReach;
import nl.tec.reach.Period;
import nl.tec.reach.Reach;
import nl.tec.results.Figures;
import nl.tec.shared.Dates;
import nl.tec.shared.SchoolYear;
import nl.tec.shared.Sector;
import nl.tec.venues.Venues;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ConfigurableApplicationContext;

/** Two hubs, each with a database of its own, that are each other's neighbours. */
@TecTest
class NeighbourHubsTest {

    @Autowired
    ConfigurableApplicationContext deventer;

    @TempDir
    static Path data;

    private static ConfigurableApplicationContext zutphen;
    private static String zutphensDatabase;
    private String addressBefore;

    @BeforeAll
    static void startTheOther() {
        zutphensDatabase = TestDatabase.create();
        zutphen = Hubs.start(zutphensDatabase, "0", data);
    }

    @AfterAll
    static void stopTheOther() {
        zutphen.close();
    }

    @BeforeEach
    void beginBoth() {
        if (!zutphen.isActive()) { // a test before has stopped it
            zutphen = Hubs.start(zutphensDatabase, "0", data);
        }
        addressBefore = deventer.getBean(HubSettings.class).get(Setting.BASE_URL);
        begin(deventer, "TEC Test", "Deventer");
        begin(zutphen, "TEC Zutphen", "Zutphen");
        zutphen.getBean(HubSettings.class).set(Setting.MUNICIPALITIES, "0301");
        forgetNeighbours(zutphen);
    }

    @AfterEach
    void forgetTheOther() {
        LoopbackForTests.forbid(deventer.getBean(PublicInternet.class));
        deventer.getBean(HubSettings.class).set(Setting.BASE_URL, addressBefore);
        PatienceForTests.asAlways(deventer);
        forgetNeighbours(deventer);
    }

    private static void forgetNeighbours(ConfigurableApplicationContext hub) {
        jdbc(hub).sql("delete from neighbour").update();
        jdbc(hub).sql("delete from kpi_figure where kpi_code like 'po-%'").update();
    }

    @Test
    void eachShowsTheProgrammeOfTheOther_untilItIsWithdrawnOrTheOtherStops() {
        String here = "sluis" + System.nanoTime();
        String there = "brug" + System.nanoTime();
        plan(deventer, here);
        Activity bridge = plan(zutphen, there);
        meet(deventer, zutphen, "TEC Zutphen");
        meet(zutphen, deventer, "TEC Deventer");
        read(deventer);
        read(zutphen);

        assertThat(page(deventer, "/programma?q=" + there))
                .contains("Bij de buren", "TEC Zutphen", address(zutphen) + "/activiteit/" + bridge.slug());
        assertThat(page(zutphen, "/programma?q=" + here)).contains("TEC Deventer", address(deventer) + "/activiteit/");
        assertThat(page(zutphen, "/programma?q=" + there)).as("its own").doesNotContain("Bij de buren");
        assertThat(page(deventer, Feeds.EVENTS))
                .as("a hub publishes its own programme only")
                .doesNotContain(there);

        zutphen.getBean(Catalogue.class).cancel(bridge.id(), bridge.version(), "Ziek", MANAGER);
        zutphen.getBean(Feeds.class).refresh();
        read(deventer);
        assertThat(page(deventer, "/programma?q=" + there)).doesNotContain("TEC Zutphen</strong>");

        zutphen.stop();
        zutphen.close();
        read(deventer);
        assertThat(page(deventer, "/programma?q=" + here)).contains(here);
        assertThat(people(deventer)
                        .signedIn(Role.ADMINISTRATOR)
                        .browser()
                        .get("/admin/buurhubs")
                        .body())
                .contains("Lukt niet sinds");
    }

    @Test
    void resultsStandSideBySideWhereTheyCountTheSame_andPupilsOfTheRegionAreAddedUp() {
        figure(deventer, "po-7-8", 400, 1_000);
        figure(zutphen, "po-7-8", 300, 600);
        figure(deventer, "po-3-6", 100, 2_000);
        figure(zutphen, "po-3-6", 77, 900);
        jdbc(zutphen).sql("update kpi set grade_from = 2 where code = 'po-3-6'").update();
        meet(deventer, zutphen, "TEC Zutphen");
        read(deventer);

        String compared = people(deventer)
                .signedIn(Role.BOARD)
                .browser()
                .get("/resultaten/buren")
                .body();
        assertThat(compared).contains("40%", "50%").contains("Telt anders", "andere groepen of leerjaren");
        jdbc(zutphen).sql("update kpi set grade_from = 3 where code = 'po-3-6'").update();
        String region = page(deventer, "/regio");
        assertThat(region).contains("700 leerlingen", "TEC Zutphen: 300 leerlingen", "43,8%");
        assertThat(region)
                .as("counted otherwise, so not added")
                .contains("Zonder TEC Zutphen")
                .doesNotContain("177 leerlingen");
        assertThat(people(deventer).visitor().get("/resultaten/buren").statusCode())
                .as("only for who may see what figures are made of")
                .isNotEqualTo(200);
    }

    /** A class of Deventer with a session of Zutphen, both in the registers of both. */
    private record Across(BookingsFixture fixture, School school, TestClass group, TestBrowser teacher, long session) {

        String form(long neighbour) {
            return "/school/buren/boeken?hub=" + neighbour + "&sessie=" + session + "&klas=" + group.id();
        }
    }

    private Across across(int places) {
        BookingsFixture here = new BookingsFixture(jdbc(deventer));
        BookingsFixture there = new BookingsFixture(jdbc(zutphen));
        Instant start = there.schoolDay(10);
        long session = there.session(there.activity(), start, places, 1);
        jdbc(zutphen)
                .sql("update session set venue_id = ? where id = ?")
                .params(there.venue(52.14, 6.2), session)
                .update();
        zutphen.getBean(Feeds.class).refresh();
        School school = here.school();
        int year = SchoolYear.of(Dates.dayOf(start)).start();
        TestClass group = here.schoolClass(school, year, 7, 24);
        inDeventer(deventer, school.siteId());
        String brin = jdbc(deventer)
                .sql("select brin6 from school_site where organisation_id = ?")
                .param(school.siteId())
                .query(String.class)
                .single();
        long known = there.school().siteId();
        jdbc(zutphen)
                .sql("update school_site set brin6 = ? where organisation_id = ?")
                .params(brin, known)
                .update();
        inDeventer(zutphen, known);
        return new Across(
                here, school, group, people(deventer).teacherOf(school.siteId()).browser(), session);
    }

    private static void inDeventer(ConfigurableApplicationContext hub, long school) {
        jdbc(hub)
                .sql(
                        "insert into municipality (code, name, holiday_region) values ('0150', 'Deventer', 'NOORD') on conflict do nothing")
                .update();
        jdbc(hub)
                .sql("update organisation set municipality_code = '0150' where id = ?")
                .param(school)
                .update();
    }

    /** Makes a key in Zutphen, and enters it in Deventer. @return the id of Zutphen in Deventer */
    private long exchangeKeys() {
        meet(deventer, zutphen, "TEC Zutphen");
        meet(zutphen, deventer, "TEC Deventer");
        giveKey(zutphen, deventer);
        long id = Hubs.neighbour(deventer);
        read(deventer);
        return id;
    }

    private static HttpResponse<String> book(Across visit, long neighbour, UUID key) {
        return visit.teacher()
                .post(
                        "/school/buren/boeken",
                        "hub",
                        Long.toString(neighbour),
                        "sessie",
                        Long.toString(visit.session()),
                        "klas",
                        Long.toString(visit.group().id()),
                        "sleutel",
                        key.toString(),
                        "leerlingen-" + visit.group().partId(),
                        "24",
                        "volwassenen",
                        "2",
                        "telefoon",
                        "0612345678");
    }

    private static String after(Across visit, HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(303);
        return visit.teacher().get(TestBrowser.location(answer)).body();
    }

    private void follow() {
        deventer.getBean(NeighbourVisits.class).followAll();
    }

    private static List<String> bookings(ConfigurableApplicationContext hub, long session) {
        return jdbc(hub)
                .sql("select state from booking where session_id = ?")
                .param(session)
                .query(String.class)
                .list();
    }

    @Test
    void aClassBooksAtTheOtherHub_andItsPupilsCountOnceWhereTheyLive() {
        long id = exchangeKeys();
        Across visit = across(24);
        read(deventer);
        assertThat(page(deventer, "/programma?weergave=data&buren=ja"))
                .contains("/school/buren/boeken?hub=" + id + "&amp;sessie=" + visit.session());
        assertThat(visit.teacher().get(visit.form(id)).body()).contains("Boek bij TEC Zutphen", "value=\"24\"");

        UUID key = UUID.randomUUID();
        String booked = after(visit, book(visit, id, key));
        assertThat(booked).contains("Geboekt bij de buurhub.", "Geboekt");
        after(visit, book(visit, id, key));
        assertThat(bookings(zutphen, visit.session())).as("sent twice").containsExactly("CONFIRMED");
        assertThat(jdbc(zutphen)
                        .sql(
                                "select contact_email || ' ' || teacher_phone || ' ' || adults from booking where session_id = ?")
                        .param(visit.session())
                        .query(String.class)
                        .single())
                .contains("@")
                .endsWith("0612345678 2");
        assertThat(visit.teacher().get("/school/boekingen").body()).contains("Bij een buurhub", "TEC Zutphen");
        Across second = new Across(
                visit.fixture(),
                visit.school(),
                visit.fixture()
                        .schoolClass(
                                visit.school(),
                                SchoolYear.of(Dates.dayOf(visit.fixture().schoolDay(10)))
                                        .start(),
                                8,
                                24),
                visit.teacher(),
                visit.session());
        assertThat(after(visit, book(second, id, UUID.randomUUID()))).contains("Het is vol bij de buurhub.");
        assertThat(bookings(zutphen, visit.session())).as("nobody waits").hasSize(1);

        // move it to today, and record attendance there
        jdbc(zutphen)
                .sql("update session set starts_at = now(), ends_at = now() + interval '2 hours' where id = ?")
                .param(visit.session())
                .update();
        long booking = jdbc(zutphen)
                .sql("select id from booking where session_id = ?")
                .param(visit.session())
                .query(Long.class)
                .single();
        long part = jdbc(zutphen)
                .sql("select class_part_id from booking_part where booking_id = ?")
                .param(booking)
                .query(Long.class)
                .single();
        deventer.getBean(CohortReach.class).recomputeAll(); // other tests insert attendances directly
        long before = reachOfThisYear(deventer);
        follow();
        assertThat(reachOfThisYear(deventer)).as("nobody counted yet").isEqualTo(before);
        Outcomes.done(zutphen.getBean(Attendances.class)
                .recordClass(
                        booking,
                        Map.of(part, 21),
                        false,
                        true,
                        BookingsFixture.tap(),
                        people(zutphen).signedIn(Role.PROGRAMME_MANAGER).actor()));
        follow();
        follow();
        Awaitility.await().until(() -> reachOfThisYear(deventer) == before + 21);
        zutphen.getBean(CohortReach.class).recomputeAll();
        assertThat(reachOfThisYear(zutphen)).as("they live in Deventer").isZero();
        assertThat(deventer.getBean(CohortReach.class).differences()).isZero();
        assertThat(visit.teacher()
                        .get(TestBrowser.location(book(visit, id, key)))
                        .body())
                .contains("Kwamen er", "21");

        // both have Deventer as their municipality: still nobody is counted twice
        zutphen.getBean(HubSettings.class).set(Setting.MUNICIPALITIES, "0301,0150");
        zutphen.getBean(Figures.class).refreshAll();
        deventer.getBean(Figures.class).refreshAll();
        jdbc(deventer).sql("update neighbour set figures_at = null").update();
        read(deventer);
        RegionReach region =
                deventer
                        .getBean(NeighbourResults.class)
                        .region(deventer.getBean(Neighbours.class).shown())
                        .stream()
                        .filter(one -> one.ours().kpi().code().equals("po-7-8"))
                        .findFirst()
                        .orElseThrow();
        assertThat(region.missing()).isEmpty();
        assertThat(region.parts().get(1).reached()).as("they count them too").isEqualTo(21);
        assertThat(region.reached()).isEqualTo(region.parts().get(0).reached()).isGreaterThanOrEqualTo(21);
        assertThat(region.shared())
                .containsExactly(new RegionReach.Shared("Deventer", List.of("TEC Test", "TEC Zutphen"), 21));
        assertThat(page(deventer, "/regio"))
                .contains(
                        "Gemeente Deventer hoort bij TEC Test, TEC Zutphen",
                        "zo vallen 21 leerlingen van een ander af");
    }

    private static long reachOfThisYear(ConfigurableApplicationContext hub) {
        int year = LocalDate.now(Dates.ZONE).getYear();
        return hub.getBean(Reach.class)
                .of(new Band(Sector.PO, 7, 7), Period.calendarYear(year))
                .reached();
    }

    @Test
    void cancellationsAreSynchronised_inBothDirections() {
        long id = exchangeKeys();
        Across visit = across(60);
        read(deventer);
        String page = TestBrowser.location(book(visit, id, UUID.randomUUID()));
        assertThat(bookings(zutphen, visit.session())).containsExactly("CONFIRMED");
        assertThat(visit.teacher().get(page).body()).contains("Zeg dit bezoek af</summary>", "Ja, zeg af");
        assertThat(after(visit, visit.teacher().post(page + "/annuleren"))).contains("ook bij de buurhub");
        assertThat(bookings(zutphen, visit.session())).containsExactly("CANCELLED");

        String again = TestBrowser.location(book(visit, id, UUID.randomUUID()));
        assertThat(visit.teacher().get(again).body()).contains("Geboekt");
        long booking = jdbc(zutphen)
                .sql("select id from booking where session_id = ? and state = 'CONFIRMED'")
                .param(visit.session())
                .query(Long.class)
                .single();
        zutphen.getBean(ClassBookings.class)
                .cancel(
                        booking,
                        "Ziek",
                        people(zutphen).signedIn(Role.PROGRAMME_MANAGER).actor());
        follow();
        assertThat(visit.teacher().get(again).body()).contains("TEC Zutphen heeft dit bezoek geannuleerd.");
        assertThat(people(deventer)
                        .teacherOf(visit.fixture().school().siteId())
                        .browser()
                        .get(again)
                        .statusCode())
                .as("of another school")
                .isEqualTo(404);
    }

    @Test
    void numbersAreSynchronised_upToTheCapacity() {
        long id = exchangeKeys();
        Across visit = across(26);
        read(deventer);
        String page = TestBrowser.location(book(visit, id, UUID.randomUUID()));
        assertThat(after(visit, resize(visit, page, "26")))
                .contains("De aantallen zijn gewijzigd, ook bij de buurhub.");
        assertThat(coming(visit)).isEqualTo("26 3");
        assertThat(after(visit, resize(visit, page, "27")))
                .contains("De buurhub kan deze aantallen niet wijzigen.", "TEC Zutphen zegt:");
        assertThat(coming(visit)).isEqualTo("26 3");

        String port = zutphen.getEnvironment().getRequiredProperty("local.server.port");
        zutphen.close();
        assertThat(after(visit, resize(visit, page, "19"))).contains("De nieuwe aantallen zijn bewaard.");
        zutphen = Hubs.start(zutphensDatabase, port, data);
        jdbc(deventer).sql("update neighbour_booking set next_at = now()").update();
        deventer.getBean(NeighbourVisits.class).settleAll();
        assertThat(coming(visit)).isEqualTo("19 3");
    }

    private static HttpResponse<String> resize(Across visit, String page, String pupils) {
        return visit.teacher()
                .post(page + "/aantallen", "leerlingen-" + visit.group().partId(), pupils, "volwassenen", "3");
    }

    /** Returns the numbers that Zutphen has. */
    private String coming(Across visit) {
        return jdbc(zutphen)
                .sql("select participants || ' ' || adults from booking where session_id = ? and state = 'CONFIRMED'")
                .param(visit.session())
                .query(String.class)
                .single();
    }

    @Test
    void whileTheOtherIsStoppedARequestIsKept_andBookedOnceWhenItIsBack() {
        long id = exchangeKeys();
        Across visit = across(60);
        read(deventer);
        String port = zutphen.getEnvironment().getRequiredProperty("local.server.port");
        zutphen.close();
        UUID key = UUID.randomUUID();
        HttpResponse<String> asked = book(visit, id, key);
        assertThat(after(visit, asked)).contains("geeft nu geen antwoord", "Je aanvraag is bewaard");
        zutphen = Hubs.start(zutphensDatabase, port, data);
        jdbc(deventer).sql("update neighbour_booking set next_at = now()").update();
        deventer.getBean(NeighbourVisits.class).settleAll();
        deventer.getBean(NeighbourVisits.class).settleAll();
        assertThat(bookings(zutphen, visit.session())).containsExactly("CONFIRMED");
        assertThat(visit.teacher().get(TestBrowser.location(asked)).body()).contains("Geboekt");

        // the answer was lost: the retry is the same booking
        jdbc(deventer)
                .sql("update neighbour_booking set state = 'ASKED', their_id = null, next_at = now()")
                .update();
        jdbc(zutphen).sql("delete from api_answer").update();
        deventer.getBean(NeighbourVisits.class).settleAll();
        assertThat(bookings(zutphen, visit.session())).containsExactly("CONFIRMED");
        assertThat(visit.teacher().get(TestBrowser.location(asked)).body()).contains("Geboekt");
    }

    /** Makes an activity with a session in ten days. */
    private static Activity plan(ConfigurableApplicationContext hub, String word) {
        Activity activity = ProgrammeFixture.published(
                hub.getBean(Catalogue.class), ProgrammeFixture.activity("Bouw een " + word, "Build a " + word));
        long venue = ProgrammeFixture.venue(hub.getBean(Venues.class), word);
        hub.getBean(Sessions.class)
                .create(
                        new SessionDetails(
                                activity.id(),
                                slot(LocalDate.now(Dates.ZONE).plusDays(10), 13, 60),
                                venue,
                                null,
                                null,
                                30,
                                1,
                                ""),
                        true,
                        MANAGER);
        hub.getBean(Feeds.class).refresh();
        return activity;
    }

    private static void figure(ConfigurableApplicationContext hub, String kpi, int reached, int population) {
        int year = hub.getBean(Figures.class).currentYear();
        jdbc(hub)
                .sql("""
                insert into kpi_figure (kpi_code, year, measured_at, reached, population, population_low, population_high)
                values (:kpi, :year, now(), :reached, :population, :population, :population)
                on conflict (kpi_code, year) do update set reached = excluded.reached, population = excluded.population
                """)
                .param("kpi", kpi)
                .param("year", year)
                .param("reached", reached)
                .param("population", population)
                .update();
    }
}
