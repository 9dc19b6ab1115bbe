package nl.tec.bookings.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import nl.tec.organisations.Holidays.Free;
import nl.tec.organisations.Holidays.Kind;
import nl.tec.shared.Dates;
import org.junit.jupiter.api.Test;

/** The term in which a school can accept an offered seat: it runs on school days only (rules 3). */
class SeatOfferTermTest {

    private static final Duration TWO_DAYS = Duration.ofHours(48);

    @Test
    void onSchoolDaysItIsFortyEightHours() {
        assertThat(end("2026-11-30T02:06")).isEqualTo(at("2026-12-02T02:06"));
    }

    @Test
    void theWeekendDoesNotRunTheClock() {
        assertThat(end("2026-11-28T02:06")).as("Saturday night").isEqualTo(at("2026-12-02T00:00"));
        assertThat(end("2026-11-27T16:00")).as("Friday afternoon").isEqualTo(at("2026-12-01T16:00"));
    }

    @Test
    void aHolidayOfTheSchoolDoesNotEither() {
        Free christmas = new Free(Kind.CHRISTMAS, LocalDate.of(2026, 12, 19), LocalDate.of(2027, 1, 3), "", null, null);
        Free closed = new Free(Kind.CLOSED, LocalDate.of(2027, 1, 4), LocalDate.of(2027, 1, 4), "Studiedag", null, 7L);
        assertThat(end("2026-12-18T12:00", christmas, closed)).isEqualTo(at("2027-01-06T12:00"));
    }

    @Test
    void theTermEndsAtTheSameLocalTimeAfterAClockChange() {
        assertThat(end("2026-10-23T12:00")).as("summer time ends on Sunday").isEqualTo(at("2026-10-27T12:00"));
    }

    private static Instant end(String now, Free... free) {
        return SeatOfferTerm.end(at(now), TWO_DAYS, List.of(free));
    }

    private static Instant at(String local) {
        return LocalDateTime.parse(local).atZone(Dates.ZONE).toInstant();
    }
}
