package nl.tec.bookings.internal;

import java.sql.Timestamp;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import nl.tec.bookings.internal.SeatRequest.ForClass;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Writes a new booking: the booking, its parts, its history, the audit row, the mail, and last of all the count of the seats, in one
 * statement.
 *
 * <p>Everybody who books the same session waits for the lock on its {@code session_capacity}, so that comes last: the lock is held
 * for one update and the commit. PostgreSQL carries out the parts that nobody reads from in the opposite order, which is why
 * {@code counted} is the first of them. Whoever had to wait may find that there are no seats any more, or that the session was
 * closed: then the update breaks {@code never_oversold}, and nothing of the statement has happened.
 */
@Component
class BookingStore {

    private static final String SEATS = """
            with seats as (
              select session_id from session_capacity
              where session_id = :session and (:waits or open and bookable_until > :now::timestamptz
                and taken + :n <= capacity and classes_taken + :classes <= class_capacity)),
            """;

    /** Of all meetings of a course, or of none. */
    private static final String SEATS_OF_COURSE = """
            with seats as (
              select session_id from (
                select session_id, :waits or bool_and(open and bookable_until > :now::timestamptz and taken + :n <= capacity) over () as fits
                from session_capacity where course_id = :course::bigint) meetings
              where fits),
            """;

    private static final String BOOKED = """
            booked as (
              insert into booking (session_id, kind, state, participants, adults, site_id, class_id, account_id,
                                   travel_minutes, photo_permission, idempotency_key, requested_at, deadline, turn)
              select session_id, :kind, :state, :n, :adults, :site::bigint, :class::bigint, :account::bigint, :travel, :photos, :key::uuid,
                     :now::timestamptz, :deadline::timestamptz, case when :waits then nextval('waiting_turn') end
              from seats where session_id = :session
              returning id, state, session_id, turn),
            """;

    private static final String COUNTED = """
            counted as (
              update session_capacity p
              set taken = case when p.open and p.bookable_until > :now::timestamptz and p.course_id is not distinct from :course::bigint
                               then p.taken + :n else p.capacity + 1 end,
                  classes_taken = p.classes_taken + :classes
              from %s held where p.session_id = held.session_id and not :waits),
            """;

    /** In the order of their ids, as everybody locks them who locks more than one. */
    private static final String ORDERED = """
            (select session_id from session_capacity where session_id in (select session_id from seats) and exists (select from booked)
             order by session_id for update)""";

    /** The other meetings of a course: the first that is booked bears the sign-up; they share its turn on the waiting list. */
    private static final String OTHERS = """
            others as (
              insert into booking (sign_up_id, session_id, kind, state, participants, account_id, idempotency_key, requested_at, deadline, turn)
              select b.id, s.session_id, :kind, :state, :n, :account::bigint, gen_random_uuid(), :now::timestamptz,
                     :deadline::timestamptz, b.turn
              from booked b join seats s on s.session_id <> b.session_id
              returning id, state),
            history_of_others as (
              insert into booking_event (booking_id, at, account_id, event, participants)
              select id, :now::timestamptz, :account::bigint, state, :n from others),
            """;

    private static final String OCCUPIED = """
            occupied as (
              insert into class_occupation (booking_id, class_id, during)
              select id, :class::bigint, tstzrange(:start::timestamptz, :end::timestamptz)
              from booked where :class::bigint is not null and not :waits),
            """;

    private static final NamedSql INSERT =
            new NamedSql(SEATS + BOOKED + COUNTED.formatted("booked") + OCCUPIED + Sql.WITH_WHAT_BELONGS);

    private static final NamedSql INSERT_COURSE =
            new NamedSql(SEATS_OF_COURSE + BOOKED + COUNTED.formatted(ORDERED) + OTHERS + Sql.WITH_WHAT_BELONGS);

    private final JdbcClient jdbc;
    private final Clock clock;

    BookingStore(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /**
     * Writes the booking when there are seats, or nothing.
     *
     * @param waits writes it to the waiting list, whether there are seats or not; only under the lock
     * @return its id; empty when there are no seats
     * @throws org.springframework.dao.DataIntegrityViolationException there were seats, but not any more (constraint
     *     {@code never_oversold}); never under the lock
     */
    OptionalLong insert(SeatRequest request, boolean waits) {
        NamedSql insert = request.courseId() == null ? INSERT : INSERT_COURSE;
        return insert.with(jdbc, values(request, waits)).query(Long.class).optional().stream()
                .mapToLong(Long::longValue)
                .findFirst();
    }

    private Map<String, @Nullable Object> values(SeatRequest request, boolean waits) {
        OutboxMessage mail = waits ? request.whenWaiting().get() : request.whenGiven();
        Timestamp deadline = waits || request.holdUntil() == null ? null : Sql.time(request.holdUntil());
        Map<String, @Nullable Object> values = new HashMap<>();
        values.put("waits", waits);
        values.put("session", request.sessionId());
        values.put("course", request.courseId());
        values.put("kind", request.kind().name());
        values.put("state", waits ? "WAITING" : deadline == null ? "CONFIRMED" : "HELD");
        values.put("n", request.participants());
        values.put("adults", request.adults());
        values.put("account", request.accountId());
        values.put("key", request.key());
        values.put("now", Sql.time(clock.instant()));
        values.put("deadline", deadline);
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
        values.put("template", mail == null ? null : mail.template());
        values.put("recipient", mail == null ? null : mail.recipient());
        values.put("language", mail == null ? null : mail.language());
        return values;
    }

    /** The booking that was made by the request with this key. */
    Optional<Long> find(UUID key) {
        return jdbc.sql("select id from booking where idempotency_key = ?")
                .param(key)
                .query(Long.class)
                .optional();
    }
}
