package nl.tec.bookings.internal;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import nl.tec.bookings.BookedVisit;
import nl.tec.hub.Rows;
import nl.tec.organisations.SchoolClass;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads the bookings of classes, as input for suggestions. */
@Component
public class SuggestionQueries {

    private final JdbcClient jdbc;

    SuggestionQueries(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Returns the ids of the classes of a school with a booking that was not cancelled. */
    public List<Long> bookedClasses(long siteId) {
        return jdbc.sql("""
                select distinct class_id from booking
                where site_id = ? and class_id is not null and booking_active(state)
                """).param(siteId).query(Long.class).list();
    }

    /** Returns the bookings of each class that were not cancelled, by date. */
    public Map<Long, List<BookedVisit>> bookedBy(Collection<SchoolClass> classes) {
        Map<Long, List<BookedVisit>> booked = new HashMap<>();
        jdbc.sql("""
                select b.id as booking_id, b.class_id, b.state, s.starts_at as time_start, s.ends_at as time_end,
                       a.id as activity_id, a.title_nl, a.title_en, a.worlds[1] as world
                from booking b join programme_session_v s on s.id = b.session_id join programme_activity_v a on a.id = s.activity_id
                where b.class_id = any(?::bigint[]) and booking_active(b.state)
                order by s.starts_at, b.id
                """)
                .param(Rows.array(classes.stream().map(SchoolClass::id).toList()))
                .query(Rows.of(BookedVisit.class))
                .list()
                .forEach(one -> booked.computeIfAbsent(one.classId(), key -> new ArrayList<>())
                        .add(one));
        return booked;
    }
}
