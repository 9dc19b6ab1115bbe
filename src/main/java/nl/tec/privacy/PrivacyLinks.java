package nl.tec.privacy;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import nl.tec.accounts.PersonalRecords.Person;
import nl.tec.mail.Outbox;
import nl.tec.privacy.internal.PrivacyLinkStore;
import nl.tec.privacy.internal.PrivacyMails;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Links by which somebody without an account sees, corrects and erases what is held about a mail address (rules 8.4). Who has an account
 * is sent to the page of the account: a link alone would go round its second factor.
 */
@Service
public class PrivacyLinks {

    private final HeldRecords held;
    private final PrivacyLinkStore links;
    private final Outbox outbox;

    PrivacyLinks(HeldRecords held, PrivacyLinkStore links, Outbox outbox) {
        this.held = held;
        this.links = links;
        this.outbox = outbox;
    }

    /** Mails a link; nothing when nothing is held, and nobody is told which. */
    @Transactional
    public void mail(String email, Locale language) {
        Person person = held.person(email);
        if (person.accountId() != 0 || !held.about(person).isEmpty()) {
            outbox.put(
                    PrivacyMails.LINK,
                    email,
                    language,
                    Map.of("email", email, "account", person.accountId() != 0),
                    null);
        }
    }

    /** Finds the person a link is about. Empty: wrong, too old, or the address has an account by now. */
    public Optional<Person> find(String secret) {
        return links.email(secret).map(held::person).filter(person -> person.accountId() == 0);
    }

    /** Erases all that is personal about whom the link is about, the link too. @return false when there is no such link */
    @Transactional
    public boolean erase(String secret) {
        Optional<Person> person = find(secret);
        person.ifPresent(one -> held.forget(null, one));
        return person.isPresent();
    }
}
