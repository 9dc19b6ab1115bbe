package nl.tec.results.web;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import nl.tec.results.Figure;
import nl.tec.results.Figures.Line;
import nl.tec.results.Measure;

/**
 * A bar chart of a figure over the years. Positions are in drawing units, {@link #WIDTH} by {@link #HEIGHT}; zero is at
 * {@link #FLOOR} and the vertical axis points down.
 *
 * @param inWords the text alternative
 */
public record YearChart(List<Bar> bars, String inWords) {

    public static final int WIDTH = 320;
    public static final int HEIGHT = 204;
    public static final int FLOOR = 146;
    public static final int BAR = 34;

    /** The offsets from the floor of the texts below a bar (year, figure, target), clear of bars and lines. */
    public static final int YEAR = 18;

    public static final int VALUE = 37;
    public static final int GOAL = 54;

    private static final int TOP = 8;

    /** A bar. @param target the position of the target line; -1 if there is none */
    public record Bar(int year, double left, double sure, double may, double target, String text, String targetText) {

        public double middle() {
            return left + BAR / 2.0;
        }
    }

    /** Draws the chart. @param lines one per year */
    public static YearChart of(Words words, List<Line> lines) {
        double highest = 0;
        for (Line line : lines) {
            highest = Math.max(highest, Math.max(most(line), target(line)));
        }
        double unit = highest <= 0 ? 0 : (FLOOR - TOP) / highest;
        double step = (double) WIDTH / Math.max(1, lines.size());
        List<Bar> bars = new ArrayList<>();
        for (int at = 0; at < lines.size(); at++) {
            Line line = lines.get(at);
            double sure = rounded(FLOOR - unit * value(line));
            double may = rounded(FLOOR - unit * most(line));
            double target = target(line) <= 0 ? -1 : rounded(FLOOR - unit * target(line));
            bars.add(new Bar(
                    line.year(),
                    rounded(at * step + (step - BAR) / 2),
                    sure,
                    may,
                    target,
                    words.now(line),
                    words.goal(line)));
        }
        String inWords = bars.stream()
                .map(bar -> words.t(
                        "results.compareBar",
                        words.name(lines.get(0)),
                        Integer.toString(bar.year()),
                        bar.text(),
                        bar.targetText()))
                .collect(Collectors.joining("; "));
        return new YearChart(bars, inWords);
    }

    private static double value(Line line) {
        Figure figure = line.figure();
        return figure == null ? 0 : orZero(figure.value(line.kpi().measure()));
    }

    private static double most(Line line) {
        Figure figure = line.figure();
        Measure measure = line.kpi().measure();
        return figure == null ? 0 : orZero(figure.mostValue(measure));
    }

    private static double target(Line line) {
        Double target = line.judgement().target();
        return target == null ? 0 : target;
    }

    /** Returns 0 for a missing or negative value, which has no bar, only a text. */
    private static double orZero(double value) {
        return Double.isNaN(value) ? 0 : Math.max(0, value);
    }

    private static double rounded(double value) {
        return Math.round(value * 10) / 10.0;
    }
}
