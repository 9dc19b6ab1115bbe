package nl.tec.shared;

import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** The means of travel of a group (rules 4.1) with their duration. Routes are assumed to be a third longer than as the crow flies. */
public enum WayOfTravel {
    WALK(70, 0),
    BIKE(200, 0),
    /** By road, with extra minutes for boarding or parking. */
    ROAD(500, 10);

    private static final double STREET_FACTOR = 1.3;
    private static final int UNKNOWN_MINUTES = 30;
    private static final int MAX_MINUTES = 240;

    private final int metresPerMinute;
    private final int extraMinutes;

    WayOfTravel(int metresPerMinute, int extraMinutes) {
        this.metresPerMinute = metresPerMinute;
        this.extraMinutes = extraMinutes;
    }

    /**
     * Proposes the means of travel for a class: by road if it is too far, or the distance is unknown.
     *
     * @param metres as the crow flies; null if unknown
     * @param walkMetres the maximum distance to walk
     * @param bikeMetres the maximum distance to cycle, if all its grades do
     */
    public static WayOfTravel of(@Nullable Integer metres, Collection<Grade> grades, int walkMetres, int bikeMetres) {
        if (metres == null) {
            return ROAD;
        }
        if (metres <= walkMetres) {
            return WALK;
        }
        return metres <= bikeMetres && grades.stream().allMatch(Grade::cycles) ? BIKE : ROAD;
    }

    /** Returns the length of a route. The SQL function {@code road_metres} computes the same. @param metres as the crow flies */
    public static double roadMetres(int metres) {
        return metres * STREET_FACTOR;
    }

    /**
     * Estimates the minutes one way; half an hour if the distance is unknown. The SQL function {@code drive_minutes} computes the same for
     * {@link #ROAD}.
     */
    public int minutes(@Nullable Integer metres) {
        return metres == null
                ? UNKNOWN_MINUTES
                : Math.min(MAX_MINUTES, extraMinutes + (int) Math.ceil(roadMetres(metres) / metresPerMinute));
    }
}
