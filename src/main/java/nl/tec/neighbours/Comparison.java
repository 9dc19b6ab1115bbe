package nl.tec.neighbours;

import java.util.List;
import nl.tec.results.Figures;
import nl.tec.results.Measure;
import org.jspecify.annotations.Nullable;

/**
 * Our results of a year beside those of the neighbours: figures are compared only if they measure the same.
 *
 * @param years the years with figures of ours
 */
public record Comparison(int year, List<Integer> years, List<Neighbour> neighbours, List<Row> rows) {

    /** @param others one for each neighbour, in their order */
    public record Row(Figures.Line ours, List<Beside> others) {}

    /** The figure of a neighbour beside one of ours. */
    public sealed interface Beside {

        /** The same figure, in the unit of the measure. @param value null: not measured yet */
        record Same(@Nullable Double value, Measure.Unit unit, NeighbourFigure figure) implements Beside {}

        /** A figure with the same name or code that is measured differently. */
        record Differs(NeighbourFigure figure, List<Difference> differences) implements Beside {}

        record Nothing() implements Beside {}
    }

    /** The respects in which two figures can differ in what they measure. */
    public enum Difference {
        /** The definition is missing. */
        UNKNOWN,
        MEASURE,
        BAND,
        AUDIENCES,
        ACTIVITY_KIND,
        PERIOD,
        PROFILES
    }
}
