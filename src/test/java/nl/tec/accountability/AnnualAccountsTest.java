package nl.tec.accountability;

import static nl.tec.Outcomes.done;
import static nl.tec.Outcomes.reasons;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import nl.tec.AccountsFixture;
import nl.tec.AccountsFixture.SignedIn;
import nl.tec.TecTest;
import nl.tec.TestBrowser;
import nl.tec.accountability.AccountContent.Costs;
import nl.tec.accountability.AccountContent.Cover;
import nl.tec.accountability.AnnualAccounts.Draft;
import nl.tec.accounts.Role;
import nl.tec.documents.PdfUa;
import nl.tec.documents.Pdfsig;
import nl.tec.documents.Seals;
import nl.tec.finance.Budget;
import nl.tec.finance.BudgetLine;
import nl.tec.finance.Certainty;
import nl.tec.finance.CostCategory;
import nl.tec.finance.FundingSource;
import nl.tec.finance.Ledger;
import nl.tec.finance.LineKind;
import nl.tec.finance.SourceKind;
import nl.tec.hub.HubSettings;
import nl.tec.hub.HubSettings.Setting;
import nl.tec.hub.Texts;
import nl.tec.reach.CohortReach;
import nl.tec.results.Figures;
import nl.tec.results.ResultsFixture;
import nl.tec.shared.Dates;
import nl.tec.shared.Money;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.text.PDFTextStripper;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/** Rules 2.14: what the hub accounts for, from the data, adopted by the board, and checkable by anybody. */
@TecTest
class AnnualAccountsTest {

    @Autowired
    AnnualAccounts annual;

    @Autowired
    AccountsFixture people;

    @Autowired
    Figures figures;

    @Autowired
    CohortReach cohorts;

    @Autowired
    Budget budget;

    @Autowired
    Ledger ledger;

    @Autowired
    Seals seals;

    @Autowired
    HubSettings hub;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    JsonMapper json;

    @Autowired
    Texts texts;

    @TempDir
    Path folder;

    private final String unique = Long.toString(System.nanoTime());
    private final LocalDate today = LocalDate.now(Dates.ZONE);
    private final int year = ResultsFixture.current().start();
    private ResultsFixture town;
    private String municipalities = "";
    private SignedIn board;
    private SignedIn manager;

    @BeforeEach
    void aTown() {
        town = new ResultsFixture(jdbc);
        municipalities = hub.get(Setting.MUNICIPALITIES);
        hub.set(Setting.MUNICIPALITIES, town.code);
        board = people.signedIn(Role.BOARD);
        manager = people.signedIn(Role.PROGRAMME_MANAGER);
    }

    @AfterEach
    void backToTheOthers() {
        hub.set(Setting.MUNICIPALITIES, municipalities);
    }

    private void settled() {
        Awaitility.await().until(() -> figures.pending().isEmpty());
    }

    private long source(FundingSource.Terms terms) {
        return done(budget.save(
                new FundingSource(0, "Fonds " + unique, SourceKind.GRANT, "", "", terms, 0), manager.actor()));
    }

    private void line(LineKind kind, @Nullable Long source, @Nullable CostCategory category, int ofYear, long cents) {
        done(budget.save(
                new BudgetLine(
                        0,
                        budget.plan().scenario().id(),
                        ofYear,
                        kind,
                        category,
                        source,
                        "Regel",
                        new Money(cents),
                        Money.ZERO,
                        1000,
                        Certainty.COMMITTED,
                        null,
                        0),
                manager.actor()));
    }

    private void book(LineKind kind, @Nullable Long source, @Nullable CostCategory category, long cents) {
        done(ledger.book(
                new Ledger.New(today, kind, category, source, cents, "", "Boeking", UUID.randomUUID()),
                manager.actor()));
    }

