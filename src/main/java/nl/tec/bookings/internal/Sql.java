package nl.tec.bookings.internal;

import java.util.Objects;
import org.postgresql.util.PSQLException;
import org.springframework.dao.DataIntegrityViolationException;

/** SQL fragments and helpers that the statements of this module share. */
public final class Sql {

    /**
     * The booking that represents the sign-up u as a whole: the last meeting that was neither called off by the TEC nor left out by the
     * visitor, if any. Follows {@code join}; yields a row of booking, as b.
     */
    static final String REPRESENTATIVE_BOOKING = """
            lateral (
              select m.* from booking m join session_capacity p on p.session_id = m.session_id
              where m.id = u.booking_id or m.sign_up_id = u.booking_id
              order by m.left_out or m.cancelled_by is not distinct from 'TEC', p.bookable_until desc limit 1) b on true
            """;

    private Sql() {}

    /** Returns the name of the violated constraint; empty if unknown. */
    public static String constraint(DataIntegrityViolationException e) {
        return e.getMostSpecificCause() instanceof PSQLException cause && cause.getServerErrorMessage() != null
                ? Objects.requireNonNullElse(cause.getServerErrorMessage().getConstraint(), "")
                : "";
    }
}
