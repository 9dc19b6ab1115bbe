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
 * Opt-in alerts by mail when an activity gets new dates with room (requirement B2). Only a mail address is stored; it is confirmed by
 * a link first, and the link in any mail unsubscribes.
 */
@Service
public class DateAlerts {

    /** The maximum number of activities per address. */
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
     * Mails a link to confirm the alert, or to end it if it was confirmed before. Over the limit this is a no-op without feedback, so as
     * not to disclose the other alerts of an address.
     */
    @Transactional
    public void ask(Activity activity, String email, Locale language) {
        if (store.count(email) < MAX_PER_ADDRESS || store.waits(activity.id(), email)) {
            long id = store.keep(activity.id(), email, language);
            outbox.put(DateAlertMails.CONFIRM, email, language, Map.of("alert", id), null);
        }
    }

    /** Finds an alert by the secret of a link. Empty: wrong secret, or the alert was ended. */
    public Optional<DateAlert> find(String secret) {
        return links.find(secret).flatMap(store::find);
    }

    /** Confirms the alert; idempotent. @return false if the link does not exist (any more) */
    public boolean confirm(String secret) {
        Optional<Long> alert = links.find(secret);
        alert.ifPresent(store::confirm);
        return alert.isPresent();
    }

    /** Deletes the alert. @return false if the link does not exist (any more) */
    @Transactional
    public boolean end(String secret) {
        Optional<Long> alert = links.find(secret);
        alert.ifPresent(store::remove);
        return alert.isPresent();
    }
}
