package nl.tec.feedback.web;

import java.util.Locale;
import java.util.Optional;
import nl.tec.accounts.Actor;
import nl.tec.accounts.Role;
import nl.tec.feedback.Satisfaction;
import nl.tec.hub.Texts;
import nl.tec.web.TaskSource;
import org.springframework.stereotype.Component;

/** A task for programme managers: activities with a satisfaction below the norm. */
@Component
class SatisfactionTasks implements TaskSource {

    private final Satisfaction satisfaction;
    private final Texts texts;

    SatisfactionTasks(Satisfaction satisfaction, Texts texts) {
        this.satisfaction = satisfaction;
        this.texts = texts;
    }

    @Override
    public Optional<Task> of(Actor actor, Locale language) {
        int under = actor.is(Role.PROGRAMME_MANAGER) ? satisfaction.underNorm().size() : 0;
        return TaskSource.counted(under, "satisfaction.under", "/tevredenheid", texts, language);
    }
}
