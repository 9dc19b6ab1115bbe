package nl.tec.programme.web;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import nl.tec.venues.Venue;
import nl.tec.venues.VenueKind;
import nl.tec.venues.Venues;

/**
 * A drawn map of the places: where they are to each other, at scale, with the postcode areas behind them. It is made of what
 * the hub knows, so nothing is asked from elsewhere.
 *
 * @param width of the drawing, and {@code height}, in its own units
 * @param kilometre how long a kilometre is in those units
 */
public record PlacesMap(int width, int height, double kilometre, List<Pin> pins, List<Spot> areas) {

    private static final int WIDTH = 800;
    private static final int MARGIN = 60;
    private static final double KM_PER_DEGREE = 111.2;
    /** How far apart pins are that would lie on each other. */
    private static final double APART = 26;

    /**
     * A place on it.
     *
     * @param number in the list beside it
     * @param exact whether it stands where it is; false: somewhere in its postcode area
     */
    public record Pin(int number, Venue venue, int x, int y, boolean exact) {}

    public record Spot(String label, int x, int y) {}

    private record Point(double latitude, double longitude, boolean exact) {}

    /** Of the places that stay where they are and of which the area is known. */
    static PlacesMap of(List<Venue> venues, List<Venues.Area> areas) {
        Map<String, Venues.Area> byCode = new HashMap<>();
        areas.forEach(area -> byCode.put(area.label(), area));
        Map<Venue, Point> points = new java.util.LinkedHashMap<>();
        for (Venue venue : venues) {
            Double latitude = venue.latitude();
            Double longitude = venue.longitude();
            Venues.Area area = byCode.get(code(venue));
            if (venue.kind() == VenueKind.MOBILE) {
                continue;
            }
            if (latitude != null && longitude != null) {
                points.put(venue, new Point(latitude, longitude, true));
            } else if (area != null) {
                points.put(venue, new Point(area.latitude(), area.longitude(), false));
            }
        }
        if (points.isEmpty()) {
            return new PlacesMap(0, 0, 0, List.of(), List.of());
        }
        double south =
                points.values().stream().mapToDouble(Point::latitude).min().orElseThrow();
        double north =
                points.values().stream().mapToDouble(Point::latitude).max().orElseThrow();
        double west =
                points.values().stream().mapToDouble(Point::longitude).min().orElseThrow();
        double east =
                points.values().stream().mapToDouble(Point::longitude).max().orElseThrow();
        double eastKm = KM_PER_DEGREE * Math.cos(Math.toRadians((south + north) / 2));
        double widthKm = Math.max(1, (east - west) * eastKm);
        double heightKm = Math.max(0.5, (north - south) * KM_PER_DEGREE);
        double kilometre = (WIDTH - 2 * MARGIN) / Math.max(widthKm, heightKm / 0.8);
        int height = (int) Math.round(heightKm * kilometre) + 2 * MARGIN;
        double left = (WIDTH - widthKm * kilometre) / 2;
        List<Pin> pins = new ArrayList<>();
        points.forEach((venue, point) -> {
            double x = left + (point.longitude() - west) * eastKm * kilometre;
            double y = MARGIN + (north - point.latitude()) * KM_PER_DEGREE * kilometre;
            double[] free = free(pins, x, y, height);
            pins.add(new Pin(pins.size() + 1, venue, (int) free[0], (int) free[1], point.exact()));
        });
        List<Spot> spots = areas.stream()
                .map(area -> new Spot(area.label(), (int) (left + (area.longitude() - west) * eastKm * kilometre), (int)
                        (MARGIN + (north - area.latitude()) * KM_PER_DEGREE * kilometre)))
                .filter(spot -> spot.x() > 0 && spot.x() < WIDTH && spot.y() > 0 && spot.y() < height)
                .toList();
        return new PlacesMap(WIDTH, height, kilometre, List.copyOf(pins), spots);
    }

    /** The nearest point to this one where no other pin lies: in rings around it. */
    private static double[] free(List<Pin> pins, double x, double y, int height) {
        for (int ring = 0; ring < 8; ring++) {
            int steps = Math.max(1, ring * 6);
            for (int step = 0; step < steps; step++) {
                double angle = 2 * Math.PI * step / steps;
                double atX = Math.min(WIDTH - 20, Math.max(20, x + ring * APART * Math.cos(angle)));
                double atY = Math.min(height - 20, Math.max(20, y + ring * APART * Math.sin(angle)));
                if (pins.stream().noneMatch(pin -> Math.hypot(pin.x() - atX, pin.y() - atY) < APART - 1)) {
                    return new double[] {atX, atY};
                }
            }
        }
        return new double[] {x, y};
    }

    private static String code(Venue venue) {
        String postcode = venue.postcode();
        String area = venue.pc4();
        return area != null ? area : postcode == null ? "" : postcode.substring(0, 4);
    }
}
