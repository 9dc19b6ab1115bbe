package nl.tec.feedback.internal;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import nl.tec.feedback.Satisfaction.Answered;
import nl.tec.feedback.Satisfaction.Answers;
import nl.tec.feedback.Satisfaction.Dimension;
import nl.tec.feedback.Satisfaction.Line;
import nl.tec.feedback.Satisfaction.Score;
import nl.tec.feedback.Satisfaction.Subject;
import nl.tec.feedback.Satisfaction.View;
import nl.tec.feedback.SatisfactionScope;
import nl.tec.feedback.Survey;
import nl.tec.feedback.SurveyAudience;
import nl.tec.hub.Rows;
import nl.tec.shared.Bilingual;
import nl.tec.shared.FormData;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

@Component
public class SatisfactionQueries {

    /** The condition that a session s with its activity a and venue v is in a scope. */
    private static final String IN_SCOPE = """
            (:all
             or exists (select from staff_assignment_v w where w.session_id = s.id and w.account_id = :guide)
             or exists (select from bookings_booking_v k where k.session_id = s.id and k.kind = 'CLASS' and k.state = 'CONFIRMED'
                                                and k.site_id = any(:sites))
             or coalesce(a.organiser_id = any(:organisations), false)
             or coalesce(v.organisation_id = any(:organisations), false))
            """;

    /** The blocks of a view, whose sessions are all in it. */
    private static final String SHOWN = """
            with shown as (
              select b.id, b.survey_id, u.audience, u.faces
                from survey_block b join survey u on u.id = b.survey_id
               where b.half between :first and :last and %s
                 and not exists (
                   select from survey_block_session o
                     join programme_session_v s on s.id = o.session_id
                     join programme_activity_v a on a.id = s.activity_id
                     left join venues_venue_v v on v.id = s.venue_id
                    where o.block_id = b.id and not (%s and %s)))
            """;

    /** The answers to the questions with choices, each as a score of 1 to 10. */
    private static final String SCORES = """
            select c.answers, case q.kind when 'FACES' then b.faces[c.choice] else c.choice end as score
              from survey_block_choice c join survey_question q on q.survey_id = b.survey_id and q.position = c.position
             where c.block_id = b.id and c.position = 1
            """;

    private static final String SUMS = """
            sum(x.answers) as answers, sum(x.answers * x.score) as total, sum(x.answers * x.score * x.score) as squares
            """;

    private static final double CONFIDENCE = 1.96;

    private final JdbcClient jdbc;
    private final SurveyStore surveys;

    SatisfactionQueries(JdbcClient jdbc, SurveyStore surveys) {
        this.jdbc = jdbc;
        this.surveys = surveys;
    }

    public Optional<Score> score(View view) {
        return query(
                        view,
                        "select " + SUMS + " from shown b cross join lateral (" + SCORES
                                + ") x having sum(x.answers) > 0")
                .query((row, n) -> score(row))
                .optional();
    }

    /** @param dimension of a session: not AUDIENCE */
    public List<Line> lines(View view, Dimension dimension) {
        record Named(String key, Bilingual name, Score score) {}
        return query(view, """
                , keyed as (
                  select o.block_id, k.key
                    from shown b
                    join survey_block_session o on o.block_id = b.id
                    join programme_session_v s on s.id = o.session_id
                    join programme_activity_v a on a.id = s.activity_id
                    left join venues_venue_v v on v.id = s.venue_id
                   cross join lateral (%s) k (key)
                   group by o.block_id, k.key
                  having count(*) = (select count(*) from survey_block_session e where e.block_id = o.block_id))
                select k.key, n.name_nl, n.name_en, %s
                  from keyed k
                  join shown b on b.id = k.block_id
                 cross join lateral (%s) x
                 cross join lateral (%s) n (name_nl, name_en)
                 group by k.key, n.name_nl, n.name_en
                 order by sum(x.answers * x.score) / sum(x.answers), n.name_nl, k.key
                """.formatted(keys(dimension), SUMS, SCORES, names(dimension)))
                .query((row, n) -> new Named(row.getString("key"), Rows.bilingual(row, "name"), score(row)))
                .list()
                .stream()
                .map(line -> new Line(new Subject(dimension, line.key()), line.name(), line.score()))
                .toList();
    }

    /** Returns the subquery for the keys of a session, with at most one row for each key. */
    private static String keys(Dimension dimension) {
        return switch (dimension) {
            case ACTIVITY -> "select s.activity_id";
            case VENUE -> "select s.venue_id where s.venue_id is not null";
            case GUIDE -> "select w.member_id from staff_assignment_v w where w.session_id = s.id";
            case PARTNER ->
                "select a.organiser_id where a.organiser_id is not null"
                        + " union select v.organisation_id where v.organisation_id is not null";
            case AUDIENCE -> throw new IllegalArgumentException("an audience is not of a session");
        };
    }

