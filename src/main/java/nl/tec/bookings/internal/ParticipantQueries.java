package nl.tec.bookings.internal;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import nl.tec.bookings.Participants;
import nl.tec.hub.Rows;
import nl.tec.shared.Audience;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

@Component
class ParticipantQueries implements Participants {

    private final JdbcClient jdbc;

    ParticipantQueries(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public Expected expected(long sessionId) {
        record Row(String audience, int people, int classes, int adults) {}
        List<Row> rows = jdbc.sql("""
                select '' as audience, coalesce(sum(coalesce(x.came, b.participants)), 0) as people, count(*) as classes,
                       coalesce(sum(b.adults), 0) as adults
                  from booking b
                  left join lateral (select sum(a.head_count) as came from attendance a where a.booking_id = b.id) x on true
                 where b.session_id = :session and b.kind = 'CLASS' and b.state = 'CONFIRMED'
                union all
                select p.audience, count(*), 0, 0
                  from booking b join sign_up_person p on p.booking_id = booking_sign_up(b.sign_up_id, b.id)
                 where b.session_id = :session and b.kind = 'INDIVIDUAL' and b.state = 'CONFIRMED'
                 group by p.audience
                union all
                select audience, sum(head_count), 0, 0
                  from attendance where session_id = :session and booking_id is null
                 group by audience
                """)
                .param("session", sessionId)
                .query(Rows.of(Row.class))
                .list();
        Map<Audience, Integer> individuals = new EnumMap<>(Audience.class);
        int pupils = 0;
        int classes = 0;
        int adults = 0;
        for (Row row : rows) {
            if (row.audience().isEmpty()) {
                pupils = row.people();
                classes = row.classes();
                adults = row.adults();
            } else {
                individuals.merge(Audience.valueOf(row.audience()), row.people(), Integer::sum);
            }
        }
        return new Expected(pupils, classes, adults, individuals);
    }

    @Override
    public List<Participant> attendedBetween(Instant from, Instant until) {
        List<Participant> all = new ArrayList<>(classes(from, until));
        all.addAll(jdbc.sql("""
                select u.booking_id, last.session_id, u.email, u.language,
                       (select array_agg(distinct p.audience) from sign_up_person p where p.booking_id = u.booking_id) as audiences
                  from sign_up u
                  join lateral (select b.session_id, s.ends_at
                                  from booking b join programme_session_v s on s.id = b.session_id
                                 where (b.id = u.booking_id or b.sign_up_id = u.booking_id) and b.state = 'CONFIRMED'
                                 order by s.ends_at desc limit 1) last on last.ends_at >= :from and last.ends_at < :until
                 where u.erased_at is null and u.email is not null
                   and exists (select from sign_up_person p join attendance a on a.person_id = p.id
                                where p.booking_id = u.booking_id and a.head_count > 0)
                 order by u.booking_id
                """)
                .param("from", Rows.timestamp(from))
                .param("until", Rows.timestamp(until))
                .query(Rows.of(Participant.class))
                .list());
        return all;
    }

    @Override
    public List<Participant> bookedAt(Collection<Long> sessionIds) {
        List<Participant> all =
                new ArrayList<>(recipients("b.session_id = any(:ids::bigint[]) and b.state = 'CONFIRMED'", sessionIds));
        all.addAll(jdbc.sql("""
                select u.booking_id, b.session_id, u.email, u.language,
                       (select array_agg(distinct p.audience) from sign_up_person p where p.booking_id = u.booking_id) as audiences
                  from booking b join sign_up u on u.booking_id = booking_sign_up(b.sign_up_id, b.id)
                 where b.session_id = any(:ids::bigint[]) and b.kind = 'INDIVIDUAL' and b.state = 'CONFIRMED'
                   and u.erased_at is null and u.email is not null
                 order by b.id
                """)
                .param("ids", Rows.array(sessionIds))
                .query(Rows.of(Participant.class))
                .list());
        return all;
    }

    @Override
    public List<Participant> ofClasses(Collection<Long> bookingIds) {
        return recipients("b.id = any(:ids::bigint[])", bookingIds);
    }

    private List<Participant> recipients(String condition, Collection<Long> ids) {
        return jdbc.sql("""
                select b.id as booking_id, b.session_id, r.email, r.language, null::text[] as audiences
                  from booking b cross join lateral class_mail_recipients(b.site_id, b.account_id, b.contact_email) r
                 where b.kind = 'CLASS' and %s
                 order by b.id, r.email
                """.formatted(condition))
                .param("ids", Rows.array(ids))
                .query(Rows.of(Participant.class))
                .list();
    }

    private List<Participant> classes(Instant from, Instant until) {
        record Reached(Participant participant, boolean booked) {}
        Map<Long, List<Reached>> byBooking = jdbc
                .sql("""
                select b.id as booking_id, b.session_id, r.email, r.language, null::text[] as audiences,
                       r.email is not distinct from u.email as booked
                  from programme_session_v s
                  join booking b on b.session_id = s.id and b.kind = 'CLASS' and b.state = 'CONFIRMED'
                  left join accounts_account_v u on u.id = b.account_id
                 cross join lateral class_mail_recipients(b.site_id, b.account_id, b.contact_email) r
                 where s.starts_at >= :from::timestamptz - interval '7 days' and s.ends_at >= :from and s.ends_at < :until
                   and exists (select from attendance a where a.booking_id = b.id and a.head_count > 0)
                 order by b.id, r.email
                """)
                .param("from", Rows.timestamp(from))
                .param("until", Rows.timestamp(until))
                .query(Rows.of(Reached.class))
                .list()
                .stream()
                .collect(Collectors.groupingBy(reached -> reached.participant().bookingId()));
        return byBooking.values().stream()
                .flatMap(reached -> {
                    boolean anyBooked = reached.stream().anyMatch(Reached::booked);
                    return reached.stream().filter(one -> one.booked() || !anyBooked);
                })
                .map(Reached::participant)
                .toList();
    }
}
