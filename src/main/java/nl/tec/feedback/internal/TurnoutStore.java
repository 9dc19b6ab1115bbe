package nl.tec.feedback.internal;

import nl.tec.feedback.SurveyLink;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The number of answers given by each link. */
@Component
public class TurnoutStore {

    private final JdbcClient jdbc;

    TurnoutStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    public int answers(SurveyLink link) {
        return jdbc.sql(
                        "select coalesce((select answers from survey_turnout where session_id = ? and audience = ?), 0)")
                .params(link.sessionId(), link.audience().name())
                .query(Integer.class)
                .single();
    }

    /** Adds one answer. @return false when the maximum is reached */
    public boolean add(SurveyLink link, int limit) {
        return jdbc.sql("""
                insert into survey_turnout as kept (session_id, audience, answers) values (?, ?, 1)
                    on conflict (session_id, audience) do update set answers = kept.answers + 1
                 where kept.answers < ?
                """)
                        .params(link.sessionId(), link.audience().name(), limit)
                        .update()
                > 0;
    }
}
