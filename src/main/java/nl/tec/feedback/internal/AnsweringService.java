package nl.tec.feedback.internal;

import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import nl.tec.feedback.Answering;
import nl.tec.feedback.Survey;
import nl.tec.feedback.Survey.Question;
import nl.tec.feedback.SurveyLink;
import nl.tec.feedback.Surveys;
import nl.tec.programme.Session;
import nl.tec.programme.Sessions;
import nl.tec.shared.Dates;
import nl.tec.shared.Problems;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/** Takes answers. No mail goes out, no event is stored and nothing is logged with one: each would have a time (decision 0025). */
@Service
class AnsweringService implements Answering {

    private final JdbcClient jdbc;
    private final LinkCodes codes;
    private final Links links;
    private final Sessions sessions;
    private final Surveys surveys;
    private final BallotBox box;
    private final TransactionTemplate transaction;
    private final Clock clock;

    AnsweringService(
            JdbcClient jdbc,
            LinkCodes codes,
            Links links,
            Sessions sessions,
            Surveys surveys,
            BallotBox box,
            TransactionTemplate transaction,
            Clock clock) {
        this.jdbc = jdbc;
        this.codes = codes;
        this.links = links;
        this.sessions = sessions;
        this.surveys = surveys;
        this.box = box;
        this.transaction = transaction;
        this.clock = clock;
    }

    @Override
    public Optional<Asked> find(String code) {
        return codes.find(code).flatMap(link -> asked(link, surveys.current(link.audience())));
    }

    @Override
    public Map<Long, List<SurveyLink>> links(Collection<Long> sessionIds) {
        return links.of(sessionIds);
    }

    private Optional<Asked> asked(SurveyLink link, Survey survey) {
        return sessions.find(link.sessionId()).map(session -> new Asked(link, session, survey, state(link, session)));
    }

    private State state(SurveyLink link, Session session) {
        Instant now = clock.instant();
        State state = links.state(
                session, Dates.dayOf(now), !now.isBefore(session.slot().start()));
        return state == State.OPEN && answers(link) >= links.limit(link) ? State.FULL : state;
    }

    private int answers(SurveyLink link) {
        return jdbc.sql(
                        "select coalesce((select answers from survey_turnout where session_id = ? and audience = ?), 0)")
                .param(link.sessionId())
                .param(link.audience().name())
                .query(Integer.class)
                .single();
    }

    @Override
    public Outcome answer(String code, Answer answer) {
        Optional<SurveyLink> link = codes.find(code);
        Optional<Survey> survey = link.map(known -> surveys.find(answer.surveyId())
                .filter(version -> version.audience() == known.audience())
                .orElseGet(() -> surveys.current(known.audience())));
        Optional<Asked> found = link.flatMap(known -> survey.flatMap(version -> asked(known, version)));
        if (found.isEmpty()) {
            return new Outcome.Unknown();
        }
        Asked asked = found.get();
        if (box.contains(answer.form())) {
            return new Outcome.Thanks();
        }
        if (asked.state() != State.OPEN) {
            return new Outcome.NotOpen(asked);
        }
        Problems problems = problems(asked.survey(), answer);
        if (problems.any()) {
            return new Outcome.Refused(asked, problems);
        }
        return put(asked, answer);
    }

    private Outcome put(Asked asked, Answer answer) {
        int limit = links.limit(asked.link());
        SealedAnswer sealed = new SealedAnswer(
                asked.session().id(),
                asked.survey().id(),
                Dates.dayOf(clock.instant()),
                asked.survey().choices().stream()
                        .map(question -> Objects.requireNonNull(answer.choices().get(question.position())))
                        .toList(),
                asked.survey().words().isPresent() ? tidy(answer.words()) : "");
        return Objects.requireNonNull(transaction.execute(status -> {
            if (!counted(asked.link(), limit)) {
                return new Outcome.NotOpen(new Asked(asked.link(), asked.session(), asked.survey(), State.FULL));
            }
            if (!box.put(answer.form(), sealed)) {
                status.setRollbackOnly(); // the same page, sent at the same time
            }
            return new Outcome.Thanks();
        }));
    }

    /** One more, unless there are as many as there may be. */
    private boolean counted(SurveyLink link, int limit) {
        return jdbc.sql("""
                        insert into survey_turnout as kept (session_id, audience, answers) values (:session, :audience, 1)
                            on conflict (session_id, audience) do update set answers = kept.answers + 1
                         where kept.answers < :limit
                        """)
                        .param("session", link.sessionId())
                        .param("audience", link.audience().name())
                        .param("limit", limit)
                        .update()
                > 0;
    }

    private static Problems problems(Survey survey, Answer answer) {
        Problems problems = new Problems();
        for (Question question : survey.choices()) {
            Integer choice = answer.choices().get(question.position());
            problems.addIf(
                    choice == null || choice < 1 || choice > question.kind().choices(),
                    "q" + question.position(),
                    "survey.problem.choose." + question.kind());
        }
        survey.words()
                .ifPresent(question -> problems.addIf(
                        tidy(answer.words()).length() > Survey.MAX_WORDS,
                        "woorden",
                        "survey.problem.long",
                        Survey.MAX_WORDS));
        return problems;
    }

    /** On one line, without what is no writing. */
    private static String tidy(String words) {
        return words.replaceAll("[\\p{Cntrl}\\p{Cs}\\s]+", " ").strip();
    }
}
