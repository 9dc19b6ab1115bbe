package nl.tec.neighbours;

import static nl.tec.bookings.Refusal.because;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import nl.tec.AccountsFixture;
import nl.tec.TecTest;
import nl.tec.TestBrowser;
import nl.tec.TestSql;
import nl.tec.accounts.Role;
import nl.tec.bookings.BookClass;
import nl.tec.bookings.BookingResult;
import nl.tec.bookings.BookingResult.Refused;
import nl.tec.bookings.BookingsFixture;
import nl.tec.bookings.BookingsFixture.School;
import nl.tec.bookings.BookingsFixture.TestClass;
import nl.tec.bookings.ClassBookings;
import nl.tec.bookings.Refusal.Reason;
import nl.tec.bookings.VisitDetails;
import nl.tec.hub.LoopbackForTests;
import nl.tec.hub.PublicInternet;
import nl.tec.neighbours.internal.NeighbourReader;
import nl.tec.neighbours.internal.NeighbourVisits;
import nl.tec.neighbours.internal.PatienceForTests;
import nl.tec.privacy.Retention;
import nl.tec.shared.Dates;
import nl.tec.shared.SchoolYear;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Whatever a neighbour answers to a booking, no request is lost and nothing is booked twice (decision 0090). */
@TecTest
class NeighbourBookingTest {

    private static final String KEY = "tec_0123abcd_" + "k".repeat(43);

    @Autowired
    AccountsFixture people;

    @Autowired
    NeighbourReader reader;

    @Autowired
    Retention retention;

    @Autowired
    NeighbourVisits visits;

    @Autowired
    ClassBookings classBookings;

    @Autowired
    PublicInternet internet;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    ApplicationContext program;

    private final List<String> keys = new CopyOnWriteArrayList<>();
    private final List<String> bodies = new CopyOnWriteArrayList<>();

    private School school;
    private TestClass group;
    private TestBrowser teacher;

    @BeforeEach
    void aClass() {
        LoopbackForTests.allow(internet);
        PatienceForTests.endless(program);
        BookingsFixture fixture = new BookingsFixture(jdbc);
        school = fixture.school();
        Instant week = Instant.now().plus(7, ChronoUnit.DAYS);
        group = fixture.schoolClass(school, SchoolYear.of(Dates.dayOf(week)).start(), 7, 24);
        teacher = people.teacherOf(school.siteId()).browser();
    }

    @AfterEach
    void forget() {
        LoopbackForTests.forbid(internet);
        PatienceForTests.asAlways(program);
        jdbc.sql("delete from neighbour").update();
    }

    /** The ways to fail to answer a booking. */
    enum Strange {
        HTML(NeighbourFailure.NOT_UNDERSTOOD, exchange -> StrangeHub.json(exchange, "<html><body>Hoi</body></html>")),
        GARBAGE(NeighbourFailure.NOT_UNDERSTOOD, exchange -> StrangeHub.json(exchange, "{\"id\": [1,")),
        NOTHING(NeighbourFailure.NOT_UNDERSTOOD, exchange -> StrangeHub.json(exchange, "{}")),
        NO_TIME(
                NeighbourFailure.NOT_UNDERSTOOD,
                exchange -> StrangeHub.json(exchange, "{\"id\": 5, \"stand\": \"CONFIRMED\"}")),
        IN_A_YEAR_THAT_DOES_NOT_FIT(NeighbourFailure.NOT_UNDERSTOOD, exchange -> StrangeHub.json(exchange, """
                        {"id": 5, "stand": "CONFIRMED", "aanvangTijdstip": "+300000-01-01T00:00:00Z",
                         "eindTijdstip": "+300000-01-01T02:00:00Z"}""")),
        BROKEN(NeighbourFailure.STATUS, exchange -> {
            exchange.sendResponseHeaders(500, -1);
            exchange.close();
        }),
        BUSY(NeighbourFailure.STATUS, exchange -> {
            exchange.sendResponseHeaders(429, -1);
            exchange.close();
        }),
        ELSEWHERE(NeighbourFailure.STATUS, exchange -> {
            exchange.getResponseHeaders().add("Location", "http://169.254.169.254/latest");
            exchange.sendResponseHeaders(302, -1);
            exchange.close();
        }),
        NO_KEY(NeighbourFailure.KEY, exchange -> {
            exchange.sendResponseHeaders(401, -1);
            exchange.close();
        }),
        HUGE(NeighbourFailure.LARGE, exchange -> {
            exchange.sendResponseHeaders(200, 0);
            byte[] much = new byte[100_000];
            for (int i = 0; i < 100; i++) {
                exchange.getResponseBody().write(much);
            }
            exchange.close();
        }),
        STOPPED(NeighbourFailure.NO_ANSWER, exchange -> exchange.close()),
        /** Answers nothing until the server is stopped. */
        SLOW(NeighbourFailure.SLOW, exchange -> {
            try {
                Thread.sleep(Long.MAX_VALUE);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });

        private final NeighbourFailure why;
        private final HttpHandler answers;

        Strange(NeighbourFailure why, HttpHandler answers) {
            this.why = why;
            this.answers = answers;
        }
    }

