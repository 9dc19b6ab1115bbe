package nl.tec.planning.internal;

import java.time.Clock;
import java.util.Locale;
import java.util.Optional;
import nl.tec.accounts.Actor;
import nl.tec.accounts.Role;
import nl.tec.hub.Texts;
import nl.tec.shared.Dates;
import nl.tec.shared.SchoolYear;
import nl.tec.web.TaskSource;
import org.springframework.stereotype.Component;

/** The task of the administrator to import the holidays of the school year that is planned next; from January on, that is the next one. */
@Component
class HolidayTasks implements TaskSource {

    /** From January on, in this many months it is next school year. */
    private static final int AHEAD_MONTHS = 7;

    private final SchoolDays schoolDays;
    private final Texts texts;
    private final Clock clock;

    HolidayTasks(SchoolDays schoolDays, Texts texts, Clock clock) {
        this.schoolDays = schoolDays;
        this.texts = texts;
        this.clock = clock;
    }

    @Override
    public Optional<Task> of(Actor actor, Locale language) {
        if (!actor.is(Role.ADMINISTRATOR)) {
            return Optional.empty();
        }
        SchoolYear year = SchoolYear.of(Dates.today(clock).plusMonths(AHEAD_MONTHS));
        return schoolDays.isKnown(year)
                ? Optional.empty()
                : Optional.of(new Task(
                        texts.text(language, "planning.task.holidays", year.toString()),
                        "/admin/import",
                        texts.text(language, "planning.task.holidays.go")));
    }
}
