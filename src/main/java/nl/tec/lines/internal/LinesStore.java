package nl.tec.lines.internal;

import java.time.Clock;
import java.util.Optional;
import nl.tec.hub.Rows;
import nl.tec.lines.TickPlace;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Writes the lines that schools follow, their ticks and the texts of their plans. */
@Component
public class LinesStore {

    private final JdbcClient jdbc;
    private final Clock clock;

    LinesStore(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** @return whether the school did not follow it yet */
    public boolean follow(long siteId, long lineId, long accountId) {
        return jdbc.sql("""
                insert into school_line (site_id, line_id, chosen_at, chosen_by) values (?, ?, ?, ?) on conflict do nothing
                """).params(siteId, lineId, Rows.now(clock), accountId).update() == 1;
    }

    /** @return whether the school followed it */
    public boolean unfollow(long siteId, long lineId) {
        return jdbc.sql("delete from school_line where site_id = ? and line_id = ?")
                        .params(siteId, lineId)
                        .update()
                == 1;
    }

    /** Ticks a step; empty when it was ticked already. */
    public Optional<Long> tick(long partId, long stepId, TickPlace place, long accountId) {
        return jdbc.sql("""
                insert into step_tick (class_part_id, step_id, place, ticked_at, ticked_by) values (?, ?, ?, ?, ?)
                on conflict (class_part_id, step_id) where undone_at is null do nothing
                returning id
                """)
                .params(partId, stepId, place.name(), Rows.now(clock), accountId)
                .query(Long.class)
                .optional();
    }

    /** @return whether it was not undone yet */
    public boolean undo(long tickId, long accountId) {
        return jdbc.sql("update step_tick set undone_at = ?, undone_by = ? where id = ? and undone_at is null")
                        .params(Rows.now(clock), accountId, tickId)
                        .update()
                == 1;
    }

    /** @return whether the text still had that version */
    public boolean write(long siteId, int version, String words, long accountId) {
        return jdbc.sql("""
                insert into science_plan as w (site_id, words, changed_at, changed_by, version)
                select :site, :words, :now, :account, 1
                 where :version = 0 or exists (select from science_plan where site_id = :site and version = :version)
                    on conflict (site_id) do update
                   set words = excluded.words, changed_at = excluded.changed_at, changed_by = excluded.changed_by,
                       version = w.version + 1
                 where w.version = :version
                """)
                        .param("site", siteId)
                        .param("words", words)
                        .param("now", Rows.now(clock))
                        .param("account", accountId)
                        .param("version", version)
                        .update()
                == 1;
    }
}
