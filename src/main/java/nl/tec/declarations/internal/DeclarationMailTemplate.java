package nl.tec.declarations.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import nl.tec.declarations.Signing;
import nl.tec.declarations.internal.DeclarationMail.Kind;
import nl.tec.hub.HubSettings;
import nl.tec.hub.Texts;
import nl.tec.mail.MailFamily;
import nl.tec.mail.MailTemplate.Mail;
import nl.tec.mail.MailWriter;
import nl.tec.mail.MailWriter.Fact;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** Renders the mails to signatories, each with a new personal link. */
@Component
class DeclarationMailTemplate extends MailFamily<Kind> {

    private final MailWriter writer;
    private final Texts texts;
    private final SigningQueries reader;
    private final SigningLinks links;
    private final HubSettings hub;

    DeclarationMailTemplate(
            MailWriter writer, Texts texts, SigningQueries reader, SigningLinks links, HubSettings hub) {
        super(Kind.class, Kind::template);
        this.writer = writer;
        this.texts = texts;
        this.reader = reader;
        this.links = links;
        this.hub = hub;
    }

    @Override
    protected Mail render(Kind kind, JsonNode payload, Locale language) {
        long signatory = payload.get("signatory").asLong();
        Signing.Page page = reader.page(signatory).orElseThrow();
        String secret = links.make(signatory);
        List<Fact> facts = new ArrayList<>();
        if (!page.organisation().isEmpty()) {
            facts.add(new Fact(texts.text(language, "mail.declaration.for"), page.organisation()));
        }
        facts.add(new Fact(texts.text(language, "mail.declaration.as"), page.position()));
        String key = "mail.declaration." + kind.text();
        return writer.about(language, key + ".subject", page.title())
                .say(key + ".text", page.title(), hub.name())
                .facts(facts.toArray(Fact[]::new))
                .press(key + ".button", "/tekenen/" + secret)
                .say(kind == Kind.SEALED ? "mail.declaration.check" : "mail.declaration.personal")
                .done();
    }
}
