package nl.tec.bookings.internal;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import nl.tec.bookings.BookingState;
import nl.tec.bookings.CancelledBy;
import nl.tec.bookings.internal.ClassBooking.Booker;
import nl.tec.bookings.internal.ClassBooking.Cancellation;
import nl.tec.bookings.internal.ClassBooking.Recipient;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads one class booking with everything about it, in one query. */
@Component
class ClassBookingReader {

    private static final String ONE =
            "select " + VisitContextQueries.COLUMNS + """
            , b.id, b.state, b.participants, b.adults, b.photo_permission, b.requested_at, b.deadline, b.sequence, b.cancelled_at, b.cancelled_by,
            b.cancelled_late, b.cancel_reason, u.id as account_id, u.name as account_name, u.email,
            (select string_agg(concat_ws(' ', m.email, m.language), ',') from class_mail_recipients(b.site_id, b.account_id) m) as recipients,
            (select string_agg(concat_ws(':', bp.class_part_id, bp.head_count), ',') from booking_part bp where bp.booking_id = b.id)
              as booked_parts,
            (select count(*) from booking w where w.session_id = b.session_id and w.state = 'WAITING' and w.turn < b.turn) as ahead
            from booking b join programme_session_v s on s.id = b.session_id join organisations_school_class_v c on c.id = b.class_id
            left join accounts_account_v u on u.id = b.account_id
            """ + VisitContextQueries.JOINS + " where b.id = :booking";

    private final JdbcClient jdbc;
    private final VisitContextQueries facts;

    ClassBookingReader(JdbcClient jdbc, VisitContextQueries facts) {
        this.jdbc = jdbc;
        this.facts = facts;
    }

    /** A booking of a class; empty when there is none or it is of a visitor. */
    Optional<ClassBooking> find(long bookingId) {
        return jdbc.sql(ONE)
                .param("region", facts.region())
                .param("booking", bookingId)
                .query((row, n) -> booking(row))
                .optional()
                .map(read -> read.booking().apply(facts.whole(read.facts())));
    }

    private record Read(VisitContextQueries.Read facts, Function<VisitContext, ClassBooking> booking) {}

    private static Read booking(ResultSet row) throws SQLException {
        Timestamp deadline = row.getTimestamp("deadline");
        BookingState state = BookingState.valueOf(row.getString("state"));
        long id = row.getLong("id");
        int participants = row.getInt("participants");
        int adults = row.getInt("adults");
        Map<Long, Integer> counts = headCounts(row.getString("booked_parts"));
        boolean photos = row.getBoolean("photo_permission");
        Booker booker = booker(row);
        List<Recipient> recipients = recipients(row.getString("recipients"));
        Instant requested = row.getTimestamp("requested_at").toInstant();
        Instant until = deadline == null ? null : deadline.toInstant();
        int ahead = state == BookingState.WAITING ? row.getInt("ahead") : 0;
        int sequence = row.getInt("sequence");
        Cancellation cancelled = cancellation(row);
        return new Read(
                VisitContextQueries.facts(row),
                facts -> new ClassBooking(
                        id,
                        state,
                        participants,
                        adults,
                        counts,
                        photos,
                        booker,
                        recipients,
                        requested,
                        until,
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

    private static @Nullable Booker booker(ResultSet row) throws SQLException {
        long account = row.getLong("account_id");
        return row.wasNull() ? null : new Booker(account, row.getString("account_name"), row.getString("email"));
    }

    private static List<Recipient> recipients(@Nullable String addresses) {
        return addresses == null
                ? List.of()
                : Arrays.stream(addresses.split(","))
                        .map(address -> address.split(" "))
                        .map(address -> new Recipient(address[0], address[1]))
                        .toList();
    }

    private static @Nullable Cancellation cancellation(ResultSet row) throws SQLException {
        Timestamp at = row.getTimestamp("cancelled_at");
        if (at == null) {
            return null;
        }
        String reason = row.getString("cancel_reason");
        return new Cancellation(
                at.toInstant(),
                CancelledBy.valueOf(row.getString("cancelled_by")),
                row.getBoolean("cancelled_late"),
                reason == null ? "" : reason);
    }
}
