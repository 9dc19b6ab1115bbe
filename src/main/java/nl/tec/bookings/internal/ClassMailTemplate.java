package nl.tec.bookings.internal;

import static nl.tec.bookings.internal.ClassMail.CANCELLED_BY_TEC;
import static nl.tec.bookings.internal.ClassMail.CONFIRMED;
import static nl.tec.bookings.internal.ClassMail.MOVED;
import static nl.tec.bookings.internal.ClassMail.REMINDER_DAY;
import static nl.tec.bookings.internal.ClassMail.REMINDER_WEEK;
import static nl.tec.bookings.internal.ClassMail.TRANSPORT;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import nl.tec.bookings.BookingState;
import nl.tec.bookings.Transport;
import nl.tec.hub.HubSettings;
import nl.tec.hub.Texts;
import nl.tec.mail.CalendarFile;
import nl.tec.mail.CalendarFile.Appointment;
import nl.tec.mail.CalendarFile.Status;
import nl.tec.mail.MailFamily;
import nl.tec.mail.MailTemplate.Mail;
import nl.tec.mail.MailWriter;
import nl.tec.mail.MailWriter.Draft;
import nl.tec.mail.MailWriter.Fact;
import nl.tec.shared.Dates;
import nl.tec.shared.Money;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The mails about the booking of a class. */
@Component
class ClassMailTemplate extends MailFamily<ClassMail> {

    private final MailWriter writer;
    private final Texts texts;
    private final CalendarFile calendars;
    private final HubSettings hub;
    private final Clock clock;
    private final JsonMapper json;
    private final ClassBookingReader bookings;
    private final AlternativeSessions alternativeSessions;

    ClassMailTemplate(
            MailWriter writer,
            Texts texts,
            CalendarFile calendars,
            HubSettings hub,
            Clock clock,
            JsonMapper json,
            ClassBookingReader bookings,
            AlternativeSessions alternativeSessions) {
        super(ClassMail.class, ClassMail::template);
        this.writer = writer;
        this.texts = texts;
        this.calendars = calendars;
        this.hub = hub;
        this.clock = clock;
        this.json = json;
        this.bookings = bookings;
        this.alternativeSessions = alternativeSessions;
    }

    @Override
    protected Mail render(ClassMail mail, JsonNode payload, Locale language) {
        return new Writing(mail, json.treeToValue(payload, BookingMail.class), language).mail();
    }

    /** The making of one mail. */
    private final class Writing {

        private final ClassMail mail;
        private final BookingMail booking;
        private final Locale language;
        private final String activity;
        private final String group;

        Writing(ClassMail mail, BookingMail booking, Locale language) {
            this.mail = mail;
            this.booking = booking;
            this.language = language;
            this.activity = booking.activity().in(language);
            this.group = t("class." + booking.sector(), booking.group());
        }

        Mail mail() {
            Instant deadline = booking.deadline();
            String reason = booking.reason();
            String until = deadline == null ? "" : Dates.moment(deadline, language);
            Draft draft = writer.write(language, t(mail.text("subject"), group, activity, until))
                    .paragraph(t(mail.text("text"), group, activity, until));
            Before before = booking.before();
            if (before != null) {
                draft.points(before.changes(booking.time(), booking.place(), texts, language));
            }
            if (reason != null && !reason.isBlank()) {
                draft.paragraph(t("mail.booking.reason", reason));
            }
            if (booking.late()) {
                draft.paragraph(t("mail.booking.late"));
            }
            draft.facts(facts());
            if (mail == MOVED && booking.state() != BookingState.WAITING) {
                draft.paragraph(transport());
            }
            if (mail == CONFIRMED || mail == REMINDER_WEEK || mail == REMINDER_DAY) {
                draft.paragraph(t("mail.booking.todo")).points(todo());
            }
            if (mail == CANCELLED_BY_TEC) {
                instead(draft);
            }
            draft.button(t(mail.text("button")), path());
            if (mail == CONFIRMED) {
                boolean free = !booking.freeUntil().isBefore(LocalDate.now(clock));
                draft.paragraph(
                        free
                                ? t("mail.booking.free", Dates.longDay(booking.freeUntil(), language))
                                : t("mail.booking.freeOver"));
            }
            BookingState state = booking.state();
            Status status = state == null ? null : mail.inCalendar(state);
            if (status != null) {
                draft.calendar(calendar(status));
            }
            return draft.done();
        }

