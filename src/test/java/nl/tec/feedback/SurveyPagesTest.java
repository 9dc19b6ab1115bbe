package nl.tec.feedback;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import nl.tec.AccountsFixture;
import nl.tec.AccountsFixture.SignedIn;
import nl.tec.TecTest;
import nl.tec.TestBrowser;
import nl.tec.TestDatabase;
import nl.tec.TestSql;
import nl.tec.accounts.Actor.Membership;
import nl.tec.accounts.Role;
import nl.tec.bookings.BookingsFixture.School;
import nl.tec.privacy.Retention;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The pages about surveys for people of the hub, over HTTP. */
@TecTest
class SurveyPagesTest {

    @Autowired
    Retention retention;

    @Autowired
    FeedbackFixture feedback;

    @Autowired
    AccountsFixture people;

    @Autowired
    Surveys surveys;

    @Autowired
    WrittenWords words;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    Environment environment;

    @Autowired
    java.time.Clock clock;

    private long activity;
    private School school;

    @BeforeEach
    void emptyBox() {
        TestDatabase.owner(environment).sql("delete from survey_sealed_answer").update();
        activity = feedback.bookings.activity();
        school = feedback.bookings.school();
    }

    @Test
    void wordsAreReadFirst_andSeenByOthersOncePublished() {
        long session = feedback.visit(activity, school, 20);
        String good = "Mooi<b> " + UUID.randomUUID();
        String bad = "Meester Jan " + UUID.randomUUID();
        feedback.answer(session, SurveyAudience.PUPIL, 5, good);
        feedback.answer(session, SurveyAudience.PUPIL, 1, bad);
        feedback.pupils(session, 4, 4, 4);
        SignedIn manager = people.signedIn(Role.PROGRAMME_MANAGER);
        assertThat(all(manager.browser(), WrittenWords.State.NEW))
                .as("not before five answers are counted")
                .doesNotContain(bad);
        feedback.count();
        TestBrowser teacher = people.teacherOf(school.siteId()).browser();
        String subject = "/tevredenheid/ACTIVITY/" + activity;
        assertThat(all(manager.browser(), WrittenWords.State.NEW)).contains(escaped(good), bad);
        assertThat(teacher.get(subject).body()).contains("7,2").doesNotContain(escaped(good), bad);
        assertThat(manager.browser().get("/werk").body()).contains("van deelnemers", "/beheer/reacties");

        assertThat(decide(manager.browser(), good, true).statusCode()).isEqualTo(303);
        assertThat(decide(manager.browser(), bad, false).statusCode()).isEqualTo(303);
        assertThat(teacher.get(subject).body()).contains(escaped(good)).doesNotContain(bad, "Mooi<b>");
        assertThat(manager.browser().get(subject).body()).contains(escaped(good));
        assertThat(people.signedIn(Role.BOARD).browser().get(subject).body())
                .as("board and municipality read figures")
                .contains("7,2")
                .doesNotContain(escaped(good));
        assertThat(all(manager.browser(), WrittenWords.State.HIDDEN))
                .contains(bad, manager.account().name());
        TestBrowser colleague = signedIn(Role.PROGRAMME_MANAGER).browser();
        decide(colleague, bad, true, "NEW");
        assertThat(state(bad))
                .as("hidden by a colleague after this list was opened")
                .isEqualTo("HIDDEN");
        assertThat(colleague.get("/beheer/reacties").body()).contains("intussen verborgen");
        assertThat(decide(colleague, bad, false, "NEW").statusCode()).isEqualTo(303);
        assertThat(colleague.get("/beheer/reacties").body())
                .as("both wanted the same")
                .contains("De reactie is verborgen.");
        // unpublished again
        assertThat(decide(manager.browser(), good, false).statusCode()).isEqualTo(303);
        assertThat(teacher.get(subject).body()).doesNotContain(escaped(good));
        assertThat(decide(manager.browser(), good, true).statusCode()).isEqualTo(303);
        assertThat(TestSql.integer(
                        jdbc,
                        "select count(*) from audit_log where action in ('WORDS_PUBLISHED', 'WORDS_HIDDEN') and account_id = ?",
                        manager.account().id()))
                .isEqualTo(4);

        retention.erase("opinions-hidden", clock.instant().plus(java.time.Duration.ofDays(15)));
        assertThat(jdbc.sql("select words from survey_words where words = any(?)")
                        .param(new String[] {good, bad})
                        .query(String.class)
                        .list())
                .containsExactly(good);
        retention.erase("opinions", clock.instant().plus(java.time.Duration.ofDays(366)));
        assertThat(jdbc.sql("select words from survey_words where words = any(?)")
                        .param(new String[] {good, bad})
                        .query(String.class)
                        .list())
                .isEmpty();
    }

