package nl.tec.programme;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import nl.tec.AccountsFixture;
import nl.tec.TecTest;
import nl.tec.TestBrowser;
import nl.tec.TestSql;
import nl.tec.accounts.Role;
import nl.tec.bookings.BookingsFixture;
import nl.tec.bookings.VisitorsFixture;
import nl.tec.documents.PdfUa;
import nl.tec.shared.Dates;
import nl.tec.shared.TimeSlot;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Events with parts and tracks (rules 3.12): managed by a programme manager, public on a page and as a document. */
@TecTest
class ProgrammeEventsTest {

    static final Instant START = Dates.dayOf(Instant.now().plus(50, ChronoUnit.DAYS))
            .atTime(9, 0)
            .atZone(Dates.ZONE)
            .toInstant();
    static final LocalDate DAY = Dates.dayOf(START);
    static final String EVENTS = "/beheer/evenementen";

    @Autowired
    AccountsFixture accounts;

    @Autowired
    VisitorsFixture visitors;

    @Autowired
    Sessions sessions;

    @Autowired
    JdbcClient jdbc;

    TestBrowser manager;
    TestBrowser visitor;
    String title;
    long robots;
    long bridges;

    @BeforeEach
    void make() {
        manager = accounts.signedIn(Role.PROGRAMME_MANAGER).browser();
        visitor = accounts.visitor();
        title = "Week " + UUID.randomUUID().toString().substring(0, 8);
        robots = visitors.session(visitors.freeActivity("Robots " + title, "CHILD"), START, 8);
        bridges =
                visitors.session(visitors.freeActivity("Bruggen " + title, "CHILD"), START.plus(1, ChronoUnit.DAYS), 8);
    }

    private HttpResponse<String> create(String... more) {
        return manager.post(EVENTS + "/nieuw", with(more));
    }

    private String[] with(String... more) {
        List<String> fields = new ArrayList<>(List.of(
                "titel",
                title,
                "titel-en",
                "Week in English",
                "belofte",
                "Een week vol techniek.",
                "inleiding",
                "Kom *kijken*.",
                "eerste-dag",
                DAY.toString(),
                "laatste-dag",
                DAY.plusDays(2).toString(),
                "spoor-1",
                "Maken",
                "spoor-1-en",
                "Making",
                "spoor-2",
                "Voor ouders"));
        fields.addAll(List.of(more));
        return fields.toArray(String[]::new);
    }

    /** Creates an event without parts, and returns its path. */
    private String draft() {
        HttpResponse<String> made = create();
        assertThat(made.statusCode()).as(made.body()).isEqualTo(303);
        return TestBrowser.location(made).replace("/onderdelen", "");
    }

    private int version(String address) {
        return jdbc.sql("select version from programme_event where id = ?")
                .param(Long.valueOf(address.substring(address.lastIndexOf('/') + 1)))
                .query(Integer.class)
                .single();
    }

    private HttpResponse<String> choose(String address, long first, int track, long second) {
        return manager.post(
                address + "/onderdelen",
                "versie",
                "" + version(address),
                "deel",
                "" + first,
                "deel",
                "" + second,
                "spoor-van-" + first,
                "" + track,
                "spoor-van-" + second,
                "0");
    }

    /** Creates a published event with two parts, and returns its public path. */
    private String published() {
        String address = draft();
        assertThat(choose(address, robots, 1, bridges).statusCode()).isEqualTo(303);
        assertThat(manager.post(address + "/tonen", "tonen", "ja").statusCode()).isEqualTo(303);
        return publicOf(address);
    }

    private String publicOf(String address) {
        return "/evenement/"
                + jdbc.sql("select slug from programme_event where id = ?")
                        .param(Long.valueOf(address.substring(address.lastIndexOf('/') + 1)))
                        .query(String.class)
                        .single();
    }

    @Test
    void aDraftIsSeenByItsMakersOnly_andIsShownOnceItHasParts() {
        String address = draft();
        String open = publicOf(address);
        assertThat(manager.get(EVENTS).body()).contains(title, "Nog niet te zien");
        assertThat(manager.get(address + "/voorbeeld").body())
                .contains("Zo wordt de pagina", "Er zijn nog geen onderdelen");
        assertThat(visitor.get(open).statusCode()).isEqualTo(404);
        assertThat(visitor.get(open + "/programma.pdf").statusCode()).isEqualTo(404);
        assertThat(visitor.get(open + "/meedoen?deel=" + robots).statusCode()).isEqualTo(404);
        HttpResponse<String> refused = manager.post(address + "/tonen", "tonen", "ja");
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.body()).contains("Kies eerst minstens één onderdeel");