        /** What has room when the mail is made: by then also the rest is called off that was called off with it. */
        private void instead(Draft draft) {
            bookings.find(booking.booking())
                    .ifPresent(visit -> MailedDates.write(
                            draft,
                            alternativeSessions.insteadForClass(visit),
                            "/school/boeken?klas=" + visit.facts().group().id() + "&sessie=",
                            texts,
                            language));
        }

        private String path() {
            return mail.over() ? "/school" : "/school/boekingen/" + booking.booking();
        }

        private Fact[] facts() {
            List<Fact> facts = new ArrayList<>();
            facts.add(new Fact(t("mail.booking.what"), activity));
            facts.add(new Fact(t("mail.booking.who"), t("mail.booking.class", group, booking.school())));
            facts.add(new Fact(t("mail.booking.when"), Dates.longSlot(booking.start(), booking.end(), language)));
            facts.add(new Fact(t("mail.booking.where"), where()));
            Instant departs = booking.departs();
            Instant returns = booking.returns();
            if (mail == TRANSPORT && departs != null && returns != null) {
                facts.add(new Fact(t("mail.booking.departs"), time(departs)));
                facts.add(new Fact(t("mail.booking.returns"), time(returns)));
            }
            facts.add(new Fact(
                    t("mail.booking.howMany"), t("mail.booking.people", booking.participants(), booking.adults())));
            Boolean photos = booking.photos();
            if (photos != null && !mail.over()) {
                facts.add(new Fact(t("signup.photosShort"), t(photos ? "signup.yes" : "signup.no")));
            }
            return facts.toArray(Fact[]::new);
        }

        private String where() {
            String venue = booking.place().in(language);
            return booking.address().isBlank() ? venue : venue + ", " + booking.address();
        }

        private String transport() {
            Instant departs = booking.departs();
            Instant returns = booking.returns();
            if (departs != null && returns != null) {
                return t("mail.booking.transport.bus", time(departs), time(returns));
            }
            return booking.chosen() == Transport.TEC_BUS
                    ? t("mail.booking.transport.asked")
                    : t("mail.booking.transport." + booking.transport());
        }

        private String time(Instant moment) {
            return Dates.time(moment.atZone(Dates.ZONE).toLocalTime(), language);
        }

        private List<String> todo() {
            List<String> points = new ArrayList<>();
            points.add(transport());
            points.add(t("mail.booking.adults", booking.adultsNeeded()));
            if (booking.lessonBefore() && mail != REMINDER_DAY) {
                points.add(t("mail.booking.before"));
            }
            String fund = booking.fund().in(language);
            String cost = new Money(booking.costCents()).format(language);
            if (booking.costCents() == 0) {
                points.add(fund.isBlank() ? t("mail.booking.free.fundless") : t("mail.booking.freeByFund", fund));
            } else {
                points.add(fund.isBlank() ? t("mail.booking.cost", cost) : t("mail.booking.costAndFund", cost, fund));
            }
            return points;
        }

        private String calendar(Status status) {
            return calendars.of(new Appointment(
                    "booking-" + booking.booking() + "@" + hub.host(),
                    booking.sequence(),
                    booking.time(),
                    t("mail.booking.summary", activity, group),
                    where(),
                    t("mail.booking.people", booking.participants(), booking.adults())
                            + (booking.departs() == null ? "" : "\n" + transport()),
                    status,
                    hub.get(HubSettings.Setting.BASE_URL) + "/school/boekingen/" + booking.booking()));
        }

        private String t(String key, Object... arguments) {
            return texts.text(language, key, arguments);
        }
    }
}
