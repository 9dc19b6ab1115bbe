package nl.tec.exchange.internal;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import nl.tec.accounts.Role;
import nl.tec.exchange.Webhook;
import nl.tec.exchange.WebhookEvent;
import nl.tec.exchange.Webhooks;
import nl.tec.hub.Rows;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Stores webhooks and their messages. */
@Component
public class WebhookStore {

    /** The period that is searched for new events: longer than any transaction takes. */
    private static final Duration LOOK_BACK = Duration.ofDays(1);

    private static final int SHOWN = 10;

    private static final String SELECT = """
            select w.id, w.organisation_id, o.name as organisation, w.address, w.events, w.failing_since, w.paused_at
              from webhook w
              join organisations_organisation_v o on o.id = w.organisation_id
            """;

    private static final String MESSAGE = """
            select id, message, made_at, next_attempt_at, delivered_at, given_up_at, answer
              from webhook_message
            """;

    private final JdbcClient jdbc;

    WebhookStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** A message to send now. @param attempts including this one */
    public record Due(
            long id,
            long webhookId,
            long organisationId,
            String address,
            byte[] secret,
            String message,
            int attempts) {}

    /** @return empty: the organisation registered this address before */
    public Optional<Long> insert(
            long organisationId, String address, byte[] secret, Collection<WebhookEvent> events, Instant now) {
        return jdbc.sql("""
                insert into webhook (organisation_id, address, secret, events, made_at, since)
                values (?, ?, ?, ?::text[], ?, ?) on conflict (organisation_id, address) do nothing returning id
                """)
                .params(organisationId, address, secret, Rows.array(events))
                .params(Rows.timestamp(now), Rows.timestamp(now))
                .query(Long.class)
                .optional();
    }

    /** Finds a webhook with this address and these events that was registered after a moment. */
    public Optional<Webhooks.NewWebhook> madeAfter(
            long organisationId, String address, Collection<WebhookEvent> events, Instant moment) {
        return jdbc.sql(
                        "select id, secret from webhook where organisation_id = ? and address = ? and events = ?::text[] and made_at > ?")
                .params(organisationId, address, Rows.array(events), Rows.timestamp(moment))
                .query((row, n) -> new Webhooks.NewWebhook(row.getLong("id"), row.getBytes("secret")))
                .optional();
    }

    public boolean isRegistered(long organisationId, String address) {
        return jdbc.sql("select exists (select from webhook where organisation_id = ? and address = ?)")
                .params(organisationId, address)
                .query(Boolean.class)
                .single();
    }

    /** Returns the webhooks with events of this role. */
    public List<Webhook> list(long organisationId, Role role) {
        return jdbc.sql(SELECT + "where w.organisation_id = ? and w.events && ?::text[] order by w.id")
                .params(organisationId, Rows.array(WebhookEvent.of(role)))
                .query(Rows.of(Webhook.class))
                .list();
    }

    public Optional<Webhook> find(long id) {
        return jdbc.sql(SELECT + "where w.id = ?")
                .param(id)
                .query(Rows.of(Webhook.class))
                .optional();
    }

    /** Returns the webhooks of all organisations, failing ones first. */
    public List<Webhook> all() {
        return jdbc.sql(SELECT + "order by w.failing_since nulls last, o.name, w.id")
                .query(Rows.of(Webhook.class))
                .list();
    }

    /** Returns the latest messages, the newest first. */
    public List<Webhook.Message> messages(long webhookId) {
        return jdbc.sql(MESSAGE + "where webhook_id = ? order by id desc limit ?")
                .params(webhookId, SHOWN)
                .query(Rows.of(Webhook.Message.class))
                .list();
    }

    public void putTest(long webhookId, Instant now) {
        OffsetDateTime at = Rows.timestamp(now);
        jdbc.sql("""
                insert into webhook_message (webhook_id, source, subject, message, made_at, next_attempt_at)
                values (?, ?, 'proef', jsonb_build_object('gebeurtenis', 'proef', 'tijdstip', ?::text)::text, ?, ?)
                """)
                .params(webhookId, "test:" + UUID.randomUUID(), now.toString(), at, at)
                .update();
    }

    public void resume(long id, Instant now) {
        jdbc.sql("update webhook set paused_at = null, failing_since = null, since = ? where id = ?")
                .params(Rows.timestamp(now), id)
                .update();
    }

    public void delete(long id) {
        jdbc.sql("delete from webhook where id = ?").param(id).update();
    }

