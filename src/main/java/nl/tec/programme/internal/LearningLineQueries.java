package nl.tec.programme.internal;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import nl.tec.hub.Rows;
import nl.tec.programme.LearningLine;
import nl.tec.shared.Sector;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads learning lines with their steps; always all of them, because there are only a handful. */
@Component
public class LearningLineQueries {

    private final JdbcClient jdbc;

    LearningLineQueries(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Returns the lines by title; their steps by group, and within a group in order of creation. */
    public List<LearningLine> list() {
        Map<Long, List<LearningLine.StepActivity>> activities = activities();
        Map<Long, LearningLine> lines = new LinkedHashMap<>();
        jdbc.sql("""
                select id, key, published, version, title_nl, title_en, description_nl, description_en
                  from learning_line
                 order by lower(title_nl), id
                """).query(row -> {
            lines.put(
                    row.getLong("id"),
                    new LearningLine(
                            row.getLong("id"),
                            row.getString("key"),
                            row.getBoolean("published"),
                            row.getInt("version"),
                            Rows.bilingual(row, "title"),
                            Rows.bilingual(row, "description"),
                            new ArrayList<>()));
        });
        jdbc.sql("""
                select t.*, array(select g.goal_code from learning_line_step_goal g
                                    join curriculum_goal c on c.code = g.goal_code
                                    join curriculum_framework f on f.id = c.framework_id
                                   where g.step_id = t.id order by f.position, c.position) as goals
                  from learning_line_step t
                 where t.removed_at is null
                 order by array_position(array['PO', 'VO', 'MBO'], t.sector), t.grade_from, t.grade_to, t.id
                """).query(row -> {
            LearningLine line = lines.get(row.getLong("line_id"));
            if (line != null) {
                line.steps().add(step(row, activities.getOrDefault(row.getLong("id"), List.of())));
            }
        });
        return List.copyOf(lines.values());
    }

    private static LearningLine.Step step(ResultSet row, List<LearningLine.StepActivity> activities)
            throws SQLException {
        return new LearningLine.Step(
                row.getLong("id"),
                row.getInt("version"),
                Rows.constant(row, "sector", Sector.class),
                row.getInt("grade_from"),
                row.getInt("grade_to"),
                Rows.bilingual(row, "title"),
                Rows.bilingual(row, "aim"),
                Rows.bilingual(row, "before"),
                Rows.bilingual(row, "after"),
                activities,
                Rows.texts(row, "goals"));
    }

    /** Returns the activities by step, bookable ones first. */
    private Map<Long, List<LearningLine.StepActivity>> activities() {
        return jdbc.sql("""
                select s.step_id, a.id, a.slug, a.title_nl, a.title_en, a.worlds[1] as world, a.state = 'PUBLISHED' as published,
                       a.before_nl, a.before_en, a.after_nl, a.after_en
                  from learning_line_step_activity s
                  join activity a on a.id = s.activity_id
                 order by published desc, lower(a.title_nl), a.id
                """).query(Rows.listsById("step_id", Rows.of(LearningLine.StepActivity.class)));
    }

    public Map<Long, Integer> followers() {
        return jdbc.sql("select line_id, count(*) from lines_school_line_v group by line_id")
                .query(Rows.byId("line_id", (row, n) -> row.getInt(2)));
    }
}
