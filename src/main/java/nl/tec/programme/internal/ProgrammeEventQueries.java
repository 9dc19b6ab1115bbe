package nl.tec.programme.internal;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import nl.tec.hub.Rows;
import nl.tec.hub.VersionedCache;
import nl.tec.programme.ProgrammeEvent;
import nl.tec.programme.ProgrammeEvent.Part;
import nl.tec.programme.Session;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads events of several parts. */
@Component
public class ProgrammeEventQueries {

    private static final int MAX_EVENTS = 200;
    private static final int MAX_CANDIDATES = 500;

    /**
     * The column {@code events} of another query: the ids and versions of the current and upcoming published events, for {@link #coming}.
     * Its parameter {@code today} is the day.
     */
    static final String COMING = """
            (select string_agg(e.id || ':' || e.version, ',' order by e.first_day, e.id)
               from programme_event e where e.published and e.last_day >= :today) as events""";

    private static final String SELECT = """
            select e.*, e.first_day as first, e.last_day as last,
                   array(select t.title_nl from programme_event_track t where t.event_id = e.id order by t.number) as tracks_nl,
                   array(select t.title_en from programme_event_track t where t.event_id = e.id order by t.number) as tracks_en
              from programme_event e
            """;

    private final JdbcClient jdbc;
    private final SessionQueries sessions;
    private final VersionedCache<ProgrammeEvent> versionedCache = new VersionedCache<>();

    ProgrammeEventQueries(JdbcClient jdbc, SessionQueries sessions) {
        this.jdbc = jdbc;
        this.sessions = sessions;
    }

    public Optional<ProgrammeEvent> find(String slug) {
        return jdbc.sql(SELECT + "where e.slug = ?")
                .param(slug)
                .query(Rows.of(ProgrammeEvent.class))
                .optional();
    }

    public Optional<ProgrammeEvent> find(long id) {
        return jdbc.sql(SELECT + "where e.id = ?")
                .param(id)
                .query(Rows.of(ProgrammeEvent.class))
                .optional();
    }

    /** Finds the event of which a session is a part, published or not. Its days do not change until the transaction ends. */
    Optional<ProgrammeEvent> ofPart(long sessionId) {
        return jdbc.sql(SELECT
                        + "join programme_event_part p on p.event_id = e.id where p.session_id = ? for share of e")
                .param(sessionId)
                .query(Rows.of(ProgrammeEvent.class))
                .optional();
    }

    public List<ProgrammeEvent> list() {
        return jdbc.sql(SELECT + "order by e.first_day desc, e.id desc limit " + MAX_EVENTS)
                .query(Rows.of(ProgrammeEvent.class))
                .list();
    }

    /**
     * Returns the current and upcoming published events, earliest first, without a query as long as they are known.
     *
     * @param versions the column {@link #COMING}
     */
    List<ProgrammeEvent> coming(@Nullable String versions, LocalDate today) {
        List<ProgrammeEvent> events = new ArrayList<>();
        for (String version : versions == null ? new String[0] : versions.split(",")) {
            int colon = version.indexOf(':');
            ProgrammeEvent known = versionedCache.find(
                    Long.parseLong(version.substring(0, colon)), Integer.parseInt(version.substring(colon + 1)));
            if (known == null) {
                List<ProgrammeEvent> read = published(today, null);
                read.forEach(event -> versionedCache.keep(event.id(), event.version(), event));
                return read;
            }
            events.add(known);
        }
        return events.size() > MAX_EVENTS ? events.subList(0, MAX_EVENTS) : events;
    }

    /** @param until null: no limit */
    public List<ProgrammeEvent> published(LocalDate from, @Nullable LocalDate until) {
        return jdbc.sql(SELECT + """
                where e.published and e.last_day >= :from and e.first_day <= coalesce(:until::date, e.first_day)
                order by e.first_day, e.id limit\s""" + MAX_EVENTS)
                .param("from", from)
                .param("until", until)
                .query(Rows.of(ProgrammeEvent.class))
                .list();
    }

    /** Returns the current and upcoming published events that have a session of this activity as a part. */
    public List<ProgrammeEvent> withActivity(long activityId, LocalDate today) {
        return jdbc.sql(SELECT + """
                where e.published and e.last_day >= :today and exists (
                  select from programme_event_part p join session s on s.id = p.session_id
                   where p.event_id = e.id and s.activity_id = :activity and s.state = 'PUBLISHED')
                order by e.first_day, e.id
                """)
                .param("today", today)
                .param("activity", activityId)
                .query(Rows.of(ProgrammeEvent.class))
                .list();
    }

    public List<Part> parts(long eventId) {
        Map<Long, Integer> tracks = chosen(eventId);
        return tracks.isEmpty()
                ? List.of()
                : sessions
                        .list(new Where()
                                .session("s.id = any(:parts::bigint[])")
                                .value("parts", Rows.array(tracks.keySet())))
                        .stream()
                        .map(session -> new Part(session, Objects.requireNonNull(tracks.get(session.id()))))
                        .toList();
    }

    public Map<Long, Integer> chosen(long eventId) {
        return jdbc.sql(
                        "select session_id, coalesce(track, 0) as track from programme_event_part where event_id = ? order by session_id")
                .param(eventId)
                .query(Rows.byId("session_id", (row, n) -> row.getInt("track")));
    }

    public List<Session> candidates(ProgrammeEvent event) {
        return sessions.listForManagers(
                """
                s.state <> 'CANCELLED' and s.starts_at >= :from and s.starts_at < :until and s.site_id is null
                and not exists (select from programme_event_part p where p.session_id = s.id and p.event_id <> :event)
                order by s.starts_at, s.id limit\s""" + MAX_CANDIDATES,
                Map.of(
                        "from",
                        Rows.startOf(event.details().first()),
                        "until",
                        Rows.startOf(event.details().last().plusDays(1)),
                        "event",
                        event.id()));
    }
}
