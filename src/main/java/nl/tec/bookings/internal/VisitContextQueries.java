package nl.tec.bookings.internal;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import nl.tec.bookings.VisitContext;
import nl.tec.bookings.VisitContext.ActivityFacts;
import nl.tec.bookings.VisitContext.ClassFacts;
import nl.tec.bookings.VisitContext.Destination;
import nl.tec.bookings.VisitContext.Key;
import nl.tec.bookings.VisitContext.Part;
import nl.tec.bookings.VisitContext.SessionFacts;
import nl.tec.hub.HubSettings;
import nl.tec.hub.Rows;
import nl.tec.hub.VersionedCache;
import nl.tec.programme.Session;
import nl.tec.shared.Bilingual;
import nl.tec.shared.Coordinates;
import nl.tec.shared.Grade;
import nl.tec.shared.SchoolYear;
import nl.tec.shared.Sector;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Reads the facts that a booking is decided on, in one query. For the sake of this hot path, it is the only class of the module that
 * joins the views of the programme and of the schools for that.
 */
@Component
public class VisitContextQueries {

    /** The columns that {@link #facts} reads, with the aliases {@code s} of the session and {@code c} of the class. */
    static final String COLUMNS = """
            s.id as session_id, s.starts_at, s.ends_at, s.state as session_state, s.capacity, s.site_id as session_site,
            s.activity_id, (select a.version from programme_activity_v a where a.id = s.activity_id) as activity_version,
            p.venue_nl, p.venue_en, p.venue_address, p.comes_along, p.near_latitude as venue_latitude, p.near_longitude as venue_longitude,
            c.id as class_id, c.label, c.level, c.school_year, c.ended_at is not null as class_ended, c.site_id,
            o.school, o.school_address, o.near_latitude as latitude, o.near_longitude as longitude, o.sector,
            (select string_agg(concat_ws(':', cp.id, cp.grade, cp.head_count), ',' order by cp.grade)
             from organisations_class_part_v cp where cp.class_id = c.id and cp.ended_at is null) as class_parts,
            exists (select from organisations_day_off_v d
                    where (s.starts_at at time zone 'Europe/Amsterdam')::date between d.first_day and d.last_day
                      and (d.region is null or d.region = coalesce(o.holiday_region, (
                             select m.holiday_region from organisations_municipality_v m where m.code = o.municipality_code), :region))
                      and (d.site_id is null or d.site_id = c.site_id)) as school_closed,
            coalesce(o.ended_on <= (s.starts_at at time zone 'Europe/Amsterdam')::date, false) as school_ended
            """;

    /**
     * The joins of the other tables, after {@code from session s ... school_class c}. With {@code offset 0} each is looked up for the row
     * at hand; otherwise PostgreSQL plans joins that read a table from the start, for one row of it.
     */
    static final String JOINS = """
            left join lateral (
              select v.name_nl as venue_nl, v.name_en as venue_en, concat_ws(', ', v.street, v.town) as venue_address,
                     v.kind = 'MOBILE' as comes_along, v.near_latitude, v.near_longitude
                from venues_venue_v v where v.id = s.venue_id offset 0) p on true
            cross join lateral (
              select o.name as school, concat_ws(', ', concat_ws(' ', o.street, o.house_number), o.town) as school_address,
                     o.near_latitude, o.near_longitude, o.municipality_code, o.ended_on, w.sector, w.holiday_region
                from organisations_organisation_v o join organisations_school_site_v w on w.organisation_id = o.id
               where o.id = c.site_id offset 0) o
            """;

