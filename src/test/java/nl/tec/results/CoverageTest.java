package nl.tec.results;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import nl.tec.AccountsFixture;
import nl.tec.TecTest;
import nl.tec.TestBrowser;
import nl.tec.TestSql;
import nl.tec.accounts.Role;
import nl.tec.hub.HubSettings;
import nl.tec.hub.HubSettings.Setting;
import nl.tec.reach.CohortReach;
import nl.tec.reach.Coverage;
import nl.tec.reach.SchoolContact;
import nl.tec.reach.SchoolContact.Next;
import nl.tec.shared.World;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The pages about schools that are not reached, including the filter on expected educational disadvantage. */
@TecTest
class CoverageTest {

    /** The cycling range of a class in metres. */
    private static final int BIKE = 2500;

    @Autowired
    AccountsFixture people;

    @Autowired
    CohortReach reach;

    @Autowired
    Coverage coverage;

    @Autowired
    HubSettings hub;

    @Autowired
    JdbcClient jdbc;

    private String municipalities;
    private ResultsFixture town;

    @BeforeEach
    void useOwnTown() {
        town = new ResultsFixture(jdbc);
        municipalities = hub.get(Setting.MUNICIPALITIES);
        hub.set(Setting.MUNICIPALITIES, town.code);
    }

    @AfterEach
    void restoreMunicipalities() {
        hub.set(Setting.MUNICIPALITIES, municipalities);
    }

    @Test
    void unreachedSchoolsWithADisadvantageScoreCanBeFiltered() {
        int year = ResultsFixture.current().start();
        long needs = school("Nodig", 143.25);
        long none = school("Geen", 0.0);
        long came = school("Kwam", 88.5);
        town.wholeClass(needs, 7, year, 20);
        town.wholeClass(none, 7, year, 20);
        long part = town.wholeClass(came, 7, year, 20);
        reach.recomputeSession(town.visit(ResultsFixture.current().firstDay(), part, 18));
        TestBrowser browser = people.signedIn(Role.PROGRAMME_MANAGER).browser();
        assertThat(browser.get("/resultaten/bereik?welke=NOT_YET").body())
                .contains("Achterstandsscore", "143,3", name("Nodig"), name("Geen"))
                .doesNotContain(name("Kwam"));
        assertThat(browser.get("/resultaten/bereik?welke=DISADVANTAGED").body())
                .contains(name("Nodig"))
                .doesNotContain(name("Geen"), name("Kwam"));
    }

    /** Never came: invite, or offer a bus if too far to cycle. Came: show a new world. Saw all: invite again, unless it came this year. */
    @Test
    void everySchoolHasASuggestedNextStep() {
        List<World> all = List.of(World.values());
        LocalDate earlier = ResultsFixture.current().firstDay().minusDays(100);
        assertThat(contact(null, List.of(), 300).next(false, BIKE)).isEqualTo(Next.INVITE);
        assertThat(contact(null, List.of(), null).next(false, BIKE)).isEqualTo(Next.INVITE);
        assertThat(contact(null, List.of(), 9000).next(false, BIKE)).isEqualTo(Next.OFFER_BUS);
        assertThat(contact(earlier, all.subList(0, 3), 9000).next(false, BIKE)).isEqualTo(Next.SHOW_WORLD);
        assertThat(contact(earlier, all, 300).next(false, BIKE)).isEqualTo(Next.INVITE);
        assertThat(contact(earlier, all, 9000).next(false, BIKE)).isEqualTo(Next.OFFER_BUS);
        assertThat(contact(earlier, all, 9000).next(true, BIKE)).isEqualTo(Next.NOTHING);
    }

    @Test
    void aSchoolIsNearAPlaceOfWhichOnlyThePostcodeIsKnown() {
        long school = school("Dichtbij", 0);
        TestSql.update(jdbc, "update organisation set latitude = 51.01, longitude = 2.51 where id = ?", school);
        jdbc.sql(
                        "insert into postcode_area (pc4, latitude, longitude) values ('9792', 51.01, 2.52) on conflict do nothing")
                .update();
        jdbc.sql("""
                insert into venue (key, kind, name_nl, name_en, street, town, wheelchair, pc4)
                values ('dichtbij-' || gen_random_uuid(), 'NEIGHBOURHOOD', 'Buurthuis', 'Community centre', 'Teststraat 2', 'Deventer', true, '9792')
                """).update();
        assertThat(Objects.requireNonNull(coverage.contacts(List.of(school)).get(school))
                        .metres())
                .isBetween(600, 800);
        jdbc.sql("update organisation set latitude = null, longitude = null, postcode = '9792AB' where id = ?")
                .param(school)
                .update();
        assertThat(Objects.requireNonNull(coverage.contacts(List.of(school)).get(school))
                        .metres())
                .as("a school of which only the postcode is known")
                .isZero();
    }

