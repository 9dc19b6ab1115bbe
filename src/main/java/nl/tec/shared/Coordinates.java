package nl.tec.shared;

import org.jspecify.annotations.Nullable;

/** A point on the map, in degrees (WGS 84). */
public record Coordinates(double latitude, double longitude) {

    private static final double EARTH_RADIUS_METRES = 6_371_000;

    /** Returns the point; null if either is unknown. */
    public static @Nullable Coordinates of(@Nullable Double latitude, @Nullable Double longitude) {
        return latitude == null || longitude == null ? null : new Coordinates(latitude, longitude);
    }

    /**
     * Returns the distance as the crow flies, in metres, by a flat-earth approximation that is accurate within a region. The database
     * function {@code metres_between} computes the same.
     */
    public int metresTo(Coordinates other) {
        double north = Math.toRadians(other.latitude - latitude);
        double east =
                Math.toRadians(other.longitude - longitude) * Math.cos(Math.toRadians((latitude + other.latitude) / 2));
        return (int) Math.round(EARTH_RADIUS_METRES * Math.sqrt(north * north + east * east));
    }
}
