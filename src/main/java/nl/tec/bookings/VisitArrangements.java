package nl.tec.bookings;

import static nl.tec.bookings.Refusal.because;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import nl.tec.accounts.Actor;
import nl.tec.accounts.Role;
import nl.tec.bookings.BookingResult.Done;
import nl.tec.bookings.BookingResult.Refused;
import nl.tec.bookings.BookingResult.Unknown;
import nl.tec.bookings.Refusal.Reason;
import nl.tec.bookings.VisitPlan.Item;
import nl.tec.bookings.VisitPlan.State;
import nl.tec.bookings.internal.BookingChanges;
import nl.tec.bookings.internal.BookingQueries;
import nl.tec.bookings.internal.BookingStore;
import nl.tec.bookings.internal.CapacityStore;
import nl.tec.bookings.internal.ClassMail;
import nl.tec.bookings.internal.ClassNotifier;
import nl.tec.bookings.internal.VisitBuses;
import nl.tec.bookings.internal.VisitItemStore;
import nl.tec.bookings.internal.VisitPlans.Stored;
import nl.tec.hub.HubSettings;
import nl.tec.shared.NotFound;
import nl.tec.shared.TimeSlot;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * The arrangements of a school and the programme manager for a visit (rules 4). A booking of another school is
 * {@link BookingResult.Unknown}, or {@link NotFound} for methods without a result. One that is no longer active, as when a colleague
 * cancelled it, is refused.
 */
@Service
public class VisitArrangements {

    private final BookingQueries bookings;
    private final VisitItemStore items;
    private final ClassNotifier notifier;
    private final BookingChanges history;
    private final VisitBuses buses;
    private final CapacityStore capacities;
    private final HubSettings hub;
    private final BookingStore store;
    private final Clock clock;

    VisitArrangements(
            BookingQueries bookings,
            VisitItemStore items,
            ClassNotifier notifier,
            BookingChanges history,
            VisitBuses buses,
            CapacityStore capacities,
            HubSettings hub,
            BookingStore store,
            Clock clock) {
        this.bookings = bookings;
        this.buses = buses;
        this.capacities = capacities;
        this.hub = hub;
        this.clock = clock;
        this.items = items;
        this.notifier = notifier;
        this.history = history;
        this.store = store;
    }

    /**
     * Chooses the transport of the class. Choosing a bus of the TEC also reserves one, or is refused; any other choice releases a
     * reserved bus.
     */
    @Transactional
    public BookingResult chooseTransport(long bookingId, Transport choice, Actor by) {
        return underLock(bookingId, by, booking -> {
            if (choice == Transport.TEC_BUS) {
                // idempotent: a repeated choice keeps the reserved bus
                return buses.has(bookingId)
                        ? Optional.empty()
                        : bus(
                                booking,
                                Travel.of(booking.facts(), hub)
                                        .trip(booking.facts().session().time()),
                                by);
            }
            buses.release(List.of(bookingId));
            State state = choice == Transport.OWN ? State.DONE : State.NOT_NEEDED;
            items.store(bookingId, Item.TRANSPORT, new Stored(state, choice, "", null, null), by);
            return Optional.empty();
        });
    }

    /**
     * Reserves a bus for the visit on behalf of the programme manager, or changes its times.
     *
     * @param departs the departure from the school
     * @param returns the arrival back there
     */
    @Transactional
    public BookingResult arrangeBus(long bookingId, Instant departs, Instant returns, Actor by) {
        return by.is(Role.PROGRAMME_MANAGER)
                ? underLock(bookingId, by, booking -> bus(booking, new TimeSlot(departs, returns), by))
                : new Unknown();
    }

