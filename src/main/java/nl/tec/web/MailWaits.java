package nl.tec.web;

import java.util.Locale;
import java.util.Optional;
import nl.tec.accounts.Actor;
import nl.tec.accounts.Role;
import nl.tec.hub.Texts;
import nl.tec.mail.MailSetup;
import org.springframework.stereotype.Component;

/** For the administrator: mail that did not arrive. */
@Component
class MailWaits implements Waiting {

    private static final int MAX_COUNTED = 500;

    private final MailSetup mail;
    private final Texts texts;

    MailWaits(MailSetup mail, Texts texts) {
        this.mail = mail;
        this.texts = texts;
    }

    @Override
    public Optional<Item> of(Actor actor, Locale language) {
        int failed = actor.is(Role.ADMINISTRATOR) ? mail.failed(MAX_COUNTED).size() : 0;
        return Waiting.counted(failed, "work.mail", "/admin/mail", texts, language);
    }
}
