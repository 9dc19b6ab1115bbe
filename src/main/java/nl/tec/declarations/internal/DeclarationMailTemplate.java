package nl.tec.declarations.internal;

import java.util.Locale;
import nl.tec.declarations.Signing;
import nl.tec.declarations.internal.DeclarationMail.Kind;
import nl.tec.hub.HubSettings;
import nl.tec.hub.Texts;
import nl.tec.mail.MailFamily;
import nl.tec.mail.MailTemplate.Mail;
import nl.tec.mail.MailWriter;
import nl.tec.mail.MailWriter.Draft;
import nl.tec.mail.MailWriter.Fact;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** The mails to a signatory, each with a link of its own. */
@Component
class DeclarationMailTemplate extends MailFamily<Kind> {

    private final MailWriter writer;
    private final Texts texts;
    private final SigningQueries reader;
    private final SigningLinks links;
    private final HubSettings hub;

    DeclarationMailTemplate(MailWriter writer, Texts texts, SigningQueries reader, SigningLinks links, HubSettings hub) {
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
        Draft draft = writer.write(language, t(language, kind.text() + ".subject", page.title()))
                .paragraph(t(language, kind.text() + ".text", page.title(), hub.name()))
                .facts(
                        page.organisation().isEmpty()
                                ? new Fact[] {new Fact(t(language, "as"), page.position())}
                                : new Fact[] {
                                    new Fact(t(language, "for"), page.organisation()),
                                    new Fact(t(language, "as"), page.position())
                                })
                .button(t(language, kind.text() + ".button"), "/tekenen/" + secret);
        return draft.paragraph(t(language, kind == Kind.SEALED ? "check" : "personal"))
                .done();
    }

    private String t(Locale language, String key, Object... arguments) {
        return texts.text(language, "mail.declaration." + key, arguments);
    }
}
