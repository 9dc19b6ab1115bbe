package nl.tec.employers.internal;

import java.time.Duration;
import java.time.LocalDate;
import java.util.Optional;
import nl.tec.programme.GuestTeachers;
import nl.tec.programme.SessionDetails;
import nl.tec.shared.Dates;
import nl.tec.shared.TimeSlot;
import nl.tec.venues.Reservations.Guest;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Supplies the programme with the availability of companies: the people who travel for an offer, and the weeks that are full. */
@Component
class OfferGuests implements GuestTeachers {

    private final JdbcClient jdbc;
    private final RequestStore requests;

    OfferGuests(JdbcClient jdbc, RequestStore requests) {
        this.jdbc = jdbc;
        this.requests = requests;
    }

    @Override
    public Optional<Guest> of(SessionDetails details, TimeSlot occupied) {
        return jdbc.sql("""
                select o.organisation_id, o.groups_at_once, t.minutes
                from offer o cross join lateral (select offer_travel(o, :place, :site) as minutes) t
                where o.activity_id = :activity and t.minutes is not null
                """)
                .param("place", details.venueId())
                .param("site", details.siteId())
                .param("activity", details.activityId())
                .query((row, n) -> {
                    Duration travel = Duration.ofMinutes(row.getInt("minutes"));
                    return new Guest(
                            row.getLong("organisation_id"),
                            row.getInt("groups_at_once"),
                            details.siteId() == null ? "venue-" + details.venueId() : "site-" + details.siteId(),
                            occupied.widened(travel, travel));
                })
                .optional();
    }

    @Override
    public boolean weekFull(long sessionId, TimeSlot slot) {
        record Visit(long offerId, LocalDate monday) {}
        Optional<Visit> visit =
                jdbc.sql("""
                select o.id as offer_id, date_trunc('week', s.starts_at at time zone 'Europe/Amsterdam')::date as monday
                from offer_request r join offer o on o.id = r.offer_id join programme_session_v s on s.id = r.session_id
                where r.session_id = ? and r.state = 'ACCEPTED' and o.week_most is not null
                for update of o
                """).param(sessionId).query(Visit.class).optional();
        LocalDate monday = Dates.monday(Dates.dayOf(slot.start()));
        return visit.isPresent()
                && !visit.get().monday().equals(monday)
                && requests.fullWeeks(visit.get().offerId()).contains(monday);
    }
}
