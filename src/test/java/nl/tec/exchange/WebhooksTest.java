package nl.tec.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import nl.tec.AccountsFixture;
import nl.tec.AccountsFixture.SignedIn;
import nl.tec.TecTest;
import nl.tec.TestBrowser;
import nl.tec.TestSql;
import nl.tec.accounts.Actor.Membership;
import nl.tec.accounts.Role;
import nl.tec.bookings.BookClass;
import nl.tec.bookings.BookingResult;
import nl.tec.bookings.BookingsFixture;
import nl.tec.bookings.BookingsFixture.School;
import nl.tec.bookings.BookingsFixture.TestClass;
import nl.tec.bookings.ClassBookings;
import nl.tec.exchange.internal.WebhookSender;
import nl.tec.hub.LoopbackForTests;
import nl.tec.hub.PublicInternet;
import nl.tec.shared.Dates;
import nl.tec.shared.SchoolYear;
import nl.tec.submissions.SubmissionsFixture;
import nl.tec.submissions.SubmissionsFixture.Partner;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A program of an organisation is notified of its own events, signed, once and in order (decision 0075). */
@TecTest
class WebhooksTest {

    private static final Pattern SECRET = Pattern.compile("whsec_([A-Za-z0-9+/]{43}=)");

    private record Received(String id, String timestamp, String signature, String body) {}

    @Autowired
    AccountsFixture people;

    @Autowired
    ClassBookings bookings;

    @Autowired
    WebhookSender sender;

    @Autowired
    PublicInternet internet;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    JsonMapper json;

    private HttpServer server;
    private final List<Received> received = new CopyOnWriteArrayList<>();
    private volatile int status = 200;
    /** The content of a message that the receiver rejects. */
    private volatile String unacceptable = "nothing";