    @ParameterizedTest
    @EnumSource
    void whateverItAnswers_theRequestIsKeptAndBookedOnce(Strange strange) throws Exception {
        try (StrangeHub hub = StrangeHub.start()) {
            long id = meet(hub);
            hub.bookings = strange.answers;
            if (strange == Strange.SLOW) {
                PatienceForTests.little(program);
            }
            HttpResponse<String> asked = book(id, UUID.randomUUID(), "24");
            PatienceForTests.endless(program);
            assertThat(after(asked)).contains("geeft nu geen antwoord", "Je aanvraag is bewaard");
            assertThat(state()).isEqualTo("ASKED " + strange.why);

            hub.bookings = booked();
            visits.settleAll();
            assertThat(keys).as("it is left alone for a while").isEmpty();
            again();
            again();
            assertThat(state()).isEqualTo("BOOKED");
            assertThat(keys).as("once, with the key of the booking").hasSize(1);
            assertThat(bodies.get(0))
                    .contains("\"sessie\":41", "\"groep\":7", "\"leerlingen\":24", "\"telefoon\":\"0612345678\"");
            assertThat(after(asked)).contains("Geboekt");
        }
    }

    @Test
    void aWrongCertificateIsNoAnswer(@TempDir Path folder) throws Exception {
        try (StrangeHub hub = StrangeHub.start();
                StrangeHub wrong = StrangeHub.withOwnCertificate(folder)) {
            long id = meet(hub);
            jdbc.sql("update neighbour set address = ?").param(wrong.address()).update();
            assertThat(after(book(id, UUID.randomUUID(), "24"))).contains("het certificaat van de site klopt niet");
            assertThat(state()).isEqualTo("ASKED CERTIFICATE");
        }
    }

    @Test
    void cancellingBeforeTheAnswerBooksAndCancels_soThatNoBookingIsLeft() throws Exception {
        try (StrangeHub hub = StrangeHub.start()) {
            long id = meet(hub);
            hub.bookings = Strange.BROKEN.answers;
            String page = TestBrowser.location(book(id, UUID.randomUUID(), "24"));
            assertThat(after(teacher.post(page + "/annuleren"))).contains("Je afzegging is bewaard.");
            hub.asked.clear();
            hub.bookings = booked();
            again();
            assertThat(hub.asked).containsExactly("/api/v1/buurboekingen", "/api/v1/buurboekingen/5/annulering");
            assertThat(state()).isEqualTo("CANCELLED");
        }
    }

    @Test
    void theTelephoneNumberIsForgottenOnceTheNeighbourAnsweredOrTheDayIsOver() throws Exception {
        try (StrangeHub hub = StrangeHub.start()) {
            long id = meet(hub);
            hub.bookings = exchange -> refuse(exchange, "FULL", "Vol.");
            book(id, UUID.randomUUID(), "24");
            assertThat(state()).isEqualTo("FULL");
            assertThat(phone()).isEmpty();

            hub.bookings = Strange.BROKEN.answers;
            book(id, UUID.randomUUID(), "24");
            retention.erase("neighbour-phones", Instant.now());
            assertThat(phone()).as("it has yet to be passed on").isEqualTo("0612345678");
            hub.bookings = booked();
            again();
            assertThat(bodies).singleElement().asString().contains("0612345678");
            assertThat(state()).isEqualTo("BOOKED");
            assertThat(phone()).isEmpty();

            jdbc.sql("""
                    update neighbour_booking set state = 'ASKED', contact_phone = '0612345678', starts_at = now() - interval '27 hours',
                           ends_at = now() - interval '25 hours'
                     where class_id = ? and state = 'BOOKED'
                    """).param(group.id()).update();
            retention.erase("neighbour-phones", Instant.now());
            assertThat(phone()).as("never answered").isEmpty();
        }
    }

