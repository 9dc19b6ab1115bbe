package nl.tec.neighbours;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.function.Function;
import java.util.zip.GZIPOutputStream;
import nl.tec.AccountsFixture;
import nl.tec.TecTest;
import nl.tec.TestBrowser;
import nl.tec.TestSql;
import nl.tec.accounts.Role;
import nl.tec.hub.HubSettings;
import nl.tec.hub.HubSettings.Setting;
import nl.tec.hub.LoopbackForTests;
import nl.tec.hub.PublicInternet;
import nl.tec.neighbours.internal.NeighbourReader;
import nl.tec.neighbours.internal.PatienceForTests;
import nl.tec.shared.Dates;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A neighbouring hub is read and shown under its own name, and its failures affect only its own data (decision 0080). */
@TecTest
class NeighboursTest {

    @Autowired
    AccountsFixture people;

    @Autowired
    NeighbourReader reader;

    @Autowired
    PublicInternet internet;

    @Autowired
    HubSettings settings;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    ApplicationContext program;

    private TestBrowser administrator;

    @BeforeEach
    void signIn() {
        LoopbackForTests.allow(internet);
        PatienceForTests.endless(program);
        administrator = people.signedIn(Role.ADMINISTRATOR).browser();
    }

    /** Removes the neighbours, because other tests share the programme. */
    @AfterEach
    void forget() {
        LoopbackForTests.forbid(internet);
        PatienceForTests.asAlways(program);
        jdbc.sql("delete from neighbour").update();
        settings.set(Setting.NEIGHBOURS_SHOWN, HubSettings.YES);
    }

    @Test
    void itsProgrammeIsShownAsItsOwn_inSearchCalendarMapAndRegion() throws Exception {
        try (StrangeHub zutphen = StrangeHub.start()) {
            zutphen.items.add(zutphen.item("brug", "Bruggenbouwers <b>van</b> staal", ""));
            add(zutphen, "TEC Zutphen");
            reader.readAll();

            String found = page("/programma?q=bruggenbouwers");
            assertThat(found)
                    .contains(
                            "Bij de buren",
                            "TEC Zutphen",
                            "Bruggenbouwers van staal",
                            zutphen.address() + "/activiteit/brug")
                    .as("never as our own activity")
                    .doesNotContain("href=\"/activiteit/brug\"");
            assertThat(page("/programma?q=bruggenbouwers&weergave=data")).contains("Bruggenbouwers van staal");
            assertThat(page("/programma?q=bruggenbouwers&buren=nee")).doesNotContain("Bruggenbouwers van staal");
            assertThat(page("/programma?wie=kind-10&wereld=hitech-science&gratis=ja&vrij=ja"))
                    .contains("Bruggenbouwers");
            assertThat(page("/programma?wie=kind-15")).doesNotContain("Bruggenbouwers");
            assertThat(page("/programma?met=klas")).doesNotContain("Bruggenbouwers");
            LocalDate day = LocalDate.now(Dates.ZONE).plusDays(7);
            String week = DateTimeFormatter.ISO_WEEK_DATE.format(day).substring(0, 8);
            assertThat(page("/kalender?week=" + week))
                    .contains("Bruggenbouwers van staal", "TEC Zutphen, Het Koelhuis");
            assertThat(page("/kalender?buren=nee&week=" + week)).doesNotContain("Bruggenbouwers");
            assertThat(page("/plekken")).contains("Plekken van de buren", "Het Koelhuis");
            assertThat(page("/plekken?buren=nee")).doesNotContain("Het Koelhuis");
            assertThat(page("/regio?van=" + day)).contains("TEC Zutphen", "Bruggenbouwers van staal");

            settings.set(Setting.NEIGHBOURS_SHOWN, HubSettings.NO);
            assertThat(page("/programma?q=bruggenbouwers")).doesNotContain("Bruggenbouwers van staal");
            assertThat(page("/programma?q=bruggenbouwers&buren=ja")).contains("Bruggenbouwers van staal");
        }
    }

