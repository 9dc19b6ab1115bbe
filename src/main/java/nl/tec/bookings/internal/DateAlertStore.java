package nl.tec.bookings.internal;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import nl.tec.bookings.DateAlerts.DateAlert;
import nl.tec.hub.Rows;
import nl.tec.mail.Outbox;
import nl.tec.shared.Bilingual;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

@Component
public class DateAlertStore {

    /**
     * Selects the sessions with room that visitors can start with; of a course only the first meeting. Not one to which a visit was moved
     * that can still go back: it may then be off.
     */
    private static final String DATES = """
            select s.id, s.activity_id, s.starts_at
              from programme_session_v s
              join session_capacity p on p.session_id = s.id
             where s.state = 'PUBLISHED' and p.open and p.bookable_until > :now and p.taken < p.capacity
               and not exists (select from moved_visit m where m.to_id = s.id)
               and (p.course_id is null or not exists (
                      select from session_capacity f where f.course_id = p.course_id and f.bookable_until < p.bookable_until))
            """;

    private final JdbcClient jdbc;
    private final Clock clock;
    private final Outbox outbox;

    DateAlertStore(JdbcClient jdbc, Clock clock, Outbox outbox) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.outbox = outbox;
    }

    public int count(String email) {
        return jdbc.sql("select count(*) from date_alert where email = ?")
                .param(email)
                .query(Integer.class)
                .single();
    }

    public boolean waits(long activityId, String email) {
        return jdbc.sql("select exists (select from date_alert where activity_id = ? and email = ?)")
                .params(activityId, email)
                .query(Boolean.class)
                .single();
    }

    /** Stores an alert; idempotent per activity and address. @return its id */
    public long keep(long activityId, String email, Locale language) {
        return jdbc.sql("""
                insert into date_alert as a (activity_id, email, language, made_at, known)
                select :activity, :email, :language, :now, coalesce(array_agg(d.id), '{}') from (DATES) d where d.activity_id = :activity
                on conflict (activity_id, email) do update set language = excluded.language,
                  made_at = case when a.confirmed_at is null then excluded.made_at else a.made_at end
                returning id
                """.replace("DATES", DATES))
                .param("activity", activityId)
                .param("email", email)
                .param("language", language.getLanguage())
                .param("now", Rows.now(clock))
                .query(Long.class)
                .single();
    }

    public Optional<DateAlert> find(long id) {
        return jdbc.sql("""
                select d.id, a.slug, a.title_nl, a.title_en, d.confirmed_at is not null as confirmed
                  from date_alert d join programme_activity_v a on a.id = d.activity_id where d.id = ?
                """).param(id).query(Rows.of(DateAlert.class)).optional();
    }

    public void confirm(long id) {
        jdbc.sql("update date_alert set confirmed_at = ? where id = ? and confirmed_at is null")
                .params(Rows.now(clock), id)
                .update();
    }

    /** Deletes an alert with its mails, which can't be made without it. */
    public void remove(long id) {
        outbox.forget("alert", List.of(id));
        jdbc.sql("delete from date_alert where id = ?").param(id).update();
    }

    /**
     * Puts a mail for every confirmed alert whose activity has new dates, in one statement: each date is mailed once per alert, even if
     * two nodes run at the same time.
     *
     * @return how many mails
     */
    public int tell(String template) {
        return jdbc.sql("""
                with fresh as (
                  select a.id, array_agg(d.id order by d.starts_at) as dates
                    from date_alert a join (DATES) d on d.activity_id = a.activity_id and d.id <> all (a.known)
                   where a.confirmed_at is not null
                   group by a.id),
                told as (
                  update date_alert a set known = a.known || f.dates from fresh f
                   where a.id = f.id and not a.known && f.dates
                  returning a.id, a.email, a.language, f.dates)
                insert into mail_message_v (template, recipient, language, payload, created_at, next_attempt_at)
                select :template, t.email, t.language, jsonb_build_object('alert', t.id, 'sessions', to_jsonb(t.dates)), :now, :now
                  from told t
                """.replace("DATES", DATES))
                .param("template", template)
                .param("now", Rows.now(clock))
                .update();
    }

    /** Deletes the alerts made before a moment, or only the unconfirmed ones, with their mails. @return how many */
    int removeMadeBefore(Instant moment, boolean unconfirmedOnly) {
        List<Long> removed = jdbc.sql("""
                delete from date_alert where made_at < ? and (confirmed_at is null or not ?) returning id
                """)
                .params(Rows.timestamp(moment), unconfirmedOnly)
                .query(Long.class)
                .list();
        outbox.forget("alert", removed);
        return removed.size();
    }

    void removeOf(String email) {
        jdbc.sql("delete from date_alert where email = ?").param(email).update();
    }

    record AlertRow(Bilingual title, Instant madeAt) {}

    List<AlertRow> of(String email) {
        return jdbc.sql("""
                select a.title_nl, a.title_en, d.made_at from date_alert d join programme_activity_v a on a.id = d.activity_id
                 where d.email = ? order by d.id
                """).param(email).query(Rows.of(AlertRow.class)).list();
    }

    List<String> addresses(String words, int limit) {
        return jdbc.sql("select distinct email from date_alert where names_person(?, email) order by email limit ?")
                .params(words, limit)
                .query(String.class)
                .list();
    }
}
