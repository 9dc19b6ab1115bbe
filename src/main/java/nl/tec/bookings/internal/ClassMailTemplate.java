package nl.tec.bookings.internal;

import static nl.tec.bookings.internal.ClassMail.CANCELLED_BY_TEC;
import static nl.tec.bookings.internal.ClassMail.CONFIRMED;
import static nl.tec.bookings.internal.ClassMail.MOVED;
import static nl.tec.bookings.internal.ClassMail.REMINDER_DAY;
import static nl.tec.bookings.internal.ClassMail.REMINDER_WEEK;
import static nl.tec.bookings.internal.ClassMail.TRANSPORT;
import static nl.tec.bookings.internal.ClassMail.WAITING;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import nl.tec.bookings.Alternatives;
import nl.tec.bookings.BookingState;
import nl.tec.bookings.ClassBooking;
import nl.tec.bookings.ClassBooking.Cancellation;
import nl.tec.bookings.ClassBooking.MadeFor;
import nl.tec.bookings.VisitContext;
import nl.tec.bookings.VisitPlan;
import nl.tec.bookings.VisitPlan.State;
import nl.tec.bookings.VisitPlan.TransportPlan;
import nl.tec.hub.HubSettings;
import nl.tec.hub.Texts;
import nl.tec.mail.CalendarFile;
import nl.tec.mail.CalendarFile.Status;
import nl.tec.mail.MailFamily;
import nl.tec.mail.MailTemplate.Mail;
import nl.tec.mail.MailWriter;
import nl.tec.mail.MailWriter.Draft;
import nl.tec.mail.MailWriter.Fact;
import nl.tec.mail.MailWriter.Link;
import nl.tec.shared.Dates;
import nl.tec.shared.TimeSlot;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The mails about the booking of a class. */
@Component
class ClassMailTemplate extends MailFamily<ClassMail> {

    private final MailWriter writer;
    private final Texts texts;
    private final CalendarFile calendars;
    private final VisitTexts words;
    private final HubSettings hub;
    private final Clock clock;
    private final JsonMapper json;
    private final BookingQueries bookings;
    private final VisitPlans plans;
    private final Alternatives alternatives;

    ClassMailTemplate(
            MailWriter writer,
            Texts texts,
            CalendarFile calendars,
            VisitTexts words,
            HubSettings hub,
            Clock clock,
            JsonMapper json,
            BookingQueries bookings,
            VisitPlans plans,
            Alternatives alternatives) {
        super(ClassMail.class, ClassMail::template);
        this.writer = writer;
        this.texts = texts;
        this.calendars = calendars;
        this.words = words;
        this.hub = hub;
        this.clock = clock;
        this.json = json;
        this.bookings = bookings;
        this.plans = plans;
        this.alternatives = alternatives;
    }

    @Override
    protected Mail render(ClassMail mail, JsonNode payload, Locale language) {
        ClassBooking booking = bookings.find(payload.get("booking").asLong()).orElseThrow();
        Instant deadline = value(payload, "deadline", Instant.class);
        return new Writing(mail, booking, deadline, value(payload, "before", Before.class), language).mail();
    }

    /** Whether it reminds of what was called off or has begun: mail waits as long as the mail server is away. */
    @Override
    protected boolean outdated(ClassMail mail, JsonNode payload) {
        if (mail != REMINDER_WEEK && mail != REMINDER_DAY) {
            return false;
        }
        ClassBooking booking = bookings.find(payload.get("booking").asLong()).orElseThrow();
        return booking.state() != BookingState.CONFIRMED
                || !booking.facts().session().time().start().isAfter(clock.instant());
    }

    private <T> @Nullable T value(JsonNode payload, String name, Class<T> type) {
        return payload.hasNonNull(name) ? json.treeToValue(payload.get(name), type) : null;
    }

    /** The rendering of one mail. */
    private final class Writing {

        private final ClassMail mail;
        private final ClassBooking booking;
        /** Of the seat offer that the mail is about. */
        private final @Nullable Instant deadline;

        private final @Nullable Before before;
        private final Locale language;
        private final VisitContext visit;
        private final VisitPlan plan;
        private final String activity;
        private final String group;

        Writing(
                ClassMail mail,
                ClassBooking booking,
                @Nullable Instant deadline,
                @Nullable Before before,
                Locale language) {
            this.mail = mail;
            this.booking = booking;
            this.deadline = deadline;
            this.before = before;
            this.language = language;
            this.visit = booking.facts();
            this.plan = plans.plan(booking);
            this.activity = visit.activity().title().in(language);
            this.group = words.group(visit, language);
        }