    /**
     * Reserves the planned bus for visits, in the transaction of their booking. No mail is sent, because the mail about the booking is
     * rendered later and includes the bus. If the bus can no longer take them together, each visit gets its own; a visit for which none is
     * free is among those in {@link BusSchedule#withoutBus}.
     *
     * @param ride from leaving the first school until all are back
     * @param trips by booking, from leaving its own school until it is back there
     */
    @Transactional
    public void planRide(long busId, TimeSlot ride, Map<Long, TimeSlot> trips, Actor by) {
        by.requireRole(Role.PROGRAMME_MANAGER);
        List<ClassBooking> riders = trips.keySet().stream()
                .sorted()
                .map(booking -> theirs(booking, by).orElseThrow(() -> new NotFound("booking " + booking)))
                .toList();
        riders.forEach(rider -> capacities.lock(rider.facts().session().id()));
        Map<Long, Integer> people = riders.stream()
                .collect(Collectors.toMap(
                        ClassBooking::id,
                        rider -> rider.participants() + rider.details().adults()));
        boolean together = buses.shareBus(new VisitBuses.Ride(busId, people, ride));
        for (ClassBooking rider : riders) {
            TimeSlot trip = Objects.requireNonNull(trips.get(rider.id()));
            boolean given = together
                    || buses.take(
                                    rider.id(),
                                    rider.participants(),
                                    rider.details().adults(),
                                    trip)
                            .isEmpty();
            items.store(
                    rider.id(),
                    Item.TRANSPORT,
                    new Stored(
                            given ? State.DONE : State.OPEN,
                            Transport.TEC_BUS,
                            "",
                            given ? trip.start() : null,
                            given ? trip.end() : null),
                    by);
        }
    }

    /**
     * Replaces the bus of a visit's ride, for all visits that share it. The times stay the same, so nobody is notified.
     *
     * @return false, without any change, if the visit has no bus or the other bus cannot make the ride
     */
    @Transactional
    public boolean replaceBus(long bookingId, long busId, Actor by) {
        by.requireRole(Role.PROGRAMME_MANAGER);
        return buses.replace(bookingId, busId);
    }

    /** Reserves a bus, and mails the recipients of the visit if its times changed. */
    private Optional<Refusal> bus(ClassBooking booking, TimeSlot trip, Actor by) {
        if (booking.state() != BookingState.CONFIRMED) {
            return Optional.of(because(Reason.BUS_NO_PLACE));
        }
        if (!clock.instant().isBefore(booking.facts().session().time().start())) {
            return Optional.of(because(Reason.BEGUN));
        }
        Optional<Refusal> refusal = buses.take(
                booking.id(), booking.participants(), booking.details().adults(), trip);
        if (refusal.isEmpty()) {
            Stored bus = new Stored(State.DONE, Transport.TEC_BUS, "", trip.start(), trip.end());
            boolean news = !bus.equals(items.of(booking.id()).get(Item.TRANSPORT));
            items.store(booking.id(), Item.TRANSPORT, bus, by);
            if (news) {
                notifier.put(ClassMail.TRANSPORT, booking, null);
            }
        }
        return refusal;
    }

    /** Runs the work under the lock that serialises it with moving, cancelling and resizing the visit. */
    private BookingResult underLock(long bookingId, Actor by, Function<ClassBooking, Optional<Refusal>> work) {
        Optional<ClassBooking> booking = theirs(bookingId, by).flatMap(seen -> {
            capacities.lock(seen.facts().session().id());
            return theirs(bookingId, by);
        });
        return booking.map(work)
                .map(refusal -> refusal.<BookingResult>map(Refused::new).orElseGet(() -> new Done(bookingId)))
                .orElseGet(() -> inactive(bookingId, by));
    }

    /** Records whether the school has given the lesson before or after the visit. */
    @Transactional
    public BookingResult tick(long bookingId, Item lesson, boolean done, Actor by) {
        if (lesson != Item.BEFORE && lesson != Item.AFTER) {
            throw new IllegalArgumentException("can't be ticked off: " + lesson);
        }
        Stored ticked = new Stored(done ? State.DONE : State.OPEN, null, "", null, null);
        return change(bookingId, by, booking -> items.store(bookingId, lesson, ticked, by));
    }

