package nl.tec.bookings;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import nl.tec.bookings.internal.BusQueries;
import nl.tec.venues.Bus;
import nl.tec.venues.Venues;
import org.springframework.stereotype.Service;

/** Where each bus of the TEC is on a day, and which visits still have none; for the programme manager. */
@Service
public class BusSchedule {

    /** @param there whether it rides on this day; a bus that does not is left out, unless it is reserved */
    public record OfBus(Bus bus, boolean there, List<BusRide> rides) {}

    private final Venues venues;
    private final BusQueries rides;

    BusSchedule(Venues venues, BusQueries rides) {
        this.venues = venues;
        this.rides = rides;
    }

    /** The buses that ride on a day, or are reserved then, each with its rides in order of time. */
    public List<OfBus> of(LocalDate day) {
        Map<Long, List<BusRide>> byBus = rides.ofDay(day);
        return venues.buses().stream()
                .map(bus -> new OfBus(bus, bus.ridesOn(day), byBus.getOrDefault(bus.id(), List.of())))
                .filter(one -> one.there() || !one.rides().isEmpty())
                .toList();
    }

    /** The visits to come that chose a bus of the TEC and have none, by date. */
    public List<BusRide> withoutBus() {
        return rides.withoutBus();
    }

    public int countWithoutBus() {
        return rides.countWithoutBus();
    }
}
