package nl.tec.planning.internal;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nl.tec.accounts.Actor;
import nl.tec.hub.Rows;
import nl.tec.planning.SchoolWish;
import nl.tec.shared.Bilingual;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

@Component
public class WishStore {

    private final JdbcClient jdbc;

    WishStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * A stored wish.
     *
     * @param grades the groups of the class at the time of the wish, like {@code pupils}
     * @param changedBy account; null: changed by the program
     */
    public record StoredWish(
            long id,
            long siteId,
            List<Integer> grades,
            int pupils,
            Instant changedAt,
            @Nullable Long changedBy,
            SchoolWish wish) {}

    /** The status of a school in a round. */
    public record Member(boolean teachersMay, @Nullable Instant doneAt) {}

    /** @param lock whether to lock the wishes of the school until the end of the transaction */
    public Optional<Member> member(long roundId, long siteId, boolean lock) {
        return jdbc.sql("select teachers_may, done_at from plan_round_school where round_id = ? and site_id = ?"
                        + (lock ? " for update" : ""))
                .params(roundId, siteId)
                .query(Rows.of(Member.class))
                .optional();
    }

    public void done(long roundId, long siteId, @Nullable Instant at) {
        jdbc.sql("update plan_round_school set done_at = :at where round_id = :round and site_id = :site")
                .param("at", Rows.timestampOrNull(at))
                .param("round", roundId)
                .param("site", siteId)
                .update();
    }

    public void teachersMay(long roundId, long siteId, boolean may) {
        jdbc.sql("update plan_round_school set teachers_may = ? where round_id = ? and site_id = ?")
                .params(may, roundId, siteId)
                .update();
    }

    /** Returns the wishes of one school, ordered by label and position. */
    public List<StoredWish> list(long roundId, long siteId) {
        return jdbc.sql("select * from plan_wish where round_id = ? and site_id = ? order by label, position")
                .params(roundId, siteId)
                .query(Rows.of(StoredWish.class))
                .list();
    }

    /** Returns the wishes of all schools, ordered by id. */
    public List<StoredWish> list(long roundId) {
        return jdbc.sql("select * from plan_wish where round_id = ? order by id")
                .param(roundId)
                .query(Rows.of(StoredWish.class))
                .list();
    }

    /** Finds the round of a school in a school year. */
    public Optional<Long> roundOf(long siteId, int schoolYear) {
        return jdbc.sql("""
                select r.id from plan_round r join plan_round_school m on m.round_id = r.id
                 where m.site_id = ? and r.school_year = ? order by r.id desc limit 1
                """).params(siteId, schoolYear).query(Long.class).optional();
    }

    /** Inserts or updates the wish of a class at its position. @param grades the groups of the class */
    public void put(
            long roundId, long siteId, SchoolWish wish, Collection<Integer> grades, int pupils, Actor by, Instant now) {
        jdbc.sql("""
                insert into plan_wish (round_id, site_id, label, position, grades, pupils, choices, preferred, excluded, dayparts,
                                       not_dates, together, note, changed_at, changed_by)
                values (:round, :site, :label, :position, :grades::int[], :pupils, :choices::bigint[], :preferred::date[],
                        :excluded::date[], :dayparts::text[], :notDates::date[], :together, :note, :now, :by)
                on conflict (round_id, site_id, label, position) do update set
                  grades = excluded.grades, pupils = excluded.pupils, choices = excluded.choices, preferred = excluded.preferred,
                  excluded = excluded.excluded, dayparts = excluded.dayparts, not_dates = excluded.not_dates,
                  together = excluded.together, note = excluded.note, changed_at = excluded.changed_at,
                  changed_by = excluded.changed_by
                """)
                .param("round", roundId)
                .param("site", siteId)
                .param("label", wish.label())
                .param("position", wish.position())
                .param("grades", Rows.array(grades))
                .param("pupils", pupils)
                .param("choices", Rows.array(wish.choices()))
                .param("preferred", Rows.array(wish.preferred()))
                .param("excluded", Rows.array(wish.excluded()))
                .param("dayparts", Rows.array(wish.dayparts()))
                .param("notDates", Rows.array(wish.notDates()))
                .param("together", wish.together())
                .param("note", wish.note())
                .param("now", Rows.timestamp(now))
                .param("by", by.accountId())
                .update();
    }

    public void delete(long roundId, long siteId, String label, int position) {
        jdbc.sql("delete from plan_wish where round_id = ? and site_id = ? and label = ? and position = ?")
                .params(roundId, siteId, label, position)
                .update();
    }

    public Map<Long, Bilingual> titles(Collection<Long> activities) {
        return jdbc.sql("select id, title_nl, title_en from programme_activity_v where id = any (?::bigint[])")
                .param(Rows.array(activities))
                .query(Rows.byId("id", (row, n) -> Rows.bilingual(row, "title")));
    }
}
