package nl.tec.planning.internal;

import java.time.LocalDate;
import java.util.Locale;
import nl.tec.hub.Texts;
import nl.tec.mail.MailFamily;
import nl.tec.mail.MailTemplate.Mail;
import nl.tec.mail.MailWriter;
import nl.tec.shared.Dates;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** The mails to schools about a wish round. */
@Component
class RoundMail extends MailFamily<RoundMail.Kind> {

    enum Kind {
        INVITED,
        REMINDED,
        /** The last reminder, to a school without any wish. */
        LAST_ASKED,
        /** The reminder to answer the visits of a published plan. */
        ANSWER_ASKED;

        String template() {
            return "plan-" + name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    private final MailWriter writer;
    private final Texts texts;

    RoundMail(MailWriter writer, Texts texts) {
        super(Kind.class, Kind::template);
        this.writer = writer;
        this.texts = texts;
    }

    @Override
    protected Mail render(Kind kind, JsonNode payload, Locale language) {
        String year = payload.get("year").asString();
        String last = Dates.longDay(LocalDate.parse(payload.get("last").asString()), language);
        String key = "mail.plan." + kind + ".";
        MailWriter.Draft draft = writer.write(language, texts.text(language, key + "subject", year, last));
        if (kind == Kind.INVITED) {
            payload.get("invitation")
                    .asString()
                    .lines()
                    .filter(line -> !line.isBlank())
                    .forEach(draft::paragraph);
            draft.paragraph(texts.text(
                    language, key + "text", last, payload.get("perClass").asInt()));
        } else {
            draft.paragraph(texts.text(language, key + "text", year, last));
        }
        return draft.button(
                        texts.text(language, key + "button"),
                        kind == Kind.ANSWER_ASKED
                                ? Publisher.SCHOOL_PAGE
                                : "/school/wensen/" + payload.get("round").asLong() + "/"
                                        + payload.get("site").asLong())
                .done();
    }
}
