package nl.tec.steering.internal;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import nl.tec.hub.Rows;
import nl.tec.steering.Phase;
import nl.tec.steering.Step;
import nl.tec.steering.StepChange;
import nl.tec.steering.StepFields;
import nl.tec.steering.StepFields.Decision;
import nl.tec.steering.StepFields.Publication;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

@Component
public class TimelineQueries {

    private static final String STEP = """
            select s.*, before.id is null or before.done is not null as cleared
              from project_step s left join project_step before on before.id = s.public_after
            """;

    private final JdbcClient jdbc;
    private final JsonMapper json;

    TimelineQueries(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /** Returns the phases in the order of their first day. */
    public List<Phase> phases() {
        return jdbc.sql("select * from project_phase order by from_day, id")
                .query(TimelineQueries::phase)
                .list();
    }

    public Optional<Phase> findPhase(long id) {
        return jdbc.sql("select * from project_phase where id = :id")
                .param("id", id)
                .query(TimelineQueries::phase)
                .optional();
    }

    /** Returns the steps in the order of the day on which they were done, or are planned. */
    public List<Step> steps() {
        return jdbc.sql(STEP + "order by coalesce(s.done, s.planned), s.id")
                .query(TimelineQueries::step)
                .list();
    }

    public Optional<Step> find(long id) {
        return jdbc.sql(STEP + "where s.id = :id")
                .param("id", id)
                .query(TimelineQueries::step)
                .optional();
    }

    /** Returns the history of a step, latest first. */
    public List<StepChange> history(long stepId) {
        return jdbc.sql("""
                select c.at, coalesce(a.name, '') as name, c.what, c.day_before, c.day_after, c.reason, c.was
                  from project_step_change c left join accounts_account_v a on a.id = c.account_id
                 where c.step_id = :step order by c.id desc
                """).param("step", stepId).query(this::change).list();
    }

    private StepChange change(ResultSet row, int n) throws SQLException {
        String was = row.getString("was");
        return new StepChange(
                Rows.instant(row, "at"),
                row.getString("name"),
                Rows.constant(row, "what", StepChange.What.class),
                row.getObject("day_before", LocalDate.class),
                row.getObject("day_after", LocalDate.class),
                row.getString("reason"),
                was == null ? null : json.readValue(was, StepFields.class));
    }

    private static Phase phase(ResultSet row, int n) throws SQLException {
        return new Phase(
                row.getLong("id"),
                Rows.bilingual(row, "name"),
                Rows.bilingual(row, "about"),
                Rows.bilingual(row, "source"),
                row.getObject("from_day", LocalDate.class),
                row.getObject("until_day", LocalDate.class),
                row.getObject("promised", LocalDate.class),
                row.getInt("version"));
    }

    private static Step step(ResultSet row, int n) throws SQLException {
        Timestamp from = row.getTimestamp("public_from");
        return new Step(
                row.getLong("id"),
                new StepFields(
                        row.getLong("phase_id"),
                        Rows.bilingual(row, "title"),
                        Rows.bilingual(row, "about"),
                        Rows.bilingual(row, "source"),
                        row.getObject("planned", LocalDate.class),
                        row.getObject("done", LocalDate.class),
                        Rows.bilingual(row, "evidence"),
                        row.getString("dropped"),
                        decision(row),
                        new Publication(from == null ? null : from.toInstant(), Rows.longOrNull(row, "public_after"))),
                row.getObject("promised", LocalDate.class),
                row.getBoolean("cleared"),
                row.getInt("version"));
    }

    private static @Nullable Decision decision(ResultSet row) throws SQLException {
        return row.getString("kind").equals("DECISION")
                ? new Decision(Rows.bilingual(row, "body"), Rows.bilingual(row, "mandate"), row.getString("reference"))
                : null;
    }
}
