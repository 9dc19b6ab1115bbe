package nl.tec.venues.internal;

import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nl.tec.hub.Rows;
import nl.tec.shared.Bilingual;
import nl.tec.shared.Dates;
import nl.tec.venues.SetUp;
import nl.tec.venues.SetUpPeriod;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads and writes set-ups, their equipment and their periods; a period is a resource that sessions reserve. */
@Component
public class SetUpStore {

    private static final String SET_UP = """
            select s.id, s.name_nl, s.name_en, s.version,
                   array(select e.equipment_key from set_up_equipment e where e.set_up_id = s.id order by 1) as equipment
              from set_up s where s.ended_on is null
            """;

    /** The number of days for which past periods are still read. */
    private static final int SHOWN_DAYS = 31;

    private final JdbcClient jdbc;

    SetUpStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    public List<SetUp> list(Instant now) {
        return read(jdbc.sql(SET_UP + " order by lower(s.name_nl), s.id"), now);
    }

    public Optional<SetUp> find(long id, Instant now) {
        return read(jdbc.sql(SET_UP + " and s.id = ?").param(id), now).stream().findFirst();
    }

    private List<SetUp> read(JdbcClient.StatementSpec query, Instant now) {
        Map<Long, List<SetUp.Needing>> activities =
                jdbc.sql("""
                select n.set_up_id, a.id as activity_id, a.title_nl, a.title_en
                  from set_up_activity n join programme_activity_v a on a.id = n.activity_id order by lower(a.title_nl), a.id
                """).query(Rows.listsById("set_up_id", Rows.of(SetUp.Needing.class)));
        Map<Long, List<SetUpPeriod>> periods = jdbc.sql("""
                select p.set_up_id, p.id, p.room_id, room.name || ', ' || v.name_nl as room_nl,
                       coalesce(nullif(room.name_en, ''), room.name) || ', ' || v.name_en as room_en, p.first_day as first, p.last_day as last,
                       (select count(*) from resource r join reservation b on b.resource_id = r.id
                         where r.set_up_period_id = p.id and upper(b.during) > :now) as to_come
                  from set_up_period p join resource room on room.id = p.room_id join venue v on v.id = room.venue_id
                 where p.last_day >= :shown order by p.first_day, p.id
                """)
                .param("now", Rows.timestamp(now))
                .param("shown", Dates.dayOf(now).minusDays(SHOWN_DAYS))
                .query(Rows.listsById("set_up_id", Rows.of(SetUpPeriod.class)));
        return query.query((row, n) -> new SetUp(
                        row.getLong("id"),
                        Rows.bilingual(row, "name"),
                        row.getInt("version"),
                        Rows.texts(row, "equipment"),
                        activities.getOrDefault(row.getLong("id"), List.of()),
                        periods.getOrDefault(row.getLong("id"), List.of())))
                .list();
    }

    /** Returns ids and titles, by title; without cancelled activities. */
    public Map<String, String> activitiesWithoutSetUp() {
        Map<String, String> titles = new LinkedHashMap<>();
        jdbc.sql("""
                select a.id, a.title_nl from programme_activity_v a
                 where a.state <> 'CANCELLED' and not exists (select from set_up_activity n where n.activity_id = a.id)
                 order by lower(a.title_nl), a.id
                """).query(row -> {
            titles.put(row.getString(1), row.getString(2));
        });
        return titles;
    }

    /** Returns those of these keys that exist, in order. */
    public List<String> known(List<String> equipment) {
        return jdbc.sql("select key from equipment where key = any(?::text[]) order by key")
                .param(Rows.array(equipment))
                .query(String.class)
                .list();
    }

    public long add(Bilingual name) {
        return jdbc.sql("insert into set_up (name_nl, name_en) values (?, ?) returning id")
                .params(name.dutch(), name.english())
                .query(Long.class)
                .single();
    }

    /** @return its id; empty when somebody else changed it since this version */
    public Optional<Long> change(long id, int version, Bilingual name) {
        return jdbc.sql("""
                update set_up set name_nl = ?, name_en = ?, version = version + 1 where id = ? and version = ? returning id
                """)
                .params(name.dutch(), name.english(), id, version)
                .query(Long.class)
                .optional();
    }

