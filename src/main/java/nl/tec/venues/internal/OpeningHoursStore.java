package nl.tec.venues.internal;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import nl.tec.hub.Rows;
import nl.tec.shared.WeekdayHours;
import nl.tec.venues.OpeningHours.Closed;
import nl.tec.venues.OpeningHours.Moment;
import nl.tec.venues.OpeningHours.Opening;
import nl.tec.venues.Room;
import nl.tec.venues.Venue;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The tables {@code venue_hours} and {@code venue_closed}; without a room: of the whole venue. */
@Component
public class OpeningHoursStore {

    private final JdbcClient jdbc;

    OpeningHoursStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    public Opening opening(Venue venue, @Nullable Room room, LocalDate today) {
        Long roomId = room == null ? null : room.id();
        List<WeekdayHours> hours = jdbc.sql("""
                select weekday, from_time as from, until_time as until from venue_hours
                 where venue_id = :venue and room_id is not distinct from :room::bigint order by weekday
                """)
                .param("venue", venue.id())
                .param("room", roomId)
                .query(Rows.of(WeekdayHours.class))
                .list();
        List<Closed> closed = jdbc.sql("""
                select id, first_day as first, last_day as last, reason from venue_closed
                 where venue_id = :venue and room_id is not distinct from :room::bigint and last_day >= :today order by first_day, id
                """)
                .param("venue", venue.id())
                .param("room", roomId)
                .param("today", today)
                .query(Rows.of(Closed.class))
                .list();
        return new Opening(hours, closed);
    }

    /**
     * Returns those of these moments at which it is closed. A plan asks this of tens of thousands: outside closures the hours of a weekday
     * are asked once for all weeks.
     */
    public Set<Moment> closed(List<Moment> moments) {
        return jdbc
                .sql("""
                select unnest(g.all_n)
                  from (select w.venue, w.room, array_agg(w.n) as all_n, min(w.starts) as starts, min(w.ends) as ends
                          from unnest(:venues::bigint[], :rooms::bigint[], :starts::timestamptz[], :ends::timestamptz[])
                                 with ordinality w (venue, room, starts, ends, n)
                         cross join lateral (select w.starts at time zone 'Europe/Amsterdam' as starts,
                                                    w.ends at time zone 'Europe/Amsterdam' as ends) l
                         where exists (select from venue_hours h where h.venue_id = w.venue)
                            or exists (select from venue_closed c where c.venue_id = w.venue)
                         group by w.venue, w.room, extract(isodow from l.starts), l.starts::time, l.ends - l.starts,
                                  case when exists (select from venue_closed c
                                                     where c.venue_id = w.venue
                                                       and daterange(c.first_day, c.last_day, '[]') && days_of(tstzrange(w.starts, w.ends)))
                                       then w.n end) g
                 where not venue_open(g.venue, nullif(g.room, 0), tstzrange(g.starts, g.ends))
                """)
                .param(
                        "venues",
                        Rows.array(moments.stream().map(Moment::venueId).toList()))
                .param(
                        "rooms",
                        Rows.array(moments.stream()
                                .map(one -> Objects.requireNonNullElse(one.roomId(), 0L))
                                .toList()))
                .param(
                        "starts",
                        Rows.array(moments.stream()
                                .map(one -> one.during().start())
                                .toList()))
                .param(
                        "ends",
                        Rows.array(
                                moments.stream().map(one -> one.during().end()).toList()))
                .query(Integer.class)
                .list()
                .stream()
                .map(n -> moments.get(n - 1))
                .collect(Collectors.toSet());
    }

    /** Replaces the hours. */
    public void write(Venue venue, @Nullable Room room, List<WeekdayHours> hours) {
        Long roomId = room == null ? null : room.id();
        jdbc.sql("delete from venue_hours where venue_id = :venue and room_id is not distinct from :room::bigint")
                .param("venue", venue.id())
                .param("room", roomId)
                .update();
        hours.forEach(one -> jdbc.sql("""
                insert into venue_hours (venue_id, room_id, weekday, from_time, until_time)
                values (:venue, :room, :weekday, :from, :until)
                """)
                .param("venue", venue.id())
                .param("room", roomId)
                .param("weekday", one.weekday().getValue())
                .param("from", one.from())
                .param("until", one.until())
                .update());
    }

    public long close(Venue venue, @Nullable Room room, LocalDate first, LocalDate last, String reason) {
        return jdbc.sql("""
                insert into venue_closed (venue_id, room_id, first_day, last_day, reason)
                values (:venue, :room, :first, :last, :reason) returning id
                """)
                .param("venue", venue.id())
                .param("room", room == null ? null : room.id())
                .param("first", first)
                .param("last", last)
                .param("reason", reason)
                .query(Long.class)
                .single();
    }

    public void reopen(Venue venue, long id) {
        jdbc.sql("delete from venue_closed where id = ? and venue_id = ?")
                .params(id, venue.id())
                .update();
    }

    /** Locks the resources of a venue, to serialise with concurrent reservations. */
    public void lock(Venue venue) {
        jdbc.sql("select id from resource where venue_id = ? order by id for no key update")
                .param(venue.id())
                .query(Long.class)
                .list();
    }

    /** Counts the coming sessions here outside the opening hours. */
    public int sessionsToCome(Venue venue, Instant now) {
        return jdbc.sql("""
                select count(distinct b.subject_id) from resource r join reservation b on b.resource_id = r.id
                 where r.venue_id = ? and b.subject = 'SESSION' and upper(b.during) > ? and not resource_open(r, b.during)
                """)
                .params(venue.id(), Rows.timestamp(now))
                .query(Integer.class)
                .single();
    }
}