    @Test
    void withdrawnSessionsDisappearAtTheNextReading_evenUnreported() throws Exception {
        try (StrangeHub zutphen = StrangeHub.start()) {
            zutphen.items.add(zutphen.item("een", "Zonnewagen", ""));
            zutphen.items.add(zutphen.item("twee", "Waterraket", ""));
            zutphen.items.add(zutphen.item("drie", "Windmolen", ""));
            long id = add(zutphen, "TEC Zutphen");
            reader.readAll();
            assertThat(titles()).containsExactly("Waterraket", "Windmolen", "Zonnewagen");

            zutphen.items.add(StrangeHub.deleted("een"));
            zutphen.items.add(
                    zutphen.item("twee", "Waterraket", ", \"eventStatus\": \"https://schema.org/EventCancelled\""));
            zutphen.asked.clear();
            reader.read(id);
            assertThat(titles()).containsExactly("Windmolen");
            assertThat(zutphen.asked.get(0)).as("goes on where it was").contains("after=3");

            // restored from a backup: its feed has no deletion
            zutphen.items.clear();
            zutphen.items.add(zutphen.item("vier", "Hefbrug", ""));
            TestSql.update(jdbc, "update neighbour set begun_at = now() - interval '2 days'");
            reader.read(id);
            assertThat(titles()).containsExactly("Hefbrug");
            assertThat(page("/programma?q=windmolen")).doesNotContain("Windmolen");
        }
    }

    @Test
    void onlyPlainTextAndItsOwnAddressesAreStored() throws Exception {
        try (StrangeHub strange = StrangeHub.start()) {
            strange.items.add(
                    strange.item("1", "Goed", ", \"description\": \"<script>alert(1)</script><img src=x>Tekst\""));
            strange.items.add(strange.item("2", "Elders", ", \"url\": \"https://elders.example/a\""));
            strange.items.add(strange.item("3", "Script", ", \"url\": \"javascript:alert(1)\""));
            strange.items.add(
                    strange.item("4", "Zelfde begin", ", \"url\": \"" + strange.address() + "@elders.example/\""));
            strange.items.add(strange.item("5", "", ""));
            strange.items.add(strange.item("6", "Geen tijd", ", \"startDate\": \"morgen\""));
            strange.items.add(strange.item("7", "Eeuwig", ", \"endDate\": \"2999-01-01T00:00:00Z\""));
            strange.items.add(strange.item("8", "L" + "a".repeat(5_000) + "ng", ""));
            strange.items.add("{\"state\": \"updated\", \"id\": 5, \"data\": []}");
            strange.items.add("null");
            add(strange, "TEC Vreemd");
            reader.readAll();
            assertThat(titles())
                    .hasSize(2)
                    .contains("Goed")
                    .allSatisfy(title -> assertThat(title).hasSizeLessThanOrEqualTo(150));
            assertThat(TestSql.text(jdbc, "select promise from neighbour_session where item_id = '1'"))
                    .isEqualTo("Tekst");
            assertThat(page(administrator, "/admin/buurhubs")).contains("TEC Vreemd", "Gelezen");
        }
    }

    /** The invalid answers of a neighbour. */
    enum Strange {
        HTML(
                NeighbourFailure.NOT_UNDERSTOOD,
                hub -> exchange -> StrangeHub.json(exchange, "<html><body>Hoi</body></html>")),
        GARBAGE(NeighbourFailure.NOT_UNDERSTOOD, hub -> exchange -> StrangeHub.json(exchange, "{\"next\": [1, 2")),
        NO_FEED(NeighbourFailure.NOT_UNDERSTOOD, hub -> exchange -> StrangeHub.json(exchange, "{\"a\": 1}")),
        DEEP(
                NeighbourFailure.NOT_UNDERSTOOD,
                hub -> exchange ->
                        StrangeHub.json(exchange, "{\"items\": " + "[".repeat(100_000) + "]".repeat(100_000) + "}")),
        MANY_TOKENS(
                NeighbourFailure.NOT_UNDERSTOOD,
                hub -> exchange -> StrangeHub.json(exchange, "{\"items\": [" + "[],".repeat(300_000) + "[]]}")),
        HUGE(NeighbourFailure.LARGE, hub -> exchange -> {
            exchange.sendResponseHeaders(200, 0);
            byte[] much = new byte[100_000];
            for (int i = 0; i < 100; i++) {
                exchange.getResponseBody().write(much);
            }
            exchange.close();
        }),
        PACKED(NeighbourFailure.STATUS, hub -> exchange -> {
            exchange.getResponseHeaders().add("Content-Encoding", "gzip");
            exchange.sendResponseHeaders(200, 0);
            try (GZIPOutputStream out = new GZIPOutputStream(exchange.getResponseBody())) {
                out.write(new byte[1_000_000]);
            }
        }),
        ELSEWHERE(NeighbourFailure.STATUS, hub -> exchange -> {
            exchange.getResponseHeaders().add("Location", "http://169.254.169.254/latest");
            exchange.sendResponseHeaders(302, -1);
            exchange.close();
        }),
        OTHERS(
                NeighbourFailure.OTHER_ADDRESS,
                hub -> exchange -> StrangeHub.json(
                        exchange, hub.page("https://elders.example/feed", List.of(hub.item("1", "Een", ""))))),
        INSIDE(
                NeighbourFailure.OTHER_ADDRESS,
                hub -> exchange -> StrangeHub.json(exchange, hub.page("http://127.0.0.1:1/feed", List.of()))),
        ENDLESS(
                NeighbourFailure.ENDLESS,
                hub -> exchange -> StrangeHub.json(
                        exchange,
                        hub.page(
                                hub.address() + StrangeHub.FEED + "?n=" + System.nanoTime(),
                                List.of(hub.item("n" + System.nanoTime(), "Nog een", ""))))),
        BROKEN(NeighbourFailure.STATUS, hub -> exchange -> {
            exchange.sendResponseHeaders(500, -1);
            exchange.close();
        }),
        /** Answers nothing until the server is stopped. */
        SLOW(NeighbourFailure.SLOW, hub -> exchange -> sleep(Long.MAX_VALUE)),
        STOPPED(NeighbourFailure.NO_ANSWER, hub -> HttpExchange::close);

