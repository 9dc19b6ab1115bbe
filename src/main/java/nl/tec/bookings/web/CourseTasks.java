package nl.tec.bookings.web;

import java.util.Locale;
import java.util.Optional;
import nl.tec.accounts.Actor;
import nl.tec.accounts.Role;
import nl.tec.bookings.CoursePresences;
import nl.tec.hub.Texts;
import nl.tec.web.TaskSource;
import org.springframework.stereotype.Component;

/** The task about people who missed consecutive meetings of a course, for those who run it. */
@Component
class CourseTasks implements TaskSource {

    private final CoursePresences presences;
    private final Texts texts;

    CourseTasks(CoursePresences presences, Texts texts) {
        this.presences = presences;
        this.texts = texts;
    }

    @Override
    public Optional<Task> of(Actor actor, Locale language) {
        int missing =
                actor.is(Role.PROGRAMME_MANAGER, Role.PROFESSIONAL, Role.AMBASSADOR) ? presences.missing(actor) : 0;
        return TaskSource.counted(missing, "presence.task", CourseController.COURSES, texts, language);
    }
}
