package nl.tec.programme;

import static nl.tec.programme.ProgrammeFixture.MANAGER;
import static nl.tec.programme.ProgrammeFixture.slot;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.Month;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import nl.tec.DaysAhead;
import nl.tec.TecTest;
import nl.tec.TestSql;
import nl.tec.hub.Texts;
import nl.tec.programme.ActivityDetails.Takes;
import nl.tec.programme.Programme.Card;
import nl.tec.programme.Programme.Found;
import nl.tec.programme.Programme.Query;
import nl.tec.shared.Audience;
import nl.tec.shared.Span;
import nl.tec.shared.World;
import nl.tec.venues.Venues;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Search in the programme of the demo hub. */
@TecTest
class SearchTest {

    private static final LocalDate MONDAY = DaysAhead.first(DayOfWeek.MONDAY, Month.FEBRUARY, 6);

    @Autowired
    Programme programme;

    @Autowired
    Catalogue catalogue;

    @Autowired
    Sessions sessions;

    @Autowired
    Venues venues;

    @Autowired
    ProgrammeSeed seed;

    @Autowired
    JdbcClient jdbc;

    @BeforeEach
    void theProgrammeOfTheDemoHub() {
        if (programme.find("bouw-je-eigen-robot").isEmpty()) {
            seed.load();
        }
    }

    @Test
    void loadingTheProgrammeAgainChangesNothing() {
        seed.load();
        assertThat(jdbc.sql("select max(version) from activity where slug = any (?)")
                        .param(new String[] {"bouw-je-eigen-robot", "tiny-house-op-schaal", "mini-drone-bouw-en-vlieg"})
                        .query(Integer.class)
                        .single())
                .isZero();
    }

    @Test
    void everyKindOfTheMemoIsInTheProgramme() {
        Set<ActivityKind> kinds = new HashSet<>();
        programme.list().forEach(activity -> kinds.add(activity.details().kind()));
        assertThat(kinds).containsExactlyInAnyOrder(ActivityKind.values());
        assertThat(programme.list()).hasSizeGreaterThanOrEqualTo(35);
    }

    @Test
    void findsOtherFormsOfTheSameWord() {
        assertThat(slugs("robots")).contains("bouw-je-eigen-robot");
        assertThat(slugs("huisjes bouwen")).contains("tiny-house-op-schaal");
        assertThat(slugs("houses")).as("English").contains("tiny-house-op-schaal");
    }

    @Test
    void findsTheBeginningOfALongerWord() {
        assertThat(slugs("drone")).contains("mini-drone-bouw-en-vlieg");
        assertThat(slugs("program")).contains("bouw-je-eigen-robot");
    }

    @Test
    void findsWithoutAccentsAndWithoutCapitals() {
        assertThat(slugs("RÓBOT")).isEqualTo(slugs("robot"));
    }

    @Test
    void findsSynonyms() {
        assertThat(slugs("coderen")).contains("bouw-je-eigen-robot").containsAll(slugs("programmeren"));
        assertThat(slugs("quadcopter")).as("a synonym of drone").contains("mini-drone-bouw-en-vlieg");
    }

    @Test
    void aSynonymDoesNotFindEverything() {
        assertThat(slugs("bso"))
                .as("not every activity with 'school' in it")
                .contains("codeclub-op-zaterdag")
                .doesNotContain("hoe-vang-je-een-hacker");
        assertThat(slugs("na school")).isEqualTo(slugs("naschools"));
    }

