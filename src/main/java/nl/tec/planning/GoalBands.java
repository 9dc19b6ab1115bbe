package nl.tec.planning;

import java.util.Comparator;
import java.util.List;
import nl.tec.shared.Grade;
import nl.tec.shared.Sector;
import nl.tec.shared.Span;

/** The bands of primary school groups for which the hub has a goal (rules 2.6): what lags behind can be given priority in a plan. */
public interface GoalBands {

    /** The band of pupils about whom there is no goal. */
    String NONE = "-";

    /** Returns the groups of each band. */
    List<Span> list();

    /** Returns the names of the bands, in the order of their groups. */
    default List<String> names() {
        return list().stream()
                .sorted(Comparator.comparing(Span::from).thenComparing(Span::to))
                .map(GoalBands::name)
                .distinct()
                .toList();
    }

    /** Returns the name of the band of a group: the narrowest, because a goal may be about all groups too. */
    default String of(Grade grade) {
        return list().stream()
                .filter(band -> grade.sector() == Sector.PO && band.contains(grade.number()))
                .min(Comparator.<Span>comparingInt(band -> band.to() - band.from())
                        .thenComparing(Span::from))
                .map(GoalBands::name)
                .orElse(NONE);
    }

    private static String name(Span band) {
        return band.from() == band.to() ? String.valueOf(band.from()) : band.from() + "-" + band.to();
    }
}
