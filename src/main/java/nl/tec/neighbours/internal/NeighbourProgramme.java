package nl.tec.neighbours.internal;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import nl.tec.hub.Rows;
import nl.tec.programme.ActivityDetails;
import nl.tec.programme.Days;
import nl.tec.programme.ForgivingSearch;
import nl.tec.programme.Moments;
import nl.tec.programme.OthersProgramme;
import nl.tec.programme.Programme.Query;
import nl.tec.programme.Selection;
import nl.tec.programme.Who;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The stored programme of the neighbours. Outdated sessions are not shown, because they may have been withdrawn since. */
@Component
class NeighbourProgramme implements OthersProgramme {

    /** The age at which what was read is outdated. */
    private static final Duration STALE = Duration.ofHours(24);

    private static final String SHOWN = "n.read_on and n.read_at > :fresh";

    private static final ForgivingSearch.Corpus SESSIONS = new ForgivingSearch.Corpus(
            "neighbour_session s where s.search", "select title as words from neighbour_session");

    private final JdbcClient jdbc;
    private final ForgivingSearch forgiving;
    private final Clock clock;
    private final LoadingCache<String, List<String>> cities;

    NeighbourProgramme(JdbcClient jdbc, ForgivingSearch forgiving, Clock clock) {
        this.jdbc = jdbc;
        this.forgiving = forgiving;
        this.clock = clock;
        this.cities = Caffeine.newBuilder()
                .refreshAfterWrite(Duration.ofSeconds(5))
                .expireAfterWrite(Duration.ofSeconds(30))
                .build(key -> readCities());
    }

    @Override
    public List<String> cities() {
        return cities.get("all");
    }

    /** Counts the neighbours that are shown now, of those that there were at a moment. */
    int shown(Instant at) {
        return jdbc.sql("select count(*) from neighbour n where " + SHOWN + " and n.added_at < :at")
                .param("fresh", Rows.timestamp(clock.instant().minus(STALE)))
                .param("at", Rows.timestamp(at))
                .query(Integer.class)
                .single();
    }

    /** Invalidates the cache after a change on this node; others see the change within half a minute. */
    void refresh() {
        cities.invalidateAll();
    }

    private List<String> readCities() {
        return jdbc.sql("select distinct city from neighbour n where " + SHOWN + " order by city")
                .param("fresh", Rows.timestamp(clock.instant().minus(STALE)))
                .query(String.class)
                .list();
    }

    @Override
    public List<Item> activities(Query query, int limit) {
        return search(query, true, limit);
    }

    @Override
    public List<Item> sessions(Query query, int limit) {
        return search(query, false, limit);
    }

    private List<Item> search(Query query, boolean once, int limit) {
        // no spelling suggestions: the page is about our own programme
        return cities().isEmpty() || query.activity() != null || excludesNeighbours(query.selection())
                ? List.of()
                : forgiving
                        .ask(SESSIONS, query.text(), words -> find(query, words, once, limit), found -> false)
                        .found();
    }

    private List<Item> find(Query query, ForgivingSearch.@Nullable Words words, boolean once, int limit) {
        Conditions conditions = selected(query.selection());
        conditions.and("s.starts_at >= :now").value("now", Rows.now(clock));
        if (words != null) {
            conditions
                    .and("s.search @@ (to_tsquery('tec_nl', :query) || to_tsquery('tec_en', :query))")
                    .value("query", words.query());
        }
        if (query.days() != null) {
            conditions.on(query.days());
        }
        return list(conditions, once, limit);
    }

    @Override
    public List<Item> between(Days days, Selection selection, int limit) {
        return cities().isEmpty() || excludesNeighbours(selection)
                ? List.of()
                : list(selected(selection).on(List.of(days)), false, limit);
    }

    /** Whether the selection is about our own venues, or about details that neighbours do not publish. */
    private static boolean excludesNeighbours(Selection selection) {
        return selection.venue() != null || selection.kind() != null;
    }