    @BeforeEach
    void listen() throws IOException {
        LoopbackForTests.allow(internet);
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/hoor", this::hear);
        server.createContext("/door", exchange -> {
            exchange.getResponseHeaders().add("Location", "/hoor");
            exchange.sendResponseHeaders(302, -1);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        LoopbackForTests.forbid(internet);
        server.stop(0);
        // the next test would otherwise retry those of this one
        jdbc.sql("delete from webhook").update();
    }

    private void hear(HttpExchange exchange) throws IOException {
        Received message = new Received(
                exchange.getRequestHeaders().getFirst("Webhook-Id"),
                exchange.getRequestHeaders().getFirst("Webhook-Timestamp"),
                exchange.getRequestHeaders().getFirst("Webhook-Signature"),
                new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        received.add(message);
        exchange.sendResponseHeaders(message.body().contains(unacceptable) ? 422 : status, -1);
        exchange.close();
    }

    @Test
    void aSchoolHearsWhatHappensToItsBookings_andNothingOfAnotherSchool() throws Exception {
        BookingsFixture fixture = new BookingsFixture(jdbc);
        School school = fixture.school();
        School other = fixture.school();
        String secret = register("school", coordinator(school), "/hoor", "BOOKING_CONFIRMED", "BOOKING_CANCELLED");
        Instant start = fixture.schoolDay(60);
        long session = fixture.session(fixture.activity(), start, 60, 2);
        long booking = book(fixture, school, start, session);
        book(fixture, other, start, session);
        sender.send();
        bookings.cancel(booking, "Ziek.", school.teacher());
        sender.send();
        sender.send();
        assertThat(received).hasSize(2);
        JsonNode confirmed = json.readTree(received.get(0).body());
        assertThat(confirmed.get("gebeurtenis").asString()).isEqualTo("boeking.bevestigd");
        assertThat(confirmed.get("boeking").asLong()).isEqualTo(booking);
        assertThat(Instant.parse(confirmed.get("tijdstip").asString())).isBeforeOrEqualTo(Instant.now());
        JsonNode cancelled = json.readTree(received.get(1).body());
        assertThat(cancelled.get("gebeurtenis").asString()).isEqualTo("boeking.geannuleerd");
        assertThat(cancelled.get("stand").asString()).isEqualTo("CANCELLED");
        assertThat(received.get(1).body()).as("ids and states only").doesNotContain("Ziek", school.name());

        Received first = received.get(0);
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(Base64.getDecoder().decode(secret), "HmacSHA256"));
        String signed = first.id() + "." + first.timestamp() + "." + first.body();
        assertThat(first.signature())
                .isEqualTo("v1,"
                        + Base64.getEncoder().encodeToString(mac.doFinal(signed.getBytes(StandardCharsets.UTF_8))));
    }

    @Test
    void aPartnerHearsThatItsActivityIsPublished() {
        Partner partner = new SubmissionsFixture(jdbc).partner();
        TestBrowser browser =
                people.signedIn(Membership.of(Role.PARTNER, partner.id())).browser();
        register("partner", browser, "/hoor", "ACTIVITY_PUBLISHED", "ACTIVITY_REFUSED");
        String at = TestBrowser.location(browser.post(
                "/partner/activiteiten/nieuw", SubmissionsFixture.form(partner, SubmissionsFixture.title())));
        long submission = Long.parseLong(at.replaceAll(".*/", ""));
        sender.send();
        assertThat(received).isEmpty();
        people.signedIn(Role.PROGRAMME_MANAGER)
                .browser()
                .post(
                        "/beheer/inzendingen/" + submission + "/weiger",
                        "versie",
                        version(submission),
                        "uitleg",
                        "Te ver weg.");
        sender.send();
        assertThat(received).hasSize(1);
        assertThat(received.get(0).body())
                .contains("activiteit.geweigerd", String.valueOf(submission))
                .doesNotContain("Te ver weg");
    }

    @Test
    void failuresAreRetriedInOrder_andPauseAfterDaysWithAMail() {
        Partner partner = new SubmissionsFixture(jdbc).partner();
        SignedIn person = people.signedIn(Membership.of(Role.PARTNER, partner.id()));
        TestBrowser browser = person.browser();
        register("partner", browser, "/hoor", "ACTIVITY_PUBLISHED");
        String page = "/partner/koppelingen/meldingen";
        String proef = page + "/" + id(partner.id()) + "/proef";
        status = 500;
        browser.post(proef);
        browser.post(proef);
        sender.send();
        sender.send();
        assertThat(received)
                .as("the second waits for the first, and the first for its time")
                .hasSize(1);
        assertThat(browser.get(page).body()).contains("Lukt niet sinds", "Status 500");
        assertThat(people.signedIn(Role.ADMINISTRATOR)
                        .browser()
                        .get("/admin/koppelingen")
                        .body())
                .contains(partner.name(), "Lukt niet sinds");
        assertThat(people.signedIn(Role.ADMINISTRATOR)
                        .browser()
                        .get("/admin/toestand")
                        .body())
                .contains("adres van een programma antwoordt");
        status = 200;
        due();
        sender.send();
        assertThat(received).hasSize(3);
        assertThat(received.get(1).id()).isEqualTo(received.get(0).id());
        assertThat(browser.get(page).body()).contains("Aangekomen (status 200)").doesNotContain("Lukt niet sinds");

        status = 410;
        browser.post(proef);
        sender.send();
        TestSql.update(jdbc, "update webhook set failing_since = failing_since - interval '3 days'");
        due();
        sender.send();
        assertThat(browser.get(page).body()).contains("Gestopt op");
        assertThat(jdbc.sql("select count(*) from outbox where template = 'webhook-paused' and recipient = ?")
                        .param(person.account().email())
                        .query(Integer.class)
                        .single())
                .isOne();
        int before = received.size();
        due();
        sender.send();
        assertThat(received).hasSize(before);

        status = 200;
        browser.post(page + "/" + id(partner.id()) + "/hervat");
        browser.post(proef);
        sender.send();
        assertThat(received).hasSize(before + 1);
    }

    @Test
    void failuresBlockOnlyTheirSubject_andAreGivenUpAfterDays() {
        BookingsFixture fixture = new BookingsFixture(jdbc);
        School school = fixture.school();
        register("school", coordinator(school), "/hoor", "BOOKING_CONFIRMED", "BOOKING_CANCELLED");
        Instant start = fixture.schoolDay(60);
        long session = fixture.session(fixture.activity(), start, 60, 3);
        long refused = book(fixture, school, start, session);
        long accepted = book(fixture, school, start, session);
        unacceptable = "\"boeking\": " + refused + ",";
        sender.send();
        assertThat(received).as("the rest waits for the next time").hasSize(1);
        bookings.cancel(refused, "Ziek.", school.teacher());
        sender.send();
        assertThat(received).hasSize(2);
        assertThat(received.get(1).body()).contains("\"boeking\": " + accepted + ",");
        assertThat(jdbc.sql("select failing_since is null from webhook")
                        .query(Boolean.class)
                        .single())
                .as("it accepts the others")
                .isTrue();

        jdbc.sql(
                        "update webhook_message set made_at = made_at - interval '3 days' where attempts > 0 and delivered_at is null")
                .update();
        due();
        sender.send();
        unacceptable = "nothing";
        sender.send();
        assertThat(received).hasSize(4);
        assertThat(received.get(2).id()).isEqualTo(received.get(0).id());
        assertThat(received.get(3).body()).contains("boeking.geannuleerd", "\"boeking\": " + refused + ",");
        assertThat(TestSql.integer(jdbc, "select count(*) from webhook_message where given_up_at is not null"))
                .isOne();
    }

    @Test
    void onlyAnAddressOfTheInternetIsAsked_andNoRedirectIsFollowed() {
        Partner partner = new SubmissionsFixture(jdbc).partner();
        TestBrowser browser =
                people.signedIn(Membership.of(Role.PARTNER, partner.id())).browser();
        String page = "/partner/koppelingen/meldingen";
        assertThat(browser.post(page, "adres", "ftp://voorbeeld.nl/x", "meldingen", "ACTIVITY_PUBLISHED")
                        .body())
                .contains("Schrijf een adres dat met https:// begint.", "ftp://voorbeeld.nl/x");
        assertThat(browser.post(page, "adres", "https://iemand:geheim@voorbeeld.nl/", "meldingen", "ACTIVITY_PUBLISHED")
                        .statusCode())
                .isEqualTo(422);
        browser.post(page, "adres", "https://169.254.169.254/latest", "meldingen", "ACTIVITY_PUBLISHED");
        browser.post(page + "/" + id(partner.id()) + "/proef");
        sender.send();
        assertThat(browser.get(page).body()).contains("Dit adres is niet op internet");
        jdbc.sql("delete from webhook").update();
        register("partner", browser, "/door", "ACTIVITY_PUBLISHED");
        browser.post(page + "/" + id(partner.id()) + "/proef");
        sender.send();
        assertThat(received).isEmpty();
        assertThat(browser.get(page).body()).contains("Status 302");
    }

    @Test
    void aRegistrationThatIsSentTwiceShowsTheSameSecret_butLaterItIsRefused() {
        Partner partner = new SubmissionsFixture(jdbc).partner();
        TestBrowser browser =
                people.signedIn(Membership.of(Role.PARTNER, partner.id())).browser();
        String secret = register("partner", browser, "/hoor", "ACTIVITY_PUBLISHED");
        assertThat(register("partner", browser, "/hoor", "ACTIVITY_PUBLISHED")).isEqualTo(secret);
        jdbc.sql("update webhook set made_at = made_at - interval '2 minutes' where organisation_id = ?")
                .param(partner.id())
                .update();
        String address = "http://127.0.0.1:" + server.getAddress().getPort() + "/hoor";
        HttpResponse<String> later =
                browser.post("/partner/koppelingen/meldingen", "adres", address, "meldingen", "ACTIVITY_PUBLISHED");
        assertThat(later.statusCode()).isEqualTo(422);
        assertThat(later.body()).contains(address).doesNotContain(secret);
    }

    @Test
    void aWebhookOfAnotherOrganisationIsNotThere() {
        Partner partner = new SubmissionsFixture(jdbc).partner();
        TestBrowser own =
                people.signedIn(Membership.of(Role.PARTNER, partner.id())).browser();
        register("partner", own, "/hoor", "ACTIVITY_PUBLISHED");
        TestBrowser stranger = people.signedIn(Membership.of(
                        Role.PARTNER, new SubmissionsFixture(jdbc).partner().id()))
                .browser();
        String webhook = "/partner/koppelingen/meldingen/" + id(partner.id()) + "/";
        for (String what : List.of("proef", "hervat", "stop")) {
            assertThat(stranger.post(webhook + what).statusCode()).isEqualTo(404);
        }
        for (int twice = 0; twice < 2; twice++) {
            assertThat(own.post(webhook + "stop").statusCode()).isEqualTo(303);
        }
    }

    private TestBrowser coordinator(School school) {
        return people.signedIn(Membership.of(Role.SCHOOL_COORDINATOR, school.siteId()))
                .browser();
    }

    /** @return its secret, in Base64 */
    private String register(String area, TestBrowser browser, String path, String... events) {
        String[] fields = new String[2 + events.length * 2];
        fields[0] = "adres";
        fields[1] = "http://127.0.0.1:" + server.getAddress().getPort() + path;
        for (int i = 0; i < events.length; i++) {
            fields[2 + 2 * i] = "meldingen";
            fields[3 + 2 * i] = events[i];
        }
        // jte does not escape the plus sign; the page is the only place where the secret is shown
        Matcher secret = SECRET.matcher(browser.post("/" + area + "/koppelingen/meldingen", fields)
                .body()
                .replace("&#43;", "+"));
        assertThat(secret.find()).isTrue();
        return secret.group(1);
    }

    private long book(BookingsFixture fixture, School school, Instant start, long session) {
        int year = SchoolYear.of(Dates.dayOf(start)).start();
        TestClass group = fixture.schoolClass(school, year, 7, 26);
        return ((BookingResult.Done) bookings.book(
                        new BookClass(session, group.id(), Map.of(group.partId(), 26), 4, UUID.randomUUID()),
                        school.teacher()))
                .bookingId();
    }

    private long id(long organisation) {
        return TestSql.bigint(jdbc, "select id from webhook where organisation_id = ?", organisation);
    }

    private String version(long submission) {
        return TestSql.text(jdbc, "select version::text from submission where id = ?", submission);
    }

    /** Makes all pauses end. */
    private void due() {
        jdbc.sql("update webhook_message set next_attempt_at = now() - interval '1 second' where delivered_at is null")
                .update();
    }
}
