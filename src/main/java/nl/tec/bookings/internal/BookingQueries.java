package nl.tec.bookings.internal;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import nl.tec.bookings.BookingState;
import nl.tec.bookings.ClassBooking;
import nl.tec.bookings.ClassBooking.Booker;
import nl.tec.bookings.ClassBooking.Cancellation;
import nl.tec.bookings.ClassBooking.MadeFor;
import nl.tec.bookings.ClassBooking.Recipient;
import nl.tec.bookings.ClassBooking.SameActivity;
import nl.tec.bookings.ClassBooking.Step;
import nl.tec.bookings.Refusal;
import nl.tec.bookings.Refusal.Reason;
import nl.tec.bookings.VisitContext;
import nl.tec.bookings.VisitDetails;
import nl.tec.hub.Rows;
import nl.tec.shared.TimeSlot;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads class bookings, complete in one query, and clashes between them. */
@Component
public class BookingQueries {

    private static final String WHOLE = "select " + VisitContextQueries.COLUMNS + """
            , b.id, b.state, b.participants, b.adults, b.photo_permission, coalesce(b.teacher_phone, '') as phone, b.requested_at, b.deadline, b.sequence, b.cancelled_at as at,
            b.cancelled_by as by, b.cancelled_late as late, coalesce(b.cancel_reason, '') as reason, u.id as account_id, u.name, u.email,
            coalesce((select h.name from guest_visit g join organisations_organisation_v h on h.id = g.hub_id where g.booking_id = b.id),
                     (select m.name from accounts_account_v m where m.id = b.made_by)) as made_by,
            coalesce(b.contact_name, case when u.id <> b.made_by then u.name end, '') as made_for,
            (select string_agg(concat_ws(' ', m.email, m.language), ',') from class_mail_recipients(b.site_id, b.account_id, b.contact_email) m) as recipients,
            (select string_agg(concat_ws(':', bp.class_part_id, bp.head_count), ',') from booking_part bp where bp.booking_id = b.id)
              as booked_parts,
            case when b.state = 'WAITING' then
              (select count(*) from booking w where w.session_id = b.session_id and w.state = 'WAITING'
                  and (not called_off_before(w.class_id, w.session_id), w.turn) < (not called_off_before(b.class_id, b.session_id), b.turn)) end as ahead
            from booking b join programme_session_v s on s.id = b.session_id join organisations_school_class_v c on c.id = b.class_id
            left join accounts_account_v u on u.id = b.account_id
            """ + VisitContextQueries.JOINS
            + " where b.id = any(:bookings::bigint[]) order by s.starts_at, b.id";

    private final JdbcClient jdbc;
    private final VisitContextQueries facts;

    BookingQueries(JdbcClient jdbc, VisitContextQueries facts) {
        this.jdbc = jdbc;
        this.facts = facts;
    }

    /** Finds a booking of a class; empty if there is none or it is of a visitor. */
    public Optional<ClassBooking> find(long bookingId) {
        return list(List.of(bookingId)).stream().findFirst();
    }

    /** Returns the bookings of classes that exist, by date. */
    List<ClassBooking> list(Collection<Long> bookings) {
        return jdbc
                .sql(WHOLE)
                .param("region", facts.region())
                .param("bookings", Rows.array(bookings))
                .query((row, n) -> booking(row))
                .list()
                .stream()
                .map(read -> read.booking().apply(facts.whole(read.facts())))
                .toList();
    }

    /** Returns the teachers and coordinators of a school, by name. */
    public List<Booker> staff(long siteId) {
        return jdbc.sql("""
                select distinct u.id as account_id, u.name, u.email
                  from accounts_account_role_v r join accounts_account_v u on u.id = r.account_id
                 where r.organisation_id = ? and r.role in ('TEACHER', 'SCHOOL_COORDINATOR') and u.disabled_at is null
                 order by u.name, u.id
                """).param(siteId).query(Rows.of(Booker.class)).list();
    }

    /** Returns the class bookings of an account, latest first. */
    List<Long> bookedBy(long accountId, int limit) {
        return jdbc.sql("select id from booking where account_id = ? and kind = 'CLASS' order by id desc limit ?")
                .params(accountId, limit)
                .query(Long.class)
                .list();
    }

    /** Finds the recipients of mails about a booking for this school by this account. */
    public List<Recipient> recipients(long siteId, long accountId) {
        return jdbc.sql("select email, language from class_mail_recipients(?, ?)")
                .params(siteId, accountId)
                .query(Recipient.class)
                .list();
    }

    /** Finds the booking of the request with this idempotency key. */
    public Optional<Long> find(UUID key) {
        return jdbc.sql("select id from booking where idempotency_key = ?")
                .param(key)
                .query(Long.class)
                .optional();
    }

    /** Returns the bookings of the requests with these idempotency keys. */
    public Set<Long> findAll(Collection<UUID> keys) {
        return Set.copyOf(jdbc.sql("select id from booking where idempotency_key = any(?::uuid[])")
                .param(Rows.array(keys))
                .query(Long.class)
                .list());
    }

