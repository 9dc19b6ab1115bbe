package nl.tec.organisations.internal;

import nl.tec.hub.HubSettings;
import nl.tec.mail.MailTemplate;
import nl.tec.mail.MailWriter;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The mails about requests for an account. */
@Configuration(proxyBeanMethods = false)
public class AccountRequestMails {

    public static final String CONFIRM = "school-account-confirm";
    public static final String DECIDED = "school-account-decided";

    @Bean
    MailTemplate schoolAccountConfirmMail(MailWriter writer, HubSettings hub, AccountRequestStore requests) {
        return MailTemplate.of(
                CONFIRM,
                (mail, language) -> writer.about(language, "mail.access.confirm.subject", hub.name())
                        .say("accounts.mail.hello", mail.get("name").asString())
                        .say("mail.access.confirm.text", mail.get("school").asString(), hub.name())
                        .press(
                                "mail.access.confirm.button",
                                "/voor-scholen/account/"
                                        + requests.makeSecret(
                                                mail.get("request").asLong()))
                        .say("mail.access.confirm.notYou")
                        .done());
    }

    @Bean
    MailTemplate schoolAccountDecidedMail(MailWriter writer, HubSettings hub) {
        return MailTemplate.of(DECIDED, (mail, language) -> {
            boolean granted = mail.get("granted").asBoolean();
            String answer = granted ? "mail.access.yes" : "mail.access.no";
            MailWriter.Draft draft = writer.about(language, answer + ".subject", hub.name())
                    .say("accounts.mail.hello", mail.get("name").asString())
                    .say(answer + ".text", mail.get("school").asString());
            return (granted ? draft.press("mail.access.yes.button", "/inloggen?naar=/school") : draft).done();
        });
    }
}
