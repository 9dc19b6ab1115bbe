package nl.tec.bookings.internal;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import nl.tec.bookings.ClassBooking;
import nl.tec.bookings.Transport;
import nl.tec.bookings.VisitContext;
import nl.tec.bookings.VisitPlan.Costs;
import nl.tec.bookings.VisitPlan.Supervision;
import nl.tec.bookings.VisitPlan.TransportPlan;
import nl.tec.hub.HubSettings;
import nl.tec.hub.Texts;
import nl.tec.mail.CalendarFile.Appointment;
import nl.tec.mail.CalendarFile.Status;
import nl.tec.shared.Dates;
import org.springframework.stereotype.Component;

/** The wording of a visit in mails and calendars. */
@Component
class VisitTexts {

    private final Texts texts;
    private final HubSettings hub;

    VisitTexts(Texts texts, HubSettings hub) {
        this.texts = texts;
        this.hub = hub;
    }

    /** Returns the name of the class, such as 'groep 7a' or 'klas 2b'. */
    String group(VisitContext visit, Locale language) {
        return texts.text(
                language,
                "class." + visit.schoolClass().sector(),
                visit.schoolClass().label());
    }

    /** Returns the venue with its address. */
    String where(VisitContext visit, Locale language) {
        String venue = visit.where().name().in(language);
        String address = visit.where().address();
        return address.isBlank() ? venue : venue + ", " + address;
    }

    /** Describes the transport of the class, with the bus times if there are any. */
    String transport(TransportPlan transport, Locale language) {
        Instant departs = transport.departs();
        Instant returns = transport.returns();
        if (departs != null && returns != null) {
            return texts.text(language, "mail.booking.transport.bus", time(departs, language), time(returns, language));
        }
        return texts.text(
                language,
                transport.choice() == Transport.TEC_BUS
                        ? "mail.booking.transport.asked"
                        : "mail.booking.transport." + transport.means());
    }

    /** Says what the school has to bring, and whose people give the activity. */
    String supervision(Supervision supervision, Locale language) {
        String organiser = supervision.guides().organiser();
        return texts.text(language, "mail.booking.adults", supervision.needed())
                + " "
                + (organiser.isEmpty()
                        ? texts.text(language, "visit.supervision.tec")
                        : texts.text(language, "visit.supervision.organiser", organiser));
    }

    /** Says what the school pays, and what came off. */
    String costs(Costs costs, Locale language) {
        // what comes off says who pays the rest
        String fund = costs.price().deductions().isEmpty() ? costs.fund().in(language) : "";
        String pays = costs.school().format(language);
        List<String> sentences = new ArrayList<>();
        if (costs.school().isZero()) {
            sentences.add(texts.text(
                    language, fund.isBlank() ? "mail.booking.free.fundless" : "mail.booking.freeByFund", fund));
        } else {
            sentences.add(texts.text(
                    language, fund.isBlank() ? "mail.booking.cost" : "mail.booking.costAndFund", pays, fund));
        }
        if (!costs.price().deductions().isEmpty()) {
            sentences.add(texts.text(
                    language,
                    "visit.costs.off",
                    costs.price().full().format(language),
                    costs.price().deductions().stream()
                            .map(one -> texts.text(
                                    language,
                                    one.fund() ? "visit.costs.fund" : "visit.costs.discount",
                                    one.amount().format(language),
                                    one.name()))
                            .collect(Collectors.joining(", "))));
        }
        if (costs.price().provisional()) {
            sentences.add(texts.text(language, "visit.costs.provisional"));
        }
        return String.join(" ", sentences);
    }

    String time(Instant moment, Locale language) {
        return Dates.time(moment.atZone(Dates.ZONE).toLocalTime(), language);
    }

    /** Returns the calendar appointment for the recipients of its mail. */
    Appointment appointment(ClassBooking booking, TransportPlan transport, Status status, Locale language) {
        VisitContext visit = booking.facts();
        return new Appointment(
                "booking-" + booking.id() + "@" + hub.host(),
                booking.sequence(),
                visit.session().time(),
                texts.text(
                        language,
                        "mail.booking.summary",
                        visit.activity().title().in(language),
                        group(visit, language)),
                where(visit, language),
                texts.text(
                                language,
                                "mail.booking.people",
                                booking.participants(),
                                booking.details().adults())
                        + (transport.departs() == null ? "" : "\n" + transport(transport, language)),
                status,
                hub.get(HubSettings.Setting.BASE_URL) + "/school/boekingen/" + booking.id());
    }
}
