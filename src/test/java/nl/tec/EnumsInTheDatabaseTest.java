package nl.tec;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import nl.tec.bookings.BookingState;
import nl.tec.shared.SchoolYear;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A constraint that lists the values of a column lists all constants of the enum that is stored there. */
@TecTest
class EnumsInTheDatabaseTest {

    /** Constraints about some of the constants, on purpose. */
    private static final Set<String> SOME = Set.of(
            "account_request.account_request_role_check",
            "declaration.declaration_membership_kind_check",
            "role_invitation.role_invitation_role_check",
            // special education follows the steps of primary education
            "learning_line_step.learning_line_step_sector",
            "visit_item.visit_item_state_check");

    private static final Pattern LIST = Pattern.compile(
            "CHECK \\(\\(\\w+ = ANY \\(ARRAY\\[('[A-Z][A-Z0-9_]+'::text(?:, '[A-Z][A-Z0-9_]+'::text)+)\\]\\)\\)\\)");

    private static final Pattern NAME = Pattern.compile("'([A-Z0-9_]+)'");

    @Autowired
    JdbcClient jdbc;

    private record Check(String name, String definition) {}

    @Test
    void aConstraintListsAllConstants() throws ClassNotFoundException {
        List<Set<String>> enums = new ArrayList<>();
        for (JavaClass type : ProgramClasses.ALL) {
            Class<?> loaded = Class.forName(type.getName());
            if (loaded.isEnum()) {
                enums.add(Arrays.stream(loaded.getEnumConstants())
                        .map(constant -> ((Enum<?>) constant).name())
                        .collect(Collectors.toSet()));
            }
        }
        Map<String, Set<String>> incomplete = new TreeMap<>();
        for (Check check : jdbc.sql("""
                select conrelid::regclass || '.' || conname as name, pg_get_constraintdef(oid) as definition
                  from pg_constraint where contype = 'c' and connamespace = current_schema()::regnamespace
                """).query(Check.class).list()) {
            Matcher list = LIST.matcher(check.definition());
            if (list.matches()) {
                Set<String> names = NAME.matcher(list.group(1))
                        .results()
                        .map(name -> name.group(1))
                        .collect(Collectors.toSet());
                boolean some = enums.stream().anyMatch(constants -> constants.containsAll(names));
                if (some && !enums.contains(names) && !SOME.contains(check.name())) {
                    incomplete.put(check.name(), names);
                }
            }
        }
        assertThat(incomplete).isEmpty();
    }

    @Test
    void theStatesOfBookingsMeanTheSameInSql() {
        assertThat(BookingState.values()).allSatisfy(state -> {
            assertThat(holds("booking_holds_seats(?)", state)).isEqualTo(state.holdsSeats());
            assertThat(holds("booking_active(?)", state)).isEqualTo(state.active());
        });
        assertThat(NAME.matcher(jdbc.sql("""
                        select pg_get_expr(indpred, indrelid) from pg_index where indexrelid = 'booking_once'::regclass
                        """).query(String.class).single())
                        .results()
                        .map(name -> BookingState.valueOf(name.group(1))))
                .containsExactlyInAnyOrder(Arrays.stream(BookingState.values())
                        .filter(BookingState::active)
                        .toArray(BookingState[]::new));
    }

    /** Otherwise it would be asked row by row, and no index would help. */
    @ParameterizedTest
    @ValueSource(strings = {"booking_holds_seats", "booking_active", "booking_expected"})
    void whatAStateMeansIsWrittenOutInAQuery(String function) {
        assertThat(TestSql.list(
                        jdbc, String.class, "explain (verbose) select from booking where " + function + "(state)"))
                .noneSatisfy(line -> assertThat(line).contains(function))
                .anySatisfy(line -> assertThat(line).contains("ANY ('{"));
    }

    /** Otherwise no index would help, and reach would be slow: the plan is that of the formula. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            attendance   | school_year(held_on) = 2026             | extract(year from held_on)::int - (extract(month from held_on) < 8)::int = 2026
            organisation | enrols_in(ended_on, 2026)               | ended_on is null or ended_on > make_date(2026, 8, 1)
            organisation | road_metres(latitude, longitude, 52, 6) > 1 | metres_between(latitude, longitude, 52, 6) * 1.3::float8 > 1
            sign_up u join booking b on true | u.booking_id = booking_sign_up(b.sign_up_id, b.id) and b.session_id = 1 | u.booking_id = coalesce(b.sign_up_id, b.id) and b.session_id = 1
            """)
    void whatARuleSaysIsWrittenOutInAQuery(String table, String rule, String formula) {
        assertThat(plan(table, rule)).isEqualTo(plan(table, formula));
    }

    private List<String> plan(String table, String condition) {
        return TestSql.list(jdbc, String.class, "explain (verbose) select from " + table + " where " + condition);
    }

    private record Day(LocalDate day, int year) {}

    @Test
    void theSchoolYearOfADayIsTheSameInSql() {
        assertThat(jdbc.sql("""
                        select d::date as day, school_year(d::date) as year from generate_series(date '2023-07-20', '2024-12-31', '1 day') d
                        """).query(Day.class).list())
                .hasSize(531)
                .allSatisfy(one -> assertThat(one.year())
                        .as("%s", one.day())
                        .isEqualTo(SchoolYear.of(one.day()).start()));
    }

    private boolean holds(String condition, BookingState state) {
        return jdbc.sql("select " + condition)
                .param(state.name())
                .query(Boolean.class)
                .single();
    }
}
