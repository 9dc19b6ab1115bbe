package nl.tec.bookings;

import static nl.tec.Outcomes.done;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import nl.tec.AccountsFixture;
import nl.tec.TecTest;
import nl.tec.TestBrowser;
import nl.tec.TestSql;
import nl.tec.accounts.Role;
import nl.tec.bookings.BookingsFixture.School;
import nl.tec.bookings.BookingsFixture.TestClass;
import nl.tec.documents.PdfUa;
import nl.tec.hub.Texts;
import nl.tec.shared.Dates;
import nl.tec.shared.SchoolYear;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The booking pages over HTTP: refusals keep the input and offer a next step; bookings of others do not exist. */
@TecTest
class BookingPagesTest {

    private static final String PHOTOS = "Foto's mogen\n";
    private static final String NO_PHOTOS = "Geen foto's\n";

    @Autowired
    ClassMailsFixture mails;

    @Autowired
    AccountsFixture accounts;

    @Autowired
    BookingOverview overview;

    @Autowired
    Attendances attendances;

    @Autowired
    JdbcClient jdbc;

    BookingsFixture bookingsFixture;
    School school;
    TestClass group7;
    long session;
    TestBrowser teacher;

    @BeforeEach
    void make() {
        bookingsFixture = new BookingsFixture(jdbc);
        school = bookingsFixture.school();
        group7 = bookingsFixture.schoolClass(school, 7, 26);
        session = bookingsFixture.session(bookingsFixture.activity(), ClassBookingsTest.TUESDAY, 30, 1);
        teacher = accounts.teacherOf(school.siteId()).browser();
    }

    @Test
    void aTeacherBooksAndSeesWhatIsArranged() {
        HttpResponse<String> confirm = teacher.get("/school/boeken?klas=" + group7.id() + "&sessie=" + session);
        assertThat(confirm.statusCode()).isEqualTo(200);
        assertThat(confirm.body())
                .contains("Nog plek voor 1 klas", "value=\"26\"", "Je betaalt niets", "Wij regelen nog 1 begeleider.");
        HttpResponse<String> booked = book(26, UUID.randomUUID());
        assertThat(booked.statusCode()).isEqualTo(303);
        HttpResponse<String> visit = teacher.get(location(booked));
        assertThat(visit.statusCode()).isEqualTo(200);
        assertThat(visit.body()).contains("Geboekt!", "26 leerlingen, 4 volwassenen", "Praat over robots.");
    }

    /** Rules 7.8: what the school is charged, discounts and funds included, not the price of the activity. */
    @Test
    void theSchoolReadsWhatItWillBeCharged_beforeAndAfterBookingAndInTheMail() {
        jdbc.sql(
                        "update activity set cost_school_cents = 5000 where id = (select activity_id from session where id = ?)")
                .param(session)
                .update();
        String rule = "Kennismaking " + school.siteId();
        jdbc.sql(
                        "insert into price_rule (name, percent, site_id, first_visits, from_day) values (?, 100, ?, 1, '2001-01-01')")
                .params(rule, school.siteId())
                .update();
        String off = "De prijs is € 50. Daar gaat af: € 50 korting (" + rule + ").";
        assertThat(plain(teacher.get("/school/boeken?klas=" + group7.id() + "&sessie=" + session)))
                .contains("Je betaalt niets.", off, "Deze prijs hangt af van alle bezoeken");
        String visit = location(book(26, UUID.randomUUID()));
        assertThat(plain(teacher.get(visit))).contains("Je betaalt niets.", off, "Bekijk alle kosten van je school");
        long booking = Long.parseLong(visit.substring(visit.lastIndexOf('/') + 1));
        assertThat(mails.newest("booking-confirmed", booking, Texts.DUTCH)
                        .text()
                        .replaceAll("[\\s\u00a0]+", " "))
                .contains("Kosten: geen. " + off);
        long next = bookingsFixture.session(
                bookingsFixture.activity(), ClassBookingsTest.TUESDAY.plus(Duration.ofHours(4)), 30, 1);
        jdbc.sql(
                        "update activity set cost_school_cents = 7500, fund_nl = 'de bijdrage van bedrijven', fund_en = 'companies' where id = (select activity_id from session where id = ?)")
                .param(next)
                .update();
        assertThat(plain(teacher.get("/school/boeken?klas=" + group7.id() + "&sessie=" + next)))
                .as("the second visit of the year")
                .contains("De school betaalt € 75 voor de klas.")
                .doesNotContain("Daar gaat af");
        jdbc.sql(
                        "insert into price_rule (name, percent, site_id, first_visits, from_day) values (?, 50, ?, 2, '2001-01-01')")
                .params("Helft " + school.siteId(), school.siteId())
                .update();
        assertThat(plain(teacher.get("/school/boeken?klas=" + group7.id() + "&sessie=" + next)))
                .as("what comes off says who pays the rest")
                .contains("De school betaalt € 37,50 voor de klas.", "Daar gaat af: € 37,50")
                .doesNotContain("De rest wordt betaald uit");
    }

    private static String plain(HttpResponse<String> page) {
        return page.body().replaceAll("[\\s\u00a0]+", " ");
    }