    /**
     * Stores the school's remarks on allergies and special needs, without names; erased the day after the visit.
     *
     * @param shown the remarks that were on the screen; refused if somebody changed them since
     */
    @Transactional
    public BookingResult recordSpecialNeeds(long bookingId, String shown, String text, Actor by) {
        State state = text.isBlank() ? State.NOT_NEEDED : State.DONE;
        return underLock(bookingId, by, booking -> {
            Stored before = items.of(bookingId).get(Item.PRACTICAL);
            String remarks = before == null ? "" : before.detail();
            if (text.strip().equals(shown.strip())) {
                return Optional.empty();
            }
            if (!remarks.equals(shown.strip()) && !remarks.equals(text.strip())) {
                return Optional.of(because(Reason.REMARKS_CHANGED));
            }
            items.store(bookingId, Item.PRACTICAL, new Stored(state, null, text.strip(), null, null), by);
            return Optional.empty();
        });
    }

    /**
     * Changes what the school tells of the day itself, all of it or nothing.
     *
     * @param shown the special needs that the school saw, as in {@link #recordSpecialNeeds}
     * @param phone null to leave it as it is
     * @param photos null to leave it as it is
     */
    @Transactional
    public BookingResult tellOfDay(
            long bookingId, String shown, String text, @Nullable String phone, @Nullable Boolean photos, Actor by) {
        Optional<Refusal> wrong = phone == null ? Optional.empty() : BookingRules.phone(phone);
        if (wrong.isPresent()) {
            return new Refused(wrong.get());
        }
        BookingResult result = recordSpecialNeeds(bookingId, shown, text, by);
        if (result instanceof Done && phone != null) {
            result = changePhone(bookingId, phone, by);
        }
        return result instanceof Done && photos != null ? allowPhotos(bookingId, photos, by) : result;
    }

    /**
     * Records whether photos may be made of the class. Only the school itself can give the permission, as it answers for the parents
     * (rules 8); the programme manager can only withdraw it, for a school that calls.
     */
    @Transactional
    public BookingResult allowPhotos(long bookingId, boolean allowed, Actor by) {
        return change(bookingId, by, booking -> {
            if (allowed && !by.worksAt(booking.facts().schoolClass().siteId())) {
                throw new NotFound("permission of the school of booking " + bookingId);
            }
            if (store.changePhotos(bookingId, allowed)) {
                history.note(bookingId, allowed ? "PHOTOS_ALLOWED" : "PHOTOS_REFUSED", by);
            }
        });
    }

    /** Changes the teacher's telephone number for the day; empty removes it. Erased the day after the visit. */
    @Transactional
    public BookingResult changePhone(long bookingId, String phone, Actor by) {
        Optional<Refusal> refusal = BookingRules.phone(phone);
        if (refusal.isPresent()) {
            return new Refused(refusal.get());
        }
        return change(bookingId, by, booking -> {
            if (store.changePhone(bookingId, phone.strip())) {
                history.note(bookingId, "PHONE", by);
            }
        });
    }

    private BookingResult change(long bookingId, Actor by, Consumer<ClassBooking> work) {
        Optional<ClassBooking> booking = theirs(bookingId, by);
        booking.ifPresent(work);
        return booking.isPresent() ? new Done(bookingId) : inactive(bookingId, by);
    }

    private BookingResult inactive(long bookingId, Actor by) {
        return ofSchool(bookingId, by).isPresent() ? new Refused(because(Reason.NOT_ACTIVE)) : new Unknown();
    }

    private Optional<ClassBooking> theirs(long bookingId, Actor by) {
        return ofSchool(bookingId, by).filter(one -> one.state().active());
    }

    private Optional<ClassBooking> ofSchool(long bookingId, Actor by) {
        return bookings.find(bookingId)
                .filter(one ->
                        ClassBookings.mayBook(by, one.facts().schoolClass().siteId()));
    }
}
