package nl.tec.bookings;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import nl.tec.AccountsFixture;
import nl.tec.TecTest;
import nl.tec.TestBrowser;
import nl.tec.TestSql;
import nl.tec.mail.Mailbox.Message;
import nl.tec.programme.SessionBookings.BookedSeats;
import nl.tec.shared.Dates;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The sign-up pages over HTTP: responses, retained input and privacy. The journey is in SignUpBrowserTest. */
@TecTest
@ExtendWith(OutputCaptureExtension.class)
class SignUpPagesTest {

    static final Instant START = Instant.now().plus(42, ChronoUnit.DAYS).truncatedTo(ChronoUnit.HOURS);

    @Autowired
    AccountsFixture accounts;

    @Autowired
    VisitorsFixture visitorsFixture;

    @Autowired
    SignUpsByLink byLink;

    @Autowired
    JdbcClient jdbc;

    BookingsFixture bookingsFixture;
    TestBrowser browser;
    long session;
    String form;
    String email;

    @BeforeEach
    void make() {
        bookingsFixture = new BookingsFixture(jdbc);
        browser = accounts.visitor();
        session = visitorsFixture.session(visitorsFixture.activity("Drones", "CHILD"), START, 3);
        form = "/meedoen/" + session;
        email = visitorsFixture.address();
    }

