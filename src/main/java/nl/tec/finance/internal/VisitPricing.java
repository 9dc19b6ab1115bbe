package nl.tec.finance.internal;

import nl.tec.bookings.AttendanceRecorded;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.modulith.events.ApplicationModuleListener;
import org.springframework.stereotype.Component;

/**
 * Keeps what a visit of a class costs its school when it is first recorded who came, so that another price of the activity changes
 * nothing that is past (rules 7.8).
 */
@Component
public class VisitPricing {

    private final JdbcClient jdbc;

    VisitPricing(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @ApplicationModuleListener
    public void on(AttendanceRecorded event) {
        jdbc.sql("""
                insert into visit_price (booking_id, cents)
                select b.id, a.cost_school_cents
                  from bookings_booking_v b
                  join programme_session_v s on s.id = b.session_id
                  join programme_activity_v a on a.id = s.activity_id
                 where b.session_id = ? and b.kind = 'CLASS' and b.state = 'CONFIRMED'
                on conflict (booking_id) do nothing
                """).param(event.sessionId()).update();
    }
}