    @Test
    void aBookedClassIsToldSo_ratherThanThatTheSessionIsFull() {
        String visit = location(book(26, UUID.randomUUID()));
        String page = teacher.get("/school/boeken?klas=" + group7.id() + "&sessie=" + session)
                .body();
        assertThat(page)
                .contains("Deze klas staat al op deze datum.", "href=\"" + visit + "\"")
                .doesNotContain("Deze datum is vol", "wachtlijst", "name=\"sleutel\"");
    }

    @Test
    void aFullDateNamesTheOtherDatesOfTheActivity_alsoWhenTheClassGoesThereAlready() {
        long activity = TestSql.bigint(jdbc, "select activity_id from session where id = ?", session);
        long full = bookingsFixture.session(activity, ClassBookingsTest.TUESDAY.plus(7, ChronoUnit.DAYS), 20, 1);
        long free = bookingsFixture.session(activity, ClassBookingsTest.TUESDAY.plus(14, ChronoUnit.DAYS), 30, 1);
        book(26, UUID.randomUUID());
        String page = teacher.get("/school/boeken?klas=" + group7.id() + "&sessie=" + full)
                .body();
        assertThat(page)
                .contains("Deze datum is vol", "sessie=" + free, "komt al naar deze activiteit")
                .doesNotContain("Er is geen andere datum");
    }

    @Test
    void aClassThatWaitsForTheActivityIsToldSo_ratherThanThatItComesOrCanChooseABus() {
        long activity = TestSql.bigint(jdbc, "select activity_id from session where id = ?", session);
        long later = bookingsFixture.session(activity, ClassBookingsTest.TUESDAY.plus(7, ChronoUnit.DAYS), 30, 1);
        TestClass other = bookingsFixture.schoolClass(school, 7, 20);
        bookings.book(
                new BookClass(session, other.id(), Map.of(other.partId(), 20), 3, UUID.randomUUID()), school.teacher());
        String waiting = location(book(26, UUID.randomUUID()));
        String date = "/school/boeken?klas=" + group7.id() + "&sessie=" + later;
        assertThat(teacher.get(date).body())
                .contains("staat voor deze activiteit al op de wachtlijst", "href=\"" + waiting + "\"")
                .doesNotContain("komt al naar deze activiteit");
        assertThat(teacher.get(waiting).body())
                .contains("Een bus kies je als jullie een plek hebben", "value=\"OWN\"")
                .doesNotContain("value=\"TEC_BUS\"");
    }

    @Test
    void aWrongGroupIsNamedAlternatives_andNoWaitingList() {
        TestClass group4 = bookingsFixture.schoolClass(school, 4, 20);
        long other = bookingsFixture.session(
                bookingsFixture.activity(), ClassBookingsTest.TUESDAY.plus(1, ChronoUnit.DAYS), 30, 1);
        jdbc.sql("update activity set po_from = 1, po_to = 4 where id = (select activity_id from session where id = ?)")
                .param(other)
                .update();
        assertThat(teacher.get("/school/boeken?klas=" + group4.id() + "&sessie=" + session)
                        .body())
                .contains("Dit is niet voor deze groep", "klas=" + group4.id() + "&amp;sessie=")
                .doesNotContain("wachtlijst", "Er is geen andere datum");
    }

    @Test
    void aFormSentTwiceLeadsToTheSameVisit() {
        UUID key = UUID.randomUUID();
        assertThat(location(book(26, key))).isEqualTo(location(book(26, key)));
    }

