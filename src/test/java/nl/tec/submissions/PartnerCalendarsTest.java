package nl.tec.submissions;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import nl.tec.AccountsFixture;
import nl.tec.AccountsFixture.SignedIn;
import nl.tec.TecTest;
import nl.tec.TestBrowser;
import nl.tec.TestSql;
import nl.tec.accounts.Actor.Membership;
import nl.tec.accounts.Audit;
import nl.tec.accounts.Role;
import nl.tec.bookings.VisitorsFixture;
import nl.tec.hub.LoopbackForTests;
import nl.tec.hub.PublicInternet;
import nl.tec.shared.Outcome;
import nl.tec.submissions.SubmissionsFixture.Partner;
import nl.tec.submissions.internal.Reconciliation;
import nl.tec.submissions.internal.SourceStore;
import nl.tec.submissions.internal.SubmissionCheck;
import nl.tec.submissions.internal.calendar.CalendarFetcher;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * A partner's own calendar of 500 events: unchanged, changed, cancelled and hostile. It is read and moderated, and never published
 * automatically.
 */
@TecTest
class PartnerCalendarsTest {

    private static final int EVENTS = 500;

    @Autowired
    AccountsFixture accounts;

    @Autowired
    PartnerCalendars calendars;

    @Autowired
    Moderation moderation;

    @Autowired
    PublicInternet internet;

    @Autowired
    VisitorsFixture visitors;

    @Autowired
    SourceStore sources;

    @Autowired
    Reconciliation reconciliation;

    @Autowired
    CalendarFetcher fetcher;

    @Autowired
    SubmissionCheck check;

    @Autowired
    Audit audit;

    @Autowired
    Clock clock;

    @Autowired
    TransactionTemplate transaction;

    @Autowired
    JdbcClient jdbc;

    SubmissionsFixture fixture;
    Partner partner;
    SignedIn own;
    SignedIn manager;
    HttpServer server;
    AtomicInteger asked = new AtomicInteger();
    AtomicInteger sent = new AtomicInteger();
    volatile byte[] content = new byte[0];

    @BeforeEach
    void serve() throws IOException {
        LoopbackForTests.allow(internet);
        fixture = new SubmissionsFixture(jdbc);
        partner = fixture.partner();
        own = accounts.signedIn(Membership.of(Role.PARTNER, partner.id()));
        manager = accounts.signedIn(Role.PROGRAMME_MANAGER);
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/agenda.ics", this::answer);
        server.createContext("/dicht", exchange -> empty(exchange, 403, null));
        server.createContext("/weg", exchange -> empty(exchange, 404, null));
        server.createContext("/door", exchange -> empty(exchange, 302, "/agenda.ics"));
        server.createContext("/rond", exchange -> empty(exchange, 302, "/rond"));
        server.createContext("/binnen", exchange -> empty(exchange, 302, "http://169.254.169.254/latest/meta-data"));
        server.createContext("/bestand", exchange -> empty(exchange, 302, "file:///etc/passwd"));
        server.createContext("/groot", PartnerCalendarsTest::endless);
        server.start();
    }

    @AfterEach
    void stop() {
        LoopbackForTests.forbid(internet);
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        asked.incrementAndGet();
        String etag = "\"" + java.util.Arrays.hashCode(content) + "\"";
        if (etag.equals(exchange.getRequestHeaders().getFirst("If-None-Match"))) {
            empty(exchange, 304, null);
            return;
        }
        sent.incrementAndGet();
        exchange.getResponseHeaders().add("ETag", etag);
        exchange.sendResponseHeaders(200, content.length);
        try (OutputStream body = exchange.getResponseBody()) {
            body.write(content);
        }
    }

    private static void empty(HttpExchange exchange, int status, @Nullable String location) throws IOException {
        if (location != null) {
            exchange.getResponseHeaders().add("Location", location);
        }
        exchange.sendResponseHeaders(status, -1);
        exchange.close();
    }

