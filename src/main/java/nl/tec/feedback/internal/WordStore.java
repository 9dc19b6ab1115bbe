package nl.tec.feedback.internal;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import nl.tec.feedback.WrittenWords.State;
import nl.tec.feedback.WrittenWords.Written;
import nl.tec.hub.Rows;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

@Component
public class WordStore {

    private final JdbcClient jdbc;

    WordStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    public List<Written> list(State state, @Nullable UUID after, int limit) {
        return jdbc.sql("""
                select w.id, w.words, u.audience, b.half as first, p.name as decided_by,
                       t.activities_nl, t.activities_en
                  from survey_words w
                  join survey_block b on b.id = w.block_id
                  join survey u on u.id = b.survey_id
                  left join accounts_account_v p on p.id = w.decided_by
                  cross join lateral (
                    select array_agg(a.title_nl order by a.id) as activities_nl, array_agg(a.title_en order by a.id) as activities_en
                      from programme_activity_v a
                     where a.id in (select s.activity_id from survey_block_session o join programme_session_v s on s.id = o.session_id
                                     where o.block_id = b.id)) t
                 where w.state = :state and (:after::uuid is null or w.id > :after::uuid)
                 order by w.id limit :limit
                """)
                .param("state", state.name())
                .param("after", after)
                .param("limit", limit)
                .query(Rows.of(Written.class))
                .list();
    }

    public int waiting() {
        return jdbc.sql("select count(*) from survey_words where state = 'NEW'")
                .query(Integer.class)
                .single();
    }

    /** @return false when there are no words (any more) that are in the state {@code shown} */
    public boolean decide(UUID id, State shown, State state, LocalDate day, long accountId) {
        return jdbc.sql("update survey_words set state = ?, decided_on = ?, decided_by = ? where id = ? and state = ?")
                        .params(state.name(), day, accountId, id, shown.name())
                        .update()
                > 0;
    }

    public Optional<State> state(UUID id) {
        return jdbc.sql("select state from survey_words where id = ?")
                .param(id)
                .query(State.class)
                .optional();
    }

    /** Removes words that were counted before this day. @return their number */
    int removeCounted(LocalDate day) {
        return jdbc.sql("delete from survey_words w using survey_block b where b.id = w.block_id and b.counted_on < ?")
                .param(day)
                .update();
    }

    /** Removes words that were hidden before this day. @return their number */
    int removeHidden(LocalDate day) {
        return jdbc.sql("delete from survey_words where state = 'HIDDEN' and decided_on < ?")
                .param(day)
                .update();
    }
}
