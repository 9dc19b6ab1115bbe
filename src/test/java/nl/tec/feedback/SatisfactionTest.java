package nl.tec.feedback;

import static nl.tec.Outcomes.done;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import nl.tec.AccountsFixture;
import nl.tec.AccountsFixture.SignedIn;
import nl.tec.TecTest;
import nl.tec.TestBrowser;
import nl.tec.TestDatabase;
import nl.tec.TestSql;
import nl.tec.accounts.Actor;
import nl.tec.accounts.Actor.Membership;
import nl.tec.accounts.Role;
import nl.tec.bookings.BookingsFixture.School;
import nl.tec.feedback.Satisfaction.Dimension;
import nl.tec.feedback.Satisfaction.Line;
import nl.tec.feedback.Satisfaction.Score;
import nl.tec.feedback.Satisfaction.Subject;
import nl.tec.feedback.Satisfaction.View;
import nl.tec.feedback.Surveys.Draft;
import nl.tec.shared.Bilingual;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Rules 2.10: the mean of all answers, visible to the right people, and nothing of fewer than five answers. */
@TecTest
class SatisfactionTest {

    @Autowired
    FeedbackFixture feedback;

    @Autowired
    Satisfaction satisfaction;

    @Autowired
    Surveys surveys;

    @Autowired
    AccountsFixture people;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    Environment environment;

    private long activity;
    private School school;

    @BeforeEach
    void emptyBox() {
        TestDatabase.owner(environment).sql("delete from survey_sealed_answer").update();
        activity = feedback.bookings.activity();
        school = feedback.bookings.school();
    }

    @Test
    void theMeanOfAllAnswers_facesByTheirScale_withItsInterval() {
        long session = feedback.visit(activity, school, 20);
        feedback.pupils(session, 5, 5, 4, 3, 1, 5);
        feedback.count();
        Score score = satisfaction.score(of(Dimension.ACTIVITY, activity)).orElseThrow();
        // 10, 10, 8, 6, 2, 10
        assertThat(score.answers()).isEqualTo(6);
        assertThat(score.mean()).isCloseTo(46 / 6.0, within(1e-9));
        double deviation = Math.sqrt((100 * 3 + 64 + 36 + 4 - 46 * 46 / 6.0) / 5);
        assertThat(score.low()).isCloseTo(46 / 6.0 - 1.96 * deviation / Math.sqrt(6), within(1e-9));
        assertThat(score.high()).as("cut off at the end of the scale").isEqualTo(10);
    }

    @Test
    void fewerThanFiveAreNotShown_toAnybody_untilThereAreFive() {
        long session = feedback.visit(activity, school, 20);
        feedback.pupils(session, 5, 5, 4, 3);
        feedback.count();
        assertThat(satisfaction.score(of(Dimension.ACTIVITY, activity))).isEmpty();
        assertThat(satisfaction.answers(of(Dimension.ACTIVITY, activity))).isEmpty();
        feedback.pupils(session, 5);
        feedback.count();
        assertThat(satisfaction.score(of(Dimension.ACTIVITY, activity)))
                .hasValueSatisfying(score -> assertThat(score.answers()).isEqualTo(5));
        // a sixth answer is not shown yet: it would follow from the difference with yesterday
        feedback.pupils(session, 1);
        feedback.count();
        assertThat(satisfaction
                        .score(of(Dimension.ACTIVITY, activity))
                        .orElseThrow()
                        .answers())
                .isEqualTo(5);
    }

