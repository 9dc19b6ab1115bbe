package nl.tec.bookings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import nl.tec.AccountsFixture;
import nl.tec.TecTest;
import nl.tec.TestBrowser;
import nl.tec.TestDatabase;
import nl.tec.accounts.Actor;
import nl.tec.accounts.Role;
import nl.tec.bookings.ActivityQuestion.Kind;
import nl.tec.bookings.ActivityQuestions.Draft;
import nl.tec.bookings.RunSheet.Guest;
import nl.tec.bookings.RunSheet.Item;
import nl.tec.bookings.SignUpEntry.Child;
import nl.tec.privacy.Retention;
import nl.tec.shared.Bilingual;
import nl.tec.shared.NotFound;
import nl.tec.shared.Outcome;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Rules 8.7: at most three questions, each with a reason; an answer keeps its question, and has its own retention term. */
@TecTest
class ActivityQuestionsTest {

    private static final Draft ALLERGY = new Draft(
            Kind.TEXT,
            new Bilingual("Waar is je kind allergisch voor?", "What is your child allergic to?"),
            new Bilingual("We maken samen een hapje.", "We make a snack together."),
            List.of(),
            false,
            1);

    private static final Draft SIZE = new Draft(
            Kind.CHOICE,
            new Bilingual("Welke maat T-shirt?", "Which T-shirt size?"),
            new Bilingual("Iedereen krijgt een T-shirt.", ""),
            List.of(new Bilingual("140", "140"), new Bilingual("Groter", "Larger")),
            true,
            5);

    @Autowired
    ActivityQuestions questions;

    @Autowired
    Attendances attendances;

    @Autowired
    VisitorsFixture visitors;

    @Autowired
    SignUpsByLink byLink;

    @Autowired
    AccountsFixture accounts;

    @Autowired
    Retention retention;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    Environment environment;

    private AccountsFixture.SignedIn manager;
    private Actor maker;
    private TestBrowser browser;
    private long activity;
    private long session;
    private String email;

    @BeforeEach
    void anActivity() {
        manager = accounts.signedIn(Role.PROGRAMME_MANAGER);
        maker = manager.actor();
        browser = accounts.visitor();
        activity = visitors.activity("Koken met drones", "CHILD");
        session = visitors.session(activity, Instant.now().plus(20, ChronoUnit.DAYS), 20);
        email = visitors.address();
    }

    private List<ActivityQuestion> ask(Draft... drafts) {
        List<Long> seen =
                questions.asked(activity).stream().map(ActivityQuestion::id).toList();
        assertThat(questions.save(activity, List.of(drafts), seen, maker)).isInstanceOf(Outcome.Done.class);
        return questions.asked(activity);
    }

    private SignUpEntry entry(Child... children) {
        return new SignUpEntry(email, "Sanne", false, "", List.of(children), "0", "", false);
    }

    /** Signs up and confirms. @return the secret of the personal link */
    private String takesPart(long session, Child... children) {
        assertThat(visitors.ask(session, entry(children), UUID.randomUUID(), false, null))
                .isInstanceOf(SignUpResult.Received.class);
        String secret = VisitorsFixture.secret(visitors.post(email));
        byLink.confirm(secret);
        return secret;
    }

    private int answers() {
        return jdbc.sql("""
                select count(*) from sign_up_answer a join activity_question q on q.id = a.question_id where q.activity_id = ?
                """).param(activity).query(Integer.class).single();
    }

