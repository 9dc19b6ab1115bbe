package nl.tec.results;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipFile;
import nl.tec.AccountsFixture;
import nl.tec.AccountsFixture.SignedIn;
import nl.tec.TecTest;
import nl.tec.TestBrowser;
import nl.tec.TestSql;
import nl.tec.accounts.Actor.Membership;
import nl.tec.accounts.Role;
import nl.tec.hub.HubSettings;
import nl.tec.hub.HubSettings.Setting;
import nl.tec.hub.ListPage;
import nl.tec.reach.CohortReach;
import nl.tec.reach.GradeReach;
import nl.tec.reach.SchoolReach;
import nl.tec.reach.SchoolVisits;
import nl.tec.results.internal.Measurements;
import nl.tec.results.web.YearChart;
import nl.tec.web.Ui;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The pages of results (rules 2.12, 9): authorisation, totals at every level, downloads, targets and snapshots. */
@TecTest
class ResultsPagesTest {

    private static final int YEAR = 2024;
    private static final Set<Role> READERS =
            Set.of(Role.BOARD, Role.MUNICIPALITY, Role.PROGRAMME_MANAGER, Role.ADMINISTRATOR);

    @Autowired
    AccountsFixture people;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    CohortReach reach;

    @Autowired
    Figures figures;

    @Autowired
    Kpis kpis;

    @Autowired
    DrillDown drillDown;

    @Autowired
    Measurements measurements;

    @Autowired
    HubSettings hub;

    private ResultsFixture resultsFixture;
    private String municipalities;
    private String brin;

    @BeforeEach
    void useOwnTown() {
        resultsFixture = new ResultsFixture(jdbc);
        municipalities = hub.get(Setting.MUNICIPALITIES);
        hub.set(Setting.MUNICIPALITIES, resultsFixture.code);
        fill();
        figures.refreshAll();
    }

    @AfterEach
    void restoreMunicipalities() {
        hub.set(Setting.MUNICIPALITIES, municipalities);
    }

    /** Creates two schools that came and one that did not, one of them named like a formula. */
    private void fill() {
        LocalDate day = ResultsFixture.autumn(YEAR);
        long first = resultsFixture.school();
        brin = brin(first);
        jdbc.sql("update organisation set name = '=HYPERLINK(\"http://example.org\")', town = '+31 Dorp' where id = ?")
                .param(first)
                .update();
        long seven = resultsFixture.wholeClass(first, 7, YEAR, 28);
        for (int came : new int[] {20, 25, 22}) {
            reach.recomputeSession(resultsFixture.visit(day, seven, came));
        }
        reach.recomputeSession(resultsFixture.visit(ResultsFixture.spring(YEAR), seven, 9, true));
        reach.recomputeSession(resultsFixture.visit(day, resultsFixture.wholeClass(first, 8, YEAR, 30), 30));
        long second = resultsFixture.school();
        long cohort = resultsFixture.cohort(second, 8, YEAR);
        resultsFixture.size(cohort, YEAR, 8, 40);
        reach.recomputeSession(resultsFixture.visit(
                day, resultsFixture.part(resultsFixture.schoolClass(second, YEAR, "8a"), cohort, 8, 25), 24));
        reach.recomputeSession(resultsFixture.visit(
                day, resultsFixture.part(resultsFixture.schoolClass(second, YEAR, "8b"), cohort, 8, 25), 23));
        resultsFixture.wholeClass(resultsFixture.school(), 7, YEAR, 22);
        resultsFixture.wholeClass(new ResultsFixture(jdbc).school(), 7, YEAR, 22);
    }

    private String brin(long school) {
        return TestSql.text(jdbc, "select brin6 from school_site where organisation_id = ?", school);
    }

    private List<String> inside() {
        return List.of(
                "/resultaten/po-7-8?jaar=" + YEAR,
                "/resultaten/po-7-8/school/" + brin + "?jaar=" + YEAR,
                "/resultaten/po-7-8/los?jaar=" + YEAR,
                "/resultaten/po-7-8/lijst.csv?jaar=" + YEAR,
                "/resultaten/po-7-8/school/" + brin + "/lijst.xlsx?jaar=" + YEAR,
                "/resultaten/ouders?jaar=" + YEAR,
                "/resultaten/aangesloten?jaar=" + YEAR,
                "/resultaten/ambassadeurs?jaar=" + YEAR,
                "/resultaten/tevredenheid?jaar=" + YEAR,
                "/resultaten/vastgelegd");
    }

