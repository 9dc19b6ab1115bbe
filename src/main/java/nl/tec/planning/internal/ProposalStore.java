package nl.tec.planning.internal;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import nl.tec.accounts.Actor;
import nl.tec.hub.Rows;
import nl.tec.planning.PlanInstance.Placement;
import nl.tec.planning.PlanProgress;
import nl.tec.planning.Proposal;
import nl.tec.shared.SchoolYear;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Stores proposals, and hands out the next one to solve. */
@Component
public class ProposalStore {

    /** The heartbeat timeout after which a node counts as dead. */
    private static final Duration GONE = Duration.ofSeconds(20);

    private static final String PROPOSAL = """
            select id, round_id, name, state, parent_id, seconds, version, progress, fault, stop_asked, made_at
              from plan_proposal
            """;

    private final JdbcClient jdbc;

    ProposalStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The plan of a proposal. @param solution null: none found yet */
    public record Plan(
            int version,
            List<Placement> pins,
            List<Placement> forbidden,
            @Nullable String solution) {

        /** Returns the row as {@link ProposalStore#change} stores it. */
        public Plan changed() {
            return new Plan(version + 1, pins, forbidden, solution);
        }
    }

    /** A proposal that a node has to solve. @param secondsLeft the remaining time */
    public record Turn(long proposalId, int secondsLeft) {}

    public List<Proposal> list(long roundId) {
        return jdbc.sql(PROPOSAL + " where round_id = ? order by id desc")
                .param(roundId)
                .query(ProposalStore::proposal)
                .list();
    }

    public Optional<Proposal> find(long id) {
        return jdbc.sql(PROPOSAL + " where id = ?")
                .param(id)
                .query(ProposalStore::proposal)
                .optional();
    }

    public Plan plan(long id) {
        return jdbc.sql("select version, pins, forbidden, solution from plan_proposal where id = ?")
                .param(id)
                .query((row, n) -> new Plan(
                        row.getInt("version"),
                        placements(Rows.texts(row, "pins")),
                        placements(Rows.texts(row, "forbidden")),
                        row.getString("solution")))
                .single();
    }

    /** Returns when the wishes of a proposal were read: when the first of those that it goes on from was made. */
    public Instant wishesReadAt(long id) {
        return jdbc.sql("""
                with recursive earlier as (
                  select id, parent_id, made_at from plan_proposal where id = ?
                  union all
                  select p.id, p.parent_id, p.made_at from plan_proposal p join earlier e on p.id = e.parent_id)
                select min(made_at) as read_at from earlier
                """)
                .param(id)
                .query((row, n) -> Rows.instant(row, "read_at"))
                .single();
    }

    /** Returns the version, which is incremented with every change of the plan. */
    public int version(long id) {
        return jdbc.sql("select version from plan_proposal where id = ?")
                .param(id)
                .query(Integer.class)
                .single();
    }

    /** Returns the instance as JSON. Large: some megabytes for the wishes of a city. */
    public String instance(long id) {
        return jdbc.sql("select instance from plan_proposal where id = ?")
                .param(id)
                .query(String.class)
                .single();
    }

    private static List<Placement> placements(List<String> texts) {
        return texts.stream()
                .map(text -> text.split(" "))
                .map(words -> new Placement(words[0], Long.parseLong(words[1])))
                .toList();
    }

    private static String array(List<Placement> placements) {
        return Rows.array(placements.stream()
                .map(placement -> placement.wish() + " " + placement.candidate())
                .toList());
    }

    /** @param plan the plan to continue from; null: none */
    public long insert(
            long roundId,
            String name,
            @Nullable Long parent,
            int seconds,
            String instance,
            @Nullable Plan plan,
            Actor by,
            Instant now) {
        return jdbc.sql("""
                insert into plan_proposal (round_id, name, state, parent_id, seconds, instance, solution, pins, forbidden, made_by, made_at)
                values (:round, :name, 'QUEUED', :parent, :seconds, :instance, :solution, :pins::text[], :forbidden::text[], :by, :now)
                returning id
                """)
                .param("round", roundId)
                .param("name", name)
                .param("parent", parent)
                .param("seconds", seconds)
                .param("instance", instance)
                .param("solution", plan == null ? null : plan.solution())
                .param("pins", array(plan == null ? List.of() : plan.pins()))
                .param("forbidden", array(plan == null ? List.of() : plan.forbidden()))
                .param("by", by.accountId())
                .param("now", Rows.timestamp(now))
                .query(Long.class)
                .single();
    }

    /**
     * Stores a manual change of a plan, with optimistic locking.
     *
     * @param plan the new plan, with the version on which it is based
     * @return false if the proposal is being solved or published, or was changed since
     */
    public boolean change(long id, Plan plan) {
        return jdbc.sql("""
                update plan_proposal
                   set pins = :pins::text[], forbidden = :forbidden::text[], solution = :solution, version = version + 1
                 where id = :id and version = :version and state = 'DONE'
                   and not exists (select from plan_publication p where p.proposal_id = :id and p.state = 'PREPARING')
                """)
                        .param("pins", array(plan.pins()))
                        .param("forbidden", array(plan.forbidden()))
                        .param("solution", plan.solution())
                        .param("id", id)
                        .param("version", plan.version())
                        .update()
                == 1;
    }

