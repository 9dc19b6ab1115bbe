package nl.tec.results.web;

import gg.jte.generated.precompiled.Pages;
import gg.jte.models.runtime.JteModel;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import nl.tec.hub.HubSettings;
import nl.tec.hub.HubSettings.Setting;
import nl.tec.hub.ListPage;
import nl.tec.hub.TableExport;
import nl.tec.reach.AreaMap;
import nl.tec.reach.AreaReach;
import nl.tec.reach.Band;
import nl.tec.reach.BoardReach;
import nl.tec.reach.Coverage;
import nl.tec.reach.Period;
import nl.tec.reach.Reach;
import nl.tec.reach.SchoolGroup;
import nl.tec.reach.SchoolReach;
import nl.tec.reach.SchoolReach.Which;
import nl.tec.results.Figures;
import nl.tec.results.Kpi;
import nl.tec.results.Kpis;
import nl.tec.shared.FormData;
import nl.tec.shared.SchoolYear;
import nl.tec.shared.Sector;
import nl.tec.web.PageInMemory;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;

/** The pages about who is not reached yet, by school, board, neighbourhood and world, with suggested next steps. */
@Controller
@RequestMapping("/resultaten/bereik")
public class CoverageController {

    /** Schools, boards or neighbourhoods on a page. */
    private static final int PAGE = 20;

    private static final Band PRIMARY = new Band(Sector.PO, 1, 8);

    /** A dimension by which the page is broken down. */
    public enum By {
        SCHOOL,
        BOARD,
        AREA,
        WORLD
    }

    /**
     * The choices made on the page.
     *
     * @param bands the options: all of primary school, and the bands of the KPIs
     */
    public record Choice(By by, int year, Band band, List<Integer> years, Set<Band> bands, Which which, String search) {

        /** Returns the code of a band, such as {@code PO-1-8}. */
        public static String code(Band band) {
            return band.sector() + "-" + band.from() + "-" + band.to();
        }

        /** Returns the URL of the same choice with another dimension. */
        public String address(By other) {
            return "/resultaten/bereik?per=" + other + "&jaar=" + year + "&groepen=" + code(band);
        }

        public String address(Which other) {
            return address(by) + "&welke=" + other + "&zoek=" + Words.encoded(search);
        }
    }

    private final Reach reach;
    private final Coverage coverage;
    private final Figures figures;
    private final Kpis kpis;
    private final HubSettings hub;
    private final Wording wording;
    private final Pages pages;

    CoverageController(
            Reach reach, Coverage coverage, Figures figures, Kpis kpis, HubSettings hub, Wording wording, Pages pages) {
        this.reach = reach;
        this.coverage = coverage;
        this.figures = figures;
        this.kpis = kpis;
        this.hub = hub;
        this.wording = wording;
        this.pages = pages;
    }

    @GetMapping
    JteModel page(FormData query, Locale language) {
        Choice choice = choice(query);
        Words words = wording.in(language);
        Period period = period(choice);
        return switch (choice.by()) {
            case SCHOOL -> {
                ListPage<SchoolReach> schools =
                        reach.schools(choice.band(), period, choice.which(), choice.search(), key(query), PAGE);
                yield pages.resultsCoverageSchools(
                        words,
                        choice,
                        schools,
                        coverage.contacts(
                                schools.rows().stream().map(SchoolReach::siteId).toList()),
                        hub.number(Setting.BIKE_METRES),
                        coverage.knowsDisadvantage(),
                        invitation(words));
            }
            case BOARD -> {
                List<BoardReach> boards = coverage.boards(reach.schoolGroups(choice.band(), period));
                yield pages.resultsCoverageBoards(
                        words, choice, PageInMemory.of(boards, BoardReach::name, query.text("na"), PAGE));
            }
            case AREA -> {
                List<AreaReach> areas = coverage.areas(reach.schoolGroups(choice.band(), period));
                yield pages.resultsCoverageAreas(
                        words,
                        choice,
                        PageInMemory.of(areas, AreaReach::postcode, query.text("na"), PAGE),
                        AreaMap.of(areas));
            }
            case WORLD -> pages.resultsCoverageWorlds(words, choice, coverage.worlds(choice.band(), period));
        };
    }

    /** Downloads all schools with their groups as one table. */
    @GetMapping("/lijst.{kind:csv|xlsx}")
    void list(@PathVariable String kind, FormData query, HttpServletResponse response, Locale language)
            throws IOException {
        Choice choice = choice(query);
        List<SchoolGroup> groups = reach.schoolGroups(choice.band(), period(choice));
        new TableExport(
                        "bereik-" + choice.year(),
                        wording.in(language)
                                .header(List.of("brin6", "school", "town", "pc4", "grade", "pupils", "reached")),
                        groups.stream()
                                .map(group -> Arrays.<@Nullable Object>asList(
                                        group.brin6(),
                                        group.school(),
                                        group.town(),
                                        group.pc4(),
                                        group.grade(),
                                        group.pupils(),
                                        group.reached()))
                                .toList())
                .download(kind, response);
    }

    /** Reads the choice. Invalid values fall back to the defaults, so that old links still work. */
    private Choice choice(FormData query) {
        List<Integer> years = figures.years();
        Set<Band> bands = new LinkedHashSet<>(List.of(PRIMARY));
        kpis.list().stream()
                .filter(kpi -> kpi.measure().ofClasses())
                .map(Kpi::pupils)
                .forEach(bands::add);
        String year = query.line("jaar");
        return new Choice(
                query.constant("per", By.class).orElse(By.SCHOOL),
                years.stream()
                        .filter(one -> year.equals(one.toString()))
                        .findFirst()
                        .orElseGet(() -> SchoolYear.of(wording.today()).start()),
                bands.stream()
                        .filter(band -> Choice.code(band).equals(query.line("groepen")))
                        .findFirst()
                        .orElse(PRIMARY),
                years,
                bands,
                query.constant("welke", Which.class).orElse(Which.NOT_YET),
                query.line("zoek"));
    }

    private static Period period(Choice choice) {
        return Period.schoolYear(new SchoolYear(choice.year()));
    }

    private static SchoolReach.@Nullable Key key(FormData query) {
        Long id = query.id("id");
        boolean backwards = query.has("voor");
        return id == null ? null : new SchoolReach.Key(query.text(backwards ? "voor" : "na"), id, backwards);
    }

    /** Returns the subject and body of a mail to a school, encoded for a mailto link. */
    private static String invitation(Words words) {
        return "?subject=" + Words.encoded(words.t("results.coverage.mail.subject", words.hubName())) + "&body="
                + Words.encoded(words.t("results.coverage.mail.body", words.hubName(), words.address("/voor-scholen")));
    }
}
