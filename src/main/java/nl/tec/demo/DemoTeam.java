package nl.tec.demo;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import nl.tec.accounts.Accounts;
import nl.tec.accounts.Actor.Membership;
import nl.tec.accounts.NewAccount;
import nl.tec.accounts.Role;
import nl.tec.hub.Rows;
import nl.tec.hub.Texts;
import nl.tec.shared.Dates;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The guides of the sessions of the demo hub, with skills, availability and a certificate of conduct. Past sessions were guided by whoever
 * was available; coming ones have gaps, missing answers and declined assignments. All people are fictional.
 */
final class DemoTeam {

    private static final String[] COLLEAGUES = {"Twee", "Drie", "Vier", "Vijf"};

    /** The number of weeks ahead for which guides were asked. */
    private static final int WEEKS_PLANNED = 4;

    /** One in this many coming sessions has no guide yet. */
    private static final int GAP = 5;

    private final JdbcTemplate jdbc;
    private final Accounts accounts;
    private final Instant now;

    DemoTeam(JdbcTemplate jdbc, Accounts accounts, Instant now) {
        this.jdbc = jdbc;
        this.accounts = accounts;
        this.now = now;
    }

    private record Moment(long session, Instant busyFrom, Instant busyUntil) {}

    private record Free(long member, Instant from) {}

    void fill() {
        for (int i = 0; i < COLLEAGUES.length; i++) {
            accounts.create(
                    null,
                    new NewAccount(
                            "begeleider" + (i + 2) + "@tec.example",
                            "Demo Begeleider " + COLLEAGUES[i],
                            Texts.DUTCH,
                            null,
                            Set.of(Membership.of(Role.PROFESSIONAL))));
        }
        register();
        history();
        skills();
        limits();
        ahead();
    }

    /** Adds everybody with a guide's role, and people of partners without an account. */
    private void register() {
        LocalDate today = Dates.dayOf(now);
        jdbc.update("""
                insert into staff_member (account_id, kind, phone, vog_issued_on, vog_seen_on, vog_seen_by)
                select r.account_id, min(r.role) filter (where r.role in ('PROFESSIONAL', 'AMBASSADOR')),
                       '06 00 00 00 ' || lpad((10 + row_number() over (order by r.account_id))::text, 2, '0'),
                       ?::date - (100 + 70 * row_number() over (order by r.account_id))::int, ?::date - 60,
                       (select account_id from account_role where role = 'PROGRAMME_MANAGER' order by account_id limit 1)
                from account_role r where r.role in ('PROFESSIONAL', 'AMBASSADOR') group by r.account_id
                """, today, today);
        jdbc.update("""
                insert into staff_member (kind, name, email, phone, organisation_id, vog_issued_on, vog_seen_on, vog_seen_by)
                select 'GUEST_TEACHER', g.name, g.email, g.phone,
                       (select organisation_id from partner where organisation_id in (select id from organisation where invented)
                         order by organisation_id offset g.nr limit 1),
                       g.vog, case when g.vog is not null then ?::date - 60 end,
                       case when g.vog is not null then
                         (select account_id from account_role where role = 'PROGRAMME_MANAGER' order by account_id limit 1) end
                from (values (0, 'Demo Gastdocent Metaal', 'gastdocent1@tec.example', '06 00 00 00 31', ?::date - 300),
                             (1, 'Demo Gastdocent Zorg', 'gastdocent2@tec.example', '06 00 00 00 32', ?::date - 3 * 365 + 40),
                             (2, 'Demo Gastdocent Bouw', 'gastdocent3@tec.example', '06 00 00 00 33', null::date))
                  as g (nr, name, email, phone, vog)
                """, today, today, today);
    }

    /** Assigns guides to past sessions as long as people are available: in turn, without overlaps. */
    private void history() {
        Deque<Free> team = new ArrayDeque<>(jdbc.query(
                "select id from staff_member where kind <> 'GUEST_TEACHER' order by id",
                (row, n) -> new Free(row.getLong(1), Instant.EPOCH)));
        Bulk assignments = new Bulk(
                jdbc,
                "assignment",
                "session_id",
                "member_id",
                "assigned_at",
                "during::tstzrange",
                "answer",
                "answered_at");
        for (Moment moment :
                sessions("s.ends_at + a.cleanup_minutes * interval '1 minute' <= ?", Rows.timestamp(now))) {
            Free somebody = free(team, moment.busyFrom());
            if (somebody != null) {
                OffsetDateTime planned = Rows.timestamp(moment.busyFrom().minus(Duration.ofDays(30)));
                assignments.add(
                        moment.session(),
                        somebody.member(),
                        planned,
                        "[" + moment.busyFrom() + "," + moment.busyUntil() + ")",
                        "ACCEPTED",
                        planned);
                team.addLast(new Free(somebody.member(), moment.busyUntil()));
            }
        }
        assignments.write();
    }