    /** Three schools in two neighbourhoods, of which one never came; parents; money. */
    private void aYear() {
        long first = town.school();
        long second = town.school();
        long third = town.school();
        jdbc.sql(
                        "update organisation set postcode = case id when ? then '7411AB' when ? then '7411CD' else '7422EF' end"
                                + " where id in (?, ?, ?)")
                .params(first, second, first, second, third)
                .update();
        LocalDate day = today.minusDays(1).isBefore(ResultsFixture.current().firstDay()) ? today : today.minusDays(1);
        long seven = town.wholeClass(first, 7, year, 25);
        town.visit(day, seven, 21);
        town.visit(day, seven, 19);
        town.visit(day, town.wholeClass(second, 2, year, 18), 18);
        town.wholeClass(third, 8, year, 30);
        long event = town.activity("EVENT", "INDIVIDUALS");
        long session = town.session(day, event);
        town.person(session, day, "PARENT", "ouder-" + unique, null, null);
        town.person(town.session(day, event), day, "PARENT", "ouder-" + unique, null, null);
        town.walkIns(day, event, "PARENT", 3);
        cohorts.recomputeAll();
        settled();
        book(LineKind.COST, null, CostCategory.STAFF, 123_456);
        line(LineKind.COST, null, CostCategory.STAFF, year, 200_001);
    }

    @Test
    void everyFigureOfAPublishedAccountFollowsFromTheOpenDataPublishedWithIt() throws Exception {
        aYear();
        long id = done(annual.begin(year, null, manager.actor()));
        done(annual.save(
                id,
                new Draft(Map.of(Section.FOREWORD, "Een **goed** jaar " + unique), List.of(), ""),
                0,
                board.actor()));
        settled();
        done(annual.adopt(id, today, 1, board.actor()));

        AccountContent content = annual.content(annual.version(id));
        String base = "/jaarverantwoording/" + year;
        TestBrowser visitor = people.visitor();
        Recomputation again = new Recomputation(json.readTree(visitor.download(base + "/cijfers.json")));
        assertThat(again.kpis()).hasSameSizeAs(content.kpis()).isNotEmpty();
        for (int at = 0; at < content.kpis().size(); at++) {
            AccountContent.KpiResult kpi = content.kpis().get(at);
            Double value = again.value(again.kpis().get(at));
            String code = kpi.reported().kpi().code();
            assertThat(value == null).as(code).isEqualTo(kpi.reported().value() == null);
            if (value != null) {
                assertThat(kpi.reported().value()).as(code).isCloseTo(value, within(1e-9));
            }
            if (value != null
                    && !Set.of("SATISFACTION", "TECHNICAL_PROFILE")
                            .contains(kpi.reported().kpi().measure().name())) {
                assertThat(kpi.reported().most())
                        .as(code)
                        .isCloseTo(
                                Objects.requireNonNull(again.most(again.kpis().get(at))), within(1e-9));
            }
        }
        Map<String, List<Long>> areas = new TreeMap<>();
        content.schools()
                .areas()
                .forEach(area -> areas.put(
                        area.postcode(),
                        List.of(area.schools(), area.schoolsReached(), area.pupils(), area.pupilsReached())));
        assertThat(again.areas(4)).isEqualTo(areas);
        assertThat(areas)
                .containsEntry("7411", List.of(2L, 2L, 43L, 39L))
                .containsEntry("7422", List.of(1L, 0L, 30L, 0L));

        AccountContent.Spending money = content.spending();
        assertThat(again.money("begroting", true)).isEqualTo(costs(money, false));
        assertThat(again.money("boekingen", true)).isEqualTo(costs(money, true));
        assertThat(again.money("begroting", false)).isEqualTo(cover(money, false));
        assertThat(again.money("boekingen", false)).isEqualTo(cover(money, true));
        assertThat(again.perPupil())
                .isEqualTo(Objects.requireNonNull(money.perPupil()).cents());
        AccountText.GivenSum given = new AccountText(texts).given(content);
        assertThat(again.given())
                .containsExactly(
                        given.declared().cents(),
                        given.delivered().cents(),
                        given.open().cents());
        assertThat(again.phases())
                .isEqualTo(content.phases().stream()
                        .map(phase -> List.of(phase.done(), phase.total()))
                        .toList());
        assertThat(again.verdicts()).hasSize(10);
        assertThat(again.tables()).containsExactlyInAnyOrderElementsOf(annual.tables(annual.version(id)));

        String page = visitor.get(base).body();
        assertThat(page)
                .contains(
                        "Een <strong>goed</strong> jaar " + unique,
                        "7411",
                        "39",
                        money.perPupil().format(Texts.DUTCH));
        for (String table : again.tables()) {
            assertThat(new String(visitor.download(base + "/" + table + ".csv"), StandardCharsets.UTF_8))
                    .as(table)
                    .startsWith("\ufeff");
        }
        assertThat(visitor.download(base + "/cijfers.xlsx")).startsWith('P', 'K');
        assertThat(visitor.get("/jaarverantwoording").body()).contains(base);
        assertThat(visitor.get("/open-data/catalogus.jsonld").body())
                .contains("jaarverantwoording-" + year, base + "/cijfers.json", base + "/kpis.csv");
        assertThat(visitor.get(base + "/nergens.csv").statusCode()).isEqualTo(404);

        byte[] pdf = visitor.download(base + "/verantwoording.pdf");
        assertThat(PdfUa.failures(pdf)).isEmpty();
        assertThat(seals.find(pdf)).hasValueSatisfying(seal -> {
            assertThat(seal.intact()).isTrue();
            assertThat(seals.ours(seal.certificate())).isTrue();
        });
        try (var document = Loader.loadPDF(pdf)) {
            assertThat(new PDFTextStripper().getText(document).replaceAll("\\s+", " "))
                    .contains("Een goed jaar " + unique, money.perPupil().format(Texts.DUTCH), "Versie 1");
        }
        assertThat(Pdfsig.of(folder, pdf)).contains("Signature is Valid", "Total document signed");
    }

