package nl.tec.bookings.internal;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import nl.tec.bookings.ActivityQuestion;
import nl.tec.bookings.ActivityQuestion.Kind;
import nl.tec.bookings.ActivityQuestions.Draft;
import nl.tec.hub.Rows;
import nl.tec.hub.Texts;
import nl.tec.shared.Bilingual;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads and writes the questions that activities ask. */
@Component
public class ActivityQuestionStore {

    /** The columns that {@link #question} reads, with the table alias q. */
    static final String COLUMNS =
            "q.id, q.place, q.kind, q.text_nl, q.text_en, q.reason_nl, q.reason_en, q.choices_nl, q.choices_en, q.required, q.keep_days";

    private final JdbcClient jdbc;
    private final Clock clock;
    private final List<Bilingual> yesAndNo;

    ActivityQuestionStore(JdbcClient jdbc, Clock clock, Texts texts) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.yesAndNo = Stream.of("signup.yes", "signup.no")
                .map(key -> new Bilingual(texts.text(Texts.DUTCH, key), texts.text(Locale.ENGLISH, key)))
                .toList();
    }

    /** Returns the current questions, in the order of the form. */
    public List<ActivityQuestion> asked(long activityId) {
        return asked(List.of(activityId));
    }

    /** Returns the current questions of these activities, in the order of the activities. */
    List<ActivityQuestion> asked(List<Long> activities) {
        return jdbc.sql("select " + COLUMNS + """
                         from activity_question q where q.activity_id = any(:activities::bigint[]) and q.stopped_at is null
                        order by array_position(:activities::bigint[], q.activity_id), q.place
                        """)
                .param("activities", Rows.array(activities))
                .query((row, n) -> question(row))
                .list();
    }

    /** Returns the current questions and locks them against changes until the transaction ends. */
    public List<ActivityQuestion> lockQuestions(long activityId) {
        jdbc.sql("select pg_advisory_xact_lock(hashtextextended('activity_question ' || :activity, 0))")
                .param("activity", activityId)
                .query((row, n) -> n)
                .list();
        return asked(activityId);
    }

    public void add(long activityId, int place, Draft draft) {
        List<String> english = draft.choices().stream().map(Bilingual::english).toList();
        jdbc.sql("""
                insert into activity_question (activity_id, place, kind, text_nl, text_en, reason_nl, reason_en, choices_nl, choices_en,
                                               required, keep_days)
                values (:activity, :place, :kind, :textNl, :textEn, :reasonNl, :reasonEn, :choicesNl::text[], :choicesEn::text[],
                        :required, :keepDays)
                """)
                .param("activity", activityId)
                .param("place", place)
                .param("kind", draft.kind().name())
                .param("textNl", draft.text().dutch())
                .param("textEn", draft.text().english())
                .param("reasonNl", draft.reason().dutch())
                .param("reasonEn", draft.reason().english())
                .param(
                        "choicesNl",
                        Rows.array(
                                draft.choices().stream().map(Bilingual::dutch).toList()))
                .param("choicesEn", Rows.array(english.stream().anyMatch(String::isBlank) ? List.of() : english))
                .param("required", draft.required())
                .param("keepDays", draft.keepDays())
                .update();
    }

    public void stop(long id) {
        jdbc.sql("update activity_question set stopped_at = ? where id = ?")
                .param(Rows.now(clock))
                .param(id)
                .update();
    }

    ActivityQuestion question(ResultSet row) throws SQLException {
        Kind kind = Rows.constant(row, "kind", Kind.class);
        return new ActivityQuestion(
                row.getLong("id"),
                row.getInt("place"),
                kind,
                Rows.bilingual(row, "text"),
                Rows.bilingual(row, "reason"),
                kind == Kind.YES_NO ? yesAndNo : Rows.bilinguals(row, "choices"),
                row.getBoolean("required"),
                row.getInt("keep_days"));
    }
}
