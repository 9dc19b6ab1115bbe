package nl.tec.lines;

import static nl.tec.Outcomes.done;
import static nl.tec.Outcomes.fields;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import nl.tec.AccountsFixture;
import nl.tec.TecTest;
import nl.tec.TestBrowser;
import nl.tec.accounts.Actor.Membership;
import nl.tec.accounts.Role;
import nl.tec.bookings.BookingsFixture.School;
import nl.tec.bookings.BookingsFixture.TestClass;
import nl.tec.documents.PdfUa;
import nl.tec.programme.LearningLine;
import nl.tec.programme.LearningLines;
import nl.tec.shared.Dates;
import nl.tec.shared.SchoolYear;
import nl.tec.shared.Sector;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The pages of learning lines: the public page, the pages of a school and those of the programme manager. */
@TecTest
class LinePagesTest {

    @Autowired
    AccountsFixture accounts;

    @Autowired
    LearningLines learningLines;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    Clock clock;

    @Value("${local.server.port}")
    int port;

    private LinesFixture lines;
    private School school;
    private TestBrowser coordinator;
    private TestBrowser manager;
    private TestClass group;
    private long line;
    private long step;
    private long activity;

    @BeforeEach
    void aLineAndASchool() {
        lines = new LinesFixture(jdbc, learningLines);
        school = lines.bookings.school();
        coordinator = accounts.signedIn(Membership.of(Role.SCHOOL_COORDINATOR, school.siteId()))
                .browser();
        manager = accounts.signedIn(Role.PROGRAMME_MANAGER).browser();
        SchoolYear year = SchoolYear.of(LocalDate.now(clock));
        group = lines.bookings.schoolClass(school, year.start(), 7, 24);
        activity = lines.activity("Windmolen", "ENERGIE_WATER_VEILIGHEID");
        line = lines.line("Van wind tot watt " + school.siteId());
        step = lines.step(line, 7, 8, "Meten wat wind doet", activity);
        lines.voStep(line, 1, "Rekenen met vermogen");
        lines.publish(line);
    }

    @Test
    void everybodySeesALine_inTwoLanguages_withGoalsLessonsAndData() {
        TestBrowser visitor = new TestBrowser(port, null);
        String page = visitor.get("/leerlijn/" + key()).body();
        assertThat(page)
                .contains(
                        "groep 7 en 8",
                        "klas 1",
                        "Meten wat wind doet",
                        "Windmolen",
                        "kerndoel 990 (2006) en 990 (nieuw)")
                .contains("Praat over robots.", "\"@type\":\"Course\"", "Stap voor stap.");
        assertThat(visitor.get("/leerlijn/" + key() + "?lang=en").body())
                .contains("in English", "group 7 and 8", "Lesson before");
        assertThat(visitor.get("/sitemap.xml").body()).contains("/leerlijn/" + key() + "<");
        assertThat(visitor.get("/voor-scholen").body()).contains("href=\"/leerlijn/" + key() + "\"");
        done(learningLines.withdraw(line, lines.manager()));
        assertThat(visitor.get("/leerlijn/" + key()).statusCode()).isEqualTo(404);
    }

    @Test
    void theSchoolOfSomebodyElseDoesNotExist() {
        assertThat(coordinator
                        .post("/school/leerlijnen/volgen", "school", site(), "lijn", String.valueOf(line))
                        .statusCode())
                .isEqualTo(303);
        School other = lines.bookings.school();
        TestBrowser stranger = accounts.signedIn(Membership.of(Role.SCHOOL_COORDINATOR, other.siteId()))
                .browser();
        String steps = "/school/leerlijnen/klas/" + group.id();
        for (String path : new String[] {
            "/school/leerlijnen?school=" + site(),
            "/school/leerlijnen/plan?school=" + site(),
            "/school/leerlijnen/plan.pdf?school=" + site(),
            steps
        }) {
            assertThat(coordinator.get(path).statusCode()).as(path).isEqualTo(200);
            assertThat(stranger.get(path).statusCode()).as(path).isEqualTo(404);
        }
        assertThat(stranger.post("/school/leerlijnen/stoppen", "school", site(), "lijn", String.valueOf(line))
                        .statusCode())
                .isEqualTo(404);
        assertThat(tick(stranger, "SCHOOL").statusCode()).isEqualTo(404);
        assertThat(tick(coordinator, "ELDERS").statusCode()).isEqualTo(404);
        assertThat(tick(coordinator, "SCHOOL").statusCode()).isEqualTo(303);
        assertThat(coordinator.get(steps).body()).contains("Op school gedaan");
    }

