package nl.tec.bookings;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import nl.tec.AccountsFixture;
import nl.tec.TecTest;
import nl.tec.TestBrowser;
import nl.tec.TestSql;
import nl.tec.accounts.Role;
import nl.tec.bookings.BookingResult.Done;
import nl.tec.bookings.BookingsFixture.School;
import nl.tec.bookings.BookingsFixture.TestClass;
import nl.tec.hub.Texts;
import nl.tec.programme.SessionDetails;
import nl.tec.programme.Sessions;
import nl.tec.programme.Sessions.Saved;
import nl.tec.shared.Dates;
import nl.tec.shared.SchoolYear;
import nl.tec.shared.TimeSlot;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A session with bookings moves only after confirmation, and the mail states the old and the new time. */
@TecTest
class MoveQuestionTest {

    @Autowired
    Sessions sessions;

    @Autowired
    ClassBookings bookings;

    @Autowired
    AccountsFixture clients;

    @Autowired
    ClassMailsFixture mails;

    @Autowired
    JdbcClient jdbc;

    BookingsFixture bookingsFixture;
    School school;
    TestClass group;
    TestBrowser maker;
    Instant start;
    long session;
    long venue;

    @BeforeEach
    void make() {
        bookingsFixture = new BookingsFixture(jdbc);
        school = bookingsFixture.school();
        maker = clients.signedIn(Role.PROGRAMME_MANAGER).browser();
        start = bookingsFixture.schoolDay(60);
        group = bookingsFixture.schoolClass(
                school, SchoolYear.of(Dates.dayOf(start)).start(), 7, 20);
        venue = bookingsFixture.venue();
        SessionDetails details = new SessionDetails(
                bookingsFixture.activity(), new TimeSlot(start, start.plusSeconds(7200)), venue, null, null, 30, 1, "");
        session = ((Saved) sessions.create(details, true, bookingsFixture.account(Role.PROGRAMME_MANAGER, null)))
                .ids()
                .get(0);
    }

    @Test
    void beforeASessionWithPeopleMoves_aQuestionSaysWhomItConcernsAndNothingIsDone() {
        long booking = book();
        LocalDate sunday = Dates.dayOf(start).with(TemporalAdjusters.next(DayOfWeek.SUNDAY));
        HttpResponse<String> question = move(sunday, "3:00", "");
        assertThat(question.statusCode()).isEqualTo(200);
        assertThat(question.body())
                .contains(
                        "Verplaatsen en mailen?",
                        school.name() + ", groep 7-",
                        Dates.longDay(Dates.dayOf(start), Texts.DUTCH),
                        Dates.longDay(sunday, Texts.DUTCH),
                        "dan is er geen school",
                        "Klopt die tijd?",
                        "name=\"zeker\" value=\"ja\"",
                        "name=\"van\" value=\"3:00\"");
        assertThat(startsAt()).isEqualTo(start);
        assertThat(bookingsFixture.mails("booking-moved", booking)).isZero();
        HttpResponse<String> back = move(sunday, "3:00", "terug");
        assertThat(back.body()).contains("value=\"" + sunday + "\"", "value=\"3:00\"");
        assertThat(startsAt()).isEqualTo(start);
        assertThat(move(sunday, "3:00", "ja").statusCode()).isEqualTo(303);
        assertThat(bookingsFixture.mails("booking-moved", booking)).isOne();
    }

    @Test
    void aDayInAHolidayIsNamed() {
        book();
        LocalDate day = Dates.dayOf(start).plusDays(1);
        jdbc.sql("insert into public_holiday (day, name) values (?, 'Verzonnen feestdag') on conflict do nothing")
                .param(day)
                .update();
        try {
            assertThat(move(day, "10:00", "").body()).contains("Die dag is het Verzonnen feestdag.");
        } finally {
            TestSql.update(jdbc, "delete from public_holiday where day = ? and name = 'Verzonnen feestdag'", day);
        }
    }

    @Test
    void whatCannotBeIsRefusedWithoutAQuestion_andNobodyToTellIsNoQuestion() {
        assertThat(move(Dates.dayOf(start), "11:00", "").statusCode())
                .as("nobody comes")
                .isEqualTo(303);
        book();
        HttpResponse<String> refused = move(LocalDate.now(Dates.ZONE).minusDays(1), "11:00", "");
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.body()).doesNotContain("Verplaatsen en mailen?");
        assertThat(post(Dates.dayOf(start), "11:00", "", "28").statusCode())
                .as("only more or fewer places")
                .isEqualTo(303);
    }

    @Test
    void theMailSaysWhatItWasAndWhatItIsNow() {
        long booking = book();
        LocalDate day = Dates.dayOf(start);
        assertThat(move(day, "11:30", "ja").statusCode()).isEqualTo(303);
        String text = mail(booking, Texts.DUTCH);
        assertThat(text)
                .contains("De tijd: eerst 10.00-12.00 uur, nu 11.30-13.30 uur.")
                .doesNotContain("De dag: eerst", "De plek: eerst");
        venue = bookingsFixture.venue();
        TestSql.update(jdbc, "update venue set name_nl = 'Fablab', name_en = 'Fab lab' where id = ?", venue);
        assertThat(move(day, "11:30", "ja").statusCode()).isEqualTo(303);
        assertThat(mail(booking, Locale.ENGLISH))
                .contains("The place: first Lab, now Fab lab.")
                .doesNotContain("The time: first");
    }

    private long book() {
        return ((Done) bookings.book(
                        new BookClass(session, group.id(), Map.of(group.partId(), 20), 4, UUID.randomUUID()),
                        school.teacher()))
                .bookingId();
    }

    private HttpResponse<String> move(LocalDate day, String time, String sure) {
        return post(day, time, sure, "30");
    }

    private HttpResponse<String> post(LocalDate day, String time, String sure, String capacity) {
        int version = sessions.find(session).orElseThrow().version();
        return maker.post(
                "/beheer/sessies/" + session,
                "versie",
                "" + version,
                "dag",
                day.toString(),
                "van",
                time,
                "duur",
                "120",
                "plek",
                "p" + venue,
                "plaatsen",
                capacity,
                "klassen",
                "1",
                "zeker",
                sure);
    }

    private Instant startsAt() {
        return sessions.find(session).orElseThrow().slot().start();
    }

    private String mail(long booking, Locale language) {
        return mails.newest("booking-moved", booking, language).text();
    }
}
