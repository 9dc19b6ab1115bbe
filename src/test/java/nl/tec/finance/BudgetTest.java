package nl.tec.finance;

import static nl.tec.Outcomes.done;
import static nl.tec.Outcomes.reasons;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import nl.tec.AccountsFixture;
import nl.tec.AccountsFixture.SignedIn;
import nl.tec.TecTest;
import nl.tec.TestBrowser;
import nl.tec.TestSql;
import nl.tec.accounts.Actor;
import nl.tec.accounts.Role;
import nl.tec.finance.BudgetScenario.Factor;
import nl.tec.finance.FundingSource.Terms;
import nl.tec.shared.Money;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Rules 7: the plan, its copies, contributions in kind; to the cent in every view and file. */
@TecTest
class BudgetTest {

    private static final AtomicLong COUNT = new AtomicLong(System.nanoTime());

    @Autowired
    Budget budget;

    @Autowired
    AccountsFixture accounts;

    @Autowired
    JdbcClient jdbc;

    private SignedIn maker;
    private Actor by;

    @BeforeEach
    void signIn() {
        maker = accounts.signedIn(Role.PROGRAMME_MANAGER);
        by = maker.actor();
    }

    private static String unique(String name) {
        return name + " " + COUNT.incrementAndGet();
    }

    private long source(Terms terms) {
        return done(budget.save(new FundingSource(0, unique("Bron"), SourceKind.GRANT, "", "", terms, 0), by));
    }

    private long line(long scenario, int year, @Nullable CostCategory category, @Nullable Long source, long cents) {
        return done(budget.save(
                new BudgetLine(
                        0,
                        scenario,
                        year,
                        source == null ? LineKind.COST : LineKind.COVER,
                        category,
                        source,
                        "Regel",
                        new Money(cents),
                        Money.ZERO,
                        1000,
                        Certainty.EXPECTED,
                        null,
                        0),
                by));
    }

    /** Makes a scenario for this test; the plan is shared. */
    private long scenario() {
        long id = done(budget.copy(budget.plan().scenario().id(), unique("Scenario"), "", by));
        jdbc.sql("delete from budget_line where scenario_id = ?").param(id).update();
        return id;
    }

    /** Random lines and factors: pages, files and the total are equal to the cent, and the original is unchanged. */
    @Test
    void everyViewAndFileOfAScenarioAddsUpToTheCent() {
        List<Long> sources = List.of(source(Terms.NONE), source(Terms.NONE));
        for (int seed = 0; seed < 8; seed++) {
            Random random = new Random(seed);
            long original = scenario();
            for (int i = 0; i < 40; i++) {
                boolean cost = random.nextBoolean();
                line(
                        original,
                        2024 + random.nextInt(4),
                        cost ? CostCategory.values()[random.nextInt(6)] : null,
                        cost ? null : sources.get(random.nextInt(2)),
                        1 + random.nextInt(1_000_000));
            }
            BudgetOverview before = budget.overview(original);
            long copy = done(budget.copy(original, unique("Kopie"), "", by));
            assertThat(total(budget.overview(copy))).isEqualTo(total(before));
            List<Factor> factors = new ArrayList<>();
            Arrays.stream(CostCategory.values())
                    .forEach(category -> factors.add(new Factor(category, null, random.nextInt(2000))));
            sources.forEach(source -> factors.add(new Factor(null, source, random.nextInt(2000))));
            done(budget.save(
                    new BudgetScenario(
                            copy,
                            unique("Kopie"),
                            "",
                            false,
                            factors,
                            budget.scenario(copy).version()),
                    by));

            BudgetOverview after = budget.overview(copy);
            assertThat(after.lines())
                    .allSatisfy(line -> assertThat(line.amount().cents())
                            .isEqualTo(BigDecimal.valueOf(line.written().cents())
                                    .multiply(BigDecimal.valueOf(line.permille()))
                                    .divide(BigDecimal.valueOf(1000), 0, RoundingMode.HALF_UP)
                                    .longValueExact()));
            long byCategory = 0;
            long bySource = 0;
            long byYear = 0;
            long byCertainty = 0;
            for (int year : after.years()) {
                for (CostCategory category : CostCategory.values()) {
                    byCategory += after.planned(category, year).cents();
                }
                for (FundingSource source : after.sources()) {
                    bySource += after.planned(source, year).cents();
                }
                for (Certainty certainty : Certainty.values()) {
                    byCertainty += after.planned(certainty, year).cents();
                }
                byYear += after.left(year).cents();
            }
            assertThat(byCategory + bySource).isEqualTo(total(after));
            assertThat(byCertainty).isEqualTo(bySource);
            assertThat(byYear).isEqualTo(bySource - byCategory);
            assertThat(fileTotal(maker.browser(), "/geld/begroting.csv?scenario=" + copy))
                    .isEqualTo(total(after));
            assertThat(budget.overview(original).lines()).isEqualTo(before.lines());
        }
    }

