package nl.tec.accountability.internal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import nl.tec.accountability.AccountContent;
import nl.tec.accountability.AccountContent.ConditionResult;
import nl.tec.accountability.AccountContent.Costs;
import nl.tec.accountability.AccountContent.Cover;
import nl.tec.accountability.AccountContent.Funder;
import nl.tec.accountability.AccountContent.Given;
import nl.tec.accountability.AccountContent.KpiResult;
import nl.tec.accountability.AccountContent.PhaseResult;
import nl.tec.accountability.AccountContent.Schools;
import nl.tec.accountability.AccountContent.Spending;
import nl.tec.accountability.OpenData;
import nl.tec.accountability.OpenData.Table;
import nl.tec.finance.Budget;
import nl.tec.finance.BudgetLine;
import nl.tec.finance.BudgetOverview;
import nl.tec.finance.CostCategory;
import nl.tec.finance.CostPerPupil;
import nl.tec.finance.FundingSource;
import nl.tec.finance.LineKind;
import nl.tec.finance.Risk;
import nl.tec.hub.Texts;
import nl.tec.partners.ContributionOverview;
import nl.tec.reach.Band;
import nl.tec.reach.Coverage;
import nl.tec.reach.Period;
import nl.tec.reach.Reach;
import nl.tec.reach.SchoolGroup;
import nl.tec.results.Figures;
import nl.tec.results.Figures.Line;
import nl.tec.shared.Money;
import nl.tec.shared.SchoolYear;
import nl.tec.shared.Sector;
import nl.tec.steering.BoardJudgement;
import nl.tec.steering.Condition;
import nl.tec.steering.Conditions;
import nl.tec.steering.Overview;
import nl.tec.steering.Timeline;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Composes an annual account from the current data of the modules. */
@Component
public class Composer {

    /** An account with the tables from which its figures can be recomputed. */
    public record Composed(AccountContent content, OpenData data) {}

    private static final Band PRIMARY = new Band(Sector.PO, 1, 8);

    /** The tables that only the general account has. */
    private static final Set<String> GENERAL_ONLY = Set.of("bijdragen", "bezoekers", "fasen", "voorwaarden");

    /** The tables that the first accounts did not have. */
    private static final Set<String> LATER = Set.of("natura", "geldbronnen", "risicos");

    /** The services that provide the figures. */
    @Component
    record Sources(
            Figures figures,
            KpiData kpis,
            Reach reach,
            Coverage coverage,
            Budget budget,
            CostPerPupil perPupil,
            ContributionOverview contributions,
            Timeline timeline,
            Conditions conditions) {}

    private final Sources from;
    private final Texts texts;

    Composer(Sources from, Texts texts) {
        this.from = from;
        this.texts = texts;
    }

    /** Returns the names of the tables, in order. @param whole whether it is the general account */
    public static List<String> tables(boolean whole) {
        return Stream.of(
                        "definities",
                        "kpis",
                        "scholen",
                        "sessies",
                        "netwerk",
                        "cijfers",
                        "examens",
                        "basisscholen",
                        "bijdragen",
                        "begroting",
                        "boekingen",
                        "natura",
                        "geldbronnen",
                        "risicos",
                        "bezoekers",
                        "fasen",
                        "voorwaarden")
                .filter(name -> whole || !GENERAL_ONLY.contains(name))
                .toList();
    }

    /** Returns the tables of a version adopted before table names were stored. @param whole whether it is the general account */
    public static List<String> tablesBeforeNamesWereStored(boolean whole) {
        return tables(whole).stream().filter(name -> !LATER.contains(name)).toList();
    }

