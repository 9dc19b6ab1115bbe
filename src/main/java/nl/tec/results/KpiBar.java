package nl.tec.results;

import org.jspecify.annotations.Nullable;

/**
 * The positions on the bar of a KPI, in percent of its scale, which ends at 100 for percentages, otherwise at the larger of the
 * target and the upper bound.
 *
 * @param sure the figure; 0 without a base for comparison
 * @param may the upper bound
 * @param target -1 without a target
 */
public record KpiBar(double sure, double may, double target) {

    /** Returns the bar of a KPI; null if not measured, or without meaning: any number without a target would fill it. */
    public static @Nullable KpiBar of(Snapshots.Reported reported) {
        boolean percentage = reported.kpi().measure().unit() == Measure.Unit.PERCENT;
        Double target = reported.target();
        if (reported.figure() == null || target == null && !percentage) {
            return null;
        }
        double value = orZero(reported.value());
        double most = orZero(reported.most());
        double scale = percentage ? 100 : Math.max(1, Math.max(orZero(target), most));
        return new KpiBar(100 * value / scale, 100 * most / scale, target == null ? -1 : 100 * target / scale);
    }

    private static double orZero(@Nullable Double number) {
        return number == null ? 0 : number;
    }
}