    /** Returns the telephone number of the latest booking; empty: none. */
    private String phone() {
        return TestSql.text(
                jdbc,
                "select coalesce(contact_phone, '') from neighbour_booking where class_id = ? order by id desc limit 1",
                group.id());
    }

    @Test
    void cancellingWhileItIsAskedLeavesTheClassFree_whenTheAnswerComesAfterwards() throws Exception {
        try (StrangeHub hub = StrangeHub.start()) {
            long id = meet(hub);
            TestBrowser colleague = people.teacherOf(school.siteId()).browser();
            AtomicInteger cancelled = new AtomicInteger();
            hub.bookings = slow -> {
                hub.bookings = booked();
                long booking = TestSql.bigint(jdbc, "select id from neighbour_booking where class_id = ?", group.id());
                cancelled.set(colleague
                        .post("/school/buren/" + booking + "/annuleren")
                        .statusCode());
                hub.bookings.handle(slow);
            };
            book(id, UUID.randomUUID(), "24");
            assertThat(cancelled).hasValue(303);
            assertThat(state()).isEqualTo("CANCELLED");
            BookingsFixture fixture = new BookingsFixture(jdbc);
            assertThat(bookingState(bookHere(fixture.session(fixture.activity(), start(), 60, 2))))
                    .isEqualTo("CONFIRMED");
        }
    }

    @Test
    void refusalsAreQuoted_asPlainText() throws Exception {
        try (StrangeHub hub = StrangeHub.start()) {
            long id = meet(hub);
            hub.bookings =
                    exchange -> refuse(exchange, "NOT_FOR_GROUP", "<b>Niet</b> voor groep 7<script>alert(1)</script>");
            assertThat(after(book(id, UUID.randomUUID(), "24")))
                    .contains("kan deze klas niet boeken", "Niet voor groep 7")
                    .doesNotContain("<b>Niet");
            assertThat(state()).isEqualTo("REFUSED");
            hub.bookings = exchange -> refuse(exchange, "FULL", "Vol.");
            assertThat(after(book(id, UUID.randomUUID(), "24"))).contains("Het is vol bij de buurhub.");
            assertThat(state()).isEqualTo("FULL");
        }
    }

    @Test
    void aLateRefusalIsMailed() throws Exception {
        try (StrangeHub hub = StrangeHub.start()) {
            long id = meet(hub);
            hub.bookings = Strange.BROKEN.answers;
            String page = TestBrowser.location(book(id, UUID.randomUUID(), "24"));
            hub.bookings = exchange -> refuse(exchange, "FULL", "Vol.");
            again();
            again();
            assertThat(state()).isEqualTo("FULL");
            assertThat(TestSql.bigint(
                            jdbc,
                            "select count(*) from outbox where template = 'neighbour-not-booked' and payload ->> 'id' = ?",
                            page.replaceAll(".*/", "")))
                    .isOne();
        }
    }