    private Map<String, Long> costs(AccountContent.Spending money, boolean booked) {
        return new TreeMap<>(money.costs().stream()
                .filter(costs -> !(booked ? costs.booked() : costs.planned()).isZero())
                .collect(Collectors.toMap(
                        (Costs costs) -> texts.label(Texts.DUTCH, costs.category()),
                        costs -> (booked ? costs.booked() : costs.planned()).cents())));
    }

    private static Map<String, Long> cover(AccountContent.Spending money, boolean booked) {
        return new TreeMap<>(money.cover().stream()
                .filter(cover -> !(booked ? cover.booked() : cover.planned()).isZero())
                .collect(
                        Collectors.toMap(Cover::source, cover -> (booked ? cover.booked() : cover.planned()).cents())));
    }

    @Test
    void isPublicFromItsDayAndNeverChanges() {
        long fund = source(FundingSource.Terms.NONE);
        long id = done(annual.begin(year, fund, manager.actor()));
        assertThat(reasons(annual.begin(year, fund, manager.actor()))).containsExactly("annual.problem.there");
        settled();
        assertThat(reasons(annual.adopt(id, today.minusDays(1), 0, board.actor())))
                .containsExactly("annual.problem.day");
        assertThat(reasons(annual.adopt(id, today, 7, board.actor()))).containsExactly("annual.problem.outdated");
        LocalDate day = today.plusDays(9);
        done(annual.adopt(id, day, 0, board.actor()));

        String open = "/jaarverantwoording/" + year + "-" + fund;
        assertThat(people.visitor().get(open).statusCode()).isEqualTo(404);
        assertThat(people.visitor().get(open + "/cijfers.json").statusCode()).isEqualTo(404);
        assertThat(board.browser().get("/verantwoording/jaar/" + id).body()).contains(Dates.date(day, Texts.DUTCH));
        AccountVersion version = annual.version(id);
        assertThat(version.publicOn(day.minusDays(1))).isFalse();
        assertThat(version.publicOn(day)).isTrue();

        assertThat(reasons(annual.save(id, new Draft(Map.of(), List.of(), ""), 0, board.actor())))
                .containsExactly("annual.problem.outdated");
        assertThat(reasons(annual.remove(id, board.actor()))).containsExactly("annual.problem.outdated");
        for (String change : List.of(
                "update annual_account_version set publish_on = publish_on - 5 where id = ?",
                "update annual_account_version set content = '{}' where id = ?",
                "update annual_account_version set edits = edits + 1 where id = ?",
                "delete from annual_account_version where id = ?")) {
            assertThatThrownBy(() -> jdbc.sql(change).param(id).update())
                    .as(change)
                    .isInstanceOf(DataAccessException.class);
        }
    }

