package nl.tec.web;

import java.util.Locale;
import java.util.Optional;
import nl.tec.accounts.Actor;
import nl.tec.accounts.Role;
import nl.tec.hub.Texts;
import nl.tec.mail.MailSetup;
import org.springframework.stereotype.Component;

/** The administrator's task to look at undelivered mail. */
@Component
class MailTasks implements TaskSource {

    private final MailSetup mail;
    private final Texts texts;

    MailTasks(MailSetup mail, Texts texts) {
        this.mail = mail;
        this.texts = texts;
    }

    @Override
    public Optional<Task> of(Actor actor, Locale language) {
        int failed = actor.is(Role.ADMINISTRATOR) ? mail.failedCount() : 0;
        return TaskSource.counted(failed, "work.mail", "/admin/mail", texts, language);
    }
}
