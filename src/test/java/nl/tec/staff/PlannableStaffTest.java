package nl.tec.staff;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import nl.tec.TecTest;
import nl.tec.hub.Rows;
import nl.tec.shared.Dates;
import nl.tec.staff.internal.TeamPositions;
import nl.tec.staff.internal.TeamPositions.Position;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The data about staff for a plan agree with the checks of the database on assignment (rules 4.5). */
@TecTest
class PlannableStaffTest {

    @Autowired
    PlannableStaff plannable;

    @Autowired
    JdbcClient jdbc;

    @Test
    void availabilityEqualsThatOfTheDatabase() {
        Random random = new Random(11);
        LocalDate first = LocalDate.of(2031, 9, 1);
        long member = new StaffFixture(jdbc).member();
        jdbc.sql("update staff_member set vog_issued_on = ?, vog_seen_on = ? where id = ?")
                .params(first.minusDays(9), first.minusDays(9), member)
                .update();
        for (int weekday : new int[] {1, 2, 4}) {
            jdbc.sql("insert into staff_hours (member_id, weekday, from_time, until_time) values (?, ?, ?, ?)")
                    .params(member, weekday, LocalTime.of(8 + weekday, 0), LocalTime.of(13 + weekday, 0))
                    .update();
        }
        for (int i = 0; i < 30; i++) {
            LocalDate day = first.plusDays(random.nextInt(60));
            LocalTime from = random.nextInt(3) == 0 ? null : LocalTime.of(8 + random.nextInt(6), 0);
            jdbc.sql("""
                    insert into staff_exception (member_id, from_day, until_day, from_time, until_time, available) values (?, ?, ?, ?, ?, ?)
                    """)
                    .param(member)
                    .param(day)
                    .param(day.plusDays(random.nextInt(3)))
                    .param(from)
                    .param(from == null ? null : from.plusHours(2))
                    .param(random.nextBoolean())
                    .update();
        }
        PlannableMember planned = plannable.list(first, first.plusDays(60)).stream()
                .filter(one -> one.id() == member)
                .findFirst()
                .orElseThrow();
        List<Object> differ = new ArrayList<>();
        for (int i = 0; i < 600; i++) {
            LocalDate day = first.plusDays(random.nextInt(60));
            LocalTime from = LocalTime.of(7 + random.nextInt(9), 30 * random.nextInt(2));
            LocalTime until = from.plusMinutes(30L + 30 * random.nextInt(4));
            boolean free = planned.freeOn(day).stream()
                    .anyMatch(stretch ->
                            !stretch.from().isAfter(from) && !stretch.until().isBefore(until));
            boolean says = jdbc.sql("select staff_available(?, tstzrange(?, ?))")
                    .param(member)
                    .param(Rows.timestamp(day.atTime(from).atZone(Dates.ZONE).toInstant()))
                    .param(Rows.timestamp(day.atTime(until).atZone(Dates.ZONE).toInstant()))
                    .query(Boolean.class)
                    .single();
            if (says != free) {
                differ.add(List.of(day, from, until, free));
            }
        }
        assertThat(differ).isEmpty();
    }

    @Test
    void aTimeThatCrossesMidnightIsFreeIfBothDaysAre() {
        long member = new StaffFixture(jdbc).member();
        LocalDate day = LocalDate.of(2031, 9, 1);
        assertThat(isFree(member, day)).as("no times at all").isTrue();
        exception(member, day.plusDays(1), false);
        assertThat(isFree(member, day)).as("a day off after midnight").isFalse();
        assertThat(isFree(member, day.plusDays(1))).as("and before it").isFalse();
        assertThat(isFree(member, day.minusDays(1)))
                .as("it ends the day before")
                .isTrue();
        jdbc.sql("delete from staff_exception where member_id = ?")
                .param(member)
                .update();
        jdbc.sql("insert into staff_hours (member_id, weekday, from_time, until_time) values (?, 1, '08:00', '24:00')")
                .param(member)
                .update();
        assertThat(isFree(member, day)).as("only Mondays").isFalse();
        exception(member, day.plusDays(1), true);
        assertThat(isFree(member, day)).as("and that Tuesday").isTrue();
    }

    private void exception(long member, LocalDate day, boolean available) {
        jdbc.sql("insert into staff_exception (member_id, from_day, until_day, available) values (?, ?, ?, ?)")
                .params(member, day, day, available)
                .update();
    }

    /** Whether somebody can from ten in the evening until half past twelve. */
    private boolean isFree(long member, LocalDate day) {
        return jdbc.sql("select staff_available(?, tstzrange(?, ?))")
                .param(member)
                .param(Rows.timestamp(day.atTime(22, 0).atZone(Dates.ZONE).toInstant()))
                .param(Rows.timestamp(
                        day.plusDays(1).atTime(0, 30).atZone(Dates.ZONE).toInstant()))
                .query(Boolean.class)
                .single();
    }

    @Test
    void aTeamIsDividedSoThatEverySkillIsThere() {
        // the person with both skills takes the one that the other lacks, in any order
        List<Position> positions = TeamPositions.of(
                Map.of(1L, List.of(10L, 11L, 12L)),
                Map.of(1L, List.of(5L, 6L)),
                Map.of(10L, Set.of(5L, 6L), 11L, Set.of(5L)));
        assertThat(positions)
                .containsExactlyInAnyOrder(new Position(1, 11, 5L), new Position(1, 10, 6L), new Position(1, 12, null));
    }
}