    @ParameterizedTest
    @EnumSource(Role.class)
    void theOverviewIsPublic_theDetailsAreForReaders_rules9(Role role) {
        TestBrowser browser = somebody(role).browser();
        HttpResponse<String> overview = browser.get("/resultaten?jaar=" + YEAR);
        assertThat(overview.statusCode()).isEqualTo(200);
        boolean reader = READERS.contains(role);
        assertThat(overview.body().contains("/resultaten/po-7-8?jaar=")).isEqualTo(reader);
        boolean reports = role == Role.PROGRAMME_MANAGER;
        assertThat(overview.body().contains("action=\"/resultaten/vastgelegd\""))
                .isEqualTo(reports);
        inside().forEach(path -> assertThat(browser.get(path).statusCode())
                .as(role + " at " + path)
                .isEqualTo(reader ? 200 : 403));
        assertThat(browser.post("/resultaten/vastgelegd", "jaar", "" + YEAR, "label", "Proef van " + role)
                        .statusCode())
                .isEqualTo(reports ? 303 : 403);
        assertThat(browser.get("/admin/kpi/po-7-8").statusCode()).isEqualTo(role == Role.ADMINISTRATOR ? 200 : 403);
        assertThat(browser.post("/admin/kpi/po-7-8", "name", "Gekaapt").statusCode())
                .isEqualTo(role == Role.ADMINISTRATOR ? 422 : 403);
    }

    @Test
    void aVisitorSeesTheOverviewAndItsOpenData_andIsAskedToSignInForMore() {
        TestBrowser visitor = people.visitor();
        assertThat(visitor.get("/resultaten").body()).doesNotContain("/resultaten/po-7-8?jaar=");
        assertThat(visitor.get("/resultaten.csv").statusCode()).isEqualTo(200);
        assertThat(visitor.get("/resultaten.xlsx").statusCode()).isEqualTo(200);
        inside().forEach(path ->
                assertThat(visitor.get(path).statusCode()).as(path).isIn(302, 303));
        assertThat(visitor.get("/resultaten?lang=en").body()).contains("Results " + figures.currentYear());
    }

    /** A figure drawn on the line of a target would be read as the target's. */
    @Test
    void aFigureOverTheYearsStandsBelowAllBarsAndTargets_withItsTargetNamed() {
        String page = people.visitor().get("/resultaten?jaar=" + YEAR).body();
        String chart = page.substring(page.indexOf("<svg class=\"year-chart\""));
        chart = chart.substring(0, chart.indexOf("</svg>"));
        assertThat(heights(chart, "<line class=\"axis\"[^>]* y1=\"([0-9.]+)\""))
                .containsExactly((double) YearChart.FLOOR);
        assertThat(heights(chart, "<line class=\"(?:target|may)\"[^>]* y[12]=\"([0-9.]+)\""))
                .isNotEmpty()
                .allMatch(y -> y <= YearChart.FLOOR);
        assertThat(heights(chart, "<text[^>]* y=\"([0-9.]+)\"")).isNotEmpty().allMatch(y -> y > YearChart.FLOOR);
        assertThat(chart).containsPattern("class=\"goal\"[^>]*>[^<]*doel");
    }

    private static List<Double> heights(String chart, String element) {
        return Pattern.compile(element)
                .matcher(chart)
                .results()
                .map(found -> Double.valueOf(found.group(1)))
                .toList();
    }

    @Test
    void missingPagesAreNotFound() {
        TestBrowser administrator = somebody(Role.ADMINISTRATOR).browser();
        List.of(
                        "/resultaten/bestaat-niet",
                        "/resultaten/po-7-8?jaar=1999",
                        "/resultaten/po-7-8/school/00XX00",
                        "/resultaten/po-7-8/school/x%27%20or%201=1",
                        "/resultaten/ouders/school/00XX00",
                        "/resultaten/ouders/los",
                        "/resultaten/vastgelegd/999999999",
                        "/resultaten?jaar=1999",
                        "/resultaten/po-7-8/lijst.exe",
                        "/admin/kpi/bestaat-niet")
                .forEach(path -> assertThat(administrator.get(path).statusCode())
                        .as(path)
                        .isEqualTo(404));
    }

