package nl.tec.finance.web;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import nl.tec.finance.BudgetLine;
import nl.tec.finance.BudgetOverview;
import nl.tec.finance.Certainty;
import nl.tec.finance.CostCategory;
import nl.tec.finance.FundingSource;
import nl.tec.finance.Ledger;
import nl.tec.finance.LedgerEntry;
import nl.tec.finance.LedgerFilter;
import nl.tec.finance.LineKind;
import nl.tec.hub.TableExport;
import nl.tec.shared.Money;
import org.jspecify.annotations.Nullable;

/** The budget and the bookings as a file, with all lines that the page has. */
final class MoneyFiles {

    private MoneyFiles() {}

    static TableExport lines(BudgetOverview overview) {
        Map<Long, String> names = names(overview.sources());
        return new TableExport(
                "begroting",
                List.of(
                        "jaar",
                        "soort",
                        "rubriek",
                        "bron",
                        "omschrijving",
                        "bedrag",
                        "zekerheid",
                        "uiterlijk uitgegeven"),
                overview.lines().stream().map(line -> row(line, names)).toList());
    }

    private static List<@Nullable Object> row(BudgetLine line, Map<Long, String> names) {
        return Arrays.asList(
                line.year(),
                kind(line.kind()),
                category(line.category()),
                name(line.sourceId(), names),
                line.what(),
                decimal(line.amount()),
                certainty(line.certainty()),
                line.spentBy());
    }

    static TableExport bookings(Ledger ledger, LedgerFilter filter, List<FundingSource> sources) {
        Map<Long, String> names = names(sources);
        return new TableExport(
                "boekingen",
                List.of(
                        "datum",
                        "soort",
                        "rubriek",
                        "bron",
                        "omschrijving",
                        "bedrag",
                        "grootboekrekening",
                        "boekstuk",
                        "bestand"),
                TableExport.<Ledger.Key>inBatches(after -> {
                    Ledger.Page page = ledger.page(filter, after, TableExport.BATCH_SIZE);
                    return TableExport.Batch.of(page.rows(), entry -> row(entry, names), page.next());
                }));
    }

    private static List<@Nullable Object> row(LedgerEntry entry, Map<Long, String> names) {
        return Arrays.asList(
                entry.day(),
                kind(entry.kind()),
                category(entry.category()),
                name(entry.sourceId(), names),
                entry.what(),
                decimal(entry.amount()),
                entry.account(),
                entry.reference(),
                entry.file());
    }

    private static Map<Long, String> names(List<FundingSource> sources) {
        return sources.stream().collect(Collectors.toMap(FundingSource::id, FundingSource::name));
    }

    private static @Nullable String name(@Nullable Long sourceId, Map<Long, String> names) {
        return sourceId == null ? null : names.get(sourceId);
    }

    static BigDecimal decimal(Money money) {
        return BigDecimal.valueOf(money.cents(), 2);
    }

    static String kind(LineKind kind) {
        return kind == LineKind.COST ? "kosten" : "dekking";
    }

    static @Nullable String category(@Nullable CostCategory category) {
        if (category == null) {
            return null;
        }
        return switch (category) {
            case STAFF -> "personeel";
            case MATERIAL -> "materiaal";
            case VENUE -> "ruimte";
            case TRANSPORT -> "vervoer";
            case EQUIPMENT -> "inrichting";
            case ORGANISATION -> "organisatie";
        };
    }

    private static String certainty(Certainty certainty) {
        return switch (certainty) {
            case COMMITTED -> "toegezegd";
            case EXPECTED -> "verwacht";
            case HOPED -> "gehoopt";
        };
    }
}
