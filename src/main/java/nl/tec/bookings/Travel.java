package nl.tec.bookings;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import nl.tec.hub.HubSettings;
import nl.tec.hub.HubSettings.Setting;
import nl.tec.shared.Coordinates;
import nl.tec.shared.Grade;
import nl.tec.shared.TimeSlot;
import nl.tec.shared.WayOfTravel;
import org.jspecify.annotations.Nullable;

/**
 * The journey of a class from its school to a visit: distance, estimated duration and proposed transport (rules 4). Walking and, from
 * group 5, cycling are proposed up to the distances set by the hub; a bus beyond.
 *
 * @param metres as the crow flies; null: unknown
 * @param minutes one way, estimated: streets are a third longer than the crow flies
 */
public record Travel(@Nullable Integer metres, Transport proposal, int minutes) {

    /** The granularity of bus times. */
    private static final Duration WHOLE = Duration.ofMinutes(5);

    /** Returns the journey of a class to a session of the programme. */
    public static Travel of(VisitContext visit, HubSettings hub) {
        return visit.atOwnSchool()
                ? new Travel(0, Transport.AT_SCHOOL, 0)
                : between(
                        visit.schoolClass().at(),
                        visit.where().at(),
                        visit.schoolClass().grades(),
                        hub);
    }

    /** Returns the journey between two places; null: unknown location. @param grades of the class */
    public static Travel between(
            @Nullable Coordinates school, @Nullable Coordinates venue, Collection<Grade> grades, HubSettings hub) {
        Integer metres = school == null || venue == null ? null : (Integer) school.metresTo(venue);
        WayOfTravel way = way(metres, grades, hub);
        return new Travel(metres, transport(way), way.minutes(metres));
    }

    private static WayOfTravel way(@Nullable Integer metres, Collection<Grade> grades, HubSettings hub) {
        return WayOfTravel.of(metres, grades, hub.number(Setting.WALK_METRES), hub.number(Setting.BIKE_METRES));
    }

    private static Transport transport(WayOfTravel way) {
        return switch (way) {
            case WALK -> Transport.WALK;
            case BIKE -> Transport.BIKE;
            case ROAD -> Transport.TEC_BUS;
        };
    }

    /** Returns the time from leaving the school until the return, during which the class cannot be elsewhere (rules 3). */
    public TimeSlot away(TimeSlot session) {
        return session.widened(way(), way());
    }

    /** Returns the time of a bus trip from leaving the school until the return, rounded outward to five minutes. */
    public TimeSlot trip(TimeSlot session) {
        return new TimeSlot(
                floor(session.start().minus(way())),
                floor(session.end().plus(way()).plus(WHOLE).minusMillis(1)));
    }

    private Duration way() {
        return Duration.ofMinutes(minutes);
    }

    private static Instant floor(Instant moment) {
        return Instant.ofEpochSecond(
                moment.getEpochSecond() - Math.floorMod(moment.getEpochSecond(), WHOLE.toSeconds()));
    }
}
