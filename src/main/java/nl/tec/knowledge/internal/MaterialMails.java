package nl.tec.knowledge.internal;

import nl.tec.hub.HubSettings;
import nl.tec.hub.Texts;
import nl.tec.knowledge.internal.MaterialNotifier.Decision;
import nl.tec.mail.DecisionMails;
import nl.tec.mail.MailWriter;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** The mails about decisions on material that an organisation sent in. */
@Component
class MaterialMails extends DecisionMails<Decision> {

    MaterialMails(MailWriter writer, Texts texts, HubSettings hub) {
        super(Decision.class, Decision::template, "mail.material", writer, texts, hub);
    }

    @Override
    protected String path(JsonNode payload) {
        return payload.get("path").asString();
    }
}
