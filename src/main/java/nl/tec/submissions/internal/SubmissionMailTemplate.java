package nl.tec.submissions.internal;

import java.util.Locale;
import nl.tec.hub.HubSettings;
import nl.tec.hub.Texts;
import nl.tec.mail.MailFamily;
import nl.tec.mail.MailTemplate.Mail;
import nl.tec.mail.MailWriter;
import nl.tec.mail.MailWriter.Draft;
import nl.tec.shared.Bilingual;
import nl.tec.submissions.internal.SubmissionNotifier.Answer;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** The mails about what was decided of a submission. */
@Component
class SubmissionMailTemplate extends MailFamily<Answer> {

    private final MailWriter writer;
    private final Texts texts;
    private final HubSettings hub;

    SubmissionMailTemplate(MailWriter writer, Texts texts, HubSettings hub) {
        super(Answer.class, Answer::template);
        this.writer = writer;
        this.texts = texts;
        this.hub = hub;
    }

    @Override
    protected Mail render(Answer answer, JsonNode payload, Locale language) {
        String title =
                new Bilingual(payload.get("nl").asString(), payload.get("en").asString()).in(language);
        String key = "mail.submission." + answer + ".";
        Draft draft = writer.write(language, texts.text(language, key + "subject", title))
                .paragraph(texts.text(language, key + "text", title, hub.name()));
        String message = payload.get("message").asString();
        message.lines().filter(line -> !line.isBlank()).forEach(draft::paragraph);
        draft.button(
                texts.text(language, key + "button"),
                "/partner/activiteiten/" + payload.get("submission").asLong());
        if (!hub.publicContact().isEmpty()) {
            draft.paragraph(texts.text(language, "mail.submission.contact", hub.publicContact()));
        }
        return draft.done();
    }
}
