package nl.tec.neighbours;

import static nl.tec.programme.ProgrammeFixture.MAKER;
import static nl.tec.programme.ProgrammeFixture.slot;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.LocalDate;
import nl.tec.AccountsFixture;
import nl.tec.TecApplication;
import nl.tec.TecTest;
import nl.tec.TestBrowser;
import nl.tec.TestDatabase;
import nl.tec.accounts.Role;
import nl.tec.exchange.Feeds;
import nl.tec.hub.HubSettings;
import nl.tec.hub.HubSettings.Setting;
import nl.tec.hub.LoopbackForTests;
import nl.tec.hub.PublicInternet;
import nl.tec.neighbours.internal.NeighbourReader;
import nl.tec.programme.Activity;
import nl.tec.programme.Catalogue;
import nl.tec.programme.ProgrammeFixture;
import nl.tec.programme.SessionDetails;
import nl.tec.programme.Sessions;
import nl.tec.results.Figures;
import nl.tec.shared.Dates;
import nl.tec.venues.Venues;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Two hubs, each a program with a database of its own, that are each other's neighbours. */
@TecTest
class NeighbourHubsTest {

    private static final String LOGGING = "org.springframework.boot.logging.LoggingSystem";

    @Autowired
    ConfigurableApplicationContext deventer;

    @TempDir
    Path data;

    private ConfigurableApplicationContext zutphen;
    private String addressBefore;

    @BeforeEach
    void startTheOther() {
        System.setProperty(LOGGING, "none"); // the log of the tests stays what it is
        try {
            zutphen = new SpringApplicationBuilder(TecApplication.class)
                    .run(
                            "--server.port=0",
                            "--server.address=127.0.0.1",
                            "--tec.jobs=false",
                            "--tec.kept-answers=0s",
                            "--tec.data=" + data,
                            "--spring.main.lazy-initialization=true",
                            "--spring.datasource.url=" + TestDatabase.create());
        } finally {
            System.clearProperty(LOGGING);
        }
        addressBefore = deventer.getBean(HubSettings.class).get(Setting.BASE_URL);
        begin(deventer, "TEC Test", "Deventer");
        begin(zutphen, "TEC Zutphen", "Zutphen");
    }

    @AfterEach
    void stopTheOther() {
        zutphen.close();
        LoopbackForTests.forbid(deventer.getBean(PublicInternet.class));
        deventer.getBean(HubSettings.class).set(Setting.BASE_URL, addressBefore);
        jdbc(deventer).sql("delete from neighbour").update();
        jdbc(deventer).sql("delete from kpi_figure where kpi_code like 'po-%'").update();
    }

    private static void begin(ConfigurableApplicationContext hub, String name, String city) {
        HubSettings settings = hub.getBean(HubSettings.class);
        settings.set(Setting.NAME, name);
        settings.set(Setting.CITY, city);
        settings.set(Setting.BASE_URL, address(hub));
        LoopbackForTests.allow(hub.getBean(PublicInternet.class));
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

        zutphen.getBean(Catalogue.class).cancel(bridge.id(), bridge.version(), "Ziek", MAKER);
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
        String region = page(deventer, "/regio");
        assertThat(region).contains("700 leerlingen", "TEC Zutphen: 300 leerlingen", "43,8%");
        assertThat(region)
                .as("counted otherwise, so not added")
                .contains("Zonder TEC Zutphen")
                .doesNotContain("177");
        assertThat(people(deventer).visitor().get("/resultaten/buren").statusCode())
                .as("only for who may see what figures are made of")
                .isNotEqualTo(200);
    }

    /** An activity with a date in ten days. */
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
                        MAKER);
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

    /** One adds the other as its neighbour. */
    private static void meet(ConfigurableApplicationContext hub, ConfigurableApplicationContext other, String name) {
        HttpResponse<String> answer = people(hub)
                .signedIn(Role.ADMINISTRATOR)
                .browser()
                .post(
                        "/admin/buurhubs",
                        "naam",
                        name,
                        "plaats",
                        name.replace("TEC ", ""),
                        "adres",
                        address(other),
                        "aan",
                        "ja");
        assertThat(TestBrowser.location(answer)).startsWith("/admin/buurhubs/");
    }

    private static void read(ConfigurableApplicationContext hub) {
        jdbc(hub)
                .sql("update neighbour set next_at = now() - interval '1 second'")
                .update();
        hub.getBean(NeighbourReader.class).readAll();
    }

    private static String page(ConfigurableApplicationContext hub, String path) {
        HttpResponse<String> answer = people(hub).visitor().get(path);
        assertThat(answer.statusCode()).as(path).isEqualTo(200);
        return answer.body();
    }

    private static AccountsFixture people(ConfigurableApplicationContext hub) {
        return hub.getBean(AccountsFixture.class);
    }

    private static JdbcClient jdbc(ConfigurableApplicationContext hub) {
        return hub.getBean(JdbcClient.class);
    }

    private static String address(ConfigurableApplicationContext hub) {
        return "http://localhost:" + hub.getEnvironment().getProperty("local.server.port");
    }
}
