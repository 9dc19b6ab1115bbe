package nl.tec.bookings;

import static nl.tec.Outcomes.done;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import nl.tec.AccountsFixture;
import nl.tec.AccountsFixture.SignedIn;
import nl.tec.TecTest;
import nl.tec.TestBrowser;
import nl.tec.TestSql;
import nl.tec.accounts.Actor;
import nl.tec.accounts.Role;
import nl.tec.accounts.Secrets;
import nl.tec.bookings.CoursePresence.Mark;
import nl.tec.bookings.CoursePresence.Person;
import nl.tec.privacy.Retention;
import nl.tec.shared.Dates;
import nl.tec.shared.NotFound;
import nl.tec.staff.Assignments;
import nl.tec.staff.StaffFixture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Presence at each meeting of a course (rules 2.15): attendance, people who missed two in a row, and the effect on the results. */
@TecTest
class CoursePresenceTest {

    @Autowired
    AccountsFixture accounts;

    @Autowired
    VisitorsFixture visitors;

    @Autowired
    CoursePresences presences;

    @Autowired
    Assignments assignments;

    @Autowired
    Retention retention;

    @Autowired
    JdbcClient jdbc;

    Actor maker;
    List<Long> course;
    long series;
    long noor;
    long sem;

    /** Creates five weekly meetings, three of which have begun, with two people signed up before the first. */
    @BeforeEach
    void make() {
        BookingsFixture bookings = new BookingsFixture(jdbc);
        maker = bookings.account(Role.PROGRAMME_MANAGER, null);
        Instant start = Instant.now().plus(1, ChronoUnit.DAYS);
        course = visitors.course(visitors.freeActivity("Traject", "CHILD"), start, 8, 8, 8, 8, 8);
        series = TestSql.bigint(jdbc, "select series_id from session where id = ?", course.get(0));
        noor = person(visitors.takesPart(course.get(0), visitors.address(), "Noor"));
        sem = person(visitors.takesPart(course.get(0), visitors.address(), "Sem"));
        for (int meeting = 0; meeting < course.size(); meeting++) {
            Timestamp at = Timestamp.from(
                    Instant.now().plus(7L * (meeting - 2), ChronoUnit.DAYS).minusSeconds(60));
            jdbc.sql("update session set starts_at = ?, ends_at = ?::timestamptz + interval '2 hours' where id = ?")
                    .params(at, at, course.get(meeting))
                    .update();
            jdbc.sql(
                            "update session_capacity set bookable_until = ?, ends_at = ?::timestamptz + interval '2 hours' where session_id = ?")
                    .params(at, at, course.get(meeting))
                    .update();
        }
    }

    private long person(String secret) {
        return jdbc.sql("""
                select p.id from sign_up_person p join sign_up_link l on l.booking_id = p.booking_id where l.link_hash = ?
                """).param(Secrets.hash(secret)).query(Long.class).single();
    }

    private void there(int meeting, long person) {
        done(presences.record(series, course.get(meeting), person, true, maker));
    }

    private Person of(long person) {
        return presences.get(series, maker).people().stream()
                .filter(one -> one.personId() == person)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void eachMeetingIsCountedByItself_andWhoMissedTwoInARowIsNamed() {
        assertThat(of(noor).marks()).as("nobody counted yet").containsOnly(Mark.UNKNOWN);
        there(0, noor);
        there(0, sem);
        there(1, noor);
        assertThat(of(sem).marks()).containsExactly(Mark.THERE, Mark.MISSED, Mark.UNKNOWN, Mark.UNKNOWN, Mark.UNKNOWN);
        assertThat(presences.get(series, maker).missing()).as("one is not two").isEmpty();
        there(2, noor);
        assertThat(of(sem).consecutiveMisses()).isEqualTo(2);
        assertThat(presences.get(series, maker).missing())
                .extracting(Person::personId)
                .containsExactly(sem);
        assertThat(of(noor).times()).isEqualTo(3);
        assertThat(of(sem).expected()).isEqualTo(3);

        done(presences.record(series, course.get(2), sem, true, maker));
        assertThat(presences.get(series, maker).missing()).as("came again").isEmpty();
        done(presences.record(series, course.get(2), sem, false, maker));
        assertThat(of(sem).consecutiveMisses()).as("not after all").isEqualTo(2);
    }

    @Test
    void somebodyOfATrackIsOnePersonInTheResults() {
        for (int meeting = 0; meeting < 3; meeting++) {
            there(meeting, noor);
        }
        assertThat(TestSql.integer(jdbc, "select count(*) from attendance where person_id = ?", noor))
                .isEqualTo(3);
        assertThat(TestSql.integer(
                        jdbc,
                        "select count(distinct who) from reach_individual_visit_v where session_id = any(?::bigint[])",
                        "{" + course.get(0) + "," + course.get(1) + "," + course.get(2) + "}"))
                .isEqualTo(1);
    }

    @Test
    void theListBeginsWithWhatConcernsThisWeek() {
        TestBrowser browser = accounts.signedIn(Role.PROGRAMME_MANAGER).browser();
        String address = "href=\"/dag/trajecten/" + series + "\"";
        assertThat(browser.get("/dag/trajecten").body()).contains(address);
        jdbc.sql("delete from attendance where session_id in (select id from session where series_id = ?)")
                .param(series)
                .update();
        jdbc.sql(
                        "update session set starts_at = starts_at + interval '70 days', ends_at = ends_at + interval '70 days' where series_id = ?")
                .param(series)
                .update();
        assertThat(browser.get("/dag/trajecten").body()).doesNotContain(address).contains("/dag/trajecten?welke=alle");
        assertThat(browser.get("/dag/trajecten?welke=alle").body()).contains(address);
    }

    @Test
    void aMeetingToComeCannotBeCounted() {
        HttpResponse<String> refused = accounts.signedIn(Role.PROGRAMME_MANAGER)
                .browser()
                .post("/dag/trajecten/" + series, "was-er", course.get(4) + "-" + noor + "-ja");
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.body()).contains("Deze dag moet nog komen.");
    }

