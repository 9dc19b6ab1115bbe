package nl.tec.neighbours.internal;

import java.sql.Types;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import nl.tec.hub.Rows;
import nl.tec.neighbours.Neighbour;
import nl.tec.neighbours.NeighbourFailure;
import nl.tec.neighbours.NeighbourFields;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Stores the neighbours and what was read from them. */
@Component
public class NeighbourStore {

    /** The maximum number of sessions of one neighbour; more count as a failure. */
    private static final int MAX_SESSIONS = 5_000;

    private static final String NEIGHBOUR = """
            select n.id, n.organisation_id, o.name, n.city, n.address, n.read_on as on, n.read_at,
                   n.failure, n.failed_since, n.next_at, n.skipped, n.figures_at, n.their_key_at,
                   coalesce(s.activities, 0) as activities, coalesce(s.sessions, 0) as sessions
              from neighbour n
              join organisations_organisation_v o on o.id = n.organisation_id
              left join (select neighbour_id, count(distinct href) as activities, count(*) as sessions
                           from neighbour_session where starts_at >= now() group by neighbour_id) s on s.neighbour_id = n.id
            """;

    private final JdbcClient jdbc;
    private final JsonMapper json;

    NeighbourStore(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /** The state from which a neighbour is read. @param nextPage null: from the beginning */
    record Reading(
            long id,
            String address,
            @Nullable String nextPage,
            int failures,
            @Nullable Instant figuresAt) {}

    /** The address of a neighbour, and its key for us, encrypted. */
    record Access(String address, byte[] theirKey) {}

    /** Returns the access to a neighbour; empty: it is switched off, or we have no key. */
    Optional<Access> access(long id) {
        return jdbc.sql("select address, their_key from neighbour where id = ? and read_on and their_key is not null")
                .param(id)
                .query(Rows.of(Access.class))
                .optional();
    }

    public List<Neighbour> list() {
        return jdbc.sql(NEIGHBOUR + " order by n.city, n.id")
                .query(Rows.of(Neighbour.class))
                .list();
    }

    public Optional<Neighbour> find(long id) {
        return jdbc.sql(NEIGHBOUR + " where n.id = ?")
                .param(id)
                .query(Rows.of(Neighbour.class))
                .optional();
    }

    public boolean isNeighbour(long organisationId) {
        return jdbc.sql("select exists (select from neighbour where organisation_id = ?)")
                .param(organisationId)
                .query(Boolean.class)
                .single();
    }

    /** Whether another neighbour has this address. */
    public boolean isKnown(String address, long but) {
        return jdbc.sql("select exists (select from neighbour where address = ? and id <> ?)")
                .params(address, but)
                .query(Boolean.class)
                .single();
    }

    public long insert(long organisationId, NeighbourFields fields, String address, Instant now) {
        return jdbc.sql("""
                insert into neighbour (organisation_id, address, city, read_on, added_at, next_at)
                values (:organisation, :address, :city, :on, :now, :now) returning id
                """)
                .param("organisation", organisationId)
                .param("address", address)
                .param("city", fields.city().strip())
                .param("on", fields.on())
                .param("now", Rows.timestamp(now))
                .query(Long.class)
                .single();
    }

    /** @param moved whether the address differs: everything that was read at the old one is removed */
    public void update(long id, NeighbourFields fields, String address, boolean moved, Instant now) {
        jdbc.sql("""
                update neighbour
                   set address = :address, city = :city, read_on = :on, next_at = :now, failures = 0,
                       next_page = case when :moved then null else next_page end,
                       read_at = case when :moved then null else read_at end,
                       figures_at = case when :moved then null else figures_at end,
                       their_key = case when :moved then null else their_key end,
                       their_key_at = case when :moved then null else their_key_at end
                 where id = :id
                """)
                .param("address", address)
                .param("city", fields.city().strip())
                .param("on", fields.on())
                .param("moved", moved)
                .param("now", Rows.timestamp(now))
                .param("id", id)
                .update();
        if (moved) {
            jdbc.sql("delete from neighbour_session where neighbour_id = ?")
                    .param(id)
                    .update();
            jdbc.sql("delete from neighbour_figure where neighbour_id = ?")
                    .param(id)
                    .update();
            jdbc.sql("delete from neighbour_item where neighbour_id = ?")
                    .param(id)
                    .update();
        }
    }

    /** @param sealed null: removes the key */
    public void setTheirKey(long id, byte @Nullable [] sealed, Instant now) {
        jdbc.sql(
                        "update neighbour set their_key = :key, their_key_at = case when :known then :now::timestamptz end where id = :id")
                .param("key", sealed, Types.BINARY)
                .param("known", sealed != null)
                .param("now", Rows.timestamp(now))
                .param("id", id)
                .update();
    }

    public void delete(long id) {
        jdbc.sql("delete from neighbour where id = ?").param(id).update();
    }

    List<Long> due(Instant now) {
        return jdbc.sql("select id from neighbour where read_on and next_at <= ? order by next_at")
                .param(Rows.timestamp(now))
                .query(Long.class)
                .list();
    }

    /** @param begunBefore a feed that was begun before this moment is read from its beginning */
    Optional<Reading> reading(long id, Instant begunBefore) {
        return jdbc.sql("""
                select id, address, case when begun_at >= :before then next_page end as next_page, failures, figures_at
                  from neighbour where id = :id
                """)
                .param("before", Rows.timestamp(begunBefore))
                .param("id", id)
                .query(Rows.of(Reading.class))
                .optional();
    }

    /**
     * Stores a page and, if it is the last one, that the feed was read completely; in the transaction of the caller. No-op for a neighbour
     * that was removed, switched off or moved in the meantime.
     *
     * @param first whether it is the first page of a feed that is read from its beginning
     * @return false: too many sessions
     */
    boolean keep(Reading reading, FeedPage page, String next, boolean first, int skipped, Instant now) {
        long id = reading.id();
        if (jdbc.sql("select id from neighbour where id = ? and address = ? and read_on for update")
                .params(id, reading.address())
                .query(Long.class)
                .optional()
                .isEmpty()) {
            return true;
        }
        if (first) {
            jdbc.sql("update neighbour set begun_at = ? where id = ?")
                    .params(Rows.timestamp(now), id)
                    .update();
        }
        jdbc.sql("delete from neighbour_session where neighbour_id = :id and item_id = any (:gone::text[])")
                .param("id", id)
                .param("gone", page.gone().toArray(String[]::new))
                .update();
        jdbc.sql("""
                insert into neighbour_session as kept (neighbour_id, item_id, title, promise, href, world, starts_at, ends_at, classes,
                       age_from, age_to, no_charge, free, place, town, latitude, longitude, seen_at)
                select :id, "itemId", title, promise, href, world, "startsAt", "endsAt", classes,
                       "ageFrom", "ageTo", "noCharge", free, place, town, latitude, longitude, :now
                  from jsonb_to_recordset(:items::jsonb) as item ("itemId" text, title text, promise text, href text, world text,
                       "startsAt" timestamptz, "endsAt" timestamptz, classes boolean, "ageFrom" int, "ageTo" int, "noCharge" boolean,
                       free int, place text, town text, latitude double precision, longitude double precision)
                    on conflict (neighbour_id, item_id) do update
                   set title = excluded.title, promise = excluded.promise, href = excluded.href, world = excluded.world,
                       starts_at = excluded.starts_at, ends_at = excluded.ends_at, classes = excluded.classes,
                       age_from = excluded.age_from, age_to = excluded.age_to, no_charge = excluded.no_charge, free = excluded.free,
                       place = excluded.place, town = excluded.town, latitude = excluded.latitude, longitude = excluded.longitude,
                       seen_at = excluded.seen_at
                """)
                .param("id", id)
                .param("now", Rows.timestamp(now))
                .param("items", json.writeValueAsString(page.sessions()))
                .update();
        if (page.last()) {
            jdbc.sql("""
                    delete from neighbour_session s using neighbour n
                     where n.id = :id and s.neighbour_id = n.id and s.seen_at < n.begun_at
                    """).param("id", id).update();
        }
        jdbc.sql("""
                update neighbour set next_page = :next, skipped = :skipped, read_at = case when :last then :now else read_at end
                 where id = :id
                """)
                .param("next", next)
                .param("skipped", skipped)
                .param("last", page.last())
                .param("now", Rows.timestamp(now))
                .param("id", id)
                .update();
        int kept = jdbc.sql("select count(*) from neighbour_session where neighbour_id = ?")
                .param(id)
                .query(Integer.class)
                .single();
        if (kept > MAX_SESSIONS) {
            // keep the earliest ones
            jdbc.sql("""
                    delete from neighbour_session where neighbour_id = :id and item_id in (
                      select item_id from neighbour_session where neighbour_id = :id order by starts_at, item_id offset :most)
                    """).param("id", id).param("most", MAX_SESSIONS).update();
        }
        return kept <= MAX_SESSIONS;
    }

    /** Replaces its figures; in the transaction of the caller. */
    void keep(long id, FigureList figures, Instant now) {
        jdbc.sql("delete from neighbour_figure where neighbour_id = ?")
                .param(id)
                .update();
        jdbc.sql("""
                insert into neighbour_figure (neighbour_id, code, year, position, name_nl, name_en, unit, definition, version, value,
                       reached, population, measured_at, municipalities)
                select :id, code, year, position, "nameNl", "nameEn", unit, nullif(definition, 'null'::jsonb), version, value, reached,
                       population, "measuredAt", nullif(municipalities, 'null'::jsonb)
                  from jsonb_to_recordset(:items::jsonb) as item (code text, year int, position int, "nameNl" text, "nameEn" text,
                       unit text, definition jsonb, version int, value double precision, reached bigint, population bigint,
                       "measuredAt" timestamptz, municipalities jsonb)
                """)
                .param("id", id)
                .param(
                        "items",
                        json.writeValueAsString(figures.items().stream()
                                .sorted(Comparator.comparing(FigureList.Item::position))
                                .toList()))
                .update();
        jdbc.sql("update neighbour set figures_at = ? where id = ?")
                .params(Rows.timestamp(now), id)
                .update();
    }

    /** Replaces its library, the newest first; in the transaction of the caller. */
    void keepItems(long id, List<ItemList.Item> items) {
        jdbc.sql("delete from neighbour_item where neighbour_id = ?").param(id).update();
        jdbc.sql("""
                insert into neighbour_item (neighbour_id, slug, position, title, summary, href, kind, world, licence, maker)
                select :id, slug, position, title, summary, href, kind, world, licence, maker
                  from rows from (jsonb_to_recordset(:items::jsonb) as (slug text, title text, summary text, href text, kind text,
                       world text, licence text, maker text)) with ordinality
                       as item (slug, title, summary, href, kind, world, licence, maker, position)
                """)
                .param("id", id)
                .param("items", json.writeValueAsString(items))
                .update();
    }

    void succeeded(long id, Instant now, Instant next) {
        jdbc.sql("""
                update neighbour set tried_at = ?, next_at = ?, failure = null, failed_since = null, failures = 0 where id = ?
                """).params(Rows.timestamp(now), Rows.timestamp(next), id).update();
    }

    /** Records a failure; after an invalid answer the feed is read from its beginning the next time. */
    void failed(long id, NeighbourFailure why, Instant now, Instant next) {
        jdbc.sql("""
                update neighbour set tried_at = :now, next_at = :next, failure = :why, failures = failures + 1,
                       failed_since = coalesce(failed_since, :now),
                       next_page = case when :why in ('STATUS', 'NOT_UNDERSTOOD', 'OTHER_ADDRESS') then null else next_page end
                 where id = :id
                """)
                .param("now", Rows.timestamp(now))
                .param("next", Rows.timestamp(next))
                .param("why", why.name())
                .param("id", id)
                .update();
    }

    /** Removes sessions that are over. */
    void removeExpired(Instant now) {
        jdbc.sql("delete from neighbour_session where ends_at < ?")
                .param(Rows.timestamp(now))
                .update();
    }
}
