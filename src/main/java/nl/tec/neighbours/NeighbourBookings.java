package nl.tec.neighbours;

import java.time.Clock;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import nl.tec.accounts.Actor;
import nl.tec.accounts.Audit;
import nl.tec.accounts.Role;
import nl.tec.bookings.BookedElsewhere;
import nl.tec.bookings.BookingRules;
import nl.tec.bookings.ClassesElsewhere;
import nl.tec.bookings.Travel;
import nl.tec.hub.HubSettings;
import nl.tec.neighbours.NeighbourBooking.Numbers;
import nl.tec.neighbours.internal.NeighbourBookingQueries;
import nl.tec.neighbours.internal.NeighbourBookingStore;
import nl.tec.neighbours.internal.NeighbourVisits;
import nl.tec.organisations.Classes;
import nl.tec.organisations.SchoolClass;
import nl.tec.organisations.SchoolClass.ClassPart;
import nl.tec.organisations.SchoolSite;
import nl.tec.organisations.Schools;
import nl.tec.shared.Coordinates;
import nl.tec.shared.Dates;
import nl.tec.shared.NotFound;
import nl.tec.shared.Outcome;
import nl.tec.shared.Problems;
import nl.tec.shared.SchoolYear;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Booking a class at a neighbour, from our own pages, for people who work at its school (decision 0090). A request is stored with its
 * idempotency key before the neighbour is called, so that a crash loses nothing, and nothing is booked twice.
 */
@Service
public class NeighbourBookings {

    public static final String PUPILS = "leerlingen-";
    public static final String ADULTS = "volwassenen";
    public static final String PHONE = "telefoon";

    private static final int MAX_PUPILS = 200;
    private static final int MAX_ADULTS = 50;

    private final NeighbourBookingQueries queries;
    private final NeighbourBookingStore store;
    private final NeighbourVisits visits;
    private final ClassesElsewhere elsewhere;
    private final Classes classes;
    private final Schools schools;
    private final HubSettings hub;
    private final Audit audit;
    private final Clock clock;
    private final TransactionTemplate transaction;

    NeighbourBookings(
            NeighbourBookingQueries queries,
            NeighbourBookingStore store,
            NeighbourVisits visits,
            ClassesElsewhere elsewhere,
            Classes classes,
            Schools schools,
            HubSettings hub,
            Audit audit,
            Clock clock,
            TransactionTemplate transaction) {
        this.queries = queries;
        this.store = store;
        this.visits = visits;
        this.elsewhere = elsewhere;
        this.classes = classes;
        this.schools = schools;
        this.hub = hub;
        this.audit = audit;
        this.clock = clock;
        this.transaction = transaction;
    }

    /**
     * A request to book a class.
     *
     * @param key idempotency key, generated with the form
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

    /** Finds a session; empty: unknown, not for classes, has begun, or its hub gave us no key. */
    public Optional<NeighbourSession> session(long neighbourId, String itemId) {
        return queries.session(neighbourId, itemId, clock.instant());
    }

    /**
     * Requests places and waits for the answer; without an answer the request is retried until there is one.
     *
     * @return its id
     * @throws NotFound when there is no such session to book, or no such class of this actor
     */
    public Outcome<Long> book(Ask ask, Actor by) {
        Optional<Long> before = queries.find(ask.key()).filter(id -> mayRead(id, by));
        if (before.isPresent()) {
            return Outcome.done(before.get());
        }
        NeighbourSession session =
                session(ask.neighbourId(), ask.itemId()).orElseThrow(() -> new NotFound("session " + ask.itemId()));
        SchoolClass schoolClass = classes.find(ask.classId())
                .filter(one -> by.worksAt(one.siteId()))
                .orElseThrow(() -> new NotFound("class " + ask.classId()));
        SortedMap<ClassPart, Integer> going = new TreeMap<>(Comparator.comparing(ClassPart::id));
        schoolClass.parts().forEach(part -> {
            if (ask.pupils().getOrDefault(part.id(), 0) > 0) {
                going.put(part, ask.pupils().get(part.id()));
            }
        });
        Problems problems = check(ask, schoolClass, session, !going.isEmpty());
        if (problems.any()) {
            return Outcome.refused(problems);
        }
        SchoolSite school = schools.get(schoolClass.siteId());
        Travel way = Travel.between(
                Coordinates.of(school.latitude(), school.longitude()),
                session.at(),
                schoolClass.parts().stream().map(ClassPart::grade).toList(),
                hub);
        Stored asked = Objects.requireNonNull(transaction.execute(status -> {
            Optional<Long> id = store.insert(ask, session, schoolClass, going, way.minutes(), by, clock.instant());
            if (id.isEmpty()) { // the same form, submitted twice concurrently
                return new Stored(
                        queries.find(ask.key())
                                .filter(same -> mayRead(same, by))
                                .map(Outcome::done)
                                .orElseGet(() -> Outcome.refused("elsewhere.check.twice")),
                        false);
            }
            if (!elsewhere.take(ask.key(), schoolClass.id(), way.away(session.time()))) {
                status.setRollbackOnly();
                return new Stored(Outcome.refused("elsewhere.check.away"), false);
            }
            audit.add(by, "NEIGHBOUR_BOOKING_ASKED", "neighbour_booking", id.get());
            return new Stored(Outcome.done(id.get()), true);
        }));
        if (asked.now()) {
            visits.settle(asked.outcome().orElseThrow());
        }
        return asked.outcome();
    }

