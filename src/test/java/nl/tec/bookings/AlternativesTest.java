package nl.tec.bookings;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import nl.tec.AccountsFixture;
import nl.tec.TecTest;
import nl.tec.TestBrowser;
import nl.tec.TestSql;
import nl.tec.accounts.Actor;
import nl.tec.accounts.Role;
import nl.tec.bookings.BookingsFixture.School;
import nl.tec.bookings.BookingsFixture.TestClass;
import nl.tec.hub.Texts;
import nl.tec.mail.MailTemplate.Mail;
import nl.tec.programme.SessionBookings;
import nl.tec.shared.Dates;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Rules 3: a full, refused or cancelled date comes with other dates that still have room. */
@TecTest
class AlternativesTest {

    private static final long WEEK = 7 * 86_400;

    @Autowired
    AccountsFixture accounts;

    @Autowired
    ClassBookings bookings;

    @Autowired
    VisitorsFixture visitorsFixture;

    @Autowired
    SessionBookings sessions;

    @Autowired
    ClassMailsFixture mails;

    @Autowired
    JdbcClient jdbc;

    BookingsFixture bookingsFixture;
    School school;
    TestClass group7;
    TestBrowser teacher;

    @BeforeEach
    void make() {
        bookingsFixture = new BookingsFixture(jdbc);
        school = bookingsFixture.school();
        group7 = bookingsFixture.schoolClass(school, 7, 26);
        teacher = accounts.teacherOf(school.siteId()).browser();
    }

    @Test
    void aFullDateListsTheDatesOfTheSameActivityThatHaveRoom() {
        long activity = bookingsFixture.activity();
        long full = bookingsFixture.session(activity, ClassBookingsTest.TUESDAY, 30, 1);
        long small = bookingsFixture.session(activity, ClassBookingsTest.TUESDAY.plusSeconds(WEEK), 20, 1);
        long roomy = bookingsFixture.session(activity, ClassBookingsTest.TUESDAY.plusSeconds(2 * WEEK), 30, 1);
        long another =
                bookingsFixture.session(bookingsFixture.activity(), ClassBookingsTest.TUESDAY.plusSeconds(WEEK), 30, 1);
        fill(full);
        String page = teacher.get(confirming(full)).body();
        assertThat(page)
                .contains("Deze datum is vol", link(roomy))
                .doesNotContain(link(small))
                .doesNotContain(link(another));
        jdbc.sql("update organisation set ended_on = ? where id = ?")
                .params(Dates.dayOf(ClassBookingsTest.TUESDAY.plusSeconds(WEEK)), school.siteId())
                .update();
        assertThat(teacher.get(confirming(full)).body())
                .as("the school takes no part any more by then")
                .doesNotContain(link(roomy));
        jdbc.sql("update organisation set ended_on = null where id = ?")
                .param(school.siteId())
                .update();
        fill(roomy);
        assertThat(teacher.get(confirming(full)).body())
                .contains("Er is geen andere datum met plek", "Bekijk alles wat past");
        assertThat(teacher.get(confirming(another)).body()).doesNotContain("Op deze data is er nog plek");
    }

    @Test
    void aRefusalListsThemToo() {
        long activity = bookingsFixture.activity();
        long small = bookingsFixture.session(activity, ClassBookingsTest.TUESDAY, 20, 1);
        long roomy = bookingsFixture.session(activity, ClassBookingsTest.TUESDAY.plusSeconds(WEEK), 30, 1);
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
        long activity = visitorsFixture.activity("Vlieger " + System.nanoTime(), "CHILD");
        Instant soon = Instant.now().plus(44, ChronoUnit.DAYS);
        long full = visitorsFixture.session(activity, soon, 1);
        long roomy = visitorsFixture.session(activity, soon.plusSeconds(WEEK), 3);
        visitorsFixture.takesPart(full, visitorsFixture.address(), "Fenna");
        assertThat(accounts.visitor().get("/meedoen/" + full).body())
                .contains("Op deze data is er nog plek", "href=\"/meedoen/" + roomy);
        assertThat(accounts.visitor().get("/meedoen/" + roomy).body()).doesNotContain("Op deze data is er nog plek");
        TestSql.update(jdbc, "update session set state = 'CANCELLED', cancel_reason = 'Ziek' where id = ?", full);
        assertThat(accounts.visitor().get("/meedoen/" + full).body()).contains("href=\"/meedoen/" + roomy);
    }

