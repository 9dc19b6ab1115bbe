package nl.tec.bookings.internal;

import nl.tec.bookings.Transport;
import nl.tec.hub.HubSettings;
import nl.tec.hub.HubSettings.Setting;
import nl.tec.shared.Coordinates;
import nl.tec.shared.WayOfTravel;
import org.jspecify.annotations.Nullable;

/**
 * The way from the school to the visit: how far, and what is proposed for it (rules 4): walking and, from group 5, cycling up to
 * the hub's distances; a bus beyond.
 *
 * @param metres as the crow flies; null when nobody knows where one of the two is
 * @param minutes one way, roughly
 */
record Travel(@Nullable Integer metres, Transport proposal, int minutes) {

    static Travel of(VisitContext facts, HubSettings hub) {
        if (facts.atOwnSchool()) {
            return new Travel(0, Transport.AT_SCHOOL, 0);
        }
        Coordinates school =
                Coordinates.of(facts.group().latitude(), facts.group().longitude());
        Coordinates venue =
                Coordinates.of(facts.where().latitude(), facts.where().longitude());
        Integer metres = school == null || venue == null ? null : (Integer) school.metresTo(venue);
        WayOfTravel way = WayOfTravel.of(
                metres, facts.group().grades(), hub.number(Setting.WALK_METRES), hub.number(Setting.BIKE_METRES));
        Transport proposal = switch (way) {
            case WALK -> Transport.WALK;
            case BIKE -> Transport.BIKE;
            case ROAD -> Transport.TEC_BUS;
        };
        return new Travel(metres, proposal, way.minutes(metres));
    }
}
