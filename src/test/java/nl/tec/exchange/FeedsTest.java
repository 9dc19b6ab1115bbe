package nl.tec.exchange;

import static nl.tec.programme.ProgrammeFixture.MANAGER;
import static nl.tec.programme.ProgrammeFixture.slot;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.net.http.HttpResponse;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.Month;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import javax.xml.parsers.DocumentBuilderFactory;
import nl.tec.AccountsFixture;
import nl.tec.DaysAhead;
import nl.tec.TecTest;
import nl.tec.TestBrowser;
import nl.tec.programme.Activity;
import nl.tec.programme.Catalogue;
import nl.tec.programme.ProgrammeFixture;
import nl.tec.programme.SessionDetails;
import nl.tec.programme.Sessions;
import nl.tec.venues.Venues;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.xml.sax.InputSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A consumer of the feed, from its start or from an earlier position, knows the current state of every published session. */
@TecTest
class FeedsTest {

    private static final LocalDate DAY = DaysAhead.first(DayOfWeek.TUESDAY, Month.JUNE, 9);

    @Autowired
    AccountsFixture accounts;

    @Autowired
    Catalogue catalogue;

    @Autowired
    Sessions sessions;

    @Autowired
    Venues venues;

    @Autowired
    Feeds feeds;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    JsonMapper json;

    private TestBrowser visitor;
    private Activity activity;
    private long venue;
    private String word;

    @BeforeEach
    void anActivity() {
        visitor = accounts.visitor();
        word = "feed" + System.nanoTime();
        venue = ProgrammeFixture.venue(venues, word);
        activity = ProgrammeFixture.published(
                catalogue, ProgrammeFixture.activity("Sluis <b>& \"" + word, "Lock " + word));
    }

    @Test
    void aSessionComesChangesAndGoes() {
        long session = session(9, true);
        long draft = session(13, false);
        feeds.refresh();
        JsonNode first = last(session);
        assertThat(first.get("state").asString()).isEqualTo("updated");
        assertThat(first.get("data").get("name").asString())
                .isEqualTo(activity.title().dutch());
        assertThat(first.get("data").get("remainingAttendeeCapacity").asInt()).isEqualTo(30);
        assertThat(all().stream().filter(item -> item.get("id").asString().equals("" + draft)))
                .isEmpty();

        jdbc.sql("update session_capacity set classes_taken = class_capacity where session_id = ?")
                .param(session)
                .update();
        feeds.refresh();
        assertThat(last(session).get("data").get("remainingAttendeeCapacity").asInt())
                .as("no class can come any more, whatever seats are left")
                .isZero();
        jdbc.sql("update session_capacity set classes_taken = 0 where session_id = ?")
                .param(session)
                .update();
        feeds.refresh();

        long end = all().get(all().size() - 1).get("modified").asLong();
        feeds.refresh();
        assertThat(after(end)).as("nothing changed").isEmpty();

        ((Sessions.Saved) sessions.create(details(15), true, MANAGER)).ids();
        catalogue.cancel(activity.id(), activity.version(), "Ziek", MANAGER);
        feeds.refresh();
        assertThat(last(session).get("data").get("eventStatus").asString()).endsWith("EventCancelled");
        assertThat(last(session).get("modified").asLong()).isGreaterThan(end);

        jdbc.sql(
                        "update session set starts_at = now() - interval '4 days', ends_at = now() - interval '3 days' where id = ?")
                .param(session)
                .update();
        feeds.refresh();
        assertThat(last(session).get("state").asString()).isEqualTo("deleted");
        assertThat(visitor.get(Feeds.EVENTS + "/" + session).statusCode()).isEqualTo(404);
    }

    /** Numbers out of order would hide a change from a consumer that is past them. */
    @Test
    void refreshesAtTheSameTimeNumberEachChangeOnce() {
        for (int hour = 8; hour < 18; hour++) {
            session(hour, true);
        }
        List<CompletableFuture<Void>> at = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            at.add(CompletableFuture.runAsync(feeds::refresh));
        }
        at.forEach(CompletableFuture::join);
        List<JsonNode> items = all();
        assertThat(items).extracting(item -> item.get("id").asString()).doesNotHaveDuplicates();
        assertThat(items)
                .extracting(item -> item.get("modified").asLong())
                .isSorted()
                .doesNotHaveDuplicates();
    }

    @Test
    void theLastPageLeadsToItselfAndABadNumberIsRefused() {
        session(9, true);
        feeds.refresh();
        long end = all().get(all().size() - 1).get("modified").asLong();
        HttpResponse<String> last = visitor.get(Feeds.EVENTS + "?afterChangeNumber=" + end);
        assertThat(last.headers().firstValue("Cache-Control")).contains("max-age=8, public");
        assertThat(visitor.get(Feeds.EVENTS).headers().firstValue("Cache-Control"))
                .contains("max-age=3600, public");
        JsonNode page = json.readTree(last.body());
        assertThat(page.get("items").size()).isZero();
        assertThat(page.get("next").asString()).endsWith("afterChangeNumber=" + end);
        assertThat(page.get("license").asString()).startsWith("https://creativecommons.org/");
        assertThat(visitor.get(Feeds.EVENTS + "?afterChangeNumber=-1").statusCode())
                .isEqualTo(400);
        assertThat(visitor.get(Feeds.EVENTS + "?afterChangeNumber=" + "9".repeat(40))
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    void whatIsNewIsWellFormed() throws Exception {
        String atom = visitor.get("/nieuw.atom").body();
        var document = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(atom)));
        assertThat(document.getElementsByTagName("title").item(1).getTextContent())
                .isEqualTo(activity.title().dutch());
    }

    private SessionDetails details(int hour) {
        return new SessionDetails(activity.id(), slot(DAY.plusDays(hour), 9, 45), venue, null, null, 30, 1, "");
    }

    private long session(int hour, boolean publish) {
        return ((Sessions.Saved) sessions.create(details(hour), publish, MANAGER))
                .ids()
                .get(0);
    }

    private JsonNode last(long session) {
        return all().stream()
                .filter(item -> item.get("id").asString().equals("" + session))
                .reduce((one, other) -> other)
                .orElseThrow();
    }

    private List<JsonNode> all() {
        return after(0);
    }

    private List<JsonNode> after(long change) {
        List<JsonNode> items = new ArrayList<>();
        String next = Feeds.EVENTS + "?afterChangeNumber=" + change;
        while (true) {
            JsonNode page = json.readTree(visitor.get(next).body());
            if (page.get("items").isEmpty()) {
                return items;
            }
            page.get("items").forEach(items::add);
            next = page.get("next").asString().replaceFirst("https?://[^/]+", "");
        }
    }
}
