package nl.tec.bookings.internal;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import nl.tec.hub.Rows;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Locks the capacity of sessions until the caller's transaction ends. Every change of a booking begins with it, except taking free
 * seats. The meetings of a course are locked together (decision 0013), always in id order to avoid deadlocks.
 */
@Component
public class CapacityStore {

    private final JdbcClient jdbc;

    CapacityStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Locks a session, with the other meetings of its course. @return the capacity of this one */
    @Transactional(propagation = Propagation.MANDATORY)
    public Optional<Capacity> lock(long sessionId) {
        return lockAll(List.of(sessionId)).stream()
                .filter(capacity -> capacity.sessionId() == sessionId)
                .findFirst();
    }

    /** Locks several sessions. @return them and the other meetings of their courses, by id */
    @Transactional(propagation = Propagation.MANDATORY)
    public List<Capacity> lockAll(Collection<Long> sessionIds) {
        return jdbc.sql("""
                select session_id, open, bookable_until, capacity, class_capacity, taken, classes_taken
                from session_capacity
                where session_id = any(:ids::bigint[])
                   or course_id = any(array(select course_id from session_capacity where session_id = any(:ids::bigint[])))
                order by session_id for update
                """)
                .param("ids", Rows.array(sessionIds))
                .query(Rows.of(Capacity.class))
                .list();
    }
}