    @Test
    void openingTheLinkDoesNotConfirm_becauseProgramsThatCheckMailOpenLinks() {
        String secret = visitorsFixture.signUp(session, email, "Noor");
        HttpResponse<String> page = browser.get("/mijn/" + secret);
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body()).contains("Nog één tik", "Ja, ik doe mee");
        assertThat(byLink.find(secret).orElseThrow().state()).isEqualTo(BookingState.HELD);
        assertThat(browser.post("/mijn/" + secret + "/bevestigen").statusCode()).isEqualTo(303);
        assertThat(browser.get("/mijn/" + secret).body()).contains("Je doet mee!", "<svg class=\"qr\"");
    }

    @Test
    void whoErasesTwiceReadsThatItIsGone() {
        String secret = visitorsFixture.takesPart(session, email, "Noor");
        for (int click = 0; click < 2; click++) {
            assertThat(TestBrowser.location(browser.post("/mijn/" + secret + "/weghalen")))
                    .isEqualTo("/mijn/verwijderd");
        }
        assertThat(browser.get("/mijn/" + secret).statusCode()).isEqualTo(404);
    }

    @Test
    void pagesOfASignUpAreNotSharedOrIndexed() {
        String secret = visitorsFixture.takesPart(session, email, "Noor");
        for (String path :
                new String[] {"", "/wijzigen", "/afmelden", "/weghalen", "/afspraak.ics", "/gegevens.json"}) {
            HttpResponse<String> page = browser.get("/mijn/" + secret + path);
            assertThat(page.statusCode()).as(path).isEqualTo(200);
            assertKept(page);
        }
        assertKept(browser.get("/mijn/onbekend"));
    }

    private static void assertKept(HttpResponse<String> page) {
        assertThat(page.headers().firstValue("Referrer-Policy")).contains("no-referrer");
        assertThat(page.headers().firstValue("Cache-Control")).contains("no-store");
        assertThat(page.headers().firstValue("X-Robots-Tag"))
                .hasValueSatisfying(tag -> assertThat(tag).contains("noindex"));
    }

    @Test
    void aWrongLinkIsAFriendly404ThatOffersANewOne_andDoesNotSayWhetherTheAddressIsKnown() {
        visitorsFixture.takesPart(session, email, "Noor");
        HttpResponse<String> page = browser.get("/mijn/" + "x".repeat(43));
        assertThat(page.statusCode()).isEqualTo(404);
        assertThat(page.body()).contains("Deze link werkt niet (meer)", "Mail mij een link");
        String known = browser.post("/mijn", "email", email).body();
        String unknown = browser.post("/mijn", "email", "niemand@voorbeeld.nl").body();
        assertThat(known.replace(email, "niemand@voorbeeld.nl").replaceAll("value=\"[^\"]*\"", ""))
                .isEqualTo(unknown.replaceAll("value=\"[^\"]*\"", ""));
        assertThat(visitorsFixture.post(email).subject()).isEqualTo("De link naar je aanmelding");
        assertThat(browser.post("/mijn/" + "x".repeat(43) + "/afmelden").statusCode())
                .isEqualTo(404);
    }

    @Test
    void aChildIsAddedAndRemovedWithoutScript_andWhatWasTypedStays() {
        HttpResponse<String> more = browser.post(
                form,
                "email",
                email,
                "naam",
                "Sanne",
                "voornaam-1",
                "Noor",
                "leeftijd-1",
                "9",
                "fotos",
                "ja",
                "doe",
                "erbij");
        assertThat(more.statusCode()).isEqualTo(200);
        assertThat(more.body())
                .contains("value=\"" + email + "\"", "value=\"Sanne\"", "value=\"Noor\"", "value=\"9\"", "voornaam-2")
                .containsPattern("name=\"fotos\" value=\"ja\" checked");
        HttpResponse<String> less = browser.post(
                form,
                "email",
                email,
                "voornaam-1",
                "Noor",
                "leeftijd-1",
                "9",
                "voornaam-2",
                "Sem",
                "leeftijd-2",
                "",
                "doe",
                "weg-1");
        assertThat(less.body()).contains("value=\"Sem\"").doesNotContain("value=\"Noor\"", "voornaam-2");
        assertThat(bookingsFixture.taken(session)).isEqualTo(new BookedSeats(0, 0));
    }

    @Test
    void aFormThatIsRefusedKeepsWhatWasTypedAndSaysWhatIsWrong() {
        HttpResponse<String> page =
                browser.post(form, "email", "sanne", "naam", "Sanne <b>", "voornaam-1", "Noor", "leeftijd-1", "44");
        assertThat(page.statusCode()).isEqualTo(422);
        assertThat(page.body())
                .contains(
                        "Vul een heel e-mailadres in",
                        "value=\"sanne\"",
                        "Sanne &lt;b>",
                        "value=\"44\"",
                        "aria-invalid=\"true\"");
    }

    /** The number of adults of a family is a group of choices. */
    @Test
    void aWrongNumberOfAdultsIsTiedToItsGroup() {
        long family = visitorsFixture.session(visitorsFixture.activity("Samen bouwen", "CHILD", "PARENT"), START, 5);
        HttpResponse<String> page = browser.post(
                "/meedoen/" + family,
                "email",
                email,
                "naam",
                "Sanne",
                "voornaam-1",
                "Noor",
                "leeftijd-1",
                "9",
                "volwassenen",
                "99");
        assertThat(page.statusCode()).isEqualTo(422);
        assertThat(page.body())
                .contains(
                        "<fieldset class=\"field\" aria-describedby=\"volwassenen-error\"",
                        "id=\"volwassenen-error\"",
                        "id=\"volwassenen\"",
                        "href=\"#volwassenen\"");
    }

    @Test
    void whatWasChangedInAnotherTabIsNotOverwrittenUnseen() {
        String form = "/mijn/" + visitorsFixture.takesPart(session, email, "Noor") + "/wijzigen";
        String seen = seen(browser.get(form).body());
        assertThat(browser.post(form, change("gezien", seen, "Sem")).statusCode())
                .isEqualTo(303);
        HttpResponse<String> other = browser.post(form, change("gezien", seen, "Yara"));
        assertThat(other.statusCode()).isEqualTo(422);
        assertThat(other.body()).contains("intussen gewijzigd", "Nu staat er: Sem", "value=\"Yara\"");
        assertThat(browser.get(form).body()).contains("value=\"Sem\"").doesNotContain("value=\"Yara\"");
        String[] more = change("gezien", seen, "Yara", "doe", "erbij");
        assertThat(seen(browser.post(form, more).body()))
                .as("a button that adds a row is no look at what is stored")
                .isEqualTo(seen);
        assertThat(browser.post(form, change("gezien", seen(other.body()), "Yara"))
                        .statusCode())
                .as("after it was told")
                .isEqualTo(303);
        assertThat(browser.get(form).body()).contains("value=\"Yara\"");
    }

    private static String[] change(String field, String seen, String child, String... more) {
        return Stream.concat(
                        Stream.of(field, seen, "naam", "Sanne", "voornaam-1", child, "leeftijd-1", "9"),
                        Stream.of(more))
                .toArray(String[]::new);
    }

    private static String seen(String page) {
        Matcher field = Pattern.compile("name=\"gezien\" value=\"([^\"]+)\"").matcher(page);
        assertThat(field.find()).isTrue();
        return field.group(1);
    }

    @Test
    void programsThatFillInEveryFieldAreRefused_peopleGetThrough() {
        String[] fields = {
            "email", email, "naam", "Sanne", "voornaam-1", "Noor", "leeftijd-1", "9", "bericht", "koop nu"
        };
        assertThat(browser.post(form, fields).statusCode()).isEqualTo(422);
        assertThat(bookingsFixture.taken(session)).isEqualTo(new BookedSeats(0, 0));
        fields[9] = "";
        assertThat(browser.post(form, fields).statusCode()).isEqualTo(303);
    }

    @Test
    void whoIsWithMoreThanThereIsRoomForIsAsked_beforeWaiting() {
        visitorsFixture.takesPart(session, email, "Noor", "Sem");
        String two = visitorsFixture.address();
        String[] fields = {
            "email",
            two,
            "naam",
            "Sanne",
            "voornaam-1",
            "Daan",
            "leeftijd-1",
            "9",
            "voornaam-2",
            "Lina",
            "leeftijd-2",
            "12"
        };
        HttpResponse<String> page = browser.post(form, fields);
        assertThat(page.statusCode()).isEqualTo(409);
        assertThat(page.body()).contains("Er is nog 1 plek vrij", "Zet ons samen op de wachtlijst", "value=\"Lina\"");
        String[] waiting = java.util.Arrays.copyOf(fields, fields.length + 2);
        waiting[fields.length] = "wachtlijst";
        waiting[fields.length + 1] = "ja";
        HttpResponse<String> done = browser.post(form, waiting);
        assertThat(done.statusCode()).isEqualTo(303);
        String after = browser.get(TestBrowser.location(done)).body();
        assertThat(after).contains("Je bent nummer 1 op de wachtlijst", two);
        visitorsFixture.takesPart(session, visitorsFixture.address(), "Yara");
        assertThat(browser.get(form).body()).contains("Deze datum is vol", "Zet mij op de wachtlijst");
        String week = DateTimeFormatter.ISO_WEEK_DATE.format(Dates.dayOf(START)).substring(0, 8);
        assertThat(browser.get("/kalender?week=" + week).body())
                .as("the calendar says it in words, not by colour alone")
                .containsPattern(", vol</span></span>\\s*<a href=\"[^\"]*#sessie-" + session + "\"");
    }

    @Test
    void pastCancelledAndClassOnlySessionsOfferANextStep() {
        long past = visitorsFixture.session(
                visitorsFixture.activity("Drones", "CHILD"), Instant.now().minus(2, ChronoUnit.DAYS), 3);
        assertThat(browser.get("/meedoen/" + past).statusCode()).isEqualTo(410);
        assertThat(browser.get("/meedoen/" + past).body()).contains("al begonnen of voorbij", "Bekijk andere data");
        long cancelled = visitorsFixture.session(visitorsFixture.activity("Drones", "CHILD"), START, 3);
        jdbc.sql("update session set state = 'CANCELLED', cancel_reason = 'Te weinig kinderen' where id = ?")
                .param(cancelled)
                .update();
        assertThat(browser.get("/meedoen/" + cancelled).body()).contains("gaat niet door", "Te weinig kinderen");
        long draft = visitorsFixture.session(visitorsFixture.activity("Drones", "CHILD"), START, 3);
        jdbc.sql("update session set state = 'DRAFT' where id = ?").param(draft).update();
        assertThat(browser.get("/meedoen/" + draft).statusCode()).isEqualTo(404);
        assertThat(browser.get("/meedoen/999999999").statusCode()).isEqualTo(404);
        long classes = bookingsFixture.session(bookingsFixture.activity(), START, 30, 1);
        assertThat(browser.get("/meedoen/" + classes).body()).contains("Hier komt een school met een klas");
    }

    @Test
    void aMeetingOfACourseTellsOfTheOthers_andTheyAreFilledInAfterTheFirst() {
        long course = visitorsFixture.activity("Cursus", "CHILD");
        jdbc.sql("update activity set meetings = 3 where id = ?").param(course).update();
        List<Long> meetings = Stream.of(0, 7, 14)
                .map(days -> visitorsFixture.session(course, START.plus(days, ChronoUnit.DAYS), 3))
                .toList();
        TestSql.update(jdbc, "update session set series_id = nextval('session_series') where id = ?", meetings.get(0));
        jdbc.sql("update session set series_id = (select series_id from session where id = ?) where activity_id = ?")
                .param(meetings.get(0))
                .param(course)
                .update();
        assertThat(browser.get(form).body()).as("not a course").doesNotContain("Dit is een reeks");
        assertThat(browser.get("/meedoen/" + meetings.get(0)).body())
                .contains("Dit is een reeks van 3 keer", "hiervoor meld je je nu aan")
                .doesNotContain("We vulden in");

        HttpResponse<String> sent = browser.post(
                "/meedoen/" + meetings.get(0),
                "email",
                email,
                "naam",
                "Sanne",
                "voornaam-1",
                "Noor",
                "leeftijd-1",
                "9");
        String done = TestBrowser.location(sent);
        String key = done.substring(done.indexOf("k=") + 2);
        String next = "/meedoen/%d?na=%d&k=%s".formatted(meetings.get(1), meetings.get(0), key);
        String received = browser.get(done).body();
        assertThat(received).contains("Kom je ook de andere 2 keer?", next);

        HttpResponse<String> filled = browser.get(next);
        assertThat(filled.body())
                .contains(
                        "We vulden in", "value=\"" + email + "\"", "value=\"Sanne\"", "value=\"Noor\"", "value=\"9\"");
        assertKept(filled);
        assertThat(browser.get(next.replace(key, UUID.randomUUID().toString())).body())
                .as("with another key nothing is told")
                .doesNotContain(email, "We vulden in");
        assertThat(browser.get("/meedoen/" + session + next.substring(next.indexOf('?')))
                        .body())
                .as("nor for what is no meeting of this course")
                .doesNotContain(email, "We vulden in");

        visitorsFixture.signUp(meetings.get(1), email, "Noor");
        assertThat(browser.get(done).body())
                .contains("Kom je ook de andere keer?", "/meedoen/" + meetings.get(2) + "?na=")
                .doesNotContain("/meedoen/" + meetings.get(1) + "?na=");
        jdbc.sql("update booking set requested_at = now() - interval '2 hours' where session_id = ?")
                .param(meetings.get(0))
                .update();
        assertThat(browser.get(next.replace("/" + meetings.get(1) + "?", "/" + meetings.get(2) + "?"))
                        .body())
                .as("after an hour the address tells nothing any more")
                .contains("Dit is een reeks")
                .doesNotContain(email);
    }

    @Test
    void aCourseIsOneForm_whicheverMeetingOneComesFrom() {
        long activity = visitorsFixture.activity("Cursus " + System.nanoTime(), "CHILD");
        List<Long> course = visitorsFixture.course(activity, START, 3, 3);
        String page = browser.get("/meedoen/" + course.get(1)).body();
        assertThat(page)
                .contains("Dit is een cursus van 2 keer", "action=\"/meedoen/" + course.get(0) + "\"")
                .doesNotContain("Dit is een reeks");
        String slug = TestSql.text(jdbc, "select slug from activity where id = ?", activity);
        assertThat(browser.get("/activiteit/" + slug).body())
                .contains("Dit is een cursus", "2 keer, dit is de eerste", "/meedoen/" + course.get(0))
                .doesNotContain("/meedoen/" + course.get(1));
        visitorsFixture.takesPart(course.get(0), email, "Noor", "Sem", "Yara");
        assertThat(browser.get("/meedoen/" + course.get(1)).body()).contains("Deze cursus is vol");
    }

    @Test
    void everythingIsThereInEnglish() {
        String[] fields = {"email", email, "naam", "Ann", "voornaam-1", "Noor", "leeftijd-1", "9", "lang", "en"};
        HttpResponse<String> done = browser.post(form, fields);
        String after = browser.get(TestBrowser.location(done)).body();
        assertThat(after).contains("Almost done: look in your mail").doesNotContain("signup.");
        Message letter = visitorsFixture.post(email);
        assertThat(letter.subject()).isEqualTo("One more tap: Drones");
        assertThat(browser.get("/postbus/" + letter.id() + "/html").body())
                .as("a link opens a page, not a piece of the mailbox")
                .contains("<base target=\"_top\">");
        TestBrowser phone = accounts.visitor();
        String path = "/mijn/" + VisitorsFixture.secret(letter) + "?lang=en";
        assertThat(phone.get(path).body()).contains("One more tap", "We are keeping a place for you");
    }

    @Test
    void nothingPersonalIsInAddressesOrInTheLog(CapturedOutput output) {
        HttpResponse<String> done = browser.post(
                form, "email", email, "naam", "Sanne Geheim", "voornaam-1", "Noorgeheim", "leeftijd-1", "9");
        String location = TestBrowser.location(done);
        assertThat(location).doesNotContain("@", "Sanne", "Noor");
        browser.get(location);
        String secret = VisitorsFixture.secret(visitorsFixture.post(email));
        browser.post("/mijn/" + secret + "/bevestigen");
        browser.post("/mijn/" + secret + "/afmelden");
        visitorsFixture.mail(email);
        Matcher personal = Pattern.compile(email + "|Geheim|geheim|" + secret).matcher(output.getAll());
        assertThat(personal.find()).as("personal data in the log").isFalse();
    }
}