    private static String names(Dimension dimension) {
        return switch (dimension) {
            // a draft has no name for others, unless it was in the programme before: people answered about it
            case ACTIVITY -> """
                select title_nl, title_en from programme_activity_v
                 where id = k.key
                   and (state <> 'DRAFT' or exists (select from survey_block_session o join programme_session_v s on s.id = o.session_id
                                                     where s.activity_id = k.key))
                """;
            case VENUE -> "select name_nl, name_en from venues_venue_v where id = k.key";
            case GUIDE -> "select name, name from staff_member_v where id = k.key";
            case PARTNER -> "select name, name from organisations_organisation_v where id = k.key";
            case AUDIENCE -> throw new IllegalArgumentException("an audience is not of a session");
        };
    }

    /** @param subject of a session: not an audience */
    public Optional<Bilingual> name(Subject subject) {
        return id(subject)
                .flatMap(id -> jdbc.sql("select n.* from (values (?::bigint)) k (key) cross join lateral ("
                                + names(subject.dimension()) + ") n (name_nl, name_en)")
                        .param(id)
                        .query((row, n) -> Rows.bilingual(row, "name"))
                        .optional());
    }

    private static Optional<Long> id(Subject subject) {
        return FormData.parseId(subject.key());
    }

    public List<Answers> answers(View view) {
        record Row(long survey, int position, int choice, long answers) {}
        List<Row> rows = query(view, """
                select b.survey_id as survey, c.position, c.choice, sum(c.answers) as answers
                  from shown b join survey_block_choice c on c.block_id = b.id
                 group by 1, 2, 3 order by 1 desc, 2, 3
                """).query(Rows.of(Row.class)).list();
        Map<Long, Map<Integer, Map<Integer, Long>>> counts = new LinkedHashMap<>();
        rows.forEach(row -> counts.computeIfAbsent(row.survey(), survey -> new TreeMap<>())
                .computeIfAbsent(row.position(), position -> new TreeMap<>())
                .put(row.choice(), row.answers()));
        List<Answers> all = new ArrayList<>();
        counts.forEach((id, questions) -> {
            Survey survey = surveys.find(id).orElseThrow();
            all.add(new Answers(
                    survey,
                    survey.choices().stream()
                            .map(question ->
                                    answered(survey, question, questions.getOrDefault(question.position(), Map.of())))
                            .toList()));
        });
        return all;
    }

    private static Answered answered(Survey survey, Survey.Question question, Map<Integer, Long> counts) {
        double answers = 0;
        double total = 0;
        double squares = 0;
        for (Map.Entry<Integer, Long> count : counts.entrySet()) {
            double score = question.kind() == Survey.Kind.FACES
                    ? survey.faces().get(count.getKey() - 1).doubleValue()
                    : count.getKey();
            answers += count.getValue();
            total += count.getValue() * score;
            squares += count.getValue() * score * score;
        }
        return new Answered(question, score((long) answers, total, squares), counts);
    }

    public List<String> words(View view, int limit) {
        return query(view, """
                select w.words from survey_words w join shown b on b.id = w.block_id
                 where w.state = 'PUBLISHED' order by w.id limit :limit
                """).param("limit", limit).query(String.class).list();
    }

    private JdbcClient.StatementSpec query(View view, String select) {
        SatisfactionScope scope = view.scope();
        Subject subject = view.subject();
        SurveyAudience audience = subject != null && subject.dimension() == Dimension.AUDIENCE
                ? SurveyAudience.valueOf(subject.key())
                : view.audience();
        Map<String, Object> parameters = new HashMap<>();
        parameters.put("first", view.first().first());
        parameters.put("last", view.last().first());
        parameters.put("all", scope.all());
        parameters.put("guide", scope.guide());
        parameters.put("sites", scope.sites().toArray(Long[]::new));
        parameters.put("organisations", scope.organisations().toArray(Long[]::new));
        String ofAudience = "u.audience <> 'HOST'";
        if (audience != null) {
            ofAudience = "u.audience = :audience";
            parameters.put("audience", audience.name());
        }
        String ofSubject = "true";
        if (subject != null && subject.dimension() != Dimension.AUDIENCE) {
            ofSubject = "exists (select from (" + keys(subject.dimension()) + ") k (key) where k.key = :subject)";
            parameters.put("subject", id(subject).orElse(0L));
        }
        return jdbc.sql(SHOWN.formatted(ofAudience, IN_SCOPE, ofSubject) + select)
                .params(parameters);
    }

    private static Score score(ResultSet row) throws SQLException {
        return score(row.getLong("answers"), row.getDouble("total"), row.getDouble("squares"));
    }

    /** The interval is limited to the scale. */
    private static Score score(long answers, double total, double squares) {
        double mean = total / answers;
        double variance = Math.max(0, (squares - total * mean) / (answers - 1));
        double error = CONFIDENCE * Math.sqrt(variance / answers);
        return new Score(answers, mean, Math.max(1, mean - error), Math.min(10, mean + error));
    }
}
