package nl.tec.organisations;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import nl.tec.TestSql;
import nl.tec.shared.SchoolYear;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The data of the region that a hub near Deventer starts with, and the classes derived from it (rules 1): the sums match the
 * public registers.
 */
@OrganisationsTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RegionDataTest {

    /** The pupils of regular primary schools in Deventer on 1 October, by year. */
    private static final Map<Integer, Integer> PRIMARY = Map.of(2023, 7932, 2024, 7822, 2025, 7787);

    @Autowired
    RegionData region;

    @Autowired
    Classes classes;

    @Autowired
    JdbcClient jdbc;

    @BeforeAll
    void load() {
        region.load();
        for (int year = 2023; year <= 2026; year++) {
            classes.start(new SchoolYear(year), List.of("0150"));
        }
    }

    @Test
    void loadingAgainAndStartingAgainChangesNothing() {
        Map<String, String> before = new WithoutProefdam(jdbc).everything();
        region.load();
        assertThat(classes.start(new SchoolYear(2025), List.of("0150"))).isZero();
        assertThat(new WithoutProefdam(jdbc).everything()).isEqualTo(before);
    }

    @Test
    void everybodyIsFreeOnKingsDay_notOnGoodFriday() {
        assertThat(jdbc.sql("""
                select name || ' ' || day_off from public_holiday where day in ('2026-04-03', '2026-04-27') order by day
                """).query(String.class).list()).containsExactly("Goede vrijdag false", "Koningsdag true");
    }

    @Test
    void pupilsPerGroupAreEstimatedFromTheAges_spreadOverWhatIsMasked_rules1() {
        assertThat(jdbc.sql("""
                        select round(sum(exact))::int from pupils_per_grade(2024)
                        join school_site s on s.organisation_id = site_id join organisation o on o.id = site_id
                        where o.municipality_code = '0150' and s.kind = 'BO' group by grade order by grade
                        """).query(Integer.class).list())
                .as("added up by hand from the register")
                .containsExactly(947, 957, 997, 983, 981, 996, 990, 971);
        assertThat(number("""
                select count(*) from pupils_per_grade(2024) where pupils < low or pupils > high or low < 0
                """)).isZero();
    }

    @Test
    void theClassesOfAYearHaveAllPupilsOfTheCount_rules1() {
        PRIMARY.forEach((year, pupils) -> {
            assertThat(number("""
                    select sum(p.head_count) from school_class k join class_part p on p.class_id = k.id
                    join school_site s on s.organisation_id = k.site_id join organisation o on o.id = k.site_id
                    where o.municipality_code = '0150' and s.sector = 'PO' and k.ended_at is null and k.school_year = %d
                    """.formatted(year))).as("classes of " + year).isEqualTo(pupils);
            assertThat(number("""
                    select sum(z.pupils) from cohort_size z join cohort c on c.id = z.cohort_id
                    join organisation o on o.id = c.site_id
                    where o.municipality_code = '0150' and c.sector = 'PO' and z.school_year = %d
                    """.formatted(year))).as("cohorts of " + year).isEqualTo(pupils);
        });
        assertThat(number("select count(*) from class_part where head_count > " + Classes.MAX_CLASS))
                .as("parallel classes where a group is too large for one")
                .isZero();
    }

    @Test
    void aCohortLeavesGroup8InOneSummer_andStaysTheSameOverTheYears_rules1() {
        assertThat(number("""
                select count(*) from class_part p join school_class k on k.id = p.class_id join cohort c on c.id = p.cohort_id
                where c.sector = 'PO' and c.leaves_in <> k.school_year + 9 - p.grade
                """)).isZero();
        long school = TestSql.bigint(jdbc, "select organisation_id from school_site where brin6 = '10LK00'");
        assertThat(cohort(school, 2023, 5)).isEqualTo(cohort(school, 2024, 6)).isEqualTo(cohort(school, 2026, 8));
        assertThat(jdbc.sql("""
                        select distinct k.source from school_class k where k.site_id = ? and k.school_year = 2026
                        """).param(school).query(String.class).list())
                .as("not counted yet: moved up, and says so")
                .containsExactly("MOVED_UP");
    }

    private long cohort(long school, int year, int group) {
        return classes.list(school, new SchoolYear(year)).stream()
                .flatMap(k -> k.parts().stream())
                .filter(part -> part.grade().number() == group)
                .findFirst()
                .orElseThrow()
                .cohortId();
    }

    private int number(String sql) {
        return jdbc.sql(sql).query(Integer.class).single();
    }
}