    private static void endless(HttpExchange exchange) throws IOException {
        exchange.sendResponseHeaders(200, 0);
        try (OutputStream body = exchange.getResponseBody()) {
            byte[] piece = "X-NIETS:niets\r\n".repeat(1000).getBytes(StandardCharsets.UTF_8);
            for (int i = 0; i < 1000; i++) {
                body.write(piece);
            }
        } catch (IOException hungUp) {
            // a valid calendar
        }
    }

    private String address(String path) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + path;
    }

    /** Subscribes by the form. @return the id of the calendar */
    private long subscribe(String path) {
        HttpResponse<String> made = own.browser().post("/partner/activiteiten/agenda", form("adres", address(path)));
        assertThat(made.statusCode()).as(made.body()).isEqualTo(303);
        return TestSql.bigint(
                jdbc,
                "select id from submission_source where organisation_id = ? and address is not null and ended_at is null",
                partner.id());
    }

    private String[] form(String... others) {
        List<String> fields = new ArrayList<>(List.of(
                "van", "" + partner.id(),
                "soort", "EVENT",
                "werelden", "HITECH_SCIENCE",
                "voor", "CHILD",
                "leeftijd-van", "10",
                "leeftijd-tot", "14",
                "plek", "" + partner.venue(),
                "neemt", "INDIVIDUALS",
                "maximum", "20",
                "aanmelden", "hier"));
        fields.addAll(List.of(others));
        return fields.toArray(String[]::new);
    }

    private SourceReport read(long calendar) {
        assertThat(calendars.readNow(calendar, own.actor())).isInstanceOf(Outcome.Done.class);
        return Objects.requireNonNull(
                calendars.list(partner.id(), own.actor()).get(0).report());
    }

    private static LocalDate day(int number) {
        return SubmissionsFixture.day(20 + number % 100);
    }

    private static String event(int number, String summary, String... lines) {
        return "BEGIN:VEVENT\r\nUID:" + number + "@proef.example\r\nSUMMARY:" + summary + "\r\n"
                + time("DTSTART", day(number), number) + "\r\n" + time("DTEND", day(number), number + 1) + "\r\n"
                + String.join("\r\n", lines) + "\r\nEND:VEVENT\r\n";
    }

    /** Returns a different hour for each of five events on a day. */
    private static String time(String name, LocalDate day, int number) {
        int hour = 9 + number / 100 % 10;
        return name + ";TZID=Europe/Amsterdam:" + day.format(DateTimeFormatter.BASIC_ISO_DATE) + "T"
                + (hour < 10 ? "0" : "") + hour + (name.equals("DTEND") ? "4500" : "0000");
    }

    private void publishAtTheSource(List<String> events) {
        content = ("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n" + String.join("", events) + "END:VCALENDAR\r\n")
                .getBytes(StandardCharsets.UTF_8);
    }

    private static List<String> events() {
        List<String> events = new ArrayList<>();
        for (int i = 0; i < EVENTS; i++) {
            events.add(event(i, "Proefdag " + i, "DESCRIPTION:Nummer " + i + " van de proef."));
        }
        return events;
    }

    private int count(String where) {
        return TestSql.integer(
                jdbc, "select count(*) from submission where organisation_id = ? and " + where, partner.id());
    }

    private int publicActivities() {
        return TestSql.integer(jdbc, "select count(*) from activity where organiser_id = ?", partner.id());
    }

    @Test
    void fiveHundredEventsAreRead_andWaitForAProgrammeManager() {
        publishAtTheSource(events());
        long calendar = subscribe("/agenda.ics");
        assertThat(count("state = 'SUBMITTED' and source = 'CALENDAR'")).isEqualTo(EVENTS);
        assertThat(publicActivities()).as("nothing is published by itself").isZero();

        String mine = own.browser().get("/partner/activiteiten").body();
        assertThat(mine.split("href=\"/partner/activiteiten/[0-9]+\""))
                .as("in pages")
                .hasSize(41);
        assertThat(mine).contains("?van=" + partner.id() + "&amp;vanaf=40");
        assertThat(own.browser().get("/partner/activiteiten?vanaf=480").body())
                .contains("vanaf=440")
                .doesNotContain("rel=\"next\"");

        SourceReport unchanged = read(calendar);
        assertThat(sent.get()).as("the source said that nothing had changed").isEqualTo(1);
        assertThat(unchanged.added())
                .as("the report of the last time that something was read")
                .isEqualTo(EVENTS);

        List<String> others = events();
        for (int i = 0; i < 20; i++) {
            others.set(i, event(i, "Andere naam " + i, "DESCRIPTION:Nummer " + i + " van de proef."));
        }
        for (int i = 20; i < 30; i++) {
            others.set(i, event(i, "Proefdag " + i, "STATUS:CANCELLED"));
        }
        publishAtTheSource(new ArrayList<>(others.subList(0, EVENTS - 10)));
        SourceReport changed = read(calendar);
        assertThat(changed)
                .extracting(
                        SourceReport::found,
                        SourceReport::added,
                        SourceReport::changed,
                        SourceReport::gone,
                        SourceReport::same)
                .containsExactly(EVENTS - 20, 0, 20, 20, EVENTS - 40);
        assertThat(count("state = 'WITHDRAWN'"))
                .as("what was never public is gone")
                .isEqualTo(20);
        assertThat(publicActivities()).isZero();
        assertThat(manager.browser()
                        .get("/beheer/inzendingen?vanaf=460&partner=" + partner.id())
                        .body())
                .contains("Andere naam 0", "Agenda");
    }

    @Test
    void changesAtTheSource_reachTheProgrammeAndPeopleOnlyOnceAccepted() {
        publishAtTheSource(List.of(event(1, "Blijft"), event(2, "Verdwijnt")));
        long calendar = subscribe("/agenda.ics");
        List<SubmissionLine> waiting =
                moderation.list(Submission.State.SUBMITTED, partner.id(), 0, 10, manager.actor());
        waiting.forEach(line -> assertThat(moderation.accept(line.id(), line.version(), null, manager.actor()))
                .isInstanceOf(Outcome.Done.class));
        assertThat(publicActivities()).isEqualTo(2);
        List<Long> sessions = TestSql.list(
                jdbc,
                Long.class,
                "select s.id from session s join activity a on a.id = s.activity_id where a.organiser_id = ? order by a.title_nl",
                partner.id());
        String email = visitors.address();
        sessions.forEach(session ->
                visitors.ask(session, VisitorsFixture.parent(email, "Noor"), UUID.randomUUID(), false, null));
        int mails = mailsTo(email);

        publishAtTheSource(
                List.of(event(1, "Blijft").replace("T090000", "T113000").replace("T094500", "T123000")));
        read(calendar);
        assertThat(mailsTo(email)).as("nobody is told yet").isEqualTo(mails);
        assertThat(jdbc.sql("select count(*) from session where id = any(?::bigint[]) and state = 'PUBLISHED'")
                        .param("{" + sessions.get(0) + "," + sessions.get(1) + "}")
                        .query(Integer.class)
                        .single())
                .isEqualTo(2);
        List<SubmissionLine> changes =
                moderation.list(Submission.State.SUBMITTED, partner.id(), 0, 10, manager.actor());
        assertThat(changes).hasSize(2).allMatch(SubmissionLine::change);
        for (SubmissionLine line : changes) {
            String page =
                    manager.browser().get("/beheer/inzendingen/" + line.id()).body();
            assertThat(page).contains(line.title().dutch().equals("Blijft") ? "11.30-12.30" : "gaat niet door");
            assertThat(moderation.accept(line.id(), line.version(), null, manager.actor()))
                    .isInstanceOf(Outcome.Done.class);
        }
        assertThat(mailsTo(email)).isEqualTo(mails + 2);
        assertThat(TestSql.text(jdbc, "select state from session where id = ?", sessions.get(1)))
                .isEqualTo("CANCELLED");

        publishAtTheSource(List.of(
                event(1, "Blijft").replace("T090000", "T113000").replace("T094500", "T123000"), event(2, "Verdwijnt")));
        read(calendar);
        SubmissionLine back = moderation
                .list(Submission.State.SUBMITTED, partner.id(), 0, 10, manager.actor())
                .get(0);
        assertThat(moderation.accept(back.id(), back.version(), null, manager.actor()))
                .isInstanceOf(Outcome.Done.class);
        assertThat(jdbc.sql("""
                select count(*) from session s join activity a on a.id = s.activity_id
                 where a.organiser_id = ? and s.state = 'PUBLISHED' and a.state = 'PUBLISHED'
                """).param(partner.id()).query(Integer.class).single())
                .as("what came back has a new date")
                .isEqualTo(2);
    }

    private int mailsTo(String email) {
        return TestSql.integer(jdbc, "select count(*) from outbox where recipient = ?", email);
    }

    @Test
    void hostileEventsAreHarmless_andThePartnerReadsWhatWasLeftOut() {
        publishAtTheSource(List.of(
                event(
                        1,
                        "<script>alert(1)</script>Robotdag <b>vet</b>",
                        "DESCRIPTION:<p>Kom <img src=x onerror=alert(1)> langs</p><script>document.location='x'</script>",
                        "LOCATION:<iframe src='//x'></iframe>De Loods",
                        "URL:javascript:alert(1)"),
                event(2, "Elke seconde", "RRULE:FREQ=SECONDLY"),
                event(3, "Voor altijd", "RRULE:FREQ=DAILY"),
                event(4, "A".repeat(5000), "DESCRIPTION:" + "woord ".repeat(10_000)),
                event(5, "Om\u202egekeerd"),
                event(6, "Gewone dag")));
        long calendar = subscribe("/agenda.ics");
        assertThat(TestSql.list(
                        jdbc,
                        String.class,
                        "select details::text from submission where organisation_id = ?",
                        partner.id()))
                .hasSize(5)
                .noneMatch(details -> details.contains("<script") || details.contains("onerror"))
                .noneMatch(details -> details.contains("javascript:"));
        assertThat(jdbc.sql("""
                select max(n) from (select count(*) as n from submission_date d join submission s on s.id = d.submission_id
                 where s.organisation_id = ? group by s.id) x
                """).param(partner.id()).query(Integer.class).single())
                .isEqualTo(60);
        String page = own.browser().get("/partner/activiteiten/agenda").body();
        assertThat(page)
                .contains("herhaalt vaker dan één keer per dag", "herhaalt vaak. We nemen de eerste 60 keer")
                .doesNotContain("<script>alert");
        assertThat(publicActivities()).isZero();
        content = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nEND:VCALENDAR\r\n".getBytes(StandardCharsets.UTF_8);
        assertThat(calendars.readNow(calendar, own.actor())).isInstanceOf(Outcome.Refused.class);
        assertThat(count("state = 'SUBMITTED'"))
                .as("suddenly empty changes nothing")
                .isEqualTo(5);
        assertThat(own.browser().get("/partner/activiteiten/agenda").body()).contains("ineens leeg");
    }

    @Test
    void onlyPublicAddressesAreRead_redirectsIncluded() {
        for (String path : List.of("/binnen", "/bestand", "/rond", "/groot", "/dicht", "/weg")) {
            HttpResponse<String> made =
                    own.browser().post("/partner/activiteiten/agenda", form("adres", address(path)));
            assertThat(made.statusCode()).as(path).isEqualTo(303);
            assertThat(own.browser().get("/partner/activiteiten/agenda").body())
                    .as(path)
                    .contains(
                            switch (path) {
                                case "/binnen", "/bestand" -> "niet openbaar op internet";
                                case "/groot" -> "We lezen hooguit 5 MB";
                                case "/dicht" -> "De agenda is niet openbaar";
                                case "/weg" -> "staat geen agenda (meer)";
                                default -> "kwam geen goed antwoord";
                            });
            TestSql.update(
                    jdbc, "update submission_source set ended_at = now() where organisation_id = ?", partner.id());
        }
        for (String wrong :
                List.of("ftp://voorbeeld.nl/x", "file:///etc/passwd", "http://", "x", "https://a:b@voorbeeld.nl/")) {
            assertThat(own.browser()
                            .post("/partner/activiteiten/agenda", form("adres", wrong))
                            .body())
                    .as(wrong)
                    .contains("Vul een adres in dat begint met https://");
        }
        publishAtTheSource(List.of(event(1, "Omgeleid")));
        subscribe("/door");
        assertThat(count("state = 'SUBMITTED'")).isEqualTo(1);
    }

    @Test
    void anotherPartnersCalendarDoesNotExist_andStoppingLeavesWhatIsThere() {
        publishAtTheSource(List.of(event(1, "Van ons")));
        long calendar = subscribe("/agenda.ics");
        TestBrowser stranger = accounts.signedIn(
                        Membership.of(Role.PARTNER, fixture.partner().id()))
                .browser();
        assertThat(stranger.get("/partner/activiteiten/agenda?van=" + partner.id())
                        .statusCode())
                .isEqualTo(404);
        assertThat(stranger.post("/partner/activiteiten/agenda/" + calendar + "/lees")
                        .statusCode())
                .isEqualTo(404);
        assertThat(stranger.post("/partner/activiteiten/agenda/" + calendar + "/stop")
                        .statusCode())
                .isEqualTo(404);
        assertThat(own.browser()
                        .post("/partner/activiteiten/agenda/" + calendar + "/stop", "van", "" + partner.id())
                        .statusCode())
                .isEqualTo(303);
        assertThat(count("state = 'SUBMITTED'")).isEqualTo(1);
        int before = asked.get();
        calendars.readAll();
        assertThat(asked.get()).as("it is read no longer").isEqualTo(before);
    }

    @Test
    void aCalendarThatCantBeReadForAWeekIsATaskOfTheProgrammeManager() {
        publishAtTheSource(List.of(event(1, "Van ons")));
        long calendar = subscribe("/agenda.ics");
        sources.failed(calendar, "submissions.unreadable.many");
        assertThat(manager.browser().get("/beheer/inzendingen").body()).doesNotContain(address("/agenda.ics"));
        TestSql.update(
                jdbc, "update submission_source set failed_since = now() - interval '8 days' where id = ?", calendar);
        assertThat(manager.browser().get("/beheer/inzendingen").body())
                .contains("id=\"agendas\"", address("/agenda.ics"), "te veel activiteiten in die nog komen");
        assertThat(manager.browser().get("/werk").body()).contains("/beheer/inzendingen#agendas");
    }

    @Test
    void atNightEachIsReadOnce() {
        publishAtTheSource(List.of(event(1, "Nachtwerk")));
        long calendar = subscribe("/agenda.ics");
        int before = asked.get();
        calendars.readAll();
        assertThat(asked.get()).as("it was read just now").isEqualTo(before);
        TestSql.update(
                jdbc, "update submission_source set read_at = read_at - interval '20 hours' where id = ?", calendar);
        calendars.readAll();
        assertThat(asked.get()).isEqualTo(before + 1);
    }

    @Test
    void onceInFourWeeksAnUnchangedCalendarIsReadWhole_soThatASeriesGoesOn() {
        publishAtTheSource(List.of(event(1, "Nachtwerk")));
        subscribe("/agenda.ics");
        assertThat(sent.get()).isEqualTo(1);
        for (int night = 1; night <= 28; night++) {
            Clock later = Clock.offset(clock, Duration.ofDays(night));
            new PartnerCalendars(sources, reconciliation, fetcher, check, audit, later, transaction).readAll();
        }
        assertThat(asked.get()).isEqualTo(29);
        assertThat(sent.get()).isEqualTo(2);
    }
}
