package nl.tec.announcements.internal;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import nl.tec.accounts.Actor;
import nl.tec.announcements.Addressee;
import nl.tec.announcements.AddresseeKind;
import nl.tec.announcements.Announcement;
import nl.tec.announcements.Announcements.Message;
import nl.tec.bookings.MessageSubjects;
import nl.tec.hub.Rows;
import nl.tec.mail.Outbox;
import nl.tec.mail.Outbox.Deliveries;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

@Component
public class AnnouncementStore implements MessageSubjects {

    private static final String SELECT = """
            select m.id, m.subject, m.body, m.about, m.schools, m.participants, m.guides, u.name, m.created_at, m.send_at, m.withdrawn_at
              from announcement m join accounts_account_v u on u.id = m.account_id
            """;

    private static final Deliveries NOT_LOOKED_UP = new Deliveries(0, 0, List.of(), List.of());

    private final JdbcClient jdbc;
    private final Outbox outbox;
    private final Clock clock;

    AnnouncementStore(JdbcClient jdbc, Outbox outbox, Clock clock) {
        this.jdbc = jdbc;
        this.outbox = outbox;
        this.clock = clock;
    }

    /** @return its id; empty if another transaction added it with this key of its form */
    public Optional<Long> add(
            Message message, String about, List<Addressee> to, Instant sendAt, Instant keepUntil, UUID key, Actor by) {
        return jdbc.sql("""
                insert into announcement (subject, body, about, schools, participants, guides, account_id, created_at, send_at, keep_until,
                                          form_key)
                values (:subject, :body, :about, :schools, :participants, :guides, :account, :now, :send, :keep, :key)
                on conflict (form_key) do nothing returning id
                """)
                .param("subject", message.subject())
                .param("body", message.body())
                .param("about", about)
                .param("schools", count(to, AddresseeKind.SCHOOL))
                .param("participants", count(to, AddresseeKind.PARTICIPANT))
                .param("guides", count(to, AddresseeKind.GUIDE))
                .param("account", by.accountId())
                .param("now", Rows.now(clock))
                .param("send", Rows.timestamp(sendAt))
                .param("keep", Rows.timestamp(keepUntil))
                .param("key", key)
                .query(Long.class)
                .optional();
    }

    /** Finds the message that was created by a form. */
    public Optional<Long> findByFormKey(UUID key, Actor by) {
        return jdbc.sql("select id from announcement where form_key = ? and account_id = ?")
                .params(key, by.accountId())
                .query(Long.class)
                .optional();
    }

    private static int count(List<Addressee> to, AddresseeKind kind) {
        return (int) to.stream().filter(one -> one.kind() == kind).count();
    }

    /** @return false if it was sent, or withdrawn before */
    public boolean withdraw(long id) {
        return jdbc.sql(
                                "update announcement set withdrawn_at = :now where id = :id and withdrawn_at is null and send_at > :now")
                        .param("now", Rows.now(clock))
                        .param("id", id)
                        .update()
                == 1;
    }

    public Optional<Announcement> find(long id, Deliveries deliveries) {
        return jdbc.sql(SELECT + " where m.id = ?")
                .param(id)
                .query((row, n) -> announcement(row, deliveries))
                .optional();
    }

    /** The subject and body of a message. */
    public record Text(String subject, String body) {}

    public Optional<Text> text(long id) {
        return jdbc.sql("select subject, body from announcement where id = ?")
                .param(id)
                .query(Text.class)
                .optional();
    }

    /** Lists messages without their deliveries. */
    public List<Announcement> list(long before, int limit) {
        return jdbc.sql(SELECT + " where m.id < ? order by m.id desc limit ?")
                .params(before, limit)
                .query((row, n) -> announcement(row, NOT_LOOKED_UP))
                .list();
    }

    @Override
    public Map<Long, String> subjects(Collection<Long> messageIds) {
        return messageIds.isEmpty()
                ? Map.of()
                : jdbc.sql("select id, subject from announcement where id = any(?::bigint[])")
                        .param(Rows.array(messageIds))
                        .query(Rows.byId("id", (row, n) -> row.getString("subject")));
    }

    private static Announcement announcement(ResultSet row, Deliveries deliveries) throws SQLException {
        return new Announcement(
                row.getLong("id"),
                row.getString("subject"),
                row.getString("body"),
                row.getString("about"),
                row.getInt("schools"),
                row.getInt("participants"),
                row.getInt("guides"),
                row.getString("name"),
                Rows.instant(row, "created_at"),
                Rows.instant(row, "send_at"),
                Rows.instantOrNull(row, "withdrawn_at"),
                deliveries);
    }

    /** Deletes messages, with their mails, whose last session ended before this moment. @return how many */
    int removeExpired(Instant before) {
        List<Long> over = jdbc.sql("select id from announcement where keep_until < ?")
                .param(Rows.timestamp(before))
                .query(Long.class)
                .list();
        if (!over.isEmpty()) {
            outbox.forget(AnnouncementMail.ANNOUNCEMENT, over);
            jdbc.sql("delete from announcement where id = any(?::bigint[])")
                    .param(Rows.array(over))
                    .update();
        }
        return over.size();
    }
}
