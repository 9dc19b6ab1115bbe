package nl.tec.shared;

import org.jspecify.annotations.Nullable;

/** A point on the map, in degrees (WGS 84). */
public record Coordinates(double latitude, double longitude) {

    private static final double EARTH_RADIUS_METRES = 6_371_000;

    /** Null when one of the two is not known. */
    public static @Nullable Coordinates of(@Nullable Double latitude, @Nullable Double longitude) {
        return latitude == null || longitude == null ? null : new Coordinates(latitude, longitude);
    }

    /**
     * The distance as the crow flies, in metres; right for places within a region, where the earth is flat. The database calculates
     * the same with {@code metres_between}.
     */
    public int metresTo(Coordinates other) {
        double north = Math.toRadians(other.latitude - latitude);
        double east =
                Math.toRadians(other.longitude - longitude) * Math.cos(Math.toRadians((latitude + other.latitude) / 2));
        return (int) Math.round(EARTH_RADIUS_METRES * Math.sqrt(north * north + east * east));
    }
}
