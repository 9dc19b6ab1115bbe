package nl.tec.shared;

import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** The ways in which a group travels (rules 4.1), and how long that takes. Streets are a third longer than the way of the crow. */
public enum WayOfTravel {
    WALK(70, 0),
    BIKE(200, 0),
    /** By road: with the minutes of getting in, or of parking. */
    ROAD(500, 10);

    private static final double STREETS = 1.3;
    private static final int UNKNOWN_MINUTES = 30;
    private static final int MAX_MINUTES = 240;

    private final int metresPerMinute;
    private final int extraMinutes;

    WayOfTravel(int metresPerMinute, int extraMinutes) {
        this.metresPerMinute = metresPerMinute;
        this.extraMinutes = extraMinutes;
    }

    /**
     * Proposes the way of travel for a class: by road when it is too far, or not known how far.
     *
     * @param metres as the crow flies; null when nobody knows where one of the two is
     * @param walkMetres up to which a class walks
     * @param bikeMetres up to which a class cycles, when all its grades do
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

    /**
     * Minutes one way, roughly: half an hour when it is not known how far. The function {@code drive_minutes} says the same in
     * SQL for {@link #ROAD}.
     */
    public int minutes(@Nullable Integer metres) {
        return metres == null
                ? UNKNOWN_MINUTES
                : Math.min(MAX_MINUTES, extraMinutes + (int) Math.ceil(metres * STREETS / metresPerMinute));
    }
}
