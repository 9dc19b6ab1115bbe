package nl.tec.bookings.internal;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import nl.tec.hub.Rows;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Stores the visits that were moved and can still go back, with the seats that are kept for them. */
@Component
public class MovedVisitStore {

    /**
     * A visit that was moved.
     *
     * @param startsAt of the session that it came from, at that time
     * @param ride of its bus there, which is held; null: none
     * @param transport how it was to come, as JSON; null: not chosen
     */
    public record MovedVisit(
            long id,
            long bookingId,
            long fromId,
            long toId,
            Instant startsAt,
            @Nullable Long ride,
            @Nullable String transport) {}

    private final JdbcClient jdbc;

    MovedVisitStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Records a move. The seats of the booking stay taken in the session that it leaves. */
    long add(long bookingId, long fromId, long toId, @Nullable Long ride) {
        return jdbc.sql("""
                insert into moved_visit (booking_id, from_id, to_id, starts_at, seats, classes, ride, transport)
                select b.id, s.id, :to, s.starts_at, b.participants, 1, :ride,
                       (select to_jsonb(v) from visit_item v where v.booking_id = b.id and v.item = 'TRANSPORT')
                  from booking b join programme_session_v s on s.id = :from where b.id = :booking
                returning id
                """)
                .param("booking", bookingId)
                .param("from", fromId)
                .param("to", toId)
                .param("ride", ride)
                .query(Long.class)
                .single();
    }

    /** Finds moves, the latest first. */
    public List<MovedVisit> list(Collection<Long> ids) {
        return jdbc.sql("""
                select id, booking_id, from_id, to_id, starts_at, ride, transport::text as transport
                  from moved_visit where id = any(?::bigint[]) order by id desc
                """)
                .param(Rows.array(ids))
                .query(Rows.of(MovedVisit.class))
                .list();
    }

    /**
     * Gives seats that are kept to the visit that comes instead; what is over stays kept.
     *
     * @param seats of that visit
     * @return the move whose seats they were
     */
    Optional<MovedVisit> handOver(long id, int seats) {
        giveAway(id, seats);
        return list(List.of(id)).stream().findFirst();
    }

    /** Frees the seats that are kept. */
    void free(long id) {
        giveAway(id, Integer.MAX_VALUE);
    }

    private void giveAway(long id, int seats) {
        jdbc.sql("""
                with kept as (
                  select id, from_id, least(seats, :given) as seats, classes from moved_visit where id = :id),
                left_over as (
                  update moved_visit m set seats = m.seats - k.seats, classes = 0 from kept k where m.id = k.id)
                update session_capacity p set taken = p.taken - k.seats, classes_taken = p.classes_taken - k.classes
                  from kept k where p.session_id = k.from_id
                """).param("id", id).param("given", seats).update();
    }

    void remove(long id) {
        jdbc.sql("delete from moved_visit where id = ?").param(id).update();
    }
}
