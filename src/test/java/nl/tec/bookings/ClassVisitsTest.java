package nl.tec.bookings;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.time.Instant;
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
import nl.tec.organisations.Classes;
import nl.tec.programme.SessionBookings.BookedSeats;
import nl.tec.shared.Dates;
import nl.tec.shared.SchoolYear;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Correcting or removing a class with upcoming visits: the page lists them and offers actions. */
@TecTest
class ClassVisitsTest {

    @Autowired
    ClassBookings bookings;

    @Autowired
    AccountsFixture accounts;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    Classes classes;

    BookingsFixture bookingsFixture;
    School school;
    TestClass group;
    long session;
    long booking;
    TestBrowser maker;
    String visits;

    @BeforeEach
    void make() {
        bookingsFixture = new BookingsFixture(jdbc);
        school = bookingsFixture.school();
        Instant start = bookingsFixture.schoolDay(40);
        group = bookingsFixture.schoolClass(
                school, SchoolYear.of(Dates.dayOf(start)).start(), 7, 15);
        session = bookingsFixture.session(bookingsFixture.activity(), start, 30, 1);
        booking = ((Done) bookings.book(
                        new BookClass(session, group.id(), Map.of(group.partId(), 15), 3, UUID.randomUUID()),
                        school.teacher()))
                .bookingId();
        maker = accounts.signedIn(Role.PROGRAMME_MANAGER).browser();
        visits = "/beheer/klassen/" + group.id() + "/bezoeken";
    }

    private String version() {
        return classes.find(group.id()).orElseThrow().version();
    }

    @Test
    void aClassThatIsCorrectedOffersToChangeItsVisits() {
        HttpResponse<String> saved =
                maker.post("/beheer/klassen/" + group.id(), "versie", version(), "label", "7x", "groep7", "24");
        assertThat(saved.headers().firstValue("Location").orElse("")).endsWith(visits);
        assertThat(maker.get(visits).body()).contains("15 leerlingen wordt 24");
        assertThat(maker.post(visits + "/aanpassen", "bezoek", "" + booking).statusCode())
                .isEqualTo(303);
        assertThat(bookingsFixture.taken(session)).isEqualTo(new BookedSeats(24, 1));
        assertThat(maker.get(visits).body()).contains("Alle bezoeken kloppen met de klas");
    }

    @Test
    void aGroupThatLeavesACombinedClassLeavesItsVisitsToo() {
        long eight = bookingsFixture.insert("""
                insert into class_part (class_id, cohort_id, grade, head_count, low, high)
                select class_id, cohort_id, 8, 12, 12, 12 from class_part where id = ? returning id
                """, group.partId());
        assertThat(bookings.changeHeadCounts(booking, Map.of(group.partId(), 15, eight, 12), 3, school.teacher()))
                .isEqualTo(new Done(booking));
        maker.post("/beheer/klassen/" + group.id(), "versie", version(), "label", "7x", "groep7", "15");
        assertThat(maker.get(visits).body()).contains("27 leerlingen wordt 15");
        assertThat(maker.post(visits + "/aanpassen", "bezoek", "" + booking).statusCode())
                .isEqualTo(303);
        assertThat(bookingsFixture.taken(session)).isEqualTo(new BookedSeats(15, 1));
        assertThat(TestSql.integer(jdbc, "select sum(head_count) from booking_part where booking_id = ?", booking))
                .isEqualTo(15);
        assertThat(maker.get(visits).body()).contains("Alle bezoeken kloppen met de klas");
    }

    @Test
    void aClassThatIsRemovedListsItsVisitsAndOffersToCancelThem() {
        HttpResponse<String> removed = maker.post("/beheer/klassen/" + group.id() + "/weg");
        String list = removed.headers().firstValue("Location").orElseThrow();
        assertThat(maker.get(list.substring(list.indexOf("/beheer"))).body())
                .contains("Er komt nog 1 bezoek met deze klas", visits);
        assertThat(maker.get(visits).body()).contains("Zeg deze bezoeken af");
        assertThat(maker.post(visits + "/afzeggen", "bezoek", "" + booking).statusCode())
                .as("the hub gives a reason")
                .isEqualTo(422);
        assertThat(maker.post(visits + "/afzeggen", "bezoek", "" + booking, "reden", "De klas is er niet meer.")
                        .statusCode())
                .isEqualTo(303);
        assertThat(bookingsFixture.state(booking)).isEqualTo(BookingState.CANCELLED);
        TestBrowser stranger =
                accounts.teacherOf(bookingsFixture.school().siteId()).browser();
        assertThat(stranger.get("/school/klassen/" + group.id() + "/bezoeken").statusCode())
                .isEqualTo(404);
    }
}
