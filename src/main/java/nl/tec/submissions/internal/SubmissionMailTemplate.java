package nl.tec.submissions.internal;

import nl.tec.hub.HubSettings;
import nl.tec.hub.Texts;
import nl.tec.mail.DecisionMails;
import nl.tec.mail.MailWriter;
import nl.tec.submissions.internal.SubmissionNotifier.Answer;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** The mails about decisions on submissions. */
@Component
class SubmissionMailTemplate extends DecisionMails<Answer> {

    SubmissionMailTemplate(MailWriter writer, Texts texts, HubSettings hub) {
        super(Answer.class, Answer::template, "mail.submission", writer, texts, hub);
    }

    @Override
    protected String path(JsonNode payload) {
        return "/partner/activiteiten/" + payload.get("submission").asLong();
    }
}
