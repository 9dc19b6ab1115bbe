package nl.tec.participation.internal;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nl.tec.accounts.Actor;
import nl.tec.accounts.Audit;
import nl.tec.accounts.Role;
import nl.tec.participation.Refusal;
import nl.tec.participation.Transport;
import nl.tec.participation.VisitPlan;
import nl.tec.participation.VisitPlan.Item;
import nl.tec.participation.VisitPlan.State;
import nl.tec.participation.internal.VisitFacts.Part;
import nl.tec.participation.internal.VisitPlans.Stored;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * The visit of a class as its school and the programme maker see it: before it is booked, and as it is arranged (rules 4). What is
 * not of the actor's school is not there.
 */
@Service
public class Visits {

    /** So many words about special needs are enough. */
    public static final int MOST_PRACTICAL = 1000;

    private final FactsReader facts;
    private final ClassBookingReader bookings;
    private final VisitPlans plans;
    private final Places places;
    private final Audit audit;
    private final JdbcClient jdbc;
    private final Clock clock;

    Visits(
            FactsReader facts,
            ClassBookingReader bookings,
            VisitPlans plans,
            Places places,
            Audit audit,
            JdbcClient jdbc,
            Clock clock) {
        this.facts = facts;
        this.bookings = bookings;
        this.plans = plans;
        this.places = places;
        this.audit = audit;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /**
     * A class at a session, before it is booked.
     *
     * @param headCounts per part of the class that can come; what the form starts with
     * @param refusal why it can't be; null when it can
     * @param free places for pupils
     * @param freeClasses 0: full
     * @param waiting how many classes wait
     */
    public record Proposal(
            VisitFacts facts,
            Map<Long, Integer> headCounts,
            VisitPlan plan,
            @Nullable Refusal refusal,
            int free,
            int freeClasses,
            int waiting) {

        /** Whether these pupils would go on the waiting list. */
        public boolean full() {
            return freeClasses < 1 || free < pupils();
        }

        public int pupils() {
            return headCounts.values().stream().mapToInt(Integer::intValue).sum();
        }
    }

    /**
     * A booked visit.
     *
     * @param over whether the session has ended
     * @param freeCancelling whether cancelling now leaves no trace
     */
    public record Visit(
            ClassBooking booking,
            VisitPlan plan,
            List<Step> history,
            boolean begun,
            boolean over,
            boolean freeCancelling) {

        public VisitFacts facts() {
            return booking.facts();
        }
    }

    /** @param by who did it; null: the system */
    public record Step(
            Instant at,
            String event,
            int participants,
            @Nullable String by) {}

    /** What it would be like: for the page on which a teacher confirms. */
    public Optional<Proposal> propose(long sessionId, long classId, Actor actor) {
        places.settle(sessionId);
        return facts.find(sessionId, classId)
                .filter(visit -> mayRead(actor, visit))
                .filter(visit -> !visit.session().state().equals("DRAFT"))
                .map(this::propose);
    }

    private Proposal propose(VisitFacts visit) {
        Map<Long, Integer> headCounts = new HashMap<>();
        for (Part part : visit.partsThatFit()) {
            headCounts.put(part.id(), part.headCount());
        }
        int adults = plans.adultsNeeded(visit, headCounts);
        return jdbc.sql("select free, free_classes, waiting from session_availability where session_id = ?")
                .param(visit.session().id())
                .query((row, n) -> new Proposal(
                        visit,
                        headCounts,
                        plans.plan(visit, headCounts, adults, Map.of()),
                        BookingRules.whether(visit, clock.instant()).orElse(null),
                        row.getInt(1),
                        row.getInt(2),
                        row.getInt(3)))
                .single();
    }

    /** A booking of a class; reading it is noted when it is not their own school's (rules 8). */
    public Optional<Visit> find(long bookingId, Actor actor) {
        Optional<ClassBooking> found = bookings.find(bookingId).filter(one -> mayRead(actor, one.facts()));
        if (found.isEmpty()) {
            return Optional.empty();
        }
        places.settle(found.get().facts().session().id());
        ClassBooking booking = found.get().deadline() == null
                ? found.get()
                : bookings.find(bookingId).orElseThrow();
        if (!actor.worksAt(booking.facts().group().siteId())) {
            audit.add(actor, "BOOKING_READ", "BOOKING", bookingId);
        }
        Instant now = clock.instant();
        Instant start = booking.facts().session().time().start();
        return Optional.of(new Visit(
                booking,
                plans.plan(booking.facts(), booking.headCounts(), booking.adults(), stored(bookingId)),
                history(bookingId),
                !now.isBefore(start),
                !now.isBefore(booking.facts().session().time().end()),
                !BookingChanges.late(now, start, booking.facts().activity().freeCancelDays())));
    }

    /** The school says how it comes. A bus of the TEC that was arranged is arranged anew. */
    @Transactional
    public boolean chooseTransport(long bookingId, Transport choice, Actor by) {
        return change(bookingId, by, booking -> {
            State state = switch (choice) {
                case TEC_BUS -> State.OPEN;
                case OWN -> State.DONE;
                case AT_SCHOOL, WALK, BIKE -> State.NOT_NEEDED;
            };
            store(bookingId, Item.TRANSPORT, new Stored(state, choice, "", null, null), by);
        });
    }

    /** The programme maker has arranged the bus. @param departs at the school; {@code returns} back there, later */
    @Transactional
    public boolean arrangeBus(long bookingId, Instant departs, Instant returns, Actor by) {
        return by.is(Role.PROGRAMME_MAKER)
                && change(
                        bookingId,
                        by,
                        booking -> store(
                                bookingId,
                                Item.TRANSPORT,
                                new Stored(State.DONE, Transport.TEC_BUS, "", departs, returns),
                                by));
    }

    /** The school has given the lesson before or after the visit, or takes that back. */
    @Transactional
    public boolean tick(long bookingId, Item lesson, boolean done, Actor by) {
        if (lesson != Item.BEFORE && lesson != Item.AFTER) {
            throw new IllegalArgumentException("can't be ticked off: " + lesson);
        }
        return change(
                bookingId,
                by,
                booking ->
                        store(bookingId, lesson, new Stored(done ? State.DONE : State.OPEN, null, "", null, null), by));
    }

    /** What the school wants us to know about allergies and special needs; no names. Gone the day after the visit. */
    @Transactional
    public boolean tellPractical(long bookingId, String text, Actor by) {
        return change(
                bookingId,
                by,
                booking -> store(
                        bookingId,
                        Item.PRACTICAL,
                        new Stored(text.isBlank() ? State.NOT_NEEDED : State.DONE, null, text.strip(), null, null),
                        by));
    }

    /** @return false when there is no such booking of theirs, or it is not on any more */
    private boolean change(long bookingId, Actor by, java.util.function.Consumer<ClassBooking> work) {
        Optional<ClassBooking> booking = bookings.find(bookingId)
                .filter(one -> mayRead(by, one.facts()))
                .filter(one -> one.state().active());
        booking.ifPresent(work);
        return booking.isPresent();
    }

    private void store(long bookingId, Item item, Stored value, Actor by) {
        Transport choice = value.choice();
        jdbc.sql("""
                insert into visit_item (booking_id, item, state, choice, detail, departs_at, returns_at, account_id, changed_at)
                values (:booking, :item, :state, :choice, :detail, :departs, :returns, :account, :now)
                on conflict (booking_id, item) do update set state = excluded.state, choice = excluded.choice,
                  detail = excluded.detail, departs_at = excluded.departs_at, returns_at = excluded.returns_at,
                  account_id = excluded.account_id, changed_at = excluded.changed_at
                """)
                .param("booking", bookingId)
                .param("item", item.name())
                .param("state", value.state().name())
                .param("choice", choice == null ? null : choice.name())
                .param("detail", value.detail())
                .param("departs", time(value.departs()))
                .param("returns", time(value.returns()))
                .param("account", by.accountId())
                .param("now", Sql.time(clock.instant()))
                .update();
        audit.add(by, "VISIT_" + item, "BOOKING", bookingId);
    }

    private Map<Item, Stored> stored(long bookingId) {
        Map<Item, Stored> stored = new EnumMap<>(Item.class);
        jdbc.sql("select item, state, choice, detail, departs_at, returns_at from visit_item where booking_id = ?")
                .param(bookingId)
                .query(row -> {
                    stored.put(Item.valueOf(row.getString("item")), item(row));
                });
        return stored;
    }

    private static Stored item(ResultSet row) throws SQLException {
        String choice = row.getString("choice");
        return new Stored(
                State.valueOf(row.getString("state")),
                choice == null ? null : Transport.valueOf(choice),
                row.getString("detail"),
                instant(row.getTimestamp("departs_at")),
                instant(row.getTimestamp("returns_at")));
    }

    private List<Step> history(long bookingId) {
        return jdbc.sql("""
                select e.at, e.event, e.participants, a.name
                from booking_event e left join account a on a.id = e.account_id
                where e.booking_id = ? order by e.id
                """)
                .param(bookingId)
                .query((row, n) ->
                        new Step(row.getTimestamp(1).toInstant(), row.getString(2), row.getInt(3), row.getString(4)))
                .list();
    }

    private static boolean mayRead(Actor actor, VisitFacts visit) {
        return ClassBookingsService.mayBook(actor, visit.group().siteId());
    }

    private static @Nullable Timestamp time(@Nullable Instant instant) {
        return instant == null ? null : Sql.time(instant);
    }

    private static @Nullable Instant instant(@Nullable Timestamp time) {
        return time == null ? null : time.toInstant();
    }
}
