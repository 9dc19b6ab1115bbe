package nl.tec.mail.internal;

import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import nl.tec.accounts.Account;
import nl.tec.accounts.AccountMails;
import nl.tec.accounts.SignIn;
import nl.tec.hub.HubSettings;
import nl.tec.hub.Texts;
import nl.tec.mail.MailTemplate;
import nl.tec.mail.MailWriter;
import nl.tec.mail.Outbox;
import nl.tec.shared.Dates;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.databind.JsonNode;

/** The mails about accounts: {@code accounts} stands below this module, so it says what is to be sent and this sends it. */
@Configuration(proxyBeanMethods = false)
class AccountMailTemplates {

    private final MailWriter writer;
    private final Texts texts;
    private final HubSettings hub;

    AccountMailTemplates(MailWriter writer, Texts texts, HubSettings hub) {
        this.writer = writer;
        this.texts = texts;
        this.hub = hub;
    }

    @Bean
    AccountMails accountMails(Outbox outbox, MailDelivery mailDelivery) {
        return new AccountMails() {
            @Override
            public boolean delivered() {
                return mailDelivery.possible();
            }

            @Override
            public void signInLink(Account account, @Nullable String target, Instant expiresAt) {
                outbox.put(
                        "account-sign-in-link",
                        account.email(),
                        account.language(),
                        Map.of(
                                "account",
                                account.id(),
                                "name",
                                account.name(),
                                "target",
                                Objects.requireNonNullElse(target, ""),
                                "until",
                                expiresAt.toString()),
                        null);
            }

            @Override
            public void invitation(String email, String name, Locale language, String invitedBy) {
                outbox.put("account-invitation", email, language, Map.of("name", name, "by", invitedBy), null);
            }

            @Override
            public void roleInvitation(
                    String email, String name, Locale language, String invitedBy, String organisation) {
                outbox.put(
                        "account-role-invitation",
                        email,
                        language,
                        Map.of("name", name, "by", invitedBy, "organisation", organisation),
                        null);
            }

            @Override
            public void passwordChanged(String email, String name, Locale language) {
                outbox.put("account-password-changed", email, language, Map.of("name", name), null);
            }
        };
    }

    @Bean
    MailTemplate signInLinkMail(SignIn signIn) {
        return MailTemplate.of(
                "account-sign-in-link",
                (mail, language) -> writer.write(language, text(language, "link.subject", hub.name()))
                        .paragraph(text(language, "hello", mail.get("name").asString()))
                        .paragraph(text(language, "link.text", until(mail, language)))
                        .button(
                                text(language, "link.button"),
                                signIn.makeLink(
                                        mail.get("account").asLong(),
                                        mail.get("target").asString(),
                                        Instant.parse(mail.get("until").asString())))
                        .paragraph(text(language, "link.notYou"))
                        .done());
    }

    @Bean
    MailTemplate invitationMail() {
        return MailTemplate.of(
                "account-invitation",
                (mail, language) -> writer.write(language, text(language, "invitation.subject", hub.name()))
                        .paragraph(text(language, "hello", mail.get("name").asString()))
                        .paragraph(
                                text(language, "invitation.text", mail.get("by").asString(), hub.name()))
                        .paragraph(text(language, "invitation.how"))
                        .button(text(language, "invitation.button"), "/inloggen")
                        .done());
    }

    @Bean
    MailTemplate roleInvitationMail() {
        return MailTemplate.of("account-role-invitation", (mail, language) -> {
            String school = mail.get("organisation").asString();
            return writer.write(language, text(language, "roleInvitation.subject", school))
                    .paragraph(text(language, "hello", mail.get("name").asString()))
                    .paragraph(
                            text(language, "roleInvitation.text", mail.get("by").asString(), school))
                    .paragraph(text(language, "roleInvitation.how"))
                    .button(text(language, "roleInvitation.button"), "/account")
                    .done();
        });
    }

    @Bean
    MailTemplate passwordChangedMail() {
        return MailTemplate.of(
                "account-password-changed",
                (mail, language) -> writer.write(language, text(language, "passwordChanged.subject"))
                        .paragraph(text(language, "hello", mail.get("name").asString()))
                        .paragraph(text(language, "passwordChanged.text", hub.name()))
                        .paragraph(text(language, "passwordChanged.notYou"))
                        .button(text(language, "passwordChanged.button"), "/account")
                        .done());
    }

    private String text(Locale language, String key, Object... arguments) {
        return texts.text(language, "accounts.mail." + key, arguments);
    }

    private static String until(JsonNode mail, Locale language) {
        Instant until = Instant.parse(mail.get("until").asString());
        return Dates.time(until.atZone(Dates.ZONE).toLocalTime(), language)
                + (language.equals(Texts.DUTCH) ? " uur" : "");
    }
}
