package nl.tec.neighbours;

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
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import nl.tec.AccountsFixture;
import nl.tec.TecTest;
import nl.tec.TestBrowser;
import nl.tec.accounts.Role;
import nl.tec.bookings.BookingsFixture;
import nl.tec.bookings.BookingsFixture.School;
import nl.tec.bookings.BookingsFixture.TestClass;
import nl.tec.hub.LoopbackForTests;
import nl.tec.hub.PublicInternet;
import nl.tec.neighbours.internal.NeighbourReader;
import nl.tec.neighbours.internal.NeighbourVisits;
import nl.tec.neighbours.internal.PatienceForTests;
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

/** Whatever a neighbour answers to a booking, nothing is lost and nothing is booked twice (decision 0090). */
@TecTest
class NeighbourBookingTest {

    private static final String KEY = "tec_0123abcd_" + "k".repeat(43);

    @Autowired
    AccountsFixture people;

    @Autowired
    NeighbourReader reader;

    @Autowired
    NeighbourVisits visits;

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

    /** Ways not to answer a booking. */
    enum Strange {
        HTML(NeighbourFailure.NOT_UNDERSTOOD, exchange -> StrangeHub.json(exchange, "<html><body>Hoi</body></html>")),
        GARBAGE(NeighbourFailure.NOT_UNDERSTOOD, exchange -> StrangeHub.json(exchange, "{\"id\": [1,")),
        NOTHING(NeighbourFailure.NOT_UNDERSTOOD, exchange -> StrangeHub.json(exchange, "{}")),
        NO_TIME(
                NeighbourFailure.NOT_UNDERSTOOD,
                exchange -> StrangeHub.json(exchange, "{\"id\": 5, \"stand\": \"CONFIRMED\"}")),
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
        /** Until it is stopped. */
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
    void whatIsCancelledBeforeThereWasAnAnswerIsBookedAndCancelled_soThatNoneStaysThere() throws Exception {
        try (StrangeHub hub = StrangeHub.start()) {
            long id = meet(hub);
            hub.bookings = Strange.BROKEN.answers;
            String page = TestBrowser.location(book(id, UUID.randomUUID(), "24"));
            assertThat(after(teacher.post(page + "/annuleren"))).contains("Je annulering is bewaard.");
            hub.asked.clear();
            hub.bookings = booked();
            again();
            assertThat(hub.asked).containsExactly("/api/v1/buurboekingen", "/api/v1/buurboekingen/5/annulering");
            assertThat(state()).isEqualTo("CANCELLED");
        }
    }

    @Test
    void whatItRefusesIsSaidInItsWords_asPlainText() throws Exception {
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
    void whoWasToldToWaitGetsAMailWhenItIsRefusedAfterAll() throws Exception {
        try (StrangeHub hub = StrangeHub.start()) {
            long id = meet(hub);
            hub.bookings = Strange.BROKEN.answers;
            String page = TestBrowser.location(book(id, UUID.randomUUID(), "24"));
            hub.bookings = exchange -> refuse(exchange, "FULL", "Vol.");
            again();
            again();
            assertThat(state()).isEqualTo("FULL");
            assertThat(jdbc.sql(
                                    "select count(*) from outbox where template = 'neighbour-not-booked' and payload ->> 'id' = ?")
                            .param(page.replaceAll(".*/", ""))
                            .query(Long.class)
                            .single())
                    .isOne();
        }
    }

    @Test
    void badInputIsRefusedWithEverythingTypedStillThere() throws Exception {
        try (StrangeHub hub = StrangeHub.start()) {
            long id = meet(hub);
            HttpResponse<String> answer = book(id, UUID.randomUUID(), "veel");
            assertThat(answer.statusCode()).isEqualTo(422);
            assertThat(answer.body()).contains("value=\"veel\"", "value=\"0612345678\"", "Vul een aantal in.");
            assertThat(book(id, UUID.randomUUID(), "0").body()).contains("Vul in hoeveel leerlingen er komen.");
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

    private long meet(StrangeHub hub) {
        hub.items.add(hub.item(
                "41",
                "Bruggenbouwers",
                ", \"offers\": [{\"@type\": \"Offer\", \"name\": \"Per klas\"}], \"isAccessibleForFree\": true"));
        TestBrowser administrator = people.signedIn(Role.ADMINISTRATOR).browser();
        HttpResponse<String> added = administrator.post(
                "/admin/buurhubs", "naam", "TEC Zutphen", "plaats", "Zutphen", "adres", hub.address(), "aan", "ja");
        long id = Long.parseLong(TestBrowser.location(added).replaceAll(".*/", ""));
        administrator.post("/admin/buurhubs/" + id + "/hun-sleutel", "sleutel", KEY);
        reader.readAll();
        jdbc.sql("update neighbour_session set classes = true").update();
        return id;
    }

    private HttpHandler booked() {
        Instant start = Instant.now().plus(7, ChronoUnit.DAYS).truncatedTo(ChronoUnit.HOURS);
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

    /** The time comes to ask again. */
    private void again() {
        jdbc.sql("update neighbour_booking set next_at = now() - interval '1 second'")
                .update();
        visits.settleAll();
    }

    /** Of the latest booking. */
    private String state() {
        return jdbc.sql(
                        "select concat_ws(' ', state, failure) from neighbour_booking where class_id = ? order by id desc limit 1")
                .param(group.id())
                .query(String.class)
                .single();
    }
}
