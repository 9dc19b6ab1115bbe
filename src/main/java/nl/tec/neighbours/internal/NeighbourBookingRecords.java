package nl.tec.neighbours.internal;

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
import org.springframework.stereotype.Component;

/**
 * The data of teachers who booked at a neighbour, as shared with that hub, until some time after the visit; the telephone number until
 * that hub answered.
 */
@Component
class NeighbourBookingRecords implements PersonalRecords {

    private static final int DAYS_KEPT = 60;

    private final NeighbourBookingQueries queries;
    private final NeighbourBookingStore store;

    NeighbourBookingRecords(NeighbourBookingQueries queries, NeighbourBookingStore store) {
        this.queries = queries;
        this.store = store;
    }

    @Override
    public List<Holding> holdings() {
        return List.of(
                Holding.erased(
                        "neighbour-bookings",
                        Set.of(Subject.SCHOOL_STAFF),
                        Basis.PUBLIC_TASK,
                        RetentionTerm.days(DAYS_KEPT, Since.SESSION),
                        Set.of(Viewer.COORDINATOR, Viewer.NEIGHBOUR_HUB),
                        List.of(
                                "neighbour_booking.account_id",
                                "neighbour_booking.contact_name",
                                "neighbour_booking.contact_email"),
                        store::forgetContacts),
                Holding.erased(
                        "neighbour-phones",
                        Set.of(Subject.SCHOOL_STAFF),
                        Basis.CONSENT,
                        RetentionTerm.nextDay(Since.SESSION),
                        Set.of(Viewer.COORDINATOR, Viewer.NEIGHBOUR_HUB),
                        List.of("neighbour_booking.contact_phone"),
                        store::forgetPhones));
    }

    @Override
    public List<Section> about(Person person) {
        Locale language = LocaleContextHolder.getLocale();
        return List.of(new Section(
                "elsewhere.records",
                queries.of(person.accountId(), person.email()).stream()
                        .map(visit -> List.of(
                                new Fact("elsewhere.records.what", visit.title() + ", " + visit.hub()),
                                new Fact(
                                        "elsewhere.records.when",
                                        Dates.moment(visit.time().start(), language))))
                        .toList()));
    }

    @Override
    public void forget(Person person) {
        store.forget(person.accountId(), person.email());
    }
}
