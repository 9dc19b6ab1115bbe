package nl.tec.programme.internal;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import nl.tec.hub.Rows;
import nl.tec.hub.VersionedCache;
import nl.tec.programme.Session;
import nl.tec.shared.Bilingual;
import nl.tec.shared.TimeSlot;
import nl.tec.venues.VenueNames;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The single place that reads sessions. Lists have many sessions of few activities, so the query only reads the id and version of the
 * activity; its summary comes from a cache by those, or from a second query. The names of venues are cached too.
 */
@Component
public class SessionQueries {

    /**
     * The select up to its condition, on session s, activity a, availability v. %s: the number of waiting requests; more columns. Its
     * columns are read by position: looking each up by name took as long as reading it, in lists of hundreds.
     */
    private static final String SELECT = """
            select s.id, s.starts_at, s.ends_at, s.venue_id, s.site_id, s.room_id, s.state, s.version, s.capacity,
                   s.class_capacity, s.series_id, s.note, s.cancel_reason,
                   case when s.course then (select min(c.starts_at) from session c
                                            where c.series_id = s.series_id and c.state <> 'CANCELLED') end as course_start,
                   case when s.course then (select max(c.ends_at) from session c
                                            where c.series_id = s.series_id and c.state <> 'CANCELLED') end as course_end,
                   case when s.course then (select count(*) from session c
                                            where c.series_id = s.series_id and c.state <> 'CANCELLED') end as meetings,
                   a.id as activity_id, a.version as activity_version,
                   case when s.site_id is not null
                     then (select o.name from organisations_school_name_v o where o.site_id = s.site_id) end as school,
                   v.open, v.free, v.free_classes, %s as waiting%s
            from session s
            join activity a on a.id = s.activity_id
            left join bookings_session_availability_v v on v.session_id = s.id
            where\s""";

    private static final String WAITING =
            "(select w.waiting from bookings_session_waiting_v w where w.session_id = s.id)";
    private static final String WAITING_IF_FULL = "case when " + Where.FREE + " then 0 else " + WAITING + " end";
    private static final String FOR_PUBLIC = SELECT.formatted(WAITING_IF_FULL, "");
    private static final String FOR_PUBLIC_WITH_EVENTS =
            SELECT.formatted(WAITING_IF_FULL, ", " + ProgrammeEventQueries.COMING);
    private static final String FOR_MANAGERS = SELECT.formatted(WAITING, "");

    private static final String SUBJECTS = """
            select a.id, a.version, a.slug, a.state, a.kind, a.takes, a.worlds[1] as world, a.title_nl, a.title_en, a.sign_up_url,
                   a.cost_participant_cents = 0 as no_charge, %s
            from activity a where a.id in (:ids)
            """.formatted(ActivityRows.FOR_WHOM);

    /** A session whose activity and names are yet to be looked up. */
    private record Read(
            long activity, int version, Venue at, BiFunction<Session.Subject, Session.Location, Session> session) {}

    /**
     * The location of a session, by ids. Names are looked up after reading the result set: doing so in the row mapper would wait for a
     * second connection while holding one.
     */
    private record Venue(
            @Nullable Long venue,
            @Nullable Long site,
            @Nullable Long room,
            String school) {}

    private record Found(int version, Session.Subject subject) {}

    private final JdbcClient jdbc;
    private final VenueNames names;
    private final Clock clock;
    private final VersionedCache<Session.Subject> versionedCache = new VersionedCache<>();

    SessionQueries(JdbcClient jdbc, VenueNames names, Clock clock) {
        this.clock = clock;
        this.names = names;
        this.jdbc = jdbc;
    }

    /** As {@link #list(String, Map)}, by time. */
    public List<Session> list(Where where) {
        return list(where.session() + " and " + where.activity() + "\norder by s.starts_at, s.id", where.values());
    }

    /** As {@link #list(Where)}, at most {@code limit}. */
    public List<Session> list(Where where, int limit) {
        return list(
                where.session() + " and " + where.activity() + "\norder by s.starts_at, s.id limit " + limit,
                where.values());
    }

    /**
     * Returns sessions for the public: the waiting list is only counted for full sessions, and 0 elsewhere.
     *
     * @param rest the condition, order and limit
     */
    public List<Session> list(String rest, Map<String, ? extends @Nullable Object> values) {
        return read(FOR_PUBLIC + rest, values, this::row);
    }

