package nl.tec.steering;

import static nl.tec.Outcomes.fields;
import static nl.tec.Outcomes.reasons;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.net.http.HttpResponse;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import nl.tec.AccountsFixture;
import nl.tec.AccountsFixture.SignedIn;
import nl.tec.Outcomes;
import nl.tec.TecTest;
import nl.tec.TestSql;
import nl.tec.accounts.Actor;
import nl.tec.accounts.Role;
import nl.tec.hub.Texts;
import nl.tec.shared.Bilingual;
import nl.tec.shared.Dates;
import nl.tec.shared.Outcome;
import nl.tec.steering.Overview.PhaseLine;
import nl.tec.steering.Step.Standing;
import nl.tec.steering.StepChange.What;
import nl.tec.steering.StepFields.Publication;
import nl.tec.steering.internal.TimelineQueries;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/** Milestones and decisions (requirement G1): late and next by the clock, the first promise is kept, nothing public too early. */
@TecTest
class StepsTest {

    private static final LocalDate TODAY = Project.TODAY;

    @Autowired
    Project project;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    TimelineQueries timelineQueries;

    @Autowired
    JsonMapper json;

    @Autowired
    AccountsFixture accounts;

    private final String unique = Long.toString(System.nanoTime());
    private SignedIn maker;
    private Actor by;
    private long phase;

    @BeforeEach
    void aPhase() {
        maker = accounts.signedIn(Role.PROGRAMME_MANAGER);
        by = maker.actor();
        phase = project.phase(by);
    }

    @Test
    void aStepIsLateFromTheDayAfterItWasPlannedFor() {
        Step step = project.milestone(phase, "Plan " + unique, TODAY, by);
        assertThat(step.standing(TODAY.minusDays(1))).isEqualTo(Standing.PLANNED);
        assertThat(step.standing(TODAY)).isEqualTo(Standing.PLANNED);
        assertThat(step.standing(TODAY.plusDays(1))).isEqualTo(Standing.LATE);
    }

    @Test
    void theOverviewSaysWhatIsDoneLateAndNextByTheClock() {
        Step first = project.milestone(phase, "Eerst " + unique, TODAY.minusDays(20), by);
        Step second = project.milestone(phase, "Dan " + unique, TODAY.minusDays(10), by);
        Step third = project.milestone(phase, "Later " + unique, TODAY.plusDays(10), by);
        project.steps.change(second, done(second, TODAY.minusDays(12)), "", by);

        Overview now = own(at(TODAY));
        assertThat(now.late()).extracting(Step::id).containsExactly(first.id());
        assertThat(now.done()).extracting(Step::id).containsExactly(second.id());
        assertThat(now.next()).extracting(Step::id).containsExactly(third.id());
        assertThat(now.phases().get(0).state(now.today())).isEqualTo(Phase.State.RUNNING);

        Overview before = own(at(TODAY.minusDays(25)));
        assertThat(before.late()).isEmpty();
        assertThat(before.next()).extracting(Step::id).containsExactly(first.id(), third.id());

        Overview later = own(at(TODAY.plusDays(101)));
        assertThat(later.late()).extracting(Step::id).containsExactly(first.id(), third.id());
        assertThat(later.phases().get(0).state(later.today())).isEqualTo(Phase.State.OVERRUN);
    }

    @Test
    void aPhaseIsNotDoneForThePublicWhileWhatIsHiddenInItIsNot() {
        Step open = project.step(
                Project.decision(phase, "Open " + unique, TODAY, Instant.now().minusSeconds(60)), by);
        Step hidden = project.milestone(phase, "Dicht " + unique, TODAY.minusDays(3), by);
        Instant later = TODAY.plusDays(101).atTime(12, 0).atZone(Dates.ZONE).toInstant();

        PhaseLine forAll = own(at(later).open()).phases().get(0);
        assertThat(forAll.steps()).extracting(Step::id).containsExactly(open.id());
        assertThat(forAll.state(TODAY.plusDays(101))).isEqualTo(Phase.State.UNFINISHED);
        assertThat(own(at(later).all()).phases().get(0).state(TODAY.plusDays(101)))
                .isEqualTo(Phase.State.OVERRUN);

        Outcomes.done(project.steps.change(hidden, done(hidden, TODAY), "", by));
        assertThat(own(at(later).open()).phases().get(0).state(TODAY.plusDays(101)))
                .isEqualTo(Phase.State.DONE);
    }

