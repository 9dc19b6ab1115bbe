package nl.tec.feedback;

import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import nl.tec.feedback.Survey.Question;
import nl.tec.feedback.internal.BallotBox;
import nl.tec.feedback.internal.LinkCodes;
import nl.tec.feedback.internal.Links;
import nl.tec.feedback.internal.SealedAnswer;
import nl.tec.feedback.internal.TurnoutStore;
import nl.tec.programme.Session;
import nl.tec.programme.Sessions;
import nl.tec.shared.Dates;
import nl.tec.shared.Problems;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Answers to surveys, given through a link without account or name (rules 8.5). An answer sends no mail, stores no event and logs
 * nothing: each would carry a time (decision 0025).
 */
@Service
public class Answering {

    /** The state of a link at this moment. */
    public enum State {
        /** The session has not begun. */
        NOT_YET,
        OPEN,
        /** There are as many answers as participants, with a margin. */
        FULL,
        /** The answering period is over, or the session was cancelled. */
        CLOSED
    }

    /** The survey behind a link, with the session it is about. */
    public record SurveyOfLink(SurveyLink link, Session session, Survey survey, State state) {}

    /**
     * An answer.
     *
     * @param form generated with the page, so that submitting a page twice stores one answer
     * @param surveyId the version that was on the page
     * @param choices by the position of the question, from 1
     * @param words answer to the question that is answered in words; blank: none
     */
    public record Answer(UUID form, long surveyId, Map<Integer, Integer> choices, String words) {}

    /** The outcome of sending in answers. */
    public sealed interface Outcome {
        record Thanks() implements Outcome {}

        /** Nothing is stored. Fields: {@code q1}, {@code q2}, ..., {@code woorden}. */
        record Refused(SurveyOfLink asked, Problems problems) implements Outcome {}

        /** Nothing is stored: the link is not open (any more). */
        record NotOpen(SurveyOfLink asked) implements Outcome {}

        record Unknown() implements Outcome {}
    }

    private final TurnoutStore turnout;
    private final LinkCodes codes;
    private final Links links;
    private final Sessions sessions;
    private final Surveys surveys;
    private final BallotBox box;
    private final TransactionTemplate transaction;
    private final Clock clock;

    Answering(
            TurnoutStore turnout,
            LinkCodes codes,
            Links links,
            Sessions sessions,
            Surveys surveys,
            BallotBox box,
            TransactionTemplate transaction,
            Clock clock) {
        this.turnout = turnout;
        this.codes = codes;
        this.links = links;
        this.sessions = sessions;
        this.surveys = surveys;
        this.box = box;
        this.transaction = transaction;
        this.clock = clock;
    }

    /** Finds the survey behind a link; empty when there is no such link. */
    public Optional<SurveyOfLink> find(String code) {
        return codes.find(code).flatMap(link -> asked(link, surveys.current(link.audience())));
    }

    /** The links of these sessions, by session, in the order of the audiences; of those that are asked anybody. */
    public Map<Long, List<SurveyLink>> links(Collection<Long> sessionIds) {
        return links.of(sessionIds);
    }

    /** Whether this link takes answers now; otherwise it leads to a page that says that it does not. */
    public boolean isOpen(SurveyLink link) {
        return sessions.find(link.sessionId())
                .filter(session -> state(link, session) == State.OPEN)
                .isPresent();
    }

    private Optional<SurveyOfLink> asked(SurveyLink link, Survey survey) {
        return sessions.find(link.sessionId())
                .map(session -> new SurveyOfLink(link, session, survey, state(link, session)));
    }

    private State state(SurveyLink link, Session session) {
        Instant now = clock.instant();
        State state = links.state(
                session, Dates.dayOf(now), !now.isBefore(session.slot().start()));
        return state == State.OPEN && turnout.answers(link) >= links.limit(link) ? State.FULL : state;
    }

    public Outcome answer(String code, Answer answer) {
        Optional<SurveyLink> link = codes.find(code);
        Optional<Survey> survey = link.map(known -> surveys.find(answer.surveyId())
                .filter(version -> version.audience() == known.audience())
                .orElseGet(() -> surveys.current(known.audience())));
        Optional<SurveyOfLink> found = link.flatMap(known -> survey.flatMap(version -> asked(known, version)));
        if (found.isEmpty()) {
            return new Outcome.Unknown();
        }
        SurveyOfLink asked = found.get();
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

    private Outcome put(SurveyOfLink asked, Answer answer) {
        int limit = links.limit(asked.link());
        SealedAnswer sealed = new SealedAnswer(
                asked.session().id(),
                asked.survey().id(),
                Dates.today(clock),
                asked.survey().choices().stream()
                        .map(question -> Objects.requireNonNull(answer.choices().get(question.position())))
                        .toList(),
                asked.survey().words().isPresent() ? tidy(answer.words()) : "");
        return Objects.requireNonNull(transaction.execute(status -> {
            if (!turnout.add(asked.link(), limit)) {
                return new Outcome.NotOpen(new SurveyOfLink(asked.link(), asked.session(), asked.survey(), State.FULL));
            }
            if (!box.put(answer.form(), sealed)) {
                status.setRollbackOnly(); // the same page, sent at the same time
            }
            return new Outcome.Thanks();
        }));
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
        survey.words().ifPresent(question -> problems.addIfLonger(tidy(answer.words()), Survey.MAX_WORDS, "woorden"));
        return problems;
    }

    /** Replaces line breaks, control characters and lone surrogates by single spaces. */
    private static String tidy(String words) {
        return words.replaceAll("[\\p{Cntrl}\\p{Cs}\\s]+", " ").strip();
    }
}
