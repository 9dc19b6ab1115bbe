package nl.tec.bookings.internal;

import static nl.tec.bookings.internal.BookingEvent.EXPIRED;
import static nl.tec.bookings.internal.BookingEvent.OFFERED;
import static nl.tec.bookings.internal.BookingEvent.PROMOTED;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import nl.tec.bookings.BookingKind;
import nl.tec.bookings.internal.SeatRequest.ForClass;
import nl.tec.hub.HubSettings;
import nl.tec.hub.HubSettings.Setting;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.PessimisticLockingFailureException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Gives places, and sees to the waiting list (rules 3).
 *
 * <p>What keeps it right: {@code session_capacity} counts what is held. Its constraint {@code never_oversold} refuses what does not
 * fit, with all that belongs to it; and whoever holds the lock on its row leaves it so that <em>nobody who waits fits in what is free</em>.
 * That is why a new request may be given places without looking at the waiting list: nobody is passed over.
 *
 * <p>The meetings of a course are one thing (decision 0013): who locks one locks them all, in the order of their ids; a sign-up
 * has places in each of them, or waits for each of them.
 */
@Service
public class SeatAllocation {

    private final JdbcClient jdbc;
    private final Clock clock;
    private final HubSettings hub;
    private final OfferTerm offerTerm;
    private final TransactionTemplate transaction;
    /** A part of somebody else's transaction that can be undone without the rest. */
    private final TransactionTemplate part;

    private final Map<BookingKind, BookingNotifier> news;

    SeatAllocation(
            JdbcClient jdbc,
            Clock clock,
            HubSettings hub,
            OfferTerm offerTerm,
            PlatformTransactionManager transactions,
            List<BookingNotifier> news) {
        this.offerTerm = offerTerm;
        this.jdbc = jdbc;
        this.clock = clock;
        this.hub = hub;
        this.transaction = new TransactionTemplate(transactions);
        this.part = new TransactionTemplate(transactions);
        part.setPropagationBehavior(TransactionDefinition.PROPAGATION_NESTED);
        this.news = news.stream().collect(Collectors.toMap(BookingNotifier::kind, one -> one));
    }

    /** What is scarce about a session, as it stands now. */
    public record Capacity(
            long sessionId,
            boolean open,
            Instant bookableUntil,
            int capacity,
            int classCapacity,
            int taken,
            int classesTaken) {

        boolean fits(BookingKind kind, int participants) {
            return taken + participants <= capacity && (kind == BookingKind.INDIVIDUAL || classesTaken < classCapacity);
        }

        public int free() {
            return capacity - taken;
        }
    }

    /**
     * Gives places, or a place on the waiting list. With room to spare and without a transaction around it, it is one statement
     * and one round trip to the database; with a transaction around it, it joins that.
     *
     * @throws org.springframework.dao.DuplicateKeyException the same request is being handled elsewhere (constraint
     *     {@code booking_idempotency_key_key}), or the class has a booking in this session ({@code booking_once})
     * @throws DataIntegrityViolationException the class is elsewhere then ({@code class_in_one_place})
     */
    public SeatAnswer ask(SeatRequest request) {
        if (!TransactionSynchronizationManager.isActualTransactionActive()) {
            OptionalLong id = giveAtOnce(request);
            if (id.isPresent()) {
                return new SeatAnswer.Given(id.getAsLong());
            }
        }
        return inTransaction(() -> askInTurn(request));
    }

    /**
     * The same, for what may be a part of a larger transaction: when the database refuses, only this is undone, and the caller can
     * still look why.
     */
    SeatAnswer askAsPart(SeatRequest request) {
        return TransactionSynchronizationManager.isActualTransactionActive()
                ? Objects.requireNonNull(part.execute(status -> ask(request)))
                : ask(request);
    }

    /** Under the lock: whoever comes after waits. */
    private SeatAnswer askInTurn(SeatRequest request) {
        List<Capacity> rooms = lockAll(List.of(request.sessionId()));
        OptionalLong given = give(request);
        if (given.isPresent()) {
            return new SeatAnswer.Given(given.getAsLong());
        }
        Optional<Long> earlier = jdbc.sql("select id from booking where idempotency_key = ?")
                .param(request.key())
                .query(Long.class)
                .optional();
        if (earlier.isPresent()) {
            return new SeatAnswer.Repeated(earlier.get());
        }
        if (rooms.isEmpty() || !rooms.stream().allMatch(Capacity::open)) {
            return new SeatAnswer.Closed();
        }
        if (!rooms.stream().allMatch(capacity -> clock.instant().isBefore(capacity.bookableUntil()))) {
            return new SeatAnswer.Begun();
        }
        int capacity = rooms.stream().mapToInt(Capacity::capacity).min().orElseThrow();
        if (request.participants() > capacity) {
            return new SeatAnswer.TooMany(capacity);
        }
        settleLocked(List.of(request.sessionId()));
        OptionalLong id = give(request); // what was offered or held in vain is free now
        NamedSql wait = request.courseId() == null ? WAIT : WAIT_FOR_COURSE;
        return id.isPresent()
                ? new SeatAnswer.Given(id.getAsLong())
                : new SeatAnswer.Waiting(
                        wait.with(jdbc, values(request, request.whenWaiting().get()))
                                .query(Long.class)
                                .single());
    }

