package nl.tec.web;

import java.util.Locale;
import java.util.Optional;
import nl.tec.accounts.Actor;
import nl.tec.accounts.Role;
import nl.tec.hub.Texts;
import nl.tec.organisations.AccountRequests;
import org.springframework.stereotype.Component;

/** The administrator's task to handle account requests of school staff. */
@Component
class AccountRequestTasks implements TaskSource {

    private final AccountRequests requests;
    private final Texts texts;

    AccountRequestTasks(AccountRequests requests, Texts texts) {
        this.requests = requests;
        this.texts = texts;
    }

    @Override
    public Optional<Task> of(Actor actor, Locale language) {
        int open = actor.is(Role.ADMINISTRATOR) ? requests.open().size() : 0;
        return TaskSource.counted(open, "access.wait", "/admin/aanvragen", texts, language);
    }
}