    @Test
    void badInputIsRefusedWithEverythingTypedStillThere() throws Exception {
        try (StrangeHub hub = StrangeHub.start()) {
            long id = meet(hub);
            HttpResponse<String> answer = book(id, UUID.randomUUID(), "veel");
            assertThat(answer.statusCode()).isEqualTo(422);
            assertThat(answer.body()).contains("value=\"veel\"", "value=\"0612345678\"", "Vul een heel getal in.");
            assertThat(book(id, UUID.randomUUID(), "0").body()).contains("Vul in hoeveel leerlingen er komen.");
            assertThat(book(id, UUID.randomUUID(), "240").body()).contains("Vul een getal in van 0 tot en met 200.");
            assertThat(jdbc.sql("select count(*) from neighbour_booking where class_id = ?")
                            .param(group.id())
                            .query(Long.class)
                            .single())
                    .isZero();
            assertThat(people.teacherOf(new BookingsFixture(jdbc).school().siteId())
                            .browser()
                            .get("/school/buren/boeken?hub=" + id + "&sessie=41&klas=" + group.id())
                            .statusCode())
                    .as("a class of another school")
                    .isEqualTo(404);
            assertThat(teacher.get("/school/buren/boeken?hub=" + id + "&sessie=99&klas=" + group.id())
                            .statusCode())
                    .isEqualTo(404);
            hub.bookings = booked();
            book(id, UUID.randomUUID(), "24");
            assertThat(book(id, UUID.randomUUID(), "24").body()).contains("Deze klas is hier al geboekt");
        }
    }

    @Test
    void changedNumbersAreResentUntilConfirmed_andOnlyThenCount() throws Exception {
        try (StrangeHub hub = StrangeHub.start()) {
            long id = meet(hub);
            hub.bookings = booked();
            String page = TestBrowser.location(book(id, UUID.randomUUID(), "24"));
            bodies.clear();
            assertThat(after(resize(page, "26"))).contains("De aantallen zijn gewijzigd, ook bij de buurhub.");
            assertThat(bodies).containsExactly("{\"groepen\":[{\"groep\":7,\"leerlingen\":26}],\"volwassenen\":3}");
            assertThat(numbers()).isEqualTo("26 3 told");

            for (Strange strange : List.of(Strange.BROKEN, Strange.GARBAGE, Strange.NO_KEY, Strange.STOPPED)) {
                hub.bookings = strange.answers;
                assertThat(after(resize(page, "20"))).contains("De nieuwe aantallen zijn bewaard", "value=\"20\"");
                assertThat(numbers()).as("until it knows").isEqualTo("26 3 wanted");
            }
            hub.bookings = booked();
            bodies.clear();
            again();
            again();
            assertThat(bodies).as("told once more").hasSize(1);
            assertThat(numbers()).isEqualTo("20 3 told");

            // immediate refusals are shown on the page, later ones are mailed
            hub.bookings = exchange -> refuse(exchange, "NO_ROOM", "Er zijn nog 2 plekken.");
            assertThat(after(resize(page, "28")))
                    .contains("De buurhub kan deze aantallen niet wijzigen.", "Er zijn nog 2 plekken.");
            assertThat(mails("neighbour-not-changed", page)).isZero();
            hub.bookings = Strange.BROKEN.answers;
            resize(page, "28");
            hub.bookings = exchange -> refuse(exchange, "NO_ROOM", "Er zijn nog 2 plekken.");
            again();
            assertThat(mails("neighbour-not-changed", page)).isOne();
            assertThat(numbers()).isEqualTo("20 3 told");

            HttpResponse<String> wrong = resize(page, "veel");
            assertThat(wrong.statusCode()).isEqualTo(422);
            assertThat(wrong.body()).contains("value=\"veel\"", "Vul een heel getal in.");
            assertThat(resize(page, "0").body()).contains("Vul in hoeveel leerlingen er komen.");
            assertThat(teacher.post(page + "/aantallen", "leerlingen-" + group.partId(), "22", "volwassenen", "0")
                            .body())
                    .contains("Een klas gaat niet zonder volwassene op pad.");
            hub.bookings = booked();
            teacher.post(page + "/annuleren");
            assertThat(resize(page, "22").body()).contains("Dit bezoek is al begonnen of afgezegd.");
            assertThat(people.teacherOf(new BookingsFixture(jdbc).school().siteId())
                            .browser()
                            .post(page + "/aantallen", "volwassenen", "3")
                            .statusCode())
                    .as("of another school")
                    .isEqualTo(404);
        }
    }

