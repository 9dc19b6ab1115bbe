package nl.tec.planning.internal;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import nl.tec.accounts.Actor;
import nl.tec.hub.Rows;
import nl.tec.planning.OpenReplanning;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads and writes replannings and their steps. */
@Component
public class ReplanningStore {

    /** A replanning that is neither undone nor final. */
    public record Open(long id, long roundId, long accountId, Instant finalAt) {}

    /**
     * A step of a replanning: a visit is moved, or its guide or bus is replaced.
     *
     * @param movedId the move of the visit; null: its guide or bus was replaced
     * @param madeId the session that was made for it; null: none was
     * @param emptiedId the session that it left empty, which is closed; null: somebody comes there still
     * @param guidedId the session of which the guide was replaced; null: the bus was
     * @param was the guide or bus that was replaced, by {@code instead}; null: the visit was moved
     */
    public record Step(
            long bookingId,
            @Nullable Long movedId,
            @Nullable Long madeId,
            @Nullable Long emptiedId,
            @Nullable Long guidedId,
            @Nullable Long was,
            @Nullable Long instead) {}

    private static final String OPEN =
            "select id, round_id, account_id, final_at from plan_replanning where undone_at is null and done_at is null ";

    private final JdbcClient jdbc;
    private final Clock clock;

    ReplanningStore(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    public long begin(long roundId, Instant now, Instant finalAt, Actor by) {
        return jdbc.sql("""
                insert into plan_replanning (round_id, account_id, made_at, final_at) values (?, ?, ?, ?) returning id
                """)
                .params(roundId, by.accountId(), Rows.timestamp(now), Rows.timestamp(finalAt))
                .query(Long.class)
                .single();
    }

    /** Removes a replanning in which nothing was done. */
    public void remove(long id) {
        jdbc.sql("""
                delete from plan_replanning r where id = ? and not exists (select from plan_replanning_step s where s.replanning_id = r.id)
                """).param(id).update();
    }

    /** Whether a session is held, and not about to be cancelled. */
    boolean isStaying(long sessionId) {
        return jdbc.sql("""
                select exists (select from programme_session_v where id = ? and state = 'PUBLISHED' and cancels_at is null)
                """).param(sessionId).query(Boolean.class).single();
    }

    void addMoved(long id, long bookingId, long movedId, @Nullable Long madeId, @Nullable Long emptiedId) {
        jdbc.sql("""
                insert into plan_replanning_step (replanning_id, booking_id, moved_id, made_id, emptied_id) values (?, ?, ?, ?, ?)
                """)
                .params(id, bookingId, movedId)
                .param(madeId)
                .param(emptiedId)
                .update();
    }

    /** @param guidedId the session of which the guide is replaced; null: the bus is */
    void addReplaced(long id, long bookingId, @Nullable Long guidedId, long was, long instead) {
        jdbc.sql("""
                insert into plan_replanning_step (replanning_id, booking_id, guided_id, was, instead) values (?, ?, ?, ?, ?)
                """).params(id, bookingId).param(guidedId).params(was, instead).update();
    }

    /** Locks a replanning that is open until the transaction ends. */
    public Optional<Open> lock(long id) {
        return jdbc.sql(OPEN + "and id = ? for update")
                .param(id)
                .query(Rows.of(Open.class))
                .optional();
    }

    /** Locks a due replanning that no other transaction is finishing. */
    public Optional<Open> lockDue() {
        return jdbc.sql(OPEN + "and final_at <= ? order by final_at limit 1 for update skip locked")
                .param(Rows.now(clock))
                .query(Rows.of(Open.class))
                .optional();
    }

    /** Returns the steps of a replanning, in order. */
    public List<Step> steps(long id) {
        return jdbc.sql("""
                select booking_id, moved_id, made_id, emptied_id, guided_id, was, instead
                  from plan_replanning_step where replanning_id = ? order by id
                """).param(id).query(Rows.of(Step.class)).list();
    }

    /** Deletes the steps of a replanning that can no longer be undone. */
    public void forget(long id) {
        jdbc.sql("delete from plan_replanning_step where replanning_id = ?")
                .param(id)
                .update();
    }

    public void undone(long id) {
        jdbc.sql("update plan_replanning set undone_at = ? where id = ?")
                .params(Rows.now(clock), id)
                .update();
    }

    public void done(long id) {
        jdbc.sql("update plan_replanning set done_at = ? where id = ?")
                .params(Rows.now(clock), id)
                .update();
    }

    public boolean isUndone(long id) {
        return jdbc.sql("select exists (select from plan_replanning where id = ? and undone_at is not null)")
                .param(id)
                .query(Boolean.class)
                .single();
    }

    /** Finds what can still be undone in a round, latest first. */
    public List<OpenReplanning> open(long roundId) {
        return jdbc.sql("""
                select r.id, r.final_at, u.name as by, count(*)::int as visits
                  from plan_replanning r
                  join plan_replanning_step s on s.replanning_id = r.id
                  join accounts_account_v u on u.id = r.account_id
                 where r.round_id = :round and r.undone_at is null and r.done_at is null and r.final_at > :now
                 group by r.id, u.name order by r.id desc
                """)
                .param("round", roundId)
                .param("now", Rows.now(clock))
                .query(Rows.of(OpenReplanning.class))
                .list();
    }
}
