package nl.tec.privacy.internal;

import nl.tec.hub.HubSettings;
import nl.tec.mail.MailTemplate;
import nl.tec.mail.MailWriter;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The mails about held data. */
@Configuration(proxyBeanMethods = false)
public class PrivacyMails {

    public static final String LINK = "privacy-link";
    public static final String ANSWERED = "privacy-answered";

    @Bean
    MailTemplate privacyLinkMail(MailWriter writer, HubSettings hub, PrivacyLinkStore links) {
        return MailTemplate.of(LINK, (mail, language) -> {
            MailWriter.Draft draft = writer.about(language, "mail.privacy.link.subject", hub.name());
            return (mail.get("account").asBoolean()
                            ? draft.say("mail.privacy.link.account")
                                    .press("mail.privacy.link.accountButton", "/account/gegevens")
                            : draft.say("mail.privacy.link.text")
                                    .press(
                                            "mail.privacy.link.button",
                                            "/privacy/gegevens/"
                                                    + links.make(
                                                            mail.get("email").asString())))
                    .say("mail.privacy.link.notYou")
                    .done();
        });
    }

    @Bean
    MailTemplate privacyAnsweredMail(MailWriter writer, HubSettings hub) {
        return MailTemplate.of(
                ANSWERED,
                (mail, language) -> writer.about(language, "mail.privacy.answered.subject", hub.name())
                        .say(
                                mail.get("done").asBoolean()
                                        ? "mail.privacy.answered.done"
                                        : "mail.privacy.answered.refused")
                        .press("mail.privacy.answered.button", "/privacy/gegevens")
                        .done());
    }
}
