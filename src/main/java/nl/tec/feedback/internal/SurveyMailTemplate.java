package nl.tec.feedback.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import nl.tec.documents.QrCode;
import nl.tec.feedback.SurveyAudience;
import nl.tec.feedback.SurveyLink;
import nl.tec.hub.HubSettings;
import nl.tec.hub.HubSettings.Setting;
import nl.tec.hub.Texts;
import nl.tec.mail.MailTemplate;
import nl.tec.mail.MailWriter;
import nl.tec.mail.MailWriter.Draft;
import nl.tec.mail.MailWriter.Fact;
import nl.tec.programme.Session;
import nl.tec.programme.Sessions;
import nl.tec.shared.Dates;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** The mail with a survey request: a link per survey, and for a class a QR code to show on the board. */
final class SurveyMailTemplate implements MailTemplate {

    private static final int QR_SCALE = 6;
    private static final int QR_PIXELS = 200;

    /** The dependencies of both mails. */
    @Component
    record Parts(MailWriter writer, Texts texts, HubSettings hub, Sessions sessions, LinkCodes codes) {}

    private final SurveyMail mail;
    private final Parts parts;

    SurveyMailTemplate(SurveyMail mail, Parts parts) {
        this.mail = mail;
        this.parts = parts;
    }

    @Override
    public String name() {
        return mail.template();
    }

    @Override
    public Mail render(JsonNode payload, Locale language) {
        Session session = parts.sessions().find(payload.get("session").asLong()).orElseThrow();
        List<SurveyAudience> audiences = new ArrayList<>();
        payload.get("audiences").forEach(name -> audiences.add(SurveyAudience.valueOf(name.asString())));
        String title = session.activity().title().in(language);
        Draft draft = parts.writer()
                .write(language, text(language, "mail." + mail.template() + ".subject", title))
                .paragraph(text(language, "mail." + mail.template() + ".text", title))
                .facts(
                        new Fact(text(language, "mail.survey.what"), title),
                        new Fact(
                                text(language, "mail.survey.when"),
                                Dates.longDay(Dates.dayOf(session.slot().start()), language)));
        for (SurveyAudience audience : inOrder(audiences)) {
            SurveyLink link = parts.codes().link(session.id(), audience);
            boolean ofClass = audience == SurveyAudience.PUPIL && session.takesClasses();
            if (ofClass) {
                draft.paragraph(text(language, "mail.survey.class"));
            }
            draft.button(text(language, "mail.survey.button." + (ofClass ? "CLASS" : audience.name())), link.path());
            if (ofClass) {
                draft.picture(
                        "vragenlijst",
                        QrCode.of(parts.hub().get(Setting.BASE_URL) + link.path())
                                .png(QR_SCALE),
                        text(language, "mail.survey.qr"),
                        QR_PIXELS);
            }
        }
        return draft.paragraph(text(language, "mail.survey.anonymous")).done();
    }

    /** Sorts the audiences: the reader of the mail first, then those that the reader shows it to. */
    private static List<SurveyAudience> inOrder(List<SurveyAudience> audiences) {
        List<SurveyAudience> ordered = new ArrayList<>(audiences);
        ordered.sort((a, b) -> Boolean.compare(a == SurveyAudience.PUPIL, b == SurveyAudience.PUPIL));
        return ordered;
    }

    private String text(Locale language, String key, Object... arguments) {
        return parts.texts().text(language, key, arguments);
    }

    /** One bean per mail. */
    @Configuration(proxyBeanMethods = false)
    static class Beans {

        @Bean
        MailTemplate surveyAsked(Parts parts) {
            return new SurveyMailTemplate(SurveyMail.ASKED, parts);
        }

        @Bean
        MailTemplate surveyReminder(Parts parts) {
            return new SurveyMailTemplate(SurveyMail.REMINDER, parts);
        }
    }
}
