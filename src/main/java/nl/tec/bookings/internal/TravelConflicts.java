package nl.tec.bookings.internal;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import nl.tec.bookings.Travel;
import nl.tec.bookings.VisitContext;
import nl.tec.bookings.VisitPlan.State;
import nl.tec.hub.HubSettings;
import nl.tec.hub.Rows;
import nl.tec.programme.SessionDetails;
import nl.tec.shared.TimeSlot;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Updates the travel of classes when their session changes: how long they are away (rules 3), the times of their bus, and a chosen
 * transport that no longer fits the distance, which has to be chosen again (rules 4).
 */
@Component
class TravelConflicts {

    /** Selects the visits with a bus. */
    private static final String RIDERS = """
            select b.id as booking_id, b.participants, b.adults
            from booking b join visit_item v on v.booking_id = b.id and v.item = 'TRANSPORT' and v.departs_at is not null
            where b.state = 'CONFIRMED'
            """;

    private final VisitContextQueries facts;
    private final VisitBuses buses;
    private final HubSettings hub;
    private final JdbcClient jdbc;

    TravelConflicts(VisitContextQueries facts, VisitBuses buses, HubSettings hub, JdbcClient jdbc) {
        this.facts = facts;
        this.buses = buses;
        this.hub = hub;
        this.jdbc = jdbc;
    }

    /** How many classes with seats could not come at the new time, because they are elsewhere or travelling. */
    int elsewhere(long sessionId, SessionDetails details) {
        Ways ways = ways(sessionId, details.venueId(), details.siteId());
        return jdbc.sql("""
                select count(*)
                from unnest(:bookings::bigint[], :minutes::int[]) as w (booking_id, minutes)
                join class_occupation here on here.booking_id = w.booking_id
                where exists (
                  select from class_occupation there
                  where there.class_id = here.class_id and there.booking_id is distinct from here.booking_id
                    and there.during && tstzrange(:start::timestamptz - w.minutes * interval '1 minute',
                                                  :end::timestamptz + w.minutes * interval '1 minute'))
                """)
                .param("bookings", Rows.array(ways.bookings()))
                .param("minutes", Rows.array(ways.minutes()))
                .param("start", Rows.timestamp(details.slot().start()))
                .param("end", Rows.timestamp(details.slot().end()))
                .query(Integer.class)
                .single();
    }

    /** How many booked or waiting classes are of another school than the one it would be held at. */
    int ofOtherSchools(long sessionId, @Nullable Long siteId) {
        return jdbc.sql("""
                select count(*) from booking
                where session_id = ? and site_id <> ?::bigint and booking_active(state)
                """).param(sessionId).param(siteId).query(Integer.class).single();
    }

    /** @param elsewhere whether the venue changed, not only the time */
    void moved(long sessionId, @Nullable Long venueId, @Nullable Long siteId, boolean elsewhere) {
        Ways ways = ways(sessionId, venueId, siteId);
        jdbc.sql("""
                update booking b set travel_minutes = w.minutes
                from unnest(?::bigint[], ?::int[]) as w (booking_id, minutes) where b.id = w.booking_id
                """)
                .params(Rows.array(ways.bookings()), Rows.array(ways.minutes()))
                .update();
        jdbc.sql("""
                update class_occupation o
                set during = tstzrange(s.starts_at - b.travel_minutes * interval '1 minute',
                                       s.ends_at + b.travel_minutes * interval '1 minute')
                from booking b join programme_session_v s on s.id = b.session_id
                where b.session_id = ? and o.booking_id = b.id
                """).param(sessionId).update();
        if (elsewhere) {
            // no travel needed any more, or the chosen walking or cycling no longer fits the distance
            jdbc.sql("""
                    delete from visit_item v
                    using unnest(?::bigint[], ?::text[]) as w (booking_id, proposal)
                    where v.booking_id = w.booking_id and v.item = 'TRANSPORT'
                      and (w.proposal = 'AT_SCHOOL' or v.choice in ('WALK', 'BIKE') and v.choice <> w.proposal)
                    """).params(Rows.array(ways.bookings()), ways.proposals()).update();
        }
        moveBuses(sessionId, ways);
    }

    /** Updates the travel of one visit that moves to another session of its activity. @param target the visit there */
    void movedTo(long bookingId, VisitContext target) {
        Travel way = occupy(bookingId, target);
        jdbc.sql("""
                delete from visit_item where booking_id = :booking and item = 'TRANSPORT'
                  and (:proposal = 'AT_SCHOOL' or choice in ('WALK', 'BIKE') and choice <> :proposal)
                """)
                .param("booking", bookingId)
                .param("proposal", way.proposal().name())
                .update();
        buses.release(List.of(bookingId));
        jdbc.sql(RIDERS + " and b.id = ?")
                .param(bookingId)
                .query(Rider.class)
                .list()
                .forEach(rider -> ride(rider, way.trip(target.session().time())));
    }