    @Test
    void invalidRequestsAreBadRequests() {
        TestBrowser administrator = somebody(Role.ADMINISTRATOR).browser();
        List.of(
                        "/resultaten?jaar=veel",
                        "/resultaten/po-7-8?welke=NIETS",
                        "/resultaten/ouders?na=gisteren&id=1",
                        "/resultaten/po-7-8?na=School&id=veel",
                        "/resultaten/vastgelegd/veel")
                .forEach(path -> assertThat(administrator.get(path).statusCode())
                        .as(path)
                        .isEqualTo(400));
    }

    /** A KPI can be broken down into the attendances behind it, which add up to it (rules 2.12). */
    @Test
    void everyLevelAddsUpToTheOneAboveIt_rules2() throws IOException {
        Kpi kpi = kpis.find("po-7-8").orElseThrow();
        Figure figure = figures.of(kpi, YEAR).figure();
        assertThat(figure).isNotNull();
        // group 7: largest 25 and others 9, capped at the class of 28; group 8: 30; parallel classes of group 8: 47 in
        // two classes of 50 together, where DUO counted 40
        assertThat(figure.reached()).isEqualTo(28 + 30 + 47);
        assertThat(drillDown.grades(kpi, YEAR).stream()
                        .mapToLong(GradeReach::reached)
                        .sum())
                .isEqualTo(figure.reached());

        TestBrowser board = somebody(Role.BOARD).browser();
        List<Map<String, String>> schools = csv(board.get("/resultaten/po-7-8/lijst.csv?jaar=" + YEAR));
        assertThat(schools).hasSize(3);
        assertThat(sum(schools, "bereikt")).isEqualTo(figure.reached());
        assertThat(sum(schools, "leerlingen"))
                .isEqualTo(
                        figure.population() == null ? -1 : figure.population().pupils())
                .isEqualTo(28 + 30 + 40 + 22);
        for (Map<String, String> school : schools) {
            List<Map<String, String>> visits =
                    csv(board.get("/resultaten/po-7-8/school/" + school.get("BRIN") + "/lijst.csv?jaar=" + YEAR));
            assertThat(visits.stream()
                            .filter(visit -> !"".equals(visit.get("datum")))
                            .count())
                    .isEqualTo(Long.parseLong(school.get("bezoeken")));
            assertThat(reached(visits)).isEqualTo(Long.parseLong(school.get("bereikt")));
        }
        HttpResponse<String> page = board.get("/resultaten/po-7-8/school/" + brin + "?jaar=" + YEAR);
        assertThat(page.body()).contains("7a", "8a", "25", "28", "30");
        HttpResponse<String> top = board.get("/resultaten/po-7-8?jaar=" + YEAR);
        assertThat(top.body()).contains("105", "120");
    }

    /** The list, which is stored, equals the slow computation: breaking every school down into its attendances. */
    @Test
    void theListEqualsTheBreakdownOfEverySchool() {
        Kpi kpi = kpis.find("po-7-8").orElseThrow();
        assertThat(drillDown.grades(kpi, YEAR))
                .as("as measured, and as counted now")
                .hasSize(2)
                .isEqualTo(measurements.grades(kpi, YEAR));
        Kpi nobody = kpis.find("mbo").orElseThrow();
        assertThat(figures.of(nobody, YEAR).figure()).as("measured").isNotNull();
        assertThat(drillDown.grades(nobody, YEAR)).isEmpty();
        assertThat(schools(nobody, SchoolReach.Which.ALL, null, false).rows()).isEmpty();
        List<SchoolReach> all = schools(kpi, SchoolReach.Which.ALL, null, false).rows();
        assertThat(all).hasSize(3);
        for (SchoolReach line : all) {
            SchoolVisits slow = drillDown.school(kpi, YEAR, line.brin6()).orElseThrow();
            assertThat(line.reached()).isEqualTo(slow.reached());
            assertThat(line.visits())
                    .isEqualTo(slow.cohorts().stream()
                            .flatMap(cohort -> cohort.slices().stream())
                            .flatMap(slice -> slice.parts().stream())
                            .mapToLong(part -> part.visits().size())
                            .sum());
        }
        assertThat(schools(kpi, SchoolReach.Which.CAME, null, false).rows())
                .isEqualTo(all.stream().filter(line -> line.reached() > 0).toList())
                .hasSize(2);
        assertThat(schools(kpi, SchoolReach.Which.NOT_YET, null, false).rows())
                .isEqualTo(all.stream().filter(line -> line.reached() == 0).toList())
                .hasSize(1);
        ListPage<SchoolReach> after = schools(kpi, SchoolReach.Which.ALL, all.get(0), false);
        assertThat(after.rows()).isEqualTo(all.subList(1, 3));
        assertThat(after.before()).isTrue();
        assertThat(after.after()).isFalse();
        assertThat(schools(kpi, SchoolReach.Which.ALL, all.get(2), true).rows()).isEqualTo(all.subList(0, 2));
        assertThat(drillDown
                        .schools(kpi, YEAR, SchoolReach.Which.ALL, "hyperLINK", null, 10)
                        .rows())
                .extracting(SchoolReach::brin6)
                .containsExactly(brin);
    }

