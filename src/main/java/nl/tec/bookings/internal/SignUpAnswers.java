package nl.tec.bookings.internal;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import nl.tec.bookings.ActivityQuestion;
import nl.tec.bookings.SignUpAnswer;
import nl.tec.hub.Rows;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads and erases participants' answers to the questions of an activity (rules 8.7). {@code add_people} writes them. */
@Component
class SignUpAnswers {

    /** The key of the answers in the register of processing. */
    static final String HOLDING = "sign-up-answers";

    /** The batch size, which keeps transactions short. */
    private static final int BATCH = 500;

    private final JdbcClient jdbc;
    private final ActivityQuestionStore questions;

    SignUpAnswers(JdbcClient jdbc, ActivityQuestionStore questions) {
        this.jdbc = jdbc;
        this.questions = questions;
    }

    /** @param firstName of a child; null for an adult */
    record Answered(long signUp, long person, @Nullable String firstName, SignUpAnswer answer) {}

    /** Returns the answers by participant, in the order of the form; participants without answers are absent. */
    Map<Long, List<SignUpAnswer>> ofPeople(Collection<Long> people) {
        return read("a.person_id", people).stream()
                .collect(Collectors.groupingBy(
                        Answered::person, Collectors.mapping(Answered::answer, Collectors.toList())));
    }

    /** Returns the answers by sign-up, grouped by participant. */
    Map<Long, List<Answered>> ofSignUps(Collection<Long> signUps) {
        return read("p.booking_id", signUps).stream().collect(Collectors.groupingBy(Answered::signUp));
    }

    private List<Answered> read(String column, Collection<Long> ids) {
        return ids.isEmpty()
                ? List.of()
                : jdbc.sql("select p.booking_id, a.person_id, p.first_name, a.answer, " + ActivityQuestionStore.COLUMNS
                                + " from sign_up_answer a join activity_question q on q.id = a.question_id"
                                + " join sign_up_person p on p.id = a.person_id where " + column
                                + " = any(:ids::bigint[]) order by a.person_id, q.place, q.id")
                        .param("ids", Rows.array(ids))
                        .query((row, n) -> new Answered(
                                row.getLong("booking_id"),
                                row.getLong("person_id"),
                                row.getString("first_name"),
                                new SignUpAnswer(questions.question(row), row.getString("answer"))))
                        .list();
    }

    /** Erases all answers of these sign-ups. */
    void erase(Collection<Long> bookings) {
        jdbc.sql("""
                delete from sign_up_answer a using sign_up_person p
                 where p.id = a.person_id and p.booking_id = any(:bookings::bigint[])
                """).param("bookings", Rows.array(bookings)).update();
    }

    /**
     * Erases answers whose retention period has ended, and those of cancelled or expired sign-ups. For a course the period starts at its
     * last meeting.
     *
     * @param before {@link ActivityQuestion#MAX_KEEP_DAYS} ago; answers with a shorter retention period are erased accordingly sooner
     * @return how many, at most one batch; 0: there are none left
     */
    int eraseExpired(Instant before) {
        return jdbc.sql("""
                delete from sign_up_answer where (person_id, question_id) in (
                  select a.person_id, a.question_id
                    from sign_up_answer a join activity_question q on q.id = a.question_id join sign_up_person p on p.id = a.person_id
                   where not exists (
                     select from booking b join session_capacity c on c.session_id = b.session_id
                      where (b.id = p.booking_id or b.sign_up_id = p.booking_id) and booking_active(b.state)
                        and c.ends_at >= :before::timestamptz + make_interval(days => :longest - q.keep_days))
                   limit :batch)
                """)
                .param("before", Rows.timestamp(before))
                .param("longest", ActivityQuestion.MAX_KEEP_DAYS)
                .param("batch", BATCH)
                .update();
    }
}