    @Test
    void teachersOfSeveralVisitsAreTakenTogether_forTheActivity_andForWhomAllOfThemConcern() {
        SignedIn guide = people.signedIn(Role.PROFESSIONAL);
        SignedIn other = people.signedIn(Role.PROFESSIONAL);
        long elsewhere = feedback.bookings.venue();
        long guideId = 0;
        long otherId = 0;
        for (int i = 0; i < 6; i++) {
            long session = feedback.visit(activity, school, 20, feedback.begun().minusSeconds(2L * i));
            guideId = feedback.guide(session, guide);
            if (i == 0) {
                otherId = feedback.guide(session, other);
                TestSql.update(jdbc, "update session set venue_id = ? where id = ?", elsewhere, session);
            }
            feedback.answer(session, SurveyAudience.TEACHER, 7, "");
        }
        feedback.count();
        assertThat(satisfaction.score(of(Dimension.ACTIVITY, activity)))
                .as("one a visit")
                .isEmpty();
        feedback.countAfter(7);
        assertThat(satisfaction
                        .score(of(Dimension.ACTIVITY, activity))
                        .orElseThrow()
                        .answers())
                .isEqualTo(6);
        assertThat(satisfaction
                        .score(of(Dimension.GUIDE, guideId))
                        .orElseThrow()
                        .answers())
                .isEqualTo(6);
        assertThat(satisfaction.score(of(Dimension.GUIDE, otherId)))
                .as("was at one of them")
                .isEmpty();
        assertThat(satisfaction.score(of(Dimension.VENUE, elsewhere))).isEmpty();
        assertThat(lines(Dimension.GUIDE))
                .extracting(line -> line.subject().key())
                .contains("" + guideId);
        assertThat(satisfaction
                        .score(feedback.view(SatisfactionScope.of(guide.actor())))
                        .orElseThrow()
                        .answers())
                .isEqualTo(6);
    }

    @Test
    void everybodySeesTheOwn_rules9() {
        long partner = people.school("Partner");
        TestSql.update(jdbc, "update activity set organiser_id = ? where id = ?", partner, activity);
        long session = feedback.visit(activity, school, 20);
        SignedIn guide = people.signedIn(Role.AMBASSADOR);
        feedback.guide(session, guide);
        feedback.pupils(session, 5, 5, 5, 5, 5);
        long otherSession = feedback.visit(feedback.bookings.activity(), feedback.bookings.school(), 20);
        feedback.pupils(otherSession, 1, 1, 1, 1, 1, 1);
        feedback.count();
        for (SignedIn own : List.of(
                guide,
                people.teacherOf(school.siteId()),
                people.signedIn(Membership.of(Role.SCHOOL_COORDINATOR, school.siteId())),
                people.signedIn(Membership.of(Role.PARTNER, partner)))) {
            assertThat(satisfaction.score(feedback.view(SatisfactionScope.of(own.actor()))))
                    .as(own.actor().memberships().toString())
                    .hasValueSatisfying(score -> assertThat(score.answers()).isEqualTo(5));
        }
        for (SignedIn stranger : List.of(
                people.signedIn(Role.PROFESSIONAL),
                people.teacherOf(feedback.bookings.school().siteId()),
                people.signedIn(Membership.of(Role.PARTNER, people.school("Ander"))))) {
            assertThat(satisfaction.score(feedback.view(SatisfactionScope.of(stranger.actor()))))
                    .isEmpty();
        }
        assertThat(satisfaction
                        .score(feedback.view(SatisfactionScope.ALL))
                        .orElseThrow()
                        .answers())
                .isGreaterThanOrEqualTo(11);
        assertThat(satisfaction
                        .score(of(Dimension.PARTNER, partner))
                        .orElseThrow()
                        .answers())
                .isEqualTo(5);
    }