    @Test
    void aRequiredQuestionIsAskedOfEachChild_withItsReason_andRefusedAtItsField() {
        List<ActivityQuestion> asked = ask(ALLERGY, SIZE);
        long allergy = asked.get(0).id();
        long size = asked.get(1).id();
        String form = "/meedoen/" + session;
        assertThat(browser.get(form).body())
                .contains(
                        "Waar is je kind allergisch voor?",
                        "We maken samen een hapje. We halen je antwoord 1 dag na afloop weg.",
                        "Iedereen krijgt een T-shirt. We halen je antwoord 5 dagen na afloop weg.",
                        "name=\"" + SignUpFields.answer(size, 0) + "\"");
        String[] typed = {
            "email",
            email,
            "naam",
            "Sanne",
            "voornaam-1",
            "Noor",
            "leeftijd-1",
            "10",
            "voornaam-2",
            "Sem",
            "leeftijd-2",
            "9",
            SignUpFields.answer(allergy, 0),
            "pinda's",
            SignUpFields.answer(size, 0),
            "2"
        };

        HttpResponse<String> refused = browser.post(form, typed);
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.body())
                .contains(
                        "Kies een antwoord.", "href=\"#" + SignUpFields.answer(size, 1) + "\"", "value=\"pinda&#39;s\"")
                .containsPattern("value=\"2\" selected");
        assertThat(browser.post(form, with(typed, SignUpFields.answer(size, 1), "9"))
                        .statusCode())
                .as("no such choice")
                .isEqualTo(422);
        assertThat(browser.post(
                                form,
                                with(
                                        typed,
                                        SignUpFields.answer(size, 1),
                                        "1",
                                        SignUpFields.answer(allergy, 1),
                                        "x".repeat(101)))
                        .body())
                .contains("hoogstens 100 tekens");

