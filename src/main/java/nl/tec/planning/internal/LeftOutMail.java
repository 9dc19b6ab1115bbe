package nl.tec.planning.internal;

import java.time.LocalDate;
import java.util.Locale;
import nl.tec.hub.Texts;
import nl.tec.mail.MailTemplate;
import nl.tec.mail.MailWriter;
import nl.tec.shared.Dates;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** The mail to a school without any met wish. */
@Component
class LeftOutMail implements MailTemplate {

    private final MailWriter writer;
    private final Texts texts;

    LeftOutMail(MailWriter writer, Texts texts) {
        this.writer = writer;
        this.texts = texts;
    }

    @Override
    public String name() {
        return Publisher.LEFT_OUT;
    }

    @Override
    public Mail render(JsonNode payload, Locale language) {
        String year = payload.get("year").asString();
        String by = Dates.longDay(LocalDate.parse(payload.get("answerBy").asString()), language);
        return writer.write(language, texts.text(language, "mail.plan.leftOut.subject", year))
                .paragraph(texts.text(language, "mail.plan.leftOut.text", year))
                .paragraph(texts.text(language, "mail.plan.leftOut.next", by))
                .button(texts.text(language, "mail.plan.leftOut.button"), "/school")
                .done();
    }
}
