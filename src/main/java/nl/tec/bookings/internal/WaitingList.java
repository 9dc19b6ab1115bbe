package nl.tec.bookings.internal;

import static nl.tec.bookings.internal.BookingEvent.EXPIRED;
import static nl.tec.bookings.internal.BookingEvent.OFFERED;
import static nl.tec.bookings.internal.BookingEvent.PROMOTED;

import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import nl.tec.bookings.BookingKind;
import nl.tec.hub.Rows;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The waiting lists and their seat offers (rules 3): expires overdue holds and seat offers, and gives free seats to the first on the
 * waiting list that fits; classes whose visit the TEC called off go before the others. A sign-up for a course waits for all its meetings, and is promoted in all of them or none (decision 0013).
 */
@Component
public class WaitingList {

    private static final Logger LOG = LoggerFactory.getLogger(WaitingList.class);

    private final CapacityStore capacities;
    private final SeatOfferTerm seatOfferTerm;
    private final Holds holds;
    private final BookingNotifiers notifiers;
    private final JdbcClient jdbc;
    private final Clock clock;
    private final TransactionTemplate transaction;
    private final TransactionTemplate apart;

    WaitingList(
            CapacityStore capacities,
            SeatOfferTerm seatOfferTerm,
            Holds holds,
            BookingNotifiers notifiers,
            JdbcClient jdbc,
            Clock clock,
            TransactionTemplate transaction) {
        this.capacities = capacities;
        this.seatOfferTerm = seatOfferTerm;
        this.holds = holds;
        this.notifiers = notifiers;
        this.jdbc = jdbc;
        this.clock = clock;
        this.transaction = transaction;
        this.apart = new TransactionTemplate(Objects.requireNonNull(transaction.getTransactionManager()));
        this.apart.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
    }

    /**
     * Expires and promotes what is due in a session. A job does it for all sessions; code that shows a session calls this first, so that
     * it does not depend on the job's timing.
     */
    public void expireAndPromote(long sessionId) {
        expireAndPromote(List.of(sessionId));
    }

    /** As {@link #expireAndPromote(long)}, for several sessions. Takes no lock unless a deadline has passed. */
    public void expireAndPromote(Collection<Long> sessionIds) {
        boolean due = jdbc.sql("""
                select exists (select from booking where session_id = any(?::bigint[]) and deadline <= ?)
                """)
                .param(Rows.array(sessionIds))
                .param(Rows.now(clock))
                .query(Boolean.class)
                .single();
        if (due) {
            expireAndPromoteNow(sessionIds);
        }
    }

    /** Expires and promotes in its own transaction, even if no deadline has passed. */
    void expireAndPromoteNow(Collection<Long> sessionIds) {
        transaction.executeWithoutResult(status -> expireAndPromoteLocked(sessionIds));
    }

