package nl.tec.bookings.web;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import nl.tec.accounts.Actor;
import nl.tec.bookings.UpcomingWeek;
import nl.tec.hub.Texts;
import nl.tec.web.TaskSource;
import org.springframework.stereotype.Component;

/** The task of a school about visits beyond walking and cycling distance without a chosen transport. */
@Component
class TransportTasks implements TaskSource {

    private final UpcomingWeek visits;
    private final Texts texts;

    TransportTasks(UpcomingWeek visits, Texts texts) {
        this.visits = visits;
        this.texts = texts;
    }

    @Override
    public Optional<Task> of(Actor actor, Locale language) {
        List<Long> open = visits.withoutTransport(actor.schools());
        return open.isEmpty()
                ? Optional.empty()
                : TaskSource.counted(
                        open.size(), "agenda.transport", "/school/boekingen/" + open.get(0), texts, language);
    }
}
