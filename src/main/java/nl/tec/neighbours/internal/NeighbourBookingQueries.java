package nl.tec.neighbours.internal;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import nl.tec.bookings.BookedElsewhere;
import nl.tec.bookings.BookedElsewhere.ElsewhereState;
import nl.tec.hub.Rows;
import nl.tec.hub.Texts;
import nl.tec.neighbours.NeighbourBooking;
import nl.tec.neighbours.NeighbourBooking.Numbers;
import nl.tec.neighbours.NeighbourBooking.Part;
import nl.tec.neighbours.NeighbourSession;
import nl.tec.shared.TimeSlot;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads the bookings of our schools at neighbours. */
@Component
public class NeighbourBookingQueries implements BookedElsewhere {

    /** The time after a visit during which attendance is still read from the neighbour. */
    private static final Duration FOLLOWED = Duration.ofDays(60);

    private static final int MOST = 200;

    private static final String PARTS = """
            (select json_agg(json_build_object('classPartId', p.class_part_id, 'grade', p.grade, 'pupils', p.pupils, 'present', p.present)
                             order by p.grade)
               from neighbour_booking_part p where p.booking_id = b.id) as parts
            """;

    private static final String BOOKING = """
            select b.id, b.key, b.hub, b.class_id, b.title, b.href, b.place, b.starts_at as time_start, b.ends_at as time_end, b.site_id,
                   o.name as school, s.sector, k.label, b.adults, b.state, b.cancel_asked, b.cancelled_by, b.reason, b.failure, b.wanted, b.clash,
                   b.neighbour_id is not null as connected,
            """ + PARTS + """
              from neighbour_booking b
              join organisations_school_class_v k on k.id = b.class_id
              join organisations_organisation_v o on o.id = b.site_id
              join organisations_school_site_v s on s.organisation_id = b.site_id
            """;

    /** The condition that booking b waits for an answer of the neighbour. */
    private static final String WAITS =
            "(b.state = 'ASKED' or (b.cancel_asked or b.wanted is not null) and b.state = 'BOOKED') and b.ends_at > now()";

    /** The number of attempts that, with their pauses, takes half an hour. */
    private static final int SILENT_TRIES = 5;

    private final JdbcClient jdbc;

