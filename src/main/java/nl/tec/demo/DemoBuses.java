package nl.tec.demo;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import nl.tec.hub.HubSettings;
import nl.tec.hub.HubSettings.Setting;
import nl.tec.hub.Rows;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * The transport of classes that come from afar, in the past half year and the coming weeks: a fictional bus where one is free,
 * otherwise transport of their own. Some have not chosen yet.
 */
final class DemoBuses {

    private static final int EACH_WAY = 25;
    private static final int WHOLE = 5 * 60;
    private static final Duration BEFORE = Duration.ofDays(180);
    /** The minimum time before a visit at which transport is arranged. */
    private static final Duration AHEAD = Duration.ofDays(14);

    private final JdbcTemplate jdbc;
    private final Instant now;
    private final HubSettings hub;

    DemoBuses(JdbcTemplate jdbc, Instant now, HubSettings hub) {
        this.jdbc = jdbc;
        this.now = now;
        this.hub = hub;
    }

    private record Visit(long id, int people, Instant start, Instant end) {}

    void fill() {
        for (Visit visit : distantVisits()) {
            Instant departs = whole(visit.start().minus(Duration.ofMinutes(EACH_WAY)));
            Instant returns =
                    whole(visit.end().plus(Duration.ofMinutes(EACH_WAY)).plusSeconds(WHOLE - 1));
            boolean bus = visit.id() % 3 == 0 && reserved(visit, departs, returns);
            jdbc.update(
                    """
                    insert into visit_item (booking_id, item, state, choice, departs_at, returns_at, changed_at)
                    values (?, 'TRANSPORT', 'DONE', ?, ?, ?, ?)
                    """,
                    visit.id(),
                    bus ? "TEC_BUS" : "OWN",
                    bus ? Rows.timestamp(departs) : null,
                    bus ? Rows.timestamp(returns) : null,
                    Rows.timestamp(
                            visit.start().minus(AHEAD).isBefore(now)
                                    ? visit.start().minus(AHEAD)
                                    : now));
        }
    }

    private boolean reserved(Visit visit, Instant departs, Instant returns) {
        return jdbc.update(
                        """
                        insert into reservation (resource_id, during, subject, subject_id, people)
                        select r.id, w.during, 'BOOKING', ?, w.people
                        from (select tstzrange(?, ?) as during, ? as people) w
                        join resource r on bus_fits(r, w.during, w.people)
                        where not exists (select from reservation b where b.resource_id = r.id and b.during && w.during)
                        order by r.capacity limit 1
                        """,
                        visit.id(),
                        Rows.timestamp(departs),
                        Rows.timestamp(returns.plus(Duration.ofMinutes(hub.number(Setting.BUS_TURNAROUND_MINUTES)))),
                        visit.people())
                == 1;
    }

    /** Returns the visits beyond cycling distance and not at the own school; one in five has not chosen yet. */
    private List<Visit> distantVisits() {
        return jdbc.query(
                """
                select b.id, b.participants + b.adults as people, s.starts_at as start, s.ends_at as end
                from booking b
                join session s on s.id = b.session_id
                join venue p on p.id = s.venue_id and p.kind <> 'MOBILE'
                join organisation o on o.id = b.site_id
                left join postcode_area pa on pa.pc4 = coalesce(p.pc4, left(p.postcode, 4))
                where b.kind = 'CLASS' and b.state = 'CONFIRMED' and s.starts_at > ? and b.id % 5 <> 0
                  and not exists (select from visit_item v where v.booking_id = b.id and v.item = 'TRANSPORT')
                  and metres_between(o.latitude, o.longitude,
                                     coalesce(p.latitude, pa.latitude), coalesce(p.longitude, pa.longitude)) > ?
                order by s.starts_at, b.id
                """, Rows.of(Visit.class), Rows.timestamp(now.minus(BEFORE)), hub.number(Setting.BIKE_METRES));
    }

    private static Instant whole(Instant moment) {
        return moment.minusSeconds(Math.floorMod(moment.getEpochSecond(), WHOLE));
    }
}