    /** Nothing when there is no room, or when there was until somebody else was quicker. */
    private OptionalLong giveAtOnce(SeatRequest request) {
        try {
            return give(request);
        } catch (DataIntegrityViolationException e) {
            if (Sql.constraint(e).equals("never_oversold")) {
                return OptionalLong.empty();
            }
            throw e;
        } catch (PessimisticLockingFailureException e) {
            // whoever has the lock waits for what this request had written already
            return OptionalLong.empty();
        }
    }

    /**
     * The one statement: booking, its parts, its history, audit and mail, and last of all the places; nothing of it when there is
     * no room.
     *
     * @throws DataIntegrityViolationException there was room, but not any more (constraint {@code never_oversold}); not under the
     *     lock
     */
    private OptionalLong give(SeatRequest request) {
        NamedSql give = request.courseId() == null ? GIVE : GIVE_COURSE;
        return give.with(jdbc, values(request, request.whenGiven())).query(Long.class).optional().stream()
                .mapToLong(Long::longValue)
                .findFirst();
    }

    private Map<String, @Nullable Object> values(SeatRequest request, @Nullable OutboxMessage outboxMessage) {
        Map<String, @Nullable Object> values = new HashMap<>();
        values.put("session", request.sessionId());
        values.put("course", request.courseId());
        values.put("kind", request.kind().name());
        values.put("state", request.holdUntil() == null ? "CONFIRMED" : "HELD");
        values.put("n", request.participants());
        values.put("adults", request.adults());
        values.put("account", request.accountId());
        values.put("key", request.key());
        values.put("now", now());
        values.put("deadline", request.holdUntil() == null ? null : Sql.time(request.holdUntil()));
        ForClass forClass = request.forClass();
        values.put("classes", forClass == null ? 0 : 1);
        values.put("site", forClass == null ? null : forClass.siteId());
        values.put("class", forClass == null ? null : forClass.classId());
        values.put("travel", forClass == null ? 0 : forClass.travelMinutes());
        values.put("photos", forClass != null && forClass.photos());
        values.put("start", forClass == null ? null : Sql.time(forClass.away().start()));
        values.put("end", forClass == null ? null : Sql.time(forClass.away().end()));
        values.put(
                "parts",
                forClass == null ? null : Sql.array(forClass.headCounts().keySet()));
        values.put(
                "counts",
                forClass == null ? null : Sql.array(forClass.headCounts().values()));
        values.put("template", outboxMessage == null ? null : outboxMessage.template());
        values.put("recipient", outboxMessage == null ? null : outboxMessage.recipient());
        values.put("language", outboxMessage == null ? null : outboxMessage.language());
        values.put("payload", outboxMessage == null ? null : outboxMessage.payload());
        return values;
    }

    /**
     * Everybody who books the same session waits for the lock on its {@code session_capacity}, so that comes last: the lock is held
     * for one update and the commit. PostgreSQL carries out the parts that nobody reads from in the opposite order, which is why
     * {@code counted} stands before them. Whoever waited may find that there is no room any more, or that the session was closed:
     * then the update breaks {@code never_oversold}, and nothing of the statement has happened.
     */
    private static final NamedSql GIVE = new NamedSql("""
            with room as (
              select session_id from session_capacity
              where session_id = :session and open and bookable_until > :now::timestamptz
                and taken + :n <= capacity and classes_taken + :classes <= class_capacity),
            booked as (
              insert into booking (session_id, kind, state, participants, adults, site_id, class_id, account_id,
                                   travel_minutes, photo_permission, idempotency_key, requested_at, deadline)
              select session_id, :kind, :state, :n, :adults, :site::bigint, :class::bigint, :account::bigint, :travel, :photos, :key::uuid,
                     :now::timestamptz, :deadline::timestamptz
              from room
              returning id, state, session_id),
            counted as (
              update session_capacity p
              set taken = case when open and bookable_until > :now::timestamptz then taken + :n else capacity + 1 end,
                  classes_taken = classes_taken + :classes
              from booked where p.session_id = booked.session_id),
            occupied as (
              insert into class_occupation (booking_id, class_id, during)
              select id, :class::bigint, tstzrange(:start::timestamptz, :end::timestamptz)
              from booked where :class::bigint is not null),
            """ + Sql.WITH_WHAT_BELONGS);

