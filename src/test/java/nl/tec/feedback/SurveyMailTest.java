package nl.tec.feedback;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import nl.tec.TecTest;
import nl.tec.TestSql;
import nl.tec.bookings.BookingsFixture.School;
import nl.tec.bookings.VisitorsFixture;
import nl.tec.feedback.internal.Requests;
import nl.tec.mail.Mailbox.Message;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** After a visit people are mailed once, and reminded once. */
@TecTest
class SurveyMailTest {

    @Autowired
    FeedbackFixture feedback;

    @Autowired
    VisitorsFixture visitors;

    @Autowired
    Requests requests;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    Clock clock;

    @Test
    void aTeacherIsAskedOnce_withTheCodeForTheClass_andRemindedOnce() {
        School school = feedback.bookings.school();
        long session = feedback.visit(
                feedback.bookings.activity(), school, 20, clock.instant().minus(Duration.ofHours(3)));
        requests.ask(clock);
        requests.ask(clock);
        requests.remind(clock);
        List<Message> asked = visitors.mail(school.teacher().email());
        assertThat(asked).hasSize(1);
        assertThat(asked.get(0).text())
                .contains(
                        "/mening/" + feedback.code(session, SurveyAudience.TEACHER),
                        "/mening/" + feedback.code(session, SurveyAudience.PUPIL),
                        "[Code die naar de vragenlijst voor de klas leidt]");

        Clock later = Clock.offset(clock, Duration.ofDays(5));
        requests.ask(later);
        requests.remind(later);
        requests.remind(later);
        requests.remind(Clock.offset(clock, Duration.ofDays(10)));
        List<Message> reminded = visitors.mail(school.teacher().email());
        assertThat(reminded).hasSize(2);
        assertThat(reminded.get(0).subject()).startsWith("Nog even");
    }

    @Test
    void nobodyIsRemindedWhereEverybodyAnswered_norAskedWhereNobodyCame() {
        School answered = feedback.bookings.school();
        long session = feedback.visit(
                feedback.bookings.activity(), answered, 20, clock.instant().minus(Duration.ofHours(3)));
        School absent = feedback.bookings.school();
        long empty = feedback.visit(
                feedback.bookings.activity(), absent, 20, clock.instant().minus(Duration.ofHours(3)));
        TestSql.update(jdbc, "update attendance set head_count = 0 where session_id = ?", empty);
        requests.ask(clock);
        feedback.answer(session, SurveyAudience.TEACHER, 8, "");
        requests.remind(Clock.offset(clock, Duration.ofDays(6)));
        assertThat(visitors.mail(answered.teacher().email())).hasSize(1);
        assertThat(visitors.mail(absent.teacher().email())).isEmpty();
    }

    @Test
    void aParentIsAskedForItselfAndItsChild_andNothingGoesOutOnceItsDataAreErased() {
        long session = visitors.session(
                visitors.activity("Drones", "CHILD"), clock.instant().plus(Duration.ofDays(1)), 20);
        String email = visitors.address();
        visitors.takesPart(session, email, "Noor", "Sem");
        jdbc.sql("update session set starts_at = ?, ends_at = ? where id = ?")
                .params(
                        java.sql.Timestamp.from(clock.instant().minus(Duration.ofHours(4))),
                        java.sql.Timestamp.from(clock.instant().minus(Duration.ofHours(2))),
                        session)
                .update();
        int before = visitors.mail(email).size();
        requests.ask(clock);
        assertThat(visitors.mail(email)).as("nobody recorded who came").hasSize(before);
        jdbc.sql("""
                insert into attendance (session_id, held_on, booking_id, person_id, audience, head_count, recorded_at)
                select b.session_id, current_date, b.id, p.id, 'CHILD', 1, now() from sign_up_person p join booking b on b.id = p.booking_id
                 where b.session_id = ?
                """).param(session).update();
        requests.ask(clock);
        requests.ask(clock);
        List<Message> mail = visitors.mail(email);
        assertThat(mail).hasSize(before + 1);
        assertThat(mail.get(0).text())
                .contains(
                        "Laat je kind een gezicht kiezen",
                        "/mening/" + feedback.code(session, SurveyAudience.PUPIL),
                        "/mening/" + feedback.code(session, SurveyAudience.PARENT))
                .doesNotContain("Noor");
        assertThat(mail.get(0).html()).contains("/mening/");
        jdbc.sql(
                        "update sign_up set email = null, name = null, erased_at = now() where booking_id in (select id from booking where session_id = ?)")
                .param(session)
                .update();
        requests.remind(Clock.offset(clock, Duration.ofDays(6)));
        assertThat(visitors.mail(email)).hasSize(before + 1);
    }

    @Test
    void requestsAreForgottenInTheEnd() {
        School school = feedback.bookings.school();
        long session = feedback.visit(
                feedback.bookings.activity(), school, 20, clock.instant().minus(Duration.ofHours(3)));
        requests.ask(clock);
        assertThat(TestSql.integer(jdbc, "select count(*) from survey_request where session_id = ?", session))
                .isEqualTo(1);
        requests.ask(Clock.offset(clock, Duration.ofDays(100)));
        assertThat(TestSql.integer(jdbc, "select count(*) from survey_request where session_id = ?", session))
                .isZero();
    }
}