    /** Claims the next proposal to solve: one of a dead node, or the first in the queue. Empty while another is being solved. */
    @Transactional
    public Optional<Turn> claim(String node, Instant now) {
        try {
            return jdbc.sql("""
                    update plan_proposal set state = 'SOLVING', node = :node, heartbeat_at = :now, started_at = coalesce(started_at, :now)
                     where id = (select id from plan_proposal
                                  where state = 'QUEUED' and not exists (select from plan_proposal where state = 'SOLVING')
                                     or state = 'SOLVING' and heartbeat_at < :gone
                                  order by state = 'QUEUED', id limit 1 for update skip locked)
                    returning id as proposal_id, greatest(1, seconds - extract(epoch from :now::timestamptz - started_at))::int as seconds_left
                    """)
                    .param("node", node)
                    .param("now", Rows.timestamp(now))
                    .param("gone", Rows.timestamp(now.minus(GONE)))
                    .query(Rows.of(Turn.class))
                    .optional();
        } catch (DuplicateKeyException e) {
            return Optional.empty(); // another node was first
        }
    }

    /**
     * Records a heartbeat with the progress.
     *
     * @return whether to continue: false if asked to stop, or another node has claimed it
     */
    public boolean heartbeat(long id, String node, @Nullable String progress, Instant now) {
        return jdbc.sql("""
                update plan_proposal set heartbeat_at = :now, progress = coalesce(:progress, progress)
                 where id = :id and node = :node and state = 'SOLVING' returning not stop_asked
                """)
                .param("now", Rows.timestamp(now))
                .param("progress", progress)
                .param("id", id)
                .param("node", node)
                .query(Boolean.class)
                .optional()
                .orElse(false);
    }

    public void solution(long id, String node, String solution) {
        jdbc.sql("""
                update plan_proposal set solution = ?, version = version + 1 where id = ? and node = ? and state = 'SOLVING'
                """).params(solution, id, node).update();
    }

    /** Records the end of the solver. @param fault the reason of failure; ignored if there is a plan */
    public void finish(long id, String node, @Nullable String progress, @Nullable String fault, Instant now) {
        jdbc.sql("""
                update plan_proposal
                   set state = case when solution is null then 'FAILED' else 'DONE' end,
                       fault = case when solution is null then coalesce(:fault, 'no plan') end,
                       progress = coalesce(:progress, progress), finished_at = :now, node = null, heartbeat_at = null
                 where id = :id and node = :node and state = 'SOLVING'
                """)
                .param("id", id)
                .param("node", node)
                .param("progress", progress)
                .param("fault", fault)
                .param("now", Rows.timestamp(now))
                .update();
    }

    /** Stops a proposal: a queued one never starts, a running one ends soon with its best plan so far. */
    public void stop(long id, Instant now) {
        jdbc.sql("""
                update plan_proposal
                   set stop_asked = true,
                       state = case when state = 'QUEUED' then case when solution is null then 'FAILED' else 'DONE' end else state end,
                       finished_at = case when state = 'QUEUED' then :now else finished_at end
                 where id = :id and state in ('QUEUED', 'SOLVING')
                """).param("id", id).param("now", Rows.timestamp(now)).update();
    }

    /** Removes the proposals for school years before this one that were not published. They are megabytes each, in every backup too. */
    @Transactional
    public void removeUnpublished(SchoolYear before) {
        jdbc.sql("""
                update plan_proposal p set parent_id = null
                  from plan_round r
                 where r.id = p.round_id and r.school_year < ? and p.parent_id is not null
                """).param(before.start()).update();
        jdbc.sql("""
                delete from plan_proposal p using plan_round r
                 where r.id = p.round_id and r.school_year < ? and p.state in ('DONE', 'FAILED')
                   and not exists (select from plan_publication u where u.proposal_id = p.id)
                """).param(before.start()).update();
    }

    /** Returns since when a solver runs; empty: none does, or its node died. */
    public Optional<Instant> solvingSince(Instant now) {
        return jdbc.sql("select started_at from plan_proposal where state = 'SOLVING' and heartbeat_at >= ?")
                .param(Rows.timestamp(now.minus(GONE)))
                .query((row, n) -> Rows.instant(row, "started_at"))
                .optional();
    }

    /** Counts the proposals that wait for their turn, or for another node to go on when theirs died. */
    public int waiting(Instant now) {
        return jdbc.sql("""
                select count(*) from plan_proposal where state = 'QUEUED' or state = 'SOLVING' and heartbeat_at < ?
                """)
                .param(Rows.timestamp(now.minus(GONE)))
                .query(Integer.class)
                .single();
    }

    private static @Nullable PlanProgress progress(@Nullable String line) {
        return line == null ? null : PlanProgress.parse(line);
    }

    private static Proposal proposal(ResultSet row, int n) throws SQLException {
        return new Proposal(
                row.getLong("id"),
                row.getLong("round_id"),
                row.getString("name"),
                Rows.constant(row, "state", Proposal.State.class),
                Rows.longOrNull(row, "parent_id"),
                row.getInt("seconds"),
                row.getInt("version"),
                progress(row.getString("progress")),
                row.getString("fault"),
                row.getBoolean("stop_asked"),
                Rows.instant(row, "made_at"));
    }
}
