package nl.tec.planning;

/**
 * The quality of a plan, level by level ({@link Level}).
 *
 * @param met the number of wishes that are met
 * @param wishes the number of wishes
 */
public record PlanScore(
        int met,
        int wishes,
        double worstSchool,
        double shares,
        double unfairness,
        int preference,
        int weeks,
        int lag,
        double busKm,
        int trips,
        double load,
        int moved)
        implements Comparable<PlanScore> {

    /** Values closer than this are equal: the levels are sums of floating-point numbers. */
    public static final double TOLERANCE = 1e-6;

    public double value(Level level) {
        return switch (level) {
            case MET -> met;
            case WORST_SCHOOL -> worstSchool;
            case SHARES -> shares;
            case UNFAIRNESS -> unfairness;
            case PREFERENCE -> preference;
            case WEEKS -> weeks;
            case LAG -> lag;
            case BUS_KM -> busKm;
            case LOAD -> load;
            case MOVED -> moved;
        };
    }

    /** Orders by quality: the better plan is the greater. */
    @Override
    public int compareTo(PlanScore other) {
        for (Level level : Level.values()) {
            double more = value(level) - other.value(level);
            if (Math.abs(more) > TOLERANCE) {
                return more > 0 == level.moreIsBetter() ? 1 : -1;
            }
        }
        return 0;
    }
}