    /**
     * Expires and promotes in the sessions that a class waits for, after it became free at some time. Within a transaction it is done
     * after the commit: the transaction that freed the class holds the lock on another session, and two of them could wait for each other.
     */
    public void promoteClass(long classId) {
        if (!TransactionSynchronizationManager.isSynchronizationActive()) {
            promoteWaiting(classId, transaction);
            return;
        }
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                try {
                    promoteWaiting(classId, apart);
                } catch (RuntimeException e) {
                    // what freed the class is committed, and is not answered as a failure
                    LOG.warn("class {} is not offered what it waits for", classId, e);
                }
            }
        });
    }

    /** One session at a time, each in a transaction of its own. */
    private void promoteWaiting(long classId, TransactionTemplate own) {
        jdbc.sql("select session_id from booking where class_id = ? and state = 'WAITING' order by session_id")
                .param(classId)
                .query(Long.class)
                .list()
                .forEach(session -> own.executeWithoutResult(status -> expireAndPromoteLocked(List.of(session))));
    }

    /**
     * Locks these sessions until the caller's transaction ends, and expires and promotes in it. Call after freeing seats, in the same
     * transaction.
     *
     * @return their capacity afterwards, including that of the other meetings of their courses
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public List<Capacity> expireAndPromoteLocked(Collection<Long> sessionIds) {
        List<Capacity> sessions = capacities.lockAll(sessionIds);
        if (sessions.isEmpty()) {
            return sessions;
        }
        return promote(expire(sessions) ? capacities.lockAll(sessionIds) : sessions);
    }

    /**
     * Expires overdue bookings. A sign-up for a course expires as a whole; one for parts of an event expires per session, because those
     * are not locked together, and the last one triggers the notification.
     *
     * @return whether seats came free
     */
    private boolean expire(List<Capacity> sessions) {
        List<Expired> expired = jdbc.sql("""
                with due as (
                  update booking set state = 'EXPIRED', deadline = null, sequence = sequence + 1
                  where session_id = any(:sessions::bigint[]) and deadline is not null
                    and booking_sign_up(sign_up_id, id) in (
                      select booking_sign_up(sign_up_id, id) from booking
                      where session_id = any(:sessions::bigint[]) and deadline <= :now::timestamptz)
                  returning id, booking_sign_up(sign_up_id, id) as sign_up, session_id, kind, participants),
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
                select sign_up as booking_id, kind, max(participants) as participants, array_agg(session_id) as sessions,
                       not exists (select from booking o where (o.id = sign_up or o.sign_up_id = sign_up) and o.deadline is not null
                                     and o.id not in (select id from due)) as whole
                from due group by sign_up, kind order by sign_up
                """)
                .param("sessions", ids(sessions))
                .param("now", Rows.now(clock))
                .query(Rows.of(Expired.class))
                .list();
        expired.stream()
                .filter(Expired::whole)
                .map(Expired::signUp)
                .forEach(one -> notifiers.tell(EXPIRED, one.kind(), one.bookingId()));
        return !expired.isEmpty();
    }

    /** @param whole whether no part of the sign-up is held any more */
    private record Expired(Waiter signUp, boolean whole) {}

    private List<Capacity> promote(List<Capacity> sessions) {
        if (withSeats(sessions).isEmpty()) {
            return sessions;
        }
        List<Capacity> left = sessions;
        List<Waiter> waiting = jdbc.sql("""
                select booking_sign_up(sign_up_id, id) as booking_id, kind, max(participants) as participants, array_agg(session_id) as sessions
                from booking where session_id = any(:sessions::bigint[]) and state = 'WAITING'
                group by booking_sign_up(sign_up_id, id), kind
                order by bool_or(kind = 'CLASS' and called_off_before(class_id, session_id)) desc, min(turn)
                """)
                .param("sessions", ids(sessions))
                .query(Rows.of(Waiter.class))
                .list();
        for (Waiter next : waiting) {
            if (next.fits(withSeats(left)) && offer(next)) {
                notifiers.tell(next.kind() == BookingKind.CLASS ? OFFERED : PROMOTED, next.kind(), next.bookingId());
                left = capacities.lockAll(left.stream().map(Capacity::sessionId).toList());
            }
        }
        return left;
    }

    /** Returns the open sessions with free seats, by id. */
    private Map<Long, Capacity> withSeats(List<Capacity> sessions) {
        return sessions.stream()
                .filter(session ->
                        session.open() && session.free() > 0 && clock.instant().isBefore(session.bookableUntil()))
                .collect(Collectors.toMap(Capacity::sessionId, Function.identity()));
    }

    private static String ids(List<Capacity> sessions) {
        return Rows.array(sessions.stream().map(Capacity::sessionId).toList());
    }

    /**
     * Takes the seats for a waiting booking. A school gets a seat offer with a deadline ({@link SeatOfferTerm}, never past the session). A
     * visitor is confirmed immediately, or gets a hold ({@link Holds}) while the mail address is not confirmed.
     *
     * @return false if the class is elsewhere at that time; it keeps its turn
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
                  from booking b join programme_session_v s on s.id = b.session_id left join sign_up u on u.booking_id = booking_sign_up(b.sign_up_id, b.id)
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
                        .param("now", Rows.timestamp(now))
                        .param(
                                "offered",
                                waiter.kind() == BookingKind.CLASS
                                        ? Rows.timestamp(seatOfferTerm.end(now, waiter.bookingId()))
                                        : null)
                        .param("held", Rows.timestamp(now.plus(holds.term())))
                        .query(Integer.class)
                        .single()
                > 0;
    }

    /** @param sessions the meetings it waits for; one, unless it is a course */
    private record Waiter(long bookingId, BookingKind kind, int participants, List<Long> sessions) {

        boolean fits(Map<Long, Capacity> withSeats) {
            return sessions.stream().allMatch(session -> {
                Capacity capacity = withSeats.get(session);
                return capacity != null && capacity.fits(kind, participants);
            });
        }
    }
}
