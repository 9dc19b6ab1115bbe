package nl.tec.organisations;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import nl.tec.TecTest;
import nl.tec.organisations.WorkingDays.Term;
import nl.tec.shared.Dates;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Terms in working days, which exclude holidays (rules 6). */
@TecTest
class WorkingDaysTest {

    /** A Monday far from the holidays of other tests. */
    static final Instant MONDAY = at(2035, 1, 8, 11, 0);

    static final LocalDate LATE = LocalDate.of(2035, 7, 1);

    @Autowired
    WorkingDays workingDays;

    @Autowired
    JdbcClient jdbc;

    @Test
    void tenWorkingDaysAreTwoWeeks_withTheReminderHalfWay() {
        assertThat(workingDays.term(MONDAY, 10, LATE))
                .isEqualTo(new Term(at(2035, 1, 15, 9, 0), at(2035, 1, 22, 17, 0)));
    }

    @Test
    void holidaysAndPublicHolidaysAreSkipped() {
        jdbc.sql(
                        "insert into holiday values ('NOORD', 2034, 'SPRING', '2035-02-17', '2035-02-25') on conflict do nothing")
                .update();
        jdbc.sql("insert into public_holiday (day, name) values ('2035-02-28', 'Proefdag') on conflict do nothing")
                .update();
        // from Thursday 15 February: the 16th, then (after the holiday) the 26th, 27th, not the 28th, 1 March, 2 March
        assertThat(workingDays.term(at(2035, 2, 15, 16, 0), 5, LATE).end()).isEqualTo(at(2035, 3, 2, 17, 0));
    }

    @Test
    void aTermEndsBeforeTheLastProposedDate() {
        assertThat(workingDays.term(MONDAY, 10, LocalDate.of(2035, 1, 12)).end())
                .isEqualTo(at(2035, 1, 11, 17, 0));
        Term none = workingDays.term(at(2035, 1, 12, 11, 0), 10, LocalDate.of(2035, 1, 15));
        assertThat(none.end()).isEqualTo(at(2035, 1, 14, 17, 0));
        assertThat(none.half()).isBefore(none.end());
    }

    private static Instant at(int year, int month, int day, int hour, int minute) {
        return ZonedDateTime.of(year, month, day, hour, minute, 0, 0, Dates.ZONE)
                .toInstant();
    }
}
