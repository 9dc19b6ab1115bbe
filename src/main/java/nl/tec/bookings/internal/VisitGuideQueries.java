package nl.tec.bookings.internal;

import nl.tec.bookings.VisitPlan.Guides;
import nl.tec.hub.Rows;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads who guides the session of a visit. */
@Component
class VisitGuideQueries {

    private final JdbcClient jdbc;

    VisitGuideQueries(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Counts those who said that they come. For the roster whoever was asked fills a place; a school is told so only after the answer. */
    Guides of(long sessionId) {
        return jdbc.sql("""
                select coalesce(o.name, '') as organiser, g.professionals, g.guest_teachers, g.ambassadors,
                       greatest(staff_missing(s.id), coalesce((select sum(r.people) from staff_roles(s.id) r), 0) - g.people)::int as missing
                  from programme_session_v s
                  join programme_activity_v a on a.id = s.activity_id
                  left join organisations_organisation_v o on o.id = a.organiser_id
                 cross join lateral (
                       select count(*) as people, count(*) filter (where m.kind = 'PROFESSIONAL') as professionals,
                              count(*) filter (where m.kind = 'GUEST_TEACHER') as guest_teachers,
                              count(*) filter (where m.kind = 'AMBASSADOR') as ambassadors
                         from staff_assignment_v w
                         join staff_member_v m on m.id = w.member_id
                        where w.session_id = s.id and w.answer = 'ACCEPTED') g
                 where s.id = ?
                """).param(sessionId).query(Rows.of(Guides.class)).single();
    }
}
