package nl.tec.programme;

import static nl.tec.programme.ProgrammeFixture.MANAGER;
import static nl.tec.programme.ProgrammeFixture.slot;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.sql.Timestamp;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Month;
import java.time.YearMonth;
import java.time.temporal.IsoFields;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import net.fortuna.ical4j.data.CalendarBuilder;
import net.fortuna.ical4j.model.Calendar;
import nl.tec.AccountsFixture;
import nl.tec.DaysAhead;
import nl.tec.TecTest;
import nl.tec.TestBrowser;
import nl.tec.TestSql;
import nl.tec.accounts.Role;
import nl.tec.hub.TableExport;
import nl.tec.hub.Texts;
import nl.tec.programme.ActivityDetails.Takes;
import nl.tec.shared.Audience;
import nl.tec.shared.Bilingual;
import nl.tec.shared.Dates;
import nl.tec.shared.Span;
import nl.tec.venues.Venues;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The public pages of the programme. */
@TecTest
class PagesTest {

    private static final LocalDate THURSDAY = DaysAhead.first(DayOfWeek.THURSDAY, Month.MARCH, 7);

    @Autowired
    AccountsFixture accounts;

    @Autowired
    Catalogue catalogue;

    @Autowired
    Sessions sessions;

    @Autowired
    Venues venues;

    @Autowired
    JsonMapper json;

    @Autowired
    JdbcClient jdbc;

    private TestBrowser visitor;
    private String word;
    private long venue;

    @BeforeEach
    void aVisitor() {
        visitor = accounts.visitor();
        word = "pagina" + System.nanoTime();
        venue = ProgrammeFixture.venue(venues, word);
    }

