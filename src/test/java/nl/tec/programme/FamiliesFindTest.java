package nl.tec.programme;

import static nl.tec.programme.ProgrammeFixture.MANAGER;
import static nl.tec.programme.ProgrammeFixture.slot;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.temporal.TemporalAdjusters;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import nl.tec.AccountsFixture;
import nl.tec.TecTest;
import nl.tec.TestBrowser;
import nl.tec.programme.ActivityDetails.Takes;
import nl.tec.programme.Programme.Card;
import nl.tec.programme.Programme.Query;
import nl.tec.shared.Audience;
import nl.tec.shared.Dates;
import nl.tec.shared.Money;
import nl.tec.shared.Span;
import nl.tec.venues.Venues;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Search by families: on a free day, with prices, without courses that have begun. */
@TecTest
class FamiliesFindTest {

    private static final ForWhom CHILDREN =
            new ForWhom(Set.of(Audience.CHILD), null, null, null, new Span(8, 12), Set.of());

    @Autowired
    AccountsFixture accounts;

    @Autowired
    Catalogue catalogue;

    @Autowired
    Programme programme;

    @Autowired
    Sessions sessions;

    @Autowired
    Venues venues;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    Clock clock;

    private TestBrowser visitor;
    private String word;
    private long venue;
    private LocalDate monday;

    @BeforeEach
    void aMonday() {
        visitor = accounts.visitor();
        word = "gezin" + System.nanoTime();
        venue = ProgrammeFixture.venue(venues, word);
        monday = LocalDate.now(clock).plusDays(60).with(TemporalAdjusters.next(DayOfWeek.MONDAY));
    }

    @Test
    void aCourseIsOneThing_andOneThatHasBegunIsNotOffered() {
        Activity activity = published(3);
        List<Long> begun = course(activity, monday);
        course(activity, monday.plusDays(1));
        course(activity, monday.plusDays(2));
        jdbc.sql(
                        "update session set starts_at = now() - interval '1 day', ends_at = now() - interval '23 hours' where id = ?")
                .param(begun.get(0))
                .update();

        Card card = programme.search(query(here())).cards().get(0);
        assertThat(card.course()).isTrue();
        assertThat(card.sessions()).isEqualTo(2);
        assertThat(card.sessionsFree()).isEqualTo(2);
        assertThat(card.next()).isEqualTo(slot(monday.plusDays(1), 10, 60));
        assertThat(programme.searchSessions(query(here())).sessions())
                .extracting(Session::slot)
                .containsExactly(slot(monday.plusDays(1), 10, 60), slot(monday.plusDays(2), 10, 60));
        assertThat(visitor.get("/programma?plek=" + word).body()).contains("Nog plek, begint op 2 data");
        assertThat(visitor.get("/programma.csv?plek=" + word).body()).containsPattern(";2;2;https?://");

        String page = visitor.get("/activiteit/" + activity.slug()).body();
        assertThat(page).contains("Deze cursus is al begonnen");
        assertThat(page.split("EducationEvent", -1)).hasSize(3);
        // the whole course, to the end of its last meeting
        assertThat(page)
                .contains("\"endDate\":\""
                        + monday.plusDays(1 + 14)
                                .atTime(11, 0)
                                .atZone(Dates.ZONE)
                                .toOffsetDateTime());
    }

    @Test
    void whoLooksForADay_findsAllOfThem() {
        Activity activity = published(1);
        LocalDate wednesday = monday.plusDays(2);
        LocalDate saturday = monday.plusDays(5);
        session(activity, wednesday, 10);
        session(activity, wednesday, 13);
        session(activity, wednesday.plusDays(1), 13);
        session(activity, wednesday.plusDays(1), 15);
        session(activity, wednesday.plusDays(1), 19);
        session(activity, saturday, 10);
        session(activity, saturday.plusWeeks(3).plusDays(1), 14);

        assertThat(found("dag=weekend"))
                .containsExactly(at(saturday, 10), at(saturday.plusWeeks(3).plusDays(1), 14));
        assertThat(found("dag=na-school")).containsExactly(at(wednesday, 13), at(wednesday.plusDays(1), 15));
        assertThat(found("dag=woensdagmiddag")).containsExactly(at(wednesday, 13));
        assertThat(found("dag=za")).containsExactly(at(saturday, 10));
        assertThat(found("dagdeel=avond")).containsExactly(at(wednesday.plusDays(1), 19));
        assertThat(found("dag=do&dagdeel=middag"))
                .containsExactly(at(wednesday.plusDays(1), 13), at(wednesday.plusDays(1), 15));
        // consistent on the page of cards and in the calendar
        assertThat(programme
                        .search(query(selection("dag=weekend")))
                        .cards()
                        .get(0)
                        .sessions())
                .isEqualTo(2);
        String week =
                "%d-W%02d".formatted(saturday.get(java.time.temporal.IsoFields.WEEK_BASED_YEAR), Dates.week(saturday));
        assertThat(visitor.get("/kalender?week=" + week + "&dag=weekend&plek=" + word)
                        .body())
                .containsOnlyOnce("/activiteit/" + activity.slug());
        assertThat(visitor.get("/programma?q=weekend&plek=" + word).body())
                .as("also when it is typed as a word to search")
                .contains("Op zaterdag of zondag weghalen", "/activiteit/" + activity.slug());
        assertThat(visitor.get("/programma?van=2034-05-02&tot=2034-05-01&plek=" + word)
                        .body())
                .contains("We hebben ze omgedraaid");
        assertThat(visitor.get("/programma?dag=weekend&plek=" + word).body())
                .contains("Op zaterdag of zondag weghalen");
    }

