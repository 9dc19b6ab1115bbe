package nl.tec.declarations.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import nl.tec.TecTest;
import nl.tec.TestSql;
import nl.tec.declarations.Signing;
import nl.tec.declarations.Signing.ByLink;
import nl.tec.declarations.internal.DeclarationsFixture.Made;
import nl.tec.hub.Texts;
import nl.tec.mail.MailTemplate;
import nl.tec.mail.MailTemplate.Mail;
import nl.tec.mail.MailTemplates;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/** The mails to signatories in both languages, each with a working link whose secret is not stored. */
@TecTest
class DeclarationMailTest {

    private static final Pattern LINK = Pattern.compile("/tekenen/([\\w-]{43})");

    @Autowired
    DeclarationsFixture declarationsFixture;

    @Autowired
    MailTemplates templates;

    @Autowired
    Signing signing;

    @Autowired
    JdbcClient jdbc;

    @Test
    void everyMailHasAWorkingLink() {
        Made made = declarationsFixture.open(1, null);
        long signatory = made.signatories().get(0);
        JsonMapper json = new JsonMapper();
        for (DeclarationMail.Kind kind : DeclarationMail.Kind.values()) {
            MailTemplate template = templates.find(kind.template()).orElseThrow();
            for (Locale language : Texts.LANGUAGES) {
                Mail mail = template.render(json.valueToTree(Map.of("signatory", signatory)), language);
                assertThat(mail.subject()).contains(made.title());
                assertThat(mail.html()).contains("Bedrijf 1");
                Matcher link = LINK.matcher(mail.text());
                assertThat(link.find()).as(kind + " " + language).isTrue();
                assertThat(signing.page(new ByLink(link.group(1)))).isPresent();
                assertThat(TestSql.integer(
                                jdbc,
                                "select count(*) from outbox where payload::text like '%' || ? || '%'",
                                link.group(1)))
                        .isZero();
            }
        }
    }
}