    /** Whether it was ever on the waiting list. */
    public boolean waited(long bookingId) {
        return jdbc.sql("select turn is not null from booking where id = ?")
                .param(bookingId)
                .query(Boolean.class)
                .single();
    }

    /** Finds how many pupils of a class came; empty if nobody counted them. */
    public Optional<Integer> findCame(long bookingId) {
        return jdbc.sql("select sum(head_count)::int from attendance where booking_id = ? having count(*) > 0")
                .param(bookingId)
                .query(Integer.class)
                .optional();
    }

    /** Finds the active booking of a class in a session; there is at most one. */
    public Optional<Long> findActive(long sessionId, long classId) {
        return jdbc.sql("""
                select id from booking where session_id = ? and class_id = ?
                  and booking_active(state)
                """).params(sessionId, classId).query(Long.class).optional();
    }

    /** Finds the refusal for a class that is away at that time, for a booking here or at the hub of another city. */
    public Optional<Refusal> findClash(long classId, TimeSlot during) {
        return jdbc.sql("""
                        select booking_id from class_occupation
                        where class_id = ? and during && tstzrange(?::timestamptz, ?::timestamptz) order by booking_id limit 1
                        """)
                .params(classId, Rows.timestamp(during.start()), Rows.timestamp(during.end()))
                .query((row, n) -> {
                    Long booking = Rows.longOrNull(row, "booking_id");
                    return booking == null
                            ? Refusal.because(Reason.CLASS_AT_NEIGHBOUR)
                            : Refusal.inTheWay(Reason.CLASS_ELSEWHERE, booking);
                })
                .optional();
    }

    /** Finds the first other upcoming visit of the class to the same activity; one it waits for only if there is no other. */
    public Optional<SameActivity> findSameActivity(VisitContext visit, Instant now) {
        return jdbc.sql("""
                select b.id as booking_id, b.state, s.starts_at as start, s.ends_at as end
                from booking b join programme_session_v s on s.id = b.session_id
                where b.class_id = ? and s.activity_id = ? and s.id <> ? and s.ends_at > ?
                  and booking_active(b.state) order by b.state <> 'CONFIRMED', s.starts_at limit 1
                """)
                .params(
                        visit.schoolClass().id(),
                        visit.activity().id(),
                        visit.session().id(),
                        Rows.timestamp(now))
                .query(Rows.of(SameActivity.class))
                .optional();
    }

    /** Returns the history of a booking, in order. */
    public List<Step> history(long bookingId) {
        return jdbc.sql("""
                select e.at, e.event, e.participants, e.adults, a.name as by, e.moved_from, e.message_id as message
                from booking_event e left join accounts_account_v a on a.id = e.account_id
                where e.booking_id = ? order by e.id
                """).param(bookingId).query(Rows.of(Step.class)).list();
    }

    private record Read(VisitContextQueries.Read facts, Function<VisitContext, ClassBooking> booking) {}

    private static Read booking(ResultSet row) throws SQLException {
        BookingState state = Rows.constant(row, "state", BookingState.class);
        long id = row.getLong("id");
        int participants = row.getInt("participants");
        VisitDetails details = new VisitDetails(
                headCounts(row.getString("booked_parts")),
                row.getInt("adults"),
                row.getBoolean("photo_permission"),
                row.getString("phone"));
        Booker booker = Rows.longOrNull(row, "account_id") == null ? null : Rows.read(row, Booker.class);
        String madeBy = row.getString("made_by");
        MadeFor madeFor = madeBy == null ? null : new MadeFor(madeBy, row.getString("made_for"));
        List<Recipient> recipients = recipients(row.getString("recipients"));
        Instant requested = Rows.instant(row, "requested_at");
        Instant deadline = Rows.instantOrNull(row, "deadline");
        int ahead = row.getInt("ahead");
        int sequence = row.getInt("sequence");
        Cancellation cancelled = Rows.instantOrNull(row, "at") == null ? null : Rows.read(row, Cancellation.class);
        return new Read(
                VisitContextQueries.facts(row),
                facts -> new ClassBooking(
                        id,
                        state,
                        participants,
                        details,
                        booker,
                        madeFor,
                        recipients,
                        requested,
                        deadline,
                        ahead,
                        sequence,
                        cancelled,
                        facts));
    }

    private static Map<Long, Integer> headCounts(@Nullable String parts) {
        return parts == null
                ? Map.of()
                : Arrays.stream(parts.split(","))
                        .map(part -> part.split(":"))
                        .collect(Collectors.toMap(part -> Long.valueOf(part[0]), part -> Integer.valueOf(part[1])));
    }

    private static List<Recipient> recipients(@Nullable String addresses) {
        return addresses == null
                ? List.of()
                : Arrays.stream(addresses.split(","))
                        .map(address -> address.split(" "))
                        .map(address -> new Recipient(address[0], address[1]))
                        .toList();
    }
}
