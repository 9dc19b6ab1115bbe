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
import nl.tec.TestSql;
import nl.tec.accountability.AccountContent.Costs;
import nl.tec.accountability.AccountContent.Cover;
import nl.tec.accountability.AnnualAccounts.Draft;
import nl.tec.accounts.Role;
import nl.tec.declarations.DocumentCheck;
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
import nl.tec.finance.Risk;
import nl.tec.finance.SourceKind;
import nl.tec.hub.HubSettings;
import nl.tec.hub.HubSettings.Setting;
import nl.tec.hub.Texts;
import nl.tec.reach.CohortReach;
import nl.tec.results.Figure;
import nl.tec.results.Figures;
import nl.tec.results.KpiNotes;
import nl.tec.results.Kpis;
import nl.tec.results.Measure;
import nl.tec.results.ResultsFixture;
import nl.tec.shared.Dates;
import nl.tec.shared.Money;
import nl.tec.shared.Sector;
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
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Rules 2.14: annual accounts composed from the data, adopted by the board, and verifiable by anybody. */
@TecTest
class AnnualAccountsTest {

    @Autowired
    AnnualAccounts annual;

    @Autowired
    AccountsFixture people;

    @Autowired
    Figures figures;

    @Autowired
    Kpis kpis;

    @Autowired
    KpiNotes notes;

    @Autowired
    CohortReach cohorts;

    @Autowired
    Budget budget;

    @Autowired
    Ledger ledger;

    @Autowired
    Seals seals;

    @Autowired
    DocumentCheck check;

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
    void restoreMunicipalities() {
        hub.set(Setting.MUNICIPALITIES, municipalities);
    }

    private void settled() {
        Awaitility.await().until(() -> figures.pending().isEmpty());
    }

    private long source(FundingSource.Terms terms) {
        return source(terms, "Fonds " + unique);
    }

    private long source(FundingSource.Terms terms, String name) {
        return done(budget.save(new FundingSource(0, name, SourceKind.GRANT, "", "", terms, 0), manager.actor()));
    }

    private void line(LineKind kind, @Nullable Long source, @Nullable CostCategory category, int ofYear, long cents) {
        save(kind, source, category, ofYear, cents, null);
    }