        assertThat(browser.post(form, with(typed, SignUpFields.answer(size, 1), "1"))
                        .statusCode())
                .isEqualTo(303);
        SignUp signUp =
                byLink.find(VisitorsFixture.secret(visitors.post(email))).orElseThrow();
        assertThat(signUp.people())
                .extracting(person -> person.answers().stream()
                        .map(answer -> answer.line(java.util.Locale.ENGLISH))
                        .toList())
                .containsExactly(
                        List.of("What is your child allergic to? pinda's", "Which T-shirt size? Larger"),
                        List.of("Which T-shirt size? 140"));
    }

    private static String[] with(String[] typed, String... more) {
        return Stream.concat(Arrays.stream(typed), Arrays.stream(more)).toArray(String[]::new);
    }

    @Test
    void anAnswerMovesWithItsChild_whenAnotherChildIsTakenOffTheForm() {
        long allergy = ask(ALLERGY).get(0).id();
        String page = browser.post(
                        "/meedoen/" + session,
                        "email",
                        email,
                        "voornaam-1",
                        "Noor",
                        "leeftijd-1",
                        "10",
                        SignUpFields.answer(allergy, 0),
                        "noten",
                        "voornaam-2",
                        "Sem",
                        "leeftijd-2",
                        "9",
                        SignUpFields.answer(allergy, 1),
                        "melk",
                        "doe",
                        "weg-1")
                .body();
        assertThat(page).contains("value=\"Sem\"", "value=\"melk\"").doesNotContain("value=\"noten\"");
    }

    @Test
    void eachAdultIsAsked_asManyAsTheySayTheyAre() {
        activity = visitors.activity("Avond", "WORKER");
        session = visitors.session(activity, Instant.now().plus(20, ChronoUnit.DAYS), 20);
        long size = ask(SIZE).get(0).id();
        String form = "/meedoen/" + session;
        String[] two = {
            "email",
            email,
            "naam",
            "Ali",
            "volwassenen",
            "2",
            SignUpFields.ADULTS_ASKED,
            "1",
            SignUpFields.adultAnswer(size, 0),
            "1"
        };
        HttpResponse<String> refused = browser.post(form, two);
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.body())
                .contains("We hebben nog een vraag voor iedere volwassene", SignUpFields.adultAnswer(size, 1));
        two[7] = "2";
        assertThat(browser.post(form, with(two, SignUpFields.adultAnswer(size, 1), "2"))
                        .statusCode())
                .isEqualTo(303);
        assertThat(answers()).isEqualTo(2);
    }

    @Test
    void answersAreOnTheRunSheet_inTheListAndItsFile_andOnlyForWhoMaySeeThem() {
        List<ActivityQuestion> asked = ask(ALLERGY, SIZE);
        takesPart(
                session,
                new Child(
                        "Noor",
                        "10",
                        Map.of(asked.get(0).id(), "noten", asked.get(1).id(), "2")));
        String list = "/beheer/sessies/" + session + "/deelnemers";
        assertThat(manager.browser().get(list).body()).contains("Welke maat T-shirt?", "noten", "Groter", "Noor");
        assertThat(new String(manager.browser().download(list + ".csv"), StandardCharsets.UTF_8))
                .contains("Welke maat T-shirt?", "noten", "Groter");
        Item item = attendances.item(session, maker).orElseThrow();
        assertThat(manager.browser()
                        .get("/dag/" + nl.tec.shared.Dates.dayOf(item.start()))
                        .body())
                .contains("Waar is je kind allergisch voor?", "noten");
        assertThat(accounts.signedIn(Role.PROFESSIONAL).browser().get(list).statusCode())
                .isEqualTo(403);
        assertThatThrownBy(() -> attendances.participants(
                        session, accounts.signedIn(Role.PROFESSIONAL).actor()))
                .as("not assigned to it")
                .isInstanceOf(NotFound.class);
        assertThat(jdbc.sql(
                                "select count(*) from audit_log where action = 'RUN_SHEET_READ' and subject_id = ? and account_id = ?")
                        .params(session, maker.accountId())
                        .query(Integer.class)
                        .single())
                .isPositive();
    }

    @Test
    void anotherWordingIsAnotherQuestion_andAnAnswerKeepsWhatWasAsked() {
        List<ActivityQuestion> before = ask(ALLERGY, SIZE);
        String secret = takesPart(
                session,
                new Child(
                        "Noor",
                        "10",
                        Map.of(before.get(0).id(), "noten", before.get(1).id(), "2")));
        Draft smaller = new Draft(
                Kind.CHOICE,
                SIZE.text(),
                SIZE.reason(),
                List.of(new Bilingual("128", ""), new Bilingual("140", "")),
                true,
                5);

        List<ActivityQuestion> after = ask(ALLERGY, smaller);

        assertThat(after.get(0)).as("it did not change").isEqualTo(before.get(0));
        assertThat(after.get(1).id()).isNotEqualTo(before.get(1).id());
        Guest guest = attendances.item(session, maker).orElseThrow().guests().get(0);
        assertThat(guest.answers())
                .extracting(answer -> answer.words(nl.tec.hub.Texts.DUTCH))
                .containsExactly("noten", "Groter");
        assertThat(browser.get("/mijn/" + secret + "/wijzigen").body()).contains("128", "value=\"noten\"");
        assertThat(ask()).isEmpty();
        assertThat(answers()).isEqualTo(2);
    }

    @Test
    void whoAnsweredSeesIt_canTakeItAlong_andEraseIt() {
        long allergy = ask(ALLERGY).get(0).id();
        String secret = takesPart(session, new Child("Noor", "10", Map.of(allergy, "noten")));
        assertThat(browser.get("/mijn/" + secret).body()).contains("Waar is je kind allergisch voor?", "noten");
        assertThat(browser.get("/mijn/" + secret + "/gegevens.json").body())
                .contains("\"Waar is je kind allergisch voor?\" : \"noten\"");
        assertThat(byLink.erase(secret)).isTrue();
        assertThat(answers()).isZero();
    }

    @Test
    void anAnswerGoesAfterItsOwnDays_andAtOnceWhenTheSignUpIsOff() {
        List<ActivityQuestion> asked = ask(ALLERGY, SIZE);
        Map<Long, String> both = Map.of(asked.get(0).id(), "noten", asked.get(1).id(), "2");
        takesPart(session, new Child("Noor", "10", both));
        over(session, 2);
        erase();
        assertThat(jdbc.sql("""
                        select q.text_nl from sign_up_answer a join activity_question q on q.id = a.question_id where q.activity_id = ?
                        """).param(activity).query(String.class).list())
                .as("kept for five days")
                .containsExactly("Welke maat T-shirt?");
        over(session, 6);
        erase();
        assertThat(answers()).isZero();

        long next = visitors.session(activity, Instant.now().plus(20, ChronoUnit.DAYS), 20);
        email = visitors.address();
        String secret = takesPart(next, new Child("Sem", "9", both));
        erase();
        assertThat(answers()).isEqualTo(2);
        byLink.cancel(secret);
        erase();
        assertThat(answers()).isZero();
    }

    private void erase() {
        retention.erase("sign-up-answers", Instant.now());
    }

    private void over(long session, int days) {
        TestDatabase.owner(environment)
                .sql("""
                        update session_capacity set ends_at = now() - make_interval(days => :days),
                               bookable_until = now() - make_interval(days => :days, hours => 2) where session_id = :session
                        """)
                .param("days", days)
                .param("session", session)
                .update();
    }

    @Test
    void whatIsWrongWithAQuestionIsSaidAtItsField_andNothingTypedIsLost() {
        String page = "/beheer/programma/" + activity + "/vragen";
        HttpResponse<String> refused = manager.browser()
                .post(
                        page,
                        "vraag-1",
                        "Welke maat?",
                        "soort-1",
                        "CHOICE",
                        "keuzes-1",
                        "140",
                        "reden-1",
                        "",
                        "bewaren-1",
                        "40",
                        "vraag-2",
                        "",
                        "reden-2",
                        "Zomaar",
                        "soort-2",
                        "YES_NO",
                        "bewaren-2",
                        "veel");
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.body())
                .contains(
                        "Schrijf op waarom je dit vraagt.",
                        "Geef 2 tot en met 8 keuzes",
                        "Vul een aantal dagen in van 0 tot en met 14.",
                        "value=\"Welke maat?\"",
                        "value=\"Zomaar\"",
                        "value=\"veel\"");
        assertThat(questions.asked(activity)).isEmpty();
        HttpResponse<String> saved = manager.browser()
                .post(
                        page,
                        "vraag-1",
                        "Eet je vlees?",
                        "soort-1",
                        "YES_NO",
                        "reden-1",
                        "We eten samen.",
                        "bewaren-1",
                        "1");
        assertThat(saved.statusCode()).isEqualTo(303);
        assertThat(manager.browser().get(page).body()).contains("Eet je vlees?", "We eten samen.");
        assertThat(manager.browser().get("/beheer/programma/" + activity).body())
                .contains(page);
        assertThat(manager.browser()
                        .post(
                                page,
                                "vraag-1",
                                "Eet je vis?",
                                "soort-1",
                                "YES_NO",
                                "reden-1",
                                "We eten samen.",
                                "bewaren-1",
                                "1")
                        .body())
                .as("made before somebody else saved")
                .contains("Iemand anders heeft de vragen net veranderd");
        assertThat(questions.asked(activity))
                .extracting(question -> question.text().dutch())
                .containsExactly("Eet je vlees?");
    }

    @Test
    void anActivityForClassesAsksNothing_andNoneAsksMoreThanThree() {
        long forClasses = new BookingsFixture(jdbc).activity();
        assertThat(manager.browser()
                        .get("/beheer/programma/" + forClasses + "/vragen")
                        .statusCode())
                .isEqualTo(404);
        List<Draft> three = new ArrayList<>(List.of(ALLERGY, SIZE, ALLERGY));
        assertThat(ask(three.toArray(Draft[]::new))).hasSize(3);
        assertThatThrownBy(() -> jdbc.sql("""
                        insert into activity_question (activity_id, place, kind, text_nl, text_en, reason_nl, reason_en, choices_nl, choices_en,
                                                       required, keep_days)
                        values (?, 3, 'TEXT', 'x', '', 'x', '', '{}', '{}', false, 1)
                        """).param(activity).update())
                .isInstanceOf(DataIntegrityViolationException.class)
                .hasMessageContaining("activity_question_asked");
    }
}