    @Test
    void suggestionsBeginWithTheNextStepOfTheLine_andSaySo() {
        Instant start = lines.bookings.schoolDay(21);
        SchoolYear year = SchoolYear.of(Dates.dayOf(start));
        lines.bookings.schoolClass(school, year.start(), 8, 24);
        lines.bookings.session(lines.activity("Eerder die dag", "HITECH_SCIENCE"), start.minusSeconds(3600), 30, 1);
        lines.bookings.session(activity, start, 30, 1);
        String path = "/school?jaar=" + year.start();
        String before = coordinator.get(path).body();
        assertThat(firstThatFits(before))
                .as("by date, as the school follows nothing")
                .isNotEqualTo("Windmolen");
        assertThat(before).doesNotContain("volgende stap");
        coordinator.post("/school/leerlijnen/volgen", "school", site(), "lijn", String.valueOf(line));
        String after = coordinator.get(path).body();
        assertThat(firstThatFits(after)).isEqualTo("Windmolen");
        assertThat(after).contains("volgende stap: Meten wat wind doet");
    }

    /** Returns the first match: other tests have sessions that match too, and the page shows only a few. */
    private static String firstThatFits(String page) {
        Matcher title = Pattern.compile("Dit past</h3>.*?<strong>([^<]+)</strong>", Pattern.DOTALL)
                .matcher(page);
        assertThat(title.find()).isTrue();
        return title.group(1);
    }

    private HttpResponse<String> tick(TestBrowser who, String place) {
        return who.post(
                "/school/leerlijnen/klas/" + group.id() + "/stap",
                "deel",
                String.valueOf(group.partId()),
                "stap",
                String.valueOf(step),
                "waar",
                place);
    }

    @Test
    void thePlanIsAPageAndADocumentThatEverybodyCanRead() {
        assertThat(PdfUa.failures(coordinator.download("/school/leerlijnen/plan.pdf")))
                .isEmpty();
        coordinator.post("/school/leerlijnen/volgen", "school", site(), "lijn", String.valueOf(line));
        assertThat(write("0", "## Waarom\n\n- Kinderen *maken* iets.\n- Elke week.")
                        .statusCode())
                .isEqualTo(303);
        assertThat(coordinator.get("/school/leerlijnen/plan").body())
                .contains("<em>maken</em>", "Meten wat wind doet", "groep 7 en 8", "0 van 1 stap")
                .doesNotContain("Rekenen met vermogen");
        HttpResponse<String> late = write("0", "Van een ander scherm");
        assertThat(late.statusCode()).isEqualTo(422);
        assertThat(late.body()).contains("Iemand anders heeft dit intussen veranderd", "Van een ander scherm");
        assertThat(write("1", "x".repeat(4001)).body()).contains("Gebruik hoogstens 4.000 tekens");
        byte[] pdf = coordinator.download("/school/leerlijnen/plan.pdf?school=" + site());
        assertThat(new String(pdf, 0, 5, StandardCharsets.US_ASCII)).isEqualTo("%PDF-");
        assertThat(PdfUa.failures(pdf)).isEmpty();
    }

    private HttpResponse<String> write(String version, String words) {
        return coordinator.post("/school/leerlijnen/plan", "school", site(), "versie", version, "tekst", words);
    }

