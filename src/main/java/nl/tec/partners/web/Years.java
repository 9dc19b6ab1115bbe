package nl.tec.partners.web;

import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import nl.tec.partners.Contribution;
import nl.tec.partners.ContributionKind;
import nl.tec.partners.ContributionOverview.Cell;
import nl.tec.partners.ContributionOverview.Side;
import nl.tec.partners.ContributionOverview.Sums;
import nl.tec.shared.Money;

/** The totals of contributions by year, kind and side, for the pages. */
public final class Years {

    private final List<Cell> cells;
    private final Map<Integer, Sums> years = new TreeMap<>(Comparator.reverseOrder());

    Years(List<Cell> cells, int thisYear) {
        this.cells = cells;
        years.put(thisYear, Sums.NONE);
        cells.forEach(cell -> years.merge(cell.year(), cell.sums(), Sums::plus));
    }

    /** Returns the totals per year, the latest first; always includes this year. */
    public Map<Integer, Sums> all() {
        return years;
    }

    public Sums of(int year) {
        return years.getOrDefault(year, Sums.NONE);
    }

    /** Returns the totals per kind of contribution, as far as present. */
    public Map<ContributionKind, Sums> kinds(int year) {
        Map<ContributionKind, Sums> kinds = new EnumMap<>(ContributionKind.class);
        cells.stream()
                .filter(cell -> cell.year() == year)
                .forEach(cell -> kinds.merge(cell.kind(), cell.sums(), Sums::plus));
        return kinds;
    }

    public Sums side(int year, Side side, boolean money) {
        return sum(
                cell -> cell.year() == year && cell.side() == side && (cell.kind() == ContributionKind.MONEY) == money);
    }

    public Sums money(int year, boolean money) {
        return sum(cell -> cell.year() == year && (cell.kind() == ContributionKind.MONEY) == money);
    }

    private Sums sum(Predicate<Cell> which) {
        return cells.stream().filter(which).map(Cell::sums).reduce(Sums.NONE, Sums::plus);
    }

    /** Returns a share as a whole percentage, rounded half up; 0 if the whole is zero. */
    public static long percent(Money part, Money whole) {
        return whole.isZero() ? 0 : Math.floorDiv(200 * part.cents() + whole.cents(), 2 * whole.cents());
    }

    /** Returns the totals of the accepted contributions of a year. */
    public static Sums sums(List<Contribution> contributions, int year) {
        return contributions.stream()
                .filter(c -> c.year() == year && c.state() == Contribution.State.ACCEPTED)
                .map(c -> new Sums(
                        c.worth(),
                        c.fulfilledWorth(),
                        c.beyondWorth(),
                        c.outstandingWorth(),
                        c.unitCents() == 0 ? 1 : 0))
                .reduce(Sums.NONE, Sums::plus);
    }

    /** Returns the years with contributions and this year, the latest first. */
    public static List<Integer> of(List<Contribution> contributions, int thisYear) {
        return Stream.concat(contributions.stream().map(Contribution::year), Stream.of(thisYear))
                .distinct()
                .sorted(Comparator.reverseOrder())
                .toList();
    }
}