    @Test
    void theFirstPromiseStaysHoweverOftenADayMoves() {
        Step step = project.milestone(phase, "Verhuist " + unique, TODAY.plusDays(5), by);
        Outcome<Long> refused = project.steps.change(step, moved(step, TODAY.plusDays(30)), " ", by);
        assertThat(fields(refused)).containsExactly("reason");

        Outcomes.done(project.steps.change(step, moved(step, TODAY.plusDays(30)), "De zaal is niet klaar", by));
        Step once = get(step);
        Outcomes.done(project.steps.change(once, moved(once, TODAY.plusDays(60)), "Nog niet", by));
        Step twice = get(step);
        assertThat(twice.planned()).isEqualTo(TODAY.plusDays(60));
        assertThat(twice.promised()).isEqualTo(TODAY.plusDays(5));
        assertThat(project.timeline.history(step.id()))
                .extracting(StepChange::what, StepChange::before, StepChange::after, StepChange::reason)
                .containsExactly(
                        tuple(What.MOVED, TODAY.plusDays(30), TODAY.plusDays(60), "Nog niet"),
                        tuple(What.MOVED, TODAY.plusDays(5), TODAY.plusDays(30), "De zaal is niet klaar"),
                        tuple(What.ADDED, null, null, ""));
        assertThat(maker.browser().get("/voortgang/" + step.id()).body())
                .contains("Eerst beloofd voor " + Dates.date(TODAY.plusDays(5), Texts.DUTCH));

        assertThatThrownBy(() ->
                        TestSql.update(jdbc, "update project_step set promised = planned where id = ?", step.id()))
                .isInstanceOf(DataAccessException.class);
        assertThatThrownBy(() -> TestSql.update(jdbc, "delete from project_step_change where step_id = ?", step.id()))
                .isInstanceOf(DataAccessException.class);
    }

    @Test
    void doneStepsNeedEvidenceAndAreNotInTheFuture() {
        Step step = project.milestone(phase, "Klaar " + unique, TODAY, by);
        assertThat(fields(project.steps.change(
                        step, Project.fields(phase, "Klaar", TODAY, TODAY, "", null, null, Publication.NEVER), "", by)))
                .containsExactly("evidence");
        assertThat(fields(project.steps.change(step, done(step, TODAY.plusDays(1)), "", by)))
                .containsExactly("done");
        assertThat(fields(project.steps.change(
                        step,
                        Project.fields(phase, "Klaar", TODAY, TODAY, "Foto", "Toch niet", null, Publication.NEVER),
                        "",
                        by)))
                .containsExactly("dropped");
        Outcomes.done(project.steps.change(step, done(step, TODAY), "", by));
        assertThat(project.timeline.history(step.id()))
                .extracting(StepChange::what)
                .containsExactly(What.DONE, What.ADDED);
        assertThat(jdbc.sql("select count(*) from audit_log where subject_type = 'project_step' and subject_id = ?")
                        .param(step.id())
                        .query(Long.class)
                        .single())
                .isEqualTo(2);
    }

    @Test
    void concurrentChangesAreNotOverwritten() {
        Step step = project.milestone(phase, "Samen " + unique, TODAY, by);
        Outcomes.done(project.steps.change(step, moved(step, TODAY.plusDays(1)), "Ziek", by));
        assertThat(reasons(project.steps.change(step, moved(step, TODAY.plusDays(2)), "Vakantie", by)))
                .containsExactly("form.outdated");
        HttpResponse<String> page = maker.browser()
                .post(
                        "/beheer/voortgang/" + step.id(),
                        "version",
                        "0",
                        "phase",
                        Long.toString(phase),
                        "title",
                        "Mijn eigen titel",
                        "planned",
                        TODAY.toString());
        assertThat(page.statusCode()).isEqualTo(422);
        assertThat(page.body())
                .contains("Iemand anders heeft dit intussen veranderd")
                .contains("Mijn eigen titel");
    }

