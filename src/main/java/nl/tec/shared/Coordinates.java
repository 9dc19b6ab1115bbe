package nl.tec.shared;

import org.jspecify.annotations.Nullable;

/** A point on the map, in degrees (WGS 84). */
public record Coordinates(double latitude, double longitude) {

    private static final double EARTH_RADIUS_METRES = 6_371_000;

    /** Null when either is not known. */
    public static @Nullable Coordinates of(@Nullable Double latitude, @Nullable Double longitude) {
        return latitude == null || longitude == null ? null : new Coordinates(latitude, longitude);
    }

    /** Metres as the crow flies, for distances within a country. The function {@code metres_between} says the same in SQL. */
    public int metresTo(Coordinates other) {
        double north = Math.toRadians(other.latitude - latitude);
        double east =
                Math.toRadians(other.longitude - longitude) * Math.cos(Math.toRadians((latitude + other.latitude) / 2));
        return (int) Math.floor(EARTH_RADIUS_METRES * Math.sqrt(north * north + east * east) + 0.5);
    }
}
