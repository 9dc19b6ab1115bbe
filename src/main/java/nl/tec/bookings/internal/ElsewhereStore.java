package nl.tec.bookings.internal;

import java.time.Clock;
import java.time.LocalDate;
import java.util.Map;
import java.util.UUID;
import nl.tec.hub.Rows;
import nl.tec.shared.TimeSlot;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Writes the reservations and attendance of our classes at other hubs, in the caller's transaction. */
@Component
public class ElsewhereStore {

    private final JdbcClient jdbc;
    private final Clock clock;

    ElsewhereStore(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** @return false if the class is elsewhere at that time, and nothing is reserved */
    public boolean take(UUID visit, long classId, TimeSlot away) {
        release(visit);
        return jdbc.sql("""
                insert into class_occupation (visit, class_id, during) values (?, ?, tstzrange(?::timestamptz, ?::timestamptz))
                    on conflict do nothing
                """)
                        .params(visit, classId, Rows.timestamp(away.start()), Rows.timestamp(away.end()))
                        .update()
                > 0;
    }

    public void release(UUID visit) {
        jdbc.sql("delete from class_occupation where visit = ?").param(visit).update();
    }

    /** Replaces the attendance of a visit; class sizes stay those of the first recording. @return whether anything changed */
    public boolean replace(UUID visit, String hub, String title, LocalDate heldOn, Map<Long, Integer> present) {
        Long[] parts = present.keySet().toArray(Long[]::new);
        Integer[] counts = present.values().toArray(Integer[]::new);
        int gone = jdbc.sql(
                        "delete from elsewhere_attendance where visit = :visit and class_part_id <> all (:parts::bigint[])")
                .param("visit", visit)
                .param("parts", parts)
                .update();
        int kept = jdbc.sql("""
                insert into elsewhere_attendance as kept (visit, class_part_id, hub, title, held_on, head_count, part_size, group_size,
                                                          recorded_at)
                select :visit, p.id, :hub, :title, :heldOn, came.n, p.head_count,
                       greatest(p.head_count, group_size(p.cohort_id, k.school_year)), :now
                  from unnest(:parts::bigint[], :counts::int[]) as came (part, n)
                  join organisations_class_part_v p on p.id = came.part
                  join organisations_school_class_v k on k.id = p.class_id
                    on conflict (visit, class_part_id) do update
                   set head_count = excluded.head_count, held_on = excluded.held_on, title = excluded.title,
                       recorded_at = excluded.recorded_at
                 where (kept.head_count, kept.held_on, kept.title) is distinct from
                       (excluded.head_count, excluded.held_on, excluded.title)
                """)
                .param("visit", visit)
                .param("hub", hub)
                .param("title", title)
                .param("heldOn", heldOn)
                .param("parts", parts)
                .param("counts", counts)
                .param("now", Rows.now(clock))
                .update();
        return gone + kept > 0;
    }
}
