package nl.tec.mail;

import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import nl.tec.hub.HubSettings;
import nl.tec.hub.Texts;
import nl.tec.mail.MailTemplate.Mail;
import nl.tec.mail.MailWriter.Draft;
import nl.tec.shared.Bilingual;
import tools.jackson.databind.JsonNode;

/**
 * The mails about decisions on what an organisation sent in, with the message of the decider. Their texts are
 * {@code <key>.<DECISION>.subject}, {@code .text} and {@code .button}, with its title and the name of the hub as arguments.
 *
 * @param <K> the decisions
 */
public abstract class DecisionMails<K extends Enum<K>> extends MailFamily<K> {

    private final String key;
    private final MailWriter writer;
    private final Texts texts;
    private final HubSettings hub;

    protected DecisionMails(
            Class<K> decisions, Function<K, String> name, String key, MailWriter writer, Texts texts, HubSettings hub) {
        super(decisions, name);
        this.key = key;
        this.writer = writer;
        this.texts = texts;
        this.hub = hub;
    }

    /** Returns the part that all payloads have, beside what {@link #path} needs. @param message empty: none */
    public static Map<String, Object> payload(Bilingual title, String message) {
        return Map.of("nl", title.dutch(), "en", title.english(), "message", message);
    }

    /** Returns the address of its page, for the submitter. */
    protected abstract String path(JsonNode payload);

    @Override
    protected final Mail render(K decision, JsonNode payload, Locale language) {
        String title =
                new Bilingual(payload.get("nl").asString(), payload.get("en").asString()).in(language);
        String mail = key + "." + decision + ".";
        Draft draft = writer.write(language, texts.text(language, mail + "subject", title))
                .paragraph(texts.text(language, mail + "text", title, hub.name()));
        String message = payload.get("message").asString();
        message.lines().filter(line -> !line.isBlank()).forEach(draft::paragraph);
        draft.button(texts.text(language, mail + "button"), path(payload));
        if (!hub.publicContact().isEmpty()) {
            draft.paragraph(texts.text(language, "mail.decision.contact", hub.publicContact()));
        }
        return draft.done();
    }
}
