package nl.tec.shared;

import java.util.Collection;
import java.util.Optional;

/**
 * The projection of a small schematic map, to scale, in the units of the drawing; a flat-earth approximation.
 *
 * @param kilometre the length of a kilometre in those units
 */
public record MapFrame(
        int width,
        int height,
        double kilometre,
        double left,
        double north,
        double west,
        double kilometresPerDegreeEast) {

    private static final int WIDTH = 800;
    private static final int MARGIN = 60;
    private static final double KILOMETRES_PER_DEGREE_NORTH = 111.2;

    /** Returns the frame that fits these points; empty if there are none. */
    public static Optional<MapFrame> around(Collection<Coordinates> points) {
        if (points.isEmpty()) {
            return Optional.empty();
        }
        double south = points.stream().mapToDouble(Coordinates::latitude).min().orElseThrow();
        double north = points.stream().mapToDouble(Coordinates::latitude).max().orElseThrow();
        double west = points.stream().mapToDouble(Coordinates::longitude).min().orElseThrow();
        double east = points.stream().mapToDouble(Coordinates::longitude).max().orElseThrow();
        double perDegreeEast = KILOMETRES_PER_DEGREE_NORTH * Math.cos(Math.toRadians((south + north) / 2));
        double wide = Math.max(1, (east - west) * perDegreeEast);
        double high = Math.max(0.5, (north - south) * KILOMETRES_PER_DEGREE_NORTH);
        double kilometre = (WIDTH - 2 * MARGIN) / Math.max(wide, high / 0.8);
        int height = (int) Math.round(high * kilometre) + 2 * MARGIN;
        return Optional.of(
                new MapFrame(WIDTH, height, kilometre, (WIDTH - wide * kilometre) / 2, north, west, perDegreeEast));
    }

    public double x(double longitude) {
        return left + (longitude - west) * kilometresPerDegreeEast * kilometre;
    }

    public double y(double latitude) {
        return MARGIN + (north - latitude) * KILOMETRES_PER_DEGREE_NORTH * kilometre;
    }
}
