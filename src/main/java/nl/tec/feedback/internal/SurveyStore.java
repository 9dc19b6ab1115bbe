package nl.tec.feedback.internal;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nl.tec.accounts.Actor;
import nl.tec.feedback.Survey;
import nl.tec.feedback.Survey.Picture;
import nl.tec.feedback.Survey.Question;
import nl.tec.feedback.SurveyAudience;
import nl.tec.feedback.Surveys.Draft;
import nl.tec.hub.Rows;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

@Component
public class SurveyStore {

    private static final String SELECT = """
            select s.id, s.audience, s.version, s.faces, s.made_at, a.name as made_by, q.position, q.kind, q.text_nl, q.text_en, q.picture
              from survey s join survey_question q on q.survey_id = s.id left join accounts_account_v a on a.id = s.made_by
             where %s
             order by s.version desc, q.position
            """;

    private final JdbcClient jdbc;

    SurveyStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    public Survey current(SurveyAudience audience) {
        return read(
                        "s.audience = :key and s.version = (select max(version) from survey where audience = :key)",
                        audience.name())
                .get(0);
    }

    public Optional<Survey> find(long id) {
        return read("s.id = :key", id).stream().findFirst();
    }

    public List<Survey> versions(SurveyAudience audience) {
        return read("s.audience = :key", audience.name());
    }

    private List<Survey> read(String which, Object key) {
        Map<Long, Survey> surveys = new LinkedHashMap<>();
        jdbc.sql(SELECT.formatted(which)).param("key", key).query(row -> {
            Survey survey = surveys.get(row.getLong("id"));
            if (survey == null) {
                survey = survey(row);
                surveys.put(survey.id(), survey);
            }
            survey.questions().add(Rows.read(row, Question.class));
        });
        return List.copyOf(surveys.values());
    }

    private static Survey survey(ResultSet row) throws SQLException {
        return new Survey(
                row.getLong("id"),
                Rows.constant(row, "audience", SurveyAudience.class),
                row.getInt("version"),
                new ArrayList<>(),
                Arrays.stream((Object[]) row.getArray("faces").getArray())
                        .map(score -> ((BigDecimal) score).stripTrailingZeros())
                        .toList(),
                Rows.instant(row, "made_at"),
                row.getString("made_by"));
    }

    /** Locks the surveys of an audience, so that versions are consecutive. */
    public void lock(SurveyAudience audience) {
        jdbc.sql("select pg_advisory_xact_lock(hashtext('survey'), ?)")
                .param(audience.ordinal())
                .query(rows -> {});
    }

    /** @return its id */
    public long add(
            SurveyAudience audience,
            int version,
            List<Draft> questions,
            List<BigDecimal> faces,
            Instant now,
            Actor by) {
        long id = jdbc.sql("""
                insert into survey (audience, version, faces, made_at, made_by)
                values (?, ?, ?::numeric[], ?, ?) returning id
                """)
                .params(audience.name(), version, faces.toArray(BigDecimal[]::new), Rows.timestamp(now), by.accountId())
                .query(Long.class)
                .single();
        int position = 0;
        for (Draft draft : questions) {
            position++;
            insert(id, position, draft);
        }
        return id;
    }

    private void insert(long survey, int position, Draft draft) {
        Picture picture = draft.picture();
        jdbc.sql("""
                insert into survey_question (survey_id, position, kind, text_nl, text_en, picture)
                values (:survey, :position, :kind, :dutch, :english, :picture)
                """)
                .param("survey", survey)
                .param("position", position)
                .param("kind", draft.kind().name())
                .param("dutch", draft.text().dutch())
                .param("english", draft.text().english())
                .param("picture", Rows.nameOrNull(picture))
                .update();
    }
}
