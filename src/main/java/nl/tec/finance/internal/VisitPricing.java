package nl.tec.finance.internal;

import nl.tec.bookings.AttendanceRecorded;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.modulith.events.ApplicationModuleListener;
import org.springframework.stereotype.Component;

/**
 * Fixes the price of a class visit for its school when its attendance is first recorded, so that a later price of the activity does not
 * affect past visits (rules 7.8).
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
                   and exists (select from bookings_attendance_v v where v.booking_id = b.id)
                on conflict (booking_id) do nothing
                """).param(event.sessionId()).update();
    }
}
