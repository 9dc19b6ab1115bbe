package nl.tec.results;

import java.time.LocalDate;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import nl.tec.reach.Period;
import org.jspecify.annotations.Nullable;

/**
 * The standing of a figure against its target, judged conservatively: only the certain number counts as reached; a current period is
 * on course if its projection reaches the target. A stock has no projection: it is on course if it keeps pace with the days
 * elapsed. A score below its target is behind, because it does not grow with the days.
 *
 * @param target null if the source has none for this year
 * @param elapsed the share of the period that has elapsed, 0 to 1
 * @param pace the value needed by now to keep pace with the days elapsed, in the unit of the measure
 */
public record Judgement(Standing standing, @Nullable Double target, double elapsed, double pace) {

    public enum Standing {
        REACHED("good"),
        ON_COURSE("calm"),
        BEHIND("warn"),
        MISSED("bad"),
        NO_TARGET("none"),
        NOT_STARTED("none"),
        NOT_MEASURED("none");

        private final String tone;

        Standing(String tone) {
            this.tone = tone;
        }

        /** Returns how many there are of each, in their order. */
        public static Map<Standing, Long> count(Stream<Standing> standings) {
            return standings.collect(Collectors.groupingBy(standing -> standing, TreeMap::new, Collectors.counting()));
        }

        /** Returns its colour and icon: a tone of {@code ui/state.jte}. */
        public String tone() {
            return tone;
        }
    }

    /**
     * Judges a figure.
     *
     * @param before the target of the previous year, from which a stock has to grow; null if there is none
     * @param elapsed the share of the period that has elapsed
     */
    static Judgement of(
            Kpi kpi,
            int year,
            @Nullable Figure figure,
            @Nullable Double target,
            @Nullable Double before,
            double elapsed,
            LocalDate today) {
        double from = kpi.measure().stock() && before != null ? before : 0;
        double pace = target == null ? 0 : from + elapsed * (target - from);
        Standing standing = standing(kpi, kpi.period(year), figure, target, pace, today);
        return new Judgement(standing, target, elapsed, pace);
    }

    private static Standing standing(
            Kpi kpi, Period period, @Nullable Figure figure, @Nullable Double target, double pace, LocalDate today) {
        if (!period.begun(today)) {
            return Standing.NOT_STARTED;
        }
        double value = figure == null ? Double.NaN : figure.value(kpi.measure());
        if (figure == null || Double.isNaN(value)) {
            return Standing.NOT_MEASURED;
        }
        if (target == null) {
            return Standing.NO_TARGET;
        }
        if (value >= target) {
            return Standing.REACHED;
        }
        if (period.over(today)) {
            return Standing.MISSED;
        }
        Projection projection = Projection.of(figure);
        if (kpi.measure().unit() == Measure.Unit.SCORE) {
            return Standing.BEHIND;
        }
        boolean onCourse =
                projection == null ? value >= pace : figure.inUnit(kpi.measure(), projection.expected()) >= target;
        return onCourse ? Standing.ON_COURSE : Standing.BEHIND;
    }
}
