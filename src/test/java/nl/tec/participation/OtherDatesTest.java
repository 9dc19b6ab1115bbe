package nl.tec.participation;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.UUID;
import nl.tec.Accounts4Tests;
import nl.tec.TecTest;
import nl.tec.TestBrowser;
import nl.tec.participation.Records.School;
import nl.tec.participation.Records.TestClass;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Rules 3: a date that is full, or refused, comes with the other dates of the same activity that still have room. */
@TecTest
class OtherDatesTest {

    private static final long WEEK = 7 * 86_400;

    @Autowired
    Accounts4Tests accounts;

    @Autowired
    ClassBookings bookings;

    @Autowired
    Visitors visitors;

    @Autowired
    JdbcClient jdbc;

    Records records;
    School school;
    TestClass group7;
    TestBrowser teacher;

    @BeforeEach
    void make() {
        records = new Records(jdbc);
        school = records.school();
        group7 = records.schoolClass(school, 7, 26);
        teacher = accounts.teacherOf(school.siteId()).browser();
    }

    @Test
    void aFullDateListsTheDatesOfTheSameActivityThatHaveRoom() {
        long activity = records.activity();
        long full = records.session(activity, ClassBookingsTest.TUESDAY, 30, 1);
        long small = records.session(activity, ClassBookingsTest.TUESDAY.plusSeconds(WEEK), 20, 1);
        long roomy = records.session(activity, ClassBookingsTest.TUESDAY.plusSeconds(2 * WEEK), 30, 1);
        long another = records.session(records.activity(), ClassBookingsTest.TUESDAY.plusSeconds(WEEK), 30, 1);
        fill(full);
        String page = teacher.get(confirming(full)).body();
        assertThat(page)
                .contains("Deze datum is vol", link(roomy))
                .doesNotContain(link(small))
                .doesNotContain(link(another));
        fill(roomy);
        assertThat(teacher.get(confirming(full)).body())
                .contains("Er is geen andere datum met plek", "Bekijk alles wat past");
        assertThat(teacher.get(confirming(another)).body()).doesNotContain("Op deze data is er nog plek");
    }

    @Test
    void aRefusalListsThemToo() {
        long activity = records.activity();
        long small = records.session(activity, ClassBookingsTest.TUESDAY, 20, 1);
        long roomy = records.session(activity, ClassBookingsTest.TUESDAY.plusSeconds(WEEK), 30, 1);
        HttpResponse<String> refused = teacher.post(
                "/school/boeken",
                "klas",
                "" + group7.id(),
                "sessie",
                "" + small,
                "sleutel",
                "" + UUID.randomUUID(),
                "leerlingen-" + group7.partId(),
                "26",
                "volwassenen",
                "4");
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.body()).contains("Er kunnen hoogstens 20 leerlingen", link(roomy));
    }

    @Test
    void visitorsSeeThemAtAFullOrCancelledDate() {
        long activity = visitors.activity("Vlieger " + System.nanoTime(), "CHILD");
        Instant soon = Instant.now().plus(44, ChronoUnit.DAYS);
        long full = visitors.session(activity, soon, 1);
        long roomy = visitors.session(activity, soon.plusSeconds(WEEK), 3);
        visitors.takesPart(full, visitors.address(), "Fenna");
        assertThat(accounts.visitor().get("/meedoen/" + full).body())
                .contains("Op deze data is er nog plek", "href=\"/meedoen/" + roomy);
        assertThat(accounts.visitor().get("/meedoen/" + roomy).body()).doesNotContain("Op deze data is er nog plek");
        jdbc.sql("update session set state = 'CANCELLED', cancel_reason = 'Ziek' where id = ?")
                .param(full)
                .update();
        assertThat(accounts.visitor().get("/meedoen/" + full).body()).contains("href=\"/meedoen/" + roomy);
    }

    private void fill(long session) {
        TestClass other = records.schoolClass(school, 7, 20);
        assertThat(bookings.book(
                        new BookClass(session, other.id(), Map.of(other.partId(), 20), 3, UUID.randomUUID()),
                        school.teacher()))
                .isInstanceOf(BookingResult.Done.class);
    }

    private String confirming(long session) {
        return "/school/boeken?klas=" + group7.id() + "&sessie=" + session;
    }

    private String link(long session) {
        return "href=\"/school/boeken?klas=" + group7.id() + "&amp;sessie=" + session + "\"";
    }
}
