package nl.tec.bookings.internal;

import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.stream.StreamSupport;
import nl.tec.bookings.BookingState;
import nl.tec.bookings.ClassBooking;
import nl.tec.bookings.VisitContext;
import nl.tec.hub.Texts;
import nl.tec.mail.CalendarFile;
import nl.tec.mail.CalendarFile.Status;
import nl.tec.mail.MailTemplate;
import nl.tec.mail.MailWriter;
import nl.tec.mail.MailWriter.Draft;
import nl.tec.mail.MailWriter.Link;
import nl.tec.shared.Dates;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** The mail to a school about a bulk booking: the visits with links to their pages, and a calendar file of all of them. */
@Component
class VisitsBookedMail implements MailTemplate {

    static final String NAME = "visits-booked";

    private final MailWriter writer;
    private final Texts texts;
    private final CalendarFile calendars;
    private final BookingQueries bookings;
    private final VisitPlans plans;
    private final VisitTexts words;

    VisitsBookedMail(
            MailWriter writer,
            Texts texts,
            CalendarFile calendars,
            BookingQueries bookings,
            VisitPlans plans,
            VisitTexts words) {
        this.writer = writer;
        this.texts = texts;
        this.calendars = calendars;
        this.bookings = bookings;
        this.plans = plans;
        this.words = words;
    }

    @Override
    public String name() {
        return NAME;
    }

    /** Renders the mail; visits that were cancelled in the meantime are left out. */
    @Override
    public Mail render(JsonNode payload, Locale language) {
        List<Long> ids = StreamSupport.stream(payload.get("booking").spliterator(), false)
                .map(JsonNode::asLong)
                .toList();
        List<ClassBooking> booked = bookings.list(ids).stream()
                .filter(booking -> booking.state() == BookingState.CONFIRMED)
                .toList();
        Draft draft = writer.write(language, texts.text(language, "mail.booked.subject", booked.size()))
                .paragraph(texts.text(language, "mail.booked.text"))
                .links(booked.stream()
                        .map(booking -> new Link(label(booking, language), "/school/boekingen/" + booking.id()))
                        .toList())
                .paragraph(texts.text(language, "mail.booked.todo"));
        if (payload.has("page")) {
            LocalDate answerBy = LocalDate.parse(payload.get("answerBy").asString());
            draft.paragraph(texts.text(language, "mail.booked.answer", Dates.longDay(answerBy, language)))
                    .button(
                            texts.text(language, "mail.booked.toAnswer"),
                            payload.get("page").asString());
        } else {
            if (payload.has("cameFree")) {
                draft.paragraph(texts.text(language, "mail.booked.cameFree"));
            }
            draft.button(texts.text(language, "mail.booked.button"), "/school/boekingen");
        }
        if (!booked.isEmpty()) {
            draft.calendar(calendars.of(booked.stream()
                    .map(booking -> words.appointment(booking, plans.transport(booking), Status.CONFIRMED, language))
                    .toList()));
        }
        return draft.done();
    }

    private String label(ClassBooking booking, Locale language) {
        VisitContext visit = booking.facts();
        return texts.text(
                language,
                "mail.booked.visit",
                words.group(visit, language),
                visit.activity().title().in(language),
                Dates.longSlot(
                        visit.session().time().start(), visit.session().time().end(), language),
                visit.where().name().in(language));
    }
}