    private List<Moment> sessions(String which, Object... values) {
        return jdbc.query("""
                        select s.id as session, s.starts_at - a.setup_minutes * interval '1 minute' as busy_from,
                               s.ends_at + a.cleanup_minutes * interval '1 minute' as busy_until
                        from session s join activity a on a.id = s.activity_id
                        where s.state = 'PUBLISHED' and %s
                          and exists (select from booking b where b.session_id = s.id and b.state = 'CONFIRMED')
                        order by busy_from, s.id
                        """.formatted(which), Rows.of(Moment.class), values);
    }

    /** Takes the person who is available at that moment and has rested the longest; null when all are busy. */
    private static @Nullable Free free(Deque<Free> team, Instant from) {
        for (Free one : team) {
            if (!one.from().isAfter(from)) {
                team.remove(one);
                return one;
            }
        }
        return null;
    }

    private void skills() {
        jdbc.update("""
                insert into skill (name)
                values ('Drones'), ('Hout bewerken'), ('Lasersnijden'), ('Programmeren'), ('Robots'), ('Solderen')
                """);
        jdbc.update("""
                insert into activity_role (activity_id, skill_id, people)
                select a.id, k.id, 1
                  from (values ('mini-drone-bouw-en-vlieg', 'Drones'), ('drones-bouwen-en-vliegen', 'Drones'),
                               ('gesneden-met-licht', 'Lasersnijden'), ('bouw-je-eigen-robot', 'Robots'),
                               ('game-in-een-ochtend', 'Programmeren'), ('codeclub-op-zaterdag', 'Programmeren'),
                               ('tiny-house-op-schaal', 'Hout bewerken'), ('muziek-uit-de-fruitschaal', 'Solderen')) as n (slug, skill)
                  join activity a on a.slug = n.slug join skill k on k.name = n.skill
                """);
        jdbc.update("""
                update assignment w set skill_id = r.skill_id
                  from session s join activity_role r on r.activity_id = s.activity_id
                 where s.id = w.session_id and w.skill_id is null
                """);
        // each person has three of the six skills, each skill several people
        jdbc.update("""
                insert into staff_skill (member_id, skill_id)
                select m.id, k.id
                  from (select id, row_number() over (order by id) as nr from staff_member) m
                  join (select id, row_number() over (order by id) as nr from skill) k on (k.nr + m.nr) % 2 = 0 or (k.nr + m.nr) % 5 = 0
                """);
    }

    /** Limits availability: some work part of the week, one has a holiday. */
    private void limits() {
        jdbc.update("""
                insert into staff_hours (member_id, weekday, from_time, until_time)
                select m.id, d, time '08:00', case when m.nr % 2 = 0 then time '18:00' else time '13:30' end
                  from (select id, row_number() over (order by id) as nr from staff_member where kind = 'PROFESSIONAL') m
                 cross join generate_series(1, 5) d
                 where m.nr > 2 and (d + m.nr) % 5 <> 0
                """);
        jdbc.update("update staff_member set max_hours = 12 where kind = 'AMBASSADOR'");
        jdbc.update("""
                insert into staff_exception (member_id, from_day, until_day, available)
                select max(id), ?::date + 5, ?::date + 9, false from staff_member where kind = 'PROFESSIONAL'
                """, Dates.dayOf(now), Dates.dayOf(now));
    }

    /** Plans the coming weeks by the real rules: most sessions have guides, some lack one. */
    private void ahead() {
        int nr = 0;
        for (Moment moment : sessions(
                "s.starts_at > ? and s.starts_at < ?",
                Rows.timestamp(now),
                Rows.timestamp(now.plus(Duration.ofDays(7L * WEEKS_PLANNED))))) {
            nr++;
            if (nr % GAP == 0) {
                continue;
            }
            String answer = nr % 11 == 0 ? "DECLINED" : nr % 7 == 0 ? "OPEN" : "ACCEPTED";
            plan(moment.session(), answer);
        }
    }

    private void plan(long session, String answer) {
        OffsetDateTime asked = Rows.timestamp(now.minus(Duration.ofDays(5)));
        JdbcClient.create(jdbc)
                .sql("""
                insert into assignment (session_id, member_id, assigned_at, during, place, latitude, longitude, skill_id, answer,
                                        answered_at, reason)
                select s.session_id, m.id, :asked::timestamptz, s.during, s.place, s.latitude, s.longitude,
                       (select r.skill_id from staff_roles(s.session_id) r join staff_skill k on k.skill_id = r.skill_id
                         where k.member_id = m.id and r.filled < r.people order by 1 limit 1),
                       :answer, case when :answer <> 'OPEN' then :asked::timestamptz end,
                       case when :answer = 'DECLINED' then 'Ik heb dan een afspraak op mijn werk.' end
                  from staff_session_v s
                 cross join lateral (select m.id from staff_member m where staff_obstacles(m.id, s.session_id) = '{}'
                                      order by staff_week_minutes(m.id, s.session_id, s.starts_at::date), m.id limit 1) m
                 where s.session_id = :session
                """)
                .param("asked", asked)
                .param("answer", answer)
                .param("session", session)
                .update();
    }
}
