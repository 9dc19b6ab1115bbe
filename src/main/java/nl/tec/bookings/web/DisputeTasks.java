package nl.tec.bookings.web;

import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import nl.tec.accounts.Actor;
import nl.tec.accounts.Role;
import nl.tec.bookings.Attendances;
import nl.tec.hub.Texts;
import nl.tec.web.TaskSource;
import org.springframework.stereotype.Component;

/** The task about days with conflicting counts, for those who count. */
@Component
class DisputeTasks implements TaskSource {

    private final Attendances attendances;
    private final Texts texts;

    DisputeTasks(Attendances attendances, Texts texts) {
        this.attendances = attendances;
        this.texts = texts;
    }

    @Override
    public Optional<Task> of(Actor actor, Locale language) {
        List<LocalDate> days = actor.is(Role.PROGRAMME_MANAGER, Role.PROFESSIONAL, Role.AMBASSADOR)
                ? attendances.disputedDays(actor)
                : List.of();
        return days.isEmpty()
                ? Optional.empty()
                : TaskSource.counted(days.size(), "day.dispute.task", "/dag/" + days.get(0), texts, language);
    }
}