    /** Of all views of pages, on every day: a view within another has as many answers, or at least five fewer. */
    @Test
    void noTwoViewsTellOfFewerThanFive() {
        Random random = new Random(20);
        List<Long> activities = List.of(activity, feedback.bookings.activity());
        List<School> schools = List.of(school, feedback.bookings.school(), feedback.bookings.school());
        List<Long> venues = List.of(feedback.bookings.venue(), feedback.bookings.venue());
        List<SignedIn> guides = List.of(people.signedIn(Role.PROFESSIONAL), people.signedIn(Role.PROFESSIONAL));
        Set<Long> members = new TreeSet<>();
        List<Long> sessions = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            long session = feedback.visit(
                    activities.get(random.nextInt(2)),
                    schools.get(random.nextInt(3)),
                    20,
                    feedback.begun().minusSeconds(2L * i));
            TestSql.update(
                    jdbc, "update session set venue_id = ? where id = ?", venues.get(random.nextInt(2)), session);
            members.add(feedback.guide(session, guides.get(random.nextInt(2))));
            if (i % 4 == 0) {
                feedback.booked(session, schools.get(random.nextInt(3)), 10);
            }
            sessions.add(session);
        }
        List<SatisfactionScope> scopes = new ArrayList<>(List.of(SatisfactionScope.ALL));
        schools.forEach(each -> scopes.add(SatisfactionScope.of(each.teacher())));
        guides.forEach(each -> scopes.add(SatisfactionScope.of(each.actor())));
        List<Subject> subjects = new ArrayList<>();
        activities.forEach(each -> subjects.add(new Subject(Dimension.ACTIVITY, "" + each)));
        venues.forEach(each -> subjects.add(new Subject(Dimension.VENUE, "" + each)));
        members.forEach(each -> subjects.add(new Subject(Dimension.GUIDE, "" + each)));
        long[] before = new long[scopes.size()];
        for (int day = 0; day < 12; day++) {
            for (long session : sessions) {
                for (int i = random.nextInt(4); i > 0; i--) {
                    feedback.answer(
                            session,
                            random.nextInt(4) == 0 ? SurveyAudience.TEACHER : SurveyAudience.PUPIL,
                            1 + random.nextInt(5),
                            "");
                }
            }
            feedback.countAfter(day);
            for (int i = 0; i < scopes.size(); i++) {
                View whole = feedback.view(scopes.get(i));
                long all = answers(whole);
                difference(all, before[i], "a day later");
                before[i] = all;
                difference(all, answers(whole.of(SurveyAudience.PUPIL)), "without the pupils");
                for (Subject subject : subjects) {
                    View part = whole.of(subject);
                    difference(all, answers(part), "without " + subject);
                    difference(answers(part), answers(part.of(SurveyAudience.PUPIL)), subject + " without the pupils");
                    difference(answers(feedback.view(SatisfactionScope.ALL).of(subject)), answers(part), "for others");
                }
                for (Dimension dimension : Dimension.values()) {
                    for (Line line : satisfaction.lines(whole, dimension)) {
                        assertThat(line.score().answers()).isGreaterThanOrEqualTo(5);
                        if (dimension != Dimension.AUDIENCE) {
                            assertThat(answers(whole.of(line.subject())))
                                    .as("the page of " + line)
                                    .isEqualTo(line.score().answers());
                        }
                    }
                }
            }
        }
        assertThat(before[0]).isGreaterThan(50);
    }

    @Test
    void aNewVersionLeavesOldAnswersTheirMeaning() {
        long session = feedback.visit(activity, school, 30);
        feedback.pupils(session, 5, 5, 5, 5, 5);
        feedback.count();
        Survey was = surveys.current(SurveyAudience.PUPIL);
        List<BigDecimal> otherFaces =
                List.of("1", "3", "5", "7", "9").stream().map(BigDecimal::new).toList();
        Draft only = new Draft(Survey.Kind.FACES, new Bilingual("Was het leuk?", "Was it fun?"), null);
        try {
            change(was.version(), List.of(only), otherFaces);
            feedback.pupils(session, 5, 5, 5, 5, 5);
            feedback.count();
            View view = of(Dimension.ACTIVITY, activity);
            assertThat(satisfaction.score(view).orElseThrow().mean()).isCloseTo(9.5, within(1e-9));
            assertThat(satisfaction.answers(view))
                    .hasSize(2)
                    .satisfiesExactly(
                            now -> {
                                assertThat(now.survey().questions()).hasSize(1);
                                assertThat(now.questions().get(0).score().mean())
                                        .isEqualTo(9);
                            },
                            before -> {
                                assertThat(before.survey().id()).isEqualTo(was.id());
                                assertThat(before.questions()).hasSize(3);
                                assertThat(before.questions().get(0).score().mean())
                                        .isEqualTo(10);
                            });
        } finally {
            change(
                    was.version() + 1,
                    was.questions().stream()
                            .map(question -> new Draft(question.kind(), question.text(), question.picture()))
                            .toList(),
                    was.faces());
        }
        assertThat(surveys.versions(SurveyAudience.PUPIL)).hasSizeGreaterThanOrEqualTo(3);
    }

    @Test
    void anActivityUnderTheNormIsOnTheListOfTheProgrammeManager() {
        long liked = feedback.bookings.activity();
        feedback.pupils(feedback.visit(activity, school, 20), 2, 2, 3, 3, 2);
        feedback.pupils(feedback.visit(liked, school, 20), 5, 4, 5, 5, 4);
        feedback.count();
        assertThat(satisfaction.underNorm())
                .extracting(line -> line.subject().key())
                .contains("" + activity)
                .doesNotContain("" + liked);
        SignedIn manager = people.signedIn(Role.PROGRAMME_MANAGER);
        assertThat(manager.browser().get("/werk").body())
                .contains("onder de norm voor tevredenheid", "href=\"/tevredenheid\"");
        assertThat(manager.browser().get("/tevredenheid").body())
                .contains("/tevredenheid/ACTIVITY/" + activity, "Onder de norm");
        assertThat(people.signedIn(Role.PROFESSIONAL).browser().get("/werk").body())
                .doesNotContain("onder de norm voor tevredenheid");
    }

    /** The links to the next page show each activity once, the lowest first. */
    @Test
    void aLongListComesInPages() {
        List<String> activities = new ArrayList<>();
        for (int i = 0; i < 21; i++) {
            long one = feedback.bookings.activity();
            feedback.pupils(feedback.visit(one, school, 20), 5, 5, 4, 5, 5);
            activities.add("" + one);
        }
        feedback.count();
        TestBrowser manager = people.signedIn(Role.PROGRAMME_MANAGER).browser();
        List<String> shown = new ArrayList<>();
        String address = "/tevredenheid?per=ACTIVITY";
        while (!address.isEmpty()) {
            String page = manager.get(address).body();
            List<String> keys = all("<th scope=\"row\"><a href=\"/tevredenheid/ACTIVITY/(\\d+)", page);
            assertThat(keys).hasSizeBetween(1, 20);
            shown.addAll(keys);
            address = all("rel=\"next\" href=\"([^\"]+)\"", page).stream()
                    .findFirst()
                    .map(link -> link.replace("&amp;", "&"))
                    .orElse("");
        }
        assertThat(shown).doesNotHaveDuplicates().containsAll(activities);
        assertThat(manager.get("/tevredenheid?na=weg").body()).contains("/tevredenheid/ACTIVITY/");
    }

    private static List<String> all(String pattern, String page) {
        return Pattern.compile(pattern)
                .matcher(page)
                .results()
                .map(found -> found.group(1))
                .toList();
    }

    private void change(int version, List<Draft> questions, List<BigDecimal> faces) {
        Actor administrator = people.signedIn(Role.ADMINISTRATOR).actor();
        assertThat(done(surveys.change(SurveyAudience.PUPIL, version, questions, faces, administrator)))
                .isTrue();
    }

    private List<Line> lines(Dimension dimension) {
        return satisfaction.lines(feedback.view(SatisfactionScope.ALL), dimension);
    }

    private View of(Dimension dimension, long key) {
        return feedback.view(SatisfactionScope.ALL).of(new Subject(dimension, "" + key));
    }

    private long answers(View view) {
        return Optional.of(view)
                .flatMap(satisfaction::score)
                .map(Score::answers)
                .orElse(0L);
    }

    private static void difference(long one, long other, String what) {
        assertThat(one - other).as(what).matches(left -> left == 0 || left >= 5);
    }
}
