package nl.tec.bookings.internal;

import static nl.tec.bookings.Refusal.because;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import nl.tec.bookings.Adults;
import nl.tec.bookings.Refusal;
import nl.tec.bookings.Refusal.Reason;
import nl.tec.hub.HubSettings;
import nl.tec.hub.HubSettings.Setting;
import nl.tec.hub.Rows;
import nl.tec.shared.TimeSlot;
import nl.tec.venues.Reservations;
import nl.tec.venues.Reservations.InTheWay;
import nl.tec.venues.Reservations.Reserved;
import nl.tec.venues.Reservations.Subject;
import nl.tec.venues.Reservations.Wanted;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Reservations of the TEC's buses for visits (rules 3 and 4): one bus for the whole class, which waits at the venue; in the yearly plan
 * classes of nearby schools share one. A bus is reserved from leaving the school until its return, plus the turnaround time to get to
 * the next school.
 */
@Component
public class VisitBuses {

    private final Reservations reservations;
    private final HubSettings hub;
    private final JdbcClient jdbc;

    VisitBuses(Reservations reservations, HubSettings hub, JdbcClient jdbc) {
        this.reservations = reservations;
        this.hub = hub;
        this.jdbc = jdbc;
    }

    /** Reserves a bus for this trip, replacing the visit's earlier one. @return the refusal, if nothing changed; otherwise empty */
    @Transactional(propagation = Propagation.MANDATORY)
    public Optional<Refusal> take(long bookingId, int pupils, int adults, TimeSlot trip) {
        int turnaround = hub.number(Setting.BUS_TURNAROUND_MINUTES);
        return reserve(bookingId, pupils, adults, trip.widened(Duration.ZERO, Duration.ofMinutes(turnaround)));
    }

    /** Adapts the reserved bus of a visit, if any, to new head counts. @return the refusal, if nothing changed; otherwise empty */
    @Transactional(propagation = Propagation.MANDATORY)
    Optional<Refusal> resize(long bookingId, int pupils, int adults) {
        if (adults >= Adults.MIN_ADULTS && reservations.resizeRide(bookingId, pupils + adults)) {
            return Optional.empty();
        }
        return jdbc.sql(
                        "select lower(during) as start, upper(during) as end from venues_bus_of_visit_v where booking_id = ?")
                .param(bookingId)
                .query(Rows.of(TimeSlot.class))
                .optional()
                .flatMap(during -> reserve(bookingId, pupils, adults, during));
    }

    /**
     * A bus ride that visits share.
     *
     * @param people the number of children and adults by booking
     * @param trip from leaving the first school until all are back
     */
    public record Ride(long busId, Map<Long, Integer> people, TimeSlot trip) {}

    /** Reserves one bus for all of them, replacing their earlier ones. @return false, without any change, if it is not available */
    @Transactional(propagation = Propagation.MANDATORY)
    public boolean shareBus(Ride ride) {
        int turnaround = hub.number(Setting.BUS_TURNAROUND_MINUTES);
        return reservations.reserveRide(
                        ride.busId(), ride.trip().widened(Duration.ZERO, Duration.ofMinutes(turnaround)), ride.people())
                instanceof Reserved;
    }

    /** Replaces the bus of a ride. @return false, without any change, if there is no ride or the bus is not available */
    @Transactional(propagation = Propagation.MANDATORY)
    public boolean replace(long bookingId, long busId) {
        record Rider(long bookingId, int people, TimeSlot during) {}
        List<Rider> riders =
                jdbc.sql("""
                select r.booking_id, r.people, lower(r.during) as during_start, upper(r.during) as during_end
                  from venues_bus_of_visit_v b join venues_bus_of_visit_v r on r.ride = b.ride
                 where b.booking_id = ? order by r.booking_id
                """).param(bookingId).query(Rows.of(Rider.class)).list();
        return !riders.isEmpty()
                && reservations.reserveRide(
                                busId,
                                riders.get(0).during(),
                                riders.stream().collect(Collectors.toMap(Rider::bookingId, Rider::people)))
                        instanceof Reserved;
    }

    private Optional<Refusal> reserve(long bookingId, int pupils, int adults, TimeSlot during) {
        if (adults < Adults.MIN_ADULTS) {
            return Optional.of(because(Reason.BUS_ADULTS, Adults.MIN_ADULTS));
        }
        return reservations.reserve(Subject.BOOKING, bookingId, Wanted.bus(during, pupils + adults))
                        instanceof InTheWay taken
                ? Optional.of(
                        taken.obstacles().isEmpty()
                                ? because(Reason.BUS_TOO_SMALL, pupils + adults)
                                : because(Reason.NO_BUS, pupils + adults))
                : Optional.empty();
    }

    public boolean has(long bookingId) {
        return jdbc.sql("select exists (select from venues_bus_of_visit_v where booking_id = ?)")
                .param(bookingId)
                .query(Boolean.class)
                .single();
    }

    /** Keeps the bus of a visit that moves taken. @return its ride; empty: it has none */
    Optional<Long> hold(long bookingId) {
        return reservations.holdRide(bookingId);
    }

    /** Gives a visit its held bus again, for as many as come now. @return false if it has no room for them, or is not held */
    boolean resume(long bookingId, long ride, int people) {
        return reservations.resumeRide(bookingId, ride) && reservations.resizeRide(bookingId, people);
    }

    void releaseHeld(long bookingId, long ride) {
        reservations.releaseRide(bookingId, ride);
    }

    public void release(Collection<Long> bookingIds) {
        reservations.release(Subject.BOOKING, List.copyOf(bookingIds));
    }
}
