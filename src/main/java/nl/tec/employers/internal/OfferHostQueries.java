package nl.tec.employers.internal;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import nl.tec.employers.OfferHosts;
import nl.tec.hub.Rows;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

@Component
class OfferHostQueries implements OfferHosts {

    private final JdbcClient jdbc;

    OfferHostQueries(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public List<Host> receivedBetween(Instant from, Instant until) {
        return jdbc.sql("""
                select r.booking_id, r.session_id, o.contact_email as email, o.contact_language as language
                  from offer_request r join offer o on o.id = r.offer_id join bookings_class_visit_v v on v.booking_id = r.booking_id
                 where r.state = 'ACCEPTED' and r.called_off_at is null and v.ends_at >= :from and v.ends_at < :until
                   and exists (select from bookings_attendance_v a where a.booking_id = r.booking_id and a.head_count > 0)
                 order by r.id
                """)
                .param("from", Rows.timestamp(from))
                .param("until", Rows.timestamp(until))
                .query(Rows.of(Host.class))
                .list();
    }

    @Override
    public Set<Long> hosted(Collection<Long> sessionIds) {
        return Set.copyOf(
                jdbc.sql("select session_id from offer_request where state = 'ACCEPTED' and session_id = any(?)")
                        .param(sessionIds.toArray(Long[]::new))
                        .query(Long.class)
                        .list());
    }
}
