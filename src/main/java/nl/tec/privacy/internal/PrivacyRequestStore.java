package nl.tec.privacy.internal;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import nl.tec.accounts.PersonalRecords.Person;
import nl.tec.accounts.PersonalRecords.RecordId;
import nl.tec.hub.Rows;
import nl.tec.hub.Texts;
import nl.tec.privacy.PrivacyRequests.Action;
import nl.tec.privacy.PrivacyRequests.Answer;
import nl.tec.privacy.PrivacyRequests.Channel;
import nl.tec.privacy.PrivacyRequests.Event;
import nl.tec.privacy.PrivacyRequests.Identified;
import nl.tec.privacy.PrivacyRequests.Request;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

@Component
public class PrivacyRequestStore {

    private static final String CLOSE = """
            update privacy_request
               set closed_at = :now, person_account_id = null, person_email = null, record_kind = null, record_id = null, words = null,
            """;

    private final JdbcClient jdbc;

    PrivacyRequestStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    public List<Request> open() {
        return jdbc.sql("select * from privacy_request where closed_at is null order by opened_at, id")
                .query(PrivacyRequestStore::request)
                .list();
    }

    public Optional<Request> find(long id) {
        return jdbc.sql("select * from privacy_request where id = ?")
                .param(id)
                .query(PrivacyRequestStore::request)
                .optional();
    }

    /** Finds and locks a request until the end of the transaction, so that it is handled once. */
    public Optional<Request> lock(long id) {
        jdbc.sql("select 1 from privacy_request where id = ? for update")
                .param(id)
                .query(Integer.class)
                .optional();
        return find(id);
    }

    private static Request request(ResultSet row, int number) throws SQLException {
        return new Request(
                row.getLong("id"),
                Rows.constant(row, "channel", Channel.class),
                Rows.constant(row, "identified", Identified.class),
                Rows.instant(row, "opened_at"),
                row.getObject("closed_at") == null ? person(row) : null,
                row.getString("words"),
                Texts.language(row.getString("language")),
                Rows.constantOrNull(row, "outcome", Answer.class));
    }

    private static Person person(ResultSet row) throws SQLException {
        String kind = row.getString("record_kind");
        return new Person(
                row.getLong("person_account_id"),
                Rows.text(row, "person_email"),
                kind == null ? null : new RecordId(kind, row.getLong("record_id")));
    }

    /** @param by null for the person themselves */
    public long add(
            Person person,
            Channel channel,
            Identified identified,
            @Nullable String words,
            Locale language,
            @Nullable Long by,
            Instant now) {
        RecordId record = person.record();
        return jdbc.sql("""
                insert into privacy_request (channel, identified, opened_at, opened_by, person_account_id, person_email, record_kind,
                                             record_id, language, words)
                values (:channel, :identified, :now, :by, nullif(:account, 0), nullif(:email, ''), :kind, :record, :language, :words)
                returning id
                """)
                .param("channel", channel.name())
                .param("identified", identified.name())
                .param("now", Rows.timestamp(now))
                .param("by", by)
                .param("account", person.accountId())
                .param("email", person.email())
                .param("kind", record == null ? null : record.holding())
                .param("record", record == null ? null : record.id())
                .param("language", language.getLanguage())
                .param("words", words)
                .query(Long.class)
                .single();
    }

    /** @param by null for the person themselves */
    public void happened(long id, Action action, int records, @Nullable Long by, Instant now) {
        jdbc.sql(
                        "insert into privacy_request_event (request_id, at, account_id, action, records) values (?, ?, ?, ?, ?)")
                .params(id, Rows.timestamp(now))
                .param(by)
                .params(action.name(), records)
                .update();
    }

    /** Closes a locked request, and erases the identity of the person. */
    public void close(long id, Answer answer, long by, Instant now) {
        jdbc.sql(CLOSE + "closed_by = :by, outcome = :answer where id = :id")
                .param("now", Rows.timestamp(now))
                .param("by", by)
                .param("answer", answer.name())
                .param("id", id)
                .update();
    }

    /** Closes the open requests of a person whose data were erased. */
    void closeAll(Person person, Instant now) {
        jdbc.sql(CLOSE + """
                outcome = 'DONE'
                 where closed_at is null and (person_email = :email or person_account_id = nullif(:account, 0))
                """)
                .param("now", Rows.timestamp(now))
                .param("email", person.email())
                .param("account", person.accountId())
                .update();
    }

    /** Expires the requests opened before this moment that are still open. @return how many */
    int expire(Instant openedBefore, Instant now) {
        return jdbc.sql(CLOSE + "outcome = 'EXPIRED' where closed_at is null and opened_at < :before")
                .param("now", Rows.timestamp(now))
                .param("before", Rows.timestamp(openedBefore))
                .update();
    }

    public List<Event> log(int limit) {
        return jdbc.sql("""
                select e.request_id, e.at, a.name as by, e.action, e.records, r.channel, r.identified
                  from privacy_request_event e
                  join privacy_request r on r.id = e.request_id
                  left join accounts_account_v a on a.id = e.account_id
                 order by e.id desc limit ?
                """).param(limit).query(Rows.of(Event.class)).list();
    }
}
