package nl.tec.feedback;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import nl.tec.programme.Session;
import nl.tec.shared.Problems;

/** Answering a survey by its link, without account or name (rules 8.5). */
public interface Answering {

    /** How it is with a link now. */
    enum State {
        /** The session has not begun. */
        NOT_YET,
        OPEN,
        /** As many answered as took part. */
        FULL,
        /** It was too long ago, or the session was cancelled. */
        CLOSED
    }

    /** What a link leads to. */
    record Asked(SurveyLink link, Session session, Survey survey, State state) {}

    /** Empty when there is no such link. */
    Optional<Asked> find(String code);

    /** The links of these sessions, by session, in the order of the audiences; of those that are asked anybody. */
    Map<Long, List<SurveyLink>> links(Collection<Long> sessionIds);

    /**
     * An answer.
     *
     * @param form made with the page: a page that is sent twice answers once
     * @param surveyId the version that was on the page
     * @param choices by the position of the question, from 1
     * @param words of the question that is answered in words; blank: none
     */
    record Answer(UUID form, long surveyId, Map<Integer, Integer> choices, String words) {}

    /** What came of it. */
    sealed interface Outcome {
        record Thanks() implements Outcome {}

        /** Nothing is kept. Fields: {@code q1}, {@code q2}, ..., {@code woorden}. */
        record Refused(Asked asked, Problems problems) implements Outcome {}

        /** Nothing is kept: the link is not open (any more). */
        record NotOpen(Asked asked) implements Outcome {}

        record Unknown() implements Outcome {}
    }

    Outcome answer(String code, Answer answer);
}
