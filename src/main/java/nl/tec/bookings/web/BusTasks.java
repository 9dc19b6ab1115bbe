package nl.tec.bookings.web;

import java.util.Locale;
import java.util.Optional;
import nl.tec.accounts.Actor;
import nl.tec.accounts.Role;
import nl.tec.bookings.BusSchedule;
import nl.tec.hub.Texts;
import nl.tec.web.TaskSource;
import org.springframework.stereotype.Component;

/** The programme manager's task about visits that chose a bus of the TEC and have none. */
@Component
class BusTasks implements TaskSource {

    private final BusSchedule buses;
    private final Texts texts;

    BusTasks(BusSchedule buses, Texts texts) {
        this.buses = buses;
        this.texts = texts;
    }

    @Override
    public Optional<Task> of(Actor actor, Locale language) {
        int without = actor.is(Role.PROGRAMME_MANAGER) ? buses.countWithoutBus() : 0;
        return without == 0
                ? Optional.empty()
                : Optional.of(new Task(
                        texts.text(language, "buses.without.wait", without),
                        "/beheer/bussen#zonder",
                        texts.text(language, "buses.without.go")));
    }
}
