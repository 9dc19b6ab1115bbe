package nl.tec.partners.web;

import java.time.Clock;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Optional;
import nl.tec.accounts.Actor;
import nl.tec.accounts.Role;
import nl.tec.hub.Texts;
import nl.tec.partners.ContributionOverview;
import nl.tec.partners.ContributionOverview.Which;
import nl.tec.web.TaskSource;
import org.springframework.stereotype.Component;

/** The task of board, municipality and programme manager about late contributions. */
@Component
class LateContributionTasks implements TaskSource {

    private static final int MAX_COUNTED = 100;

    private final ContributionOverview contributions;
    private final Texts texts;
    private final Clock clock;

    LateContributionTasks(ContributionOverview contributions, Texts texts, Clock clock) {
        this.contributions = contributions;
        this.texts = texts;
        this.clock = clock;
    }

    @Override
    public Optional<Task> of(Actor actor, Locale language) {
        if (!actor.is(Role.BOARD, Role.MUNICIPALITY, Role.PROGRAMME_MANAGER)) {
            return Optional.empty();
        }
        int year = LocalDate.now(clock).getYear();
        int late = contributions.lines(year, "", Which.LATE, null, MAX_COUNTED).stream()
                .mapToInt(ContributionOverview.Line::late)
                .sum();
        return TaskSource.counted(
                late, "contributions.lateWait", "/toezeggingen?jaar=" + year + "&stand=laat", texts, language);
    }
}
