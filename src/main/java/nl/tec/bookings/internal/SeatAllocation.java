package nl.tec.bookings.internal;

import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.PessimisticLockingFailureException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Gives seats to a new booking, or a place on the {@link WaitingList} (rules 3).
 *
 * <p>Two things keep it right. {@code session_capacity} counts the seats that are taken, and its constraint {@code never_oversold}
 * refuses what does not fit, with everything written in the same statement. And whoever holds the lock on that row leaves it such
 * that <em>nobody on the waiting list fits in what is free</em>, so that a new booking may take free seats without looking at the
 * waiting list: nobody is passed over.
 */
@Component
public class SeatAllocation {

    private final BookingStore store;
    private final BookingQueries bookings;
    private final CapacityStore capacities;
    private final WaitingList waitingList;
    private final Clock clock;
    private final TransactionTemplate transaction;
    /** A part of the caller's transaction that can be undone without the rest. */
    private final TransactionTemplate part;

    SeatAllocation(
            BookingStore store,
            BookingQueries bookings,
            CapacityStore capacities,
            WaitingList waitingList,
            Clock clock,
            PlatformTransactionManager transactions) {
        this.store = store;
        this.bookings = bookings;
        this.capacities = capacities;
        this.waitingList = waitingList;
        this.clock = clock;
        this.transaction = new TransactionTemplate(transactions);
        this.part = new TransactionTemplate(transactions);
        part.setPropagationBehavior(TransactionDefinition.PROPAGATION_NESTED);
    }

    /**
     * Gives seats, or a place on the waiting list. With seats to spare and no transaction around it, this is one statement and one
     * round trip to the database; with a transaction around it, it joins that.
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
        return Objects.requireNonNull(transaction.execute(status -> askInTurn(request)));
    }

    /** As {@link #ask}; within a transaction only this is undone when the database refuses, so that the caller can look why. */
    public SeatAnswer askAsPart(SeatRequest request) {
        return TransactionSynchronizationManager.isActualTransactionActive()
                ? Objects.requireNonNull(part.execute(status -> ask(request)))
                : ask(request);
    }

    /** Empty when there are no seats, or when somebody else was quicker. */
    private OptionalLong giveAtOnce(SeatRequest request) {
        try {
            return store.insert(request, false);
        } catch (DataAccessException e) {
            if (beaten(e)) {
                return OptionalLong.empty();
            }
            throw e;
        }
    }

    /** Whether seats were not given because somebody else was quicker: then it can be asked once more, in turn. */
    public static boolean beaten(DataAccessException e) {
        return e instanceof DataIntegrityViolationException refused
                        && Sql.constraint(refused).equals("never_oversold")
                // the holder of the lock waits for what this request had written already
                || e instanceof PessimisticLockingFailureException;
    }

    /**
     * Gives seats in the transaction of the caller without locking first, so that others wait for no more than the commit. Locks as
     * {@link #askInTurn} does when there are none.
     *
     * @throws DataAccessException also when somebody else was {@link #beaten quicker}: then nothing of the transaction can stay
     */
    public SeatAnswer askAtOnce(SeatRequest request) {
        OptionalLong id = store.insert(request, false);
        return id.isPresent() ? new SeatAnswer.Given(id.getAsLong()) : askInTurn(request);
    }

    /** Gives seats in the transaction of the caller, under the lock: everybody who comes later waits. */
    public SeatAnswer askInTurn(SeatRequest request) {
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
        OptionalLong id = store.insert(request, false); // what was held or offered in vain is free now
        if (id.isPresent()) {
            return new SeatAnswer.Given(id.getAsLong());
        }
        return request.mayWait()
                ? new SeatAnswer.Waiting(store.insert(request, true).orElseThrow())
                : new SeatAnswer.Full(
                        sessions.stream().mapToInt(Capacity::free).min().orElse(0));
    }
}