    private static long total(BudgetOverview overview) {
        return overview.lines().stream()
                .mapToLong(line -> line.amount().cents())
                .sum();
    }

    private static long fileTotal(TestBrowser browser, String path) {
        return new String(browser.download(path), StandardCharsets.UTF_8)
                .lines()
                .skip(1)
                .map(line -> line.split(";")[5])
                .map(amount -> new BigDecimal(amount.replace(',', '.')))
                .map(amount -> amount.movePointRight(2).longValueExact())
                .mapToLong(Long::longValue)
                .sum();
    }

    @Test
    void ofTwoConcurrentChangesTheSecondIsRefused() {
        long id = line(scenario(), 2025, CostCategory.STAFF, null, 100);
        BudgetLine seen = budget.findLine(id).orElseThrow();
        BudgetLine changed = new BudgetLine(
                id,
                seen.scenarioId(),
                2026,
                seen.kind(),
                CostCategory.VENUE,
                null,
                "Huur",
                new Money(5),
                Money.ZERO,
                1000,
                Certainty.HOPED,
                LocalDate.of(2026, 5, 5),
                seen.version());
        done(budget.save(changed, by));
        assertThat(reasons(budget.save(changed, by))).containsExactly(Budget.OUTDATED);
        assertThat(budget.findLine(id).orElseThrow().written()).isEqualTo(new Money(5));
    }

    @Test
    void problemsOfALineAreAtTheirField() {
        long scenario = scenario();
        BudgetLine wrong = new BudgetLine(
                0,
                scenario,
                1999,
                LineKind.COVER,
                null,
                null,
                " ",
                Money.ZERO,
                Money.ZERO,
                1000,
                Certainty.HOPED,
                LocalDate.of(2026, 5, 5),
                0);
        assertThat(reasons(budget.save(wrong, by)))
                .containsExactlyInAnyOrder(
                        "finance.problem.year",
                        "finance.problem.what",
                        "finance.problem.amount",
                        "finance.problem.source",
                        "finance.problem.spentBy");
    }

    @Test
    void theDatabaseKeepsAmountsWholeAndOneOwnerForEachProgramme() {
        long scenario = scenario();
        assertThatThrownBy(() -> jdbc.sql("""
                insert into budget_line (scenario_id, year, kind, category, what, cents, certainty)
                values (?, 2025, 'COST', 'STAFF', 'x', 0, 'HOPED')
                """).param(scenario).update()).isInstanceOf(DataAccessException.class);
        assertThatThrownBy(
                        () -> jdbc.sql("""
                insert into budget_line (scenario_id, year, kind, category, source_id, what, cents, certainty)
                values (?, 2025, 'COST', 'STAFF', ?, 'x', 5, 'HOPED')
                """).params(scenario, source(Terms.NONE)).update())
                .hasMessageContaining("cost_or_cover");
        assertThatThrownBy(() -> jdbc.sql(
                                "insert into budget_factor (scenario_id, category, permille) values (?, 'STAFF', 900)")
                        .param(budget.plan().scenario().id())
                        .update())
                .hasMessageContaining("plan has no factors");
        assertThatThrownBy(() -> TestSql.update(
                        jdbc,
                        "insert into budget_scenario (name, plan, made_at) values (?, true, now())",
                        unique("Tweede")))
                .hasMessageContaining("budget_scenario_plan");
        long programme = programme();
        source(new Terms(Set.of(), null, null, null, false, programme));
        assertThat(reasons(budget.save(
                        new FundingSource(
                                0,
                                unique("Bron"),
                                SourceKind.GRANT,
                                "",
                                "",
                                new Terms(Set.of(), null, null, null, false, programme),
                                0),
                        by)))
                .containsExactly("finance.problem.programmeTaken");
    }