    @Test
    void aCardSaysWhatItCosts_andWhatIsFreeCanBeAskedFor() {
        Activity free = published(1);
        session(free, monday, 10);
        Activity paid = published(1, new Money(2500));
        session(paid, monday, 14);
        assertThat(visitor.get("/programma?plek=" + word).body()).contains("€\u00a025 per persoon", "Gratis</li>");
        String page = visitor.get("/programma?gratis=ja&plek=" + word).body();
        assertThat(page).contains("/activiteit/" + free.slug()).doesNotContain("/activiteit/" + paid.slug());
    }

    private List<String> found(String query) {
        return programme.searchSessions(query(selection(query))).sessions().stream()
                .map(session -> session.slot()
                        .start()
                        .atZone(Dates.ZONE)
                        .toLocalDateTime()
                        .toString())
                .toList();
    }

    private static String at(LocalDate day, int hour) {
        return day.atTime(hour, 0).toString();
    }

    private Selection here() {
        return selection("");
    }

    private Selection selection(String query) {
        Selection.Day day = null;
        Selection.PartOfDay part = null;
        for (String each : query.split("&")) {
            String value = each.substring(each.indexOf('=') + 1);
            for (Selection.Day known : Selection.Day.values()) {
                day = each.startsWith("dag=") && known.code().equals(value) ? known : day;
            }
            for (Selection.PartOfDay known : Selection.PartOfDay.values()) {
                part = each.startsWith("dagdeel=") && known.code().equals(value) ? known : part;
            }
        }
        return new Selection(null, null, null, word, null, false, day, part, false, null);
    }

    private static Query query(Selection selection) {
        return new Query("", selection, null, null, null, 50);
    }

    private Activity published(int meetings) {
        return published(meetings, Money.ZERO);
    }

    private Activity published(int meetings, Money price) {
        ActivityDetails d = ProgrammeFixture.activity(word, "Family", Takes.INDIVIDUALS, CHILDREN);
        return ProgrammeFixture.published(
                catalogue,
                new ActivityDetails(
                        d.kind(),
                        d.takes(),
                        d.words(),
                        d.worlds(),
                        d.disciplines(),
                        d.forWhom(),
                        new ActivityDetails.Length(60, 0, 0, meetings),
                        d.size(),
                        new ActivityDetails.Terms(Money.ZERO, price, 14, null),
                        null,
                        null,
                        Map.of(),
                        List.of(),
                        List.of(),
                        null,
                        null));
    }

    private SessionDetails details(Activity activity, LocalDate day, int hour) {
        return new SessionDetails(activity.id(), slot(day, hour, 60), venue, null, null, 12, null, "");
    }

    private void session(Activity activity, LocalDate day, int hour) {
        assertThat(sessions.create(details(activity, day, hour), true, MANAGER)).isInstanceOf(Sessions.Saved.class);
    }

    /** Creates three weekly meetings. */
    private List<Long> course(Activity activity, LocalDate first) {
        TreeSet<LocalDate> days = new TreeSet<>(Set.of(first, first.plusWeeks(1), first.plusWeeks(2)));
        Sessions.Result made = sessions.create(
                Series.on(details(activity, first, 10), days, List.of(LocalTime.of(10, 0)), true)
                        .asCourse(),
                true,
                MANAGER);
        return ((Sessions.Saved) made).ids();
    }
}
