package nl.tec.planning.internal;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import nl.tec.hub.Rows;
import nl.tec.planning.SupplyLine;
import nl.tec.planning.SupplyOverview.SchoolTimes;
import nl.tec.shared.Coordinates;
import nl.tec.shared.SchoolYear;
import nl.tec.shared.TimeSlot;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

@Component
public class SupplyStore {

    private final JdbcClient jdbc;

    SupplyStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** @param boardingMinutes the time that a class needs to leave; {@code venueMinutes} is what a guide needs between venues */
    public record Terms(SchoolTimes times, int boardingMinutes, int venueMinutes) {}

    public Terms terms(long roundId) {
        return jdbc.sql("""
                select school_from as from, school_until as until, wednesday_until, boarding_minutes, venue_minutes
                  from plan_round where id = ?
                """).param(roundId).query(Rows.of(Terms.class)).single();
    }

    public void times(long roundId, SchoolTimes times) {
        jdbc.sql("update plan_round set school_from = ?, school_until = ?, wednesday_until = ? where id = ?")
                .params(times.from(), times.until(), times.wednesdayUntil(), roundId)
                .update();
    }

    public List<SupplyLine> list(long roundId) {
        return jdbc.sql("select * from plan_supply where round_id = ? order by id")
                .param(roundId)
                .query(Rows.of(SupplyLine.class))
                .list();
    }

    /** Adds a line; a no-op if the same line exists already. */
    public void add(long roundId, SupplyLine line) {
        jdbc.sql("""
                insert into plan_supply (round_id, activity_id, venue_id, room_id, weekdays, opens, closes, first_day, last_day)
                values (:round, :activity, :venue, :room, :weekdays::int[], :opens, :closes, :first, :last) on conflict do nothing
                """)
                .param("round", roundId)
                .param("activity", line.activityId())
                .param("venue", line.venueId())
                .param("room", line.roomId())
                .param("weekdays", numbers(line))
                .param("opens", line.opens())
                .param("closes", line.closes())
                .param("first", line.firstDay())
                .param("last", line.lastDay())
                .update();
    }

    public void update(SupplyLine line) {
        jdbc.sql("""
                update plan_supply
                   set weekdays = :weekdays::int[], opens = :opens, closes = :closes, first_day = :first, last_day = :last
                 where id = :id
                """)
                .param("id", line.id())
                .param("weekdays", numbers(line))
                .param("opens", line.opens())
                .param("closes", line.closes())
                .param("first", line.firstDay())
                .param("last", line.lastDay())
                .update();
    }

    private static String numbers(SupplyLine line) {
        return Rows.array(line.weekdays().stream().map(DayOfWeek::getValue).toList());
    }

    /** Returns the positions of venues, or the centre of the postcode area if only that is known. */
    public Map<Long, Coordinates> positions() {
        return jdbc.sql("""
                select id, near_latitude as latitude, near_longitude as longitude from venues_venue_v where near_latitude is not null
                """).query(Rows.byId("id", Rows.of(Coordinates.class)));
    }

    /** A class of a school in a school year. */
    record SchoolClassLabel(long siteId, String label) {}

    /** Returns the days on which classes are out already: booked here, or at a hub of another city. */
    Map<SchoolClassLabel, Set<LocalDate>> outings(SchoolYear year, Collection<Long> siteIds) {
        Map<SchoolClassLabel, Set<LocalDate>> outings = new HashMap<>();
        jdbc.sql("""
                select c.site_id, c.label, (lower(o.during) at time zone 'Europe/Amsterdam')::date as day
                  from bookings_class_occupation_v o
                  join organisations_school_class_v c on c.id = o.class_id
                 where c.school_year = :year and c.site_id = any(:sites::bigint[]) and c.ended_at is null
                """)
                .param("year", year.start())
                .param("sites", Rows.array(siteIds))
                .query(row -> {
                    outings.computeIfAbsent(
                                    new SchoolClassLabel(row.getLong("site_id"), row.getString("label")),
                                    key -> new HashSet<>())
                            .add(row.getObject("day", LocalDate.class));
                });
        return outings;
    }

    /** The existing reservations, by the key of the resource. */
    public record ReservedTimes(Map<String, List<TimeSlot>> byKey) {

        public boolean during(String key, LocalDateTime from, LocalDateTime until) {
            return during(key, TimeSlot.of(from, until));
        }

        List<TimeSlot> of(String key) {
            return byKey.getOrDefault(key, List.of());
        }

        public boolean during(String key, TimeSlot slot) {
            return of(key).stream().anyMatch(slot::overlaps);
        }
    }

    /** The key of the reservations of all set-ups together. */
    static final String SET_UP = "SET_UP";

    /**
     * Returns the reservations between two days. Keys are {@code r12} for a room, {@code v3} for a venue without rooms, {@code b7} for a
     * bus, the key of a kind of equipment, and {@link #SET_UP} for all set-ups.
     */
    public ReservedTimes taken(LocalDate first, LocalDate last) {
        Map<String, List<TimeSlot>> taken = new HashMap<>();
        jdbc.sql("""
                select case kind when 'ROOM' then 'r' || resource_id when 'VENUE' then 'v' || venue_id when 'BUS' then 'b' || resource_id
                            when 'SET_UP' then kind else key end as what, lower(during) as starts_at, upper(during) as ends_at
                  from venues_reservation_v
                 where during && tstzrange(:from, :until) and kind in ('ROOM', 'VENUE', 'EQUIPMENT', 'BUS', 'SET_UP')
                """)
                .param("from", Rows.startOf(first))
                .param("until", Rows.startOf(last.plusDays(1)))
                .query(row -> {
                    taken.computeIfAbsent(row.getString("what"), key -> new ArrayList<>())
                            .add(Rows.slot(row, "starts_at", "ends_at"));
                });
        return new ReservedTimes(taken);
    }
}
