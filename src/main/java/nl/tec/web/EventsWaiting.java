package nl.tec.web;

import java.util.Locale;
import java.util.Optional;
import nl.tec.accounts.Actor;
import nl.tec.accounts.Role;
import nl.tec.hub.EventBacklog;
import nl.tec.hub.Texts;
import org.springframework.stereotype.Component;

/** The administrator's task to look at failed events, which are being retried. */
@Component
class EventsWaiting implements TaskSource {

    private final EventBacklog backlog;
    private final Texts texts;

    EventsWaiting(EventBacklog backlog, Texts texts) {
        this.backlog = backlog;
        this.texts = texts;
    }

    @Override
    public Optional<Task> of(Actor actor, Locale language) {
        if (!actor.is(Role.ADMINISTRATOR)) {
            return Optional.empty();
        }
        return backlog.pending()
                .filter(pending -> pending.failed() > 0)
                .map(pending -> new Task(
                        texts.text(language, "events.wait", pending.failed()),
                        "/admin/verwerking",
                        texts.text(language, "events.go")));
    }
}
