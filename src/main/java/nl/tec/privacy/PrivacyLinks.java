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
 * Links for people without an account to view, correct and erase the data held about their mail address (rules 8.4). People with an
 * account are referred to its page: a link alone would bypass its second factor.
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

    /** Mails a link if any data are held; the caller does not learn whether it did. */
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

    /** Finds the person of a link. Empty if it is unknown or expired, or the address has an account by now. */
    public Optional<Person> find(String secret) {
        return links.email(secret).map(held::person).filter(person -> person.accountId() == 0);
    }

    /** Whether the data of the person of a link were erased today. */
    public boolean isErased(String secret) {
        return links.isErased(secret);
    }

    /** Erases all personal data of the person of a link, and the link itself. @return false if the link is not valid */
    @Transactional
    public boolean erase(String secret) {
        Optional<Person> person = find(secret);
        person.ifPresent(one -> held.forget(null, one));
        return person.isPresent();
    }
}
