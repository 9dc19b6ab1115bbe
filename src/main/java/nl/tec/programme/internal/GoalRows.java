package nl.tec.programme.internal;

import java.sql.ResultSet;
import java.sql.SQLException;
import nl.tec.hub.Rows;
import nl.tec.programme.CurriculumGoal;

/** Curriculum goals as they stand in the database. */
final class GoalRows {

    static final String SELECT = """
            select g.code, g.framework_id, f.title_nl as framework_nl, f.title_en as framework_en, g.text_nl, g.text_en
            from curriculum_goal g join curriculum_framework f on f.id = g.framework_id
            """;
    static final String ORDER = " order by f.position, g.position, g.code";

    private GoalRows() {}

    static CurriculumGoal goal(ResultSet row, int n) throws SQLException {
        return new CurriculumGoal(
                row.getString("code"),
                row.getString("framework_id"),
                Rows.bilingual(row, "framework"),
                Rows.bilingual(row, "text"));
    }
}