    private long programme() {
        return TestSql.bigint(jdbc, "insert into funding_programme (name) values (?) returning id", unique("Regeling"));
    }

    @Test
    void aSourceWithLinesStaysAndAScenarioGoesWithItsLines() {
        long scenario = scenario();
        long used = source(Terms.NONE);
        line(scenario, 2025, null, used, 100);
        assertThat(reasons(budget.removeSource(used, by))).containsExactly("finance.problem.sourceUsed");
        budget.removeScenario(scenario, by);
        long rule =
                jdbc.sql("""
                insert into price_rule (name, source_id, percent, from_day) values (?, ?, 50, date '2026-01-01') returning id
                """).params(unique("Fonds"), used).query(Long.class).single();
        assertThat(reasons(budget.removeSource(used, by))).containsExactly("finance.problem.sourceUsed");
        jdbc.sql("delete from price_rule where id = ?").param(rule).update();
        done(budget.removeSource(used, by));
        long plan = budget.plan().scenario().id();
        budget.removeScenario(plan, by);
        assertThat(budget.plan().scenario().id()).isEqualTo(plan);
    }

    /** Deliveries of a third of an hour, with fractions of cents: together they have the value of the promise. */
    @Test
    void contributionsInKindCountOnceAndForOneProgramme() {
        int year = 2031;
        long programme = programme();
        long matched = source(new Terms(Set.of(), null, null, 100, true, programme));
        long company = TestSql.bigint(
                jdbc,
                "insert into organisation (kind, name, invented) values ('COMPANY', ?, true) returning id",
                unique("Natura BV"));
        TestSql.update(jdbc, "insert into partner (organisation_id) values (?)", company);
        long hours = contribution(company, year, "STAFF", "HOUR", 1000, 5555);
        long money = contribution(company, year, "MONEY", "EURO", 100_000, 100);
        deliver(hours, year, 33, programme);
        deliver(hours, year, 33, null);
        deliver(hours, year, 33, programme());
        deliver(money, year, 100_000, programme);

        BudgetOverview plan = budget.plan();
        FundingSource source = plan.findSource(matched).orElseThrow();
        long worth = (99 * 5555 + 50) / 100;
        assertThat(plan.inKindDelivered(year)).as("money is not in kind").isEqualTo(new Money(worth));
        assertThat(plan.inKindPromised(year)).isEqualTo(new Money((1000 * 5555 + 50) / 100));
        assertThat(plan.inKind(source, year).cents()).isBetween(33L * 5555 / 100, 33L * 5555 / 100 + 1);
        long parts = TestSql.bigint(
                jdbc, "select sum(cents) from partners_in_kind_delivered_v where contribution_id = ?", hours);
        assertThat(parts).isEqualTo(worth);
    }

    private long contribution(long company, int year, String kind, String unit, long amount, long unitCents) {
        return jdbc.sql("""
                insert into contribution (organisation_id, year, kind, unit, what, amount, unit_cents, due_on, state, declared_at)
                values (?, ?, ?, ?, 'Iets', ?, ?, make_date(?, 12, 1), 'ACCEPTED', now()) returning id
                """)
                .params(company, year, kind, unit, amount, unitCents, year)
                .query(Long.class)
                .single();
    }

    private void deliver(long contribution, int year, long amount, @Nullable Long programme) {
        jdbc.sql("""
                insert into contribution_delivery (contribution_id, day, amount, evidence, source, state, funding_programme_id, recorded_at)
                values (:contribution, make_date(:year, 3, 1), :amount, 'Foto', 'HUB', 'ACCEPTED', :programme, now())
                """)
                .param("contribution", contribution)
                .param("year", year)
                .param("amount", amount)
                .param("programme", programme)
                .update();
    }
}
