package nl.tec.privacy.internal;

import java.util.Locale;
import java.util.Optional;
import nl.tec.accounts.Actor;
import nl.tec.accounts.Role;
import nl.tec.hub.Texts;
import nl.tec.privacy.PrivacyRequests;
import nl.tec.web.TaskSource;
import org.springframework.stereotype.Component;

/** The task of an administrator to answer open privacy requests, within the statutory month. */
@Component
class PrivacyRequestTasks implements TaskSource {

    private final PrivacyRequests requests;
    private final Texts texts;

    PrivacyRequestTasks(PrivacyRequests requests, Texts texts) {
        this.requests = requests;
        this.texts = texts;
    }

    @Override
    public Optional<Task> of(Actor actor, Locale language) {
        return actor.is(Role.ADMINISTRATOR)
                ? TaskSource.counted(requests.waiting(), "privacy.task", "/admin/privacy", texts, language)
                : Optional.empty();
    }
}
