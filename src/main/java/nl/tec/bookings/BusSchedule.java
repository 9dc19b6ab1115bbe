package nl.tec.bookings;

import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import nl.tec.bookings.internal.BusQueries;
import nl.tec.hub.HubSettings;
import nl.tec.hub.HubSettings.Setting;
import nl.tec.shared.TimeSlot;
import nl.tec.venues.Bus;
import nl.tec.venues.Venues;
import org.springframework.stereotype.Service;

/** The daily schedule of the TEC's buses: their rides, which buses are free, and which visits still lack one. */
@Service
public class BusSchedule {

    /** @param there whether it runs on this day; a bus that does not is left out, unless it is reserved */
    public record OfBus(Bus bus, boolean there, List<BusRide> rides) {}

    private final Venues venues;
    private final BusQueries rides;
    private final HubSettings hub;

    BusSchedule(Venues venues, BusQueries rides, HubSettings hub) {
        this.venues = venues;
        this.rides = rides;
        this.hub = hub;
    }

    /** Returns the buses that run or are reserved on a day, each with its rides in order of time. */
    public List<OfBus> of(LocalDate day) {
        Map<Long, List<BusRide>> byBus = rides.ofDay(day);
        return venues.buses().stream()
                .map(bus -> new OfBus(bus, bus.ridesOn(day), byBus.getOrDefault(bus.id(), List.of())))
                .filter(one -> one.there() || !one.rides().isEmpty())
                .toList();
    }

    /**
     * Returns the buses that can take a class to a session and back, smallest first: free from departure until the end of the turnaround
     * time, and with a seat for everybody.
     *
     * @param people children and adults
     */
    public List<Bus> free(Travel travel, TimeSlot session, int people) {
        Duration turnaround = Duration.ofMinutes(hub.number(Setting.BUS_TURNAROUND_MINUTES));
        return venues.freeBuses(travel.trip(session).widened(Duration.ZERO, turnaround), people);
    }

    /** Returns the upcoming visits that chose a bus of the TEC and have none, by date. */
    public List<BusRide> withoutBus() {
        return rides.withoutBus();
    }

    public int countWithoutBus() {
        return rides.countWithoutBus();
    }
}
