package nl.tec.neighbours;

import java.util.List;
import nl.tec.results.Figures;
import nl.tec.results.Measure;
import org.jspecify.annotations.Nullable;

/**
 * Our results of a year beside those of the neighbours: a figure stands beside ours only when it counts the same.
 *
 * @param years there are figures of ours for
 */
public record Comparison(int year, List<Integer> years, List<Neighbour> neighbours, List<Row> rows) {

    /** @param others one for each neighbour, in their order */
    public record Row(Figures.Line ours, List<Beside> others) {}

    /** The figure of a neighbour beside one of ours. */
    public sealed interface Beside {

        /** The same, in the unit of the measure. @param value null: not measured yet */
        record Same(@Nullable Double value, Measure.Unit unit, NeighbourFigure figure) implements Beside {}

        /** Something that goes by the same name or code, and counts otherwise. */
        record Differs(NeighbourFigure figure, List<Difference> differences) implements Beside {}

        record Nothing() implements Beside {}
    }

    /** In what respect two figures are not of the same thing. */
    public enum Difference {
        /** It does not say what it counts. */
        UNKNOWN,
        MEASURE,
        BAND,
        AUDIENCES,
        ACTIVITY_KIND,
        PERIOD,
        PROFILES
    }
}
