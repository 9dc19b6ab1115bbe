package nl.tec.mail;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import nl.tec.hub.HubSettings;
import nl.tec.mail.internal.MailboxQueries;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** The mailbox of a demo hub: the mails that would have been sent. Empty and invisible in any other hub. */
@Service
public class Mailbox {

    /** @param calendar the attached text/calendar file */
    public record Message(
            long id,
            Instant at,
            String recipient,
            String subject,
            String text,
            String html,
            @Nullable String calendar) {}

    private final MailboxQueries queries;
    private final HubSettings hub;

    Mailbox(MailboxQueries queries, HubSettings hub) {
        this.queries = queries;
        this.hub = hub;
    }

    public boolean exists() {
        return hub.demo();
    }

    /**
     * Returns messages, newest first.
     *
     * @param recipient part of the address, or empty for all
     * @param before only messages with a lower id; {@code Long.MAX_VALUE} for the first page
     */
    public List<Message> list(String recipient, long before, int limit) {
        return queries.list(recipient, before, limit);
    }

    public Optional<Message> find(long id) {
        return queries.find(id);
    }
}