    /** @param source null for the general account */
    public Composed compose(int year, @Nullable FundingSource source, List<String> quotes) {
        Map<Integer, List<Line>> all = from.figures().all();
        List<Line> lines = all.getOrDefault(year, List.of());
        Map<String, Line> before = new LinkedHashMap<>();
        all.getOrDefault(year - 1, List.of())
                .forEach(line -> before.put(line.kpi().code(), line));
        List<KpiResult> kpis = lines.stream()
                .map(line -> KpiData.result(line, before.get(line.kpi().code())))
                .toList();
        List<SchoolGroup> groups = from.reach().schoolGroups(PRIMARY, Period.schoolYear(new SchoolYear(year)));
        BudgetOverview plan = from.budget().plan();
        List<SchoolGroup> came = source == null ? from.perPupil().pupils(year) : List.of();
        AccountContent content = new AccountContent(
                year,
                source == null ? null : new Funder(source.id(), source.name(), source.terms()),
                kpis,
                new Schools(from.coverage().areas(groups)),
                source == null ? given(year) : List.of(),
                spending(plan, year, source, came),
                source == null ? phases() : List.of(),
                source == null ? conditions(year) : List.of(),
                quotes);
        List<Table> tables = new ArrayList<>();
        tables.add(Definitions.table(texts));
        tables.addAll(from.kpis().tables(lines, kpis, before));
        tables.add(new Table(
                "basisscholen",
                List.of("brin6", "school", "plaats", "postcode4", "groep", "leerlingen", "bereikt"),
                SmallGroups.join(groups).stream().map(SmallGroups::columns).toList()));
        if (source == null) {
            tables.add(new Table(
                    "bijdragen",
                    List.of("soort", "kant", "toegezegd_cent", "gekomen_cent", "extra_cent", "nog_open_cent", "aantal"),
                    content.given().stream().map(this::given).toList()));
        }
        tables.add(new Table(
                "begroting",
                List.of("soort", "rubriek", "bron", "zekerheid", "uiterlijk", "cent"),
                planned(plan, year, source)));
        tables.add(new Table(
                "boekingen", List.of("soort", "rubriek", "bron", "cent", "op_tijd_cent"), booked(plan, year, source)));
        tables.addAll(risks(plan, content, source));
        if (source == null) {
            tables.add(new Table(
                    "bezoekers",
                    List.of("brin6", "school", "sector", "groep", "bereikt"),
                    SmallGroups.join(came).stream()
                            .map(group -> Arrays.<@Nullable Object>asList(
                                    group.brin6(),
                                    group.school(),
                                    group.sector().name(),
                                    SmallGroups.grade(group),
                                    group.reached()))
                            .toList()));
            tables.add(new Table(
                    "fasen",
                    List.of("fase", "van", "tot_en_met", "stappen", "klaar"),
                    content.phases().stream().map(Composer::phase).toList()));
            tables.add(new Table(
                    "voorwaarden",
                    List.of("nummer", "voorwaarde", "oordeel"),
                    content.conditions().stream().map(this::condition).toList()));
        }
        return new Composed(content, new OpenData(List.copyOf(tables)));
    }

    private List<Given> given(int year) {
        return from.contributions().cells().stream()
                .filter(cell -> cell.year() == year)
                .map(cell -> new Given(
                        cell.kind(),
                        cell.side(),
                        cell.sums().declared(),
                        cell.sums().fulfilled(),
                        cell.sums().beyond(),
                        cell.sums().open(),
                        cell.count()))
                .toList();
    }

    private List<@Nullable Object> given(Given given) {
        return Arrays.asList(
                texts.text(Texts.DUTCH, "contributions.kind." + given.kind()),
                texts.text(Texts.DUTCH, "contributions.side." + given.side()),
                given.declared().cents(),
                given.fulfilled().cents(),
                given.beyond().cents(),
                given.open().cents(),
                given.count());
    }

    private static Spending spending(
            BudgetOverview plan, int year, @Nullable FundingSource source, List<SchoolGroup> came) {
        List<Costs> costs = categories(source).stream()
                .map(category -> new Costs(category, plan.planned(category, year), plan.booked(category, year)))
                .filter(one -> !one.planned().isZero() || !one.booked().isZero())
                .toList();
        List<Cover> cover = sources(plan, source).stream()
                .map(one -> new Cover(one.name(), plan.planned(one, year), plan.booked(one, year)))
                .filter(one -> !one.planned().isZero() || !one.booked().isZero())
                .toList();
        return new Spending(
                costs,
                cover,
                source == null ? plan.inKindPromised(year) : Money.ZERO,
                source == null ? plan.inKindDelivered(year) : plan.inKind(source, year),
                came.stream().mapToLong(SchoolGroup::reached).sum(),
                plan.risks().stream()
                        .filter(risk -> risk.year() == year && (source == null || risk.sourceId() == source.id()))
                        .toList());
    }

    private static List<CostCategory> categories(@Nullable FundingSource source) {
        return Arrays.stream(CostCategory.values())
                .filter(category -> source == null || source.terms().pays(category))
                .toList();
    }

    private static List<FundingSource> sources(BudgetOverview plan, @Nullable FundingSource only) {
        return plan.sources().stream()
                .filter(source -> only == null || source.id() == only.id())
                .toList();
    }

    /** Returns a row per line of the plan, without its description, which is internal to the hub. */
    private List<List<@Nullable Object>> planned(BudgetOverview plan, int year, @Nullable FundingSource source) {
        List<List<@Nullable Object>> rows = new ArrayList<>();
        for (BudgetLine line : plan.lines()) {
            CostCategory category = line.category();
            boolean costs =
                    line.cost() && category != null && categories(source).contains(category);
            boolean cover = !line.cost() && (source == null || line.isOf(source));
            if (line.year() == year && (costs || cover)) {
                Long of = line.sourceId();
                rows.add(Arrays.asList(
                        texts.label(Texts.DUTCH, line.kind()),
                        category == null ? null : texts.label(Texts.DUTCH, category),
                        name(plan, of),
                        texts.label(Texts.DUTCH, line.certainty()),
                        KpiData.day(line.lastDay()),
                        line.amount().cents()));
            }
        }
        return rows;
    }

