package nl.tec.bookings;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import nl.tec.accounts.Actor;
import nl.tec.bookings.internal.BookingQueries;
import nl.tec.bookings.internal.ClassNotifier;
import nl.tec.bookings.internal.VisitContextQueries;
import nl.tec.bookings.internal.WaitingList;
import nl.tec.hub.Savepoint;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** Books many classes for a planned programme in one transaction, with one mail to each school. */
@Service
public class BulkBookings {

    /**
     * The outcome; each command is in one of the two maps.
     *
     * @param booked the bookings by command, including those of repeated commands
     * @param refused the reasons, as from {@link ClassBookings#book}; with all-or-nothing, only of the commands that were refused
     */
    public record Result(Map<BookClass, Long> booked, Map<BookClass, BookingResult> refused) {

        public Result {
            booked = Map.copyOf(booked);
            refused = Map.copyOf(refused);
        }
    }

    /**
     * An addition to the mail: where the school answers, and until when.
     *
     * @param page begins with a slash
     * @param answerBy null: the places came free after that day, and the school cancels on the page of a visit
     */
    public record Announcement(String page, @Nullable LocalDate answerBy) {}

    private final ClassBookings bookings;
    private final VisitContextQueries visits;
    private final BookingQueries queries;
    private final WaitingList waitingList;
    private final ClassNotifier notifier;
    private final Savepoint savepoint;

    BulkBookings(
            ClassBookings bookings,
            VisitContextQueries visits,
            BookingQueries queries,
            WaitingList waitingList,
            ClassNotifier notifier,
            Savepoint savepoint) {
        this.bookings = bookings;
        this.visits = visits;
        this.queries = queries;
        this.waitingList = waitingList;
        this.notifier = notifier;
        this.savepoint = savepoint;
    }

    /**
     * Books these classes in one transaction, nested in the caller's if there is one, by the rules and with the history, audit rows and
     * keys of {@link ClassBookings#book}. Nobody goes on the waiting list: a session without seats is {@link Refusal.Reason#FULL}. It is
     * idempotent: a repeated command gets the same answer and sends no second mail.
     *
     * <p>All sessions are locked, in id order to avoid deadlocks, until the transaction ends.
     *
     * @param allOrNothing whether one refusal rolls back all; otherwise the others are booked
     */
    public Result book(Collection<BookClass> commands, boolean allOrNothing, Actor by) {
        return book(commands, allOrNothing, null, by);
    }

    /** @param announcement null: the mail says only what was booked */
    public Result book(
            Collection<BookClass> commands, boolean allOrNothing, @Nullable Announcement announcement, Actor by) {
        return savepoint.execute(status -> {
            Result result = bookEach(commands, announcement, by);
            if (allOrNothing && !result.refused().isEmpty()) {
                status.setRollbackOnly();
                return new Result(Map.of(), result.refused());
            }
            return result;
        });
    }

    private Result bookEach(Collection<BookClass> commands, @Nullable Announcement announcement, Actor by) {
        Map<VisitContext.Key, VisitContext> contexts =
                visits.list(commands.stream().map(BookClass::visit).toList());
        waitingList.expireAndPromoteLocked(
                commands.stream().map(BookClass::sessionId).toList());
        Set<Long> before = queries.findAll(commands.stream().map(BookClass::key).toList());
        Map<BookClass, Long> booked = new LinkedHashMap<>();
        Map<BookClass, BookingResult> refused = new LinkedHashMap<>();
        Map<Long, List<Long>> newBySchool = new TreeMap<>();
        for (BookClass command : commands) {
            VisitContext visit = contexts.get(command.visit());
            BookingResult result = visit == null ? new BookingResult.Unknown() : bookings.book(command, visit, by);
            if (visit == null || !(result instanceof BookingResult.Done done)) {
                refused.put(command, result);
                continue;
            }
            booked.put(command, done.bookingId());
            if (!before.contains(done.bookingId())) {
                newBySchool
                        .computeIfAbsent(visit.schoolClass().siteId(), site -> new ArrayList<>())
                        .add(done.bookingId());
            }
        }
        newBySchool.forEach((site, ids) -> notifier.booked(site, ids, announcement, by));
        return new Result(booked, refused);
    }
}