    private static final String ACTIVITY = """
            select a.id, a.version, a.slug, a.state = 'PUBLISHED' as published, a.takes = 'CLASSES' as takes_classes, a.title_nl, a.title_en,
                   a.worlds[1] as world, a.audiences, a.po_from as groups_from, a.po_to as groups_to, a.vo_from as years_from,
                   a.vo_to as years_to, a.mbo_from as mbo_years_from, a.mbo_to as mbo_years_to, null::int as ages_from, null::int as ages_to,
                   a.vo_levels as levels, a.cost_school_cents as cost, a.fund_nl, a.fund_en, a.free_cancel_days, a.children_per_adult,
                   a.make_nl, a.make_en, a.before_nl, a.before_en, a.after_nl <> '' as after
            from programme_activity_v a where a.id = ?
            """;

    private static final NamedSql OF_SESSION_AND_CLASS =
            new NamedSql("select " + COLUMNS + " from programme_session_v s cross join organisations_school_class_v c "
                    + JOINS + " where s.id = :session and c.id = :class");

    private static final NamedSql OF_PAIRS = new NamedSql("select " + COLUMNS + """
            from unnest(:sessions::bigint[], :classes::bigint[]) as k (session_id, class_id)
            join programme_session_v s on s.id = k.session_id join organisations_school_class_v c on c.id = k.class_id
            """ + JOINS);

    private static final NamedSql OF_BOOKINGS =
            new NamedSql("select b.id as booking_id, " + COLUMNS + """
            from booking b
            join lateral (select id, starts_at, ends_at, state, capacity, activity_id, :place::bigint as venue_id, :site::bigint as site_id
                          from programme_session_v where id = b.session_id) s on true
            join organisations_school_class_v c on c.id = b.class_id
            """ + JOINS + """
             where b.session_id = :session and booking_active(b.state)
            order by b.id
            """);

    private final JdbcClient jdbc;
    private final HubSettings hub;
    private final VersionedCache<ActivityFacts> activities = new VersionedCache<>();

    VisitContextQueries(JdbcClient jdbc, HubSettings hub) {
        this.jdbc = jdbc;
        this.hub = hub;
    }

    public Optional<VisitContext> find(long sessionId, long classId) {
        return OF_SESSION_AND_CLASS
                .with(jdbc, Map.of("region", region(), "session", sessionId, "class", classId))
                .query((row, n) -> facts(row))
                .optional()
                .map(this::whole);
    }

    /**
     * The free capacity of a session.
     *
     * @param waiting the number of classes on the waiting list
     */
    public record Free(int seats, int classes, int waiting) {}

    public Free free(long sessionId) {
        return jdbc.sql(
                        "select free as seats, free_classes as classes, waiting from bookings_session_availability_v join bookings_session_waiting_v using (session_id) where session_id = ?")
                .param(sessionId)
                .query(Rows.of(Free.class))
                .single();
    }

    /** Returns the facts of classes at sessions, in one query; pairs that do not exist are absent. */
    public Map<Key, VisitContext> list(Collection<Key> keys) {
        return OF_PAIRS
                .with(
                        jdbc,
                        Map.of(
                                "region",
                                region(),
                                "sessions",
                                Rows.array(keys.stream().map(Key::sessionId).toList()),
                                "classes",
                                Rows.array(keys.stream().map(Key::classId).toList())))
                .query((row, n) -> facts(row))
                .list()
                .stream()
                .map(whole())
                .collect(Collectors.toMap(VisitContext::key, Function.identity(), (one, same) -> one));
    }

    /** The data of a row, to be completed with the facts of the activity. */
    record Read(long activity, int version, Function<ActivityFacts, VisitContext> facts) {}

    private record FoundActivity(int version, ActivityFacts facts) {}

    /** Completes a row. Call after reading the result set: an activity that is not cached takes a query. */
    VisitContext whole(Read read) {
        return read.facts().apply(activityOf(read));
    }

    private ActivityFacts activityOf(Read read) {
        ActivityFacts known = activities.find(read.activity(), read.version());
        if (known != null) {
            return known;
        }
        FoundActivity found = jdbc.sql(ACTIVITY)
                .param(read.activity())
                .query(Rows.of(FoundActivity.class))
                .single();
        activities.keep(read.activity(), found.version(), found.facts());
        return found.facts();
    }