    private List<List<@Nullable Object>> booked(BudgetOverview plan, int year, @Nullable FundingSource source) {
        List<List<@Nullable Object>> rows = new ArrayList<>();
        for (BudgetOverview.Booked one : plan.booked()) {
            CostCategory category = one.category();
            Long of = one.sourceId();
            boolean costs = category != null && categories(source).contains(category);
            boolean cover = of != null && (source == null || of == source.id());
            if (one.year() == year && (costs || cover)) {
                rows.add(Arrays.asList(
                        texts.label(Texts.DUTCH, costs ? LineKind.COST : LineKind.COVER),
                        category == null ? null : texts.label(Texts.DUTCH, category),
                        name(plan, of),
                        one.amount().cents(),
                        costs ? null : one.inTime().cents()));
            }
        }
        return rows;
    }

    /** Returns the tables of contributions in kind, money at risk, and the conditions behind that risk; others are not public. */
    private List<Table> risks(BudgetOverview plan, AccountContent content, @Nullable FundingSource only) {
        List<Risk> risks = content.spending().risks();
        Set<Long> asked = risks.stream().map(Risk::sourceId).collect(Collectors.toSet());
        return List.of(
                new Table(
                        "natura",
                        List.of("bron", "toegezegd_cent", "gekomen_cent"),
                        plan.inKind().stream()
                                .filter(one -> one.year() == content.year()
                                        && (only == null || Objects.equals(one.sourceId(), only.id())))
                                .map(one -> Arrays.<@Nullable Object>asList(
                                        name(plan, one.sourceId()),
                                        one.promised().cents(),
                                        one.delivered().cents()))
                                .toList()),
                new Table(
                        "geldbronnen",
                        List.of(
                                "bron",
                                "alleen_voor",
                                "tot_en_met",
                                "hoogstens_procent",
                                "tegenover_honderd",
                                "natura_telt"),
                        sources(plan, only).stream()
                                .filter(source -> only != null || asked.contains(source.id()))
                                .map(this::terms)
                                .toList()),
                new Table(
                        "risicos",
                        List.of("bron", "waarom", "voor", "begroot_cent", "toegestaan_cent", "cent"),
                        risks.stream()
                                .map(risk -> Arrays.<@Nullable Object>asList(
                                        name(plan, risk.sourceId()),
                                        risk.why().name(),
                                        KpiData.day(risk.day()),
                                        risk.planned().cents(),
                                        risk.limit().cents(),
                                        risk.amount().cents()))
                                .toList()));
    }

    private List<@Nullable Object> terms(FundingSource source) {
        FundingSource.Terms terms = source.terms();
        return Arrays.asList(
                source.name(),
                terms.onlyFor().isEmpty()
                        ? null
                        : terms.onlyFor().stream()
                                .sorted()
                                .map(category -> texts.label(Texts.DUTCH, category))
                                .collect(Collectors.joining(", ")),
                KpiData.day(terms.until()),
                terms.mostPercent(),
                terms.matchPercent(),
                terms.inKindMatches() ? "ja" : "nee");
    }

    private static @Nullable String name(BudgetOverview plan, @Nullable Long sourceId) {
        return sourceId == null
                ? null
                : plan.findSource(sourceId).map(FundingSource::name).orElse(null);
    }

    private List<PhaseResult> phases() {
        Overview open = from.timeline().open();
        return open.phases().stream()
                .map(line -> new PhaseResult(
                        line.phase().name(),
                        line.phase().from(),
                        line.phase().until(),
                        line.state(open.today()),
                        line.done(),
                        line.total()))
                .toList();
    }

    private static List<@Nullable Object> phase(PhaseResult phase) {
        return Arrays.asList(
                phase.name().dutch(),
                KpiData.day(phase.from()),
                KpiData.day(phase.until()),
                phase.total(),
                phase.done());
    }

    private List<ConditionResult> conditions(int year) {
        Map<Condition, Map<Integer, BoardJudgement>> judgements =
                from.conditions().judgements();
        return Arrays.stream(Condition.values())
                .map(condition -> {
                    BoardJudgement judgement =
                            judgements.getOrDefault(condition, Map.of()).get(year);
                    return judgement == null
                            ? new ConditionResult(condition, null, "")
                            : new ConditionResult(condition, judgement.verdict(), judgement.reasons());
                })
                .toList();
    }

    private List<@Nullable Object> condition(ConditionResult result) {
        return Arrays.asList(
                result.condition().number(),
                texts.text(Texts.DUTCH, "steering.condition." + result.condition()),
                result.verdict() == null ? null : texts.label(Texts.DUTCH, result.verdict()));
    }
}