    /**
     * As {@link #list(String, Map)}, with the events that are to come, in the same query.
     *
     * @param events is given {@link ProgrammeEventQueries#COMING}; not called without any session
     */
    List<Session> list(String rest, Map<String, ? extends @Nullable Object> values, Consumer<@Nullable String> events) {
        return read(FOR_PUBLIC_WITH_EVENTS + rest, values, (row, n) -> {
            if (n == 0) {
                events.accept(row.getString("events"));
            }
            return row(row, n);
        });
    }

    /** Returns sessions for programme managers, with the waiting list of each. */
    public List<Session> listForManagers(String rest, Map<String, ? extends @Nullable Object> values) {
        return read(FOR_MANAGERS + rest, values, this::row);
    }

    private List<Session> read(String sql, Map<String, ? extends @Nullable Object> values, RowMapper<Read> mapper) {
        List<Read> rows = jdbc.sql(sql).params(values).query(mapper).list();
        Map<Long, Session.Subject> subjects = new HashMap<>();
        Set<Long> unknown = new LinkedHashSet<>();
        for (Read row : rows) {
            if (!subjects.containsKey(row.activity())) {
                Session.Subject known = versionedCache.find(row.activity(), row.version());
                if (known == null) {
                    unknown.add(row.activity());
                } else {
                    subjects.put(row.activity(), known);
                }
            }
        }
        if (!unknown.isEmpty()) {
            for (Found found : jdbc.sql(SUBJECTS)
                    .param("ids", unknown)
                    .query(Rows.of(Found.class))
                    .list()) {
                subjects.put(found.subject().id(), found.subject());
                versionedCache.keep(found.subject().id(), found.version(), found.subject());
            }
        }
        Map<Venue, Session.Location> places = new HashMap<>();
        return rows.stream()
                .map(row -> row.session()
                        .apply(
                                Objects.requireNonNull(subjects.get(row.activity())),
                                places.computeIfAbsent(row.at(), this::where)))
                .toList();
    }

    private Read row(ResultSet row, int n) throws SQLException {
        long id = row.getLong(1);
        TimeSlot slot = new TimeSlot(Rows.instant(row, 2), Rows.instant(row, 3));
        String school = row.getString(19);
        Venue at = new Venue(
                Rows.longOrNull(row, 4),
                Rows.longOrNull(row, 5),
                Rows.longOrNull(row, 6),
                school == null ? "" : school);
        Session.State state = Session.State.valueOf(row.getString(7));
        int version = row.getInt(8);
        int capacity = row.getInt(9);
        Integer classes = Rows.intOrNull(row, 10);
        Long series = Rows.longOrNull(row, 11);
        String note = row.getString(12);
        String reason = row.getString(13);
        Session.Course course = course(row);
        Session.Availability availability = availability(row, course);
        return new Read(
                row.getLong(17),
                row.getInt(18),
                at,
                (subject, where) -> new Session(
                        id,
                        subject,
                        slot,
                        where,
                        state,
                        version,
                        capacity,
                        classes,
                        series,
                        course,
                        note,
                        reason,
                        availability));
    }

    private Session.Location where(Venue at) {
        VenueNames.Named venue = at.venue() == null ? null : names.venue(at.venue());
        return new Session.Location(
                at.venue(),
                venue == null ? null : venue.key(),
                at.site(),
                venue == null ? Bilingual.same(at.school()) : venue.name(),
                at.room(),
                at.room() == null ? null : names.room(at.room()).name());
    }

    private static Session.@Nullable Course course(ResultSet row) throws SQLException {
        return row.getString(14) == null
                ? null
                : new Session.Course(Rows.instant(row, 14), Rows.instant(row, 15), row.getInt(16));
    }

    private Session.@Nullable Availability availability(ResultSet row, Session.@Nullable Course course)
            throws SQLException {
        boolean open = row.getBoolean(20);
        boolean begun = course != null && !clock.instant().isBefore(course.start());
        return row.wasNull()
                ? null
                : new Session.Availability(open && !begun, row.getInt(21), row.getInt(22), row.getInt(23));
    }
}
