package nl.tec.mail;

import java.util.Locale;
import java.util.Map;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The template of one kind of mail. Each is a bean in the module that sends it; for many kinds there is {@link MailFamily}. */
public interface MailTemplate {

    /** The name by which it is put in the outbox: {@code booking-confirmed}. */
    String name();

    /** Renders the mail from committed data. Called by the sending job, possibly more than once for one mail. */
    Mail render(JsonNode payload, Locale language);

    /** Whether a mail that still waits has become useless, as a reminder of what has begun; it is then not sent. */
    default boolean outdated(JsonNode payload) {
        return false;
    }

    static MailTemplate of(String name, BiFunction<JsonNode, Locale, Mail> maker) {
        return new MailTemplate() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public Mail render(JsonNode payload, Locale language) {
                return maker.apply(payload, language);
            }
        };
    }

    /**
     * @param text plain text
     * @param html a whole document
     * @param calendar text/calendar for a mail about a time, else null
     * @param images inline images of the html by content id (PNG), for instance a QR code
     * @param end path for unsubscribing by POST, for the button of a mail program (RFC 8058); null: none
     */
    record Mail(
            String subject,
            String text,
            String html,
            @Nullable String calendar,
            Map<String, byte[]> images,
            @Nullable String end) {}
}
