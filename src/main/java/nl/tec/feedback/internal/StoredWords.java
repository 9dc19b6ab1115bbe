package nl.tec.feedback.internal;

import com.github.kagkarlsson.scheduler.task.schedule.Schedules;
import java.time.Clock;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import nl.tec.accounts.Actor;
import nl.tec.accounts.Audit;
import nl.tec.feedback.HalfYear;
import nl.tec.feedback.SurveyAudience;
import nl.tec.feedback.WrittenWords;
import nl.tec.hub.HubSettings;
import nl.tec.hub.HubSettings.Setting;
import nl.tec.hub.RecurringJob;
import nl.tec.shared.Bilingual;
import nl.tec.shared.Dates;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

@Service
public class StoredWords implements WrittenWords {

    private final JdbcClient jdbc;
    private final Audit audit;
    private final HubSettings hub;
    private final Clock clock;

    StoredWords(JdbcClient jdbc, Audit audit, HubSettings hub, Clock clock) {
        this.jdbc = jdbc;
        this.audit = audit;
        this.hub = hub;
        this.clock = clock;
    }

    @Override
    public List<Written> list(State state, @Nullable UUID after, int limit) {
        return jdbc.sql("""
                select w.id, w.words, w.state, u.audience, b.half, t.titles_nl, t.titles_en, p.name as decided_by
                  from survey_words w
                  join survey_block b on b.id = w.block_id
                  join survey u on u.id = b.survey_id
                  left join accounts_account_v p on p.id = w.decided_by
                 cross join lateral (
                   select array_agg(d.title_nl order by d.id) as titles_nl, array_agg(d.title_en order by d.id) as titles_en
                     from (select distinct a.id, a.title_nl, a.title_en
                             from survey_block_session o join programme_session_v s on s.id = o.session_id join programme_activity_v a on a.id = s.activity_id
                            where o.block_id = b.id) d) t
                 where w.state = :state and (:after::uuid is null or w.id > :after::uuid)
                 order by w.id limit :limit
                """)
                .param("state", state.name())
                .param("after", after)
                .param("limit", limit)
                .query((row, n) -> new Written(
                        row.getObject("id", UUID.class),
                        row.getString("words"),
                        State.valueOf(row.getString("state")),
                        SurveyAudience.valueOf(row.getString("audience")),
                        new HalfYear(row.getObject("half", LocalDate.class)),
                        titles((Object[]) row.getArray("titles_nl").getArray(), (Object[])
                                row.getArray("titles_en").getArray()),
                        row.getString("decided_by")))
                .list();
    }

    private static List<Bilingual> titles(Object[] dutch, Object[] english) {
        List<String> inEnglish = Arrays.stream(english).map(Object::toString).toList();
        return IntStream.range(0, dutch.length)
                .mapToObj(i -> new Bilingual(dutch[i].toString(), inEnglish.get(i)))
                .toList();
    }

    @Override
    public int waiting() {
        return jdbc.sql("select count(*) from survey_words where state = 'NEW'")
                .query(Integer.class)
                .single();
    }

    @Override
    @Transactional
    public boolean decide(UUID id, boolean publish, Actor by) {
        boolean done = jdbc.sql("update survey_words set state = ?, decided_on = ?, decided_by = ? where id = ?")
                        .param((publish ? State.PUBLISHED : State.HIDDEN).name())
                        .param(Dates.dayOf(clock.instant()))
                        .param(by.accountId())
                        .param(id)
                        .update()
                > 0;
        if (done) {
            audit.add(by, publish ? "WORDS_PUBLISHED" : "WORDS_HIDDEN", "survey_words", null);
        }
        return done;
    }

    /** Removes what is hidden, and what is a year old ({@link Setting#SURVEY_WORDS_DAYS}). @param clock the clock to go by */
    public void removeOld(Clock clock) {
        LocalDate today = Dates.dayOf(clock.instant());
        jdbc.sql("""
                delete from survey_words w using survey_block b
                 where b.id = w.block_id and (b.counted_on < :old or w.state = 'HIDDEN' and w.decided_on < :hidden)
                """)
                .param("old", today.minusDays(hub.number(Setting.SURVEY_WORDS_DAYS)))
                .param("hidden", today.minusDays(DAYS_HIDDEN))
                .update();
    }

    /** When they run. */
    @Configuration(proxyBeanMethods = false)
    static class Schedule {

        @Bean
        RecurringJob removeOldWords(StoredWords words, Clock clock) {
            return new RecurringJob(
                    "remove-old-words", Schedules.daily(Dates.ZONE, LocalTime.of(3, 40)), () -> words.removeOld(clock));
        }
    }
}