    @Test
    void numbersChangedBeforeTheAnswerAreSentAfterIt() throws Exception {
        try (StrangeHub hub = StrangeHub.start()) {
            long id = meet(hub);
            hub.bookings = Strange.SLOW.answers;
            PatienceForTests.little(program);
            String page = TestBrowser.location(book(id, UUID.randomUUID(), "24"));
            hub.bookings = Strange.BROKEN.answers;
            PatienceForTests.endless(program);
            resize(page, "22");
            hub.asked.clear();
            hub.bookings = booked();
            again();
            assertThat(hub.asked).containsExactly("/api/v1/buurboekingen", "/api/v1/buurboekingen/5/aantallen");
            assertThat(bodies.get(0))
                    .as("asked again with its key it has to be the same")
                    .contains("24");
            assertThat(numbers()).isEqualTo("22 3 told");
        }
    }

    @Test
    void aClassThatIsSomewhereElseIsNotBookedThere_norOneThatIsThereHere() throws Exception {
        try (StrangeHub hub = StrangeHub.start()) {
            long id = meet(hub);
            hub.bookings = booked();
            BookingsFixture fixture = new BookingsFixture(jdbc);
            long here = fixture.session(fixture.activity(), start().plus(1, ChronoUnit.HOURS), 60, 2);
            long booking = bookHere(here);
            assertThat(bookingState(booking)).isEqualTo("CONFIRMED");
            HttpResponse<String> refused = book(id, UUID.randomUUID(), "24");
            assertThat(refused.statusCode()).isEqualTo(422);
            assertThat(refused.body()).contains("Deze klas is op die tijd al ergens anders", "value=\"0612345678\"");
            assertThat(keys).as("that hub was not asked").isEmpty();

            cancelHere(booking);
            String page = TestBrowser.location(book(id, UUID.randomUUID(), "24"));
            assertThat(state()).isEqualTo("BOOKED");
            assertThat(classBookings.book(bookClass(here), school.teacher()))
                    .isEqualTo(new Refused(because(Reason.CLASS_AT_NEIGHBOUR)));
            assertThat(teacher.get("/school/boeken?sessie=" + here + "&klas=" + group.id())
                            .body())
                    .contains("Deze klas is op die tijd bij een buurhub.");

            teacher.post(page + "/annuleren");
            assertThat(bookingState(bookHere(here))).as("free again").isEqualTo("CONFIRMED");
        }
    }

    @Test
    void aVisitThatIsRefusedOrCancelledThereLeavesTheClassFree() throws Exception {
        try (StrangeHub hub = StrangeHub.start()) {
            long id = meet(hub);
            BookingsFixture fixture = new BookingsFixture(jdbc);
            long here = fixture.session(fixture.activity(), start(), 60, 2);
            hub.bookings = exchange -> refuse(exchange, "FULL", "Vol.");
            book(id, UUID.randomUUID(), "24");
            long booking = bookHere(here);
            assertThat(bookingState(booking)).isEqualTo("CONFIRMED");
            cancelHere(booking);

            hub.bookings = booked();
            book(id, UUID.randomUUID(), "24");
            hub.bookings = list("CANCELLED", start());
            visits.followAll();
            assertThat(state()).isEqualTo("CANCELLED");
            assertThat(bookingState(bookHere(here))).isEqualTo("CONFIRMED");
        }
    }

    @Test
    void aMovedVisitThatClashesIsMailedAndShown_untilItNoLongerClashes() throws Exception {
        try (StrangeHub hub = StrangeHub.start()) {
            long id = meet(hub);
            hub.bookings = booked();
            String page = TestBrowser.location(book(id, UUID.randomUUID(), "24"));
            BookingsFixture fixture = new BookingsFixture(jdbc);
            Instant other = start().plus(2, ChronoUnit.DAYS);
            long booking = bookHere(fixture.session(fixture.activity(), other, 60, 2));
            assertThat(bookingState(booking)).isEqualTo("CONFIRMED");

            hub.bookings = list("CONFIRMED", other);
            visits.followAll();
            visits.followAll();
            assertThat(mails("neighbour-clash", page)).isOne();
            assertThat(teacher.get(page).body()).contains("op deze tijd is de klas al ergens anders");
            assertThat(teacher.get("/werk").body())
                    .contains("1 klas is op dezelfde tijd bij een buurhub en ergens anders.");
            assertThat(bookingState(booking)).as("what was booked here stays").isEqualTo("CONFIRMED");

            cancelHere(booking);
            visits.followAll();
            assertThat(teacher.get(page).body()).doesNotContain("op deze tijd is de klas al ergens anders");
            assertThat(teacher.get("/werk").body()).doesNotContain("bij een buurhub en ergens anders");
            assertThat(TestSql.integer(
                            jdbc,
                            "select head_count from (select pupils as head_count from neighbour_booking_part p join neighbour_booking b on b.id = p.booking_id where b.class_id = ?) n",
                            group.id()))
                    .as("as that hub has it now")
                    .isEqualTo(23);
        }
    }