    @Test
    void aManagerMakesALine_stepByStep_andTakesAStepOutAndPutsItBack() {
        HttpResponse<String> made = manager.post("/beheer/leerlijnen/nieuw", "titel", "Van zand tot chip " + site());
        assertThat(made.statusCode()).isEqualTo(303);
        String base = made.headers().firstValue("location").orElseThrow();
        String title = "Van zand naar chip " + site();
        assertThat(manager.post(base, "versie", "0", "titel", title, "dan", "publiceer")
                        .body())
                .as("what was typed is kept")
                .contains("Voeg eerst een stap toe", "value=\"" + title + "\"");
        HttpResponse<String> refused = manager.post(
                base + "/stap/nieuw", "school", "PO", "van", "9", "titel", "Een eigen chip", "kerndoelen", "2006-990");
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.body())
                .contains("van 1 tot en met 8", "Kies minstens één activiteit.", "value=\"Een eigen chip\"")
                .contains("Kies minstens één kerndoel van 2006 en één nieuw kerndoel.");
        assertThat(manager.post(
                                base + "/stap/nieuw",
                                "school",
                                "PO",
                                "van",
                                "7",
                                "titel",
                                "Een eigen chip",
                                "activiteiten",
                                String.valueOf(activity),
                                "kerndoelen",
                                "2006-990",
                                "kerndoelen",
                                "PO 990")
                        .statusCode())
                .isEqualTo(303);
        assertThat(manager.post(base, "versie", "1", "titel", title + ".", "dan", "publiceer")
                        .statusCode())
                .isEqualTo(303);
        assertThat(manager.get(base).body()).contains("Een eigen chip", "groep 7", "Op de site", title + ".");
        LearningLine now = learningLines.list().stream()
                .filter(one -> base.endsWith("/" + one.id()))
                .findFirst()
                .orElseThrow();
        long only = now.steps().get(0).id();
        assertThat(manager.post(base + "/stap/" + only + "/weg").body()).contains("Dit is de laatste stap");
        long second = lines.step(now.id(), 8, 8, "Nog een chip", activity);
        HttpResponse<String> removed = manager.post(base + "/stap/" + second + "/weg");
        assertThat(TestBrowser.location(manager.post(base + "/stap/" + second + "/weg")))
                .as("removed already, which leaves the last step alone")
                .isEqualTo(TestBrowser.location(removed));
        String toast = manager.get(removed.headers().firstValue("location").orElseThrow())
                .body();
        assertThat(toast).contains("De stap is weggehaald.").doesNotContain("Nog een chip");
        manager.post(base + "/stap/" + second + "/terug");
        assertThat(manager.get(base).body()).contains("Nog een chip");
        assertThat(manager.get(base + "/stap/" + step).statusCode())
                .as("of another line")
                .isEqualTo(404);
    }

    @Test
    void aChangeOnAnOldScreenIsRefused_andAnActivityForOthersToo() {
        manager.post("/beheer/leerlijnen/" + line, "versie", "0", "titel", "Andere naam");
        HttpResponse<String> late = manager.post("/beheer/leerlijnen/" + line, "versie", "0", "titel", "Nog een naam");
        assertThat(late.statusCode()).isEqualTo(422);
        assertThat(late.body()).contains("Iemand anders heeft dit intussen veranderd", "value=\"Nog een naam\"");
        assertThat(fields(learningLines.addStep(
                        line, LinesFixture.fields(Sector.PO, 1, 2, "Te jong", activity), lines.manager())))
                .containsExactly("activiteiten");
        assertThat(fields(learningLines.addStep(
                        line, LinesFixture.fields(Sector.VO, 1, 1, "Andere school", activity), lines.manager())))
                .containsExactly("activiteiten");
    }

    private String key() {
        return learningLines.find(line).orElseThrow().key();
    }

    private String site() {
        return String.valueOf(school.siteId());
    }
}
