package nl.tec.results;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import nl.tec.AccountsFixture;
import nl.tec.TecTest;
import nl.tec.TestBrowser;
import nl.tec.accounts.Role;
import nl.tec.bookings.BookingsFixture;
import nl.tec.bookings.BookingsFixture.School;
import nl.tec.bookings.BookingsFixture.TestClass;
import nl.tec.shared.Dates;
import nl.tec.shared.SchoolYear;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Missing attendance of any year is a task for the programme manager (rules 2.1). */
@TecTest
class MissingAttendanceTest {

    @Autowired
    MissingAttendance missing;

    @Autowired
    AccountsFixture accounts;

    @Autowired
    JdbcClient jdbc;

    @Test
    void anOldVisitIsOnTheTaskListUntilItIsRecorded() {
        BookingsFixture bookingsFixture = new BookingsFixture(jdbc);
        Instant start = Instant.now().minus(3 * 365, ChronoUnit.DAYS);
        School school = bookingsFixture.school();
        TestClass group = bookingsFixture.schoolClass(
                school, SchoolYear.of(Dates.dayOf(start)).start(), 7, 20);
        long session = bookingsFixture.session(bookingsFixture.activity(), start, 30, 1);
        int before = missing.count();
        long booking = bookingsFixture.insert("""
                insert into booking (session_id, kind, state, participants, adults, site_id, class_id, idempotency_key, requested_at)
                values (?, 'CLASS', 'CONFIRMED', 20, 2, ?, ?, gen_random_uuid(), now()) returning id
                """, session, school.siteId(), group.id());
        assertThat(missing.count()).isEqualTo(before + 1);
        TestBrowser maker = accounts.signedIn(Role.PROGRAMME_MANAGER).browser();
        String day = "/dag/" + Dates.dayOf(start);
        assertThat(maker.get("/beheer/programma").body()).contains("href=\"/beheer/aanwezigheid\"");
        assertThat(maker.get("/beheer/aanwezigheid").body()).contains("href=\"" + day + "#sessie-");
        bookingsFixture.insert("""
                insert into attendance (session_id, held_on, booking_id, class_part_id, audience, sector, grade, head_count, recorded_at)
                values (?, ?, ?, ?, 'PO', 'PO', 7, 20, now()) returning id
                """, session, Dates.dayOf(start), booking, group.partId());
        assertThat(missing.count()).isEqualTo(before);
        assertThat(maker.get("/beheer/aanwezigheid").body()).doesNotContain("href=\"" + day + "#sessie-");
    }
}