    @Test
    void aBookingThatCannotBeFinishedLeavesTheOthersAlone() throws Exception {
        try (StrangeHub hub = StrangeHub.start()) {
            long id = meet(hub);
            hub.bookings = Strange.BROKEN.answers;
            book(id, UUID.randomUUID(), "24");
            TestSql.update(jdbc, "update neighbour_booking set item_id = 'geen getal' where class_id = ?", group.id());
            again();
            assertThat(state()).isEqualTo("ASKED NOT_UNDERSTOOD");
            assertThat(jdbc.sql("select next_at > now() from neighbour_booking where class_id = ?")
                            .param(group.id())
                            .query(Boolean.class)
                            .single())
                    .as("it is left alone for a while")
                    .isTrue();

            TestSql.update(jdbc, "update neighbour_booking set item_id = '41' where class_id = ?", group.id());
            hub.bookings = booked();
            again();
            hub.bookings = list("CANCELLED", Instant.parse("+300000-01-01T00:00:00Z"));
            visits.followAll();
            assertThat(state()).as("what makes no sense changes nothing").isEqualTo("BOOKED");
        }
    }

    @Test
    void unansweredRequestsAreShownToTheSchool_andLaterToTheAdministrator() throws Exception {
        try (StrangeHub hub = StrangeHub.start()) {
            long id = meet(hub);
            hub.bookings = Strange.BROKEN.answers;
            book(id, UUID.randomUUID(), "24");
            assertThat(teacher.get("/werk").body()).contains("1 bezoek bij een buurhub wacht op antwoord.");
            TestBrowser administrator = people.signedIn(Role.ADMINISTRATOR).browser();
            assertThat(administrator.get("/admin/toestand").body()).doesNotContain("al een half uur geen antwoord");
            for (int i = 0; i < 5; i++) {
                again();
            }
            assertThat(administrator.get("/admin/toestand").body())
                    .contains(
                            "Deze buurhubs geven al een half uur geen antwoord op wat scholen er boeken: TEC Zutphen.");
            hub.bookings = booked();
            again();
            assertThat(teacher.get("/werk").body()).doesNotContain("bij een buurhub wacht op antwoord");
            assertThat(administrator.get("/admin/toestand").body()).doesNotContain("al een half uur geen antwoord");
        }
    }

    @Test
    void beforeANeighbourIsRemovedItIsSaidWhoStillGoesThere_andAfterwardsAVisitIsCancelledHereOnly() throws Exception {
        try (StrangeHub hub = StrangeHub.start()) {
            long id = meet(hub);
            hub.bookings = booked();
            String page = TestBrowser.location(book(id, UUID.randomUUID(), "24"));
            TestBrowser administrator = people.signedIn(Role.ADMINISTRATOR).browser();
            String schoolName = jdbc.sql("select name from organisation where id = ?")
                    .param(school.siteId())
                    .query(String.class)
                    .single();
            assertThat(administrator.get("/admin/buurhubs/" + id).body())
                    .contains("Er gaan nog klassen naar TEC Zutphen, van: " + schoolName, "Ja, verwijder TEC Zutphen");
            administrator.post("/admin/buurhubs/" + id + "/weg");

            assertThat(teacher.get(page).body())
                    .contains("We hebben geen verbinding meer met TEC Zutphen.")
                    .doesNotContain("Wijzig aantallen");
            assertThat(after(teacher.post(page + "/annuleren"))).contains("Het bezoek staat hier op afgezegd.");
            assertThat(state()).isEqualTo("CANCELLED");
            assertThat(teacher.get(page).body()).doesNotContain("We hebben geen verbinding meer");
        }
    }