        assertThat(manager.get(address + "/onderdelen").body()).contains("Robots " + title, "Bruggen " + title);
        assertThat(choose(address, robots, 1, bridges).statusCode()).isEqualTo(303);
        manager.post(address + "/tonen", "tonen", "ja");
        assertThat(visitor.get(open).statusCode()).isEqualTo(200);
        manager.post(address + "/tonen", "tonen", "nee");
        assertThat(visitor.get(open).statusCode()).isEqualTo(404);
        assertThat(accounts.signedIn(Role.PROFESSIONAL).browser().get(address).statusCode())
                .isEqualTo(403);
        assertThat(manager.get(EVENTS + "/999999999").statusCode()).isEqualTo(404);
    }

    @Test
    void theProgrammeByDateShowsItAsItIsNow() {
        String address = draft();
        String byDate = "/programma?weergave=data&per=50";
        assertThat(visitor.get(byDate).body()).doesNotContain(strong(title));
        choose(address, robots, 1, bridges);
        manager.post(address + "/tonen", "tonen", "ja");
        assertThat(visitor.get(byDate).body()).contains(strong(title));
        // known by now
        assertThat(visitor.get(byDate).body()).contains(strong(title));

        String before = title;
        title = "Later " + before;
        manager.post(address, with("versie", "" + version(address)));
        assertThat(visitor.get(byDate).body()).contains(strong(title)).doesNotContain(strong(before));
        manager.post(address + "/tonen", "tonen", "nee");
        assertThat(visitor.get(byDate).body()).doesNotContain(strong(title));
    }

    private static String strong(String text) {
        return "<strong>" + text + "</strong>";
    }

    @Test
    void onePageShowsDaysTracksAndPlaces() {
        String open = published();
        String page = visitor.get(open).body();
        assertThat(page)
                .contains(
                        Dates.longDay(DAY, Locale.forLanguageTag("nl")),
                        "<h3>Maken</h3>",
                        "Robots " + title,
                        "Bruggen " + title,
                        "Nog 8 plekken",
                        "name=\"deel\" value=\"" + robots + "\"",
                        "<em>kijken</em>")
                .doesNotContain("Voor ouders");
        String english = visitor.get(open + "?lang=en").body();
        assertThat(english).contains("Week in English", "Making", "I want to go");
    }

    @Test
    void searchEnginesReadTheEventWithItsParts() {
        String open = published();
        assertThat(visitor.get(open).body())
                .contains("\"@type\":\"Event\"", "\"subEvent\":[", "\"@type\":\"EducationEvent\"", "Robots " + title);
        assertThat(visitor.get("/sitemap.xml").body()).contains(open);
        assertThat(visitor.get("/programma").body()).contains(open);
        String activity = TestSql.text(
                jdbc, "select a.slug from activity a join session s on s.activity_id = a.id where s.id = ?", robots);
        assertThat(visitor.get("/activiteit/" + activity).body()).contains(open);
        assertThat(visitor.get("/programma?q=" + title.replace(" ", "+")).body())
                .contains(open);
        assertThat(visitor.get("/programma?q=heelietsanders").body()).doesNotContain(open);
        assertThat(visitor.get("/kalender?maand=" + DAY.toString().substring(0, 7))
                        .body())
                .contains(open);
        assertThat(visitor.get("/kalender?maand=" + DAY.plusMonths(3).toString().substring(0, 7))
                        .body())
                .doesNotContain(open);
    }

    @Test
    void theProgrammeIsADocumentThatEverybodyCanRead() {
        byte[] pdf = visitor.download(published() + "/programma.pdf");
        assertThat(PdfUa.failures(pdf)).isEmpty();
        assertThat(PdfUa.failures(manager.download(draft() + "/programma.pdf"))).isEmpty();
    }

    @Test
    void whatIsWrongIsSaidAtItsField_andNothingTypedIsLost() {
        HttpResponse<String> refused = manager.post(
                EVENTS + "/nieuw",
                "titel",
                "",
                "belofte",
                "Onthoud mij",
                "eerste-dag",
                "31-2-2027",
                "spoor-1",
                "",
                "spoor-2",
                "Later");
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.body())
                .contains(
                        "id=\"titel-error\"",
                        "id=\"eerste-dag-error\"",
                        "id=\"spoor-1-error\"",
                        "Onthoud mij",
                        "31-2-2027",
                        "Later");
        HttpResponse<String> backwards = create("laatste-dag", DAY.minusDays(1).toString());
        assertThat(create("spoor-3", "x".repeat(61)).statusCode()).isEqualTo(422);
        assertThat(backwards.statusCode())
                .as("the first value of a field counts")
                .isEqualTo(303);
        assertThat(manager.post(
                                EVENTS + "/nieuw",
                                "titel",
                                title,
                                "eerste-dag",
                                DAY.toString(),
                                "laatste-dag",
                                DAY.minusDays(1).toString())
                        .body())
                .contains("De laatste dag is de eerste of later");
        assertThat(manager.post(draft(), "titel", title, "eerste-dag", DAY.toString())
                        .statusCode())
                .as("without a version")
                .isEqualTo(422);
    }

    @Test
    void aSessionIsAPartOfOneEvent_onItsDays() {
        published();
        String other = draft();
        assertThat(manager.get(other + "/onderdelen").body()).doesNotContain("Robots " + title);
        HttpResponse<String> taken = choose(other, robots, 1, bridges);
        assertThat(taken.statusCode()).isEqualTo(422);
        assertThat(taken.body()).contains("is al van een ander evenement");
        long later =
                visitors.session(visitors.freeActivity("Later " + title, "CHILD"), START.plus(9, ChronoUnit.DAYS), 8);
        assertThat(choose(other, later, 1, later).statusCode()).isEqualTo(422);
        long own = visitors.session(visitors.freeActivity("Eigen " + title, "CHILD"), START, 8);
        assertThat(choose(other, own, 5, own).body()).contains("Kies een spoor uit de lijst.");
    }

    @Test
    void aPartStaysOnTheDaysOfItsEventAndOutOfSchools() {
        choose(draft(), robots, 1, bridges);
        assertThat(moved(robots, START.plus(20, ChronoUnit.DAYS)))
                .isInstanceOfSatisfying(
                        Sessions.Refused.class,
                        refused -> assertThat(refused.problems()
                                        .at(SessionFields.DAY)
                                        .orElseThrow()
                                        .key())
                                .isEqualTo("programme.check.eventDays"));
        Session part = sessions.find(bridges).orElseThrow();
        long site = new BookingsFixture(jdbc).school().siteId();
        SessionDetails atSchool = SessionDetails.of(part).in(null, site, null);
        assertThat(sessions.tryChange(bridges, part.version(), atSchool, ProgrammeFixture.MANAGER))
                .isInstanceOfSatisfying(
                        Sessions.Refused.class,
                        refused -> assertThat(refused.problems().has("programme.check.eventAtSchool"))
                                .isTrue());
        assertThat(moved(robots, START.plus(2, ChronoUnit.DAYS))).isInstanceOf(Sessions.Saved.class);
    }

    private Sessions.Result moved(long session, Instant to) {
        Session current = sessions.find(session).orElseThrow();
        SessionDetails details = SessionDetails.of(current)
                .at(new TimeSlot(to, to.plus(current.slot().duration())));
        return sessions.change(session, current.version(), details, ProgrammeFixture.MANAGER);
    }

    @Test
    void otherDaysAndFewerTracksTakePartsAlong_andTwoEditorsDoNotOverwriteEachOther() {
        String address = draft();
        choose(address, robots, 2, bridges);
        int seen = version(address);
        assertThat(manager.post(
                                address,
                                "versie",
                                "" + seen,
                                "titel",
                                title,
                                "belofte",
                                "Kort",
                                "eerste-dag",
                                DAY.toString(),
                                "laatste-dag",
                                "",
                                "spoor-1",
                                "Alles")
                        .statusCode())
                .isEqualTo(303);
        assertThat(jdbc.sql("select session_id from programme_event_part where event_id = ? and track is null")
                        .param(Long.valueOf(address.substring(address.lastIndexOf('/') + 1)))
                        .query(Long.class)
                        .list())
                .containsExactly(robots);
        HttpResponse<String> late = manager.post(
                address,
                "versie",
                "" + seen,
                "titel",
                "Anders",
                "inleiding",
                "Lang verhaal",
                "eerste-dag",
                DAY.toString());
        assertThat(late.statusCode()).isEqualTo(409);
        assertThat(late.body())
                .contains("Iemand anders heeft dit intussen gewijzigd")
                .as("what was typed, beside what is stored")
                .contains("value=\"Anders\"", "Lang verhaal</textarea>", "Wat nu bewaard is\">" + title)
                .contains("name=\"versie\" value=\"" + (seen + 1) + "\"");
        HttpResponse<String> parts = manager.post(address + "/onderdelen", "versie", "" + seen);
        assertThat(parts.statusCode()).isEqualTo(409);
        assertThat(parts.body())
                .contains("Iemand anders heeft dit intussen gewijzigd")
                .doesNotContain("checked")
                .contains("name=\"versie\" value=\"" + (seen + 1) + "\"");
    }
}