    @Test
    void aVisitLeadsToTheSurveysThatAreOpenOnly() {
        long session = feedback.visit(activity, school, 20);
        String visit =
                "/school/boekingen/" + TestSql.bigint(jdbc, "select id from booking where session_id = ?", session);
        TestBrowser teacher = people.teacherOf(school.siteId()).browser();
        assertThat(teacher.get(visit).body()).contains("/mening/", "Op een tablet laten invullen", "/tevredenheid");
        jdbc.sql(
                        "update session set starts_at = starts_at - interval '400 days', ends_at = ends_at - interval '400 days' where id = ?")
                .param(session)
                .update();
        assertThat(teacher.get(visit).body())
                .as("closed long ago")
                .contains("Wat vonden ze ervan?", "/tevredenheid")
                .doesNotContain("/mening/");
    }

    @Test
    void onlyTheProgrammeManagerReadsWords_andEverybodyTheOwnResults_rules9() {
        long session = feedback.visit(activity, school, 20);
        feedback.pupils(session, 5, 5, 5, 5, 5);
        feedback.count();
        long partner = people.school("Partner");
        for (Role role : List.of(Role.ADMINISTRATOR, Role.BOARD, Role.PROFESSIONAL, Role.TEACHER)) {
            TestBrowser browser = signedIn(role).browser();
            assertThat(browser.get("/beheer/reacties").statusCode())
                    .as(role.name())
                    .isEqualTo(403);
            assertThat(browser.post("/beheer/reacties/" + UUID.randomUUID(), "publiceer", "true")
                            .statusCode())
                    .isEqualTo(403);
        }
        TestBrowser manager = signedIn(Role.PROGRAMME_MANAGER).browser();
        assertThat(manager.post("/beheer/reacties/" + UUID.randomUUID(), "publiceer", "true")
                        .statusCode())
                .isEqualTo(404);
        assertThat(people.visitor().get("/tevredenheid").statusCode()).isIn(302, 303);
        String page = "/tevredenheid/ACTIVITY/" + activity;
        assertThat(signedIn(Role.PROFESSIONAL).browser().get(page).body())
                .contains("Nog niets te laten zien")
                .doesNotContain("10,0");
        assertThat(people.signedIn(Membership.of(Role.PARTNER, partner))
                        .browser()
                        .get("/tevredenheid")
                        .body())
                .contains("Nog niets te laten zien", "Je ziet alleen wat bij jou hoort");
        long unasked = feedback.bookings.activity();
        assertThat(manager.get("/tevredenheid/ACTIVITY/" + unasked).statusCode())
                .isEqualTo(200);
        assertThat(manager.get(page).body()).contains("10,0", "Leerlingen en kinderen");
        assertThat(manager.get("/tevredenheid?per=GUIDE").statusCode()).isEqualTo(200);
        assertThat(manager.get("/tevredenheid?per=PARTNER").statusCode()).isEqualTo(200);
        for (Role role : List.of(Role.BOARD, Role.TEACHER, Role.PROFESSIONAL)) {
            assertThat(signedIn(role).browser().get("/tevredenheid?per=GUIDE").statusCode())
                    .as(role.name())
                    .isEqualTo(404);
        }
        assertThat(manager.get("/tevredenheid/ACTIVITY/999999999").statusCode()).isEqualTo(404);
        TestSql.update(jdbc, "update activity set state = 'DRAFT' where id in (?, ?)", activity, unasked);
        TestBrowser visitedBy = people.teacherOf(school.siteId()).browser();
        assertThat(visitedBy.get("/tevredenheid/ACTIVITY/" + unasked).statusCode())
                .as("a draft")
                .isEqualTo(404);
        assertThat(visitedBy.get(page).body())
                .as("no longer offered, with answers")
                .contains("10,0");
        assertThat(visitedBy.get("/tevredenheid").body()).contains(page);
        assertThat(manager.get("/tevredenheid/ACTIVITY/x").statusCode()).isEqualTo(404);
        assertThat(manager.get("/tevredenheid/AUDIENCE/NIEMAND").statusCode()).isEqualTo(404);
        assertThat(manager.get("/tevredenheid/AUDIENCE/PUPIL").statusCode()).isEqualTo(200);
        assertThat(manager.get("/tevredenheid?jaar=1&doelgroep=x").statusCode()).isEqualTo(200);
        HttpResponse<String> file = manager.get("/tevredenheid/lijst.csv?per=ACTIVITY");
        assertThat(file.headers().firstValue("Content-Type")).hasValue("text/csv;charset=UTF-8");
        assertThat(file.body())
                .startsWith("\ufeffnaam;antwoorden;gemiddelde;laagste (95%);hoogste (95%)")
                .contains(";5;10,0;10,0;10,0");
    }

