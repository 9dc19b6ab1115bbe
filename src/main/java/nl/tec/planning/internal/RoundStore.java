package nl.tec.planning.internal;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import nl.tec.accounts.Actor;
import nl.tec.hub.Rows;
import nl.tec.planning.Round;
import nl.tec.planning.RoundFields;
import nl.tec.planning.Rounds.SchoolProgress;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

@Component
public class RoundStore {

    private static final String ROUND = """
            select r.*, r.school_year as year,
                   (select array_agg(s.site_id) from plan_round_school s where s.round_id = r.id) as sites,
                   (select array_agg(a.activity_id) from plan_round_activity a where a.round_id = r.id) as activities
              from plan_round r
            """;

    private final JdbcClient jdbc;

    RoundStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    public List<Round> list() {
        return jdbc.sql(ROUND + " order by r.school_year desc, r.id desc")
                .query(Rows.of(Round.class))
                .list();
    }

    public Optional<Round> find(long id) {
        return jdbc.sql(ROUND + " where r.id = ?")
                .param(id)
                .query(Rows.of(Round.class))
                .optional();
    }

    /** Finds and locks a round until the end of the transaction. */
    public Optional<Round> lock(long id) {
        jdbc.sql("select id from plan_round where id = ? for no key update")
                .param(id)
                .query(Long.class)
                .optional();
        return find(id);
    }

    public List<Round> ofSchool(long siteId, Instant now) {
        return jdbc.sql(ROUND + """
                 where r.invite_at <= :now
                   and exists (select from plan_round_school m where m.round_id = r.id and m.site_id = :site)
                 order by r.school_year desc, r.id desc
                """)
                .param("now", Rows.timestamp(now))
                .param("site", siteId)
                .query(Rows.of(Round.class))
                .list();
    }

    public List<SchoolProgress> standings(long roundId) {
        return jdbc.sql("""
                select m.site_id, n.name, coalesce(n.town, '') as town, m.done_at,
                       count(distinct w.label) filter (where w.choices <> '{}') as classes,
                       count(w.id) filter (where w.choices <> '{}') as wishes,
                       count(w.id) filter (where w.choices = '{}') as unfinished,
                       count(w.id) filter (where w.note <> '') as notes,
                       exists (select from class_mail_recipients(m.site_id, null)) as reachable
                  from plan_round_school m
                  join organisations_school_name_v n on n.site_id = m.site_id
                  left join plan_wish w on w.round_id = m.round_id and w.site_id = m.site_id
                 where m.round_id = ?
                 group by m.round_id, m.site_id, n.name, n.town
                 order by lower(n.name), m.site_id
                """).param(roundId).query(Rows.of(SchoolProgress.class)).list();
    }

    public long insert(RoundFields fields, Actor by, Instant now) {
        return jdbc.sql("""
                insert into plan_round (school_year, title, opens_on, closes_on, wishes_per_class, invitation, made_by, made_at)
                values (:year, :title, :opens, :closes, :perClass, :invitation, :by, :now) returning id
                """)
                .params(values(fields))
                .param("by", by.accountId())
                .param("now", Rows.timestamp(now))
                .query(Long.class)
                .single();
    }

    public void update(long id, RoundFields fields) {
        jdbc.sql("""
                update plan_round
                   set school_year = :year, title = :title, opens_on = :opens, closes_on = :closes, wishes_per_class = :perClass,
                       invitation = :invitation, version = version + 1
                 where id = :id
                """).params(values(fields)).param("id", id).update();
    }

    private static Map<String, ?> values(RoundFields fields) {
        return Map.of(
                "year", fields.year().start(),
                "title", fields.title(),
                "opens", Objects.requireNonNull(fields.opensOn()),
                "closes", Objects.requireNonNull(fields.closesOn()),
                "perClass", fields.wishesPerClass(),
                "invitation", fields.invitation());
    }

    /** Replaces the schools and activities of a round. */
    public void members(long id, RoundFields fields) {
        jdbc.sql("delete from plan_round_activity where round_id = ? and activity_id <> all (?::bigint[])")
                .params(id, Rows.array(fields.activities()))
                .update();
        jdbc.sql("""
                insert into plan_round_activity (round_id, activity_id) select ?, unnest(?::bigint[]) on conflict do nothing
                """).params(id, Rows.array(fields.activities())).update();
        jdbc.sql("delete from plan_round_school where round_id = ? and site_id <> all (?::bigint[])")
                .params(id, Rows.array(fields.sites()))
                .update();
        jdbc.sql("""
                insert into plan_round_school (round_id, site_id) select ?, unnest(?::bigint[]) on conflict do nothing
                """).params(id, Rows.array(fields.sites())).update();
    }

    public int countWishesOfSchools(long id, Collection<Long> sites) {
        return jdbc.sql("select count(*) from plan_wish where round_id = ? and site_id = any (?::bigint[])")
                .params(id, Rows.array(sites))
                .query(Integer.class)
                .single();
    }

    /** Counts the wishes that name at least one of the activities. */
    public int countWishesForActivities(long id, Collection<Long> activities) {
        return jdbc.sql("select count(*) from plan_wish where round_id = ? and choices && ?::bigint[]")
                .params(id, Rows.array(activities))
                .query(Integer.class)
                .single();
    }

    /** Removes a round for which nobody wished or planned anything. @return false: somebody did */
    public boolean removeUnused(long id) {
        jdbc.sql("select id from plan_round where id = ? for update")
                .param(id)
                .query(Long.class)
                .optional();
        jdbc.sql("select site_id from plan_round_school where round_id = ? order by site_id for update")
                .param(id)
                .query(Long.class)
                .list(); // whoever enters a wish locks its school
        if (isUsed(id)) {
            return false;
        }
        for (String table : List.of("plan_supply", "plan_round_activity", "plan_round_school")) {
            jdbc.sql("delete from " + table + " where round_id = ?").param(id).update();
        }
        jdbc.sql("delete from plan_round where id = ?").param(id).update();
        return true;
    }

    /** Whether there are wishes or proposals in a round. */
    public boolean isUsed(long id) {
        return jdbc.sql("""
                select exists (select from plan_wish where round_id = :id) or exists (select from plan_proposal where round_id = :id)
                """).param("id", id).query(Boolean.class).single();
    }

    public void inviteAt(long id, @Nullable Instant moment) {
        jdbc.sql("update plan_round set invite_at = :moment, version = version + 1 where id = :id")
                .param("moment", Rows.timestampOrNull(moment))
                .param("id", id)
                .update();
    }
}