    /**
     * Makes messages of new events. Events are identified by their source, so this is idempotent and independent of the order in which
     * transactions are committed.
     */
    public void gather(Instant now) {
        jdbc.sql("""
                with happened as (
                  select w.id as webhook_id, 'booking:' || e.id as source, e.at, 'boeking' as kind, e.booking_id as subject, e.state,
                         case when e.event = 'CONFIRMED' then 'BOOKING_CONFIRMED'
                              when e.event in ('CANCELLED', 'EXPIRED', 'WAITED_IN_VAIN') then 'BOOKING_CANCELLED'
                              when e.event in ('RESIZED', 'MOVED', 'MOVED_LATE', 'OFFERED') then 'BOOKING_CHANGED' end as event
                    from webhook w
                    join bookings_class_event_v e on e.site_id = w.organisation_id and e.at > greatest(w.since, :from)
                   where w.paused_at is null
                  union all
                  select w.id, 'submission:' || d.submission_id || ':' || extract(epoch from d.decided_at), d.decided_at,
                         'activiteit', d.submission_id, d.state,
                         case d.state when 'ACCEPTED' then 'ACTIVITY_PUBLISHED' else 'ACTIVITY_REFUSED' end
                    from webhook w
                    join submissions_decision_v d on d.organisation_id = w.organisation_id
                     and d.decided_at > greatest(w.since, :from)
                   where w.paused_at is null)
                insert into webhook_message (webhook_id, source, subject, message, made_at, next_attempt_at)
                select h.webhook_id, h.source, h.kind || ':' || h.subject,
                       jsonb_build_object('gebeurtenis', c.code, 'tijdstip', to_char(h.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'),
                                          h.kind, h.subject, 'stand', h.state)::text, :now, :now
                  from happened h
                  join webhook w on w.id = h.webhook_id and h.event = any(w.events)
                  join unnest(:names::text[], :codes::text[]) as c (name, code) on c.name = h.event
                 order by h.at
                on conflict (webhook_id, source) do nothing
                """)
                .param("from", Rows.timestamp(now.minus(LOOK_BACK)))
                .param("now", Rows.timestamp(now))
                .param("names", Rows.array(List.of(WebhookEvent.values())))
                .param(
                        "codes",
                        Rows.array(List.of(WebhookEvent.values()).stream()
                                .map(WebhookEvent::code)
                                .toList()))
                .update();
    }

    /** Whether there are any webhooks. */
    public boolean any() {
        return jdbc.sql("select exists (select from webhook)")
                .query(Boolean.class)
                .single();
    }

    /**
     * Takes messages to send, one per webhook: the oldest that is due and whose subject has no older undelivered message, so that messages
     * about one subject arrive in order. Each becomes due again after the maximum duration of an attempt, in case that is interrupted.
     *
     * @param without webhooks to skip
     */
    public List<Due> take(Instant now, Duration again, Collection<Long> without, int most) {
        return jdbc.sql("""
                with oldest as (
                  select distinct on (webhook_id, subject) id, webhook_id, next_attempt_at from webhook_message
                   where delivered_at is null and given_up_at is null and webhook_id <> all(:without::bigint[])
                   order by webhook_id, subject, id),
                first as (
                  select distinct on (webhook_id) id from oldest where next_attempt_at <= :now order by webhook_id, id),
                due as (
                  select m.id from webhook_message m join first f on f.id = m.id
                   where m.next_attempt_at <= :now and m.delivered_at is null limit :most for update of m skip locked)
                update webhook_message m set attempts = attempts + 1, next_attempt_at = :again
                  from due d, webhook w
                 where m.id = d.id and w.id = m.webhook_id
                returning m.id, m.webhook_id, w.organisation_id, w.address, w.secret, m.message, m.attempts
                """)
                .param("now", Rows.timestamp(now))
                .param("again", Rows.timestamp(now.plus(again)))
                .param("without", Rows.array(without))
                .param("most", most)
                .query(Rows.of(Due.class))
                .list();
    }

    public void delivered(Due message, String answer, Instant now) {
        jdbc.sql("update webhook_message set delivered_at = ?, answer = ? where id = ?")
                .params(Rows.timestamp(now), answer, message.id())
                .update();
        jdbc.sql("update webhook set failing_since = null where id = ? and failing_since is not null")
                .param(message.webhookId())
                .update();
    }

    public void failed(Due message, String answer, Instant next, Instant now) {
        jdbc.sql("update webhook_message set next_attempt_at = ?, answer = ? where id = ?")
                .params(Rows.timestamp(next), answer, message.id())
                .update();
        jdbc.sql("update webhook set failing_since = ? where id = ? and failing_since is null")
                .params(Rows.timestamp(now), message.webhookId())
                .update();
    }

    /** Pauses a webhook that has failed since before a moment, and gives up its messages. @return false: it has not failed that long */
    public boolean pause(long webhookId, Instant failingBefore, Instant now) {
        boolean paused =
                jdbc.sql("update webhook set paused_at = ? where id = ? and failing_since <= ? and paused_at is null")
                                .params(Rows.timestamp(now), webhookId, Rows.timestamp(failingBefore))
                                .update()
                        > 0;
        if (paused) {
            jdbc.sql("""
                    update webhook_message set given_up_at = ?
                     where webhook_id = ? and delivered_at is null and given_up_at is null
                    """).params(Rows.timestamp(now), webhookId).update();
        }
        return paused;
    }

    /** Counts the webhooks that fail or are paused. */
    public int countFailing() {
        return jdbc.sql("select count(*) from webhook where failing_since is not null")
                .query(Integer.class)
                .single();
    }

    /** Gives up a message that is older than a moment and did not arrive. */
    public void giveUp(Due message, Instant madeBefore, Instant now) {
        jdbc.sql("update webhook_message set given_up_at = ? where id = ? and made_at <= ? and given_up_at is null")
                .params(Rows.timestamp(now), message.id(), Rows.timestamp(madeBefore))
                .update();
    }

    /** Deletes messages that arrived or were given up. */
    public void deleteBefore(Instant before) {
        jdbc.sql("delete from webhook_message where coalesce(delivered_at, given_up_at) < ? and made_at < ?")
                .params(Rows.timestamp(before), Rows.timestamp(before))
                .update();
    }
}