    private List<Item> list(Conditions conditions, boolean once, int limit) {
        return jdbc.sql("""
                select * from (
                  select o.name as hub, n.city, s.href, s.title, s.promise, s.world, s.starts_at as slot_start, s.ends_at as slot_end,
                         s.classes, s.free, s.place, s.town, s.neighbour_id, s.item_id,
                         case when s.classes and n.their_key is not null and s.item_id ~ '^[0-9]{1,18}$'
                              then '/school/buren/boeken?hub=' || n.id || '&sessie=' || s.item_id end as book,
                         case when :once then count(*) over (partition by s.neighbour_id, s.href) else 1 end as dates,
                         row_number() over (partition by s.neighbour_id, s.href order by s.starts_at, s.item_id) as nth
                    from neighbour_session s
                    join neighbour n on n.id = s.neighbour_id
                    join organisations_organisation_v o on o.id = n.organisation_id
                   where %s and %s) found
                 where not :once or nth = 1
                 order by slot_start, neighbour_id, item_id
                 limit :limit
                """.formatted(SHOWN, conditions.text))
                .params(conditions.values)
                .param("fresh", Rows.timestamp(clock.instant().minus(STALE)))
                .param("once", once)
                .param("limit", limit)
                .query(Rows.of(Item.class))
                .list();
    }

    @Override
    public List<Place> places(int limit) {
        return jdbc.sql("""
                select distinct on (n.id, s.place) o.name as hub, s.place as name, s.town, s.latitude, s.longitude
                  from neighbour_session s
                  join neighbour n on n.id = s.neighbour_id
                  join organisations_organisation_v o on o.id = n.organisation_id
                 where %s and s.latitude is not null and s.place <> ''
                 order by n.id, s.place limit :limit
                """.formatted(SHOWN))
                .param("fresh", Rows.timestamp(clock.instant().minus(STALE)))
                .param("limit", limit)
                .query(Rows.of(Place.class))
                .list();
    }

    private static Conditions selected(Selection selection) {
        Conditions all = new Conditions();
        if (selection.who() != null) {
            who(all, selection.who());
        }
        if (selection.world() != null) {
            all.and("s.world = :world").value("world", selection.world().name());
        }
        if (selection.takes() != null) {
            all.and("s.classes = :classes").value("classes", selection.takes() == ActivityDetails.Takes.CLASSES);
        }
        if (selection.free()) {
            all.and("coalesce(s.free, 1) > 0");
        }
        if (selection.noCharge()) {
            all.and("s.no_charge");
        }
        if (selection.day() != null) {
            all.and(Moments.on(selection.day()));
        }
        if (selection.part() != null) {
            all.and(Moments.in(selection.part()));
        }
        return all;
    }

    /** Adds a condition on ages, the only data they publish: group g is of age g + 3 and g + 4, year y of age y + 11 and y + 12. */
    private static void who(Conditions all, Who who) {
        switch (who.kind()) {
            case CHILD -> all.and("not s.classes").ages(who.number(), who.number());
            case GROUP -> all.ages(who.number() + 3, who.number() + 4);
            case YEAR -> all.ages(who.number() + 11, who.number() + 12);
            case MBO -> all.ages(16, 18);
            case PARENT, TEACHER, ADULT -> all.and("not s.classes and coalesce(s.age_to, 99) >= 18");
        }
    }

    private static final class Conditions {

        private final StringBuilder text = new StringBuilder("true");
        private final Map<String, @Nullable Object> values = new LinkedHashMap<>();

        Conditions and(String condition) {
            text.append("\n and ").append(condition);
            return this;
        }

        Conditions value(String name, Object value) {
            values.put(name, value);
            return this;
        }

        Conditions ages(int from, int to) {
            return and("coalesce(s.age_from, 0) <= :ageTo and coalesce(s.age_to, 99) >= :ageFrom")
                    .value("ageFrom", from)
                    .value("ageTo", to);
        }

        Conditions on(List<Days> days) {
            StringBuilder any = new StringBuilder("(false");
            for (int i = 0; i < days.size(); i++) {
                any.append(" or s.starts_at >= :first%1$d and s.starts_at < :after%1$d".formatted(i));
                value("first" + i, Rows.startOf(days.get(i).first()));
                value("after" + i, Rows.startOf(days.get(i).last().plusDays(1)));
            }
            return and(any.append(")").toString());
        }
    }
}
