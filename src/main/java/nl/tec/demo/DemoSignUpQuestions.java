package nl.tec.demo;

import java.util.List;
import java.util.function.ToLongFunction;
import nl.tec.accounts.Actor;
import nl.tec.bookings.ActivityQuestion;
import nl.tec.bookings.ActivityQuestion.Kind;
import nl.tec.bookings.ActivityQuestions;
import nl.tec.bookings.ActivityQuestions.Draft;
import nl.tec.shared.Bilingual;
import org.springframework.jdbc.core.JdbcTemplate;

/** The sign-up questions of two activities, and the answers of fictional children. */
final class DemoSignUpQuestions {

    private final JdbcTemplate jdbc;
    private final ActivityQuestions questions;
    private final Actor manager;

    DemoSignUpQuestions(JdbcTemplate jdbc, ActivityQuestions questions, Actor manager) {
        this.jdbc = jdbc;
        this.questions = questions;
        this.manager = manager;
    }

    /** @param activity the id of an activity by its slug */
    void fill(ToLongFunction<String> activity) {
        ask(
                activity.applyAsLong("limonade-in-bolletjes"),
                new Draft(
                        Kind.TEXT,
                        new Bilingual("Kan je kind ergens niet tegen?", "Is there anything your child cannot eat?"),
                        new Bilingual("We proeven wat we maken.", "We taste what we make."),
                        List.of(),
                        false,
                        1));
        ask(
                activity.applyAsLong("lego-league-team"),
                new Draft(
                        Kind.CHOICE,
                        new Bilingual("Welke maat T-shirt?", "Which T-shirt size?"),
                        new Bilingual("Het team krijgt T-shirts.", "The team gets T-shirts."),
                        List.of(
                                new Bilingual("128", "128"),
                                new Bilingual("140", "140"),
                                new Bilingual("152", "152"),
                                new Bilingual("164", "164")),
                        true,
                        14),
                new Draft(
                        Kind.YES_NO,
                        new Bilingual("Deed je kind al eens mee?", "Has your child taken part before?"),
                        new Bilingual("Zo maken we gemengde teams.", "So that we can mix the teams."),
                        List.of(),
                        false,
                        14));
    }

    private void ask(long activity, Draft... drafts) {
        questions.save(activity, List.of(drafts), List.of(), manager);
        questions.asked(activity).forEach(question -> answer(activity, question));
    }

    /** Answers a question for all sign-ups; an open question for one in five. */
    private void answer(long activity, ActivityQuestion question) {
        jdbc.update(
                """
                insert into sign_up_answer (person_id, question_id, answer)
                select distinct p.id, ?::bigint, case when ? then 'noten (verzonnen)' else (1 + p.id % ?)::text end
                  from sign_up_person p
                  join sign_up u on u.booking_id = p.booking_id and u.erased_at is null
                  join booking b on b.id = u.booking_id or b.sign_up_id = u.booking_id
                  join session s on s.id = b.session_id
                 where s.activity_id = ? and s.ends_at > now() and (not ? or p.id % 5 = 0)
                """,
                question.id(),
                question.kind() == Kind.TEXT,
                Math.max(1, question.choices().size()),
                activity,
                question.kind() == Kind.TEXT);
    }
}
