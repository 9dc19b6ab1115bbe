package nl.tec.announcements.internal;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import nl.tec.announcements.Addressee;
import nl.tec.announcements.AddresseeKind;
import nl.tec.announcements.Announcements;
import nl.tec.announcements.Draft;
import nl.tec.announcements.Draft.About;
import nl.tec.announcements.Target;
import nl.tec.announcements.Target.OfActivity;
import nl.tec.announcements.Target.OfBookings;
import nl.tec.announcements.Target.OfDay;
import nl.tec.announcements.Target.OfSession;
import nl.tec.bookings.BookingOverview;
import nl.tec.bookings.BookingRow;
import nl.tec.bookings.Participants;
import nl.tec.bookings.Participants.Participant;
import nl.tec.hub.Rows;
import nl.tec.hub.Texts;
import nl.tec.shared.NotFound;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Queries for the people who can be addressed, by the subject of a message. */
@Component
public class AddresseeQueries {

    private static final String ABOUT = """
            select s.id as session_id, s.starts_at as time_start, s.ends_at as time_end, a.title_nl, a.title_en,
                   coalesce(p.name_nl, o.name, '') as where_nl, coalesce(nullif(p.name_en, ''), o.name, '') as where_en
              from programme_session_v s
              join programme_activity_v a on a.id = s.activity_id
              left join venues_venue_v p on p.id = s.venue_id
              left join organisations_organisation_v o on o.id = s.site_id
             where %s
             order by s.starts_at, s.id
            """;

    private final JdbcClient jdbc;
    private final Participants participants;
    private final BookingOverview bookings;

    AddresseeQueries(JdbcClient jdbc, Participants participants, BookingOverview bookings) {
        this.jdbc = jdbc;
        this.participants = participants;
        this.bookings = bookings;
    }

    public Draft draft(Target target, Instant now) {
        if (target instanceof OfBookings of) {
            BookingOverview.Page page = bookings.page(of.filter(), null, null, Announcements.MAX_BOOKINGS);
            List<Long> sessions =
                    page.rows().stream().map(BookingRow::sessionId).distinct().toList();
            return draft(
                    about(sessions),
                    participants.ofClasses(
                            page.rows().stream().map(BookingRow::bookingId).toList()),
                    page.next() == null);
        }
        List<About> sessions = sessions(target, now);
        return draft(
                sessions,
                participants.bookedAt(sessions.stream().map(About::sessionId).toList()),
                true);
    }

    private Draft draft(List<About> sessions, List<Participant> booked, boolean complete) {
        Merged merged = new Merged();
        for (Participant one : booked) {
            merged.add(
                    one.ofClass() ? AddresseeKind.SCHOOL : AddresseeKind.PARTICIPANT,
                    one.email(),
                    one.language(),
                    one.bookingId(),
                    one.sessionId());
        }
        guides(sessions.stream().map(About::sessionId).toList(), merged);
        return new Draft(sessions, merged.all(), complete);
    }

    private List<About> sessions(Target target, Instant now) {
        if (target instanceof OfSession of) {
            List<About> one = about(List.of(of.sessionId()));
            if (one.isEmpty()) {
                throw new NotFound("session " + of.sessionId());
            }
            return one;
        }
        if (target instanceof OfDay of) {
            return jdbc.sql(ABOUT.formatted("s.state = 'PUBLISHED' and s.starts_at >= ? and s.starts_at < ?"))
                    .params(Rows.startOf(of.day()), Rows.startOf(of.day().plusDays(1)))
                    .query(Rows.of(About.class))
                    .list();
        }
        long activity = ((OfActivity) target).activityId();
        if (jdbc.sql("select count(*) from programme_activity_v where id = ?")
                        .param(activity)
                        .query(Integer.class)
                        .single()
                == 0) {
            throw new NotFound("activity " + activity);
        }
        return jdbc.sql(ABOUT.formatted("s.state = 'PUBLISHED' and s.activity_id = ? and s.ends_at > ?"))
                .params(activity, Rows.timestamp(now))
                .query(Rows.of(About.class))
                .list();
    }

    /** Returns sessions in chronological order. */
    List<About> about(Collection<Long> sessionIds) {
        return jdbc.sql(ABOUT.formatted("s.id = any(?::bigint[])"))
                .param(Rows.array(sessionIds))
                .query(Rows.of(About.class))
                .list();
    }

    private void guides(Collection<Long> sessionIds, Merged merged) {
        jdbc.sql("""
                select g.session_id, m.email, m.language
                  from staff_assignment_v g join staff_member_v m on m.id = g.member_id
                 where g.session_id = any(?::bigint[]) and m.email is not null
                 order by m.name, m.id, g.session_id
                """).param(Rows.array(sessionIds)).query(row -> {
            merged.add(
                    AddresseeKind.GUIDE,
                    row.getString("email"),
                    Texts.language(row.getString("language")),
                    null,
                    row.getLong("session_id"));
        });
    }

    /** Collects each address once per kind, with its bookings and sessions. */
    private static final class Merged {

        private record Key(AddresseeKind kind, String email) {}

        private record Sum(Locale language, List<Long> bookings, List<Long> sessions) {}

        private final Map<Key, Sum> sums = new LinkedHashMap<>();

        void add(AddresseeKind kind, String email, Locale language, @Nullable Long booking, long session) {
            Sum sum = sums.computeIfAbsent(
                    new Key(kind, email.toLowerCase(Locale.ROOT)),
                    key -> new Sum(language, new ArrayList<>(), new ArrayList<>()));
            if (booking != null && !sum.bookings().contains(booking)) {
                sum.bookings().add(booking);
            }
            if (!sum.sessions().contains(session)) {
                sum.sessions().add(session);
            }
        }

        List<Addressee> all() {
            return sums.entrySet().stream()
                    .map(one -> new Addressee(
                            one.getKey().kind(),
                            one.getKey().email(),
                            one.getValue().language(),
                            one.getValue().bookings(),
                            one.getValue().sessions()))
                    .toList();
        }
    }
}
