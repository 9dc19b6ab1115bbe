package nl.tec.bookings.internal;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import nl.tec.bookings.Alternatives;
import nl.tec.bookings.SignUp;
import nl.tec.bookings.SignUp.Meeting;
import nl.tec.bookings.SignUpCalendar;
import nl.tec.bookings.SignUpSession;
import nl.tec.bookings.SignUpTexts;
import nl.tec.documents.QrCode;
import nl.tec.hub.HubSettings;
import nl.tec.hub.Texts;
import nl.tec.mail.MailFamily;
import nl.tec.mail.MailTemplate.Mail;
import nl.tec.mail.MailWriter;
import nl.tec.mail.MailWriter.Draft;
import nl.tec.mail.MailWriter.Fact;
import nl.tec.programme.Session;
import nl.tec.shared.Bilingual;
import nl.tec.shared.Dates;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The mails to a visitor, with the state of the sign-up at rendering time and a link of their own. */
@Component
class SignUpMailTemplate extends MailFamily<SignUpMail> {

    private static final int QR_SCALE = 6;
    private static final int QR_PIXELS = 200;

    private final MailWriter writer;
    private final Texts texts;
    private final SignUpTexts words;
    private final SignUpQueries signUps;
    private final SignUpLinks links;
    private final SignUpCalendar calendar;
    private final Alternatives alternatives;
    private final JsonMapper json;
    private final HubSettings hub;

    SignUpMailTemplate(
            MailWriter writer,
            Texts texts,
            SignUpTexts words,
            SignUpQueries signUps,
            SignUpLinks links,
            SignUpCalendar calendar,
            Alternatives alternatives,
            JsonMapper json,
            HubSettings hub) {
        super(SignUpMail.class, SignUpMail::template);
        this.writer = writer;
        this.texts = texts;
        this.words = words;
        this.signUps = signUps;
        this.links = links;
        this.calendar = calendar;
        this.alternatives = alternatives;
        this.json = json;
        this.hub = hub;
    }

    @Override
    protected Mail render(SignUpMail mail, JsonNode payload, Locale language) {
        SignUp signUp = signUps.get(payload.get("booking").asLong());
        JsonNode was = payload.get("before");
        Before before = was == null ? null : json.treeToValue(was, Before.class);
        return new Writing(mail, signUp, meeting(payload), before, language).mail();
    }

    /** Whether it reminds of what was called off or has begun: mail waits as long as the mail server is away. */
    @Override
    protected boolean outdated(SignUpMail mail, JsonNode payload) {
        return mail == SignUpMail.REMINDER
                && !signUps.get(payload.get("booking").asLong())
                        .meeting(meeting(payload))
                        .toCome();
    }

    private static long meeting(JsonNode payload) {
        JsonNode meeting = payload.get("meeting");
        return meeting == null ? 0 : meeting.asLong();
    }

    /** Returns the path of the page of a sign-up. */
    static String path(String secret) {
        return "/mijn/" + secret;
    }

    /** The rendering of one mail. */
    private final class Writing {

        private final SignUpMail mail;
        private final SignUp signUp;
        private final SignUpSession session;
        private final Locale language;
        private final String title;
        /** The meeting that the mail is about; the first if it is about the whole sign-up. */
        private final Meeting meeting;

        private final @Nullable Before before;

        Writing(SignUpMail mail, SignUp signUp, long bookingId, @Nullable Before before, Locale language) {
            this.mail = mail;
            this.before = before;
            this.signUp = signUp;
            this.meeting = signUp.meeting(bookingId);
            this.session = signUp.session();
            this.language = language;
            this.title = session.title(language);
        }

        Mail mail() {
            // a day, not 'tomorrow': it may be read, or sent after the mail server was away, on another day
            String day = Dates.day(Dates.dayOf(meeting.session().slot().start()), language);
            Draft draft = writer.write(language, t(key("subject"), title, day)).paragraph(t(key("text"), title, day));
            if (before != null) {
                Session now = meeting.session();
                draft.points(before.changes(now.slot(), now.where().venueName(), texts, language));
            }
            if (!reason().isBlank()) {
                draft.paragraph(t("mail.signup.reason", reason()));
            }
            if (signUp.course() && !mail.over()) {
                draft.paragraph(t(signUp.parts() ? "mail.signup.parts" : "mail.signup.course"));
            }
            if (mail.over()) {
                return over(draft.facts(facts()));
            }
            String secret = links.make(signUp.bookingId());
            if (mail.asks()) {
                return asking(draft, secret);
            }
            draft.facts(facts()).button(t(mail.text("button")), path(secret));
            if (mail.withCode()) {
                code(draft, secret);
            }
            String needs = session.activity().details().words().needs().in(language);
            if (!needs.isBlank() && !signUp.parts()) {
                draft.paragraph(t("mail.signup.needs", needs));
            }
            draft.paragraph(t("mail.signup.cantCome"));
            return calendar(draft);
        }

