package nl.tec.finance.internal;

import java.time.Instant;
import nl.tec.accounts.Actor;
import nl.tec.finance.CostItem;
import nl.tec.finance.CostRate;
import nl.tec.hub.Rows;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Writes rates, and the actual quantities of visits. */
@Repository
public class VisitCostStore {

    private final JdbcClient jdbc;

    VisitCostStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** @param quantity null: reverts to the planned quantity */
    public void correct(
            long sessionId,
            CostItem item,
            long subjectId,
            @Nullable Integer quantity,
            String note,
            Actor by,
            Instant now) {
        if (quantity == null) {
            jdbc.sql("delete from visit_quantity where session_id = ? and item = ? and subject_id = ?")
                    .params(sessionId, item.name(), subjectId)
                    .update();
            return;
        }
        jdbc.sql("""
                insert into visit_quantity (session_id, item, subject_id, quantity, note, recorded_at, recorded_by)
                values (?, ?, ?, ?, ?, ?, ?)
                on conflict (session_id, item, subject_id) do update set
                  quantity = excluded.quantity, note = excluded.note, recorded_at = excluded.recorded_at, recorded_by = excluded.recorded_by
                """)
                .params(sessionId, item.name(), subjectId, quantity, note, Rows.timestamp(now), by.accountId())
                .update();
    }

    public long save(CostRate rate) {
        return jdbc.sql("""
                insert into cost_rate (item, activity_id, venue_id, cents, from_day) values (:item, :activity, :venue, :cents, :from)
                on conflict on constraint cost_rate_once do update set cents = excluded.cents returning id
                """)
                .param("item", rate.item().name())
                .param("activity", rate.activityId())
                .param("venue", rate.venueId())
                .param("cents", rate.rate().cents())
                .param("from", rate.from())
                .query(Long.class)
                .single();
    }
}