    @Test
    void whatIsWrittenIsShownAndNeverRun() {
        Activity activity = published("Boor <script>alert(1)</script> & \"zaag\"");
        session(activity, true);
        HttpResponse<String> page = visitor.get("/activiteit/" + activity.slug());
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body())
                .contains("Boor &lt;script>alert(1)&lt;/script> &amp;")
                .doesNotContain("<script>alert");
        assertThat(visitor.get("/programma?q=" + word).body()).doesNotContain("<script>alert");
        assertThat(visitor.get("/programma?q=%3Cscript%3Ealert(2)%3C/script%3E").body())
                .doesNotContain("<script>alert");
    }

    @Test
    void eachSessionIsAnEventOfSchemaOrg() {
        Activity activity = published("Tekst </script> van " + word);
        session(activity, true);
        String body = visitor.get("/activiteit/" + activity.slug()).body();
        Matcher script = Pattern.compile("<script type=\"application/ld\\+json\">(.*?)</script>", Pattern.DOTALL)
                .matcher(body);
        assertThat(script.find()).isTrue();
        JsonNode data = json.readTree(script.group(1));
        JsonNode event = data.get("@graph").get(0);
        assertThat(event.get("@type").asString()).isEqualTo("EducationEvent");
        assertThat(event.get("name").asString()).isEqualTo(activity.title().dutch());
        assertThat(event.get("startDate").asString()).isEqualTo(THURSDAY + "T09:00+01:00");
        assertThat(event.get("location").get("name").asString()).isEqualTo("Plek " + word);
        assertThat(event.get("offers").get("price").asString()).isEqualTo("0.00");
    }

    @Test
    void draftsAndTheirSessionsAreNotFound() {
        Activity activity = published("Straks " + word);
        session(activity, false);
        assertThat(visitor.get("/activiteit/" + activity.slug()).body()).doesNotContain("/school/boeken?sessie");
        assertThat(visitor.get("/programma?weergave=data&plek=" + word).body())
                .doesNotContain("/activiteit/" + activity.slug());
        catalogue.withdraw(activity.id(), activity.version(), MANAGER);
        assertThat(visitor.get("/activiteit/" + activity.slug()).statusCode()).isEqualTo(404);
        assertThat(visitor.get("/sitemap.xml").body()).doesNotContain(activity.slug());
        assertThat(visitor.get("/activiteit/bestaat-niet").statusCode()).isEqualTo(404);
        assertThat(visitor.get("/plek/bestaat-niet").statusCode()).isEqualTo(404);
    }

    @Test
    void theButtonIsTheRightOne() {
        Activity forClasses = published("Klas " + word);
        long booked = session(forClasses, true);
        assertThat(visitor.get("/activiteit/" + forClasses.slug()).body())
                .contains("/school/boeken?sessie=" + booked)
                .contains("Boek voor mijn klas");
        ForWhom children = new ForWhom(Set.of(Audience.CHILD), null, null, null, new Span(8, 12), Set.of());
        Activity forOne = ProgrammeFixture.published(
                catalogue,
                ProgrammeFixture.tagged(
                        ProgrammeFixture.activity("Zelf " + word, "Self", Takes.INDIVIDUALS, children), word));
        long joined = ((Sessions.Saved) sessions.create(
                        new SessionDetails(forOne.id(), slot(THURSDAY, 14, 60), venue, null, null, 12, null, ""),
                        true,
                        MANAGER))
                .ids()
                .get(0);
        assertThat(visitor.get("/activiteit/" + forOne.slug()).body())
                .contains("/meedoen/" + joined)
                .contains("Doe mee")
                .contains("kinderen van 8 t/m 12 jaar");
    }

    @Test
    void theAudienceMayBeAmongTheSearchWords() {
        TestBrowser live = accounts.visitor().with("HX-Request", "true");
        assertThat(live.get("/programma?q=robot+groep+7").headers().firstValue("HX-Push-Url"))
                .contains("/programma?q=robot&wie=groep-7");
        assertThat(live.get("/programma?q=iets+met+robots+voor+mijn+dochter+van+9")
                        .headers()
                        .firstValue("HX-Push-Url"))
                .contains("/programma?q=iets+met+robots&wie=kind-9");
        assertThat(live.get("/programma?q=8+jaar").headers().firstValue("HX-Push-Url"))
                .contains("/programma?wie=kind-8");
        assertThat(live.get("/programma?q=groep+7&wie=mbo").headers().firstValue("HX-Push-Url"))
                .as("who was chosen stays")
                .contains("/programma?q=groep+7&wie=mbo");
    }

    @Test
    void aSearchForALessonLeadsToTheLibrary_withTheSameWordsAndGroup() {
        assertThat(visitor.get("/programma?q=les+over+bruggen,+groep+6,+45+minuten")
                        .body())
                .contains("\"/bibliotheek?zoek=les+over+bruggen%2C+45+minuten&amp;groep=6\"");
        assertThat(visitor.get("/programma?q=groep+6,+zeppelinvaart").body())
                .as("also when there is nothing to do")
                .contains("\"/bibliotheek?zoek=zeppelinvaart&amp;groep=6\"");
        assertThat(visitor.get("/programma").body()).doesNotContain("/bibliotheek?zoek");
    }

    @Test
    void aDayThatIsFilledInCounts() {
        Activity activity = published("Periode " + word);
        session(activity, true);
        String link = "/activiteit/" + activity.slug();
        String dates = "/programma?weergave=data&plek=" + word + "&wanneer=";
        assertThat(visitor.get(dates + "&van=" + THURSDAY + "&tot=" + THURSDAY).body())
                .contains(link);
        assertThat(visitor.get(dates + "&van=" + THURSDAY.plusDays(1)).body()).doesNotContain(link);
        assertThat(visitor.get("/programma?q=" + word + "&van=" + THURSDAY).body())
                .contains("vanaf " + Dates.day(THURSDAY, Texts.DUTCH) + " " + THURSDAY.getYear() + " weghalen");
    }

    @Test
    void theCalendarShowsTheWeekTheMonthAndTheHolidays() {
        Activity activity = published("Kalender " + word);
        long id = session(activity, true);
        String link = "/activiteit/" + activity.slug() + "#sessie-" + id;
        assertThat(visitor.get("/kalender?week=" + week(THURSDAY) + "&plek=" + word)
                        .body())
                .contains(link, "Week " + Dates.week(THURSDAY), "9.00-10.30 uur", ">9.00</li>");
        assertThat(accounts.visitor()
                        .get("/kalender?lang=en&week=" + week(THURSDAY) + "&plek=" + word)
                        .body())
                .as("hours as they are written in English")
                .contains("9:00-10:30", ">9:00</li>");
        assertThat(visitor.get("/kalender?week=" + week(THURSDAY.plusWeeks(1)) + "&plek=" + word)
                        .body())
                .doesNotContain(link);
        assertThat(visitor.get("/kalender?maand=" + YearMonth.from(THURSDAY) + "&plek=" + word)
                        .body())
                .contains(link, "maart " + THURSDAY.getYear());
        assertThat(visitor.get("/kalender?week=onzin&maand=2033-13").statusCode())
                .isEqualTo(200);
    }

    @Test
    void theWeekShowsWhatEndsAtMidnightAndBeginsInTheNight() {
        Activity evening = published("Avond " + word);
        sessions.create(
                new SessionDetails(evening.id(), slot(THURSDAY, 20, 240), venue, null, null, 30, 1, ""), true, MANAGER);
        Activity night = published("Nacht " + word);
        sessions.create(
                new SessionDetails(night.id(), slot(THURSDAY.plusDays(1), 23, 120), venue, null, null, 30, 1, ""),
                true,
                MANAGER);
        assertThat(visitor.get("/kalender?week=" + week(THURSDAY) + "&plek=" + word)
                        .body())
                .containsPattern("class=\"week [^\"]*to-23")
                .contains(" s-2000 l-16\"", " s-2200 l-8\"");
        assertThat(accounts.signedIn(Role.PROGRAMME_MANAGER)
                        .browser()
                        .get("/beheer/sessies?weergave=week&dag=" + THURSDAY)
                        .body())
                .containsPattern("class=\"week [^\"]*to-23")
                .contains(" s-2200 l-8\"");
    }

    @Test
    void theCalendarShowsOneKindAndOnlyWhatHasRoom() {
        Activity activity = published("Soort " + word);
        long full = session(activity, true);
        long free = ((Sessions.Saved) sessions.create(details(activity, THURSDAY.plusDays(1), 9), true, MANAGER))
                .ids()
                .get(0);
        TestSql.update(jdbc, "update session_capacity set taken = capacity where session_id = ?", full);
        ActivityKind kind = activity.details().kind();
        ActivityKind other = ActivityKind.values()[(kind.ordinal() + 1) % ActivityKind.values().length];
        for (String unit : List.of("week=" + week(THURSDAY), "maand=" + YearMonth.from(THURSDAY))) {
            String path = "/kalender?" + unit + "&plek=" + word;
            String withKind = visitor.get(path + "&soort=" + kind.code()).body();
            assertThat(withKind).contains("#sessie-" + full, "#sessie-" + free);
            assertThat(withKind)
                    .as("what was chosen stays chosen, here and in the weeks around it")
                    .contains("value=\"" + kind.code() + "\" selected")
                    .containsPattern("rel=\"prev nofollow\" href=\"[^\"]*soort=" + kind.code());
            assertThat(visitor.get(path + "&soort=" + other.code()).body()).doesNotContain("#sessie-" + free);
            assertThat(visitor.get(path + "&vrij=ja").body())
                    .contains("#sessie-" + free, "name=\"vrij\" value=\"ja\" checked")
                    .doesNotContain("#sessie-" + full);
        }
    }

    @Test
    void whatIsFoundCanBeDownloaded() {
        Activity activity = published("=1+1 " + word);
        session(activity, true);
        String query = "?q=" + word + "&per=50";
        assertThat(visitor.get("/programma" + query).body())
                .contains("/programma.csv?q=" + word, "/programma.xlsx?q=" + word);
        HttpResponse<String> csv = visitor.get("/programma.csv" + query);
        assertThat(csv.headers().firstValue("Content-Disposition").orElse("")).contains("programma.csv");
        assertThat(csv.body().lines().toList()).hasSize(2);
        assertThat(csv.body())
                .startsWith("\uFEFFActiviteit;In één zin;Soort;")
                .contains("'=1+1 " + word, THURSDAY + ";09:00;10:30;1;1", "/activiteit/" + activity.slug());
        assertThat(visitor.get("/programma.csv?weergave=data&plek=" + word).body())
                .startsWith("\uFEFFActiviteit;Soort;")
                .contains("'=1+1 " + word, THURSDAY + ";09:00;10:30;Plek " + word + ";Nog plek voor 1 klas");
        assertThat(visitor.get("/programma.csv?weergave=data&plek=" + word + "&wie=mbo")
                        .body())
                .as("the same filters as the page")
                .doesNotContain(word);
        HttpResponse<String> xlsx = visitor.get("/programma.xlsx" + query);
        assertThat(xlsx.headers().firstValue("Content-Disposition").orElse("")).contains("programma.xlsx");
        assertThat(xlsx.body()).startsWith("PK");
    }

    @Test
    void aFileHasAllDatesHoweverMany() {
        Activity activity = published("Vaak " + word);
        int many = TableExport.BATCH_SIZE + 10;
        venues.raiseGroupsAtOnce(venue, 2); // set-up overlaps with the previous clean-up
        sessions.createAll(
                IntStream.range(0, many)
                        .mapToObj(n -> details(activity, THURSDAY.plusDays(n / 3), 9 + 2 * (n % 3)))
                        .toList(),
                true,
                MANAGER);
        assertThat(visitor.get("/programma.csv?weergave=data&plek=" + word)
                        .body()
                        .lines())
                .hasSize(many + 1)
                .doesNotHaveDuplicates();
    }

    @Test
    void theFeedIsACalendarInWhichCancelledSessionsAreCancelled() throws Exception {
        LocalDate soon = LocalDate.now(Dates.ZONE).plusDays(40);
        Activity activity = published("Agenda, " + word + "; met tekens");
        List<Long> ids = ((Sessions.Saved) sessions.createAll(
                        List.of(details(activity, soon, 9), details(activity, soon, 13)), true, MANAGER))
                .ids();
        sessions.cancel(List.of(ids.get(1)), "Ziek.", MANAGER);
        HttpResponse<String> feed = visitor.get("/kalender.ics?plek=" + word);
        assertThat(feed.headers().firstValue("Content-Type").orElse("")).startsWith("text/calendar");
        Calendar calendar = new CalendarBuilder().build(new StringReader(feed.body()));
        assertThat(calendar.getComponents("VEVENT")).hasSize(2);
        assertThat(feed.body())
                .contains("SUMMARY:Agenda\\, " + word)
                .containsOnlyOnce("STATUS:CANCELLED")
                .contains("UID:session-" + ids.get(0) + "@");
    }

    @Test
    void theFeedGoesFromAMonthAgoToHalfAYearAhead_andARepeatIsNotSentAgain() {
        LocalDate today = LocalDate.now(Dates.ZONE);
        Activity activity = published("Abonnement " + word);
        sessions.createAll(
                List.of(
                        details(activity, today.plusMonths(6).minusDays(1), 9),
                        details(activity, today.plusMonths(6).plusDays(2), 9)),
                true,
                MANAGER);
        String path = "/kalender.ics?plek=" + word;
        HttpResponse<String> first = visitor.get(path);
        assertThat(first.body()).containsOnlyOnce("BEGIN:VEVENT");
        String tag = first.headers().firstValue("ETag").orElseThrow();

        HttpResponse<String> again =
                accounts.visitor().with("If-None-Match", tag).get(path);
        assertThat(again.statusCode()).isEqualTo(304);
        assertThat(again.body()).isEmpty();
        assertThat(again.headers().firstValue("ETag")).contains(tag);
        assertThat(accounts.visitor()
                        .with("If-None-Match", tag)
                        .get(path + "&lang=en")
                        .statusCode())
                .isEqualTo(200);

        sessions.createAll(List.of(details(activity, today.plusDays(9), 13)), true, MANAGER);
        HttpResponse<String> changed =
                accounts.visitor().with("If-None-Match", tag).get(path);
        assertThat(changed.statusCode()).isEqualTo(200);
        assertThat(changed.headers().firstValue("ETag").orElseThrow()).isNotEqualTo(tag);
    }

    @Test
    void theCalendarSaysWhatIsOver_whatIsFull_andWhatIsForClasses() {
        Activity activity = published("Voorbij " + word);
        long over = session(activity, true);
        LocalDate soon = LocalDate.now(Dates.ZONE).plusDays(40);
        long full = ((Sessions.Saved) sessions.create(details(activity, soon, 9), true, MANAGER))
                .ids()
                .get(0);
        TestSql.update(jdbc, "update session_capacity set taken = capacity where session_id = ?", full);
        Instant ended = Instant.now().minus(Duration.ofHours(3));
        jdbc.sql("update session set starts_at = ?, ends_at = ? where id = ?")
                .params(Timestamp.from(ended), Timestamp.from(ended.plus(Duration.ofHours(1))), over)
                .update();
        String past = visitor.get("/kalender?plek=" + word + "&week=" + week(Dates.dayOf(ended)))
                .body();
        assertThat(past)
                .as("it leads to the activity: its date is not there any more")
                .contains("href=\"/activiteit/" + activity.slug() + "\"", ", geweest", "voor klassen")
                .doesNotContain("#sessie-" + over);
        assertThat(past).containsPattern("class=\"block [^\"]* over ");
        assertThat(visitor.get("/kalender?plek=" + word + "&week=" + week(soon)).body())
                .containsPattern("class=\"block [^\"]* full ")
                .contains(", vol", "#sessie-" + full)
                .doesNotContain(", geweest");
        assertThat(visitor.get("/kalender?plek=" + word).body())
                .as("on a phone the week is long: it can begin at today")
                .contains("#vandaag\"", "id=\"vandaag\"");
    }

    @Test
    void aTitleWithoutEnglishIsMarkedAsDutchOnTheEnglishCalendar() {
        Activity activity = published("Zagen " + word);
        TestSql.update(jdbc, "update activity set title_en = '', version = version + 1 where id = ?", activity.id());
        session(activity, true);
        for (String unit : List.of("week=" + week(THURSDAY), "maand=" + YearMonth.from(THURSDAY))) {
            assertThat(visitor.get("/kalender?lang=en&plek=" + word + "&" + unit)
                            .body())
                    .contains("<span lang=\"nl\">Zagen " + word + "</span>");
        }
        assertThat(visitor.get("/kalender?lang=nl&plek=" + word + "&week=" + week(THURSDAY))
                        .body())
                .doesNotContain("lang=\"nl\">Zagen");
    }

    @Test
    void theCalendarIsSubscribedToInOneTap_withShortLinesAndWhereItIs() {
        Activity activity = published("Een naam met énorm veel bijzondere tékens, zodat de regel te lang is " + word);
        sessions.create(details(activity, LocalDate.now(Dates.ZONE).plusDays(40), 9), true, MANAGER);
        assertThat(visitor.get("/kalender?plek=" + word).body())
                .containsPattern("href=\"webcal://[^\"]+/kalender\\.ics\\?plek=" + word);
        String feed = visitor.get("/kalender.ics?plek=" + word).body();
        assertThat(feed.split("\r\n"))
                .allSatisfy(line -> assertThat(line.getBytes(StandardCharsets.UTF_8))
                        .as(line)
                        .hasSizeLessThanOrEqualTo(75));
        assertThat(feed.replace("\r\n ", ""))
                .contains("LOCATION:Plek " + word + "\\, Teststraat 1", "/activiteit/" + activity.slug());
    }

    @Test
    void theSiteMapIsXmlWithBothLanguages() throws Exception {
        Activity activity = published("Kaart " + word);
        visitor.get("/plek/" + word);
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setNamespaceAware(true);
        Document map = factory.newDocumentBuilder()
                .parse(new InputSource(
                        new StringReader(visitor.get("/sitemap.xml").body())));
        assertThat(map.getElementsByTagName("loc").getLength()).isGreaterThan(5);
        assertThat(visitor.get("/sitemap.xml").body())
                .contains("/activiteit/" + activity.slug() + "?lang=en")
                .contains("/plek/");
    }

    @Test
    void everyPublicPageIsThereInEnglish() {
        Activity activity = published("Nederlands " + word);
        session(activity, true);
        for (String path : List.of(
                "/programma?lang=en",
                "/programma?weergave=data",
                "/activiteit/" + activity.slug(),
                "/plek/" + word,
                "/kalender",
                "/kalender?maand=" + YearMonth.from(THURSDAY),
                "/voor-scholen")) {
            HttpResponse<String> page = visitor.get(path);
            assertThat(page.statusCode()).as(path).isEqualTo(200);
            assertThat(page.body())
                    .as(path)
                    .contains("<html lang=\"en\">")
                    .doesNotContain("Voor wie", "Bekijk", "Wanneer", "groep 5");
        }
        assertThat(visitor.get("/activiteit/" + activity.slug()).body())
                .contains("English " + word, "group 5 to 8", "9:00-10:30", "Book for my class");
    }

    @Test
    void theAddressIsShortAndEverythingInItMayBeNonsense() {
        HttpResponse<String> live = accounts.visitor()
                .with("HX-Request", "true")
                .get("/programma?q=robot&wie=groep-7&wereld=&soort=&plek=&wanneer=&van=&tot=&met=");
        assertThat(live.headers().firstValue("HX-Push-Url")).contains("/programma?q=robot&wie=groep-7");
        assertThat(visitor.get(
                                "/programma?wie=x&wereld=x&soort=x&plek=%27&wanneer=periode&van=x&tot=2033-02-31&pagina=x&per=9")
                        .statusCode())
                .isEqualTo(200);
    }

    /** Formats a week as in a URL. */
    private static String week(LocalDate day) {
        return "%d-W%02d".formatted(day.get(IsoFields.WEEK_BASED_YEAR), day.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR));
    }

    private Activity published(String title) {
        ActivityDetails details = ProgrammeFixture.activity(title, "English " + word);
        return ProgrammeFixture.published(
                catalogue, ProgrammeFixture.tagged(details.titled(new Bilingual(title, "English " + word)), word));
    }

    private SessionDetails details(Activity activity, LocalDate day, int hour) {
        return new SessionDetails(activity.id(), slot(day, hour, 90), venue, null, null, 30, 1, "");
    }

    private long session(Activity activity, boolean publish) {
        return ((Sessions.Saved) sessions.create(details(activity, THURSDAY, 9), publish, MANAGER))
                .ids()
                .get(0);
    }
}