    @Test
    void correctsTypingErrorsAndSaysSo() {
        Found found = find("robbot");
        assertThat(found.corrected()).isTrue();
        assertThat(found.meant()).isEqualTo("robot");
        assertThat(found.cards()).extracting(Card::slug).contains("bouw-je-eigen-robot");
        assertThat(find("drnoe").meant()).as("two letters swapped").isEqualTo("drone");
        assertThat(find("programeren").cards()).isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "robbot, robot",
        "robto, robot",
        "drnoe, drone",
        "dronne, drone",
        "leggo, lego",
        "lgeo, lego",
        "leog, lego",
        "gaem, game",
        "hotu, hout",
        "huot, hout",
        "feits, fiets",
        "programeren, programmeren",
        "progammeren, programmeren",
        "progameren, programmeren",
        "kodeeren, coderen",
        "tekennen, tekenen",
        "solderren, solderen",
        "elektrisiteit, elektriciteit",
        "electriciteit, elektriciteit",
        "lazer, laser",
        "lasersnyden, lasersnijden",
        "prinetn, printen",
        "vleigen, vliegen",
        "robottica, robotica",
        "tegniek, techniek",
        "tegnik, techniek",
        "techneik, techniek",
        "knustelen, knutselen",
        "knutselne, knutselen",
        "bauwen, bouwen",
        "bouewn, bouwen",
        "timeren, timmeren",
        "rakket, raket",
        "musiek, muziek",
        "animasie, animatie",
        "komputer, computer",
        "mircobit, microbit",
        "enegrie, energie"
    })
    void correctsTypicalInputOfParents(String typed, String meant) {
        assertThat(find(typed).meant()).isEqualTo(meant);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "dino",
                "kamp",
                "taal",
                "bank",
                "tram",
                "judo",
                "yoga",
                "paard",
                "vlog",
                "bos",
                "poppen",
                "piraat",
                "hockey",
                "ridder",
                "roblox",
                "prinses",
                "zwemmen",
                "schaken",
                "planeet",
                "toveren",
                "schrijven",
                "boetseren",
                "voetbal",
                "sinterklaas",
                "dinosaurus",
                "minecraft"
            })
    void doesNotCorrectToUnrelatedWords(String typed) {
        assertThat(find(typed).meant()).isNull();
    }

    @Test
    void findsWhatIsWrittenAsOneWord() {
        assertThat(find("robotworkshop").meant()).isEqualTo("robot workshop");
        assertThat(find("robotworkshop").cards()).extracting(Card::slug).contains("bouw-je-eigen-robot");
        assertThat(find("dronexqzw").meant()).isEqualTo("drone");
    }

    @Test
    void whatIsForChildrenAndTheirParentsComesFirst() {
        String word = "vooraan" + System.nanoTime();
        long venue = ProgrammeFixture.venue(venues, word);
        ForWhom students = new ForWhom(Set.of(Audience.MBO), null, null, null, null, Set.of());
        ForWhom teens = new ForWhom(Set.of(Audience.VO), null, new Span(1, 2), null, null, Set.of());
        ForWhom children = new ForWhom(Set.of(Audience.CHILD), null, null, null, new Span(9, 12), Set.of());
        ForWhom teachers = new ForWhom(Set.of(Audience.TEACHER), null, null, null, null, Set.of());
        List<Long> soonestFirst = new ArrayList<>();
        for (ForWhom who : List.of(students, teachers, teens, children)) {
            boolean classes = who.equals(students) || who.equals(teens);
            Activity activity = ProgrammeFixture.published(
                    catalogue,
                    ProgrammeFixture.activity(
                            "Test " + word, "Test", classes ? Takes.CLASSES : Takes.INDIVIDUALS, who));
            soonestFirst.add(activity.id());
            LocalDate day = MONDAY.plusDays(soonestFirst.size());
            sessions.create(
                    new SessionDetails(activity.id(), slot(day, 9, 60), venue, null, null, 30, classes ? 1 : null, ""),
                    true,
                    MANAGER);
        }
        List<Long> shown = programme.comingUp(10_000).stream()
                .map(Card::id)
                .filter(soonestFirst::contains)
                .toList();
        assertThat(shown)
                .containsExactly(soonestFirst.get(3), soonestFirst.get(2), soonestFirst.get(0), soonestFirst.get(1));
    }

    @Test
    void theTitleWeighsMostAndNothingIsFoundForNothing() {
        assertThat(slugs("tiny house").get(0)).isEqualTo("tiny-house-op-schaal");
        assertThat(find("xqzwvk").cards()).isEmpty();
        assertThat(find("xqzwvk").corrected()).isFalse();
        assertThat(find("robot & ! ' : * (").cards())
                .as("signs of a query are just signs")
                .isNotEmpty();
    }

    @Test
    void filtersByWhoItIsFor() {
        for (int group = 1; group <= 8; group++) {
            int g = group;
            assertThat(all(selection(new Who(Who.Kind.GROUP, g)))).isNotEmpty().allSatisfy(card -> {
                ForWhom who = card.forWhom();
                boolean asClass = who.audiences().contains(Audience.PO)
                        && who.groups() != null
                        && who.groups().contains(g);
                boolean alone = who.audiences().contains(Audience.CHILD)
                        && who.ages() != null
                        && (who.ages().contains(g + 3) || who.ages().contains(g + 4));
                assertThat(asClass || alone).as(card.slug()).isTrue();
            });
        }
        for (Who who : Who.ALL) {
            assertThat(Who.parse(who.code())).contains(who);
            assertThat(all(selection(who))).as(who.code()).isNotEmpty();
        }
    }

    @Test
    void filtersByWorldKindAndWhoTakesPart() {
        assertThat(all(new Selection(null, World.VOEDING_NATUUR, null, null, null, false)))
                .isNotEmpty()
                .allSatisfy(card -> assertThat(programme
                                .find(card.id())
                                .orElseThrow()
                                .details()
                                .worlds())
                        .contains(World.VOEDING_NATUUR));
        assertThat(all(new Selection(null, null, ActivityKind.COMPANY_TOUR, null, null, false)))
                .isNotEmpty()
                .allMatch(card -> card.kind() == ActivityKind.COMPANY_TOUR);
        assertThat(all(new Selection(null, null, null, null, Takes.INDIVIDUALS, false)))
                .isNotEmpty()
                .noneMatch(Card::takesClasses);
    }

    @Test
    void draftsAndCancelledActivitiesAreInvisible() {
        String word = "zichtbaar" + System.nanoTime();
        Activity activity = ((Catalogue.Saved) catalogue.create(
                        ProgrammeFixture.tagged(ProgrammeFixture.activity("Test " + word, "Test"), word), MANAGER))
                .activity();
        assertThat(find(word).cards()).isEmpty();
        assertThat(programme.find(activity.slug())).isEmpty();
        catalogue.publish(activity.id(), 0, MANAGER);
        assertThat(find(word).cards()).hasSize(1);
        catalogue.cancel(activity.id(), 1, "", MANAGER);
        assertThat(find(word).cards()).isEmpty();
    }

    @Test
    void pagesFollowEachOtherForwardAndBackWithoutLossOrRepeat() {
        String word = "bladeren" + System.nanoTime();
        long venue = ProgrammeFixture.venue(venues, word);
        TestSql.update(jdbc, "update venue set groups_at_once = 2 where id = ?", venue);
        for (int i = 0; i < 7; i++) {
            Activity activity = ProgrammeFixture.published(
                    catalogue, ProgrammeFixture.tagged(ProgrammeFixture.activity("Test " + i, "Test"), word));
            if (i < 5) { // two start simultaneously; two have no date
                sessions.create(
                        new SessionDetails(
                                activity.id(), slot(MONDAY.plusDays(i / 2), 9, 60), venue, null, null, 30, 1, ""),
                        true,
                        MANAGER);
            }
        }
        List<Long> whole = ids(programme.search(query(word, 100, null)));
        assertThat(whole).hasSize(7).doesNotHaveDuplicates();

        List<Long> walked = new ArrayList<>();
        Found page = programme.search(query(word, 3, null));
        assertThat(page.total()).isEqualTo(7);
        assertThat(page.previous()).isNull();
        walked.addAll(ids(page));
        List<Long> firstPage = ids(page);
        String next = page.next();
        assertThat(next).isNotNull();
        Found second = programme.search(query(word, 3, next));
        walked.addAll(ids(second));
        Found third = programme.search(query(word, 3, second.next()));
        walked.addAll(ids(third));
        assertThat(third.next()).isNull();
        assertThat(walked).isEqualTo(whole);
        assertThat(ids(programme.search(query(word, 3, second.previous())))).isEqualTo(firstPage);
        assertThat(programme.search(query(word, 3, second.previous())).previous())
                .isNull();
        assertThat(ids(programme.search(query(word, 3, "onzin")))).isEqualTo(firstPage);

        Selection here = new Selection(null, null, null, word, null, false);
        var dates = programme.searchSessions(new Query("", here, null, null, null, 3));
        var more = programme.searchSessions(new Query("", here, null, null, dates.next(), 3));
        assertThat(dates.sessions()).hasSize(3);
        assertThat(more.sessions()).hasSize(2);
        assertThat(more.next()).isNull();
        assertThat(programme
                        .searchSessions(new Query("", here, null, null, more.previous(), 3))
                        .sessions())
                .extracting(Session::id)
                .isEqualTo(dates.sessions().stream().map(Session::id).toList());
        var onOneDay = List.of(new Days(MONDAY.plusDays(1), MONDAY.plusDays(1)));
        assertThat(programme
                        .searchSessions(new Query("", here, onOneDay, null, null, 9))
                        .sessions())
                .hasSize(2);
        assertThat(programme
                        .search(new Query("", here, onOneDay, null, null, 9))
                        .cards())
                .hasSize(2)
                .allMatch(card -> card.sessions() == 1);
    }

    @Test
    void sortsByTitle_acrossPages() {
        Query first = new Query("", Selection.ALL, null, null, null, 5, Texts.DUTCH);
        Found found = programme.search(first);
        Found next = programme.search(new Query("", Selection.ALL, null, null, found.next(), 5, Texts.DUTCH));
        List<String> titles = new ArrayList<>();
        found.cards().forEach(card -> titles.add(card.title().dutch().toLowerCase(Texts.DUTCH)));
        next.cards().forEach(card -> titles.add(card.title().dutch().toLowerCase(Texts.DUTCH)));
        assertThat(titles).hasSize(10).isSorted();
    }

    private static Query query(String text, int size, @Nullable String page) {
        return new Query(text, Selection.ALL, null, null, page, size);
    }

    private static List<Long> ids(Found found) {
        return found.cards().stream().map(Card::id).toList();
    }

    private static Selection selection(Who who) {
        return new Selection(who, null, null, null, null, false);
    }

    private List<Card> all(Selection selection) {
        return programme.search(new Query("", selection, null, null, null, 500)).cards();
    }

    private Found find(String text) {
        return programme.search(query(text, 50, null));
    }

    private List<String> slugs(String text) {
        return find(text).cards().stream().map(Card::slug).toList();
    }
}