    private Travel occupy(long bookingId, VisitContext target) {
        Travel way = Travel.of(target, hub);
        jdbc.sql("update booking set travel_minutes = ? where id = ?")
                .params(way.minutes(), bookingId)
                .update();
        TimeSlot away = way.away(target.session().time());
        jdbc.sql("update class_occupation set during = tstzrange(?::timestamptz, ?::timestamptz) where booking_id = ?")
                .params(Rows.timestamp(away.start()), Rows.timestamp(away.end()), bookingId)
                .update();
        return way;
    }

    /**
     * Restores the travel of a visit that goes back to where it was: what was chosen, unless somebody chose otherwise since, and its bus.
     *
     * @param transport what was chosen, as JSON; null: nothing
     * @param ride of its bus, which was held; null: it had none
     */
    void movedBack(long bookingId, VisitContext target, @Nullable String transport, @Nullable Long ride) {
        Travel way = occupy(bookingId, target);
        jdbc.sql("""
                insert into visit_item
                select r.* from jsonb_populate_record(null::visit_item, :transport::jsonb) r where r.booking_id is not null
                on conflict (booking_id, item) do update set
                  state = excluded.state, departs_at = excluded.departs_at, returns_at = excluded.returns_at
                  where visit_item.changed_at = excluded.changed_at
                """).param("transport", transport).update();
        List<Rider> riders = jdbc.sql(RIDERS + " and b.id = ?")
                .param(bookingId)
                .query(Rider.class)
                .list();
        boolean resumed = ride != null
                && riders.stream()
                        .anyMatch(rider -> buses.resume(bookingId, ride, rider.participants() + rider.adults()));
        if (!resumed) {
            buses.release(List.of(bookingId));
            riders.forEach(rider -> ride(rider, way.trip(target.session().time())));
        }
        if (ride != null) {
            buses.releaseHeld(bookingId, ride);
        }
    }

    private record Rider(long bookingId, int participants, int adults) {}

    /** Reserves the buses of a session's visits again after a move was undone, as far as buses are free. */
    void restoreBuses(long sessionId) {
        jdbc.sql("select venue_id, site_id from programme_session_v where id = ?")
                .param(sessionId)
                .query((row, n) -> ways(sessionId, Rows.longOrNull(row, "venue_id"), Rows.longOrNull(row, "site_id")))
                .list()
                .forEach(ways -> moveBuses(sessionId, ways));
    }

    /** Reserves buses at the new times; a visit for which none is free becomes an open task for the school and programme manager. */
    private void moveBuses(long sessionId, Ways ways) {
        buses.release(ways.bookings());
        TimeSlot session = jdbc.sql("select starts_at as start, ends_at as end from programme_session_v where id = ?")
                .param(sessionId)
                .query(Rows.of(TimeSlot.class))
                .single();
        jdbc.sql(RIDERS + " and b.session_id = ? order by b.id")
                .param(sessionId)
                .query(Rider.class)
                .list()
                .forEach(rider -> ride(rider, ways.of(rider.bookingId()).trip(session)));
    }

    private void ride(Rider rider, TimeSlot trip) {
        boolean rides = buses.take(rider.bookingId(), rider.participants(), rider.adults(), trip)
                .isEmpty();
        jdbc.sql("""
                update visit_item set state = ?, departs_at = ?, returns_at = ? where booking_id = ? and item = 'TRANSPORT'
                """)
                .param((rides ? State.DONE : State.OPEN).name())
                .param(rides ? Rows.timestamp(trip.start()) : null)
                .param(rides ? Rows.timestamp(trip.end()) : null)
                .param(rider.bookingId())
                .update();
    }

    /** The travel of each booking, in parallel lists. */
    private record Ways(List<Long> bookings, List<Travel> travels) {

        Travel of(long bookingId) {
            return travels.get(bookings.indexOf(bookingId));
        }

        List<Integer> minutes() {
            return travels.stream().map(Travel::minutes).toList();
        }

        String proposals() {
            return travels.stream().map(way -> way.proposal().name()).collect(Collectors.joining(",", "{", "}"));
        }
    }

    private Ways ways(long sessionId, @Nullable Long venueId, @Nullable Long siteId) {
        Map<Long, VisitContext> visits = facts.ofBookings(sessionId, venueId, siteId);
        return new Ways(
                List.copyOf(visits.keySet()),
                visits.values().stream().map(visit -> Travel.of(visit, hub)).toList());
    }
}
