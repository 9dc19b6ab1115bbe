package nl.tec.declarations.internal;

import java.time.Clock;
import java.time.LocalDate;
import nl.tec.accounts.Actor;
import nl.tec.declarations.DeclarationKind;
import nl.tec.hub.Rows;
import nl.tec.partners.ConnectionsChanged;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * When the last signature is there: the declaration is complete, and members and ambassadors are so from then on (rules 6), until
 * it is withdrawn.
 */
@Component
public class Completion {

    private final JdbcClient jdbc;
    private final Clock clock;
    private final History history;
    private final ApplicationEventPublisher events;

    Completion(JdbcClient jdbc, Clock clock, History history, ApplicationEventPublisher events) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.history = history;
        this.events = events;
    }

    /**
     * In the transaction of the last signature, which holds the lock on the declaration; so it happens once, and never for a
     * declaration that is not fully signed (the database refuses that too).
     *
     * @return whether it is complete by this
     */
    public boolean completeIfAllSigned(long id, @Nullable Actor by) {
        int done = jdbc.sql("""
                with asked as (
                  select s.required, g.id is not null as signed
                    from signatory s
                    join lateral (select id from declaration_version where declaration_id = s.declaration_id
                                  order by number desc limit 1) v on true
                    left join signature g on g.signatory_id = s.id and g.version_id = v.id
                   where s.declaration_id = :id and s.withdrawn_at is null)
                update declaration set completed_at = :now
                 where id = :id and completed_at is null and withdrawn_at is null and opened_at is not null
                   and exists (select from asked where required) and not exists (select from asked where required and not signed)
                """)
                .param("id", id)
                .param("now", Rows.timestamp(clock.instant()))
                .update();
        if (done == 0) {
            return false;
        }
        history.add(id, "COMPLETED", by);
        DeclarationKind kind = DeclarationKind.valueOf(jdbc.sql("select kind from declaration where id = ?")
                .param(id)
                .query(String.class)
                .single());
        if (kind == DeclarationKind.MEMBERSHIP) {
            members(id);
        } else if (kind == DeclarationKind.AMBASSADOR) {
            ambassadors(id);
        }
        return true;
    }

    /** An organisation that is a member already, in the same way and at the same time, stays so as it was. */
    private void members(long id) {
        jdbc.sql("""
                insert into membership (organisation_id, kind, from_day, until_day, declaration_id, fee_cents)
                select distinct s.organisation_id, d.membership_kind, coalesce(d.term_from, :today::date), d.term_until, d.id, d.fee_cents
                  from declaration d join signatory s on s.declaration_id = d.id join signature g on g.signatory_id = s.id
                 where d.id = :id and s.withdrawn_at is null and s.organisation_id is not null
                   and (d.term_until is null or d.term_until >= coalesce(d.term_from, :today::date))
                on conflict do nothing
                """).param("id", id).param("today", LocalDate.now(clock)).update();
        events.publishEvent(new ConnectionsChanged());
    }

    private void ambassadors(long id) {
        jdbc.sql("""
                insert into ambassador (position_nl, position_en, signed_on, ended_on, signatory_id)
                select distinct s.position, s.position, :today::date,
                       case when d.term_until >= :today::date then d.term_until end, s.id
                  from declaration d join signatory s on s.declaration_id = d.id join signature g on g.signatory_id = s.id
                 where d.id = :id and s.withdrawn_at is null
                on conflict do nothing
                """).param("id", id).param("today", LocalDate.now(clock)).update();
        events.publishEvent(new ConnectionsChanged());
    }

    /** The declaration was withdrawn: who is a member or an ambassador by it, and the terms that go on from there, end today. */
    public void end(long id) {
        int members = jdbc.sql("""
                with recursive term (id) as (
                  select id from membership where declaration_id = :id
                  union select m.id from membership m join term on m.renews = term.id)
                update membership m set until_day = greatest(from_day, :today::date)
                  from term where term.id = m.id and (until_day is null or until_day > greatest(from_day, :today::date))
                """)
                .param("id", id)
                .param("today", LocalDate.now(clock))
                .update();
        int ambassadors = jdbc.sql("""
                update ambassador a set ended_on = :today::date from signatory s
                 where s.id = a.signatory_id and s.declaration_id = :id and (ended_on is null or ended_on > :today::date)
                """)
                .param("id", id)
                .param("today", LocalDate.now(clock))
                .update();
        if (members + ambassadors > 0) {
            events.publishEvent(new ConnectionsChanged());
        }
    }
}