    private ListPage<SchoolReach> schools(
            Kpi kpi, SchoolReach.Which which, @Nullable SchoolReach from, boolean backwards) {
        return drillDown.schools(
                kpi,
                YEAR,
                which,
                "",
                from == null ? null : new SchoolReach.Key(from.name(), from.siteId(), backwards),
                10);
    }

    /** Sums what counts of each class in the rows of one school, capped at the cohort. */
    private static long reached(List<Map<String, String>> visits) {
        Map<String, Long> classes = new LinkedHashMap<>();
        Map<String, Long> sizes = new LinkedHashMap<>();
        for (Map<String, String> visit : visits) {
            classes.merge(
                    visit.get("groep of klas") + " " + visit.get("naam van de klas"),
                    Long.parseLong(visit.get("telt mee")),
                    Long::sum);
        }
        visits.forEach(visit -> {
            classes.computeIfPresent(
                    visit.get("groep of klas") + " " + visit.get("naam van de klas"),
                    (name, counted) -> Math.min(counted, Long.parseLong(visit.get("klas, leerlingen"))));
            sizes.put(visit.get("groep of klas"), Long.parseLong(visit.get("jaargroep, leerlingen")));
        });
        return sizes.entrySet().stream()
                .mapToLong(grade -> Math.min(
                        grade.getValue(),
                        classes.entrySet().stream()
                                .filter(one -> one.getKey().startsWith(grade.getKey() + " "))
                                .mapToLong(Map.Entry::getValue)
                                .sum()))
                .sum();
    }

    @Test
    void theOpenDataAreTheFiguresOfThePage() throws IOException {
        List<Map<String, String>> rows = csv(people.visitor().get("/resultaten.csv"));
        assertThat((long) rows.size())
                .isEqualTo(kpis.list().stream()
                        .flatMap(kpi -> figures.years().stream().filter(kpi::counts))
                        .count());
        Map<String, String> one = rows.stream()
                .filter(row -> "po-7-8".equals(row.get("code")) && ("" + YEAR).equals(row.get("jaar")))
                .findFirst()
                .orElseThrow();
        assertThat(one)
                .containsEntry("eenheid", "procent")
                .containsEntry("bereikt", "105")
                .containsEntry("van hoeveel", "120")
                .containsEntry("doel van het jaar", "50,0")
                .containsEntry("stand", "Gehaald")
                .containsEntry("eerste dag", YEAR + "-08-01");
        assertThat(Double.parseDouble(one.getOrDefault("cijfer", "").replace(',', '.')))
                .isEqualTo(Math.round(105 / 120.0 * 1e6) / 1e4);
        assertThat(rows)
                .filteredOn(row -> "rapportcijfer".equals(row.get("eenheid")))
                .as("of a mark nobody is counted")
                .isNotEmpty()
                .allSatisfy(row -> assertThat(row).containsEntry("bereikt", ""));
    }

    /** The memo gives a target of 0% for the first year. */
    @Test
    void aTargetOfZeroIsNoTarget_onThePageAndInTheDownloads() throws IOException {
        assertThat(kpis.exactTargets("po-1-2").get(2023)).isZero();
        assertThat(csv(people.visitor().get("/resultaten.csv")))
                .filteredOn(row -> "po-1-2".equals(row.get("code")) && "2023".equals(row.get("jaar")))
                .singleElement()
                .satisfies(row -> assertThat(row).containsEntry("doel van het jaar", ""));
        assertThat(people.visitor().get("/resultaten?jaar=2023").body())
                .contains("Geen doel")
                .doesNotContain("doel 0");
    }

