package nl.tec.programme.internal;

import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import nl.tec.accounts.Actor;
import nl.tec.hub.Rows;
import nl.tec.programme.BoardChange;
import nl.tec.programme.BoardChange.Kind;
import nl.tec.programme.Session;
import nl.tec.shared.TimeSlot;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads and writes the changes on the planning board that can still be undone. */
@Component
public class BoardStore {

    /**
     * A change that is neither undone nor final.
     *
     * @param remembered of a move: the data to restore on undo
     * @param activityId of a cancellation: the activity that is cancelled with its sessions; null: only sessions
     */
    public record OpenChange(
            long id,
            Kind kind,
            long accountId,
            Instant finalAt,
            @Nullable String reason,
            @Nullable String remembered,
            @Nullable Long activityId) {}

    /**
     * A session of a change, with its previous time and location.
     *
     * @param version of the session after the change
     */
    public record Item(
            long sessionId,
            int version,
            TimeSlot slot,
            @Nullable Long venueId,
            @Nullable Long siteId,
            @Nullable Long roomId) {}

    private static final String OPEN = """
            select id, kind, account_id, final_at, reason, remembered::text as remembered, activity_id from session_change
             where undone_at is null and done_at is null
            """;

    private final JdbcClient jdbc;
    private final Clock clock;

    BoardStore(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** @param reason of a cancellation, as is {@code activityId}; {@code remembered} of a move */
    public long add(
            Kind kind,
            Instant finalAt,
            @Nullable String reason,
            @Nullable String remembered,
            @Nullable Long activityId,
            Actor by) {
        return jdbc.sql("""
                insert into session_change (kind, account_id, made_at, final_at, reason, remembered, activity_id)
                values (?, ?, ?, ?, ?, ?::jsonb, ?) returning id
                """)
                .params(kind.name(), by.accountId(), Rows.now(clock), Rows.timestamp(finalAt))
                .param(reason)
                .param(remembered)
                .param(activityId)
                .query(Long.class)
                .single();
    }

    /** @param sessions before the change. @param versions the increment of the version of each by the change */
    public void addItems(long change, Collection<Session> sessions, int versions) {
        jdbc.sql("""
                insert into session_change_item (change_id, session_id, version, starts_at, ends_at, venue_id, site_id, room_id)
                select :change, s.id, s.version + :versions, s.starts_at, s.ends_at, s.venue_id, s.site_id, s.room_id
                  from session s where s.id = any(:sessions::bigint[])
                """)
                .param("change", change)
                .param("versions", versions)
                .param("sessions", Rows.array(sessions.stream().map(Session::id).toList()))
                .update();
    }

    /** Locks an open change until the transaction ends. */
    public Optional<OpenChange> lock(long id) {
        return jdbc.sql(OPEN + " and id = ? for update")
                .param(id)
                .query(Rows.of(OpenChange.class))
                .optional();
    }

    /** Locks a due change that no other transaction is finishing. */
    public Optional<OpenChange> lockDue() {
        return jdbc.sql(OPEN + " and final_at <= ? order by final_at limit 1 for update skip locked")
                .param(Rows.now(clock))
                .query(Rows.of(OpenChange.class))
                .optional();
    }

    public List<Item> items(long change) {
        return jdbc.sql(
                        "select *, starts_at as slot_start, ends_at as slot_end from session_change_item where change_id = ? order by starts_at, session_id")
                .param(change)
                .query(Rows.of(Item.class))
                .list();
    }

    public boolean isUndone(long id) {
        return jdbc.sql("select exists (select from session_change where id = ? and undone_at is not null)")
                .param(id)
                .query(Boolean.class)
                .single();
    }

    public void undone(long id) {
        end(id, "undone_at");
    }

    public void done(long id) {
        end(id, "done_at");
    }

    private void end(long id, String how) {
        jdbc.sql("update session_change set remembered = null, " + how + " = ? where id = ?")
                .params(Rows.now(clock), id)
                .update();
    }

    /**
     * Finds the changes that can still be undone, latest first.
     *
     * @param sessionIds restricts to changes of these sessions; null: all. @param activityId to cancellations of this activity; null: all
     */
    public List<BoardChange> open(@Nullable Collection<Long> sessionIds, @Nullable Long activityId) {
        return jdbc.sql("""
                select c.id, c.kind, c.final_at, u.name as by, c.account_id, count(*)::int as sessions,
                       (min(i.starts_at) at time zone 'Europe/Amsterdam')::date as day,
                       a.title_nl as activity_nl, a.title_en as activity_en
                  from session_change c
                  join session_change_item i on i.change_id = c.id
                  join accounts_account_v u on u.id = c.account_id
                  left join activity a on a.id = c.activity_id
                 where c.undone_at is null and c.done_at is null and c.final_at > :now
                   and (:sessions::bigint[] is null
                        or c.id in (select o.change_id from session_change_item o where o.session_id = any(:sessions::bigint[])))
                   and (:activity::bigint is null or c.activity_id = :activity)
                 group by c.id, u.name, a.id order by c.id desc
                """)
                .param("now", Rows.now(clock))
                .param("sessions", sessionIds == null ? null : Rows.array(sessionIds))
                .param("activity", activityId)
                .query(Rows.of(BoardChange.class))
                .list();
    }
}
