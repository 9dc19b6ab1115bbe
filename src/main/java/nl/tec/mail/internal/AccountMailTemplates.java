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

/** The mails about accounts: {@code accounts} is a module below this one, so it declares the mails and this class sends them. */
@Configuration(proxyBeanMethods = false)
class AccountMailTemplates {

    private final MailWriter writer;
    private final HubSettings hub;

    AccountMailTemplates(MailWriter writer, HubSettings hub) {
        this.writer = writer;
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
            public void passkeyAdded(Account account, String passkey) {
                outbox.put(
                        "account-passkey-added",
                        account.email(),
                        account.language(),
                        Map.of("name", account.name(), "passkey", passkey),
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
                (mail, language) -> hello("link", mail, language, hub.name())
                        .say("accounts.mail.link.text", until(mail, language))
                        .press(
                                "accounts.mail.link.button",
                                signIn.makeLink(
                                        mail.get("account").asLong(),
                                        mail.get("target").asString(),
                                        Instant.parse(mail.get("until").asString())))
                        .say("accounts.mail.link.notYou")
                        .done());
    }

    @Bean
    MailTemplate invitationMail() {
        return MailTemplate.of(
                "account-invitation",
                (mail, language) -> hello("invitation", mail, language, hub.name())
                        .say("accounts.mail.invitation.text", mail.get("by").asString(), hub.name())
                        .say("accounts.mail.invitation.how")
                        .press("accounts.mail.invitation.button", "/inloggen")
                        .done());
    }

    @Bean
    MailTemplate roleInvitationMail() {
        return MailTemplate.of("account-role-invitation", (mail, language) -> {
            String school = mail.get("organisation").asString();
            return hello("roleInvitation", mail, language, school)
                    .say("accounts.mail.roleInvitation.text", mail.get("by").asString(), school)
                    .say("accounts.mail.roleInvitation.how")
                    .press("accounts.mail.roleInvitation.button", "/account")
                    .done();
        });
    }

    @Bean
    MailTemplate passwordChangedMail() {
        return MailTemplate.of(
                "account-password-changed",
                (mail, language) -> hello("passwordChanged", mail, language)
                        .say("accounts.mail.passwordChanged.text", hub.name())
                        .say("accounts.mail.passwordChanged.notYou")
                        .press("accounts.mail.passwordChanged.button", "/account")
                        .done());
    }

    @Bean
    MailTemplate passkeyAddedMail() {
        return MailTemplate.of(
                "account-passkey-added",
                (mail, language) -> hello("passkeyAdded", mail, language)
                        .say(
                                "accounts.mail.passkeyAdded.text",
                                mail.get("passkey").asString(),
                                hub.name())
                        .say("accounts.mail.passkeyAdded.notYou")
                        .press("accounts.mail.passkeyAdded.button", "/account/passkeys")
                        .done());
    }

    /** Starts one of these mails. @param about arguments of the subject */
    private MailWriter.Draft hello(String kind, JsonNode mail, Locale language, Object... about) {
        return writer.about(language, "accounts.mail." + kind + ".subject", about)
                .say("accounts.mail.hello", mail.get("name").asString());
    }

    private static String until(JsonNode mail, Locale language) {
        Instant until = Instant.parse(mail.get("until").asString());
        return Dates.time(until.atZone(Dates.ZONE).toLocalTime(), language)
                + (language.equals(Texts.DUTCH) ? " uur" : "");
    }
}