        /** Puts the button first, so that a phone shows it without scrolling. */
        private Mail asking(Draft draft, String secret) {
            draft.button(t(mail.text("button")), path(secret));
            Instant deadline = signUp.deadline();
            if (deadline != null) {
                draft.paragraph(t("mail.signup.before", Dates.moment(deadline, language)));
            }
            return draft.facts(facts()).paragraph(t("mail.signup.notYou")).done();
        }

        private Mail over(Draft draft) {
            if (mail == SignUpMail.CANCELLED_BY_TEC) {
                MailedDates.write(draft, alternatives.replacementsForVisitors(signUp), "/meedoen/", texts, language);
            }
            draft.button(t(mail.text("button")), mail == SignUpMail.EXPIRED ? session.signUpPage() : session.page());
            return calendar(draft);
        }

        /** Attaches the calendar update, unless the appointment neither is nor should be in the visitor's calendar. */
        private Mail calendar(Draft draft) {
            boolean has =
                    mail.cancels() ? signUp.wasConfirmed() : signUp.state().holdsSeats() && signUp.wasConfirmed();
            if (has && mail != SignUpMail.EXPIRED && mail != SignUpMail.NO_SHOW) {
                draft.calendar(calendar.file(signUp, language, mail.cancels()));
            }
            return draft.done();
        }

        private void code(Draft draft, String secret) {
            QrCode code = QrCode.of(links.checkInAddress(secret));
            draft.paragraph(t("mail.signup.code"))
                    .picture("qr", code.png(QR_SCALE), t("mail.signup.codeAlternative"), QR_PIXELS);
        }

        private Fact[] facts() {
            List<Fact> facts = new ArrayList<>();
            facts.add(new Fact(t("signup.what"), title));
            if (mail == SignUpMail.REMINDER && !signUp.parts()) {
                facts.add(new Fact(t("signup.when"), when(meeting)));
                facts.add(new Fact(t("signup.where"), session.where(meeting.session(), language)));
            } else {
                dates(facts);
                if (!signUp.parts()) {
                    facts.add(new Fact(t("signup.where"), session.where(language)));
                }
            }
            facts.add(new Fact(t("signup.who"), words.people(signUp.people(), language)));
            if (!mail.over()) {
                facts.add(new Fact(t("signup.photosShort"), t(signUp.photos() ? "signup.yes" : "signup.no")));
            }
            if (!mail.over() && !session.cost().isZero()) {
                int people = signUp.people().size();
                facts.add(new Fact(
                        t("signup.cost"),
                        t("signup.total", people, session.cost().times(people).format(language))));
                facts.add(new Fact(t("signup.paying"), paying()));
            }
            return facts.toArray(Fact[]::new);
        }

        /** Returns the payment terms of this activity, or else those of the hub. */
        private String paying() {
            Bilingual own = session.activity().details().words().payment();
            Bilingual terms = own.isBlank()
                    ? hub.both(HubSettings.Setting.PAYMENT_TERMS, HubSettings.Setting.PAYMENT_TERMS_EN)
                    : own;
            return terms.isBlank() ? t("programme.paying.later") : terms.in(language);
        }

        /** Returns the TEC's reason for calling off the session or meeting; empty for other mails. */
        private String reason() {
            return switch (mail) {
                case CANCELLED_BY_TEC -> signUp.cancelReason();
                case MEETING_CANCELLED ->
                    Objects.requireNonNullElse(meeting.session().cancelReason(), "");
                default -> "";
            };
        }

        /** Returns the message key, which differs between a part of an event and a meeting of a course. */
        private String key(String part) {
            boolean ofOne = mail == SignUpMail.MEETING_CANCELLED || mail == SignUpMail.MEETING_MOVED;
            return signUp.parts() && ofOne ? mail.text(part) + ".parts" : mail.text(part);
        }

        /** Adds a line per meeting, marking those that were moved or called off. */
        private void dates(List<Fact> facts) {
            if (!signUp.course()) {
                facts.add(new Fact(t("signup.when"), when(signUp.meetings().get(0))));
                return;
            }
            int number = 0;
            for (Meeting one : signUp.meetings()) {
                if (one.leftOut()) {
                    continue;
                }
                String where = session.where(one.session(), language);
                boolean same = !signUp.parts() && where.equals(session.where(language));
                String line = same ? when(one) : t("signup.meeting.at", when(one), where);
                boolean moved = mail == SignUpMail.MEETING_MOVED && one.equals(meeting);
                facts.add(new Fact(
                        signUp.parts() ? one.session().activity().title().in(language) : t("signup.meeting", ++number),
                        one.calledOff()
                                ? t("signup.meeting.off", line)
                                : moved ? t("signup.meeting.moved", line) : line));
            }
        }

        private String when(Meeting one) {
            return Dates.longSlot(
                    one.session().slot().start(), one.session().slot().end(), language);
        }

        private String t(String key, Object... arguments) {
            return texts.text(language, key, arguments);
        }
    }
}
