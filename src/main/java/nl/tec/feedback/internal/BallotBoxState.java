package nl.tec.feedback.internal;

import java.util.List;
import nl.tec.hub.StateCheck;
import nl.tec.hub.StateCheck.Level;
import nl.tec.hub.StateSource;
import nl.tec.hub.Texts;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** The check for answers to surveys that no node counts. */
@Component
@Order(5)
class BallotBoxState implements StateSource {

    private static final int MAX_DAYS = 3;

    /** After these, whoever knew of another node has been told; after a restore the key may be gone. */
    private static final int ALARM_DAYS = 10;

    private final BallotBox box;
    private final Texts texts;

    BallotBoxState(BallotBox box, Texts texts) {
        this.box = box;
        this.texts = texts;
    }

    @Override
    public List<StateCheck> look() {
        int uncounted = box.uncounted(MAX_DAYS);
        return uncounted == 0
                ? List.of()
                : List.of(StateCheck.of(
                        texts,
                        "survey-answers",
                        uncounted > box.uncounted(ALARM_DAYS) ? Level.BAD : Level.NOTE,
                        null,
                        "state.surveyAnswers.uncounted",
                        uncounted,
                        BallotBox.DAYS_WITHOUT_KEY));
    }
}
