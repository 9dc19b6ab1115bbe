package nl.tec.steering.web;

import java.util.Locale;
import java.util.Optional;
import nl.tec.accounts.Actor;
import nl.tec.accounts.Role;
import nl.tec.hub.Texts;
import nl.tec.steering.Condition;
import nl.tec.steering.Judging;
import nl.tec.web.TaskSource;
import org.springframework.stereotype.Component;

/** The tasks for the board: conditions to judge. */
@Component
class JudgingTasks implements TaskSource {

    private final Judging judging;
    private final Texts texts;

    JudgingTasks(Judging judging, Texts texts) {
        this.judging = judging;
        this.texts = texts;
    }

    @Override
    public Optional<Task> of(Actor actor, Locale language) {
        if (!actor.is(Role.BOARD)) {
            return Optional.empty();
        }
        return judging.due().map(due -> {
            String year = String.valueOf(due.year());
            return new Task(
                    texts.text(language, "steering.toJudge", due.missing(), Condition.values().length, year),
                    "/voortgang/voorwaarden?jaar=" + year,
                    texts.text(language, "steering.toJudge.go"));
        });
    }
}
