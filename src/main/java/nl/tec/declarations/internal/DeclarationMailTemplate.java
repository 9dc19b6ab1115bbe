package nl.tec.declarations.internal;

import java.util.Locale;
import nl.tec.declarations.Signing;
import nl.tec.declarations.internal.DeclarationMail.Kind;
import nl.tec.hub.HubSettings;
import nl.tec.hub.Texts;
import nl.tec.mail.MailTemplate;
import nl.tec.mail.MailWriter;
import nl.tec.mail.MailWriter.Draft;
import nl.tec.mail.MailWriter.Fact;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** One mail to a signatory, with a link of its own. */
final class DeclarationMailTemplate implements MailTemplate {

    /** What all of them are made with. */
    @Component
    record Parts(MailWriter writer, Texts texts, SigningReader reader, SigningLinks links, HubSettings hub) {}

    private final Kind kind;
    private final Parts parts;

    DeclarationMailTemplate(Kind kind, Parts parts) {
        this.kind = kind;
        this.parts = parts;
    }

    @Override
    public String name() {
        return kind.template();
    }

    @Override
    public Mail render(JsonNode payload, Locale language) {
        long signatory = payload.get("signatory").asLong();
        Signing.Page page = parts.reader().page(signatory).orElseThrow();
        String secret = parts.links().make(signatory);
        Draft draft = parts.writer()
                .write(language, t(language, kind.text() + ".subject", page.title()))
                .paragraph(t(
                        language,
                        kind.text() + ".text",
                        page.title(),
                        parts.hub().name()))
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
        return parts.texts().text(language, "mail.declaration." + key, arguments);
    }

    /** One bean per mail. */
    @Configuration(proxyBeanMethods = false)
    static class Beans {

        @Bean
        MailTemplate declarationSign(Parts parts) {
            return new DeclarationMailTemplate(Kind.SIGN, parts);
        }

        @Bean
        MailTemplate declarationRemind(Parts parts) {
            return new DeclarationMailTemplate(Kind.REMIND, parts);
        }

        @Bean
        MailTemplate declarationNewText(Parts parts) {
            return new DeclarationMailTemplate(Kind.NEW_TEXT, parts);
        }

        @Bean
        MailTemplate declarationSealed(Parts parts) {
            return new DeclarationMailTemplate(Kind.SEALED, parts);
        }
    }
}
