package nl.tec.finance.web;

import java.util.List;
import java.util.TreeSet;
import nl.tec.finance.BudgetOverview;
import nl.tec.finance.CostCategory;
import nl.tec.finance.LedgerFilter;
import nl.tec.finance.LineKind;
import nl.tec.shared.FormData;
import org.jspecify.annotations.Nullable;

/** Reading of the addresses and forms of the pages about money. */
public final class MoneyForms {

    private MoneyForms() {}

    /** The years to choose from: all with something in them, and this one. */
    static List<Integer> years(BudgetOverview plan) {
        TreeSet<Integer> years = new TreeSet<>(plan.years());
        years.add(plan.today().getYear());
        return List.copyOf(years);
    }

    /** Returns the requested year if it is one of {@link #years}; otherwise the current one. */
    static int year(FormData query, BudgetOverview plan) {
        Integer asked = number(query, "jaar");
        return asked != null && years(plan).contains(asked)
                ? asked
                : plan.today().getYear();
    }

    static LedgerFilter filter(FormData query) {
        return new LedgerFilter(
                number(query, "jaar"),
                query.constant("soort", LineKind.class).orElse(null),
                query.constant("rubriek", CostCategory.class).orElse(null),
                query.id("bron"));
    }

    static @Nullable Integer number(FormData query, String field) {
        return query.line(field).matches("[1-9][0-9]{3}") ? Integer.valueOf(query.line(field)) : null;
    }

    /** Returns the address of the lines or bookings behind a figure. @param path of the page */
    public static String address(String path, LedgerFilter filter) {
        StringBuilder address = new StringBuilder(path);
        char next = '?';
        if (filter.year() != null) {
            address.append(next).append("jaar=").append(filter.year());
            next = '&';
        }
        LineKind kind = filter.kind();
        if (kind != null) {
            address.append(next).append("soort=").append(kind.name());
            next = '&';
        }
        CostCategory category = filter.category();
        if (category != null) {
            address.append(next).append("rubriek=").append(category.name());
            next = '&';
        }
        if (filter.sourceId() != null) {
            address.append(next).append("bron=").append(filter.sourceId());
        }
        return address.toString();
    }
}
