package nl.tec.programme.internal;

import java.time.Clock;
import java.util.LinkedHashSet;
import java.util.Optional;
import nl.tec.hub.Rows;
import nl.tec.programme.LineFields;
import nl.tec.programme.LineStepFields;
import nl.tec.shared.Bilingual;
import nl.tec.shared.Slugs;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;
import org.springframework.stereotype.Component;

/** Writes learning lines and their steps. Methods return false, without any change, if the row is gone or its version differs. */
@Component
public class LearningLineStore {

    private final JdbcClient jdbc;
    private final Clock clock;

    LearningLineStore(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Locks the steps of a line until the transaction ends. */
    public void lock(long id) {
        jdbc.sql("select id from learning_line where id = ? for update")
                .param(id)
                .query(Long.class)
                .optional();
    }

    /** Inserts a draft under this key, or the first free of {@code key-2}, {@code key-3}, ... */
    public long insert(String key, LineFields fields) {
        return Slugs.firstFree(key, free -> insertUnlessTaken(free, fields));
    }

    private Optional<Long> insertUnlessTaken(String key, LineFields fields) {
        return line("""
                insert into learning_line (key, title_nl, title_en, description_nl, description_en)
                values (:key, :titleNl, :titleEn, :descriptionNl, :descriptionEn)
                on conflict (key) do nothing
                returning id
                """, fields).param("key", key).query(Long.class).optional();
    }

    public boolean update(long id, int version, LineFields fields) {
        return line("""
                update learning_line
                   set title_nl = :titleNl, title_en = :titleEn, description_nl = :descriptionNl,
                       description_en = :descriptionEn, version = version + 1
                 where id = :id and version = :version
                """, fields).param("id", id).param("version", version).update() == 1;
    }

    private StatementSpec line(String sql, LineFields fields) {
        return both(both(jdbc.sql(sql), "title", fields.title()), "description", fields.description());
    }

    public boolean publish(long id, boolean published) {
        return jdbc.sql("update learning_line set published = ? where id = ?")
                        .params(published, id)
                        .update()
                == 1;
    }

    public long insertStep(long lineId, LineStepFields fields) {
        long id = step("""
                insert into learning_line_step (line_id, sector, grade_from, grade_to, title_nl, title_en, aim_nl, aim_en,
                                                before_nl, before_en, after_nl, after_en)
                values (:line, :sector, :from, :to, :titleNl, :titleEn, :aimNl, :aimEn, :beforeNl, :beforeEn, :afterNl, :afterEn)
                returning id
                """, lineId, fields).query(Long.class).single();
        writeLists(id, fields);
        return id;
    }

    public boolean updateStep(long lineId, long stepId, int version, LineStepFields fields) {
        boolean changed = step("""
                update learning_line_step
                   set sector = :sector, grade_from = :from, grade_to = :to, title_nl = :titleNl, title_en = :titleEn,
                       aim_nl = :aimNl, aim_en = :aimEn, before_nl = :beforeNl, before_en = :beforeEn, after_nl = :afterNl,
                       after_en = :afterEn, version = version + 1
                 where id = :id and line_id = :line and version = :version and removed_at is null
                """, lineId, fields)
                        .param("id", stepId)
                        .param("version", version)
                        .update()
                == 1;
        if (changed) {
            jdbc.sql("delete from learning_line_step_activity where step_id = ?")
                    .param(stepId)
                    .update();
            jdbc.sql("delete from learning_line_step_goal where step_id = ?")
                    .param(stepId)
                    .update();
            writeLists(stepId, fields);
        }
        return changed;
    }

    private StatementSpec step(String sql, long lineId, LineStepFields fields) {
        StatementSpec statement = jdbc.sql(sql)
                .param("line", lineId)
                .param("sector", fields.sector().name())
                .param("from", fields.from())
                .param("to", fields.to());
        both(statement, "title", fields.title());
        both(statement, "aim", fields.aim());
        both(statement, "before", fields.before());
        return both(statement, "after", fields.after());
    }

    private void writeLists(long stepId, LineStepFields fields) {
        jdbc.sql("insert into learning_line_step_activity (step_id, activity_id) select ?, unnest(?::bigint[])")
                .params(stepId, Rows.array(new LinkedHashSet<>(fields.activities())))
                .update();
        jdbc.sql("insert into learning_line_step_goal (step_id, goal_code) select ?, unnest(?::text[])")
                .params(stepId, Rows.array(new LinkedHashSet<>(fields.goals())))
                .update();
    }

    public boolean removeStep(long lineId, long stepId) {
        return jdbc.sql(
                                "update learning_line_step set removed_at = ? where id = ? and line_id = ? and removed_at is null")
                        .params(Rows.now(clock), stepId, lineId)
                        .update()
                == 1;
    }

    public boolean restoreStep(long lineId, long stepId) {
        return jdbc.sql("update learning_line_step set removed_at = null where id = ? and line_id = ?")
                        .params(stepId, lineId)
                        .update()
                == 1;
    }

    private static StatementSpec both(StatementSpec statement, String name, Bilingual text) {
        return statement.param(name + "Nl", text.dutch()).param(name + "En", text.english());
    }
}
