package nl.tec.bookings.internal;

import nl.tec.bookings.Transport;
import nl.tec.hub.HubSettings;
import nl.tec.hub.HubSettings.Setting;
import nl.tec.shared.Sector;
import org.jspecify.annotations.Nullable;

/**
 * The way from the school to the visit: how far, and what is proposed for it (rules 4): walking and, from group 5, cycling up to
 * the hub's distances; a bus beyond.
 *
 * @param metres as the crow flies; null when nobody knows where one of the two is
 * @param minutes one way, roughly: streets are a third longer than the crow's way
 */
record Travel(@Nullable Integer metres, Transport proposal, int minutes) {

    private static final double EARTH_RADIUS_METRES = 6_371_000;
    private static final double STREETS = 1.3;
    private static final int WALK_METRES_PER_MINUTE = 70;
    private static final int BIKE_METRES_PER_MINUTE = 200;
    private static final int BUS_METRES_PER_MINUTE = 500;
    private static final int BOARDING_MINUTES = 10;
    private static final int UNKNOWN_MINUTES = 30;
    private static final int MAX_MINUTES = 240;
    private static final int FIRST_CYCLING_GROUP = 5;

    static Travel of(VisitContext facts, HubSettings hub) {
        if (facts.atOwnSchool()) {
            return new Travel(0, Transport.AT_SCHOOL, 0);
        }
        Integer metres = metres(facts);
        if (metres == null) {
            return new Travel(null, Transport.TEC_BUS, UNKNOWN_MINUTES);
        }
        if (metres <= hub.number(Setting.WALK_METRES)) {
            return new Travel(metres, Transport.WALK, minutes(metres, WALK_METRES_PER_MINUTE));
        }
        if (metres <= hub.number(Setting.BIKE_METRES) && cycles(facts)) {
            return new Travel(metres, Transport.BIKE, minutes(metres, BIKE_METRES_PER_MINUTE));
        }
        return new Travel(
                metres,
                Transport.TEC_BUS,
                Math.min(MAX_MINUTES, BOARDING_MINUTES + minutes(metres, BUS_METRES_PER_MINUTE)));
    }

    private static boolean cycles(VisitContext facts) {
        return facts.group().grades().stream()
                .allMatch(grade -> grade.sector() == Sector.VO
                        || grade.sector() == Sector.MBO
                        || grade.number() >= FIRST_CYCLING_GROUP);
    }

    private static int minutes(int metres, int metresPerMinute) {
        return (int) Math.ceil(metres * STREETS / metresPerMinute);
    }

    private static @Nullable Integer metres(VisitContext facts) {
        Double fromLatitude = facts.group().latitude();
        Double fromLongitude = facts.group().longitude();
        Double toLatitude = facts.where().latitude();
        Double toLongitude = facts.where().longitude();
        if (fromLatitude == null || fromLongitude == null || toLatitude == null || toLongitude == null) {
            return null;
        }
        double north = Math.toRadians(toLatitude - fromLatitude);
        double east =
                Math.toRadians(toLongitude - fromLongitude) * Math.cos(Math.toRadians((fromLatitude + toLatitude) / 2));
        return (int) Math.round(EARTH_RADIUS_METRES * Math.sqrt(north * north + east * east));
    }
}