    @Test
    void aCancellationNamesTheSchoolThreeReplacements_theSameActivityFirst_rules3() {
        long activity = bookingsFixture.activity();
        long other = bookingsFixture.activity();
        long off = bookingsFixture.session(activity, ClassBookingsTest.TUESDAY, 30, 1);
        long same = bookingsFixture.session(activity, ClassBookingsTest.TUESDAY.plusSeconds(4 * WEEK), 30, 1);
        long sameButFull = bookingsFixture.session(activity, ClassBookingsTest.TUESDAY.plusSeconds(WEEK), 30, 1);
        bookingsFixture.session(other, ClassBookingsTest.TUESDAY.plusSeconds(60), 30, 1);
        bookingsFixture.session(other, ClassBookingsTest.TUESDAY.plusSeconds(120), 30, 1);
        long farther = bookingsFixture.session(other, ClassBookingsTest.TUESDAY.plusSeconds(2 * WEEK), 30, 1);
        long tooFar = bookingsFixture.session(activity, ClassBookingsTest.TUESDAY.plusSeconds(14 * WEEK), 30, 1);
        fill(sameButFull);
        long booking = ((BookingResult.Done) bookings.book(
                        new BookClass(off, group7.id(), Map.of(group7.partId(), 26), 4, UUID.randomUUID()),
                        school.teacher()))
                .bookingId();
        Actor maker = bookingsFixture.account(Role.PROGRAMME_MANAGER, null);
        sessions.sessionsCancelled(List.of(off), "Ziek", maker);
        String page = teacher.get("/school/boekingen/" + booking).body();
        assertThat(page)
                .contains("Dit kan in plaats daarvan", link(same))
                .doesNotContain(link(off), link(sameButFull), link(tooFar), link(farther));
        assertThat(page.split("&amp;sessie=", -1)).as("three links").hasSize(4);
        for (Locale language : List.of(Texts.DUTCH, Locale.ENGLISH)) {
            Mail mail = mails.newest("booking-cancelled-by-tec", booking, language);
            List<String> links = links(mail.text(), "&sessie=");
            assertThat(links).hasSize(3).startsWith("" + same);
            assertThat(mail.html()).contains("/school/boeken?klas=" + group7.id() + "&amp;sessie=" + same);
            assertThat(mail.text())
                    .contains(
                            language.equals(Texts.DUTCH)
                                    ? "Dit kan in plaats daarvan"
                                    : "You can come to this instead");
        }
    }

    @Test
    void waitingVisitorsAreNamedOtherDatesWithRoomForAllOfThem() {
        long activity = visitorsFixture.activity("Wachten " + System.nanoTime(), "CHILD");
        Instant soon = Instant.now().plus(44, ChronoUnit.DAYS);
        long full = visitorsFixture.session(activity, soon, 1);
        long later = visitorsFixture.session(activity, soon.plusSeconds(3 * WEEK), 3);
        visitorsFixture.takesPart(full, visitorsFixture.address(), "Fenna");
        String email = visitorsFixture.address();
        String secret = visitorsFixture.takesPart(full, email, "Sem");
        assertThat(accounts.visitor().get("/mijn/" + secret).body())
                .contains("Je bent nummer 1 op de wachtlijst", "Niet wachten?", "href=\"/meedoen/" + later + "\"");
    }

    @Test
    void aCancellationNamesVisitorsReplacementsForAllOfThem_rules3() {
        String name = "Vlieger " + System.nanoTime();
        long activity = visitorsFixture.activity(name, "CHILD");
        Instant soon = Instant.now().plus(44, ChronoUnit.DAYS);
        long off = visitorsFixture.session(activity, soon, 3);
        long later = visitorsFixture.session(activity, soon.plusSeconds(3 * WEEK), 3);
        long small = visitorsFixture.session(activity, soon.plusSeconds(WEEK), 1);
        long tooFar = visitorsFixture.session(activity, soon.plusSeconds(14 * WEEK), 3);
        String email = visitorsFixture.address();
        String secret = visitorsFixture.takesPart(off, email, "Fenna", "Sem");
        sessions.sessionsCancelled(List.of(off), "Ziek", bookingsFixture.account(Role.PROGRAMME_MANAGER, null));
        assertThat(accounts.visitor().get("/mijn/" + secret).body())
                .contains("Dit kan in plaats daarvan", "href=\"/meedoen/" + later + "\"")
                .doesNotContain("href=\"/meedoen/" + small + "\"", "href=\"/meedoen/" + tooFar + "\"");
        assertThat(links(visitorsFixture.post(email).text(), "/meedoen/"))
                .startsWith("" + later)
                .doesNotContain("" + off, "" + small, "" + tooFar)
                .hasSizeLessThanOrEqualTo(3);
    }

    /** Returns the sessions that a mail links to. */
    private static List<String> links(String text, String before) {
        return Pattern.compile(Pattern.quote(before) + "([0-9]+)")
                .matcher(text)
                .results()
                .map(found -> found.group(1))
                .toList();
    }

    private void fill(long session) {
        TestClass other = bookingsFixture.schoolClass(school, 7, 20);
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