    @Test
    void aMistakeIsPutRightInTheNextVersionAndTheEarlierOneStays() {
        long fund = source(FundingSource.Terms.NONE);
        long first = done(annual.begin(year, fund, manager.actor()));
        done(annual.save(
                first, new Draft(Map.of(Section.MONEY, "Eerste " + unique), List.of(), ""), 0, manager.actor()));
        settled();
        done(annual.adopt(first, today, 1, board.actor()));
        long second = annual.correct(annual.version(first).accountId(), manager.actor());
        assertThat(annual.correct(annual.version(first).accountId(), manager.actor()))
                .as("there is one draft")
                .isEqualTo(second);
        assertThat(reasons(annual.adopt(second, today, 0, board.actor()))).containsExactly("annual.problem.reason");
        line(LineKind.COVER, fund, null, year, 5_000_00);
        done(annual.save(
                second,
                new Draft(Map.of(Section.MONEY, "Tweede " + unique), List.of(), "Een bedrag vergeten"),
                0,
                manager.actor()));
        String open = "/jaarverantwoording/" + year + "-" + fund;
        assertThat(people.visitor().get(open).body())
                .contains("Eerste " + unique)
                .doesNotContain("€ 5.000");
        settled();
        done(annual.adopt(second, today.plusDays(1), 1, board.actor()));
        assertThat(people.visitor().get(open).body()).contains("Eerste " + unique);
        assertThat(annual.version(first).replaced(today)).isFalse();
        assertThat(annual.version(first).replaced(today.plusDays(1))).isTrue();
        assertThat(annual.content(annual.version(second)).spending().coverPlanned())
                .isEqualTo(new Money(5_000_00));
        assertThat(annual.content(annual.version(first)).spending().coverPlanned())
                .isEqualTo(Money.ZERO);

        long third = annual.correct(annual.version(first).accountId(), manager.actor());
        done(annual.save(third, new Draft(Map.of(), List.of(), "Nog een fout"), 0, manager.actor()));
        assertThat(reasons(annual.adopt(third, today, 1, board.actor())))
                .as("not before the version that it puts right")
                .containsExactly("annual.problem.day");
        settled();
        done(annual.adopt(third, today.plusDays(1), 1, board.actor()));
        assertThat(annual.version(second).publicOn(today.plusDays(2)))
                .as("replaced before its day")
                .isFalse();
    }

