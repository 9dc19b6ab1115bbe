package nl.tec.programme.internal;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import nl.tec.hub.Rows;
import nl.tec.programme.Board;
import nl.tec.programme.Board.Block;
import nl.tec.programme.Board.By;
import nl.tec.programme.Board.Lane;
import nl.tec.programme.Days;
import nl.tec.programme.Session;
import nl.tec.shared.Bilingual;
import nl.tec.shared.TimeSlot;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads the planning board in a constant three queries: the lanes, the sessions, and the resources that they take. */
@Component
public class BoardQueries {

    /** The key of the lane of sessions without a guide. */
    private static final String NOTHING = "";

    /** The condition for sessions in the period, relying on no session being longer than a day. */
    private static final String WITHIN = """
            s.starts_at < :until and s.ends_at > :from and s.starts_at > :from::timestamptz - interval '1 day'
              and (:venue::bigint is null or s.venue_id = :venue)
            """;

    /** Selects the use of lanes by sessions. %s: a lateral subquery u of lane, label_nl, label_en, occupied, travel. */
    private static final String USES = """
            select s.id as session_id, s.cancels_at, a.setup_minutes, a.cleanup_minutes,
                   u.lane, u.label_nl, u.label_en, lower(u.occupied) as occupied_from, upper(u.occupied) as occupied_until,
                   coalesce(u.travel, 0) as travel
              from session s
              join activity a on a.id = s.activity_id
              %s
             where s.state <> 'CANCELLED' and
            """ + WITHIN + " order by s.starts_at, s.id, u.lane";

    private static final String NO_USES =
            "left join (select null::text as lane, '' as label_nl, '' as label_en, null::tstzrange as occupied, 0 as travel) u on false";

    /** Selects guides and guest teachers; travel time counts from a guide's previous session, if that is elsewhere. */
    private static final String PEOPLE = """
            left join lateral (
              select 'm' || w.member_id as lane, w.name as label_nl, w.name as label_en, w.during as occupied,
                     (select drive_minutes(o.latitude, o.longitude, w.latitude, w.longitude)
                        from (select b.place, b.latitude, b.longitude from staff_assignment_v b
                               where b.member_id = w.member_id and upper(b.during) <= lower(w.during)
                                 and b.during && tstzrange(lower(w.during) - interval '12 hours', lower(w.during))
                               order by upper(b.during) desc limit 1) o
                       where o.place <> w.place) as travel
                from staff_assignment_v w where w.session_id = s.id
              union all
              select 'o' || r.resource_id, x.name, coalesce(nullif(x.name_en, ''), x.name), r.during,
                     (extract(epoch from lower(r.during) - lower(r.away)) / 60)::int
                from venues_reservation_v r join venues_resource_v x on x.id = r.resource_id
               where r.subject = 'SESSION' and r.subject_id = s.id and r.kind = 'PERSON') u on true
            """;

    private static final String BUSES = """
            join bookings_booking_v b on b.session_id = s.id
            join lateral (
              select 'b' || v.bus_id as lane, v.name_nl as label_nl, v.name_en as label_en, v.during as occupied, 0 as travel
                from venues_bus_of_visit_v v where v.booking_id = b.id) u on true
            """;

    private static final String EQUIPMENT = """
            join lateral (
              select 'e' || r.resource_id as lane, '' as label_nl, '' as label_en, r.during as occupied, 0 as travel
                from venues_reservation_v r
               where r.subject = 'SESSION' and r.subject_id = s.id and r.kind = 'EQUIPMENT') u on true
            """;

    /** Selects all lanes of a kind, with reservations other than sessions. %s: a relation of id, name and where. */
    private static final String LANES = """
            select l.id, l.name_nl, l.name_en, l.where_nl, l.where_en, lower(o.during) as occupied_from, upper(o.during) as occupied_until
              from (%s) l
              left join venues_reservation_v o on o.resource_id = l.id and o.during && tstzrange(:from, :until) and o.subject in ('SET_UP', 'BLOCKED')
             order by coalesce(lower(l.where_nl), ''), lower(l.name_nl), l.id, occupied_from
            """;

    private static final String ROOMS = """
            select r.id, r.name as name_nl, coalesce(nullif(r.name_en, ''), r.name) as name_en, v.name_nl as where_nl, v.name_en as where_en
              from venues_resource_v r join venues_venue_v v on v.id = r.venue_id
             where r.kind = 'ROOM' and r.ended_on is null and v.ended_on is null and (:venue::bigint is null or v.id = :venue)
            """;

    private static final String ALL_BUSES = """
            select r.id, r.name as name_nl, coalesce(nullif(r.name_en, ''), r.name) as name_en, null::text as where_nl, null::text as where_en
              from venues_resource_v r
             where r.kind = 'BUS' and (r.ended_on is null or r.ended_on > (:from::timestamptz at time zone 'Europe/Amsterdam')::date)
            """;

    private static final String ALL_EQUIPMENT = """
            select r.id, r.name || case when count(*) over (partition by r.equipment_key) > 1 then ' ' || r.number_of_it else '' end as name_nl,
                   coalesce(nullif(r.name_en, ''), r.name)
                     || case when count(*) over (partition by r.equipment_key) > 1 then ' ' || r.number_of_it else '' end as name_en,
                   null::text as where_nl, null::text as where_en
              from (select x.*, row_number() over (partition by x.equipment_key order by x.id) as number_of_it
                      from venues_resource_v x where x.kind = 'EQUIPMENT' and x.ended_on is null) r
            """;