    NeighbourBookingQueries(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** A request that the neighbour has not answered. @param neighbourId null: the neighbour was removed */
    record PendingBooking(
            long id,
            UUID key,
            @Nullable Long neighbourId,
            String itemId,
            String hub,
            String title,
            String brin6,
            String label,
            String level,
            int adults,
            String contactName,
            String contactEmail,
            String contactPhone,
            ElsewhereState state,
            boolean cancelAsked,
            @Nullable Long theirId,
            int tries,
            long classId,
            int travelMinutes,
            boolean clash,
            TimeSlot time,
            @Nullable Numbers wanted,
            List<Part> parts) {}

    /** A booking at a neighbour, for synchronisation. */
    record Booked(
            long id,
            UUID key,
            long theirId,
            long siteId,
            String hub,
            String title,
            int adults,
            boolean clash,
            boolean changing,
            List<Part> parts) {}

    public Optional<NeighbourSession> session(long neighbourId, String itemId, Instant now) {
        return jdbc.sql("""
                select n.id as neighbour_id, s.item_id, o.name as hub, s.title, s.href, s.starts_at as time_start, s.ends_at as time_end, s.place,
                       s.latitude, s.longitude, s.free
                  from neighbour_session s
                  join neighbour n on n.id = s.neighbour_id
                  join organisations_organisation_v o on o.id = n.organisation_id
                 where n.id = :neighbour and s.item_id = :item and s.classes and s.item_id ~ '^[0-9]{1,18}$' and s.starts_at > :now
                   and n.read_on and n.their_key is not null
                """)
                .param("neighbour", neighbourId)
                .param("item", itemId)
                .param("now", Rows.timestamp(now))
                .query(Rows.of(NeighbourSession.class))
                .optional();
    }

    public Optional<Long> find(UUID key) {
        return jdbc.sql("select id from neighbour_booking where key = ?")
                .param(key)
                .query(Long.class)
                .optional();
    }

    /** Returns the bookings with a request that is due. Those that ended over a month ago are given up. */
    List<Long> due(Instant now) {
        return jdbc.sql("""
                select id from neighbour_booking
                 where (state = 'ASKED' or (cancel_asked or wanted is not null) and state = 'BOOKED') and next_at <= :now
                   and (contact_email is not null or cancel_asked) and starts_at > :gone
                 order by next_at
                """)
                .param("now", Rows.timestamp(now))
                .param("gone", Rows.timestamp(now.minus(Duration.ofDays(30))))
                .query(Long.class)
                .list();
    }

    Optional<PendingBooking> open(long id) {
        return jdbc.sql("""
                select b.id, b.key, b.neighbour_id, b.item_id, b.hub, b.title, s.brin6, k.label, k.level, b.adults, coalesce(b.contact_name, '') as contact_name,
                       coalesce(b.contact_email, '') as contact_email, coalesce(b.contact_phone, '') as contact_phone, b.state, b.cancel_asked,
                       b.their_id, b.tries, b.class_id, b.travel_minutes, b.clash, b.starts_at as time_start, b.ends_at as time_end, b.wanted,
                """ + PARTS + """
                  from neighbour_booking b
                  join organisations_school_class_v k on k.id = b.class_id
                  join organisations_school_site_v s on s.organisation_id = b.site_id
                 where b.id = ?
                """)
                .param(id)
                .query(Rows.of(PendingBooking.class))
                .optional();
    }

    /** Returns the language of the person who booked. */
    Locale language(long id) {
        return jdbc.sql(
                        "select a.language from neighbour_booking b join accounts_account_v a on a.id = b.account_id where b.id = ?")
                .param(id)
                .query(String.class)
                .optional()
                .map(Texts::language)
                .orElse(Texts.DUTCH);
    }

    /** Returns the neighbours whose bookings have to be synchronised. */
    List<Long> followed(Instant now) {
        return jdbc.sql("""
                select distinct neighbour_id from neighbour_booking
                 where state = 'BOOKED' and neighbour_id is not null and ends_at > ?
                """)
                .param(Rows.timestamp(now.minus(FOLLOWED)))
                .query(Long.class)
                .list();
    }

    List<Booked> booked(long neighbour, Instant now) {
        return jdbc.sql("""
                select b.id, b.key, b.their_id, b.site_id, b.hub, b.title, b.adults, b.clash,
                       b.cancel_asked or b.wanted is not null as changing,
                """ + PARTS + """
                  from neighbour_booking b
                 where b.neighbour_id = ? and b.state = 'BOOKED' and b.ends_at > ?
                """)
                .params(neighbour, Rows.timestamp(now.minus(FOLLOWED)))
                .query(Rows.of(Booked.class))
                .list();
    }

    /** Counts the requests of these schools without an answer at the last attempt. */
    public int countUnanswered(Collection<Long> siteIds) {
        return jdbc.sql(
                        "select count(*) from neighbour_booking b where b.site_id = any(?::bigint[]) and b.tries > 0 and "
                                + WAITS)
                .param(Rows.array(siteIds))
                .query(Integer.class)
                .single();
    }

    /** Counts the coming visits of these schools at a time at which the class is elsewhere. */
    public int countClashes(Collection<Long> siteIds) {
        return jdbc.sql("""
                select count(*) from neighbour_booking
                 where site_id = any(?::bigint[]) and clash and state in ('ASKED', 'BOOKED') and not cancel_asked and ends_at > now()
                """).param(Rows.array(siteIds)).query(Integer.class).single();
    }

    /** Returns the current neighbours without an answer for half an hour, by name. */
    public List<String> silent() {
        return jdbc.sql(
                        "select distinct b.hub from neighbour_booking b where b.neighbour_id is not null and b.tries >= "
                                + SILENT_TRIES + " and " + WAITS + " order by b.hub")
                .query(String.class)
                .list();
    }

    /** Returns the schools of the visits at a neighbour that are still to come, or are asked there, by name. */
    public List<String> schoolsGoing(long neighbourId) {
        return jdbc.sql("""
                select distinct o.name from neighbour_booking b join organisations_organisation_v o on o.id = b.site_id
                 where b.neighbour_id = ? and b.state in ('ASKED', 'BOOKED') and b.ends_at > now()
                 order by o.name
                """).param(neighbourId).query(String.class).list();
    }

    public Optional<NeighbourBooking> get(long id) {
        return jdbc.sql(BOOKING + " where b.id = ?")
                .param(id)
                .query(Rows.of(NeighbourBooking.class))
                .optional();
    }

    @Override
    public List<Visit> coming(Collection<Long> siteIds) {
        return visits("b.site_id = any(?::bigint[]) and b.ends_at > now() order by b.starts_at, b.id", siteIds);
    }

    /** Returns the visits, the latest first. */
    public List<Visit> all(Collection<Long> siteIds) {
        return visits("b.site_id = any(?::bigint[]) order by b.starts_at desc, b.id desc limit " + MOST, siteIds);
    }

    private List<Visit> visits(String which, Collection<Long> siteIds) {
        return jdbc
                .sql(BOOKING + " where " + which)
                .param(Rows.array(siteIds))
                .query(Rows.of(NeighbourBooking.class))
                .list()
                .stream()
                .map(one -> new Visit(
                        one.id(),
                        one.hub(),
                        one.title(),
                        one.time(),
                        one.sector(),
                        one.label(),
                        one.pupils(),
                        one.state()))
                .toList();
    }

    /** Returns the bookings of this person. */
    List<NeighbourBooking> of(long accountId, String email) {
        return jdbc.sql(BOOKING + " where b.account_id = ? or b.contact_email = ? order by b.id")
                .params(accountId, email)
                .query(Rows.of(NeighbourBooking.class))
                .list();
    }
}