    @Test
    void aCancellationIsToldUntilTheNeighbourKnows_alsoAfterTheTeacherIsForgotten() throws Exception {
        try (StrangeHub hub = StrangeHub.start()) {
            long id = meet(hub);
            hub.bookings = booked();
            String page = TestBrowser.location(book(id, UUID.randomUUID(), "24"));
            hub.bookings = Strange.BROKEN.answers;
            assertThat(after(teacher.post(page + "/annuleren"))).contains("Je afzegging is bewaard.");
            jdbc.sql(
                            "update neighbour_booking set contact_name = null, contact_email = null, account_id = null where class_id = ?")
                    .param(group.id())
                    .update();
            hub.bookings = booked();
            again();
            assertThat(state()).isEqualTo("CANCELLED");
        }
    }

    private BookClass bookClass(long session) {
        return new BookClass(
                session,
                group.id(),
                new VisitDetails(Map.of(group.partId(), 24), 2, false, "0612345678"),
                UUID.randomUUID());
    }

    private long bookHere(long session) {
        BookingResult result = classBookings.book(bookClass(session), school.teacher());
        assertThat(result).isInstanceOf(BookingResult.Done.class);
        return ((BookingResult.Done) result).bookingId();
    }

    private void cancelHere(long booking) {
        assertThat(classBookings.cancel(booking, "", school.teacher())).isInstanceOf(BookingResult.Done.class);
    }

    private String bookingState(long booking) {
        return TestSql.text(jdbc, "select state from booking where id = ?", booking);
    }

    private HttpResponse<String> resize(String page, String pupils) {
        return teacher.post(page + "/aantallen", "leerlingen-" + group.partId(), pupils, "volwassenen", "3");
    }

    /** Returns the numbers of the latest booking. */
    private String numbers() {
        return jdbc.sql("""
                select p.pupils || ' ' || b.adults || case when b.wanted is null then ' told' else ' wanted' end
                  from neighbour_booking b join neighbour_booking_part p on p.booking_id = b.id
                 where b.class_id = ? order by b.id desc limit 1
                """).param(group.id()).query(String.class).single();
    }

    private int mails(String template, String page) {
        return jdbc.sql("select count(*) from outbox where template = ? and payload ->> 'id' = ?")
                .params(template, page.replaceAll(".*/", ""))
                .query(Integer.class)
                .single();
    }

    @Test
    void itsKeyIsSentToItsOwnAddressOnly_soItIsForgottenWhenThatChanges() throws Exception {
        try (StrangeHub hub = StrangeHub.start()) {
            long id = meet(hub);
            people.signedIn(Role.ADMINISTRATOR)
                    .browser()
                    .post("/admin/buurhubs/" + id, "plaats", "Zutphen", "adres", "https://elders.example", "aan", "ja");
            assertThat(jdbc.sql("select their_key is null from neighbour where id = ?")
                            .param(id)
                            .query(Boolean.class)
                            .single())
                    .isTrue();
        }
    }

    @Test
    void tryingTheirKeyWithAnEmptyFieldKeepsIt_andForgettingItIsAskedApart() throws Exception {
        try (StrangeHub hub = StrangeHub.start()) {
            long id = meet(hub);
            TestBrowser administrator = people.signedIn(Role.ADMINISTRATOR).browser();
            String page = "/admin/buurhubs/" + id;
            assertThat(administrator.get(page).body()).contains("Ja, vergeet de sleutel");
            assertThat(administrator.post(page + "/hun-sleutel", "sleutel", " ").statusCode())
                    .isEqualTo(303);
            assertThat(administrator.get(page).body())
                    .as("why it does not work")
                    .contains("Wat er komt is niet van een techhub.");
            assertThat(knowsKey(id)).isTrue();
            HttpResponse<String> wrong = administrator.post(page + "/hun-sleutel", "sleutel", "tec_krom");
            assertThat(wrong.statusCode()).isEqualTo(422);
            assertThat(wrong.body()).contains("value=\"tec_krom\"");
            assertThat(knowsKey(id)).isTrue();

            assertThat(administrator.post(page + "/hun-sleutel/vergeten").statusCode())
                    .isEqualTo(303);
            assertThat(knowsKey(id)).isFalse();
            assertThat(administrator.get(page).body()).doesNotContain("Ja, vergeet de sleutel");
            assertThat(administrator.post(page + "/hun-sleutel", "sleutel", "").statusCode())
                    .as("there is nothing to try")
                    .isEqualTo(422);
        }
    }