    @Test
    void theHubChangesItsQuestions_badOnesAreRefusedWithEverythingTyped() {
        TestBrowser administrator = signedIn(Role.ADMINISTRATOR).browser();
        String path = "/beheer/vragenlijsten/ADULT";
        Survey before = surveys.current(SurveyAudience.ADULT);
        assertThat(administrator.get("/beheer/vragenlijsten").body()).contains("Hoeveel heb je eraan gehad?", path);
        assertThat(administrator.get(path).body()).contains("Welk cijfer geef je deze activiteit?");
        Map<String, String> form = form(before);
        assertThat(administrator.post(path, fields(form)).statusCode()).isEqualTo(303);
        assertThat(surveys.current(SurveyAudience.ADULT).version())
                .as("nothing was changed")
                .isEqualTo(before.version());
        for (Map.Entry<String, String> wrong : List.of(
                Map.entry("text1-en", ""),
                Map.entry("text2", "x".repeat(121)),
                Map.entry("kind1", "WORDS"),
                Map.entry("kind2", "WORDS"),
                Map.entry("face3", "1"),
                Map.entry("face5", "11"),
                Map.entry("face1", "x"))) {
            Map<String, String> refused = new LinkedHashMap<>(form);
            refused.put("text2-en", "How useful was it, <really>?");
            refused.put(wrong.getKey(), wrong.getValue());
            HttpResponse<String> page = administrator.post(path, fields(refused));
            assertThat(page.statusCode()).as(wrong.toString()).isEqualTo(422);
            String field = wrong.getKey().equals("kind2") ? "kind3" : wrong.getKey();
            assertThat(page.body())
                    .as(wrong.toString())
                    .contains("id=\"" + field + "-error\"", "How useful was it, &lt;really");
        }
        Map<String, String> none = new LinkedHashMap<>(form);
        none.put("text1", "");
        none.put("text1-en", "");
        assertThat(administrator.post(path, fields(none)).statusCode()).isEqualTo(422);

        form.put("text2", "Wat heb je eraan gehad?");
        assertThat(administrator.post(path, fields(form)).statusCode()).isEqualTo(303);
        assertThat(surveys.current(SurveyAudience.ADULT).version()).isEqualTo(before.version() + 1);
        HttpResponse<String> late = administrator.post(path, fields(form));
        assertThat(late.statusCode()).isEqualTo(422);
        assertThat(late.body())
                .contains(
                        "Iemand anders heeft dit intussen veranderd",
                        "name=\"versie\" value=\"" + (before.version() + 1) + "\"");
        form.put("versie", "" + (before.version() + 1));
        form.put("text2", "Wat leerde je?");
        assertThat(administrator.post(path, fields(form)).statusCode()).isEqualTo(303);
        assertThat(administrator.get(path).body()).contains("Eerdere versies", "Hoeveel heb je eraan gehad?");
        assertThat(signedIn(Role.PROGRAMME_MANAGER).browser().get(path).statusCode())
                .isEqualTo(200);
        assertThat(signedIn(Role.BOARD).browser().get(path).statusCode()).isEqualTo(403);
    }

    private static Map<String, String> form(Survey survey) {
        Map<String, String> form = new LinkedHashMap<>();
        form.put("versie", "" + survey.version());
        survey.questions().forEach(question -> {
            form.put("text" + question.position(), question.text().dutch());
            form.put("text" + question.position() + "-en", question.text().english());
            form.put("kind" + question.position(), question.kind().name());
        });
        for (int i = 0; i < 5; i++) {
            form.put("face" + (i + 1), survey.faces().get(i).toPlainString().replace('.', ','));
        }
        return form;
    }

    private static String[] fields(Map<String, String> form) {
        List<String> fields = new ArrayList<>();
        form.forEach((name, value) -> fields.addAll(List.of(name, value)));
        return fields.toArray(String[]::new);
    }

    /** Returns all pages of a list of words. */
    private static String all(TestBrowser browser, WrittenWords.State state) {
        StringBuilder all = new StringBuilder();
        String next = "/beheer/reacties?toon=" + state;
        while (next != null) {
            String page = browser.get(next).body();
            all.append(page);
            var link = java.util.regex.Pattern.compile("rel=\"next\" href=\"([^\"]+)\"")
                    .matcher(page);
            next = link.find() ? link.group(1).replace("&amp;", "&") : null;
        }
        return all.toString();
    }

    private HttpResponse<String> decide(TestBrowser browser, String text, boolean publish) {
        return decide(browser, text, publish, state(text));
    }

    /** @param shown the list in which the words were shown */
    private HttpResponse<String> decide(TestBrowser browser, String text, boolean publish, String shown) {
        String id = TestSql.text(jdbc, "select id::text from survey_words where words = ?", text);
        return browser.post("/beheer/reacties/" + id, "publiceer", "" + publish, "toon", shown);
    }

    private String state(String text) {
        return TestSql.text(jdbc, "select state from survey_words where words = ?", text);
    }

    private static String escaped(String text) {
        return text.replace("<", "&lt;").replace(">", "&gt;");
    }

    private SignedIn signedIn(Role role) {
        return people.signedIn(new Membership(role, role.ofOrganisation() ? people.school("School " + role) : null));
    }
}