        Mail mail() {
            Cancellation cancellation = booking.cancellation();
            String until = deadline == null ? "" : Dates.moment(deadline, language);
            // a day, not 'tomorrow': it may be read, or sent after the mail server was away, on another day
            String day = Dates.day(Dates.dayOf(visit.session().time().start()), language);
            Draft draft = writer.write(language, t(mail.text("subject"), group, activity, until, day))
                    .paragraph(t(mail.text("text"), group, activity, until, day));
            MadeFor madeFor = booking.madeFor();
            if (madeFor != null && (mail == CONFIRMED || mail == WAITING)) {
                draft.paragraph(t(
                        "mail.booking.madeFor",
                        madeFor.by(),
                        hub.name(),
                        madeFor.contact().isEmpty() ? 0 : 1,
                        madeFor.contact()));
            }
            if (before != null) {
                draft.points(
                        before.changes(visit.session().time(), visit.where().name(), texts, language));
            }
            if (cancellation != null && !cancellation.reason().isBlank()) {
                draft.paragraph(t("mail.booking.reason", cancellation.reason()));
            }
            if (cancellation != null && cancellation.late()) {
                draft.paragraph(t("mail.booking.late"));
            }
            draft.facts(facts());
            if (mail == MOVED && booking.state() != BookingState.WAITING) {
                draft.paragraph(words.transport(plan.transport(), language));
            }
            if (mail == CONFIRMED || mail == REMINDER_WEEK || mail == REMINDER_DAY) {
                draft.paragraph(t("mail.booking.todo")).points(todo());
                if (isLessonAhead() && !plan.before().material().isEmpty()) {
                    draft.paragraph(t("mail.booking.material"))
                            .links(plan.before().material().stream()
                                    .map(one -> new Link(one.title().in(language), one.path()))
                                    .toList());
                }
            }
            if (mail == CANCELLED_BY_TEC) {
                instead(draft);
            }
            draft.button(t(mail.text("button")), path());
            if (mail == CONFIRMED) {
                LocalDate freeUntil = visit.freeUntil();
                draft.paragraph(
                        freeUntil.isBefore(Dates.today(clock))
                                ? t("mail.booking.freeOver")
                                : t("mail.booking.free", Dates.longDay(freeUntil, language)));
            }
            Status status = mail.inCalendar(booking.state());
            if (status != null) {
                draft.calendar(calendars.of(words.appointment(booking, plan.transport(), status, language)));
            }
            return draft.done();
        }

        /** Lists alternatives at rendering time, when all sessions that were called off together are known to be off. */
        private void instead(Draft draft) {
            MailedDates.write(
                    draft,
                    alternatives.replacementsForClass(booking),
                    "/school/boeken?klas=" + visit.schoolClass().id() + "&sessie=",
                    texts,
                    language);
        }

        private String path() {
            return mail.over() ? "/school" : "/school/boekingen/" + booking.id();
        }

        private Fact[] facts() {
            TimeSlot time = visit.session().time();
            TransportPlan transport = plan.transport();
            List<Fact> facts = new ArrayList<>();
            facts.add(new Fact(t("mail.booking.what"), activity));
            facts.add(new Fact(
                    t("mail.booking.who"),
                    t("mail.booking.class", group, visit.schoolClass().school())));
            facts.add(new Fact(t("mail.booking.when"), Dates.longSlot(time.start(), time.end(), language)));
            facts.add(new Fact(t("mail.booking.where"), words.where(visit, language)));
            Instant departs = transport.departs();
            Instant returns = transport.returns();
            if (mail == TRANSPORT && departs != null && returns != null) {
                facts.add(new Fact(t("mail.booking.departs"), words.time(departs, language)));
                facts.add(new Fact(t("mail.booking.returns"), words.time(returns, language)));
            }
            facts.add(new Fact(
                    t("mail.booking.howMany"),
                    t(
                            "mail.booking.people",
                            booking.participants(),
                            booking.details().adults())));
            String phone = booking.details().phone();
            if (!mail.over() && !phone.isBlank()) {
                facts.add(new Fact(t("phone.ofDay"), phone));
            }
            if (!mail.over()) {
                facts.add(
                        new Fact(t("signup.photosShort"), t(booking.details().photos() ? "signup.yes" : "signup.no")));
            }
            return facts.toArray(Fact[]::new);
        }

        /** Whether the class has a lesson to do before the visit, and still the time for it. */
        private boolean isLessonAhead() {
            return plan.before().state() == State.OPEN && mail != REMINDER_DAY;
        }

        private List<String> todo() {
            List<String> points = new ArrayList<>();
            points.add(words.transport(plan.transport(), language));
            points.add(words.supervision(plan.supervision(), language));
            if (isLessonAhead()) {
                points.add(t("mail.booking.before"));
            }
            points.add(words.costs(plan.costs(), language));
            return points;
        }

        private String t(String key, Object... arguments) {
            return texts.text(language, key, arguments);
        }
    }
}
