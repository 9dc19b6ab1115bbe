package nl.tec.programme.web;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import nl.tec.programme.OthersProgramme;
import nl.tec.shared.Coordinates;
import nl.tec.shared.MapFrame;
import nl.tec.venues.Venue;
import nl.tec.venues.VenueKind;
import nl.tec.venues.Venues;

/**
 * A map of the venues, to scale, with the postcode areas behind them. It is drawn from the hub's own data, without an external
 * map service.
 *
 * @param others the venues of hubs of other cities, if shown
 */
public record VenueMap(MapFrame frame, List<Pin> pins, List<Spot> areas, List<OthersPin> others) {

    /** The minimum distance between pins. */
    private static final double APART = 26;

    /**
     * A venue on the map.
     *
     * @param number in the list beside the map
     * @param exact whether its position is exact; false: in the middle of its postcode area
     */
    public record Pin(int number, Venue venue, int x, int y, boolean exact) {}

    /** @param number in the list beside the map, after our own */
    public record OthersPin(int number, OthersProgramme.Place place, int x, int y) {}

    public record Spot(String label, int x, int y) {}

    private record Point(double latitude, double longitude, boolean exact) {}

    /** Draws the venues that are not mobile and have a known position or area. */
    static VenueMap of(List<Venue> venues, List<Venues.Area> areas, List<OthersProgramme.Place> others) {
        Map<String, Venues.Area> byCode = new HashMap<>();
        areas.forEach(area -> byCode.put(area.label(), area));
        Map<Venue, Point> points = new LinkedHashMap<>();
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
        MapFrame frame = MapFrame.around(Stream.concat(
                        points.values().stream().map(point -> new Coordinates(point.latitude(), point.longitude())),
                        others.stream().map(place -> new Coordinates(place.latitude(), place.longitude())))
                .toList());
        List<double[]> taken = new ArrayList<>();
        List<Pin> pins = new ArrayList<>();
        points.forEach((venue, point) -> {
            double[] free = free(taken, frame.x(point.longitude()), frame.y(point.latitude()), frame);
            pins.add(new Pin(pins.size() + 1, venue, (int) free[0], (int) free[1], point.exact()));
        });
        List<OthersPin> ofOthers = new ArrayList<>();
        for (OthersProgramme.Place place : others) {
            double[] free = free(taken, frame.x(place.longitude()), frame.y(place.latitude()), frame);
            ofOthers.add(new OthersPin(pins.size() + ofOthers.size() + 1, place, (int) free[0], (int) free[1]));
        }
        List<Spot> spots = areas.stream()
                .map(area -> new Spot(area.label(), (int) frame.x(area.longitude()), (int) frame.y(area.latitude())))
                .filter(spot -> spot.x() > 0 && spot.x() < frame.width() && spot.y() > 0 && spot.y() < frame.height())
                .toList();
        return new VenueMap(frame, List.copyOf(pins), spots, ofOthers);
    }

    /** Takes the nearest point without another pin, searching in rings. */
    private static double[] free(List<double[]> taken, double x, double y, MapFrame frame) {
        for (int ring = 0; ring < 8; ring++) {
            int steps = Math.max(1, ring * 6);
            for (int step = 0; step < steps; step++) {
                double angle = 2 * Math.PI * step / steps;
                double atX = Math.min(frame.width() - 20, Math.max(20, x + ring * APART * Math.cos(angle)));
                double atY = Math.min(frame.height() - 20, Math.max(20, y + ring * APART * Math.sin(angle)));
                double[] free = {Math.floor(atX), Math.floor(atY)};
                if (taken.stream().noneMatch(pin -> Math.hypot(pin[0] - atX, pin[1] - atY) < APART - 1)) {
                    taken.add(free);
                    return free;
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
