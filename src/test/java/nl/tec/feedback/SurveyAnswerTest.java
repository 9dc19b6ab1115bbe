package nl.tec.feedback;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import nl.tec.AccountsFixture;
import nl.tec.TecTest;
import nl.tec.TestBrowser;
import nl.tec.TestSql;
import nl.tec.Together;
import nl.tec.bookings.BookingsFixture.School;
import nl.tec.feedback.Answering.Outcome;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Requirement B5: anybody with the link answers, without account or name. */
@TecTest
class SurveyAnswerTest {

    @Autowired
    FeedbackFixture feedback;

    @Autowired
    AccountsFixture people;

    @Autowired
    Surveys surveys;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    Clock clock;

    private long activity;
    private School school;

    @BeforeEach
    void school() {
        activity = feedback.bookings.activity();
        school = feedback.bookings.school();
    }

    @Test
    void aPupilChoosesFaces_isThanked_andTheNextFindsAnEmptySurvey() {
        long session = feedback.visit(activity, school, 20);
        String path = "/mening/" + feedback.code(session, SurveyAudience.PUPIL);
        TestBrowser tablet = people.visitor();
        HttpResponse<String> page = tablet.get(path + "?tablet=true");
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body())
                .contains("Hoe leuk was het?", "Heel sip", "Heel blij", "/img/survey/fun")
                .doesNotContain("checked");
        assertThat(page.headers().firstValue("Cache-Control")).hasValue("no-store");
        assertThat(page.headers().firstValue("Referrer-Policy")).hasValue("no-referrer");

