package nl.tec.shared;

import java.util.Collection;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The projection of a small map, to scale, in the units of the drawing: Web Mercator, like the tiles that may lie under it.
 *
 * @param kilometre the length of a kilometre in those units, in the middle of the map
 * @param world the width of the whole world in those units
 * @param left the left edge, like {@code top} as a part of the world from its north-west corner
 */
public record MapFrame(int width, int height, double kilometre, double world, double left, double top) {

    /** The frame of a map without points. */
    public static final MapFrame NONE = new MapFrame(0, 0, 0, 0, 0, 0);

    private static final int WIDTH = 800;
    private static final int MARGIN = 60;
    private static final double EQUATOR_KILOMETRES = 40_032;

    /** The width in pixels that tiles are made for; a map is drawn about as many pixels wide as it has units. */
    private static final int TILE = 256;

    /** A square of the map at a zoom, in the units of the drawing. @param x the column, and y the row, from the north-west */
    public record Tile(int zoom, int x, int y, double left, double top, double size) {}

    /** Returns the frame that fits these points; {@link #NONE} if there are none. */
    public static MapFrame around(Collection<Coordinates> points) {
        if (points.isEmpty()) {
            return NONE;
        }
        double south = points.stream().mapToDouble(Coordinates::latitude).min().orElseThrow();
        double north = points.stream().mapToDouble(Coordinates::latitude).max().orElseThrow();
        double west = points.stream().mapToDouble(Coordinates::longitude).min().orElseThrow();
        double east = points.stream().mapToDouble(Coordinates::longitude).max().orElseThrow();
        double kilometres = EQUATOR_KILOMETRES * Math.cos(Math.toRadians((south + north) / 2));
        double wide = Math.max(1 / kilometres, eastward(east) - eastward(west));
        double high = Math.max(0.5 / kilometres, southward(south) - southward(north));
        double world = (WIDTH - 2 * MARGIN) / Math.max(wide, high / 0.8);
        int height = (int) Math.round(high * world) + 2 * MARGIN;
        return new MapFrame(
                WIDTH,
                height,
                world / kilometres,
                world,
                (eastward(west) + eastward(east)) / 2 - WIDTH / world / 2,
                (southward(north) + southward(south)) / 2 - height / world / 2);
    }

    public double x(double longitude) {
        return (eastward(longitude) - left) * world;
    }

    public double y(double latitude) {
        return (southward(latitude) - top) * world;
    }

    private static double eastward(double longitude) {
        return (longitude + 180) / 360;
    }

    private static double southward(double latitude) {
        double angle = Math.toRadians(latitude);
        return (1 - Math.log(Math.tan(angle) + 1 / Math.cos(angle)) / Math.PI) / 2;
    }

    /** Returns the lowest zoom whose tiles are not drawn larger than they are made. */
    public int zoom() {
        return Math.max(0, (int) Math.ceil(Math.log(world / TILE) / Math.log(2)));
    }

    /** Returns the tiles of a zoom that lie within the frame, from the north-west. */
    public List<Tile> tiles(int zoom) {
        long count = 1L << zoom;
        double size = world / count;
        int first = (int) Math.max(0, Math.floor(left * count));
        int last = (int) Math.min(count - 1, Math.floor((left + width / world) * count));
        int upper = (int) Math.max(0, Math.floor(top * count));
        int lower = (int) Math.min(count - 1, Math.floor((top + height / world) * count));
        return IntStream.rangeClosed(upper, lower)
                .boxed()
                .flatMap(y -> IntStream.rangeClosed(first, last)
                        .mapToObj(x -> new Tile(zoom, x, y, (x - left * count) * size, (y - top * count) * size, size)))
                .toList();
    }
}
