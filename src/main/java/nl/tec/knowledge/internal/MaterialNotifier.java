package nl.tec.knowledge.internal;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import nl.tec.knowledge.Item;
import nl.tec.knowledge.ItemModeration;
import nl.tec.mail.DecisionMails;
import nl.tec.mail.Outbox;
import nl.tec.organisations.Correspondents;
import nl.tec.organisations.OrganisationKind;
import nl.tec.organisations.Organisations;
import org.springframework.stereotype.Component;

/** Mails decisions on material to the submitter, or else to the organisation; in the transaction of the decision. */
@Component
public class MaterialNotifier {

    /** The decisions; each has a mail template. */
    enum Decision {
        ACCEPTED,
        QUESTION,
        REFUSED;

        String template() {
            return "material-" + name().toLowerCase(Locale.ROOT);
        }
    }

    private final Outbox outbox;
    private final Correspondents correspondents;
    private final Organisations organisations;

    MaterialNotifier(Outbox outbox, Correspondents correspondents, Organisations organisations) {
        this.outbox = outbox;
        this.correspondents = correspondents;
        this.organisations = organisations;
    }

    /** @param item the item as it was submitted. @param id of the item that was published */
    public void accepted(Item item, long id) {
        mail(item, Decision.ACCEPTED, "", id);
    }

    public void answered(Item item, ItemModeration answer, String message) {
        mail(item, answer == ItemModeration.QUESTION ? Decision.QUESTION : Decision.REFUSED, message, item.id());
    }

    private void mail(Item item, Decision decision, String message, long id) {
        Item.Ownership own = item.own();
        Long maker = item.details().organisationId();
        if (own == null || maker == null) {
            return;
        }
        boolean school = organisations
                .find(maker)
                .filter(organisation -> organisation.kind() == OrganisationKind.SCHOOL)
                .isPresent();
        Map<String, Object> payload = new HashMap<>(DecisionMails.payload(item.title(), message));
        payload.put("path", (school ? "/school" : "/partner") + "/materiaal/" + id);
        correspondents
                .find(own.submittedBy(), maker)
                .ifPresent(to -> outbox.put(decision.template(), to.email(), to.language(), payload, null));
    }
}
