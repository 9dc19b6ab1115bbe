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
 * The bus of the TEC that a class rides in (rules 3 and 4): one bus for the whole class, which waits at the place; in the yearly plan
 * classes of near schools share one. It is reserved from the departure at the school until it is back there, and as long after that as
 * it takes to be at the next school.
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

    /** Reserves a bus for this trip, in place of the one the visit had; or nothing changes, and why. */
    @Transactional(propagation = Propagation.MANDATORY)
    public Optional<Refusal> take(long bookingId, int pupils, int adults, TimeSlot trip) {
        int turnaround = hub.number(Setting.BUS_TURNAROUND_MINUTES);
        return reserve(bookingId, pupils, adults, trip.widened(Duration.ZERO, Duration.ofMinutes(turnaround)));
    }

    /** Sees that whoever comes along now has a seat too, for a visit that has a bus; or nothing changes, and why. */
    @Transactional(propagation = Propagation.MANDATORY)
    Optional<Refusal> resize(long bookingId, int pupils, int adults) {
        if (adults >= Adults.MIN_ADULTS && reservations.resizeRide(bookingId, pupils + adults)) {
            return Optional.empty();
        }
        return jdbc.sql("select lower(during), upper(during) from venues_bus_of_visit_v where booking_id = ?")
                .param(bookingId)
                .query((row, n) -> new TimeSlot(
                        row.getTimestamp(1).toInstant(), row.getTimestamp(2).toInstant()))
                .optional()
                .flatMap(during -> reserve(bookingId, pupils, adults, during));
    }

    /**
     * The people who ride together.
     *
     * @param people children and adults, per booking
     * @param trip from leaving the first school until all are back
     */
    public record Ride(long busId, Map<Long, Integer> people, TimeSlot trip) {}

    /** Reserves one bus for all of them, in place of what they had. @return false, and nothing changes, when that does not go */
    @Transactional(propagation = Propagation.MANDATORY)
    public boolean takeTogether(Ride ride) {
        int turnaround = hub.number(Setting.BUS_TURNAROUND_MINUTES);
        return reservations.reserveRide(
                        ride.busId(), ride.trip().widened(Duration.ZERO, Duration.ofMinutes(turnaround)), ride.people())
                instanceof Reserved;
    }

    /** The same ride in another bus. @return false, and nothing changes, when there is no ride or the bus cannot */
    @Transactional(propagation = Propagation.MANDATORY)
    public boolean replace(long bookingId, long busId) {
        record Rider(long bookingId, int people, TimeSlot during) {}
        List<Rider> riders = jdbc.sql("""
                select r.booking_id, r.people, lower(r.during) as begins, upper(r.during) as ends
                  from venues_bus_of_visit_v b join venues_bus_of_visit_v r on r.ride = b.ride
                 where b.booking_id = ? order by r.booking_id
                """)
                .param(bookingId)
                .query((row, n) ->
                        new Rider(row.getLong("booking_id"), row.getInt("people"), Rows.slot(row, "begins", "ends")))
                .list();
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

    /** Whether the visit has one. */
    public boolean has(long bookingId) {
        return jdbc.sql("select exists (select from venues_bus_of_visit_v where booking_id = ?)")
                .param(bookingId)
                .query(Boolean.class)
                .single();
    }

    public void release(Collection<Long> bookingIds) {
        reservations.release(Subject.BOOKING, List.copyOf(bookingIds));
    }
}
