package nl.tec.employers.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import nl.tec.employers.OfferRequest.Obstacle;
import nl.tec.employers.OfferRequest.Wish;
import nl.tec.employers.internal.OfferMessage.Visit;
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
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Renders the mails about requests of schools to companies. */
@Component
class OfferMailTemplate extends MailFamily<OfferMail> {

    private final MailWriter writer;
    private final Texts texts;
    private final CalendarFile calendars;
    private final OfferLinks links;
    private final HubSettings hub;
    private final JsonMapper json;

    OfferMailTemplate(
            MailWriter writer,
            Texts texts,
            CalendarFile calendars,
            OfferLinks links,
            HubSettings hub,
            JsonMapper json) {
        super(OfferMail.class, OfferMail::template);
        this.writer = writer;
        this.texts = texts;
        this.calendars = calendars;
        this.links = links;
        this.hub = hub;
        this.json = json;
    }

    @Override
    protected Mail render(OfferMail mail, JsonNode payload, Locale language) {
        return new Writing(mail, json.treeToValue(payload, OfferMessage.class), language).mail();
    }

    /** Builder of one mail. */
    private final class Writing {

        private final OfferMail mail;
        private final OfferMessage letter;
        private final Locale language;
        private final String title;
        private final String group;

        Writing(OfferMail mail, OfferMessage letter, Locale language) {
            this.mail = mail;
            this.letter = letter;
            this.language = language;
            this.title = letter.title().in(language);
            this.group = t("class." + letter.sector(), letter.group());
        }

        Mail mail() {
            Draft draft = writer.write(
                            language, t(mail.text("subject"), title, group, letter.school(), letter.organisation()))
                    .paragraph(t(
                            text("text"),
                            title,
                            group,
                            letter.school(),
                            letter.organisation(),
                            due(),
                            hub.publicContact().isEmpty()
                                    ? hub.get(HubSettings.Setting.BASE_URL) + "/over"
                                    : hub.publicContact()));
            if (!letter.reason().isBlank()) {
                draft.paragraph(
                        mail == OfferMail.IMPOSSIBLE
                                ? t(Obstacle.of(letter.reason()).text())
                                : t("mail.offer.reason", letter.reason()));
            }
            draft.facts(facts());
            if (mail.asks()) {
                answers(draft);
            } else {
                others(draft);
                draft.button(t(text("button")), path());
            }
            if (mail.withCalendar()) {
                calendar(draft);
            }
            return draft.done();
        }

        /** Returns the message key, which differs for an impossible date if it was the last one. */
        private String text(String part) {
            return mail.text(mail == OfferMail.IMPOSSIBLE && letter.dates().isEmpty() ? "none." + part : part);
        }

        private String due() {
            return Dates.longDay(Dates.dayOf(letter.due()), language);
        }

        /** Adds a link per date and one to decline; each leads to a page with a single button. */
        private void answers(Draft draft) {
            String address = link();
            letter.dates().stream()
                    .filter(Wish::taken)
                    .forEach(date -> draft.paragraph(t("mail.offer.taken", date(date))));
            for (Wish date : letter.dates()) {
                draft.button(t("mail.offer.yes", date(date)), address + "?datum=" + date.position());
            }
            draft.button(t("mail.offer.no"), address + "?antwoord=nee");
            draft.paragraph(t("mail.offer.linkIsYours"));
        }

        /** Returns a link to the request, for a company that may have no account. */
        private String link() {
            return "/aanbod/antwoord/" + links.make(letter.request());
        }

        private void others(Draft draft) {
            if (!letter.others().isEmpty()) {
                draft.paragraph(t("mail.offer.others"));
                draft.points(letter.others().stream()
                        .map(other -> t("mail.offer.other", other.title().in(language), other.organisation()))
                        .toList());
            }
        }

        private String path() {
            return switch (mail) {
                case ACCEPTED, WITHDRAWN, MOVED, CALLED_OFF -> link();
                case ESCALATED -> "/beheer/aanbod/vragen/" + letter.request();
                default -> "/school/aanbod/vragen/" + letter.request();
            };
        }

        private Fact[] facts() {
            List<Fact> facts = new ArrayList<>();
            facts.add(new Fact(t("mail.offer.what"), title));
            facts.add(mail.toCompany() || mail == OfferMail.ESCALATED ? who() : by());
            Visit visit = letter.visit();
            if (visit != null) {
                facts.add(new Fact(t("mail.offer.when"), Dates.longSlot(visit.start(), visit.end(), language)));
                facts.add(new Fact(t("mail.offer.where"), visit.venue().in(language)));
            } else if (!letter.dates().isEmpty()) {
                facts.add(new Fact(
                        t("mail.offer.dates"),
                        String.join(
                                "; ", letter.dates().stream().map(this::date).toList())));
            }
            facts.add(
                    new Fact(t("mail.offer.howMany"), t("mail.offer.people", letter.participants(), letter.adults())));
            if (!letter.question().isBlank() && mail.toCompany()) {
                facts.add(new Fact(t("mail.offer.question"), letter.question()));
            }
            if (visit != null && mail != OfferMail.CALLED_OFF) {
                facts.add(new Fact(t("mail.offer.contact"), visit.contact() + ", " + visit.email()));
            }
            return facts.toArray(Fact[]::new);
        }

        private Fact who() {
            String town = letter.town().isBlank() ? "" : ", " + letter.town();
            return new Fact(t("mail.offer.who"), group + ", " + letter.school() + town);
        }

        private Fact by() {
            return new Fact(t("mail.offer.by"), letter.organisation());
        }

        private String date(Wish date) {
            return t("offers.date." + date.part(), Dates.longDay(date.day(), language));
        }

        private void calendar(Draft draft) {
            Visit visit = letter.visit();
            if (visit != null) {
                draft.calendar(calendars.of(new Appointment(
                        "offer-request-" + letter.request() + "@" + hub.host(),
                        visit.sequence(),
                        visit.time(),
                        t("mail.offer.summary", title, group, letter.school()),
                        visit.venue().in(language),
                        t("mail.offer.people", letter.participants(), letter.adults()),
                        mail == OfferMail.CALLED_OFF ? Status.CANCELLED : Status.CONFIRMED)));
            }
        }

        private String t(String key, Object... arguments) {
            return texts.text(language, key, arguments);
        }
    }
}