    @Test
    void aRefusalKeepsWhatWasTypedAndSaysWhatToDo() {
        HttpResponse<String> refused = book(45, UUID.randomUUID());
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.body()).contains("Er kunnen hoogstens 30 leerlingen tegelijk komen", "value=\"45\"");
        HttpResponse<String> letters = teacher.post(
                "/school/boeken",
                "klas",
                "" + group7.id(),
                "sessie",
                "" + session,
                "sleutel",
                "" + UUID.randomUUID(),
                "leerlingen-" + group7.partId(),
                "zesentwintig",
                "volwassenen",
                "4");
        assertThat(letters.statusCode()).isEqualTo(422);
        assertThat(letters.body()).contains("Vul het aantal in cijfers in", "value=\"zesentwintig\"");
    }

    /** What is wrong is said at its own field, at the top with a link to it, and in the title. */
    @Test
    void aWrongNumberIsSaidAtItsField_onBookingAndOnChanging() {
        String pupils = "leerlingen-" + group7.partId();
        HttpResponse<String> booking = teacher.post(
                "/school/boeken",
                "klas",
                "" + group7.id(),
                "sessie",
                "" + session,
                "sleutel",
                "" + UUID.randomUUID(),
                pupils,
                "26",
                "volwassenen",
                "twee");
        assertThat(booking.statusCode()).isEqualTo(422);
        assertAdultsWrong(booking.body(), pupils);
        String visit = location(book(26, UUID.randomUUID()));
        String shown = "{" + group7.partId() + "=26} 4";
        HttpResponse<String> change =
                teacher.post(visit + "/aantal", "gezien", shown, pupils, "26", "volwassenen", "99");
        assertThat(change.statusCode()).isEqualTo(422);
        assertAdultsWrong(change.body(), pupils);
        assertThat(teacher.post(visit + "/aantal", "gezien", shown, pupils, "vijf", "volwassenen", "twee")
                        .body())
                .contains("id=\"" + pupils + "-error\"", "href=\"#" + pupils + "\"", "href=\"#volwassenen\"");
    }

    @Test
    void everythingThatIsWrongIsSaidAtOnce_andAClassDoesNotComeAlone() {
        String pupils = "leerlingen-" + group7.partId();
        String[] form = {
            "klas", "" + group7.id(), "sessie", "" + session, "sleutel", "" + UUID.randomUUID(), "telefoon", "123"
        };
        String[] wrong = {pupils, "400", "volwassenen", "99"};
        HttpResponse<String> all = teacher.post("/school/boeken", with(form, wrong));
        assertThat(all.statusCode()).isEqualTo(422);
        assertThat(all.body())
                .contains(
                        "href=\"#" + pupils + "\"",
                        "href=\"#volwassenen\"",
                        "href=\"#telefoon\"",
                        "id=\"" + pupils + "-error\"",
                        "id=\"volwassenen-error\"",
                        "id=\"telefoon-error\"");
        for (String none : new String[] {"0", ""}) {
            HttpResponse<String> alone = teacher.post("/school/boeken", with(form, pupils, "26", "volwassenen", none));
            assertThat(alone.statusCode()).isEqualTo(422);
            assertThat(alone.body())
                    .contains(
                            "Vul in hoeveel volwassenen er meekomen. Een klas gaat niet zonder volwassene op pad.",
                            "id=\"volwassenen-error\"",
                            "id=\"telefoon-error\"");
        }
        String visit = location(book(26, UUID.randomUUID()));
        String shown = "{" + group7.partId() + "=26} 4";
        HttpResponse<String> left = teacher.post(visit + "/aantal", "gezien", shown, pupils, "26", "volwassenen", "0");
        assertThat(left.statusCode()).isEqualTo(422);
        assertThat(left.body()).contains("id=\"volwassenen-error\"", "26 leerlingen, 4 volwassenen");
    }

    private static String[] with(String[] form, String... more) {
        return Stream.concat(Stream.of(form), Stream.of(more)).toArray(String[]::new);
    }

    @Test
    void theHistorySaysHowManyAdultsComeAlong() {
        String visit = location(book(26, UUID.randomUUID()));
        String shown = "{" + group7.partId() + "=26} 4";
        String pupils = "leerlingen-" + group7.partId();
        jdbc.sql("insert into booking_event (booking_id, at, event, participants) values (?, now(), 'RESIZED', 26)")
                .param(id(visit))
                .update();
        teacher.post(visit + "/aantal", "gezien", shown, pupils, "26", "volwassenen", "6");
        assertThat(teacher.get(visit).body())
                .contains("Aantallen aangepast: 26 leerlingen, 6 volwassenen")
                .as("written by an earlier version")
                .contains("Aantallen aangepast: 26</li>");
    }

    @Test
    void aVisitThatWasSaysSo_andHowManyCame() {
        String visit = location(book(26, UUID.randomUUID()));
        Instant before = Instant.now().minus(Duration.ofDays(2));
        jdbc.sql("update session set starts_at = ?, ends_at = ? where id = ?")
                .params(Timestamp.from(before), Timestamp.from(before.plusSeconds(3600)), session)
                .update();
        assertThat(teacher.get(visit).body())
                .contains("<span>Geweest</span>", "Nog niet geteld hoeveel leerlingen er kwamen")
                .doesNotContain("<span>Geboekt</span>", "Neem zelf minstens");
        assertThat(teacher.get("/school/boekingen?toon=PAST").body())
                .contains(visit, "<span>Geweest</span>")
                .doesNotContain("<span>Geboekt</span>");
        TestBrowser maker = accounts.signedIn(Role.PROGRAMME_MANAGER).browser();
        String day = "/dag/" + Dates.dayOf(before);
        assertThat(maker.get(day).body()).contains("Kwam de klas niet? Vul 0 in.");
        done(attendances.recordClass(
                id(visit),
                Map.of(group7.partId(), 24),
                false,
                false,
                BookingsFixture.tap(),
                accounts.signedIn(Role.PROGRAMME_MANAGER).actor()));
        assertThat(teacher.get(visit).body()).contains("26 leerlingen, 4 volwassenen", "24 leerlingen gekomen");
        String file = "/school/boekingen/boekingen.csv?toon=PAST";
        assertThat(teacher.get(file).body()).contains(";Geweest;").doesNotContain("Geboekt");
        jdbc.sql("update attendance set head_count = 0 where booking_id = ?")
                .param(id(visit))
                .update();
        assertThat(maker.get(day).body()).contains("Er kwam niemand");
        assertThat(teacher.get(file).body()).contains(";Niemand gekomen;");
        assertThat(teacher.get(visit).body())
                .contains("<span>Niemand gekomen</span>", "Er kwam niemand. De school betaalt niets.")
                .doesNotContain("Hier betaal je niets. De school krijgt");
        assertThat(teacher.get("/school/boekingen?toon=PAST").body()).contains("<span>Niemand gekomen</span>");
    }

    @Test
    void whatTheSchoolTellsOfTheDayIsOneForm_andLeavesWhatAColleagueChanged() {
        String visit = location(book(26, UUID.randomUUID()));
        String page = teacher.get(visit).body();
        assertThat(page)
                .contains("name=\"telefoon-was\" value=\"\"", "name=\"fotos-was\" value=\"\"")
                .doesNotContain("action=\"" + visit + "/telefoon\"", "action=\"" + visit + "/fotos\"");
        String[] seen = {"gezien", "", "telefoon-was", "", "fotos-was", ""};
        HttpResponse<String> wrong = teacher.post(
                visit + "/praktisch", with(seen, "praktisch", "1 rolstoel", "telefoon", "12", "fotos", "ja"));
        assertThat(wrong.statusCode()).isEqualTo(422);
        assertThat(wrong.body())
                .contains("telefoon-error", "value=\"12\"", "1 rolstoel</textarea>", "value=\"ja\" checked");
        assertThat(teacher.get(visit).body()).as("all or nothing").doesNotContain("1 rolstoel", PHOTOS);
        assertThat(teacher.post(
                                visit + "/praktisch",
                                with(seen, "praktisch", "1 rolstoel", "telefoon", "0570 123456", "fotos", "ja"))
                        .statusCode())
                .isEqualTo(303);
        assertThat(teacher.get(visit).body()).contains("1 rolstoel", "0570 123456", PHOTOS);
        // a colleague whose page was open before that has only a number to tell
        assertThat(teacher.post(visit + "/praktisch", with(seen, "praktisch", "", "telefoon", "06 12345678"))
                        .statusCode())
                .isEqualTo(303);
        assertThat(teacher.get(visit).body()).contains("1 rolstoel", "06 12345678", PHOTOS);
    }

    private static long id(String visit) {
        return Long.parseLong(visit.substring(visit.lastIndexOf('/') + 1));
    }

    private static void assertAdultsWrong(String page, String pupils) {
        assertThat(page)
                .contains(
                        "<title>Fout:",
                        "id=\"volwassenen-error\"",
                        "href=\"#volwassenen\"",
                        "Dit aantal volwassenen kan niet kloppen")
                .doesNotContain("id=\"" + pupils + "-error\"");
    }

    @Test
    void theVisitCanBeChangedArrangedAndCancelled() {
        String visit = location(book(26, UUID.randomUUID()));
        String shown = "{" + group7.partId() + "=26} 4";
        assertThat(teacher.get(visit).body()).contains("value=\"" + shown + "\"");
        String part = "leerlingen-" + group7.partId();
        assertThat(teacher.post(visit + "/aantal", "gezien", shown, part, "28", "volwassenen", "3")
                        .statusCode())
                .isEqualTo(303);
        HttpResponse<String> colleague =
                teacher.post(visit + "/aantal", "gezien", shown, part, "26", "volwassenen", "5");
        assertThat(colleague.statusCode()).isEqualTo(422);
        assertThat(colleague.body())
                .contains("intussen veranderd", "28 leerlingen, 3 volwassenen", "name=\"volwassenen\" type=\"text\"");
        bookingsFixture.onlyBuses();
        HttpResponse<String> noBus = teacher.post(visit + "/vervoer", "vervoer", "TEC_BUS");
        assertThat(noBus.statusCode()).isEqualTo(422);
        assertThat(noBus.body())
                .contains("Wij hebben dan geen bus", "vervoer-error", "value=\"TEC_BUS\" required checked");
        bookingsFixture.onlyBuses(53);
        assertThat(teacher.post(visit + "/vervoer", "vervoer", "TEC_BUS").statusCode())
                .isEqualTo(303);
        assertThat(teacher.post(visit + "/praktisch", "praktisch", "1 notenallergie")
                        .statusCode())
                .isEqualTo(303);
        // a colleague whose page was open already
        HttpResponse<String> stale = teacher.post(visit + "/praktisch", "gezien", "", "praktisch", "1 rolstoel");
        assertThat(stale.statusCode()).isEqualTo(422);
        assertThat(stale.body())
                .contains(
                        "praktisch-error",
                        "1 rolstoel",
                        "name=\"gezien\" value=\"1 notenallergie\"",
                        "Dit staat er nu");
        assertThat(teacher.get(visit).body()).contains("1 notenallergie").doesNotContain("1 rolstoel");
        assertThat(teacher.post(
                                visit + "/praktisch",
                                "gezien",
                                "1 notenallergie",
                                "praktisch",
                                "1 notenallergie\r\n1 rolstoel")
                        .statusCode())
                .isEqualTo(303);
        assertThat(teacher.post(visit + "/les", "les", "BEFORE", "gedaan", "true")
                        .statusCode())
                .isEqualTo(303);
        String page = teacher.get(visit).body();
        assertThat(page)
                .contains(
                        "28 leerlingen, 3 volwassenen",
                        "Jullie bus: Bus 53",
                        "1 notenallergie",
                        "Toch nog niet gedaan");
        TestBrowser maker = accounts.signedIn(Role.PROGRAMME_MANAGER).browser();
        String asMaker = visit.replace("/school/", "/beheer/");
        assertThat(maker.post(asMaker + "/bus", "vertrek", "9.30", "terug", "12.00")
                        .statusCode())
                .isEqualTo(422);
        assertThat(maker.post(asMaker + "/bus", "vertrek", "8.35", "terug", "12.00")
                        .statusCode())
                .isEqualTo(303);
        assertThat(teacher.get(visit).body()).contains("De bus vertrekt om 8.35 uur bij school");
        assertThat(sheet(maker.get("/dag/" + ClassBookingsTest.DAY).body()))
                .contains("28 leerlingen en 3 volwassenen, Bus", "Bus 53, vertrekt bij school om 8.35");
        assertThat(maker.get("/beheer/bussen?dag=" + ClassBookingsTest.DAY).body())
                .contains("Bus 53", school.name(), "31 van 53", "8.35-12.00", "12.30 uur");
        assertThat(teacher.get(visit + "/afzeggen").body()).contains("Afzeggen is nu nog gratis");
        assertThat(teacher.post(visit + "/afzeggen", "reden", "Ziek").statusCode())
                .isEqualTo(303);
        assertThat(teacher.get(visit).body())
                .contains("Afgezegd door de school", "Ziek")
                .doesNotContain("Dit is er geregeld", "De bus vertrekt", "Geregeld");
        for (String[] late : new String[][] {
            {"/praktisch", "praktisch", "2 notenallergieën", "gezien", "1 notenallergie"},
            {"/telefoon", "telefoon", "06 12345678"},
            {"/fotos", "fotos", "ja"},
            {"/vervoer", "vervoer", "BIKE"},
            {"/les", "les", "BEFORE", "gedaan", "true"}
        }) {
            assertThat(teacher.post(visit + late[0], Arrays.copyOfRange(late, 1, late.length)))
                    .as("a page that was open when the visit was cancelled: %s", late[0])
                    .returns(422, HttpResponse::statusCode)
                    .satisfies(
                            refused -> assertThat(refused.body()).contains("Deze boeking is al afgezegd of verlopen."));
        }
    }

    @Test
    void theTecCancelsWithAReason() {
        String visit = location(book(26, UUID.randomUUID())).replace("/school/", "/beheer/");
        TestBrowser maker = accounts.signedIn(Role.PROGRAMME_MANAGER).browser();
        HttpResponse<String> without = maker.post(visit + "/afzeggen", "reden", " ");
        assertThat(without.statusCode()).isEqualTo(422);
        assertThat(without.body())
                .contains("Schrijf waarom het niet doorgaat", "id=\"reden-error\"", "href=\"#reden\"", "<title>Fout:");
        assertThat(maker.post(visit + "/afzeggen", "reden", "De zaal is dicht.").statusCode())
                .isEqualTo(303);
        assertThat(maker.get(visit).body()).contains("Het TEC heeft het afgezegd", "De zaal is dicht.");
    }

    @Test
    void aClassOrVisitOfAnotherSchoolIsNotFound() {
        String visit = location(book(26, UUID.randomUUID()));
        TestBrowser stranger =
                accounts.teacherOf(bookingsFixture.school().siteId()).browser();
        assertThat(stranger.get(visit).statusCode()).isEqualTo(404);
        assertThat(stranger.post(visit + "/afzeggen", "reden", "").statusCode()).isEqualTo(404);
        assertThat(stranger.post(visit + "/vervoer", "vervoer", "OWN").statusCode())
                .isEqualTo(404);
        assertThat(stranger.get("/school/boeken?klas=" + group7.id() + "&sessie=" + session)
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void anOfferIsAcceptedOnItsPage() {
        TestClass other = bookingsFixture.schoolClass(school, 7, 20);
        long full = ((BookingResult.Done) bookings.book(
                        new BookClass(session, other.id(), java.util.Map.of(other.partId(), 20), 3, UUID.randomUUID()),
                        school.teacher()))
                .bookingId();
        String waiting = location(book(26, UUID.randomUUID()));
        assertThat(teacher.get(waiting).body()).contains("Je bent de eerste op de wachtlijst");
        assertThat(teacher.get(waiting + "/afzeggen").body()).contains("Je gaat van de wachtlijst af");
        bookings.cancel(full, "", school.teacher());
        assertThat(teacher.get(waiting).body()).contains("Er is plek vrijgekomen", "Ja, we komen");
        assertThat(teacher.get(waiting + "/afzeggen").body())
                .contains("We houden deze plek nu voor je vast", "Ja, geef de plek door")
                .doesNotContain("wachtlijst");
        assertThat(teacher.post(waiting + "/accepteren").statusCode()).isEqualTo(303);
        assertThat(teacher.get(waiting).body()).contains("Mooi, de plekken zijn van jullie!");
    }

    @Test
    void classesThatAreNotThereYetAreToBeFilledIn() {
        School empty = bookingsFixture.school();
        TestBrowser other = accounts.teacherOf(empty.siteId()).browser();
        assertThat(other.get("/school").body())
                .contains("Er zijn nog geen klassen", "/school/klassen?school=" + empty.siteId());
        assertThat(other.get("/school/boeken?sessie=" + session).body())
                .contains(
                        "De klassen van schooljaar " + BookingsFixture.NEXT_YEAR + " zijn er nog niet",
                        "/school/klassen");
        TestClass old = bookingsFixture.schoolClass(school, BookingsFixture.NEXT_YEAR.start() - 1, 7, 20);
        assertThat(teacher.get("/school/boeken?klas=" + old.id() + "&sessie=" + session)
                        .body())
                .contains("Deze datum valt in een ander schooljaar", "href=\"/school/boeken?sessie=" + session + "\"");
    }

    @Test
    void ofACombinationClassOnlyWhomItIsForNeedRoom() {
        bookingsFixture.insert("""
                insert into class_part (class_id, cohort_id, grade, head_count, low, high)
                select ?, cohort_id, 4, 10, 10, 10 from class_part where id = ? returning id
                """, group7.id(), group7.partId());
        assertThat(teacher.get("/school/boeken?klas=" + group7.id() + "&sessie=" + session)
                        .body())
                .contains("Nog plek voor 1 klas");
        String fits = teacher.get("/school/boeken?klas=" + group7.id()).body();
        int date = fits.indexOf("sessie=" + session + "\"");
        assertThat(fits.substring(date, fits.indexOf("</li>", date))).doesNotContain("vol, met wachtlijst");
    }

    @Test
    void aTeacherSeesTheOwnClassFirst_andTheOthersAsAList() {
        int year = SchoolYear.of(LocalDate.now(Dates.ZONE)).start();
        TestClass mine = bookingsFixture.schoolClass(school, year, 7, 20);
        TestClass other = bookingsFixture.schoolClass(school, year, 8, 21);
        assertThat(teacher.get("/school").body())
                .contains("id=\"klas-" + mine.id() + "\"", "id=\"klas-" + other.id() + "\"", "Dit is mijn klas");
        assertThat(teacher.post("/school/eigen", "klas", "" + mine.id(), "eigen", "true")
                        .statusCode())
                .isEqualTo(303);
        assertThat(teacher.get("/school").body())
                .contains(
                        "id=\"klas-" + mine.id() + "\"",
                        "Andere klassen van " + school.name(),
                        "/school/boeken?klas=" + other.id())
                .doesNotContain("id=\"klas-" + other.id() + "\"");
        assertThat(teacher.get("/account/gegevens").body()).contains("Je eigen klassen");
        teacher.post("/school/eigen", "klas", "" + mine.id(), "eigen", "false");
        assertThat(teacher.get("/school").body()).contains("id=\"klas-" + other.id() + "\"");
        TestBrowser stranger =
                accounts.teacherOf(bookingsFixture.school().siteId()).browser();
        assertThat(stranger.post("/school/eigen", "klas", "" + mine.id(), "eigen", "true")
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void theSearchForgivesATypingError_andTheListIsSortedBySchoolOrActivity() {
        String word = "ritmeester" + UUID.randomUUID().toString().replaceAll("[^a-z]", "");
        School second = bookingsFixture.school();
        rename(school.siteId(), "Zwaan " + word);
        rename(second.siteId(), "Arend " + word);
        book(20, UUID.randomUUID());
        TestClass theirs = bookingsFixture.schoolClass(second, 7, 20);
        long later = bookingsFixture.session(
                bookingsFixture.activity(), ClassBookingsTest.TUESDAY.plus(1, ChronoUnit.DAYS), 30, 1);
        assertThat(bookings.book(
                        new BookClass(later, theirs.id(), Map.of(theirs.partId(), 20), 4, UUID.randomUUID()),
                        second.teacher()))
                .isInstanceOf(BookingResult.Done.class);
        TestBrowser maker = accounts.signedIn(Role.PROGRAMME_MANAGER).browser();
        String list = "/beheer/boekingen?toon=ALL&zoek=";
        assertThat(maker.get(list + word + "+zwaan").body())
                .as("words in any order")
                .contains("Zwaan " + word)
                .doesNotContain("Arend " + word, "Dit lijkt erop");
        String mistyped = word.replaceFirst("ritmeester", "ritmester");
        assertThat(maker.get(list + mistyped).body()).contains("Zwaan " + word, "Arend " + word, "Dit lijkt erop");
        assertThat(maker.get(list + word).body()).containsSubsequence("Zwaan " + word, "Arend " + word);
        assertThat(maker.get(list + word + "&volgorde=SCHOOL").body())
                .containsSubsequence("aria-sort=\"ascending\"", "Arend " + word, "Zwaan " + word);
        assertThat(maker.get("/beheer/boekingen/boekingen.csv?toon=ALL&volgorde=SCHOOL&zoek=" + word)
                        .body())
                .containsSubsequence("Arend " + word, "Zwaan " + word);
        for (BookingFilter.Order order : BookingFilter.Order.values()) {
            BookingFilter filter = new BookingFilter(null, BookingFilter.View.ALL, word, null, null);
            BookingOverview.Page first = overview.page(filter, order, null, null, 1);
            BookingOverview.Page next = overview.page(filter, order, first.next(), null, 1);
            assertThat(next.next()).isNull();
            assertThat(next.rows()).hasSize(1).doesNotContainAnyElementsOf(first.rows());
            assertThat(overview.page(filter, order, null, next.previous(), 1).rows())
                    .isEqualTo(first.rows());
        }
    }

    private void rename(long site, String name) {
        TestSql.update(jdbc, "update organisation set name = ? where id = ?", name, site);
    }

    @Test
    void bookingsAreListedSearchedAndExported() {
        bookingsFixture.onlyBuses(53);
        String visit = location(book(26, UUID.randomUUID()));
        teacher.post(visit + "/vervoer", "vervoer", "TEC_BUS");
        TestBrowser maker = accounts.signedIn(Role.PROGRAMME_MANAGER).browser();
        String name = school.name().replace(" ", "+");
        assertThat(teacher.get("/school/boekingen").body()).contains("groep 7-", "Geboekt");
        assertThat(teacher.get("/school/boekingen?toon=CANCELLED").body()).contains("Hier staat nog niets");
        assertThat(maker.get("/beheer/boekingen?zoek=" + name + "&dag=" + ClassBookingsTest.DAY)
                        .body())
                .contains(school.name());
        assertThat(maker.get("/beheer/boekingen?zoek=" + name + "&dag=" + ClassBookingsTest.DAY.plusDays(1))
                        .body())
                .as("of other schools with such a name at most")
                .doesNotContain(visit.substring(visit.lastIndexOf('/')) + "\"");
        assertThat(maker.get("/beheer/boekingen?zoek=%40%40%40&dag=" + ClassBookingsTest.DAY)
                        .body())
                .contains("Niets gevonden", "href=\"/beheer/boekingen?toon=COMING&amp;volgorde=TIME\"", "Toon alles")
                .doesNotContain("Hier staat nog niets");
        assertThat(maker.get("/beheer/boekingen/boekingen.csv?zoek=" + name).body())
                .contains(
                        ClassBookingsTest.DAY + ";9.00-11.00 uur;Proef",
                        ";" + school.name() + ";",
                        ";26;4;Geboekt;Bus;Bus 53");
        TestBrowser stranger =
                accounts.teacherOf(bookingsFixture.school().siteId()).browser();
        assertThat(stranger.get("/school/boekingen?toon=ALL").body()).doesNotContain("groep 7-");
    }

    /** The list of what was is of all school years. */
    @Test
    void aDateOfAnotherYearSaysWhichYear() {
        LocalDate day = LocalDate.of(ClassBookingsTest.DAY.getYear() - 3, 3, 12);
        book(26, UUID.randomUUID());
        jdbc.sql("update session set starts_at = ?, ends_at = ? where id = ?")
                .params(
                        Timestamp.from(Dates.at(day, LocalTime.of(9, 0))),
                        Timestamp.from(Dates.at(day, LocalTime.of(11, 0))),
                        session)
                .update();
        assertThat(teacher.get("/school/boekingen?toon=ALL").body())
                .contains(Dates.day(day, Texts.DUTCH) + " " + day.getYear() + ", 9.00-11.00 uur");
    }

    @Test
    void longListsArePagedByKeyThereAndBack() {
        for (int i = 0; i < 35; i++) {
            TestClass one = bookingsFixture.schoolClass(school, 8, 20);
            long date = bookingsFixture.session(
                    bookingsFixture.activity(), ClassBookingsTest.TUESDAY.plusSeconds(86400L * i), 30, 1);
            bookings.book(
                    new BookClass(date, one.id(), java.util.Map.of(one.partId(), 20), 3, UUID.randomUUID()),
                    school.teacher());
        }
        String first = teacher.get("/school/boekingen").body();
        Matcher next = Pattern.compile("rel=\"next\" href=\"([^\"]+)\"").matcher(first);
        assertThat(next.find()).isTrue();
        String second = teacher.get(next.group(1).replace("&amp;", "&")).body();
        assertThat(second.split("world-edge", -1)).hasSize(6);
        Matcher back = Pattern.compile("rel=\"prev\" href=\"([^\"]+)\"").matcher(second);
        assertThat(back.find()).isTrue();
        assertThat(teacher.get(back.group(1).replace("&amp;", "&")).body().split("world-edge", -1))
                .hasSize(31);
    }

    @Test
    void myClassesShowWhatIsBookedAndWhatFits() {
        TestClass now = bookingsFixture.schoolClass(
                school, SchoolYear.of(LocalDate.now(Dates.ZONE)).start(), 7, 20);
        String page = teacher.get("/school").body();
        assertThat(page).contains("Mijn klassen", "Groep 7-");
        assertThat(teacher.get("/school/boeken?klas=" + now.id()).statusCode()).isEqualTo(200);
        assertThat(teacher.get("/school/boeken?sessie=" + session).body()).contains("welke klas?", "Groep 7-");
        TestBrowser stranger =
                accounts.teacherOf(bookingsFixture.school().siteId()).browser();
        assertThat(stranger.get("/school/boeken?klas=" + now.id()).statusCode()).isEqualTo(404);
    }

    @Autowired
    ClassBookings bookings;

    @Test
    void photosAreNoUnlessTheSchoolSaysYes_rules8() {
        assertThat(teacher.get("/school/boeken?klas=" + group7.id() + "&sessie=" + session)
                        .body())
                .contains("name=\"fotos\" value=\"ja\" aria-describedby");
        assertThat(book(45, UUID.randomUUID(), "fotos", "ja").body())
                .contains("name=\"fotos\" value=\"ja\" checked aria-describedby");
        String visit = location(book(26, UUID.randomUUID()));
        assertThat(teacher.get(visit).body()).contains(NO_PHOTOS).doesNotContain(PHOTOS);
        TestBrowser maker = accounts.signedIn(Role.PROGRAMME_MANAGER).browser();
        String asMaker = visit.replace("/school/", "/beheer/");
        assertThat(maker.post(asMaker + "/fotos", "fotos", "ja").statusCode()).isEqualTo(404);
        assertThat(maker.get(asMaker).body()).contains(NO_PHOTOS).doesNotContain("/fotos");
        TestBrowser stranger =
                accounts.teacherOf(bookingsFixture.school().siteId()).browser();
        assertThat(stranger.post(visit + "/fotos", "fotos", "ja").statusCode()).isEqualTo(404);
        assertThat(teacher.post(visit + "/fotos", "fotos", "ja").statusCode()).isEqualTo(303);
        assertThat(teacher.get(visit).body()).contains(PHOTOS, "value=\"ja\" checked");
        String day = "/dag/" + ClassBookingsTest.DAY;
        assertThat(sheet(maker.get(day).body())).contains(PHOTOS).doesNotContain(NO_PHOTOS);
        assertThat(sheet(maker.get(day + "/druk").body())).contains(PHOTOS);
        assertThat(maker.post(asMaker + "/fotos").statusCode()).isEqualTo(303);
        assertThat(maker.post(asMaker + "/fotos").statusCode()).isEqualTo(303);
        assertThat(sheet(maker.get(day + "/druk").body())).contains(NO_PHOTOS);
        long id = Long.parseLong(visit.substring(visit.lastIndexOf('/') + 1));
        assertThat(TestSql.list(
                        jdbc, String.class, "select event from booking_event where booking_id = ? order by id", id))
                .containsExactly("CONFIRMED", "PHOTOS_ALLOWED", "PHOTOS_REFUSED");
        assertThat(TestSql.list(
                        jdbc,
                        String.class,
                        "select action from audit_log where subject_id = ? and action like 'BOOKING_PHOTOS%' order by id",
                        id))
                .containsExactly("BOOKING_PHOTOS_ALLOWED", "BOOKING_PHOTOS_REFUSED");
    }

    @Test
    void theRunSheetIsADocumentThatEverybodyCanRead() throws IOException {
        location(book(26, UUID.randomUUID(), "fotos", "ja"));
        String path = "/dag/" + Dates.dayOf(ClassBookingsTest.TUESDAY);
        TestBrowser maker = accounts.signedIn(Role.PROGRAMME_MANAGER).browser();
        assertThat(maker.get(path + "/druk").body()).contains(path + "/draaiboek.pdf");
        byte[] dutch = maker.download(path + "/draaiboek.pdf");
        assertThat(PdfUa.failures(dutch)).isEmpty();
        assertThat(text(dutch))
                .contains("Draaiboek", school.name(), "26 + 4", "Foto's mogen", "gooi dit na de dag weg");
        byte[] english = maker.download(path + "/draaiboek.pdf?lang=en");
        assertThat(PdfUa.failures(english)).isEmpty();
        assertThat(text(english)).contains("Run sheet", school.name());
        byte[] empty = maker.download("/dag/2031-08-02/draaiboek.pdf");
        assertThat(PdfUa.failures(empty)).isEmpty();
        byte[] notAsked = accounts.signedIn(Role.PROFESSIONAL).browser().download(path + "/draaiboek.pdf");
        assertThat(text(notAsked)).as("only what somebody runs").doesNotContain(school.name());
        assertThat(teacher.get(path + "/draaiboek.pdf").statusCode()).isEqualTo(403);
    }

    /** Extracts the text of a document. */
    private static String text(byte[] pdf) throws IOException {
        try (PDDocument document = Loader.loadPDF(pdf)) {
            return new PDFTextStripper().getText(document).replaceAll("\\s+", " ");
        }
    }

    @Test
    void photosAllowedWithTheBookingAreInItsMail_rules8() {
        String visit = location(book(26, UUID.randomUUID(), "fotos", "ja"));
        assertThat(teacher.get(visit).body()).contains(PHOTOS);
        long booking = Long.parseLong(visit.substring(visit.lastIndexOf('/') + 1));
        assertThat(mails.newest("booking-confirmed", booking, Texts.DUTCH).text())
                .contains("Foto's maken mag: ja");
    }

    /** Returns the part of the run sheet about this school. */
    private String sheet(String page) {
        int from = page.indexOf(school.name());
        return page.substring(from, Math.min(page.length(), from + 600));
    }

    private HttpResponse<String> book(int pupils, UUID key, String... more) {
        String[] form = {
            "klas",
            "" + group7.id(),
            "sessie",
            "" + session,
            "sleutel",
            "" + key,
            "leerlingen-" + group7.partId(),
            "" + pupils,
            "volwassenen",
            "4"
        };
        return teacher.post(
                "/school/boeken",
                Stream.concat(Stream.of(form), Stream.of(more)).toArray(String[]::new));
    }

    private static String location(HttpResponse<String> response) {
        Matcher path = Pattern.compile("/school/boekingen/[0-9]+")
                .matcher(response.headers().firstValue("Location").orElse(response.statusCode() + response.body()));
        assertThat(path.find()).as("a way to the visit").isTrue();
        return path.group();
    }
}
