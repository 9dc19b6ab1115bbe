package nl.tec.declarations.internal;

import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import nl.tec.declarations.Declaration;
import nl.tec.declarations.Signatory;
import nl.tec.hub.HubSettings;
import nl.tec.hub.HubSettings.Setting;
import nl.tec.hub.Rows;
import nl.tec.organisations.WorkingDays;
import nl.tec.organisations.WorkingDays.Ahead;
import nl.tec.shared.Dates;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Schedules the automatic reminders to signatories (rules 6): a number of working days, set by the declaration or else the hub, after the
 * invitation or a new text, and repeatedly after that. A manual reminder postpones the next automatic one.
 */
@Component
public class Reminding {

    /**
     * Selects the signatories whose reminder is due. Nobody is reminded who cannot sign, or after the moment of publication, unless that
     * had passed already at the invitation.
     */
    private static final String DUE = """
              from signatory s join declaration d on d.id = s.declaration_id
              join declaration_latest_version(d.id) v on true
             where s.remind_at <= :now and coalesce(d.remind_days, :hub) > 0 and s.withdrawn_at is null and s.email is not null
               and d.opened_at is not null and d.completed_at is null and d.withdrawn_at is null
               and (d.public_from is null or d.public_from > :now or d.public_from <= s.invited_at)
               and (s.mandate_from is null or (s.mandate_from <= :today and coalesce(s.mandate_until >= :today, true)))
               and not exists (select from signature g where g.signatory_id = s.id and g.version_id = v.id)
            """;

    /** The maximum number of declarations per run; the next run continues. */
    private static final int AT_ONCE = 500;

    private final JdbcClient jdbc;
    private final Clock clock;
    private final WorkingDays workingDays;
    private final HubSettings hub;

    Reminding(JdbcClient jdbc, Clock clock, WorkingDays workingDays, HubSettings hub) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.workingDays = workingDays;
        this.hub = hub;
    }

    /** Records that signatories were invited, invited again, or sent a new text: resets reminders and refusals. */
    public void asked(Declaration declaration, Collection<Long> signatoryIds) {
        Instant now = clock.instant();
        jdbc.sql("""
                update signatory set invited_at = coalesce(invited_at, :now), remind_at = :next, reminders = 0,
                       declined_at = null, decline_reason = null, declined_by = null
                 where id = any (:ids::bigint[])
                """)
                .param("now", Rows.timestamp(now))
                .param("next", Rows.timestampOrNull(next(declaration, workingDays.ahead(now))))
                .param("ids", Rows.array(signatoryIds))
                .update();
    }

    /** Records a manual reminder, which does not count towards the maximum. */
    public void remindedManually(Declaration declaration, Collection<Long> signatoryIds, Instant now) {
        reminded(declaration, signatoryIds, 0, workingDays.ahead(now));
    }

    /** Records an automatic reminder. @param ahead the calendar from the moment of the run */
    public void remindedAutomatically(Declaration declaration, Collection<Long> signatoryIds, Ahead ahead) {
        reminded(declaration, signatoryIds, 1, ahead);
    }

    private void reminded(Declaration declaration, Collection<Long> signatoryIds, int turns, Ahead ahead) {
        jdbc.sql("""
                update signatory set reminded_at = :now, reminders = reminders + :turns,
                       remind_at = case when reminders + :turns < :most then :next::timestamptz end
                 where id = any (:ids::bigint[])
                """)
                .param("now", Rows.timestamp(ahead.now()))
                .param("turns", turns)
                .param("most", Signatory.MAX_REMINDERS)
                .param("next", Rows.timestampOrNull(next(declaration, ahead)))
                .param("ids", Rows.array(signatoryIds))
                .update();
    }

    /** Reschedules the pending reminders after the number of days was changed, counted from now. */
    public void changed(Declaration declaration) {
        Instant now = clock.instant();
        List<Long> waiting = declaration.signatories().stream()
                .filter(Signatory::canBeReminded)
                .map(Signatory::id)
                .toList();
        jdbc.sql("""
                update signatory set remind_at = case when reminders < :most then :next::timestamptz end
                 where id = any (:ids::bigint[])
                """)
                .param("most", Signatory.MAX_REMINDERS)
                .param("next", Rows.timestampOrNull(next(declaration, workingDays.ahead(now))))
                .param("ids", Rows.array(waiting))
                .update();
    }

    private @Nullable Instant next(Declaration declaration, Ahead ahead) {
        int days = declaration.remindDays(ofHub());
        return days == 0 ? null : ahead.after(days);
    }

    private int ofHub() {
        return hub.number(Setting.SIGN_REMINDER_DAYS);
    }

    /** Returns the declarations with a reminder that is due. */
    public List<Long> declarations(Instant now) {
        return jdbc.sql("select distinct d.id" + DUE + " order by d.id limit :limit")
                .param("now", Rows.timestamp(now))
                .param("today", Dates.dayOf(now))
                .param("hub", ofHub())
                .param("limit", AT_ONCE)
                .query(Long.class)
                .list();
    }

    /** Returns the signatories of a declaration whose reminder is due. The caller has to hold the lock on the declaration. */
    public List<Long> signatories(long declarationId, Instant now) {
        return jdbc.sql("select s.id" + DUE + " and d.id = :id order by s.id")
                .param("now", Rows.timestamp(now))
                .param("today", Dates.dayOf(now))
                .param("hub", ofHub())
                .param("id", declarationId)
                .query(Long.class)
                .list();
    }

    /** Clears the schedule of signatories who have signed or no longer have to, until there is a new text. */
    public void leave(Instant now) {
        jdbc.sql("""
                update signatory s set remind_at = null from declaration d
                 where s.remind_at <= :now and d.id = s.declaration_id
                   and (s.withdrawn_at is not null or s.email is null or d.completed_at is not null or d.withdrawn_at is not null
                        or exists (select from signature g join declaration_latest_version(d.id) v on v.id = g.version_id
                                    where g.signatory_id = s.id))
                """).param("now", Rows.timestamp(now)).update();
    }
}