    private boolean knowsKey(long id) {
        return jdbc.sql("select their_key is not null from neighbour where id = ?")
                .param(id)
                .query(Boolean.class)
                .single();
    }

    private long meet(StrangeHub hub) {
        hub.items.add(hub.item(
                "41",
                "Bruggenbouwers",
                ", \"offers\": [{\"@type\": \"Offer\", \"name\": \"Per klas\"}], \"isAccessibleForFree\": true"));
        TestBrowser administrator = people.signedIn(Role.ADMINISTRATOR).browser();
        HttpResponse<String> added = administrator.post(
                "/admin/buurhubs", "naam", "TEC Zutphen", "plaats", "Zutphen", "adres", hub.address(), "aan", "ja");
        long id = Long.parseLong(TestBrowser.location(added).replaceAll(".*/", ""));
        HttpResponse<String> tried = administrator.post("/admin/buurhubs/" + id + "/hun-sleutel", "sleutel", KEY);
        assertThat(administrator.get(TestBrowser.location(tried)).body())
                .as("that the key does not work yet is said")
                .contains("Wat er komt is niet van een techhub.");
        reader.readAll();
        jdbc.sql("update neighbour_session set classes = true").update();
        return id;
    }

    private static Instant start() {
        return Instant.now().plus(7, ChronoUnit.DAYS).truncatedTo(ChronoUnit.HOURS);
    }

    /** Answers a list of bookings with one in this state. */
    private static HttpHandler list(String state, Instant start) {
        return exchange -> StrangeHub.json(exchange, """
                {"items": [{"id": 5, "stand": "%s", "aanvangTijdstip": "%s", "eindTijdstip": "%s", "locatieNaam": "Het Koelhuis",
                 "volwassenen": 2, "groepen": [{"groep": 7, "leerlingen": 23}]}], "_links": {}}""".formatted(state, start, start.plus(2, ChronoUnit.HOURS)));
    }

    private HttpHandler booked() {
        Instant start = start();
        return exchange -> {
            boolean cancelled = exchange.getRequestURI().getPath().endsWith("/annulering");
            assertThat(exchange.getRequestHeaders().getFirst("Authorization")).isEqualTo("Bearer " + KEY);
            if (!cancelled) {
                keys.add(exchange.getRequestHeaders().getFirst("Idempotency-Key"));
                bodies.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            }
            StrangeHub.json(exchange, """
                    {"id": 5, "stand": "%s", "aanvangTijdstip": "%s", "eindTijdstip": "%s", "locatieNaam": "Het Koelhuis",
                     "groepen": [{"groep": 7, "leerlingen": 24}]}""".formatted(
                            cancelled ? "CANCELLED" : "CONFIRMED", start, start.plus(2, ChronoUnit.HOURS)));
        };
    }

    private static void refuse(HttpExchange exchange, String code, String detail) throws IOException {
        byte[] body = ("{\"status\": 422, \"errors\": [{\"code\": \"" + code + "\", \"detail\": \"" + detail + "\"}]}")
                .getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(422, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private HttpResponse<String> book(long neighbour, UUID key, String pupils) {
        return teacher.post(
                "/school/buren/boeken",
                "hub",
                Long.toString(neighbour),
                "sessie",
                "41",
                "klas",
                Long.toString(group.id()),
                "sleutel",
                key.toString(),
                "leerlingen-" + group.partId(),
                pupils,
                "volwassenen",
                "2",
                "telefoon",
                "0612345678");
    }

    private String after(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(303);
        return teacher.get(TestBrowser.location(answer)).body();
    }

    /** Makes retries due. */
    private void again() {
        TestSql.update(jdbc, "update neighbour_booking set next_at = now() - interval '1 second'");
        visits.settleAll();
    }

    /** Returns the state of the latest booking. */
    private String state() {
        return TestSql.text(
                jdbc,
                "select concat_ws(' ', state, failure) from neighbour_booking where class_id = ? order by id desc limit 1",
                group.id());
    }
}
