package nl.tec.mail;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;

/**
 * A family of mails, one per constant of an enum. Each family is a bean in the module that sends it.
 *
 * @param <K> the mails
 */
public abstract class MailFamily<K extends Enum<K>> {

    private final List<MailTemplate> templates;

    /** @param name the {@link MailTemplate#name()} of a mail */
    protected MailFamily(Class<K> mails, Function<K, String> name) {
        this.templates = Arrays.stream(mails.getEnumConstants())
                .<MailTemplate>map(mail -> new MailTemplate() {
                    @Override
                    public String name() {
                        return name.apply(mail);
                    }

                    @Override
                    public Mail render(JsonNode payload, Locale language) {
                        return MailFamily.this.render(mail, payload, language);
                    }

                    @Override
                    public boolean outdated(JsonNode payload) {
                        return MailFamily.this.outdated(mail, payload);
                    }
                })
                .toList();
    }

    public final List<MailTemplate> templates() {
        return templates;
    }

    /** As {@link MailTemplate#render}. */
    protected abstract MailTemplate.Mail render(K mail, JsonNode payload, Locale language);

    /** As {@link MailTemplate#outdated}. */
    protected boolean outdated(K mail, JsonNode payload) {
        return false;
    }
}
