package nl.tec.feedback;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import nl.tec.AccountsFixture.SignedIn;
import nl.tec.bookings.BookingsFixture;
import nl.tec.bookings.BookingsFixture.School;
import nl.tec.bookings.BookingsFixture.TestClass;
import nl.tec.feedback.Answering.Answer;
import nl.tec.feedback.Answering.Outcome;
import nl.tec.feedback.internal.Counting;
import nl.tec.shared.Dates;
import nl.tec.staff.StaffFixture;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Past visits with attendance, and answers about them. */
@Component
public class FeedbackFixture {

    private final JdbcClient jdbc;
    private final Answering answering;
    private final Surveys surveys;
    private final Counting counting;
    private final Clock clock;
    final BookingsFixture bookings;

    FeedbackFixture(JdbcClient jdbc, Answering answering, Surveys surveys, Counting counting, Clock clock) {
        this.jdbc = jdbc;
        this.answering = answering;
        this.surveys = surveys;
        this.counting = counting;
        this.clock = clock;
        this.bookings = new BookingsFixture(jdbc);
    }

    /** Returns an hour ago, when visits of tests begin. */
    Instant begun() {
        return clock.instant().minus(Duration.ofHours(1));
    }

    /** Makes a session that began an hour ago, with a number of pupils of a new class of this school. */
    long visit(long activity, School school, int pupils) {
        return visit(activity, school, pupils, begun());
    }

    long visit(long activity, School school, int pupils, Instant start) {
        long session = bookings.session(activity, start, 200, 4);
        booked(session, school, pupils);
        return session;
    }

    /** Books a class that came to a session. @return the booking */
    long booked(long session, School school, int pupils) {
        TestClass group = bookings.schoolClass(school, 7, pupils);
        long booking = bookings.insert(
                """
                insert into booking (session_id, kind, state, participants, adults, site_id, class_id, account_id, idempotency_key,
                                     requested_at)
                values (?, 'CLASS', 'CONFIRMED', ?, 2, ?, ?, ?, gen_random_uuid(), now()) returning id
                """,
                session,
                pupils,
                school.siteId(),
                group.id(),
                school.teacher().accountId());
        jdbc.sql("""
                insert into attendance (session_id, held_on, booking_id, class_part_id, audience, sector, grade, head_count, recorded_at)
                select s.id, (s.starts_at at time zone 'Europe/Amsterdam')::date, ?, ?, 'PO', 'PO', 7, ?, now() from session s where s.id = ?
                """).params(booking, group.partId(), pupils, session).update();
        return booking;
    }

    /**
     * Assigns a guide; for a second only, so that all sessions of a test can be in the last hour.
     *
     * @return id in the register of staff
     */
    long guide(long session, SignedIn guide) {
        long member = new StaffFixture(jdbc).member(guide.account().id());
        jdbc.sql("""
                insert into assignment (session_id, member_id, assigned_at, during)
                select id, ?, now(), tstzrange(starts_at, starts_at + interval '1 second') from session where id = ?
                """).params(member, session).update();
        return member;
    }

    /** Returns the code of the survey of an audience. */
    String code(long session, SurveyAudience audience) {
        return answering.links(List.of(session)).getOrDefault(session, List.of()).stream()
                .filter(link -> link.audience() == audience)
                .findFirst()
                .orElseThrow()
                .code();
    }

    /** Answers every question with the same choice. */
    Outcome answer(long session, SurveyAudience audience, int choice, String words) {
        return answer(code(session, audience), audience, choice, words, UUID.randomUUID());
    }

    Outcome answer(String code, SurveyAudience audience, int choice, String words, UUID form) {
        Survey survey = surveys.current(audience);
        Map<Integer, Integer> choices = new HashMap<>();
        survey.choices().forEach(question -> choices.put(question.position(), choice));
        return answering.answer(code, new Answer(form, survey.id(), choices, words));
    }

    /** Gives an answer of one pupil for each choice. */
    void pupils(long session, int... choices) {
        for (int choice : choices) {
            if (!(answer(session, SurveyAudience.PUPIL, choice, "") instanceof Outcome.Thanks)) {
                throw new AssertionError("not taken");
            }
        }
    }

    /** Counts the answers, like the nightly job. */
    void count() {
        counting.count(clock);
    }

    /** Counts the answers some days later. */
    void countAfter(int days) {
        counting.count(Clock.offset(clock, Duration.ofDays(days)));
    }

    /** Returns the view of the last two half years. */
    Satisfaction.View view(SatisfactionScope scope) {
        HalfYear now = HalfYear.of(Dates.dayOf(clock.instant()));
        return new Satisfaction.View(scope, now.previous(), now, null, null);
    }
}