    /** @param now whether this request stored it */
    private record Stored(Outcome<Long> outcome, boolean now) {}

    private static Problems check(Ask ask, SchoolClass schoolClass, NeighbourSession session, boolean anybody) {
        return numbers(ask.pupils(), ask.adults(), schoolClass.parts().get(0).id(), anybody)
                .addIf(BookingRules.phone(ask.phone()).isPresent(), PHONE, "elsewhere.check.phone")
                .addIf(
                        !schoolClass
                                .year()
                                .equals(SchoolYear.of(Dates.dayOf(session.time().start()))),
                        "",
                        "elsewhere.check.year");
    }

    private static Problems numbers(Map<Long, Integer> pupils, int adults, long firstPart, boolean anybody) {
        Problems problems = new Problems();
        pupils.forEach((part, count) ->
                problems.addIf(count < 0 || count > MAX_PUPILS, PUPILS + part, "form.between", 0, MAX_PUPILS));
        return problems.addIf(problems.all().isEmpty() && !anybody, PUPILS + firstPart, "elsewhere.check.nobody")
                .addIf(adults < 0 || adults > MAX_ADULTS, ADULTS, "form.between", 1, MAX_ADULTS)
                .addIf(adults == 0, ADULTS, "Refusal.NO_ADULTS");
    }

    /**
     * Changes the numbers of people, at the neighbour too; without an answer the request is retried until there is one. Refused changes are
     * discarded.
     *
     * @param pupils by part of the class (its id)
     */
    public Outcome<Long> resize(long id, Map<Long, Integer> pupils, int adults, Actor by) {
        NeighbourBooking booking = get(id, by);
        Map<Long, Integer> going = new HashMap<>();
        booking.parts().forEach(part -> going.put(part.classPartId(), pupils.getOrDefault(part.classPartId(), 0)));
        Problems problems = numbers(
                going,
                adults,
                booking.parts().get(0).classPartId(),
                going.values().stream().anyMatch(count -> count > 0));
        if (problems.any()) {
            return Outcome.refused(problems);
        }
        boolean wanted = Boolean.TRUE.equals(transaction.execute(status -> {
            boolean changed = store.want(id, new Numbers(adults, going), clock.instant());
            if (changed) {
                audit.add(by, "NEIGHBOUR_BOOKING_RESIZED", "neighbour_booking", id);
            }
            return changed;
        }));
        if (!wanted) {
            return Outcome.refused("elsewhere.check.over");
        }
        visits.settle(id);
        return Outcome.done(id);
    }

    /** Returns the visits of the schools that somebody works at, the latest first. */
    public List<BookedElsewhere.Visit> list(Collection<Long> siteIds) {
        return queries.all(siteIds);
    }

    /** @throws NotFound when it is not a visit of a school of this actor */
    public NeighbourBooking get(long id, Actor actor) {
        return queries.get(id)
                .filter(booking -> actor.worksAt(booking.siteId()))
                .orElseThrow(() -> new NotFound("booking at a neighbour " + id));
    }

    private boolean mayRead(long id, Actor actor) {
        return queries.get(id)
                .filter(booking -> actor.worksAt(booking.siteId()))
                .isPresent();
    }

    /**
     * Cancels a visit at the neighbour; without an answer the request is retried until there is one. When the hub is no longer a neighbour,
     * it is cancelled here only.
     */
    public void cancel(long id, Actor by) {
        NeighbourBooking booking = get(id, by);
        transaction.executeWithoutResult(status -> {
            if (store.askToCancel(id, clock.instant())) {
                // the class stays: it need not wait for the neighbour to be booked elsewhere
                elsewhere.release(booking.key());
                audit.add(by, "NEIGHBOUR_BOOKING_CANCELLED", "neighbour_booking", id);
            }
        });
        elsewhere.freed(booking.classId());
        visits.settle(id);
    }

    /** Returns the names of the schools with visits at a neighbour that are still to come; for an administrator. */
    public List<String> schoolsGoing(long neighbourId, Actor actor) {
        actor.requireRole(Role.ADMINISTRATOR);
        return queries.schoolsGoing(neighbourId);
    }

    /** Counts the visits of the schools that somebody works at for which the neighbour does not answer. */
    public int countUnanswered(Collection<Long> siteIds) {
        return queries.countUnanswered(siteIds);
    }

    /** Counts the visits at a time at which the class is elsewhere. */
    public int countClashes(Collection<Long> siteIds) {
        return queries.countClashes(siteIds);
    }
}
