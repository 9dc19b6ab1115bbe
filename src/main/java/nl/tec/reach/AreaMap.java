package nl.tec.reach;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import nl.tec.shared.Coordinates;
import nl.tec.shared.MapFrame;

/**
 * A map of reach: a disc per neighbourhood, sized by its number of pupils and filled by the share reached.
 */
public record AreaMap(MapFrame frame, List<Spot> spots) {

    private static final double MAX_RADIUS = 34;
    private static final double MIN_RADIUS = 8;

    /** A disc on the map. @param share the share of its pupils reached, between 0 and 1 */
    public record Spot(AreaReach area, double x, double y, double radius, double share) {

        /** Returns the filled part as an SVG path: a pie slice that starts at the top. */
        public String piece() {
            double angle = 2 * Math.PI * Math.min(share, 0.9999);
            return String.format(
                    Locale.ROOT,
                    "M%.1f %.1fV%.1fA%.1f %.1f 0 %d 1 %.1f %.1fZ",
                    x,
                    y,
                    y - radius,
                    radius,
                    radius,
                    share > 0.5 ? 1 : 0,
                    x + radius * Math.sin(angle),
                    y - radius * Math.cos(angle));
        }
    }

    /** Draws the neighbourhoods with a known position. Small ones come last, so that they lie on top. */
    public static AreaMap of(List<AreaReach> areas) {
        List<AreaReach> known = areas.stream()
                .filter(area -> area.middle() != null)
                .sorted(Comparator.comparingLong(AreaReach::pupils).reversed())
                .toList();
        List<Coordinates> centres = known.stream()
                .map(area -> Objects.requireNonNull(area.middle()))
                .toList();
        MapFrame frame = MapFrame.around(centres);
        double most = known.stream().mapToLong(AreaReach::pupils).max().orElse(0);
        List<Spot> spots = new ArrayList<>();
        for (int at = 0; at < known.size(); at++) {
            AreaReach area = known.get(at);
            spots.add(new Spot(
                    area,
                    frame.x(centres.get(at).longitude()),
                    frame.y(centres.get(at).latitude()),
                    Math.max(MIN_RADIUS, MAX_RADIUS * Math.sqrt(area.pupils() / Math.max(1, most))),
                    area.share()));
        }
        return new AreaMap(frame, spots);
    }
}
