package nl.tec.operations.web;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import nl.tec.accounts.Actor;
import nl.tec.accounts.Role;
import nl.tec.hub.Texts;
import nl.tec.operations.Backups;
import nl.tec.operations.SystemState;
import nl.tec.web.TaskSource;
import org.springframework.stereotype.Component;

/** The tasks for the administrator: problems without a task of their own, and the monthly drill when it is due. */
@Component
class StateTasks implements TaskSource {

    private static final Set<String> WITH_OWN_TASK = Set.of("events", "mail-failed");

    private final SystemState state;
    private final Backups backups;
    private final Texts texts;

    StateTasks(SystemState state, Backups backups, Texts texts) {
        this.state = state;
        this.backups = backups;
        this.texts = texts;
    }

    @Override
    public Optional<Task> of(Actor actor, Locale language) {
        if (!actor.is(Role.ADMINISTRATOR)) {
            return Optional.empty();
        }
        int bad = (int) state.found().stream()
                .filter(check -> !WITH_OWN_TASK.contains(check))
                .count();
        return bad == 0 && backups.wanted() && backups.drillIsDue()
                ? TaskSource.counted(1, "state.work.drill", "/admin/toestand", texts, language)
                : TaskSource.counted(bad, "state.work", "/admin/toestand", texts, language);
    }
}
