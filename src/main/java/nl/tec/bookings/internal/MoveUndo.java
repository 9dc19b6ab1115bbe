package nl.tec.bookings.internal;

import java.util.Collection;
import java.util.TreeSet;
import nl.tec.hub.Rows;
import nl.tec.programme.MoveMemory;
import nl.tec.staff.Assignments;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Saves and restores transport, deadlines and guides of the visits to a session, so that a move can be undone. */
@Component
class MoveUndo implements MoveMemory {

    private final JdbcClient jdbc;
    private final Assignments assignments;
    private final TravelConflicts travelConflicts;

    MoveUndo(JdbcClient jdbc, Assignments assignments, TravelConflicts travelConflicts) {
        this.jdbc = jdbc;
        this.assignments = assignments;
        this.travelConflicts = travelConflicts;
    }

    @Override
    @Transactional(propagation = Propagation.MANDATORY)
    public String remember(Collection<Long> sessionIds) {
        return jdbc.sql("""
                select jsonb_build_object(
                  'transport', (select coalesce(jsonb_agg(to_jsonb(v)), '[]')
                                  from booking b join visit_item v on v.booking_id = b.id and v.item = 'TRANSPORT'
                                 where b.session_id = any(:sessions::bigint[])),
                  'deadlines', (select coalesce(jsonb_agg(jsonb_build_object('id', b.id, 'deadline', b.deadline)), '[]')
                                  from booking b where b.session_id = any(:sessions::bigint[]) and b.deadline is not null),
                  'team', :team::jsonb)::text
                """)
                .param("sessions", Rows.array(new TreeSet<>(sessionIds)))
                .param("team", assignments.remember(sessionIds))
                .query(String.class)
                .single();
    }

    @Override
    @Transactional(propagation = Propagation.MANDATORY)
    public void restore(Collection<Long> sessionIds, String remembered) {
        jdbc.sql("""
                insert into visit_item
                select r.* from jsonb_populate_recordset(null::visit_item, :remembered::jsonb -> 'transport') r
                  join booking b on b.id = r.booking_id and booking_active(b.state)
                on conflict (booking_id, item) do update set
                  state = excluded.state, departs_at = excluded.departs_at, returns_at = excluded.returns_at
                  where visit_item.changed_at = excluded.changed_at
                """).param("remembered", remembered).update();
        jdbc.sql("""
                update booking b set deadline = r.deadline
                  from jsonb_to_recordset(:remembered::jsonb -> 'deadlines') as r (id bigint, deadline timestamptz)
                 where b.id = r.id and b.deadline is not null
                """).param("remembered", remembered).update();
        new TreeSet<>(sessionIds).forEach(travelConflicts::restoreBuses);
        assignments.restore(jdbc.sql("select (?::jsonb -> 'team')::text")
                .param(remembered)
                .query(String.class)
                .single());
    }
}