        HttpResponse<String> sent =
                tablet.post(path, fields(page.body(), "tablet", "true", "q1", "5", "q2", "4", "q3", "5"));
        assertThat(sent.statusCode()).isEqualTo(303);
        assertThat(TestBrowser.location(sent)).isEqualTo(path + "/bedankt?tablet=true");
        HttpResponse<String> thanks = tablet.get(TestBrowser.location(sent));
        assertThat(thanks.body()).contains("Dank je wel!", path + "?tablet=true");
        assertThat(thanks.headers().firstValue("Cache-Control")).hasValue("no-store");
        assertThat(tablet.get(path + "?tablet=true").body()).doesNotContain("checked");
        assertThat(turnout(session)).isEqualTo(1);
    }

    @Test
    void missingAnswersAreRequested_andChoicesAreKept() {
        long session = feedback.visit(activity, school, 20);
        String path = "/mening/" + feedback.code(session, SurveyAudience.PUPIL);
        TestBrowser phone = people.visitor();
        String page = phone.get(path).body();
        for (String wrong : List.of("", "0", "6", "x", "-1", "999999999999")) {
            HttpResponse<String> refused =
                    phone.post(path, fields(page, "q1", wrong, "q2", "2", "q3", "5", "woorden", "De <robot>"));
            assertThat(refused.statusCode()).as(wrong).isEqualTo(422);
            assertThat(refused.body())
                    .contains("id=\"q1-error\"", "Kies een gezicht.", "De &lt;robot&gt;")
                    .containsPattern("name=\"q2\" value=\"2\" required checked");
        }
        HttpResponse<String> tooLong =
                phone.post(path, fields(page, "q1", "1", "q2", "2", "q3", "5", "woorden", "x".repeat(301)));
        assertThat(tooLong.statusCode()).isEqualTo(422);
        assertThat(tooLong.body()).contains("id=\"woorden-error\"");
        assertThat(turnout(session)).isZero();
        assertThat(phone.post(path, fields(page, "q1", "1", "q2", "2", "q3", "5", "toon-in", "en"))
                        .body())
                .containsPattern("name=\"q1\" value=\"1\" required checked");
    }

    @Test
    void aPageSentTwiceAnswersOnce() {
        long session = feedback.visit(activity, school, 20);
        String code = feedback.code(session, SurveyAudience.TEACHER);
        UUID form = UUID.randomUUID();
        for (int i = 0; i < 3; i++) {
            assertThat(feedback.answer(code, SurveyAudience.TEACHER, 8, "", form))
                    .isInstanceOf(Outcome.Thanks.class);
        }
        assertThat(turnout(session)).isEqualTo(1);
    }

    @Test
    void noMoreAnswersThanParticipants_alsoAtTheSameInstant() throws Exception {
        long session = feedback.visit(activity, school, 20);
        String code = feedback.code(session, SurveyAudience.PUPIL);
        List<Outcome> answers =
                Together.run(30, i -> feedback.answer(code, SurveyAudience.PUPIL, 3, "", UUID.randomUUID()));
        assertThat(answers)
                .as("20 pupils and some margin")
                .filteredOn(Outcome.Thanks.class::isInstance)
                .hasSize(22);
        assertThat(turnout(session)).isEqualTo(22);
        HttpResponse<String> full = people.visitor().get("/mening/" + code);
        assertThat(full.body()).contains("Iedereen heeft al een antwoord gegeven");
    }

    @Test
    void aLinkIsOpenFromTheVisitForThreeWeeks_andOnlyThisHubMakesIt() {
        long later = feedback.visit(activity, school, 20, clock.instant().plus(Duration.ofDays(2)));
        long old = feedback.visit(activity, school, 20, clock.instant().minus(Duration.ofDays(23)));
        long open = feedback.visit(activity, school, 20, clock.instant().minus(Duration.ofDays(20)));
        TestBrowser phone = people.visitor();
        assertThat(phone.get("/mening/" + feedback.code(later, SurveyAudience.PUPIL))
                        .body())
                .contains("nog niet begonnen");
        assertThat(phone.get("/mening/" + feedback.code(old, SurveyAudience.PUPIL))
                        .body())
                .contains("gesloten");
        assertThat(feedback.answer(old, SurveyAudience.PUPIL, 3, "")).isInstanceOf(Outcome.NotOpen.class);
        String code = feedback.code(open, SurveyAudience.PUPIL);
        assertThat(phone.get("/mening/" + code).body()).contains("Hoe leuk was het?");
        String other = code.substring(0, code.length() - 1) + (code.endsWith("a") ? "b" : "a");
        for (String wrong : List.of(other, code.replace("-l", "-d"), "1-l", "zzzzzzzzzzzz-laaaaaaaaaaaa", "x")) {
            assertThat(phone.get("/mening/" + wrong).statusCode()).as(wrong).isEqualTo(404);
            assertThat(phone.get("/mening/" + wrong + "/bedankt").statusCode()).isEqualTo(404);
            assertThat(phone.get("/mening/" + wrong + "/code").statusCode()).isEqualTo(404);
            assertThat(phone.post("/mening/" + wrong, "q1", "3").statusCode()).isEqualTo(404);
        }
        long calledOff = feedback.bookings.session(activity, feedback.begun(), 30, 1);
        String ofCalledOff = feedback.code(calledOff, SurveyAudience.PUPIL);
        TestSql.update(jdbc, "update session set state = 'CANCELLED', cancel_reason = 'Ziek' where id = ?", calledOff);
        assertThat(phone.get("/mening/" + ofCalledOff).body()).contains("gesloten");
    }

    @Test
    void theCodeLeadsToTheSurvey_andStandsOnTheRunSheetAndWithTheVisit() {
        long session = feedback.visit(activity, school, 20);
        String path = "/mening/" + feedback.code(session, SurveyAudience.PUPIL);
        assertThat(people.visitor().get(path + "/code").body()).contains("<path d=\"M", path);
        String day = nl.tec.shared.Dates.dayOf(feedback.begun()).toString();
        TestBrowser manager =
                people.signedIn(nl.tec.accounts.Role.PROGRAMME_MANAGER).browser();
        assertThat(manager.get("/dag/" + day).body()).contains(path + "?tablet=true", path + "/code");
        assertThat(manager.get("/dag/" + day + "/druk").body()).contains(path + "</span>", "class=\"qr-code small\"");
        long booking = TestSql.bigint(jdbc, "select id from booking where session_id = ?", session);
        assertThat(people.teacherOf(school.siteId())
                        .browser()
                        .get("/school/boekingen/" + booking)
                        .body())
                .contains(path);
    }

    /** Returns the hidden fields of a page, and additional ones. */
    private static String[] fields(String page, String... more) {
        List<String> fields = new ArrayList<>();
        for (String name : List.of("sleutel", "versie")) {
            Matcher field =
                    Pattern.compile("name=\"" + name + "\" value=\"([^\"]+)\"").matcher(page);
            assertThat(field.find()).isTrue();
            fields.addAll(List.of(name, field.group(1)));
        }
        fields.addAll(List.of(more));
        return fields.toArray(String[]::new);
    }

    private int turnout(long session) {
        return TestSql.integer(
                jdbc, "select coalesce(sum(answers), 0) from survey_turnout where session_id = ?", session);
    }
}
