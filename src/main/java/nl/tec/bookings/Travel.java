package nl.tec.bookings;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Locale;
import nl.tec.hub.HubSettings;
import nl.tec.hub.HubSettings.Setting;
import nl.tec.shared.Coordinates;
import nl.tec.shared.Grade;
import nl.tec.shared.Sector;
import nl.tec.shared.TimeSlot;
import org.jspecify.annotations.Nullable;

/**
 * How a class gets from its school to a visit: how far it is, how long it takes, and what is proposed for it (rules 4). Walking and, from
 * group 5, cycling up to the distances of the hub; a bus beyond.
 *
 * @param metres as the crow flies; null: unknown
 * @param minutes one way, estimated: streets are a third longer than the crow flies
 */
public record Travel(@Nullable Integer metres, Transport proposal, int minutes) {

    private static final double STREETS = 1.3;
    private static final int WALK_METRES_PER_MINUTE = 70;
    private static final int BIKE_METRES_PER_MINUTE = 200;
    private static final int BUS_METRES_PER_MINUTE = 500;
    private static final int BOARDING_MINUTES = 10;
    private static final int UNKNOWN_MINUTES = 30;
    private static final int MAX_MINUTES = 240;
    private static final int FIRST_CYCLING_GROUP = 5;
    private static final int KILOMETRE = 1000;
    /** The timetable of a bus. */
    private static final Duration WHOLE = Duration.ofMinutes(5);

    /** Of a class to a session of the programme. */
    public static Travel of(VisitContext visit, HubSettings hub) {
        return visit.atOwnSchool()
                ? new Travel(0, Transport.AT_SCHOOL, 0)
                : between(visit.group().at(), visit.where().at(), visit.group().grades(), hub);
    }

    /** Between two places; null: unknown. @param grades of the class */
    public static Travel between(
            @Nullable Coordinates school, @Nullable Coordinates venue, Collection<Grade> grades, HubSettings hub) {
        if (school == null || venue == null) {
            return new Travel(null, Transport.TEC_BUS, UNKNOWN_MINUTES);
        }
        int metres = school.metresTo(venue);
        Transport proposal = proposal(metres, grades, hub);
        int minutes = switch (proposal) {
            case WALK -> minutes(metres, WALK_METRES_PER_MINUTE);
            case BIKE -> minutes(metres, BIKE_METRES_PER_MINUTE);
            default -> Math.min(MAX_MINUTES, BOARDING_MINUTES + minutes(metres, BUS_METRES_PER_MINUTE));
        };
        return new Travel(metres, proposal, minutes);
    }

    /** How a class goes so far: on foot, by bike, or by bus. @param metres as the crow flies */
    public static Transport proposal(int metres, Collection<Grade> grades, HubSettings hub) {
        if (metres <= hub.number(Setting.WALK_METRES)) {
            return Transport.WALK;
        }
        return metres <= hub.number(Setting.BIKE_METRES) && grades.stream().allMatch(Travel::cycles)
                ? Transport.BIKE
                : Transport.TEC_BUS;
    }

    private static boolean cycles(Grade grade) {
        return grade.sector() == Sector.VO || grade.sector() == Sector.MBO || grade.number() >= FIRST_CYCLING_GROUP;
    }

    private static int minutes(int metres, int metresPerMinute) {
        return (int) Math.ceil(metres * STREETS / metresPerMinute);
    }

    /** When the class is away for a session: from leaving its school until it is back. It is nowhere else then (rules 3). */
    public TimeSlot away(TimeSlot session) {
        return session.widened(way(), way());
    }

    /** When a bus leaves at the school and is back there, at whole five minutes. */
    public TimeSlot trip(TimeSlot session) {
        return new TimeSlot(
                floor(session.start().minus(way())),
                floor(session.end().plus(way()).plus(WHOLE).minusMillis(1)));
    }

    /** {@code 600 m}, {@code 2,3 km}. */
    public static String distance(int metres, Locale language) {
        return metres < KILOMETRE
                ? Math.round(metres / 10.0) * 10 + " m"
                : String.format(language, "%.1f km", metres / (double) KILOMETRE);
    }

    private Duration way() {
        return Duration.ofMinutes(minutes);
    }

    private static Instant floor(Instant moment) {
        return Instant.ofEpochSecond(
                moment.getEpochSecond() - Math.floorMod(moment.getEpochSecond(), WHOLE.toSeconds()));
    }
}