    /** Replaces the equipment of a set-up. */
    public void equip(long id, List<String> equipment) {
        jdbc.sql("delete from set_up_equipment where set_up_id = ?").param(id).update();
        jdbc.sql("insert into set_up_equipment (set_up_id, equipment_key) select ?, unnest(?::text[])")
                .params(id, Rows.array(equipment))
                .update();
    }

    /** Gives its resources its name. */
    public void nameResources(long id) {
        jdbc.sql("""
                update resource r set name = s.name_nl, name_en = s.name_en
                  from set_up_period p join set_up s on s.id = p.set_up_id where p.id = r.set_up_period_id and s.id = ?
                """).param(id).update();
    }

    public void end(long id, LocalDate today) {
        jdbc.sql("delete from set_up_activity where set_up_id = ?").param(id).update();
        jdbc.sql("update set_up set ended_on = ?, version = version + 1 where id = ?")
                .params(today, id)
                .update();
    }

    public boolean isRoom(long id) {
        return jdbc.sql("select exists (select from resource where id = ? and kind = 'ROOM' and ended_on is null)")
                .param(id)
                .query(Boolean.class)
                .single();
    }

    public long addPeriod(long setUpId, long roomId, LocalDate first, LocalDate last) {
        return jdbc.sql("""
                insert into set_up_period (set_up_id, room_id, first_day, last_day) values (?, ?, ?, ?) returning id
                """)
                .params(setUpId, roomId, first, last)
                .query(Long.class)
                .single();
    }

    /** Adds the resource of a period, so that sessions can reserve it. */
    public void addResource(long periodId) {
        jdbc.sql("""
                insert into resource (kind, name, name_en, venue_id, set_up_period_id)
                select 'SET_UP', s.name_nl, s.name_en, room.venue_id, p.id
                  from set_up_period p join set_up s on s.id = p.set_up_id join resource room on room.id = p.room_id where p.id = ?
                """).param(periodId).update();
    }

    /** Locks a period, so that reservations wait until the transaction ends. */
    public void lock(long periodId) {
        jdbc.sql("select id from resource where set_up_period_id = ? for no key update")
                .param(periodId)
                .query(Long.class)
                .list();
    }

    /** Counts its reservations, including past ones. */
    public int used(long periodId) {
        return jdbc.sql("""
                select count(*) from resource r join reservation b on b.resource_id = r.id where r.set_up_period_id = ?
                """).param(periodId).query(Integer.class).single();
    }

    public int toCome(long periodId, Instant now) {
        return jdbc.sql("""
                select count(*) from resource r join reservation b on b.resource_id = r.id
                 where r.set_up_period_id = ? and upper(b.during) > ?
                """)
                .params(periodId, Rows.timestamp(now))
                .query(Integer.class)
                .single();
    }

    public void removeResource(long periodId) {
        jdbc.sql("delete from resource where set_up_period_id = ?")
                .param(periodId)
                .update();
    }

    public void removePeriod(long id) {
        jdbc.sql("delete from set_up_period where id = ?").param(id).update();
    }

    /** Ends a period today, unless it ended before; its resources are free from tomorrow. */
    public void endPeriod(long id, LocalDate today) {
        jdbc.sql("update set_up_period set last_day = least(last_day, ?) where id = ?")
                .params(today, id)
                .update();
        jdbc.sql("""
                update reservation set during = tstzrange(lower(during), least(upper(during), ?)) where subject = 'SET_UP' and subject_id = ?
                """).params(Rows.startOf(today.plusDays(1)), id).update();
    }

    /** Counts the coming sessions of an activity. */
    public int sessionsToCome(long activityId, Instant now) {
        return jdbc.sql("""
                select count(*) from programme_session_v s where s.activity_id = ? and s.state <> 'CANCELLED' and s.ends_at > ?
                """)
                .params(activityId, Rows.timestamp(now))
                .query(Integer.class)
                .single();
    }

    public void need(long setUpId, long activityId) {
        jdbc.sql("insert into set_up_activity (activity_id, set_up_id) values (?, ?) on conflict do nothing")
                .params(activityId, setUpId)
                .update();
    }

    public void unlinkActivity(long setUpId, long activityId) {
        jdbc.sql("delete from set_up_activity where activity_id = ? and set_up_id = ?")
                .params(activityId, setUpId)
                .update();
    }
}
