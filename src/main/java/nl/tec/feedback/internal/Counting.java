package nl.tec.feedback.internal;

import com.github.kagkarlsson.scheduler.task.schedule.Schedules;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import nl.tec.feedback.AnswersCounted;
import nl.tec.feedback.HalfYear;
import nl.tec.feedback.Survey;
import nl.tec.feedback.Surveys;
import nl.tec.feedback.internal.Blocks.Block;
import nl.tec.feedback.internal.Blocks.Formed;
import nl.tec.feedback.internal.Blocks.Occasion;
import nl.tec.feedback.internal.Blocks.Pending;
import nl.tec.hub.HubSettings;
import nl.tec.hub.HubSettings.Setting;
import nl.tec.hub.RecurringJob;
import nl.tec.programme.Session;
import nl.tec.programme.Sessions;
import nl.tec.shared.Dates;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Counts the answers that came in at this node, every night. All that is kept of them is how often each answer was given in a block and, in
 * random order, the written words.
 */
@Component
public class Counting {

    private final BallotBox box;
    private final JdbcClient jdbc;
    private final Sessions sessions;
    private final Surveys surveys;
    private final HubSettings hub;
    private final ApplicationEventPublisher events;
    private final TransactionTemplate transaction;
    private final SecureRandom random = new SecureRandom();

    Counting(
            BallotBox box,
            JdbcClient jdbc,
            Sessions sessions,
            Surveys surveys,
            HubSettings hub,
            ApplicationEventPublisher events,
            TransactionTemplate transaction) {
        this.box = box;
        this.jdbc = jdbc;
        this.sessions = sessions;
        this.surveys = surveys;
        this.hub = hub;
        this.events = events;
        this.transaction = transaction;
    }

    /**
     * Counts the answers that form blocks. If killed midway, everything is still in the box.
     *
     * @param clock determines the current day
     */
    public void count(Clock clock) {
        LocalDate today = Dates.today(clock);
        box.changeKey();
        transaction.executeWithoutResult(status -> {
            Formed formed = Blocks.form(pending(box.takeOut()), today, hub.number(Setting.SURVEY_OPEN_DAYS));
            formed.blocks().forEach(block -> store(block, today));
            box.putBack(formed.left());
            box.giveUpLost();
            if (!formed.blocks().isEmpty()) {
                events.publishEvent(new AnswersCounted());
            }
        });
        transaction.executeWithoutResult(status -> box.destroyOldKeys());
    }

    private List<Pending> pending(List<SealedAnswer> answers) {
        Map<Long, Occasion> occasions =
                sessions
                        .list(answers.stream()
                                .map(SealedAnswer::sessionId)
                                .distinct()
                                .toList())
                        .stream()
                        .collect(Collectors.toMap(
                                Session::id,
                                session -> new Occasion(
                                        session.activity().id(),
                                        HalfYear.of(Dates.dayOf(session.slot().start())))));
        List<Pending> pending = new ArrayList<>();
        for (SealedAnswer answer : answers) {
            Occasion occasion = occasions.get(answer.sessionId());
            if (occasion != null) {
                pending.add(new Pending(answer, occasion));
            }
        }
        return pending;
    }

    private void store(Block block, LocalDate today) {
        Survey survey = surveys.find(block.surveyId()).orElseThrow();
        UUID id = UUID.randomUUID();
        jdbc.sql("insert into survey_block (id, survey_id, half, counted_on, answers) values (?, ?, ?, ?, ?)")
                .param(id)
                .param(block.surveyId())
                .param(block.half().first())
                .param(today)
                .param(block.answers().size())
                .update();
        jdbc.sql("insert into survey_block_session (block_id, session_id) select ?, unnest(?::bigint[])")
                .param(id)
                .param(block.answers().stream()
                        .map(SealedAnswer::sessionId)
                        .distinct()
                        .sorted()
                        .toArray(Long[]::new))
                .update();
        for (int i = 0; i < survey.choices().size(); i++) {
            int question = i;
            Map<Integer, Long> counts = block.answers().stream()
                    .collect(Collectors.groupingBy(
                            answer -> answer.choices().get(question), TreeMap::new, Collectors.counting()));
            jdbc.sql("""
                    insert into survey_block_choice (block_id, position, choice, answers)
                    select ?, ?, * from unnest(?::int[], ?::int[])
                    """)
                    .param(id)
                    .param(survey.choices().get(question).position())
                    .param(counts.keySet().toArray(Integer[]::new))
                    .param(counts.values().stream().map(Long::intValue).toArray(Integer[]::new))
                    .update();
        }
        List<String> words = block.answers().stream()
                .map(SealedAnswer::words)
                .filter(text -> !text.isEmpty())
                .collect(Collectors.toList());
        Collections.shuffle(words, random);
        words.forEach(text -> jdbc.sql("insert into survey_words (id, block_id, words, state) values (?, ?, ?, 'NEW')")
                .param(UUID.randomUUID())
                .param(id)
                .param(text)
                .update());
    }

    /** The schedule of these jobs. */
    @Configuration(proxyBeanMethods = false)
    static class Schedule {

        /** On every node: only the node that got an answer has its key. */
        @Bean
        RecurringJob countAnswers(Counting counting, Clock clock) {
            return new RecurringJob(
                    "count-answers",
                    Schedules.daily(Dates.ZONE, LocalTime.of(4, 10)),
                    () -> counting.count(clock),
                    true);
        }
    }
}
