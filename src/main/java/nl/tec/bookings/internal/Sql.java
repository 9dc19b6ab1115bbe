package nl.tec.bookings.internal;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.Collection;
import java.util.Objects;
import java.util.stream.Collectors;
import nl.tec.accounts.Audit;
import nl.tec.mail.Outbox;
import org.postgresql.util.PSQLException;
import org.springframework.dao.DataIntegrityViolationException;

/** Pieces of SQL that more than one statement of this module uses. */
final class Sql {

    /**
     * What belongs to every new booking, after a {@code booked} (id, state): the pupils per class part, the history, the audit
     * row and the mail. Answers the id. Parameters: parts, counts, n, site, account, now, template,
     * recipient, language.
     */
    static final String WITH_WHAT_BELONGS = """
            parts as (
              insert into booking_part (booking_id, class_part_id, head_count)
              select id, part, head_count from booked, unnest(:parts::bigint[], :counts::int[]) as p (part, head_count)),
            history as (
              insert into booking_event (booking_id, at, account_id, event, participants)
              select id, :now::timestamptz, :account::bigint, state, :n from booked),
            audited as (
            """ + Audit.INSERT + """
              select :now::timestamptz, :account::bigint, 'BOOKING_' || state, 'BOOKING', id from booked),
            mailed as (
            """ + Outbox.INSERT + """
              select :template::text, r.email, r.language, jsonb_build_object('booking', booked.id), null,
                     :now::timestamptz, :now::timestamptz
              from booked cross join lateral (
                select :recipient::text as email, :language::text as language where :recipient::text is not null
                union all
                select email, language from class_mail_recipients(:site::bigint, :account::bigint) where :recipient::text is null) r
              where :template::text is not null)
            select id from booked
            """;

    /** After the {@code others} (id, state) of a sign-up for a course, before {@link #WITH_WHAT_BELONGS}. */
    static final String HISTORY_OF_OTHERS = """
            history_of_others as (
              insert into booking_event (booking_id, at, account_id, event, participants)
              select id, :now::timestamptz, :account::bigint, state, :n from others),
            """;

    /**
     * How the sign-up u stands as a whole: as the last of its meetings that the TEC did not call off; called off when all are. Goes
     * behind {@code join}; is a row of booking, as b.
     */
    static final String AS_A_WHOLE = """
            lateral (
              select m.* from booking m join session_capacity p on p.session_id = m.session_id
              where m.id = u.booking_id or m.sign_up_id = u.booking_id
              order by m.cancelled_by is not distinct from 'TEC', p.bookable_until desc limit 1) b on true
            """;

    private Sql() {}

    static Timestamp time(Instant instant) {
        return Timestamp.from(instant);
    }

    /** The constraint that was broken; empty when the database does not say. */
    static String constraint(DataIntegrityViolationException e) {
        return e.getMostSpecificCause() instanceof PSQLException cause && cause.getServerErrorMessage() != null
                ? Objects.requireNonNullElse(cause.getServerErrorMessage().getConstraint(), "")
                : "";
    }

    /** A PostgreSQL array literal of numbers, in the order of the collection. */
    static String array(Collection<? extends Number> numbers) {
        return numbers.stream().map(Object::toString).collect(Collectors.joining(",", "{", "}"));
    }
}