    private void save(
            LineKind kind,
            @Nullable Long source,
            @Nullable CostCategory category,
            int ofYear,
            long cents,
            @Nullable LocalDate spentBy) {
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
                        spentBy,
                        0),
                manager.actor()));
    }

    private void book(LineKind kind, @Nullable Long source, @Nullable CostCategory category, long cents) {
        book(today, kind, source, category, cents);
    }

    private void book(
            LocalDate day, LineKind kind, @Nullable Long source, @Nullable CostCategory category, long cents) {
        done(ledger.book(
                new Ledger.New(day, kind, category, source, cents, "", "Boeking", UUID.randomUUID()), manager.actor()));
    }

    /** Three schools in two neighbourhoods, one of which never visited; parents; money. */
    private void createYear() {
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
        toCome();
        breakConditions();
        done(notes.write(kpis.find("ouders").orElseThrow(), year, "Meer avonden " + unique, board.actor()));
        // contributors count as connected, and their contribution was inserted directly
        figures.refreshAll();
        settled();
    }

    /** Enough visits to estimate attendance, an upcoming one, and one on the same day last year. */
    private void toCome() {
        for (int visit = 0; visit < 6; visit++) {
            LocalDate day =
                    today.minusDays(visit).isBefore(ResultsFixture.current().firstDay())
                            ? today
                            : today.minusDays(visit);
            long part = town.wholeClass(town.school(), 8, year, 20);
            long session = town.session(day);
            town.attendance(session, day, part, 15 + visit, false, town.booking(session, part, 20));
        }
        LocalDate soon = today.plusDays(1);
        if (ResultsFixture.current().contains(soon)) {
            town.booking(town.session(soon), town.wholeClass(town.school(), 8, year, 28), 28);
        }
        town.visit(today.minusYears(1), town.wholeClass(town.school(), 7, year - 1, 24), 22);
        cohorts.recomputeAll();
        settled();
    }

    /** A source with all its conditions broken, and contributions of partners for it. */
    private void breakConditions() {
        long programme = TestSql.bigint(
                jdbc, "insert into funding_programme (name) values (?) returning id", "Regeling " + unique);
        LocalDate until = LocalDate.of(year, 1, 31);
        long source = source(new FundingSource.Terms(Set.of(CostCategory.EQUIPMENT), until, 33, 150, true, programme));
        line(LineKind.COST, null, CostCategory.EQUIPMENT, year, 100_003);
        cover(source, null, 500_001, null);
        cover(source, CostCategory.EQUIPMENT, 300_002, until);
        cover(source, CostCategory.VENUE, 70_005, until.minusDays(1));
        book(until, LineKind.COVER, source, null, 100_004);
        book(until.plusDays(1), LineKind.COVER, source, null, 5_000);
        long partner = TestSql.bigint(
                jdbc,
                "insert into organisation (kind, name, invented) values ('COMPANY', ?, true) returning id",
                "Gever " + unique);
        TestSql.update(jdbc, "insert into partner (organisation_id) values (?)", partner);
        long contribution =
                jdbc.sql("""
                insert into contribution (organisation_id, year, kind, unit, what, amount, unit_cents, due_on, state, declared_at)
                values (?, ?, 'STAFF', 'HOUR', 'Les', 1000, 5555, make_date(?, 12, 1), 'ACCEPTED', now()) returning id
                """).params(partner, year, year).query(Long.class).single();
        jdbc.sql("""
                insert into contribution_delivery (contribution_id, day, amount, evidence, source, state, funding_programme_id, recorded_at)
                values (?, make_date(?, 1, 15), 333, 'Foto', 'HUB', 'ACCEPTED', ?, now())
                """).params(contribution, year, programme).update();
    }

    private void cover(long source, @Nullable CostCategory category, long cents, @Nullable LocalDate spentBy) {
        save(LineKind.COVER, source, category, year, cents, spentBy);
    }

    @Test
    void everyFigureOfAPublishedAccountFollowsFromTheOpenDataPublishedWithIt() throws Exception {
        createYear();
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
        assertKpisFollow(again, content);
        assertThat(again.kpis())
                .as("what the test has to show something of")
                .anySatisfy(kpi -> assertThat(again.earlier(kpi)).isEqualTo(100.0 * 22 / 24))
                .anySatisfy(kpi -> assertThat(again.expected(kpi)).isNotEmpty())
                .anySatisfy(kpi ->
                        assertThat(kpi.required("toelichting").asString()).isEqualTo("Meer avonden " + unique));
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
        AccountTexts.GivenSum given = new AccountTexts(texts).given(content);
        assertThat(again.given())
                .containsExactly(
                        given.declared().cents(),
                        given.delivered().cents(),
                        given.open().cents());
        assertThat(again.given("soort")).isEqualTo(sums(new AccountTexts(texts).givenByKind(content)));
        assertThat(again.given("kant")).isEqualTo(sums(new AccountTexts(texts).givenBySide(content)));
        assertMoneyAtRiskFollows(again, money);
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
            PDFTextStripper text = new PDFTextStripper();
            text.setSortByPosition(true);
            assertThat(text.getText(document).replaceAll("\\s+", " "))
                    .contains("Een goed jaar " + unique, money.perPupil().format(Texts.DUTCH), "Versie 1");
        }
        assertThat(Pdfsig.of(folder, pdf)).contains("Signature is Valid", "Total document signed");
    }

    /** A year that is over has no projections, but has exams and answers. */
    @Test
    void examsAndAnswersOfAPastYearFollowFromTheOpenDataToo() {
        int over = 2023;
        long school = town.school(Sector.VO, town.code);
        town.exam(school, 2022, "HAVO - N&T", 40, 1);
        town.exam(school, over, "HAVO - N&T", 43, 2);
        long session = town.session(ResultsFixture.spring(over));
        LocalDate half = LocalDate.of(over + 1, 1, 1);
        town.answers("TEACHER", session, half, 7, 6);
        town.answers("PUPIL", session, half, 4, 9);
        figures.refreshAll();
        settled();
        long fund = source(FundingSource.Terms.NONE);
        long id = done(annual.begin(over, fund, manager.actor()));
        done(annual.adopt(id, today, 0, board.actor()));
        Recomputation again = new Recomputation(
                json.readTree(people.visitor().download("/jaarverantwoording/" + over + "-" + fund + "/cijfers.json")));
        assertKpisFollow(again, annual.content(annual.version(id)));
        for (String measure : List.of("SATISFACTION", "TECHNICAL_PROFILE")) {
            assertThat(again.kpis())
                    .filteredOn(kpi -> kpi.required("meting").asString().equals(measure))
                    .as(measure)
                    .isNotEmpty()
                    .allSatisfy(kpi -> assertThat(again.value(kpi)).isNotNull());
        }
        assertThat(again.kpis())
                .allSatisfy(kpi -> assertThat(again.expected(kpi)).isEmpty());
    }

    private static void assertKpisFollow(Recomputation again, AccountContent content) {
        assertThat(again.kpis()).hasSameSizeAs(content.kpis()).isNotEmpty();
        for (int at = 0; at < content.kpis().size(); at++) {
            AccountContent.KpiResult kpi = content.kpis().get(at);
            JsonNode row = again.kpis().get(at);
            Measure measure = kpi.reported().kpi().measure();
            String code = kpi.reported().kpi().code();
            same(code, kpi.reported().value(), again.value(row));
            if (kpi.reported().value() != null
                    && measure != Measure.SATISFACTION
                    && measure != Measure.TECHNICAL_PROFILE) {
                same(code + " at most", kpi.reported().most(), again.most(row));
            }
            same(code + " the year before", kpi.before(), again.before(row));
            Figure figure = kpi.reported().figure();
            same(code + " on this day", figure == null ? null : figure.earlierOrNull(measure), again.earlier(row));
            AccountContent.Range expected = kpi.expected();
            List<Double> recomputed = again.expected(row);
            assertThat(recomputed.isEmpty()).as(code + " expected").isEqualTo(expected == null);
            if (expected != null) {
                same(code + " expected at least", expected.low(), recomputed.get(0));
                same(code + " expected", expected.expected(), recomputed.get(1));
                same(code + " expected at most", expected.high(), recomputed.get(2));
            }
        }
    }

    private static void same(String what, @Nullable Double shown, @Nullable Double recomputed) {
        if (shown == null || recomputed == null) {
            assertThat(recomputed).as(what).isEqualTo(shown);
        } else {
            assertThat(recomputed).as(what).isCloseTo(shown, within(1e-9));
        }
    }

    private static Map<String, List<Long>> sums(List<AccountTexts.GivenSum> sums) {
        return sums.stream()
                .collect(Collectors.toMap(
                        AccountTexts.GivenSum::name,
                        sum -> List.of(
                                sum.declared().cents(),
                                sum.delivered().cents(),
                                sum.open().cents())));
    }

    private void assertMoneyAtRiskFollows(Recomputation again, AccountContent.Spending money) {
        assertThat(again.inKind())
                .containsExactly(
                        money.inKindPromised().cents(), money.inKindDelivered().cents());
        Map<Long, String> names =
                budget.sources().stream().collect(Collectors.toMap(FundingSource::id, FundingSource::name));
        assertThat(again.risks())
                .containsExactlyElementsOf(money.risks().stream()
                        .map(risk -> String.join(
                                " ",
                                names.get(risk.sourceId()),
                                risk.why().name(),
                                String.valueOf(risk.planned().cents()),
                                String.valueOf(risk.limit().cents()),
                                String.valueOf(risk.amount().cents())))
                        .toList());
        assertThat(money.risks()).extracting(Risk::why).contains(Risk.Why.values());
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
        assertThat(reasons(annual.adopt(id, today, 7, board.actor()))).containsExactly("form.outdated");
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
                .containsExactly("annual.problem.adopted");
        assertThat(reasons(annual.remove(id, board.actor()))).containsExactly("annual.problem.adopted");
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
                .doesNotContain("€\u00a05.000");
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
    void whatIsPutRightOnTheDayItWasPublishedStaysToo() {
        long fund = source(FundingSource.Terms.NONE);
        long first = done(annual.begin(year, fund, manager.actor()));
        done(annual.save(first, draft("Eerste " + unique), 0, manager.actor()));
        settled();
        done(annual.adopt(first, today, 1, board.actor()));
        long second = annual.correct(annual.version(first).accountId(), manager.actor());
        done(annual.save(
                second,
                new Draft(Map.of(Section.FOREWORD, "Tweede " + unique), List.of(), "Een fout"),
                0,
                manager.actor()));
        settled();
        done(annual.adopt(second, today, 1, board.actor()));
        String open = "/jaarverantwoording/" + year + "-" + fund;
        assertThat(people.visitor().get(open).body()).contains("Tweede " + unique, "?versie=1");
        assertThat(people.visitor().get(open + "?versie=1").body()).contains("Eerste " + unique, "een nieuwere versie");
        TestBrowser reader = people.signedIn(Role.MUNICIPALITY).browser();
        assertThat(reader.get("/verantwoording/jaar/" + first).body())
                .contains("een nieuwere versie")
                .doesNotContain("Ze is openbaar vanaf");
        assertThat(reader.get("/verantwoording/jaar").body()).doesNotContain("jullie schrijven de tekst erbij");
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
        Recomputation again = new Recomputation(
                json.readTree(manager.browser().download("/verantwoording/jaar/" + id + "/cijfers.json")));
        assertThat(again.money("begroting", true)).isEqualTo(costs(content.spending(), false));
        assertThat(again.money("begroting", false)).isEqualTo(cover(content.spending(), false));
        assertThat(again.inKind())
                .containsExactly(0L, content.spending().inKindDelivered().cents());
        assertThat(again.risks()).containsExactly("Fonds " + unique + " SHARE 77700 40000 37700");
        assertThat(again.tables()).containsExactlyInAnyOrderElementsOf(annual.tables(version));
        TestBrowser browser = manager.browser();
        String page = browser.get("/verantwoording/jaar/" + id + "/voorbeeld").body();
        assertThat(page)
                .contains("alleen voor vervoer", "hoogstens 40%", "€\u00a0777")
                .doesNotContain(other, "€\u00a0888", "€\u00a0999.999");
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

    /** A version adopted before the names of tables were stored. */
    @Test
    void anOldVersionLinksToItsOwnTables() {
        long fund = source(FundingSource.Terms.NONE);
        long adopted = done(annual.begin(year, fund, manager.actor()));
        settled();
        done(annual.adopt(adopted, today, 0, board.actor()));
        long earlier = source(FundingSource.Terms.NONE, "Eerder " + unique);
        long id = done(annual.begin(year, earlier, manager.actor()));
        jdbc.sql("""
                update annual_account_version v
                   set adopted_at = a.adopted_at, adopted_by = a.adopted_by, publish_on = a.publish_on, content = a.content,
                       data = a.data, pdf = a.pdf
                  from annual_account_version a where v.id = ? and a.id = ?
                """).params(id, adopted).update();
        assertThat(people.visitor()
                        .get("/jaarverantwoording/" + year + "-" + fund)
                        .body())
                .contains("boekingen.csv", "natura.csv", "risicos.csv");
        assertThat(people.visitor()
                        .get("/jaarverantwoording/" + year + "-" + earlier)
                        .body())
                .contains("boekingen.csv")
                .doesNotContain("natura.csv", "risicos.csv", "geldbronnen.csv");
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
        TestSql.update(jdbc, "update annual_account_version set quotes = '[\"Leuk!\"]' where id = ?", idOf(here));
        assertThat(maker.post(here, "wijzigingen", "0", "citaat", "Not one of them")
                        .body())
                .as("what is wrong is tied to its group, where the link at the top leads")
                .contains(
                        "href=\"#citaat\"",
                        "id=\"citaat\" tabindex=\"-1\" aria-describedby=\"citaat-error\"",
                        "id=\"citaat-error\"");
        assertThat(maker.post(here, "wijzigingen", "0", "FOREWORD", "Dag " + unique)
                        .statusCode())
                .isEqualTo(303);
        String[] adopts = {"wijzigingen", "1", "FOREWORD", "Dag " + unique, "dan", "vaststellen", "dag", "gisteren"};
        assertThat(maker.post(here, adopts).statusCode()).isEqualTo(403);
        TestBrowser reader = people.signedIn(Role.MUNICIPALITY).browser();
        assertThat(reader.get(here + "/voorbeeld").body()).contains("Dag " + unique);
        assertThat(reader.post(here, "wijzigingen", "1", "FOREWORD", "x").statusCode())
                .isEqualTo(403);
        settled();
        adopts[3] = "Typed by the board " + unique;
        assertThat(board.browser().post(here, adopts)).satisfies(answer -> {
            assertThat(answer.statusCode()).isEqualTo(422);
            assertThat(answer.body()).contains("dag-error", "Typed by the board " + unique);
        });
        assertThat(annual.version(idOf(here)).edits()).as("nothing stored").isEqualTo(1);
        adopts[7] = today.toString();
        assertThat(board.browser().post(here, adopts).statusCode()).isEqualTo(303);
        assertThat(board.browser().post(here, adopts).statusCode())
                .as("adopted already")
                .isEqualTo(303);
        assertThat(people.visitor()
                        .get("/jaarverantwoording/" + year + "-" + fund)
                        .body())
                .contains("Typed by the board " + unique);
        String next = TestBrowser.location(maker.post(here + "/verbeteren"));
        assertThat(maker.get(next).body()).contains("Wat is er verbeterd?", "Typed by the board " + unique);
        assertThat(maker.get(next).body())
                .as("asked once")
                .containsPattern("(?s)<details[^>]*>(?:(?!</details>).)*Ja, gooi dit concept weg");
        assertThat(TestBrowser.location(maker.post(next + "/weg"))).isEqualTo("/verantwoording/jaar");
        assertThat(maker.get(next).statusCode()).isEqualTo(404);
    }

    @Test
    void whoIsOvertakenKeepsWhatWasTyped_andSeesWhatIsStored() {
        long fund = source(FundingSource.Terms.NONE);
        long id = done(annual.begin(year, fund, manager.actor()));
        String here = "/verantwoording/jaar/" + id;
        done(annual.save(id, draft("Van de maker " + unique), 0, manager.actor()));
        String own = "Van het bestuur " + unique;
        TestBrowser browser = board.browser();
        assertThat(browser.post(here, "wijzigingen", "0", "FOREWORD", own)).satisfies(answer -> {
            assertThat(answer.statusCode()).isEqualTo(422);
            assertThat(answer.body())
                    .contains("intussen veranderd", own, "Van de maker " + unique, "intussen bewaard")
                    .contains("name=\"wijzigingen\" value=\"1\"");
        });
        assertThat(browser.post(here, "wijzigingen", "1", "FOREWORD", own).statusCode())
                .isEqualTo(303);
        assertThat(annual.version(id).text(Section.FOREWORD)).isEqualTo(own);
        settled();
        done(annual.adopt(id, today, 2, board.actor()));
        for (String button : List.of("", "vaststellen")) {
            String late = "Te laat " + unique;
            assertThat(browser.post(here, "wijzigingen", "2", "FOREWORD", late, "dan", button, "dag", today.toString()))
                    .satisfies(answer -> {
                        assertThat(answer.statusCode()).isEqualTo(422);
                        assertThat(answer.body())
                                .contains("intussen vastgesteld", late, own, "Naar de vastgestelde versie")
                                .doesNotContain("Ja, stel deze versie vast");
                    });
        }
    }

    @Test
    void whatIsTypedInADraftThatAColleagueDeletedStaysOnThePage() {
        long id = done(annual.begin(year, source(FundingSource.Terms.NONE), manager.actor()));
        done(annual.remove(id, board.actor()));
        for (String button : List.of("", "vaststellen")) {
            String typed = "Lang aan gewerkt " + unique;
            assertThat(board.browser()
                            .post(
                                    "/verantwoording/jaar/" + id,
                                    "wijzigingen",
                                    "0",
                                    "FOREWORD",
                                    typed,
                                    "dan",
                                    button,
                                    "dag",
                                    today.toString()))
                    .satisfies(answer -> {
                        assertThat(answer.statusCode()).isEqualTo(422);
                        assertThat(answer.body()).contains("weggegooid", typed, "href=\"/verantwoording/jaar\"");
                    });
        }
        assertThat(manager.browser().get("/verantwoording/jaar/" + id).statusCode())
                .isEqualTo(404);
    }

    @Test
    void theDocumentIsChecked_andSaysWhatItIs() throws Exception {
        long fund = source(FundingSource.Terms.NONE);
        long id = done(annual.begin(year, fund, manager.actor()));
        settled();
        done(annual.adopt(id, today, 0, board.actor()));
        assertThat(people.visitor()
                        .get("/jaarverantwoording/" + year + "-" + fund)
                        .body())
                .contains("href=\"/controleer\"");
        byte[] pdf = annual.pdf(annual.version(id));
        assertThat(new PDFTextStripper().getText(Loader.loadPDF(pdf))).contains("/controleer");
        assertThat(check.file(pdf))
                .isInstanceOfSatisfying(
                        DocumentCheck.Result.OursOther.class,
                        ours -> assertThat(ours.what()).contains(String.valueOf(year), "versie 1"));
    }

    private static Draft draft(String foreword) {
        return new Draft(Map.of(Section.FOREWORD, foreword), List.of(), "");
    }

    private static long idOf(String address) {
        return Long.parseLong(address.substring(address.lastIndexOf('/') + 1));
    }
}