    private static final NamedSql WAIT = new NamedSql("""
            with booked as (
              insert into booking (session_id, kind, state, participants, adults, site_id, class_id, account_id,
                                   travel_minutes, photo_permission, idempotency_key, requested_at, turn)
              select :session, :kind, 'WAITING', :n, :adults, :site::bigint, :class::bigint, :account::bigint, :travel, :photos, :key::uuid,
                     :now::timestamptz, nextval('waiting_turn')
              returning id, state),
            """ + Sql.WITH_WHAT_BELONGS);

    /**
     * The same for all meetings of a course, or for none: the first of them bears the sign-up. They are locked in the order of their
     * ids before anything is looked at, so that two sign-ups never wait for each other crosswise.
     */
    private static final NamedSql GIVE_COURSE = new NamedSql("""
            with meetings as materialized (
              select session_id, open and bookable_until > :now::timestamptz and taken + :n <= capacity as fits
              from session_capacity where course_id = :course::bigint order by session_id for update),
            room as (select session_id from meetings where (select bool_and(fits) from meetings)),
            booked as (
              insert into booking (session_id, kind, state, participants, account_id, idempotency_key, requested_at, deadline)
              select session_id, :kind, :state, :n, :account::bigint, :key::uuid, :now::timestamptz, :deadline::timestamptz
              from room where session_id = :session
              returning id, state, session_id),
            others as (
              insert into booking (sign_up_id, session_id, kind, state, participants, account_id, idempotency_key, requested_at, deadline)
              select b.id, r.session_id, :kind, :state, :n, :account::bigint, gen_random_uuid(), :now::timestamptz,
                     :deadline::timestamptz
              from booked b join room r on r.session_id <> b.session_id
              returning id, state),
            """ + Sql.HISTORY_OF_OTHERS + """
            counted as (
              update session_capacity p set taken = p.taken + :n
              from booked b join room r on true where p.session_id = r.session_id),
            """ + Sql.WITH_WHAT_BELONGS);

    /** One turn for all meetings. */
    private static final NamedSql WAIT_FOR_COURSE = new NamedSql("""
            with turn as materialized (select nextval('waiting_turn') as turn),
            booked as (
              insert into booking (session_id, kind, state, participants, account_id, idempotency_key, requested_at, turn)
              select :session, :kind, 'WAITING', :n, :account::bigint, :key::uuid, :now::timestamptz, turn from turn
              returning id, state, session_id),
            others as (
              insert into booking (sign_up_id, session_id, kind, state, participants, account_id, idempotency_key, requested_at, turn)
              select b.id, p.session_id, :kind, 'WAITING', :n, :account::bigint, gen_random_uuid(), :now::timestamptz, t.turn
              from booked b join session_capacity p on p.course_id = :course::bigint and p.session_id <> b.session_id cross join turn t
              returning id, state),
            """ + Sql.HISTORY_OF_OTHERS + Sql.WITH_WHAT_BELONGS);

    /**
     * Locks the places of a session until the transaction ends, with those of the other meetings where it is one of a course;
     * everything but giving from what is free begins with it.
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public Optional<Capacity> lock(long sessionId) {
        return lockAll(List.of(sessionId)).stream()
                .filter(capacity -> capacity.sessionId() == sessionId)
                .findFirst();
    }

    /** The same for several sessions at once, in the order of their ids: who locks more than one does it so. */
    @Transactional(propagation = Propagation.MANDATORY)
    public List<Capacity> lockAll(Collection<Long> sessionIds) {
        return jdbc.sql("""
                select session_id, open, bookable_until, capacity, class_capacity, taken, classes_taken
                from session_capacity
                where session_id = any(:ids::bigint[])
                   or course_id = any(array(select course_id from session_capacity where session_id = any(:ids::bigint[])))
                order by session_id for update
                """)
                .param("ids", Sql.array(sessionIds))
                .query((row, n) -> new Capacity(
                        row.getLong(1),
                        row.getBoolean(2),
                        row.getTimestamp(3).toInstant(),
                        row.getInt(4),
                        row.getInt(5),
                        row.getInt(6),
                        row.getInt(7)))
                .list();
    }

