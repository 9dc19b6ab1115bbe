package nl.tec.planning.internal;

import java.time.Instant;
import java.util.List;
import nl.tec.hub.Rows;
import nl.tec.planning.AlsoHit;
import nl.tec.planning.Mishap;
import nl.tec.shared.Bilingual;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads the sessions and bookings outside a plan, which use the same guides, rooms and buses. */
@Component
public class BesidesThePlan {

    /** Sessions to come that are held. */
    private static final String HELD = "s.state = 'PUBLISHED' and s.cancels_at is null and s.starts_at > :now";

    private static final String IN_THOSE_DAYS = HELD + " and s.starts_at >= :from and s.starts_at < :until";

    private static final String PLANNED =
            "exists (select from plan_visit v where v.booking_id = b.id and v.round_id = :round)";

    private static final String COLUMNS = """
            select s.id as session_id, a.title_nl, a.title_en, s.starts_at as start, s.ends_at as end,
                   coalesce(l.name_nl, h.name, '') as place_nl, coalesce(l.name_en, h.name, '') as place_en,
            """;

    private static final String JOINS = """
              join programme_activity_v a on a.id = s.activity_id
              left join venues_venue_name_v l on l.venue_id = s.venue_id
              left join organisations_school_name_v h on h.site_id = s.site_id
            """;

    private final JdbcClient jdbc;

    BesidesThePlan(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Something that is in use. @param id as in {@link Mishap} @param name of a room: of its venue */
    public record Used(String id, Bilingual name) {}

    /** Returns the guides, buses and places that are in use for anything to come. */
    public List<Used> used(Instant now) {
        return jdbc.sql("""
                select 'p' || member_id as id, max(name) as name_nl, max(name) as name_en
                  from staff_assignment_v where lower(during) > :now group by member_id
                union all
                select 'b' || bus_id, max(name_nl), max(name_en) from venues_bus_of_visit_v where lower(during) > :now group by bus_id
                union all
                select coalesce('r' || s.room_id, 'v' || s.venue_id), max(l.name_nl), max(l.name_en)
                  from programme_session_v s join venues_venue_name_v l on l.venue_id = s.venue_id
                 where %s group by 1
                """.formatted(HELD))
                .param("now", Rows.timestamp(now))
                .query(Rows.of(Used.class))
                .list();
    }

    /**
     * Returns what a mishap affects besides the visits of a round, in chronological order: sessions, or the bookings of classes where it
     * is about a bus, a school or a class.
     */
    public List<AlsoHit> hit(long roundId, Mishap mishap, Instant now) {
        return switch (mishap.kind()) {
            case GUIDE ->
                sessions(
                        roundId,
                        mishap,
                        now,
                        "exists (select from staff_assignment_v w where w.session_id = s.id and w.member_id = :number)");
            case ROOM -> sessions(roundId, mishap, now, "s.room_id = :number");
            case VENUE -> sessions(roundId, mishap, now, "s.venue_id = :number and s.room_id is null");
            case ACTIVITY -> sessions(roundId, mishap, now, "s.activity_id = :number");
            case BUS ->
                bookings(
                        roundId,
                        mishap,
                        now,
                        "exists (select from venues_bus_of_visit_v u where u.booking_id = b.id and u.bus_id = :number)");
            case SCHOOL -> bookings(roundId, mishap, now, "b.site_id = :number");
            case CLASS -> bookings(roundId, mishap, now, """
                        exists (select from plan_wish w join plan_round r on r.id = w.round_id
                                 where w.id = :number and w.site_id = b.site_id and w.label = c.label and r.school_year = c.school_year)
                        """);
        };
    }

    /** A session with planned visits only is not besides the plan; one that nobody booked yet is. */
    private List<AlsoHit> sessions(long roundId, Mishap mishap, Instant now, String condition) {
        return list(COLUMNS + """
                       null::bigint as booking_id, '' as who, k.bookings
                  from programme_session_v s
                """ + JOINS + """
                  cross join lateral (
                    select count(distinct booking_sign_up(b.sign_up_id, b.id)) filter (where not %1$s)::int as bookings,
                           count(*) filter (where %1$s) as planned
                      from bookings_booking_v b where b.session_id = s.id and booking_expected(b.state)) k
                 where (k.bookings > 0 or k.planned = 0) and %2$s and %3$s
                 order by s.starts_at, s.id
                """.formatted(PLANNED, IN_THOSE_DAYS, condition), roundId, mishap, now);
    }

    private List<AlsoHit> bookings(long roundId, Mishap mishap, Instant now, String condition) {
        return list(COLUMNS + """
                       b.id as booking_id, concat_ws(', ', o.name, c.label) as who, 1 as bookings
                  from bookings_booking_v b
                  join programme_session_v s on s.id = b.session_id
                """ + JOINS + """
                  join organisations_school_class_v c on c.id = b.class_id
                  join organisations_school_name_v o on o.site_id = b.site_id
                 where booking_expected(b.state) and not %s and %s and %s
                 order by s.starts_at, b.id
                """.formatted(PLANNED, IN_THOSE_DAYS, condition), roundId, mishap, now);
    }

    private List<AlsoHit> list(String sql, long roundId, Mishap mishap, Instant now) {
        return jdbc.sql(sql)
                .param("round", roundId)
                .param("number", mishap.number())
                .param("now", Rows.timestamp(now))
                .param("from", Rows.startOf(mishap.from()))
                .param("until", Rows.startOf(mishap.until().plusDays(1)))
                .query(Rows.of(AlsoHit.class))
                .list();
    }
}
