package nl.tec.neighbours.internal;

import java.util.Locale;
import nl.tec.mail.MailFamily;
import nl.tec.mail.MailTemplate.Mail;
import nl.tec.mail.MailWriter;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** The mails to a teacher about a visit at a neighbour. */
@Component
class NeighbourMailTemplate extends MailFamily<NeighbourMail> {

    private final MailWriter writer;

    NeighbourMailTemplate(MailWriter writer) {
        super(NeighbourMail.class, NeighbourMail::template);
        this.writer = writer;
    }

    @Override
    protected Mail render(NeighbourMail mail, JsonNode payload, Locale language) {
        String title = payload.get("title").asString();
        // mails that wait in the outbox during an upgrade have the old name
        String what = payload.path("what").asString(payload.path("state").asString(""));
        return writer.about(language, mail.key() + ".subject", title)
                .say("accounts.mail.hello", payload.get("name").asString())
                .say(mail.key() + "." + what, title, payload.get("hub").asString())
                .press(
                        mail.key() + ".button",
                        "/school/buren/" + payload.get("id").asString())
                .done();
    }
}