    /**
     * Does what is due for a session: ends offers and holds whose time is over, and gives what is free to who waits. Jobs do
     * it for all; who shows one session does it first, so that a late job never gives a wrong answer.
     */
    public void expireAndPromote(long sessionId) {
        expireAndPromote(List.of(sessionId));
    }

    /** The same for several sessions at once. */
    void expireAndPromote(Collection<Long> sessionIds) {
        boolean due = jdbc.sql("""
                select exists (select from booking where session_id = any(?::bigint[]) and deadline <= ?)
                """)
                .param(Sql.array(sessionIds))
                .param(now())
                .query(Boolean.class)
                .single();
        if (due) {
            inTransaction(() -> settleLocked(sessionIds));
        }
    }

    void settleNow(long sessionId) {
        inTransaction(() -> settleLocked(List.of(sessionId)));
    }

    /**
     * Sees to the sessions for which a class waits: it was elsewhere at that time, and now it is not. After the transaction
     * that freed it, because only one session is locked at a time.
     */
    public void settleWhereWaits(long classId) {
        jdbc.sql("select session_id from booking where class_id = ? and state = 'WAITING' order by session_id")
                .param(classId)
                .query(Long.class)
                .list()
                .forEach(this::settleNow);
    }

    /**
     * The same under the lock: to be called after places came free, before the lock is let go.
     *
     * @return how they stand then, with the other meetings of their courses
     */
    @Transactional(propagation = Propagation.MANDATORY)
    List<Capacity> settleLocked(Collection<Long> sessionIds) {
        List<Capacity> rooms = lockAll(sessionIds);
        if (rooms.isEmpty()) {
            return rooms;
        }
        return promote(expire(rooms) ? lockAll(sessionIds) : rooms);
    }

    /** Where the time of one meeting is over, the whole sign-up is. @return whether anything came free */
    private boolean expire(List<Capacity> rooms) {
        List<Waiter> expired = jdbc.sql("""
                with due as (
                  update booking set state = 'EXPIRED', deadline = null, sequence = sequence + 1
                  where session_id = any(:sessions::bigint[]) and deadline is not null
                    and coalesce(sign_up_id, id) in (
                      select coalesce(sign_up_id, id) from booking
                      where session_id = any(:sessions::bigint[]) and deadline <= :now::timestamptz)
                  returning id, coalesce(sign_up_id, id) as sign_up, session_id, kind, participants),
                gone as (delete from class_occupation where booking_id in (select id from due)),
                history as (
                  insert into booking_event (booking_id, at, event, participants)
                  select id, :now::timestamptz, 'EXPIRED', participants from due),
                freed as (
                  update session_capacity p
                  set taken = taken - d.participants, classes_taken = classes_taken - d.classes
                  from (select session_id, sum(participants) as participants, count(*) filter (where kind = 'CLASS') as classes
                        from due group by session_id) d
                  where p.session_id = d.session_id)
                select sign_up as id, kind, max(participants) as participants, array_agg(session_id) as sessions
                from due group by sign_up, kind order by sign_up
                """)
                .param("sessions", ids(rooms))
                .param("now", now())
                .query(SeatAllocation::waiter)
                .list();
        expired.forEach(one -> tell(EXPIRED, one.kind(), one.bookingId()));
        return !expired.isEmpty();
    }

    /** Gives what is free to who waits, first come first served among those that fit. */
    private List<Capacity> promote(List<Capacity> rooms) {
        if (open(rooms).isEmpty()) {
            return rooms;
        }
        List<Capacity> left = rooms;
        List<Waiter> waiting = jdbc.sql("""
                select coalesce(sign_up_id, id) as id, kind, max(participants) as participants, array_agg(session_id) as sessions
                from booking where session_id = any(:sessions::bigint[]) and state = 'WAITING'
                group by coalesce(sign_up_id, id), kind order by min(turn)
                """)
                .param("sessions", ids(rooms))
                .query(SeatAllocation::waiter)
                .list();
        for (Waiter next : waiting) {
            if (next.fits(open(left)) && offer(next)) {
                tell(next.kind() == BookingKind.CLASS ? OFFERED : PROMOTED, next.kind(), next.bookingId());
                left = lockAll(left.stream().map(Capacity::sessionId).toList());
            }
        }
        return left;
    }

    /** Those that have something to give, by session. */
    private Map<Long, Capacity> open(List<Capacity> rooms) {
        return rooms.stream()
                .filter(capacity -> capacity.open()
                        && capacity.free() > 0
                        && clock.instant().isBefore(capacity.bookableUntil()))
                .collect(Collectors.toMap(Capacity::sessionId, capacity -> capacity));
    }