    /** Returns the facts of every active booking of a session as if it were held at the given venue or school, by booking. */
    Map<Long, VisitContext> ofBookings(long sessionId, @Nullable Long venueId, @Nullable Long siteId) {
        Map<String, @Nullable Object> values = new HashMap<>();
        values.put("region", region());
        values.put("session", sessionId);
        values.put("place", venueId);
        values.put("site", siteId);
        Map<Long, Read> rows = OF_BOOKINGS.with(jdbc, values).query(Rows.byId("booking_id", (row, n) -> facts(row)));
        Function<Read, VisitContext> whole = whole();
        Map<Long, VisitContext> visits = new LinkedHashMap<>();
        rows.forEach((booking, read) -> visits.put(booking, whole.apply(read)));
        return visits;
    }

    /** As {@link #whole(Read)}, for many rows: queries each activity once, even in a transaction, in which nothing is cached. */
    private Function<Read, VisitContext> whole() {
        Map<Long, ActivityFacts> known = new HashMap<>();
        return read -> read.facts().apply(known.computeIfAbsent(read.activity(), id -> activityOf(read)));
    }

    /** Returns the default holiday region, for schools without one of their own. */
    String region() {
        return hub.holidayRegion().name();
    }

    static Read facts(ResultSet row) throws SQLException {
        SessionFacts session = new SessionFacts(
                row.getLong("session_id"),
                Rows.slot(row, "starts_at", "ends_at"),
                Session.State.valueOf(row.getString("session_state")),
                row.getInt("capacity"),
                Rows.longOrNull(row, "session_site"));
        Destination where = where(row, session.siteId() != null);
        ClassFacts schoolClass = schoolClass(row);
        boolean closed = row.getBoolean("school_closed");
        boolean ended = row.getBoolean("school_ended");
        boolean comesToSchool = row.getBoolean("comes_along");
        return new Read(
                row.getLong("activity_id"),
                row.getInt("activity_version"),
                activity -> new VisitContext(session, activity, where, schoolClass, closed, ended, comesToSchool));
    }

    private static Destination where(ResultSet row, boolean atSchool) throws SQLException {
        if (atSchool) {
            String school = row.getString("school");
            return new Destination(
                    Bilingual.same(school), row.getString("school_address"), coordinates(row, "latitude", "longitude"));
        }
        String name = row.getString("venue_nl");
        return name == null
                ? new Destination(Bilingual.EMPTY, "", null)
                : new Destination(
                        new Bilingual(name, row.getString("venue_en")),
                        row.getString("venue_address"),
                        coordinates(row, "venue_latitude", "venue_longitude"));
    }

    private static ClassFacts schoolClass(ResultSet row) throws SQLException {
        Sector sector = Sector.valueOf(row.getString("sector"));
        String parts = row.getString("class_parts");
        return new ClassFacts(
                row.getLong("class_id"),
                row.getString("label"),
                row.getString("level"),
                new SchoolYear(row.getInt("school_year")),
                row.getBoolean("class_ended"),
                row.getLong("site_id"),
                sector,
                row.getString("school"),
                coordinates(row, "latitude", "longitude"),
                parts == null
                        ? List.of()
                        : Arrays.stream(parts.split(","))
                                .map(part -> part(part, sector))
                                .toList());
    }

    private static Part part(String text, Sector sector) {
        String[] numbers = text.split(":");
        return new Part(
                Long.parseLong(numbers[0]),
                new Grade(sector, Integer.parseInt(numbers[1])),
                Integer.parseInt(numbers[2]));
    }

    private static @Nullable Coordinates coordinates(ResultSet row, String latitude, String longitude)
            throws SQLException {
        return Coordinates.of(row.getObject(latitude, Double.class), row.getObject(longitude, Double.class));
    }
}