    @Test
    void aGuideSeesTheTrackOfTheOwnRosterAndTicksTheOwnMeetings() {
        SignedIn guide = accounts.signedIn(Role.PROFESSIONAL);
        TestBrowser browser = guide.browser();
        String address = "/dag/trajecten/" + series;
        assertThat(browser.get(address).statusCode()).as("not in the roster").isEqualTo(404);
        assertThat(browser.get(address + "/aanwezigheid.csv").statusCode()).isEqualTo(404);
        assertThat(browser.post(address, "was-er", course.get(0) + "-" + noor + "-ja")
                        .statusCode())
                .isEqualTo(404);
        assertThat(browser.get("/dag/trajecten").body()).doesNotContain(address);
        done(assignments.assign(
                course.get(2), new StaffFixture(jdbc).member(guide.account().id()), maker));
        HttpResponse<String> page = browser.get(address);
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body())
                .contains("Noor", "Sem", "value=\"" + course.get(2) + "-" + noor + "-ja\"")
                .doesNotContain("value=\"" + course.get(0) + "-" + noor);
        assertThat(browser.get("/dag/trajecten").body()).contains(address);
        assertThat(browser.post(address, "was-er", course.get(2) + "-" + noor + "-ja")
                        .statusCode())
                .isEqualTo(303);
        assertThat(browser.post(address, "was-er", course.get(0) + "-" + noor + "-ja")
                        .statusCode())
                .as("a meeting of somebody else")
                .isEqualTo(404);
        assertThat(browser.post(address, "was-er", "iets anders").statusCode()).isEqualTo(404);
        assertThat(of(noor).marks().get(2)).isEqualTo(Mark.THERE);
        assertThat(accounts.signedIn(Role.BOARD).browser().get(address).statusCode())
                .isEqualTo(403);
        Timestamp third = jdbc.sql("select starts_at from session where id = ?")
                .param(course.get(2))
                .query(Timestamp.class)
                .single();
        assertThat(browser.get("/dag/" + Dates.dayOf(third.toInstant())).body())
                .as("from the run sheet to the whole track")
                .contains(address);
    }

    @Test
    void theListGoesAsAFile_andReadingNamesIsInTheAuditLog() {
        there(0, noor);
        TestBrowser browser = accounts.signedIn(Role.PROGRAMME_MANAGER).browser();
        String file =
                new String(browser.download("/dag/trajecten/" + series + "/aanwezigheid.csv"), StandardCharsets.UTF_8);
        assertThat(file.lines().toList()).hasSize(3);
        assertThat(file).contains("Noor;", "was er;", "was er niet;");
        assertThat(TestSql.integer(
                        jdbc,
                        "select count(*) from audit_log where action = 'PRESENCE_READ' and subject_id = ?",
                        series))
                .isPositive();
    }

    @Test
    void whoMissedTwoInARowIsOnTheListOfThingsToDo() {
        there(0, noor);
        there(1, noor);
        assertThat(presences.missing(maker)).isPositive();
        assertThat(accounts.signedIn(Role.PROGRAMME_MANAGER)
                        .browser()
                        .get("/werk")
                        .body())
                .contains("van een traject achter elkaar");
    }

    @Test
    void namesGoWithTheSignUp_whatWasCountedStays() {
        there(0, noor);
        retention.erase("sign-ups", Instant.now().plus(60, ChronoUnit.DAYS));
        assertThat(of(noor).name()).isNull();
        assertThat(of(noor).times()).isEqualTo(1);
        assertThat(accounts.signedIn(Role.PROGRAMME_MANAGER)
                        .browser()
                        .get("/dag/trajecten/" + series)
                        .body())
                .contains("Naam verwijderd")
                .doesNotContain("Noor");
    }

    @Test
    void anotherSeriesIsNotFound() {
        assertThatThrownBy(() -> presences.get(series + 1_000_000, maker)).isInstanceOf(NotFound.class);
        assertThatThrownBy(() -> presences.record(series, course.get(0) + 1_000_000, noor, true, maker))
                .isInstanceOf(NotFound.class);
    }
}
