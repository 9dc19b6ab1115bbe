package nl.tec.accountability;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
 * The hub on one screen (journey 7): targets, cost per pupil, open promises and delays.
 *
 * @param lines the KPIs with a target this year, and all but those of adults or special education
 * @param pending the changes not in the figures yet; null if none
 * @param year the school year of the targets; money and promises are those of the calendar year {@code moneyYear}
 * @param costs actually spent this calendar year
 * @param pupils the distinct pupils who visited in the calendar year
 * @param countedAt the time of that count
 * @param nextToEnd the source of funding that ends first; null if none ends
 * @param late the first partners with a late promise; one more than {@link #MAX_LATE} when not all are shown
 * @param project the part of the project that the reader may see
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
        @Nullable FundingSource nextToEnd,
        ContributionOverview.Sums promises,
        List<ContributionOverview.Line> late,
        Overview project) {

    /** The number of partners with a late promise that is shown. */
    public static final int MAX_LATE = 4;

    /** Counts the targets by standing; leaves out KPIs without a target. */
    public Map<Standing, Long> standings() {
        Map<Standing, Long> count =
                Standing.count(lines.stream().map(line -> line.judgement().standing()));
        count.remove(Standing.NO_TARGET);
        return count;
    }

    /** Counts the targets that are reached or on course. */
    public long well() {
        return standings().entrySet().stream()
                .filter(entry -> entry.getKey() == Standing.REACHED || entry.getKey() == Standing.ON_COURSE)
                .mapToLong(Map.Entry::getValue)
                .sum();
    }

    /** Counts the targets that can be judged. */
    public long judged() {
        return standings().entrySet().stream()
                .filter(entry -> entry.getKey() != Standing.NOT_STARTED && entry.getKey() != Standing.NOT_MEASURED)
                .mapToLong(Map.Entry::getValue)
                .sum();
    }

    /** Returns the measuring time of the oldest figure; null without figures. */
    public @Nullable Instant measuredAt() {
        return lines.stream()
                .map(Line::figure)
                .filter(Objects::nonNull)
                .map(Figure::measuredAt)
                .min(Comparator.naturalOrder())
                .orElse(null);
    }

    /** Returns the costs per pupil, with half cents rounded up; null without pupils or costs. */
    public @Nullable Money perPupil() {
        return costs.isZero() ? null : costs.each(pupils).orElse(null);
    }
}
