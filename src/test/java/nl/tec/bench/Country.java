package nl.tec.bench;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import nl.tec.shared.SchoolYear;

/**
 * The schools of a country with four years of visits, all invented, written straight into an empty hub: 6,100 schools (one in
 * ten VO), 61,000 classes a year, 2 million attendances, of which 15% people who came as individuals, and 30,000 class bookings
 * to come. Every municipality is in the hub's scope.
 */
final class Country {

    private static final int SCHOOLS = 6_100;
    private static final int SESSIONS = 400_000;
    private static final int CLASS_VISITS = 1_700_000;
    private static final int PEOPLE = 300_000;
    private static final int COMING = 30_000;

    private final Statement statement;
    private final double scale;
    private final int firstYear;
    private final LocalDate today;

    private Country(Statement statement, double scale, LocalDate today) {
        this.statement = statement;
        this.scale = scale;
        this.today = today;
        this.firstYear = SchoolYear.of(today).start() - 3;
    }

    /** @param superuser a connection that may leave out the checks of foreign keys: the data are whole by how they are made */
    static void fill(Connection superuser, double scale, LocalDate today) throws SQLException {
        try (Statement statement = superuser.createStatement()) {
            statement.execute("set session_replication_role = replica");
            Country country = new Country(statement, scale, today);
            country.schools();
            country.visits();
            country.people();
            country.bookings();
            statement.execute("set session_replication_role = origin");
            statement.execute("analyze");
        }
    }

    private int scaled(int number) {
        return (int) (number * scale);
    }

    private void schools() throws SQLException {
        int schools = scaled(SCHOOLS);
        run(
                "insert into municipality select lpad(m::text, 4, '0'), 'Gemeente ' || m, 'NOORD' from generate_series(1, 342) m");
        run("""
                insert into hub_setting (key, value, changed_at)
                select 'MUNICIPALITIES', string_agg(code, ',' order by code), now() from municipality
                union all select 'NAME', 'TEC Nederland', now() union all select 'CITY', 'Nederland', now()
                union all select 'FIRST_SCHOOL_YEAR', '%d', now()
                    on conflict (key) do update set value = excluded.value
                """, firstYear);
        run("""
                insert into organisation (id, kind, name, town, municipality_code, invented) overriding system value
                select i, 'SCHOOL', 'School ' || md5(i::text), 'Plaats ' || i %% 342, lpad((1 + i %% 342)::text, 4, '0'), true
                  from generate_series(1, %d) i
                """, schools);
        run("""
                insert into school_site (organisation_id, brin6, sector)
                select i, lpad((i / 100)::text, 2, '0') || 'ZZ' || lpad((i %% 100)::text, 2, '0'),
                       case when i %% 10 = 0 then 'VO' else 'PO' end
                  from generate_series(1, %d) i
                """, schools);
        run("""
                insert into cohort (id, site_id, sector, level, leaves_in, started_in) overriding system value
                select (i - 1) * 11 + k + 1, i, case when i %% 10 = 0 then 'VO' else 'PO' end, '',
                       case when i %% 10 > 0 then %2$d + 1 + k end, case when i %% 10 = 0 then %2$d - 5 + k end
                  from generate_series(1, %1$d) i, generate_series(0, 10) k
                """, schools, firstYear);
        // which cohort is in which group: t is the school year since the first
        run("""
                insert into cohort_size (cohort_id, school_year, grade, pupils, low, high, source)
                select (i - 1) * 11 + 1 + case when i %% 10 = 0 then t - g + 6 else t + 8 - g end, %2$d + t, g,
                       20 + (i * 7 + g * 13) %% 20, 18, 40, 'DUO_AGE'
                  from generate_series(1, %1$d) i, generate_series(0, 3) t, generate_series(1, 8) g
                 where i %% 10 > 0 or g <= 6
                """, schools, firstYear);
        run("""
                insert into school_class (id, site_id, school_year, label, source) overriding system value
                select t * %1$d * 10 + (i - 1) * 10 + c + 1, i, %2$d + t, c || 'a', 'SCHOOL'
                  from generate_series(1, %1$d) i, generate_series(0, 3) t, generate_series(0, 9) c
                """, schools, firstYear);
        run("""
                insert into class_part (id, class_id, cohort_id, grade, head_count, low, high) overriding system value
                select k.id, k.id, z.cohort_id, z.grade, z.pupils / case when g.grade >= 7 then 2 else 1 end, 10, 40
                  from school_class k
                 cross join lateral (select ((k.id - 1) %% 10)::int as c) n
                 cross join lateral (select case when k.site_id %% 10 = 0 then n.c %% 6 + 1 when n.c < 8 then n.c + 1
                                                 else n.c - 1 end as grade) g
                  join cohort_size z
                    on z.school_year = k.school_year
                   and z.cohort_id = (k.site_id - 1) * 11 + 1 + case when k.site_id %% 10 = 0 then k.school_year - %1$d - g.grade + 6
                                                                     else k.school_year - %1$d + 8 - g.grade end
                """, firstYear);
    }