    private static final String ALL_PEOPLE = """
            select m.id, m.name as name_nl, m.name as name_en, null::text as where_nl, null::text as where_en
              from staff_member_v m
             where m.name <> '' and (m.ended_on is null or m.ended_on > (:from::timestamptz at time zone 'Europe/Amsterdam')::date)
            """;

    private final JdbcClient jdbc;
    private final SessionQueries sessions;

    BoardQueries(JdbcClient jdbc, SessionQueries sessions) {
        this.jdbc = jdbc;
        this.sessions = sessions;
    }

    /** The use of a resource by a session. @param lane null: none of this kind */
    private record Use(
            long sessionId,
            @Nullable Instant cancelsAt,
            int setUp,
            int cleanUp,
            @Nullable String lane,
            Bilingual label,
            @Nullable TimeSlot occupied,
            int travel) {}

    /** Returns the lanes of a kind with their blocks. */
    public List<Lane> lanes(Days days, By by, @Nullable Long venueId) {
        Map<String, @Nullable Object> values = new HashMap<>();
        values.put("from", Rows.startOf(days.first()));
        values.put("until", Rows.startOf(days.last().plusDays(1)));
        values.put("venue", venueId);
        Map<String, Lane> lanes = all(by, values);
        Map<Long, Session> held = sessions
                .listForManagers("s.state <> 'CANCELLED' and " + WITHIN + " order by s.starts_at, s.id", values)
                .stream()
                .collect(Collectors.toMap(Session::id, Function.identity()));
        for (Use use : jdbc.sql(USES.formatted(
                        switch (by) {
                            case ROOM -> NO_USES;
                            case PERSON -> PEOPLE;
                            case BUS -> BUSES;
                            case EQUIPMENT -> EQUIPMENT;
                        }))
                .params(values)
                .query(BoardQueries::use)
                .list()) {
            Session session = held.get(use.sessionId());
            if (session != null) {
                lane(lanes, by, use, session).blocks().add(block(use, session));
            }
        }
        lanes.values()
                .forEach(lane -> lane.blocks()
                        .sort(Comparator.comparing(block -> block.occupied().start())));
        return List.copyOf(lanes.values());
    }

    private Map<String, Lane> all(By by, Map<String, @Nullable Object> values) {
        Map<String, Lane> lanes = new LinkedHashMap<>();
        String prefix = switch (by) {
            case ROOM -> "r";
            case PERSON -> "m";
            case BUS -> "b";
            case EQUIPMENT -> "e";
        };
        if (by == By.PERSON) {
            lanes.put(NOTHING, new Lane(NOTHING, null, null, new ArrayList<>()));
        }
        String which = switch (by) {
            case ROOM -> ROOMS;
            case PERSON -> ALL_PEOPLE;
            case BUS -> ALL_BUSES;
            case EQUIPMENT -> ALL_EQUIPMENT;
        };
        jdbc.sql(LANES.formatted(which)).params(values).query(row -> {
            String key = prefix + row.getLong("id");
            Lane lane = lanes.get(key);
            if (lane == null) {
                Bilingual where = row.getString("where_nl") == null ? null : Rows.bilingual(row, "where");
                lane = new Lane(key, Rows.bilingual(row, "name"), where, new ArrayList<>());
                lanes.put(key, lane);
            }
            if (by != By.PERSON && row.getTimestamp("occupied_from") != null) {
                TimeSlot occupied = Rows.slot(row, "occupied_from", "occupied_until");
                lane.blocks().add(new Block(null, occupied, 0, null));
            }
        });
        return lanes;
    }

    /** Returns the name of a venue; null for a session without one. */
    private static @Nullable Bilingual nameOrNull(Bilingual venue) {
        return venue.dutch().isBlank() ? null : venue;
    }

    private static Lane lane(Map<String, Lane> lanes, By by, Use use, Session session) {
        if (by == By.ROOM) {
            Session.Location where = session.where();
            return lanes.computeIfAbsent(
                    Board.key(where),
                    key -> new Lane(
                            key,
                            where.roomName() != null ? where.roomName() : nameOrNull(where.venueName()),
                            where.roomName() == null ? null : where.venueName(),
                            new ArrayList<>()));
        }
        String key = use.lane() == null ? NOTHING : use.lane();
        return lanes.computeIfAbsent(key, unknown -> new Lane(key, use.label(), null, new ArrayList<>()));
    }

    private static Block block(Use use, Session session) {
        TimeSlot with = session.slot().widened(Duration.ofMinutes(use.setUp()), Duration.ofMinutes(use.cleanUp()));
        return new Block(session, Objects.requireNonNullElse(use.occupied(), with), use.travel(), use.cancelsAt());
    }

    private static Use use(ResultSet row, int n) throws SQLException {
        String lane = row.getString("lane");
        return new Use(
                row.getLong("session_id"),
                Rows.instantOrNull(row, "cancels_at"),
                row.getInt("setup_minutes"),
                row.getInt("cleanup_minutes"),
                lane,
                lane == null ? Bilingual.EMPTY : Rows.bilingual(row, "label"),
                lane == null ? null : Rows.slot(row, "occupied_from", "occupied_until"),
                row.getInt("travel"));
    }
}
