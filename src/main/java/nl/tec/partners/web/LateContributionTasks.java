package nl.tec.partners.web;

import java.util.Locale;
import java.util.Optional;
import nl.tec.accounts.Actor;
import nl.tec.accounts.Role;
import nl.tec.hub.Texts;
import nl.tec.partners.ContributionOverview;
import nl.tec.partners.ContributionOverview.Late;
import nl.tec.web.TaskSource;
import org.springframework.stereotype.Component;

/** The task of board, municipality and programme manager about late contributions. */
@Component
class LateContributionTasks implements TaskSource {

    private final ContributionOverview contributions;
    private final Texts texts;

    LateContributionTasks(ContributionOverview contributions, Texts texts) {
        this.contributions = contributions;
        this.texts = texts;
    }

    @Override
    public Optional<Task> of(Actor actor, Locale language) {
        if (!actor.is(Role.BOARD, Role.MUNICIPALITY, Role.PROGRAMME_MANAGER)) {
            return Optional.empty();
        }
        Late late = contributions.late();
        String page = "/toezeggingen?jaar=" + late.year() + "&stand=laat";
        return TaskSource.counted(late.count(), "contributions.lateWait", page, texts, language);
    }
}