    @Test
    void aNameThatLooksLikeAFormulaIsText_inBothDownloads() throws Exception {
        SignedIn board = somebody(Role.BOARD);
        HttpResponse<String> list = board.browser().get("/resultaten/po-7-8/lijst.csv?jaar=" + YEAR);
        assertThat(list.headers().firstValue("Content-Disposition").orElse(""))
                .isEqualTo("attachment; filename=\"po-7-8-" + YEAR + ".csv\"");
        Map<String, String> school = csv(list).stream()
                .filter(row -> brin.equals(row.get("BRIN")))
                .findFirst()
                .orElseThrow();
        assertThat(school.get("school")).isEqualTo("'=HYPERLINK(\"http://example.org\")");
        assertThat(school.get("plaats")).isEqualTo("'+31 Dorp");

        String sheet = sheet(board, "/resultaten/po-7-8/lijst.xlsx?jaar=" + YEAR);
        assertThat(sheet).contains("HYPERLINK").doesNotContain("<f>");
        // numbers are numbers: 58 reached of 58 at this school
        assertThat(sheet).containsPattern("<c r=\"E[0-9]+\"[^>]*><v>58</v>");
    }

    /** Returns the first sheet and the texts of a workbook, after checking that it can be opened. */
    private static String sheet(SignedIn who, String path) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + who.port() + path))
                .header("Cookie", "tec=" + who.session())
                .build();
        byte[] book = HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.ofByteArray())
                .body();
        Path file = Files.createTempFile("resultaten", ".xlsx");
        Files.write(file, book);
        StringBuilder text = new StringBuilder();
        try (ZipFile zip = new ZipFile(file.toFile())) {
            for (var entry : Collections.list(zip.entries())) {
                if (entry.getName().contains("sheet1") || entry.getName().contains("sharedStrings")) {
                    text.append(new String(zip.getInputStream(entry).readAllBytes(), StandardCharsets.UTF_8));
                }
            }
        } finally {
            Files.delete(file);
        }
        return text.toString();
    }

    @Test
    void anInvalidTargetIsReportedAtItsField_preservingInput_andChangesNothing() {
        TestBrowser administrator = somebody(Role.ADMINISTRATOR).browser();
        Kpi before = kpis.find("po-7-8").orElseThrow();
        var targets = kpis.exactTargets("po-7-8");
        Map<String, String> form = form(administrator, "po-7-8");
        for (Map.Entry<String, String> wrong : List.of(
                Map.entry("target2025", "een heleboel"),
                Map.entry("target2025", "101"),
                Map.entry("target2025", "-1"),
                Map.entry("target2025", "7,123"),
                Map.entry("target2025", "1e999999999"),
                Map.entry("from", "9"),
                Map.entry("from", "zeven"),
                Map.entry("to", "1"),
                Map.entry("name", " "),
                Map.entry("name-en", "x".repeat(121)),
                Map.entry("position", "0"),
                Map.entry("period", "REFERENCE_DATE"))) {
            Map<String, String> changed = new LinkedHashMap<>(form);
            changed.put("source", "Getypt \"en\" <niet> kwijt");
            changed.put(wrong.getKey(), wrong.getValue());
            HttpResponse<String> page = administrator.post("/admin/kpi/po-7-8", fields(changed));
            assertThat(page.statusCode()).as(wrong.toString()).isEqualTo(422);
            assertThat(page.body()).contains("Getypt ").contains(" kwijt").doesNotContain("<niet>");
            assertThat(page.body()).as(wrong.toString()).contains("id=\"" + wrong.getKey() + "-error\"");
            if (!wrong.getKey().equals("period")) {
                assertThat(page.body()).contains("value=\"" + wrong.getValue().strip() + "\"");
            }
        }
        assertThat(kpis.find("po-7-8")).contains(before);
        assertThat(kpis.exactTargets("po-7-8")).isEqualTo(targets);
    }

    @Test
    void aChangedTargetIsJudgedImmediately_andTheOldOneIsKept() {
        SignedIn somebody = somebody(Role.ADMINISTRATOR);
        TestBrowser administrator = somebody.browser();
        Map<String, String> form = form(administrator, "po-7-8");
        String old = form.get("target" + YEAR);
        Map<String, String> changed = new LinkedHashMap<>(form);
        changed.put("target" + YEAR, "99,5 %");
        try {
            assertThat(administrator.post("/admin/kpi/po-7-8", fields(changed)).statusCode())
                    .isIn(302, 303);
            assertThat(figures.of(kpis.find("po-7-8").orElseThrow(), YEAR)
                            .judgement()
                            .standing())
                    .isNotEqualTo(Judgement.Standing.REACHED);
            assertThat(administrator.get("/admin/kpi/po-7-8").body())
                    .contains("99,5", somebody.account().name());
            // the form of somebody who opened it earlier
            HttpResponse<String> late = administrator.post("/admin/kpi/po-7-8", fields(changed));
            assertThat(late.statusCode()).isEqualTo(422);
            assertThat(late.body()).contains("Iemand anders heeft dit intussen veranderd", "99,5 %");
        } finally {
            Map<String, String> back = form(administrator, "po-7-8");
            back.put("target" + YEAR, old);
            assertThat(administrator.post("/admin/kpi/po-7-8", fields(back)).statusCode())
                    .isIn(302, 303);
        }
        assertThat(kpis.replaced("po-7-8").get(0).targets().get(YEAR)).isEqualByComparingTo("99.5");
    }

    @Test
    void aKpiIsAdded_measured_brokenDown_andEndsWithoutLosingItsYears() throws IOException {
        TestBrowser administrator = somebody(Role.ADMINISTRATOR).browser();
        TestBrowser board = somebody(Role.BOARD).browser();
        assertThat(administrator.get("/admin/kpi/nieuw").body())
                .contains("Wat wil je meten?", "meet=REACH", "meet=CONNECTED", "meet=SATISFACTION");
        Map<String, String> form = form(administrator, "nieuw?meet=REACH");
        String name = "Groep 8 van " + resultsFixture.code;
        String code = "groep-8-van-" + resultsFixture.code.toLowerCase(java.util.Locale.ROOT);
        form.putAll(Map.of(
                "name", name, "name-en", "Group 8 of " + resultsFixture.code, "sector", "PO", "from", "8", "to", "8"));
        form.put("target" + YEAR, "40");
        for (Map.Entry<String, String> wrong : List.of(
                Map.entry("name", ""),
                Map.entry("name", "leerlingen groep 7 en 8"),
                Map.entry("sector", ""),
                Map.entry("from", "9"),
                Map.entry("target" + YEAR, "101"))) {
            Map<String, String> refused = new LinkedHashMap<>(form);
            refused.put(wrong.getKey(), wrong.getValue());
            HttpResponse<String> page = administrator.post("/admin/kpi/nieuw", fields(refused));
            assertThat(page.statusCode()).as(wrong.toString()).isEqualTo(422);
            assertThat(page.body())
                    .as(wrong.toString())
                    .contains("id=\"" + wrong.getKey() + "-error\"", "Group 8 of " + resultsFixture.code);
        }
        int last = figures.years().get(figures.years().size() - 1);
        try {
            assertThat(administrator.post("/admin/kpi/nieuw", fields(form)).statusCode())
                    .isEqualTo(303);
            HttpResponse<String> twice = administrator.post("/admin/kpi/nieuw", fields(form));
            assertThat(twice.statusCode()).isEqualTo(422);
            assertThat(twice.body()).contains("Een ander doel heet al zo");
            figures.refreshAll();
            Kpi kpi = kpis.find(code).orElseThrow();
            // 30 of 30, and 47 capped at 40 of 40
            assertThat(figures.of(kpi, YEAR).figure())
                    .satisfies(figure -> assertThat(figure.reached()).isEqualTo(70));
            assertThat(csv(people.visitor().get("/resultaten.csv")))
                    .filteredOn(row -> code.equals(row.get("code")) && ("" + YEAR).equals(row.get("jaar")))
                    .singleElement()
                    .satisfies(row -> assertThat(row)
                            .containsEntry("bereikt", "70")
                            .containsEntry("doel van het jaar", "40,0")
                            .containsEntry("stand", "Gehaald"));
            assertThat(board.get("/resultaten/" + code + "?jaar=" + YEAR).body())
                    .contains(name, "/resultaten/" + code + "/school/" + brin);
            assertThat(board.get("/resultaten/" + code + "/school/" + brin + "?jaar=" + YEAR)
                            .statusCode())
                    .isEqualTo(200);

            assertThat(administrator
                            .post("/admin/kpi/" + code + "/einde", "lastYear", "1")
                            .statusCode())
                    .isEqualTo(422);
            assertThat(administrator
                            .post("/admin/kpi/" + code + "/einde", "lastYear", "" + YEAR)
                            .statusCode())
                    .isEqualTo(303);
            figures.refreshAll();
            assertThat(people.visitor().get("/resultaten?jaar=" + YEAR).body()).contains(name);
            assertThat(people.visitor().get("/resultaten?jaar=" + last).body()).doesNotContain(name);
            assertThat(board.get("/resultaten/" + code).statusCode()).isEqualTo(200);
            assertThat(board.get("/resultaten/" + code + "?jaar=" + last).statusCode())
                    .isEqualTo(404);
            assertThat(csv(people.visitor().get("/resultaten.csv")))
                    .filteredOn(row -> code.equals(row.get("code")))
                    .extracting(row -> row.get("jaar"))
                    .contains("" + YEAR)
                    .doesNotContain("" + last);
            assertThat(administrator.get("/admin/kpi/" + code).body()).contains("Telt tot en met " + YEAR);

            assertThat(administrator.post("/admin/kpi/" + code + "/terug").statusCode())
                    .isEqualTo(303);
            assertThat(people.visitor().get("/resultaten?jaar=" + last).body()).contains(name);
            assertThat(jdbc.sql("select action from audit_log where subject_type = ? order by id")
                            .param("kpi." + code)
                            .query(String.class)
                            .list())
                    .containsExactly("KPI_ADDED", "KPI_ENDED", "KPI_RESTORED");
        } finally {
            TestSql.update(jdbc, "update kpi set last_year = 2000 where code = ?", code);
        }
    }

    @Test
    void aKpiAboutPeopleRequiresAnAudience() {
        TestBrowser administrator = somebody(Role.ADMINISTRATOR).browser();
        Map<String, String> form = form(administrator, "nieuw?meet=PEOPLE");
        form.putAll(Map.of("name", "Wie dan ook", "name-en", "Whoever"));
        HttpResponse<String> refused = administrator.post("/admin/kpi/nieuw", fields(form));
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.body()).contains("id=\"audience-error\"", "Wie dan ook");
        form.put("meet", "IETS");
        assertThat(administrator.post("/admin/kpi/nieuw", fields(form)).statusCode())
                .isEqualTo(404);
        assertThat(somebody(Role.BOARD).browser().get("/admin/kpi/nieuw").statusCode())
                .isIn(403, 404);
    }

    @Test
    void reportedFiguresNeverChange_andTheDifferenceIsShown_rules2() {
        TestBrowser board = somebody(Role.BOARD).browser();
        TestBrowser maker = somebody(Role.PROGRAMME_MANAGER).browser();
        String label = "Jaarverslag <" + resultsFixture.code + ">";
        for (String wrong : List.of("", "  ", "x".repeat(121))) {
            HttpResponse<String> refused = maker.post("/resultaten/vastgelegd", "jaar", "" + YEAR, "label", wrong);
            assertThat(refused.statusCode()).isEqualTo(422);
            assertThat(refused.body()).contains("Schrijf waarvoor het is").contains("value=\"" + wrong + "\"");
        }
        assertThat(maker.post("/resultaten/vastgelegd", "jaar", "1999", "label", label)
                        .statusCode())
                .isIn(404, 422);
        assertThat(maker.post("/resultaten/vastgelegd", "jaar", "" + YEAR, "label", label)
                        .statusCode())
                .isIn(302, 303);

        long third = resultsFixture.school();
        reach.recomputeSession(
                resultsFixture.visit(ResultsFixture.spring(YEAR), resultsFixture.wholeClass(third, 7, YEAR, 21), 21));
        figures.refreshAll();

        HttpResponse<String> list = board.get("/resultaten/vastgelegd");
        assertThat(list.body())
                .contains("Jaarverslag &lt;" + resultsFixture.code)
                .doesNotContain(label);
        Matcher link = Pattern.compile("/resultaten/vastgelegd/([0-9]+)").matcher(list.body());
        assertThat(link.find()).isTrue();
        String page = board.get(link.group()).body();
        assertThat(page).contains("105 van 120", "126 van 141");
        assertThat(board.get("/resultaten/po-7-8?jaar=" + YEAR).body()).contains("126");
    }

    /** A snapshot is compared with the current figures and with a later snapshot, on the page and in the file. */
    @Test
    void aSnapshotIsComparedWithAnother_andDownloaded_rules2() throws IOException {
        TestBrowser board = somebody(Role.BOARD).browser();
        String first = taken("Eerste " + resultsFixture.code);
        comes(21);
        String second = taken("Tweede " + resultsFixture.code);
        comes(9);
        String page = board.get(second + "?met=" + first.substring(first.lastIndexOf('/') + 1))
                .body();
        assertThat(page)
                .contains("105 van 120", "126 van 141", "Eerste " + resultsFixture.code)
                .doesNotContain("135 van 150");
        assertThat(board.get(second).body()).contains("126 van 141", "135 van 150");

        Map<String, String> now = row(board.get(second + "/cijfers.csv"));
        Map<String, String> then =
                row(board.get(second + "/cijfers.csv?met=" + first.substring(first.lastIndexOf('/') + 1)));
        assertThat(now.values()).as("of 126 in 141, now 135 in 150").contains("89,36170212765957", "90,0");
        assertThat(then.values()).as("before 105 in 120").contains("89,36170212765957", "87,5");
        assertThat(board.download(second + "/cijfers.xlsx")).startsWith('P', 'K');
        assertThat(board.get(second + "?met=999999999").statusCode()).isEqualTo(404);
    }

    /** Takes a snapshot and returns its URL. */
    private String taken(String label) {
        TestBrowser maker = somebody(Role.PROGRAMME_MANAGER).browser();
        assertThat(maker.post("/resultaten/vastgelegd", "jaar", "" + YEAR, "label", label)
                        .statusCode())
                .isEqualTo(303);
        Matcher link = Pattern.compile("(/resultaten/vastgelegd/[0-9]+)\">" + label)
                .matcher(maker.get("/resultaten/vastgelegd").body());
        assertThat(link.find()).isTrue();
        return link.group(1);
    }

    /** Records the visit of a class of another school. */
    private void comes(int pupils) {
        long school = resultsFixture.school();
        reach.recomputeSession(resultsFixture.visit(
                ResultsFixture.spring(YEAR), resultsFixture.wholeClass(school, 7, YEAR, pupils), pupils));
        figures.refreshAll();
    }

    private static Map<String, String> row(HttpResponse<String> file) throws IOException {
        return csv(file).stream()
                .filter(row -> row.containsValue("po-7-8"))
                .findFirst()
                .orElseThrow();
    }

    private SignedIn somebody(Role role) {
        return people.signedIn(new Membership(role, role.ofOrganisation() ? people.school("Lezer " + role) : null));
    }

    /** Returns the form as a browser would submit it unchanged. */
    private static Map<String, String> form(TestBrowser browser, String code) {
        String page = browser.get("/admin/kpi/" + code).body();
        String form = page.substring(
                page.indexOf("action=\"/admin/kpi/"), page.indexOf("</form>", page.indexOf("action=\"/admin/kpi/")));
        Map<String, String> fields = new LinkedHashMap<>();
        Matcher inputs = Pattern.compile("<input[^>]*>").matcher(form);
        while (inputs.find()) {
            String input = inputs.group();
            String name = attribute(input, "name");
            if (!name.isEmpty()
                    && !List.of("_csrf", Ui.FORM_KEY).contains(name)) { // so that the same form is carried out again
                fields.put(name, attribute(input, "value"));
            }
        }
        Matcher selects = Pattern.compile("<select[^>]*name=\"([^\"]+)\".*?</select>", Pattern.DOTALL)
                .matcher(form);
        while (selects.find()) {
            Matcher chosen =
                    Pattern.compile("<option value=\"([^\"]*)\" selected").matcher(selects.group());
            fields.put(selects.group(1), chosen.find() ? chosen.group(1) : "");
        }
        fields.put("source", "");
        fields.put("source-en", "");
        return fields;
    }

    private static String attribute(String tag, String name) {
        Matcher matcher = Pattern.compile("\\b" + name + "=\"([^\"]*)\"").matcher(tag);
        return matcher.find() ? matcher.group(1) : "";
    }

    private static String[] fields(Map<String, String> form) {
        List<String> fields = new ArrayList<>();
        form.forEach((name, value) -> fields.addAll(List.of(name, value)));
        return fields.toArray(String[]::new);
    }

    private static long sum(List<Map<String, String>> rows, String column) {
        return rows.stream().mapToLong(row -> Long.parseLong(row.get(column))).sum();
    }

    private static List<Map<String, String>> csv(HttpResponse<String> answer) throws IOException {
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type").orElse("")).isEqualTo("text/csv;charset=UTF-8");
        assertThat(answer.body()).startsWith("\uFEFF");
        CSVFormat format = CSVFormat.EXCEL
                .builder()
                .setDelimiter(';')
                .setHeader()
                .setSkipHeaderRecord(true)
                .get();
        try (CSVParser parser = CSVParser.parse(answer.body().substring(1), format)) {
            return parser.getRecords().stream().map(CSVRecord::toMap).toList();
        }
    }
}