    private static String ids(List<Capacity> rooms) {
        return Sql.array(rooms.stream().map(Capacity::sessionId).toList());
    }

    /**
     * Holds the places for one who waited: a school has to answer before a deadline ({@link OfferTerm}, never
     * past the session); a visitor has them at once, or while the mail address is not confirmed yet, is held them as
     * long as any other ({@link Setting#HOLD_HOURS}).
     *
     * @return false when the class is elsewhere at that time: it keeps its turn
     */
    private boolean offer(Waiter waiter) {
        Instant now = clock.instant();
        return jdbc.sql("""
                with asked as (
                  select b.id, b.class_id, b.participants, b.session_id, s.starts_at,
                         tstzrange(s.starts_at - b.travel_minutes * interval '1 minute',
                                   s.ends_at + b.travel_minutes * interval '1 minute') as during,
                         min(s.starts_at) over () as first_start,
                         u.booking_id is null or u.confirmed_at is not null as known
                  from booking b join programme_session_v s on s.id = b.session_id left join sign_up u on u.booking_id = coalesce(b.sign_up_id, b.id)
                  where (b.id = :booking or b.sign_up_id = :booking) and b.state = 'WAITING'),
                occupied as (
                  insert into class_occupation (booking_id, class_id, during)
                  select id, class_id, during from asked where class_id is not null
                  on conflict do nothing
                  returning booking_id),
                given as (
                  update booking b set
                    state = case when a.class_id is not null then 'OFFERED' when a.known then 'CONFIRMED' else 'HELD' end,
                    deadline = case when a.class_id is not null then least(:offered::timestamptz, a.starts_at)
                                    when a.known then null
                                    else least(:held::timestamptz, a.first_start) end
                  from asked a
                  where b.id = a.id and (a.class_id is null or exists (select from occupied))
                  returning b.id, b.class_id, b.state, b.participants, b.session_id),
                history as (
                  insert into booking_event (booking_id, at, event, participants)
                  select id, :now::timestamptz, state, participants from given),
                taken as (
                  update session_capacity p
                  set taken = taken + g.participants,
                      classes_taken = classes_taken + case when g.class_id is null then 0 else 1 end
                  from given g where p.session_id = g.session_id)
                select count(*) from given
                """)
                        .param("booking", waiter.bookingId())
                        .param("now", Sql.time(now))
                        .param(
                                "offered",
                                waiter.kind() == BookingKind.CLASS
                                        ? Sql.time(offerTerm.end(now, waiter.bookingId()))
                                        : null)
                        .param("held", Sql.time(now.plus(Duration.ofHours(hub.number(Setting.HOLD_HOURS)))))
                        .query(Integer.class)
                        .single()
                > 0;
    }

    /** Until when the places of a visitor are held: {@link Setting#HOLD_HOURS} from now, never past the session. */
    Instant heldUntil(Instant start) {
        Instant until = clock.instant().plus(Duration.ofHours(hub.number(Setting.HOLD_HOURS)));
        return until.isBefore(start) ? until : start;
    }

    /** Tells the people of a booking what happened, by the mail of its kind. */
    void tell(BookingEvent bookingEvent, BookingKind kind, long bookingId) {
        BookingNotifier writer = news.get(kind);
        if (writer != null) {
            writer.tell(bookingEvent, bookingId);
        }
    }

    /** Tells the people of a booking that its session moved. */
    void tellMoved(BookingKind kind, long bookingId, Before before) {
        BookingNotifier writer = news.get(kind);
        if (writer != null) {
            writer.moved(bookingId, before);
        }
    }

    private <T> T inTransaction(Supplier<T> work) {
        return Objects.requireNonNull(transaction.execute(status -> work.get()));
    }

    private Timestamp now() {
        return Sql.time(clock.instant());
    }

    /** @param sessions all meetings that are waited for; one where it is no course */
    private record Waiter(long bookingId, BookingKind kind, int participants, List<Long> sessions) {

        boolean fits(Map<Long, Capacity> open) {
            return sessions.stream().allMatch(session -> {
                Capacity capacity = open.get(session);
                return capacity != null && capacity.fits(kind, participants);
            });
        }
    }

    private static Waiter waiter(ResultSet row, int n) throws SQLException {
        return new Waiter(
                row.getLong("id"), BookingKind.valueOf(row.getString("kind")), row.getInt("participants"), List.of((Long
                                [])
                        row.getArray("sessions").getArray()));
    }
}
