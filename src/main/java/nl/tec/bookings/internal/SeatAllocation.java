package nl.tec.bookings.internal;

import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import nl.tec.hub.Savepoint;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.PessimisticLockingFailureException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Allocates seats to a new booking, or puts it on the {@link WaitingList} (rules 3).
 *
 * <p>Correctness rests on two invariants. {@code session_capacity} counts the taken seats, and its constraint {@code never_oversold}
 * rolls back the whole statement if a booking does not fit. And every transaction that locks that row leaves it such that <em>nobody
 * on the waiting list fits in the free seats</em>, so that a new booking can take free seats without looking at the waiting list, and
 * nobody is passed over.
 */
@Component
public class SeatAllocation {

    private final BookingStore store;
    private final BookingQueries bookings;
    private final CapacityStore capacities;
    private final WaitingList waitingList;
    private final BookingQueue queue;
    private final Clock clock;
    private final TransactionTemplate transaction;
    private final Savepoint savepoint;

    SeatAllocation(
            BookingStore store,
            BookingQueries bookings,
            CapacityStore capacities,
            WaitingList waitingList,
            BookingQueue queue,
            Clock clock,
            TransactionTemplate transaction,
            Savepoint savepoint) {
        this.store = store;
        this.bookings = bookings;
        this.capacities = capacities;
        this.waitingList = waitingList;
        this.queue = queue;
        this.clock = clock;
        this.transaction = transaction;
        this.savepoint = savepoint;
    }

    /**
     * Allocates seats, or puts the request on the waiting list. With seats to spare and no surrounding transaction, this is one statement
     * and one round trip to the database; otherwise it joins the caller's transaction.
     *
     * @throws org.springframework.dao.DuplicateKeyException if the same request is being handled concurrently (constraint
     *     {@code booking_idempotency_key_key}), or the class has a booking in this session ({@code booking_once})
     * @throws DataIntegrityViolationException if the class is elsewhere at that time ({@code class_in_one_place})
     */
    public SeatAnswer ask(SeatRequest request) {
        return TransactionSynchronizationManager.isActualTransactionActive()
                ? askInTransaction(request)
                : queue.inTurn(request.sessionId(), () -> {
                    OptionalLong id = tryAllocate(request);
                    return id.isPresent() ? new SeatAnswer.Given(id.getAsLong()) : askInTransaction(request);
                });
    }

    private SeatAnswer askInTransaction(SeatRequest request) {
        return Objects.requireNonNull(transaction.execute(status -> allocateUnderLock(request)));
    }

    /** As {@link #ask}, but nested: a refusal by the database rolls back only this part, so that the caller can find out why. */
    public SeatAnswer allocateNested(SeatRequest request) {
        return TransactionSynchronizationManager.isActualTransactionActive()
                ? savepoint.execute(status -> ask(request))
                : ask(request);
    }

    /** Tries to allocate without locking. Empty if there are no seats, or a concurrent request took them. */
    private OptionalLong tryAllocate(SeatRequest request) {
        try {
            return store.insert(request, false);
        } catch (DataAccessException e) {
            if (lostRace(e)) {
                return OptionalLong.empty();
            }
            throw e;
        }
    }

    /** Whether a concurrent request took the seats, so that a retry under the lock ({@link #allocateUnderLock}) makes sense. */
    public static boolean lostRace(DataAccessException e) {
        return e instanceof DataIntegrityViolationException refused
                        && Sql.constraint(refused).equals("never_oversold")
                // deadlock: the lock holder waits for a row that this request wrote
                || e instanceof PessimisticLockingFailureException;
    }

    /**
     * Allocates seats in the caller's transaction optimistically, without locking first, so that others wait for the commit only. Falls
     * back to {@link #allocateUnderLock} if there are none.
     *
     * @throws DataAccessException also if a concurrent request {@link #lostRace took the seats}: the caller then has to roll back
     */
    public SeatAnswer allocateOptimistically(SeatRequest request) {
        OptionalLong id = store.insert(request, false);
        return id.isPresent() ? new SeatAnswer.Given(id.getAsLong()) : allocateUnderLock(request);
    }

    /** Allocates seats in the caller's transaction under the lock (pessimistically). */
    public SeatAnswer allocateUnderLock(SeatRequest request) {
        List<Capacity> sessions = capacities.lockAll(request.sessionIds());
        OptionalLong given = store.insert(request, false);
        if (given.isPresent()) {
            return new SeatAnswer.Given(given.getAsLong());
        }
        Optional<Long> earlier = bookings.find(request.key());
        if (earlier.isPresent()) {
            return new SeatAnswer.Repeated(earlier.get());
        }
        if (sessions.isEmpty() || !sessions.stream().allMatch(Capacity::open)) {
            return new SeatAnswer.Closed();
        }
        if (!sessions.stream().allMatch(session -> clock.instant().isBefore(session.bookableUntil()))) {
            return new SeatAnswer.Begun();
        }
        int capacity = sessions.stream().mapToInt(Capacity::capacity).min().orElseThrow();
        if (request.participants() > capacity) {
            return new SeatAnswer.TooMany(capacity);
        }
        sessions = waitingList.expireAndPromoteLocked(request.sessionIds());
        OptionalLong id = store.insert(request, false); // expired holds and seat offers may have freed seats
        if (id.isPresent()) {
            return new SeatAnswer.Given(id.getAsLong());
        }
        return request.mayWait()
                ? new SeatAnswer.Waiting(store.insert(request, true).orElseThrow())
                : new SeatAnswer.Full(
                        sessions.stream().mapToInt(Capacity::free).min().orElse(0));
    }
}
