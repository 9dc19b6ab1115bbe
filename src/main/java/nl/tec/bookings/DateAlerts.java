package nl.tec.bookings;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import nl.tec.bookings.internal.DateAlertLinks;
import nl.tec.bookings.internal.DateAlertMails;
import nl.tec.bookings.internal.DateAlertStore;
import nl.tec.mail.Outbox;
import nl.tec.programme.Activity;
import nl.tec.shared.Bilingual;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Mail to whoever asked for it when an activity gets new dates with room (requirement B2). Nothing but the address is asked; it is
 * confirmed by a link first, and any link of any mail ends it.
 */
@Service
public class DateAlerts {

    /** One address does not wait for more activities than this. */
    public static final int MAX_PER_ADDRESS = 20;

    /** @param confirmed whether mails are sent */
    public record DateAlert(long id, String slug, Bilingual title, boolean confirmed) {}

    private final DateAlertStore store;
    private final DateAlertLinks links;
    private final Outbox outbox;

    DateAlerts(DateAlertStore store, DateAlertLinks links, Outbox outbox) {
        this.store = store;
        this.links = links;
        this.outbox = outbox;
    }

    /**
     * Mails a link to confirm it, or to end it where it was confirmed before. Over the limit nothing happens: nobody is told what else
     * an address waits for.
     */
    @Transactional
    public void ask(Activity activity, String email, Locale language) {
        if (store.count(email) < MAX_PER_ADDRESS || store.waits(activity.id(), email)) {
            long id = store.keep(activity.id(), email, language);
            outbox.put(DateAlertMails.CONFIRM, email, language, Map.of("alert", id), null);
        }
    }

    /** By the secret of a link. Empty: wrong, or ended. */
    public Optional<DateAlert> find(String secret) {
        return links.find(secret).flatMap(store::find);
    }

    /** The owner of the address says yes. Twice does no harm. @return false when there is no such link (any more) */
    public boolean confirm(String secret) {
        Optional<Long> alert = links.find(secret);
        alert.ifPresent(store::confirm);
        return alert.isPresent();
    }

    /** Nothing of it is kept. @return false when there is no such link (any more) */
    @Transactional
    public boolean end(String secret) {
        Optional<Long> alert = links.find(secret);
        alert.ifPresent(id -> store.remove(id));
        return alert.isPresent();
    }
}
