package nl.tec.partners.internal;

import java.time.Clock;
import nl.tec.bookings.AttendanceRecorded;
import nl.tec.hub.Rows;
import nl.tec.partners.ConnectionsChanged;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.modulith.events.ApplicationModuleListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Counts visits in the programme automatically as deliveries (rules 6). The hours of a past session of an activity that a partner
 * organises count towards the partner's STAFF contribution of that year; a session at its place counts towards its PLACES contribution.
 * Each session counts once per contribution, and is removed if it turns out not to have taken place. Idempotent.
 */
@Component
public class VisitCounting {

    /** Selects the contribution for visits: the first accepted one of a partner, year and kind. */
    private static final String CHOOSE = """
            update contribution c set counts_visits = true
             where c.state = 'ACCEPTED' and c.kind in ('STAFF', 'PLACES') and not c.counts_visits
               and (:contribution::bigint is null or c.id = :contribution)
               and not exists (select from contribution o
                                where o.organisation_id = c.organisation_id and o.year = c.year and o.kind = c.kind and o.counts_visits)
               and not exists (select from contribution o
                                where o.organisation_id = c.organisation_id and o.year = c.year and o.kind = c.kind
                                  and o.state = 'ACCEPTED' and o.id < c.id and :contribution::bigint is null)
            """;

    private static final String COUNT = """
            with wanted as (
              select c.id as contribution_id, v.session_id, t.day,
                     case c.unit when 'HOUR' then round(extract(epoch from v.ends_at - v.starts_at) / 36)::bigint else 100 end as amount
                from contribution c
                join partners_session_v v on v.organisation_id = c.organisation_id and v.kind = c.kind
               cross join lateral (select (v.starts_at at time zone 'Europe/Amsterdam')::date as day) t
               where c.counts_visits and c.state = 'ACCEPTED' and v.state = 'PUBLISHED' and v.ends_at <= :now
                 and v.starts_at >= make_timestamptz(c.year, 1, 1, 0, 0, 0, 'Europe/Amsterdam')
                 and v.starts_at < make_timestamptz(c.year + 1, 1, 1, 0, 0, 0, 'Europe/Amsterdam')
                 and exists (select from bookings_attendance_v a where a.session_id = v.session_id and a.head_count > 0)
                 and (:session::bigint is null or v.session_id = :session)
                 and (:contribution::bigint is null or c.id = :contribution)),
            gone as (
              delete from contribution_delivery d
               where d.source = 'VISIT' and d.state <> 'WITHDRAWN'
                 and (:session::bigint is null or d.session_id = :session)
                 and (:contribution::bigint is null or d.contribution_id = :contribution)
                 and not exists (select from wanted w where w.contribution_id = d.contribution_id and w.session_id = d.session_id)
              returning 1),
            counted as (
              insert into contribution_delivery (contribution_id, day, amount, session_id, source, state, recorded_at)
              select contribution_id, day, amount, session_id, 'VISIT', 'ACCEPTED', :now from wanted
              on conflict (contribution_id, session_id) do update set amount = excluded.amount, day = excluded.day
               where contribution_delivery.source = 'VISIT' and contribution_delivery.state <> 'WITHDRAWN'
                 and (contribution_delivery.amount, contribution_delivery.day) is distinct from (excluded.amount, excluded.day)
              returning 1)
            select (select count(*) from gone) + (select count(*) from counted)
            """;

    private final JdbcClient jdbc;
    private final Clock clock;
    private final ApplicationEventPublisher events;

    VisitCounting(JdbcClient jdbc, Clock clock, ApplicationEventPublisher events) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.events = events;
    }

    @ApplicationModuleListener
    void on(AttendanceRecorded event) {
        ofSession(event.sessionId());
    }

    /**
     * Recounts everything.
     *
     * @return the number of deliveries added, changed or removed
     */
    @Transactional
    public long all() {
        return count(null, null);
    }

    /** Recounts one session. */
    @Transactional
    public long ofSession(long sessionId) {
        return count(sessionId, null);
    }

    void ofContribution(long contributionId) {
        // locks the partner, so that two contributions cannot both become the first
        jdbc.sql("""
                select p.organisation_id from partner p join contribution c on c.organisation_id = p.organisation_id
                 where c.id = ? for no key update of p
                """).param(contributionId).query(Long.class).single();
        count(null, contributionId);
    }

    private long count(@Nullable Long session, @Nullable Long contribution) {
        if (session == null) {
            jdbc.sql(CHOOSE).param("contribution", contribution).update();
        }
        long changed = jdbc.sql(COUNT)
                .param("now", Rows.now(clock))
                .param("session", session)
                .param("contribution", contribution)
                .query(Long.class)
                .single();
        if (changed > 0) {
            events.publishEvent(new ConnectionsChanged());
        }
        return changed;
    }
}