    private void visits() throws SQLException {
        run("""
                insert into activity (id, slug, kind, state, takes, title_nl, title_en, promise_nl, promise_en, description_nl,
                                      description_en, worlds, audiences, minutes, group_min, group_max, changed_at)
                overriding system value
                select a, 'activiteit-' || a, case when a <= 16 then 'WORKSHOP_LEARNING_LINE' when a <= 18 then 'AFTER_SCHOOL'
                                                   when a = 19 then 'INFORMATION_MEETING' else 'PROFESSIONALISATION' end,
                       'PUBLISHED', case when a <= 16 then 'CLASSES' else 'INDIVIDUALS' end, 'Activiteit ' || a, 'Activity ' || a,
                       '', '', '', '', '{HITECH_SCIENCE}', '{PO}', 90, 1, 60, now()
                  from generate_series(1, 20) a
                """);
        run("""
                insert into session (id, activity_id, starts_at, ends_at, state, capacity, class_capacity) overriding system value
                select j, case when j %% 20 = 0 then 17 + j / 20 %% 4 else 1 + j %% 16 end, at, at + interval '90 minutes',
                       'PUBLISHED', 60, 2
                  from generate_series(1, %1$d) j
                 cross join lateral (
                       select (date '%2$d-08-20' + (j::bigint * 7919 %% (date '%3$s' - date '%2$d-08-20'))::int + time '09:00')
                              at time zone 'Europe/Amsterdam' as at) m
                """, scaled(SESSIONS), firstYear, today);
        // a class comes to a session once, with a booking
        run("""
                create temp table visit as
                select distinct on (s.id, p.id) j as id, s.id as session_id, d.day, p.id as part_id, 12 + j %% 17 as heads,
                       j %% 50 = 0 as other_pupils, s.ends_at
                  from generate_series(1, %1$d) j
                  join session s on s.id = 1 + (j::bigint * 104729 %% %2$d)
                 cross join lateral (select (s.starts_at at time zone 'Europe/Amsterdam')::date as day) d
                 cross join lateral (select extract(year from d.day - interval '7 months')::int - %3$d as t) y
                 cross join lateral (select y.t * %4$d * 10 + 1 + (j::bigint * 15485863 %% (%4$d * 10)) as id) p
                """, scaled(CLASS_VISITS), scaled(SESSIONS), firstYear, scaled(SCHOOLS));
        run("""
                insert into booking (id, session_id, kind, state, participants, adults, site_id, class_id, idempotency_key, requested_at)
                overriding system value
                select v.id, v.session_id, 'CLASS', 'CONFIRMED', v.heads + 1, 2, k.site_id, k.id, gen_random_uuid(), v.ends_at
                  from visit v join school_class k on k.id = v.part_id
                """);
        run(
                "insert into booking_part (booking_id, class_part_id, head_count) select id, part_id, heads + 1 from visit");
        run("""
                insert into attendance (id, session_id, held_on, booking_id, class_part_id, audience, sector, head_count,
                                        other_pupils, recorded_at, part_size, group_size)
                overriding system value
                select v.id, v.session_id, v.day, v.id, v.part_id, 'PO', 'PO', v.heads, v.other_pupils, v.ends_at, p.head_count,
                       2 * p.head_count
                  from visit v join class_part p on p.id = v.part_id
                """);
    }

    /** Half of them children, a third parents, the rest teachers; three in ten have come before. */
    private void people() throws SQLException {
        int first = scaled(CLASS_VISITS) + 1;
        run("""
                insert into booking (id, session_id, kind, state, participants, idempotency_key, requested_at)
                overriding system value
                select 10000000 + s.id, s.id, 'INDIVIDUAL', 'CONFIRMED', 30, gen_random_uuid(), s.starts_at
                  from session s where s.id %% 20 = 0
                """);
        run("""
                insert into sign_up_person (id, booking_id, audience, age) overriding system value
                select j, 10000000 + 20 * (1 + j %% (%2$d / 20)), 'CHILD', 6 + j %% 12 from generate_series(1, %1$d) j
                """, scaled(PEOPLE) / 2, scaled(SESSIONS));
        run("""
                insert into attendance (id, session_id, held_on, booking_id, person_id, audience, head_count, email_hash, recorded_at)
                overriding system value
                select %1$d + j, s.id, (s.starts_at at time zone 'Europe/Amsterdam')::date, 10000000 + s.id, case when j <= %2$d / 2 then j end,
                       case when j <= %2$d / 2 then 'CHILD' when j <= %2$d * 5 / 6 then 'PARENT' else 'TEACHER' end, 1,
                       decode(md5((j * 7 %% (%2$d * 7 / 10))::text), 'hex'), s.ends_at
                  from generate_series(1, %2$d) j join session s on s.id = 20 * (1 + j %% (%3$d / 20))
                """, first, scaled(PEOPLE), scaled(SESSIONS));
    }

    /** Adds the sessions and bookings that are still to come. */
    private void bookings() throws SQLException {
        run("""
                insert into session (id, activity_id, starts_at, ends_at, state, capacity, class_capacity) overriding system value
                select 1000000 + j, 1 + j %% 16, at, at + interval '90 minutes', 'PUBLISHED', 60, 2
                  from generate_series(1, %1$d) j
                 cross join lateral (select (date '%2$s' + 1 + j %% 60 + time '09:00') at time zone 'Europe/Amsterdam' as at) m
                """, scaled(COMING), today);
        run("""
                insert into booking (id, session_id, kind, state, participants, adults, site_id, class_id, idempotency_key, requested_at)
                overriding system value
                select 20000000 + j, 1000000 + j, 'CLASS', 'CONFIRMED', 24, 2, k.site_id, k.id, gen_random_uuid(), now()
                  from generate_series(1, %1$d) j
                  join school_class k on k.id = 3 * %2$d * 10 + 1 + (j::bigint * 7907 %% (%2$d * 10))
                """, scaled(COMING), scaled(SCHOOLS));
        run("""
                insert into booking_part (booking_id, class_part_id, head_count)
                select id, class_id, 24 from booking where id > 20000000
                """);
    }

    private void run(String sql, Object... numbers) throws SQLException {
        statement.execute(sql.formatted(numbers));
    }
}