        private final NeighbourFailure why;
        private final Function<StrangeHub, HttpHandler> answers;

        Strange(NeighbourFailure why, Function<StrangeHub, HttpHandler> answers) {
            this.why = why;
            this.answers = answers;
        }

        private static void sleep(long millis) throws IOException {
            try {
                Thread.sleep(millis);
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void whateverItAnswersCostsNothingButItsNews(Strange strange) throws Exception {
        StrangeHub[] itself = new StrangeHub[1];
        try (StrangeHub good = StrangeHub.start();
                StrangeHub hub = StrangeHub.answering(
                        exchange -> strange.answers.apply(itself[0]).handle(exchange))) {
            itself[0] = hub;
            long id = add(hub, "TEC Raar");
            if (strange == Strange.SLOW) {
                PatienceForTests.little(program);
            }
            reader.read(id);
            PatienceForTests.endless(program);
            good.items.add(good.item("1", "Wel leesbaar", ""));
            add(good, "TEC Goed");
            reader.readAll();
            assertThat(TestSql.text(jdbc, "select failure from neighbour where id = ?", id))
                    .isEqualTo(strange.why.name());
            assertThat(titles()).as("the other one is read").contains("Wel leesbaar");
            assertThat(page("/programma")).contains("Wel leesbaar");
            assertThat(page(administrator, "/admin/toestand"))
                    .contains("Deze buurhubs kunnen we niet lezen: TEC Raar.");
            assertThat(page(administrator, "/admin/buurhubs/" + id)).contains("Lukt niet sinds");
            int before = hub.asked.size();
            reader.readAll();
            assertThat(hub.asked).as("it is left alone for a while").hasSize(before);
        }
    }

    @Test
    void invalidCertificatesAreReportedAsSuch(@TempDir Path folder) throws Exception {
        try (StrangeHub hub = StrangeHub.withOwnCertificate(folder)) {
            long id = add(hub, "TEC Zelfgemaakt");
            HttpResponse<String> answer = administrator.post("/admin/buurhubs/" + id + "/lees");
            assertThat(answer.statusCode()).isEqualTo(303);
            assertThat(page(administrator, "/admin/buurhubs/" + id)).contains("het certificaat van de site klopt niet");
        }
    }

    @Test
    void outdatedSessionsAreNotShown() throws Exception {
        try (StrangeHub zutphen = StrangeHub.start()) {
            zutphen.items.add(zutphen.item("een", "Zonnewagen", ""));
            long id = add(zutphen, "TEC Zutphen");
            reader.readAll();
            assertThat(page("/programma?q=zonnewagen")).contains("Zonnewagen");
            TestSql.update(jdbc, "update neighbour set read_at = now() - interval '25 hours'");
            assertThat(page("/programma?q=zonnewagen")).doesNotContain("Zonnewagen");
            // switched off
            administrator.post("/admin/buurhubs/" + id, "plaats", "Zutphen", "adres", zutphen.address());
            reader.read(id);
            assertThat(page("/programma?q=zonnewagen")).doesNotContain("Zonnewagen");
        }
    }

    @Test
    void figuresStandBesideOursOnlyWhenTheyCountTheSame_andAreAddedUpForTheRegion() throws Exception {
        int year = LocalDate.now(Dates.ZONE).getYear();
        try (StrangeHub zutphen = StrangeHub.start()) {
            zutphen.kpis.add("""
                    {"id": "x", "naam": {"nl": "<i>Partners</i>", "en": "Partners"}, "maat": "CONNECTED", "eenheid": "COUNT",
                     "jaar": %d, "definitieVersie": 3, "waarde": 1e999, "gemetenOpTijdstip": "+10000-01-01T00:00:00Z", "definitie": {"doelgroepen": [], "periode": "REFERENCE_DATE",
                     "profielen": []}}""".formatted(year));
            zutphen.kpis.add("{\"id\": \"vreemd\", \"naam\": 5}");
            long id = add(zutphen, "TEC Zutphen");
            reader.read(id);
            assertThat(TestSql.list(
                            jdbc, String.class, "select name_nl from neighbour_figure where neighbour_id = ?", id))
                    .containsExactly("Partners");
            assertThat(page(people.signedIn(Role.BOARD).browser(), "/resultaten/buren"))
                    .contains("Naast de buren", "TEC Zutphen");
            assertThat(page("/regio")).contains("TEC Zutphen");
        }
    }

    @Test
    void itsOpenLibraryIsFoundInOursAsItsOwn() throws Exception {
        try (StrangeHub zutphen = StrangeHub.start()) {
            String item = """
                    {"id": "%s", "titel": {"nl": "<b>Hijskranen</b> van karton"}, "samenvatting": {"nl": "Een les over katrollen."},
                     "soort": "LESSON", "wereld": "HITECH_SCIENCE", "licentie": "CC BY 4.0", "makers": "", "pagina": "%s/bibliotheek/%s"}""";
            zutphen.library.add(item.formatted("kraan", zutphen.address(), "kraan"));
            zutphen.library.add(item.formatted("elders", "https://elders.example", "kraan"));
            zutphen.library.add("{\"id\": 5}");
            add(zutphen, "TEC Zutphen");
            reader.readAll();
            assertThat(page("/bibliotheek?zoek=hijskraan"))
                    .contains("In de bibliotheek van de buren", "Hijskranen van karton", "CC BY 4.0")
                    .contains(zutphen.address() + "/bibliotheek/kraan")
                    .doesNotContain("elders.example");
            assertThat(page("/bibliotheek?zoek=hijskraan&soort=onderzoek")).doesNotContain("Hijskranen");
            assertThat(page("/bibliotheek?zoek=hijskraan&licentie=CC0")).doesNotContain("Hijskranen");
            jdbc.sql("update neighbour set read_on = false").update();
            assertThat(page("/bibliotheek?zoek=hijskraan")).doesNotContain("Hijskranen");
        }
    }

    @Test
    void invalidNeighboursAreRefusedAndInputIsKept() {
        HttpResponse<String> answer = administrator.post(
                "/admin/buurhubs", "naam", "TEC Fout", "plaats", "", "adres", "ftp://voorbeeld.nl/pad?x", "aan", "ja");
        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.body())
                .contains("TEC Fout", "ftp://voorbeeld.nl/pad?x", "Vul de plaats in.", "Vul een adres in zoals");
        assertThat(administrator
                        .post(
                                "/admin/buurhubs",
                                "naam",
                                "Wij",
                                "plaats",
                                "Hier",
                                "adres",
                                settings.get(Setting.BASE_URL))
                        .body())
                .contains("Dit is het adres van jullie eigen site.");
        assertThat(people.signedIn(Role.PROGRAMME_MANAGER)
                        .browser()
                        .get("/admin/buurhubs")
                        .statusCode())
                .isEqualTo(403);
        assertThat(administrator.get("/admin/buurhubs/999999").statusCode()).isEqualTo(404);
    }

    private long add(StrangeHub hub, String name) {
        HttpResponse<String> answer = administrator.post(
                "/admin/buurhubs",
                "naam",
                name,
                "plaats",
                name.replace("TEC ", ""),
                "adres",
                hub.address(),
                "aan",
                "ja");
        return Long.parseLong(TestBrowser.location(answer).replaceAll(".*/", ""));
    }

    private List<String> titles() {
        return TestSql.list(jdbc, String.class, "select title from neighbour_session order by title");
    }

    private String page(String path) {
        return page(people.visitor(), path);
    }

    private static String page(TestBrowser browser, String path) {
        HttpResponse<String> answer = browser.get(path);
        assertThat(answer.statusCode()).as(path).isEqualTo(200);
        return answer.body();
    }
}
