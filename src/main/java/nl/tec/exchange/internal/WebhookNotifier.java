package nl.tec.exchange.internal;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import nl.tec.accounts.Accounts;
import nl.tec.accounts.Role;
import nl.tec.exchange.WebhookEvent;
import nl.tec.mail.MailTemplate;
import nl.tec.mail.MailWriter;
import nl.tec.mail.Outbox;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** Mails the people of an organisation that its webhook was paused. */
@Component
class WebhookNotifier implements MailTemplate {

    private static final String NAME = "webhook-paused";

    private final WebhookStore store;
    private final Outbox outbox;
    private final Accounts accounts;
    private final MailWriter writer;

    WebhookNotifier(WebhookStore store, Outbox outbox, Accounts accounts, MailWriter writer) {
        this.store = store;
        this.outbox = outbox;
        this.accounts = accounts;
        this.writer = writer;
    }

    void paused(long webhookId, long organisationId, String address) {
        Role role = store.find(webhookId)
                .map(webhook -> webhook.events().get(0))
                .map(WebhookEvent::role)
                .orElse(Role.PARTNER);
        accounts.members(organisationId, role)
                .forEach(account -> outbox.put(
                        NAME,
                        account.email(),
                        account.language(),
                        Map.of(
                                "address",
                                address,
                                "organisation",
                                organisationId,
                                "area",
                                role == Role.PARTNER ? "partner" : "school"),
                        null));
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Mail render(JsonNode payload, Locale language) {
        return writer.about(language, "mail.webhook.paused.subject")
                .say("mail.webhook.paused.text")
                .points(List.of(payload.get("address").asString()))
                .say("mail.webhook.paused.how")
                .press(
                        "mail.webhook.paused.button",
                        "/" + payload.get("area").asString() + "/koppelingen/meldingen?van="
                                + payload.get("organisation").asLong())
                .done();
    }
}
