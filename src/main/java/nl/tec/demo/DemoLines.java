package nl.tec.demo;

import nl.tec.shared.SchoolYear;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * The learning lines of the schools with a demo account, their ticks of earlier years, and a fictional plan for
 * science and technology.
 */
final class DemoLines {

    private static final String PLAN = """
            ## Waarom wij dit doen
            Kinderen op onze school onderzoeken en maken elke week iets. Zo ontdekken ze wat ze kunnen, ook als ze niet van lezen houden.

            ## Wat we afspreken
            - Elke groep doet elk jaar één stap van de leerlijn bij het TEC of op school.
            - We combineren het met rekenen (meten en verhoudingen) en met taal (een verslag of een presentatie).
            - De techniekcoördinator bespreekt in januari en in juni met elke leerkracht wat er nog komt.

            *Deze tekst is verzonnen.*
            """;

    private final JdbcTemplate jdbc;

    DemoLines(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    void fill(SchoolYear current) {
        // groups of secondary schools were made after the classes of their year
        jdbc.query(
                "select continue_class_parts(y) from generate_series((select min(school_year) from school_class), ?) as y",
                row -> {},
                current.start());
        follow("coordinator@tec.example", "van-bij-tot-drone", "van-blok-tot-huis");
        follow("leerkracht2@tec.example", "van-druppel-tot-stroom");
        follow("docent@tec.example", "van-bij-tot-drone");
        tick(current);
        jdbc.update("""
                insert into science_plan (site_id, words, changed_at, changed_by, version)
                select r.organisation_id, ?, make_timestamptz(?, 8, 28, 15, 30, 0, 'Europe/Amsterdam'), a.id, 1
                  from account a join account_role r on r.account_id = a.id
                 where a.email = 'coordinator@tec.example'
                """, PLAN, current.start() - 1);
    }

    private void follow(String email, String... lines) {
        for (String line : lines) {
            jdbc.update("""
                    insert into school_line (site_id, line_id, chosen_at, chosen_by)
                    select r.organisation_id, l.id, a.created_at, a.id
                      from account a
                      join account_role r on r.account_id = a.id and r.organisation_id is not null
                     cross join learning_line l
                     where a.email = ? and l.key = ?
                    """, email, line);
        }
    }

    /** Ticks about two of three steps without a visit, in May of each earlier year. */
    private void tick(SchoolYear current) {
        jdbc.update("""
                insert into step_tick (step_id, class_part_id, place, ticked_at, ticked_by)
                select t.id, p.id, case when (p.id + t.id) % 7 = 0 then 'HOME' else 'SCHOOL' end,
                       make_timestamptz(k.school_year + 1, 5, 12 + (p.id % 9)::int, 15, 40, 0, 'Europe/Amsterdam'), s.chosen_by
                  from school_line s
                  join learning_line_step t on t.line_id = s.line_id
                  join school_class k on k.site_id = s.site_id and k.school_year < ? and not k.booking_group
                  join class_part p on p.class_id = k.id and p.grade between t.grade_from and t.grade_to
                  join cohort c on c.id = p.cohort_id and c.sector = t.sector
                 where (p.cohort_id + t.id) % 3 <> 0
                   and not exists (select from attendance a
                                     join session e on e.id = a.session_id
                                     join learning_line_step_activity f on f.activity_id = e.activity_id and f.step_id = t.id
                                    where a.class_part_id = p.id)
                """, current.start());
    }
}