    @Test
    void theAccountForAFinancierHasItsOwnLinesAndConditionsOnly() {
        long fund = source(
                new FundingSource.Terms(Set.of(CostCategory.TRANSPORT), today.plusYears(1), 40, null, false, null));
        String other = "Ander " + unique;
        long second = done(budget.save(
                new FundingSource(0, other, SourceKind.OTHER, "", "", FundingSource.Terms.NONE, 0), manager.actor()));
        line(LineKind.COVER, fund, null, year, 777_00);
        line(LineKind.COVER, second, null, year, 888_00);
        line(LineKind.COST, null, CostCategory.TRANSPORT, year, 1_000_00);
        line(LineKind.COST, null, CostCategory.VENUE, year, 999_999_00);
        long id = done(annual.begin(year, fund, manager.actor()));
        AccountVersion version = annual.version(id);
        AccountContent content = annual.content(version);
        assertThat(content.spending().cover())
                .containsExactly(new Cover("Fonds " + unique, new Money(777_00), Money.ZERO));
        assertThat(content.spending().costs()).extracting(Costs::category).containsExactly(CostCategory.TRANSPORT);
        assertThat(content.spending().risks())
                .allSatisfy(risk -> assertThat(risk.sourceId()).isEqualTo(fund));
        assertThat(content.given()).isEmpty();
        assertThat(content.conditions()).isEmpty();
        assertThat(content.kpis()).isNotEmpty();
        TestBrowser browser = manager.browser();
        String page = browser.get("/verantwoording/jaar/" + id + "/voorbeeld").body();
        assertThat(page)
                .contains("alleen voor vervoer", "hoogstens 40%", "€ 777")
                .doesNotContain(other, "€ 888", "€ 999.999");
        assertThat(new String(
                        browser.download("/verantwoording/jaar/" + id + "/begroting.csv"), StandardCharsets.UTF_8))
                .contains("77700")
                .doesNotContain("88800", other, "99999900");
        assertThat(browser.get("/verantwoording/jaar/" + id + "/voorwaarden.csv")
                        .statusCode())
                .isEqualTo(404);
        assertThat(PdfUa.failures(browser.download("/verantwoording/jaar/" + id + "/verantwoording.pdf")))
                .isEmpty();
    }

    @Test
    void theBoardAdopts_theProgrammeManagerWrites_theMunicipalityReads() {
        long fund = source(FundingSource.Terms.NONE);
        TestBrowser maker = manager.browser();
        String here = TestBrowser.location(
                maker.post("/verantwoording/jaar", "jaar", String.valueOf(year), "bron", String.valueOf(fund)));
        assertThat(maker.post("/verantwoording/jaar", "jaar", "9999").statusCode())
                .isEqualTo(422);
        assertThat(maker.post(here, "wijzigingen", "0", "FOREWORD", "Dag \uD83D\uDE80 " + unique))
                .satisfies(answer -> {
                    assertThat(answer.statusCode()).isEqualTo(422);
                    assertThat(answer.body()).contains("Deze tekens kunnen niet in de PDF", unique);
                });
        assertThat(maker.post(here, "wijzigingen", "0", "FOREWORD", "Dag " + unique)
                        .statusCode())
                .isEqualTo(303);
        assertThat(maker.post(here + "/vaststellen", "wijzigingen", "1", "dag", today.toString())
                        .statusCode())
                .isEqualTo(403);
        TestBrowser reader = people.signedIn(Role.MUNICIPALITY).browser();
        assertThat(reader.get(here + "/voorbeeld").body()).contains("Dag " + unique);
        assertThat(reader.post(here, "wijzigingen", "1", "FOREWORD", "x").statusCode())
                .isEqualTo(403);
        settled();
        assertThat(board.browser()
                        .post(here + "/vaststellen", "wijzigingen", "1", "dag", "gisteren")
                        .statusCode())
                .isEqualTo(422);
        assertThat(board.browser()
                        .post(here + "/vaststellen", "wijzigingen", "1", "dag", today.toString())
                        .statusCode())
                .isEqualTo(303);
        assertThat(people.visitor()
                        .get("/jaarverantwoording/" + year + "-" + fund)
                        .body())
                .contains("Dag " + unique);
        String next = TestBrowser.location(maker.post(here + "/verbeteren"));
        assertThat(maker.get(next).body()).contains("Wat is er verbeterd?", "Dag " + unique);
        assertThat(TestBrowser.location(maker.post(next + "/weg"))).isEqualTo("/verantwoording/jaar");
        assertThat(maker.get(next).statusCode()).isEqualTo(404);
    }
}
