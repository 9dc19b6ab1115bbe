package nl.tec.staff.internal;

import java.time.LocalDate;
import java.util.Locale;
import nl.tec.hub.HubSettings;
import nl.tec.hub.HubSettings.Setting;
import nl.tec.hub.Texts;
import nl.tec.mail.MailTemplate;
import nl.tec.mail.MailWriter;
import nl.tec.mail.MailWriter.Fact;
import nl.tec.shared.Dates;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** The mail to somebody whose certificate of conduct expires soon (rules 4.4). */
@Component
class VogMail implements MailTemplate {

    static final String NAME = "vog";

    private final MailWriter writer;
    private final Texts texts;
    private final HubSettings hub;

    VogMail(MailWriter writer, Texts texts, HubSettings hub) {
        this.writer = writer;
        this.texts = texts;
        this.hub = hub;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Mail render(JsonNode payload, Locale language) {
        LocalDate issued = LocalDate.parse(payload.get("issued").asString());
        String expires = Dates.date(issued.plusYears(hub.number(Setting.VOG_YEARS)), language);
        return writer.write(language, texts.text(language, "mail.vog.subject", expires))
                .paragraph(texts.text(language, "mail.vog.text", expires))
                .facts(new Fact(texts.text(language, "mail.vog.date"), Dates.date(issued, language)))
                .done();
    }
}
