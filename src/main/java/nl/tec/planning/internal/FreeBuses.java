package nl.tec.planning.internal;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import nl.tec.planning.Mishap;
import nl.tec.planning.Mishap.Kind;
import nl.tec.planning.PlanInstance.Candidate;
import nl.tec.planning.PlannedVisit;
import nl.tec.planning.internal.PublicationStore.OnBus;
import nl.tec.shared.Dates;
import nl.tec.shared.TimeSlot;
import nl.tec.venues.Bus;
import org.jspecify.annotations.Nullable;

/** The buses that visits can take at another time. No bus is given twice. */
public final class FreeBuses {

    private final Mishap mishap;
    private final UpcomingRoundVisits now;
    private final List<Bus> buses;
    private final SupplyStore.ReservedTimes reserved;
    private final List<TakenSlot> rides = new ArrayList<>();

    public FreeBuses(Mishap mishap, UpcomingRoundVisits now, List<Bus> buses, SupplyStore.ReservedTimes reserved) {
        this.mishap = mishap;
        this.now = now;
        this.buses = buses;
        this.reserved = reserved;
    }

    /** Takes a bus for a visit that has one now, at the time of a candidate where {@link #has} is true. */
    void take(PlannedVisit visit, Candidate to, @Nullable OnBus freed) {
        OnBus ride = now.bus(visit);
        if (ride != null) {
            rides.add(new TakenSlot(
                    Objects.requireNonNull(bus(visit, ride, to, freed)).id(), during(visit, ride, to)));
        }
    }

    /** Whether a visit that has a bus can have one at the time of a candidate. @param freed as in {@link #bus} */
    boolean has(PlannedVisit visit, Candidate one, @Nullable OnBus freed) {
        OnBus ride = now.bus(visit);
        return ride == null || bus(visit, ride, one, freed) != null;
    }

    /**
     * Returns the smallest bus that is free at the time of a candidate, for as long as the visit has one now; null if there is none.
     *
     * @param freed the bus of a visit that makes way; null: none does
     */
    private @Nullable Bus bus(PlannedVisit visit, OnBus ride, Candidate one, @Nullable OnBus freed) {
        TimeSlot during = during(visit, ride, one);
        return buses.stream()
                .filter(bus -> bus.seats() >= ride.own()
                        && bus.ridesOn(one.date())
                        && !(Kind.BUS.id(bus.id()).equals(mishap.subject()) && mishap.isIn(one.date()))
                        && TakenSlot.isFree(rides, bus.id(), during)
                        && (isFreed(bus, freed, during) || !reserved.during(Kind.BUS.id(bus.id()), during)))
                .min(Comparator.comparing(Bus::seats).thenComparing(Bus::id))
                .orElse(null);
    }

    private static boolean isFreed(Bus bus, @Nullable OnBus freed, TimeSlot during) {
        return freed != null
                && freed.busId() == bus.id()
                && freed.own() == freed.people()
                && !during.start().isBefore(freed.during().start())
                && !during.end().isAfter(freed.during().end());
    }

    private static TimeSlot during(PlannedVisit visit, OnBus ride, Candidate one) {
        Duration later =
                Duration.between(visit.start(), one.start().atZone(Dates.ZONE).toInstant());
        return new TimeSlot(
                ride.during().start().plus(later), ride.during().end().plus(later));
    }
}