    private static SchoolContact contact(@Nullable LocalDate lastCame, List<World> worlds, @Nullable Integer metres) {
        return new SchoolContact(1, null, lastCame, worlds, null, metres);
    }

    /** The numbers by board, neighbourhood and world match those of the schools; a world nobody saw has a suggestion. */
    @Test
    void reachIsConsistentByBoardNeighbourhoodAndWorld() {
        int year = ResultsFixture.current().start();
        long came = school("Kwam", 0);
        long not = school("Niet", 0);
        TestSql.update(jdbc, "update organisation set postcode = '7411AB' where id in (?, ?)", came, not);
        reach.recomputeSession(town.visit(ResultsFixture.current().firstDay(), town.wholeClass(came, 7, year, 20), 18));
        town.wholeClass(not, 7, year, 30);
        TestBrowser browser = people.signedIn(Role.PROGRAMME_MANAGER).browser();
        for (String by : List.of("BOARD", "AREA")) {
            assertThat(cells(browser.get("/resultaten/bereik?per=" + by).body()))
                    .as(by + ": schools, not yet, pupils, came, share")
                    .containsExactly("2", "1", "50", "18", "36%");
        }
        String worlds = browser.get("/resultaten/bereik?per=WORLD").body();
        assertThat(worlds).contains("Scholen die kwamen", "Leerlingen die kwamen", "/beheer/sessies");
        assertThat(cells(worlds)).containsSequence("1", "18").containsSequence("0", "0");
        assertThat(browser.get("/resultaten/bereik/lijst.csv").body())
                .contains(name("Kwam") + ";;7411;7;20;18", name("Niet") + ";;7411;7;30;0");
    }

    /** Neighbourhoods and schools come in pages: the links show each of them once. */
    @Test
    void longListsComeInPages() {
        int year = ResultsFixture.current().start();
        List<String> postcodes =
                IntStream.range(7411, 7411 + 45).mapToObj(String::valueOf).toList();
        for (String postcode : postcodes) {
            long school = school("School " + postcode, 0);
            TestSql.update(jdbc, "update organisation set postcode = ? where id = ?", postcode + "AB", school);
            town.wholeClass(school, 7, year, 20);
        }
        TestBrowser browser = people.signedIn(Role.BOARD).browser();
        assertThat(pages(browser, "/resultaten/bereik?per=AREA")).isEqualTo(inPages(postcodes));
        assertThat(pages(browser, "/resultaten/bereik"))
                .isEqualTo(inPages(postcodes.stream()
                        .map(postcode -> name("School " + postcode))
                        .toList()));
    }

    /** Divides into pages of twenty. */
    private static List<List<String>> inPages(List<String> all) {
        return List.of(all.subList(0, 20), all.subList(20, 40), all.subList(40, all.size()));
    }

    /** Returns the row headings of a list, per page, by its links to the next. */
    private static List<List<String>> pages(TestBrowser browser, String first) {
        List<List<String>> pages = new ArrayList<>();
        String address = first;
        while (!address.isEmpty() && pages.size() < 10) {
            String page = browser.get(address).body();
            pages.add(all("<th scope=\"row\">([^<]+)<", page));
            address = all("rel=\"next\" href=\"([^\"]+)\"", page).stream()
                    .findFirst()
                    .map(link -> link.replace("&amp;", "&"))
                    .orElse("");
        }
        return pages;
    }

    private static List<String> all(String pattern, String page) {
        return Pattern.compile(pattern)
                .matcher(page)
                .results()
                .map(found -> found.group(1))
                .toList();
    }

    /** Returns the numbers in the table of a page. */
    private static List<String> cells(String page) {
        return all("<td class=\"num\"[^>]*>([^<]*)</td>", page);
    }

    private String name(String word) {
        return word + " " + town.code;
    }

    private long school(String word, double score) {
        long school = town.school();
        TestSql.update(jdbc, "update organisation set name = ? where id = ?", name(word), school);
        TestSql.update(jdbc, "update school_site set disadvantage_score = ? where organisation_id = ?", score, school);
        return school;
    }
}
