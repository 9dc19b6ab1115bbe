package nl.tec.neighbours;

import java.time.Clock;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import nl.tec.accounts.Actor;
import nl.tec.accounts.Audit;
import nl.tec.bookings.BookedElsewhere;
import nl.tec.bookings.BookingRules;
import nl.tec.neighbours.internal.NeighbourBookingStore;
import nl.tec.neighbours.internal.NeighbourVisits;
import nl.tec.organisations.Classes;
import nl.tec.organisations.SchoolClass;
import nl.tec.organisations.SchoolClass.ClassPart;
import nl.tec.shared.Dates;
import nl.tec.shared.NotFound;
import nl.tec.shared.Outcome;
import nl.tec.shared.Problems;
import nl.tec.shared.SchoolYear;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Booking a class at a neighbour, from our own pages, for who works at its school (decision 0090). What is asked is stored before the
 * neighbour is asked, with the key of the booking, so that whatever stops in between nothing is lost, and nothing is booked twice.
 */
@Service
public class NeighbourBookings {

    public static final String PUPILS = "leerlingen-";
    public static final String ADULTS = "volwassenen";
    public static final String PHONE = "telefoon";

    private static final int MAX_ADULTS = 50;

    private final NeighbourBookingStore store;
    private final NeighbourVisits visits;
    private final Classes classes;
    private final Audit audit;
    private final Clock clock;
    private final TransactionTemplate transaction;

    NeighbourBookings(
            NeighbourBookingStore store,
            NeighbourVisits visits,
            Classes classes,
            Audit audit,
            Clock clock,
            TransactionTemplate transaction) {
        this.store = store;
        this.visits = visits;
        this.classes = classes;
        this.audit = audit;
        this.clock = clock;
        this.transaction = transaction;
    }

    /**
     * A class that goes.
     *
     * @param key made with the form: the same request sent twice books once
     * @param pupils by part of the class (its id)
     * @param phone of the teacher, for the day; empty: not given
     */
    public record Ask(
            UUID key,
            long neighbourId,
            String itemId,
            long classId,
            Map<Long, Integer> pupils,
            int adults,
            String phone) {}

    /** Empty: there is no such session, it is not for classes, it has begun, or its hub gave us no key. */
    public Optional<NeighbourSession> session(long neighbourId, String itemId) {
        return store.session(neighbourId, itemId, clock.instant());
    }

    /**
     * Asks for places and waits for the answer; without one it is asked again, until there is.
     *
     * @return its id
     * @throws NotFound when there is no such session to book, or no such class for this actor
     */
    public Outcome<Long> book(Ask ask, Actor by) {
        Optional<Long> before = store.find(ask.key()).filter(id -> mayRead(id, by));
        if (before.isPresent()) {
            return Outcome.done(before.get());
        }
        NeighbourSession session =
                session(ask.neighbourId(), ask.itemId()).orElseThrow(() -> new NotFound("session " + ask.itemId()));
        SchoolClass group = classes.find(ask.classId())
                .filter(one -> by.worksAt(one.siteId()))
                .orElseThrow(() -> new NotFound("class " + ask.classId()));
        SortedMap<ClassPart, Integer> going = new TreeMap<>(Comparator.comparing(ClassPart::id));
        group.parts().forEach(part -> {
            if (ask.pupils().getOrDefault(part.id(), 0) > 0) {
                going.put(part, ask.pupils().get(part.id()));
            }
        });
        Problems problems = check(ask, group, session, !going.isEmpty());
        if (problems.any()) {
            return Outcome.refused(problems);
        }
        Optional<Long> made = transaction.execute(status -> {
            Optional<Long> id = store.insert(ask, session, group, going, by, clock.instant());
            id.ifPresent(booking -> audit.add(by, "NEIGHBOUR_BOOKING_ASKED", "neighbour_booking", booking));
            return id;
        });
        if (made == null || made.isEmpty()) {
            // the same form, sent twice at once
            return store.find(ask.key())
                    .filter(id -> mayRead(id, by))
                    .map(Outcome::done)
                    .orElseGet(() -> Outcome.refused(new Problems().add("", "elsewhere.check.twice")));
        }
        visits.settle(made.get());
        return Outcome.done(made.get());
    }

    private static Problems check(Ask ask, SchoolClass group, NeighbourSession session, boolean anybody) {
        Problems problems = new Problems();
        ask.pupils()
                .forEach((part, count) ->
                        problems.addIf(count < 0 || count > 200, PUPILS + part, "elsewhere.check.number"));
        return problems.addIf(
                        problems.all().isEmpty() && !anybody,
                        PUPILS + group.parts().get(0).id(),
                        "elsewhere.check.nobody")
                .addIf(ask.adults() < 0 || ask.adults() > MAX_ADULTS, ADULTS, "elsewhere.check.number")
                .addIf(BookingRules.phone(ask.phone()).isPresent(), PHONE, "elsewhere.check.phone")
                .addIf(
                        !group.year()
                                .equals(SchoolYear.of(Dates.dayOf(session.time().start()))),
                        "",
                        "elsewhere.check.year");
    }

    /** Those of the schools somebody works at, the latest first. */
    public List<BookedElsewhere.Visit> list(Collection<Long> siteIds) {
        return store.all(siteIds);
    }

    /** @throws NotFound when it is not of a school of this actor */
    public NeighbourBooking get(long id, Actor actor) {
        return store.get(id)
                .filter(booking -> actor.worksAt(booking.siteId()))
                .orElseThrow(() -> new NotFound("booking at a neighbour " + id));
    }

    private boolean mayRead(long id, Actor actor) {
        return store.get(id).filter(booking -> actor.worksAt(booking.siteId())).isPresent();
    }

    /** Cancels it at the neighbour; when that does not answer, it is told until it knows. */
    public void cancel(long id, Actor by) {
        get(id, by);
        transaction.executeWithoutResult(status -> {
            if (store.askToCancel(id, clock.instant())) {
                audit.add(by, "NEIGHBOUR_BOOKING_CANCELLED", "neighbour_booking", id);
            }
        });
        visits.settle(id);
    }
}
