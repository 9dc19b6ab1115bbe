package nl.tec.feedback.internal;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nl.tec.accounts.Actor;
import nl.tec.accounts.Audit;
import nl.tec.feedback.Survey;
import nl.tec.feedback.Survey.Kind;
import nl.tec.feedback.Survey.Picture;
import nl.tec.feedback.Survey.Question;
import nl.tec.feedback.SurveyAudience;
import nl.tec.feedback.Surveys;
import nl.tec.shared.Bilingual;
import nl.tec.shared.Outcome;
import nl.tec.shared.Problems;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

@Service
class StoredSurveys implements Surveys {

    private static final String SELECT = """
            select s.id, s.audience, s.version, s.faces, s.made_at, a.name as made_by, q.position, q.kind, q.text_nl, q.text_en, q.picture
              from survey s join survey_question q on q.survey_id = s.id left join accounts_account_v a on a.id = s.made_by
             where %s
             order by s.version desc, q.position
            """;

    private static final int MAX_TEXT = 120;

    private final JdbcClient jdbc;
    private final Audit audit;
    private final Clock clock;

    StoredSurveys(JdbcClient jdbc, Audit audit, Clock clock) {
        this.jdbc = jdbc;
        this.audit = audit;
        this.clock = clock;
    }

    @Override
    public Survey current(SurveyAudience audience) {
        return read(
                        "s.audience = :key and s.version = (select max(version) from survey where audience = :key)",
                        audience.name())
                .get(0);
    }

    @Override
    public Optional<Survey> find(long id) {
        return read("s.id = :key", id).stream().findFirst();
    }

    @Override
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
            survey.questions().add(question(row));
        });
        return List.copyOf(surveys.values());
    }

    private static Survey survey(ResultSet row) throws SQLException {
        return new Survey(
                row.getLong("id"),
                SurveyAudience.valueOf(row.getString("audience")),
                row.getInt("version"),
                new ArrayList<>(),
                Arrays.stream((Object[]) row.getArray("faces").getArray())
                        .map(score -> ((BigDecimal) score).stripTrailingZeros())
                        .toList(),
                row.getTimestamp("made_at").toInstant(),
                row.getString("made_by"));
    }

    private static Question question(ResultSet row) throws SQLException {
        String picture = row.getString("picture");
        return new Question(
                row.getInt("position"),
                Kind.valueOf(row.getString("kind")),
                new Bilingual(row.getString("text_nl"), row.getString("text_en")),
                picture == null ? null : Picture.valueOf(picture));
    }

    @Override
    @Transactional
    public Outcome<Boolean> change(
            SurveyAudience audience, int version, List<Draft> questions, List<BigDecimal> faces, Actor by) {
        // one at a time, so that a version is made of the one before it
        jdbc.sql("select pg_advisory_xact_lock(hashtext('survey'), ?)")
                .param(audience.ordinal())
                .query(rows -> {});
        Survey before = current(audience);
        Problems problems =
                problems(questions, faces).addIf(before.version() != version, "", "survey.problem.outdated");
        if (problems.any()) {
            return Outcome.refused(problems);
        }
        List<Draft> asked = questions.stream().filter(draft -> !draft.none()).toList();
        if (same(before, asked, faces)) {
            return Outcome.done(false);
        }
        long id = jdbc.sql("""
                insert into survey (audience, version, faces, made_at, made_by)
                values (?, ?, ?::numeric[], ?, ?) returning id
                """)
                .param(audience.name())
                .param(version + 1)
                .param(faces.toArray(BigDecimal[]::new))
                .param(Timestamp.from(now()))
                .param(by.accountId())
                .query(Long.class)
                .single();
        int position = 0;
        for (Draft draft : asked) {
            position++;
            insert(id, position, draft);
        }
        audit.add(by, "SURVEY_CHANGED", "survey." + audience.name().toLowerCase(java.util.Locale.ROOT), id);
        return Outcome.done(true);
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
                .param("picture", picture == null ? null : picture.name())
                .update();
    }

    private static Problems problems(List<Draft> questions, List<BigDecimal> faces) {
        Problems problems = new Problems();
        boolean words = false;
        for (int i = 0; i < questions.size(); i++) {
            Draft draft = questions.get(i);
            int number = i + 1;
            if (draft.none()) {
                problems.addIf(i == 0, "text1", "survey.problem.first");
                continue;
            }
            problems.addIf(wrong(draft.text().dutch()), "text" + number, "survey.problem.text", MAX_TEXT)
                    .addIf(wrong(draft.text().english()), "text" + number + "-en", "survey.problem.text", MAX_TEXT)
                    .addIf(i == 0 && draft.kind() == Kind.WORDS, "kind1", "survey.problem.firstKind")
                    .addIf(words && draft.kind() == Kind.WORDS, "kind" + number, "survey.problem.words");
            words |= draft.kind() == Kind.WORDS;
        }
        for (int i = 0; i < faces.size(); i++) {
            BigDecimal face = faces.get(i);
            problems.addIf(
                    face.compareTo(BigDecimal.ONE) < 0
                            || face.compareTo(BigDecimal.TEN) > 0
                            || face.stripTrailingZeros().scale() > 1
                            || i > 0 && face.compareTo(faces.get(i - 1)) <= 0,
                    "face" + (i + 1),
                    "survey.problem.face");
        }
        return problems;
    }

    private static boolean wrong(String text) {
        return text.isBlank() || text.length() > MAX_TEXT;
    }

    private static boolean same(Survey before, List<Draft> asked, List<BigDecimal> faces) {
        List<Draft> was = before.questions().stream()
                .map(question -> new Draft(question.kind(), question.text(), question.picture()))
                .toList();
        return was.equals(asked)
                && before.faces()
                        .equals(faces.stream()
                                .map(BigDecimal::stripTrailingZeros)
                                .toList());
    }

    private Instant now() {
        return clock.instant();
    }
}
