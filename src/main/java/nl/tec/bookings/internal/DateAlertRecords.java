package nl.tec.bookings.internal;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import nl.tec.accounts.Holding;
import nl.tec.accounts.Holding.Basis;
import nl.tec.accounts.Holding.Subject;
import nl.tec.accounts.Holding.Viewer;
import nl.tec.accounts.PersonalRecords;
import nl.tec.accounts.RetentionTerm;
import nl.tec.accounts.RetentionTerm.Since;
import nl.tec.shared.Dates;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** Personal data in date alerts: the mail address and the activity. */
@Component
@Order(25)
class DateAlertRecords implements PersonalRecords {

    private static final String ALERTS = "date-alerts";
    private static final int DAYS_KEPT = 365;

    private final DateAlertStore store;

    DateAlertRecords(DateAlertStore store) {
        this.store = store;
    }

    @Override
    public List<Holding> holdings() {
        return List.of(
                Holding.erased(
                        ALERTS,
                        Set.of(Subject.VISITOR),
                        Basis.CONSENT,
                        RetentionTerm.days(DAYS_KEPT, Since.ASKED),
                        Set.of(Viewer.NOBODY),
                        List.of("date_alert.email", "date_alert_link.link_hash"),
                        before -> store.removeMadeBefore(before, false)),
                Holding.erased(
                        "date-alerts-unconfirmed",
                        Set.of(Subject.VISITOR),
                        Basis.CONSENT,
                        RetentionTerm.days(1, Since.ASKED),
                        Set.of(Viewer.NOBODY),
                        List.of("date_alert.email"),
                        before -> store.removeMadeBefore(before, true)));
    }

    @Override
    public List<Section> about(Person person) {
        Locale language = LocaleContextHolder.getLocale();
        return List.of(new Section(
                "alert.records",
                store.of(person.email()).stream()
                        .map(asked -> List.of(
                                new Fact("signup.what", asked.title().in(language)),
                                new Fact("alert.records.since", Dates.moment(asked.madeAt(), language))))
                        .toList()));
    }

    @Override
    public void forget(Person person) {
        store.removeOf(person.email());
    }

    @Override
    public List<Match> find(String words, int limit) {
        return store.addresses(words, limit).stream()
                .map(email -> new Match(ALERTS, new Person(0, email), email))
                .toList();
    }
}