    @Test
    void aDecisionIsNotPublicOneSecondTooEarly_onThePageNorAtItsAddress() {
        Instant moment = TODAY.plusDays(3).atTime(9, 0).atZone(Dates.ZONE).toInstant();
        Step decision = project.step(Project.decision(phase, "Besluit " + unique, TODAY, moment), by);
        Timeline justBefore = at(moment.minusSeconds(1));
        assertThat(justBefore.findOpen(decision.id())).isEmpty();
        assertThat(own(justBefore.open(), phase)).isEmpty();
        Timeline then = at(moment);
        assertThat(then.findOpen(decision.id())).isPresent();
        assertThat(own(then.open(), phase)).containsExactly(decision.id());

        assertNotPublic(decision);
        assertThat(accounts.signedIn(Role.BOARD).browser().get("/voortgang").body())
                .contains("Besluit " + unique)
                .contains("Niet openbaar");
        open(decision, Instant.now().minus(1, ChronoUnit.SECONDS));
        HttpResponse<String> page = accounts.visitor().get("/project/" + decision.id());
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body()).contains("Besluit " + unique, "College van B en W", "2022-682");
        assertThat(accounts.visitor().get("/project").body()).contains("Besluit " + unique);
    }

    @Test
    void theTimelineCanBeTakenAlong_neverASecondTooEarly() {
        Step decision = project.step(
                Project.decision(phase, "Mee " + unique, TODAY, Instant.now().plusSeconds(3600)), by);
        Step hidden = project.milestone(phase, "=Binnen " + unique, TODAY.plusDays(4), by);
        for (String file : List.of("csv", "ics")) {
            assertThat(accounts.visitor().get("/project/tijdlijn." + file).body())
                    .as(file)
                    .doesNotContain(unique);
            HttpResponse<String> all = maker.browser().get("/voortgang/tijdlijn." + file);
            assertThat(all.body()).contains("Mee " + unique, "=Binnen " + unique);
            assertThat(all.headers().firstValue("Cache-Control"))
                    .hasValueSatisfying(value -> assertThat(value).contains("no-store"));
            assertThat(accounts.visitor().get("/voortgang/tijdlijn." + file).statusCode())
                    .isEqualTo(302);
            assertThat(accounts.signedIn(Role.PROFESSIONAL)
                            .browser()
                            .get("/voortgang/tijdlijn." + file)
                            .statusCode())
                    .isEqualTo(403);
        }
        assertThat(maker.browser().get("/voortgang/tijdlijn.csv").body())
                .as("no formula")
                .contains(";'=Binnen " + unique);

        open(decision, Instant.now().minusSeconds(1));
        assertThat(accounts.visitor().get("/project/tijdlijn.csv").body())
                .contains("Besluit;", "Mee " + unique, TODAY.toString(), "2022-682")
                .doesNotContain("Binnen " + unique);
        HttpResponse<String> feed = accounts.visitor().get("/project/tijdlijn.ics");
        assertThat(feed.headers().firstValue("Content-Type")).hasValue("text/calendar;charset=UTF-8");
        assertThat(feed.body().replace("\r\n ", ""))
                .contains(
                        "SUMMARY:Besluit: Mee " + unique,
                        "DTSTART;VALUE=DATE:" + TODAY.toString().replace("-", ""),
                        "DTEND;VALUE=DATE:" + TODAY.plusDays(1).toString().replace("-", ""),
                        "UID:step-" + decision.id() + "@",
                        "/project/" + decision.id())
                .doesNotContain("Binnen " + unique, "step-" + hidden.id() + "@");
        HttpResponse<String> again = accounts.visitor()
                .with("If-None-Match", feed.headers().firstValue("ETag").orElseThrow())
                .get("/project/tijdlijn.ics");
        assertThat(again.statusCode()).isEqualTo(304);
        assertThat(accounts.visitor().get("/project/tijdlijn.xlsx").body()).startsWith("PK");
    }

    @Test
    void aDecisionThatWaitsForASignatureIsNotPublicBeforeIt() {
        Step signing = project.milestone(phase, "Ondertekening " + unique, TODAY, by);
        StepFields fields =
                Project.decision(phase, "Wacht " + unique, TODAY, Instant.now().minusSeconds(60));
        Step decision = project.step(
                new StepFields(
                        phase,
                        fields.title(),
                        Bilingual.EMPTY,
                        Bilingual.EMPTY,
                        TODAY,
                        null,
                        Bilingual.EMPTY,
                        null,
                        fields.decision(),
                        new Publication(fields.publication().from(), signing.id())),
                by);
        assertNotPublic(decision);
        Outcomes.done(project.steps.change(signing, done(signing, TODAY), "", by));
        assertThat(accounts.visitor().get("/project/" + decision.id()).statusCode())
                .isEqualTo(200);
    }

    @Test
    void privateStepsAreNeverShown() {
        Step step = project.milestone(phase, "Binnen " + unique, TODAY, by);
        assertNotPublic(step);
        assertThat(accounts.visitor().get("/project/0").statusCode()).isEqualTo(404);
        assertThat(accounts.visitor().get("/project/999999999999999999").statusCode())
                .isEqualTo(404);
    }

    @Test
    void aDecisionIsNotMadePublicBeforeItIsTaken() {
        Instant before =
                TODAY.minusDays(2).atTime(LocalTime.NOON).atZone(Dates.ZONE).toInstant();
        assertThat(fields(project.steps.add(Project.decision(phase, "Te vroeg " + unique, TODAY, before), by)))
                .containsExactly("publicDay");
    }

    @Test
    void onlyMakersAndAdministratorsChangeThings_rules9() {
        Step step = project.milestone(phase, "Dicht " + unique, TODAY, by);
        for (Role role : List.of(Role.BOARD, Role.MUNICIPALITY, Role.PROFESSIONAL, Role.AMBASSADOR)) {
            SignedIn other = accounts.signedIn(role);
            assertThat(other.browser().get("/beheer/voortgang").statusCode()).isEqualTo(403);
            assertThat(other.browser()
                            .post("/beheer/voortgang/" + step.id(), "title", "x")
                            .statusCode())
                    .isEqualTo(403);
            assertThat(other.browser().get("/voortgang").statusCode())
                    .as(role.name())
                    .isEqualTo(role == Role.BOARD || role == Role.MUNICIPALITY ? 200 : 403);
        }
        assertThat(accounts.signedIn(Role.ADMINISTRATOR)
                        .browser()
                        .get("/beheer/voortgang/" + step.id())
                        .statusCode())
                .isEqualTo(200);
    }

    private void assertNotPublic(Step step) {
        assertThat(accounts.visitor().get("/project/" + step.id()).statusCode()).isEqualTo(404);
        assertThat(accounts.visitor().get("/project").body())
                .doesNotContain(step.title().dutch());
        assertThat(accounts.visitor().get("/voortgang/" + step.id()).statusCode())
                .isEqualTo(302);
    }

    private void open(Step step, Instant from) {
        TestSql.update(jdbc, "update project_step set public_from = ? where id = ?", Timestamp.from(from), step.id());
    }

    private Timeline at(Instant moment) {
        return new Timeline(timelineQueries, Clock.fixed(moment, Dates.ZONE));
    }

    private Overview at(LocalDate day) {
        return at(day.atTime(12, 0).atZone(Dates.ZONE).toInstant()).all();
    }

    /** Returns the phase of this test. */
    private Overview own(Overview all) {
        return new Overview(
                all.today(),
                all.phases().stream().filter(line -> line.phase().id() == phase).toList());
    }

    private static List<Long> own(Overview all, long phase) {
        return all.phases().stream()
                .filter(line -> line.phase().id() == phase)
                .map(PhaseLine::steps)
                .flatMap(List::stream)
                .map(Step::id)
                .toList();
    }

    private Step get(Step step) {
        return project.timeline.find(step.id()).orElseThrow();
    }

    private StepFields moved(Step step, LocalDate day) {
        return Project.fields(
                phase,
                step.title().dutch(),
                day,
                null,
                "",
                null,
                step.decision(),
                step.fields().publication());
    }

    private StepFields done(Step step, LocalDate day) {
        return Project.fields(
                phase,
                step.title().dutch(),
                step.planned(),
                day,
                "Verslag",
                null,
                step.decision(),
                step.fields().publication());
    }
}
