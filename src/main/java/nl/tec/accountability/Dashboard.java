package nl.tec.accountability;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import nl.tec.finance.FundingSource;
import nl.tec.hub.EventBacklog.Pending;
import nl.tec.partners.ContributionOverview;
import nl.tec.results.Figure;
import nl.tec.results.Figures.Line;
import nl.tec.results.Judgement.Standing;
import nl.tec.shared.Money;
import nl.tec.steering.Overview;
import org.jspecify.annotations.Nullable;

/**
 * The hub on one screen (journey 7): are the targets met, what does a pupil cost, whose promise is open, what is late.
 *
 * @param lines the KPIs of everybody, and others that have a target this year
 * @param pending what is not in the figures yet; null: nothing
 * @param year of the targets; money and promises are those of the calendar year {@code moneyYear}
 * @param costs really spent this calendar year
 * @param pupils who came in it
 * @param countedAt when they were counted
 * @param endsFirst the source of funding that ends first; null: none ends
 * @param late the partners with a late promise, at most a few
 * @param project what the reader may see of it
 */
public record Dashboard(
        int year,
        List<Line> lines,
        @Nullable Pending pending,
        int moneyYear,
        Money costs,
        Money costsPlanned,
        Money atRisk,
        long pupils,
        Instant countedAt,
        @Nullable FundingSource endsFirst,
        ContributionOverview.Sums promises,
        List<ContributionOverview.Line> late,
        Overview project) {

    /** Counts the targets by standing; those without a target are left out. */
    public Map<Standing, Long> standings() {
        Map<Standing, Long> count = new TreeMap<>();
        lines.forEach(line -> count.merge(line.judgement().standing(), 1L, Long::sum));
        count.remove(Standing.NO_TARGET);
        return count;
    }

    /** Targets that are reached, or will be as it looks now. */
    public long well() {
        return standings().entrySet().stream()
                .filter(entry -> entry.getKey() == Standing.REACHED || entry.getKey() == Standing.ON_COURSE)
                .mapToLong(Map.Entry::getValue)
                .sum();
    }

    /** Targets that can be judged. */
    public long judged() {
        return standings().entrySet().stream()
                .filter(entry -> entry.getKey() != Standing.NOT_STARTED && entry.getKey() != Standing.NOT_MEASURED)
                .mapToLong(Map.Entry::getValue)
                .sum();
    }

    /** When the figures were measured, of the oldest of them; null when there are none. */
    public @Nullable Instant measuredAt() {
        return lines.stream()
                .map(Line::figure)
                .filter(Objects::nonNull)
                .map(Figure::measuredAt)
                .min(Comparator.naturalOrder())
                .orElse(null);
    }

    /** Rounded to the cent, half a cent up; null when nobody came or nothing was spent. */
    public @Nullable Money perPupil() {
        return pupils == 0 || costs.isZero() ? null : costs.dividedBy(pupils);
    }
}
