package nl.tec.planning;

import static nl.tec.Outcomes.done;
import static nl.tec.Outcomes.fields;
import static nl.tec.Outcomes.reasons;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import nl.tec.AccountsFixture;
import nl.tec.AccountsFixture.SignedIn;
import nl.tec.TecTest;
import nl.tec.TestSql;
import nl.tec.accounts.Actor.Membership;
import nl.tec.accounts.Role;
import nl.tec.bookings.BookingsFixture;
import nl.tec.bookings.BookingsFixture.School;
import nl.tec.planning.internal.RoundJobs;
import nl.tec.shared.Dates;
import nl.tec.shared.SchoolYear;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Wish rounds: validation and mails (rules 5). */
@TecTest
class RoundsTest {

    @Autowired
    AccountsFixture accounts;

    @Autowired
    RoundsFixture fixture;

    @Autowired
    Rounds rounds;

    @Autowired
    RoundJobs jobs;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    Clock clock;

    private BookingsFixture bookings;
    private SignedIn manager;
    private School school;
    private String coordinator = "";
    private long activity;

    @BeforeEach
    void make() {
        bookings = new BookingsFixture(jdbc);
        manager = accounts.signedIn(Role.PROGRAMME_MANAGER);
        school = bookings.school();
        coordinator = accounts.signedIn(Membership.of(Role.SCHOOL_COORDINATOR, school.siteId()))
                .account()
                .email();
        activity = bookings.activity();
    }

    private List<String> mails(long round) {
        return jdbc.sql("""
                select template from outbox where recipient = ? and payload -> 'round' = to_jsonb(?::bigint) order by id
                """).params(coordinator, round).query(String.class).list();
    }

    private void days(long round, LocalDate opens, LocalDate closes) {
        TestSql.update(jdbc, "update plan_round set opens_on = ?, closes_on = ? where id = ?", opens, closes, round);
    }

    @Test
    void invalidFieldsAreRefused() {
        LocalDate today = fixture.today();
        RoundFields nothing =
                new RoundFields(fixture.year(), " ", today, today.minusDays(1), 9, "", Set.of(), Set.of());
        assertThat(fields(rounds.save(null, 0, nothing, manager.actor())))
                .containsExactlyInAnyOrder(
                        RoundFields.TITLE,
                        RoundFields.PER_CLASS,
                        RoundFields.CLOSES,
                        RoundFields.SITES,
                        RoundFields.ACTIVITIES);
        long round = fixture.draft(manager.actor(), Set.of(school.siteId()), activity);
        assertThat(reasons(rounds.save(round, 7, fixture.fields(Set.of(school.siteId()), activity), manager.actor())))
                .containsExactly(Rounds.OUTDATED);
    }

    @Test
    void aSchoolOrActivityWithWishesCannotBeRemoved() {
        long round = fixture.open(manager.actor(), Set.of(school.siteId()), activity);
        jdbc.sql("""
                insert into plan_wish (round_id, site_id, label, position, grades, pupils, choices, changed_at)
                values (?, ?, '7a', 1, '{7}', 24, array[?::bigint], now())
                """).params(round, school.siteId(), activity).update();
        School other = bookings.school();
        long another = bookings.activity();
        assertThat(fields(rounds.save(round, 0, fixture.fields(Set.of(other.siteId()), another), manager.actor())))
                .containsExactlyInAnyOrder(RoundFields.SITES, RoundFields.ACTIVITIES);
    }

    @Test
    void anInvitationCanBeRecalledForTenMinutes_andIsSentOnce() {
        long round = fixture.draft(manager.actor(), Set.of(school.siteId()), activity);
        done(rounds.open(round, manager.actor()));
        jobs.run();
        assertThat(mails(round)).isEmpty();
        assertThat(rounds.ofSchool(school.siteId())).isEmpty();
        assertThat(rounds.recall(round, manager.actor())).isTrue();
        fixture.inviteAt(round, clock.instant().minusSeconds(1));
        jobs.run();
        jobs.run();
        assertThat(mails(round)).containsExactly("plan-invited");
        assertThat(rounds.recall(round, manager.actor())).isFalse();
        assertThat(rounds.ofSchool(school.siteId())).hasSize(1);
    }

    @Test
    void schoolsThatAreNotReadyAreReminded_andIdleOnesTwice() {
        long round = fixture.open(manager.actor(), Set.of(school.siteId()), activity);
        jobs.run();
        LocalDate today = fixture.today();
        days(round, today.minusDays(20), today.plusDays(6));
        // who was invited just now is not reminded
        jobs.run();
        assertThat(mails(round)).containsExactly("plan-invited");
        jdbc.sql("update plan_round_school set invited_at = invited_at - interval '20 days' where round_id = ?")
                .param(round)
                .update();
        // no mails are sent at night
        jobs.run();
        days(round, today.minusDays(20), today.plusDays(1));
        jobs.run();
        jobs.run();
        assertThat(mails(round)).startsWith("plan-invited");
        if (clock.instant().atZone(Dates.ZONE).getHour() >= 8) {
            assertThat(mails(round)).containsExactly("plan-invited", "plan-reminded", "plan-last-asked");
        }
    }

    @Test
    void aRoundThatWillOpenLater_invitesLater() {
        long round = fixture.open(manager.actor(), Set.of(school.siteId()), activity);
        Round before = rounds.get(round);
        fixture.inviteAt(round, clock.instant().plus(Duration.ofDays(1)));
        LocalDate later = fixture.today().plusDays(10);
        done(rounds.save(
                round,
                before.version(),
                new RoundFields(
                        before.year(),
                        before.title(),
                        later,
                        later.plusDays(30),
                        before.wishesPerClass(),
                        before.invitation(),
                        before.sites(),
                        before.activities()),
                manager.actor()));
        assertThat(rounds.get(round).inviteAt()).isAfterOrEqualTo(Dates.startOf(later));
    }

    @Test
    void aYearWhoseHolidaysAreUnknownIsNotPlanned() {
        SchoolYear unknown = new SchoolYear(2093);
        TestSql.update(jdbc, "delete from holiday where school_year = ?", unknown.start());
        long round = fixture.draft(manager.actor(), Set.of(school.siteId()), activity);
        TestSql.update(jdbc, "update plan_round set school_year = ? where id = ?", unknown.start(), round);
        String page = "/beheer/jaarplan/" + round;
        var browser = manager.browser();
        var refused = browser.post(page + "/openen");
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.body()).contains("De vakanties van 2093/94 zijn nog niet ingelezen");
        assertThat(rounds.get(round).inviteAt()).isNull();
        assertThat(browser.get(page + "/aanbod").body()).contains("Deze vakanties van 2093/94", "Meivakantie");
        refused = browser.post(page + "/aanbod/voorstel");
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.body()).contains("De vakanties van 2093/94 zijn nog niet ingelezen");
        assertThat(browser.post(page + "/voorstellen", "naam", "Mijn plan", "seconden", "15")
                        .body())
                .contains("De vakanties van 2093/94 zijn nog niet ingelezen", "value=\"Mijn plan\"");
        // the public source lacks a holiday now and then
        bookings.holidays(unknown);
        TestSql.update(jdbc, "delete from holiday where school_year = ? and kind = 'SPRING'", unknown.start());
        assertThat(browser.get(page + "/aanbod").body())
                .contains("Deze vakanties van 2093/94", "Voorjaarsvakantie")
                .doesNotContain("Meivakantie");
        assertThat(browser.post(page + "/openen").statusCode()).isEqualTo(303);
        assertThat(rounds.get(round).inviteAt()).isNotNull();
    }

    @Test
    void theAdministratorHasATaskWhenTheHolidaysOfTheNextYearAreUnknown() {
        LocalDate today = fixture.today();
        SchoolYear planned = SchoolYear.of(today.plusMonths(7));
        SignedIn administrator = accounts.signedIn(Role.ADMINISTRATOR);
        bookings.holidays(planned);
        assertThat(administrator.browser().get("/werk").body()).doesNotContain("Lees de schoolvakanties");
        SchoolYear aside = new SchoolYear(planned.start() + 500);
        move(planned, aside);
        try {
            assertThat(administrator.browser().get("/werk").body())
                    .contains("Lees de schoolvakanties van " + planned, "href=\"/admin/import\"");
        } finally {
            move(aside, planned);
        }
    }

    private void move(SchoolYear from, SchoolYear to) {
        TestSql.update(jdbc, "update holiday set school_year = ? where school_year = ?", to.start(), from.start());
    }

    @Test
    void aSecondRoundForAYearIsSaid_andADraftWithoutWishesCanBeRemoved() {
        long round = fixture.open(manager.actor(), Set.of(school.siteId()), activity);
        TestSql.update(jdbc, "update plan_round set title = ? where id = ?", "Eerste " + round, round);
        var browser = manager.browser();
        assertThat(browser.get("/beheer/jaarplan/nieuw").body())
                .contains("Er is al een ronde", "Eerste " + round, "href=\"/beheer/jaarplan/" + round + "\"");
        School other = bookings.school();
        long second = fixture.draft(manager.actor(), Set.of(school.siteId(), other.siteId()), activity);
        String page = "/beheer/jaarplan/" + second;
        assertThat(browser.get(page + "/openen").body())
                .contains("Eén van deze scholen doet voor", "Zij krijgen dan twee uitnodigingen", "Eerste " + round);
        assertThat(browser.get("/beheer/jaarplan/" + round).body()).doesNotContain("/weg\"");
        assertThat(browser.post("/beheer/jaarplan/" + round + "/weg").headers().firstValue("location"))
                .as("schools were invited")
                .hasValue("/beheer/jaarplan/" + round);
        assertThat(browser.get("/beheer/jaarplan/" + round + "/weg").headers().firstValue("location"))
                .as("nothing is asked about what cannot be removed")
                .hasValue("/beheer/jaarplan/" + round);
        assertThat(browser.get(page).body()).contains(page + "/weg\"");
        long wish = bookings.insert("""
                insert into plan_wish (round_id, site_id, label, position, grades, pupils, choices, changed_at)
                values (?, ?, '7a', 1, '{7}', 24, array[?::bigint], now()) returning id
                """, second, other.siteId(), activity);
        assertThat(reasons(rounds.remove(second, manager.actor()))).containsExactly("planning.round.used");
        assertThat(browser.get(page).body()).doesNotContain("/weg\"");
        jdbc.sql("delete from plan_wish where id = ?").param(wish).update();
        assertThat(browser.get(page + "/weg").body()).contains("Deze ronde verwijderen?");
        assertThat(rounds.find(second)).as("it is asked first").isPresent();
        assertThat(browser.post(page + "/weg").headers().firstValue("location")).hasValue("/beheer/jaarplan");
        assertThat(rounds.find(second)).isEmpty();
        assertThat(browser.get(page).statusCode()).isEqualTo(404);
    }

    @Test
    void aPublishedRoundWithoutProposalsDoesNotInviteToMakeOne() {
        long round = fixture.open(manager.actor(), Set.of(school.siteId()), activity);
        String page = "/beheer/jaarplan/" + round + "/voorstellen";
        assertThat(manager.browser().get(page).body()).contains("Laat het programma een plan maken");
        TestSql.update(
                jdbc, "update plan_round set published_at = now(), answer_by = current_date + 20 where id = ?", round);
        assertThat(manager.browser().get(page).body())
                .contains("Het plan is al gepubliceerd", "/beheer/jaarplan/" + round + "/publicatie")
                .doesNotContain("Laat het programma een plan maken");
    }

    @Test
    void onlyTheManagerSeesTheProgressOfSchools() {
        long round = fixture.open(manager.actor(), Set.of(school.siteId()), activity);
        var browser = manager.browser();
        assertThat(browser.get("/beheer/jaarplan").body()).contains("Wensen");
        assertThat(browser.get("/beheer/jaarplan/" + round).body()).contains(school.name(), "Nog niets");
        assertThat(browser.get("/beheer/jaarplan/" + round + "?stand=DONE").body())
                .as("no school is done: that is said, with a way to the others")
                .contains("Hier staat geen school", "href=\"/beheer/jaarplan/" + round + "\">Toon alle scholen")
                .doesNotContain(school.name());
        assertThat(browser.get("/beheer/jaarplan/" + round + "/openen").body()).contains("Beste collega");
        assertThat(browser.get("/beheer/jaarplan/" + round + "/scholen.csv").body())
                .contains(school.name());
        assertThat(browser.get("/beheer/jaarplan/" + round + "/wijzigen").statusCode())
                .isEqualTo(200);
        assertThat(browser.get("/beheer/jaarplan/nieuw").statusCode()).isEqualTo(200);
        assertThat(browser.get("/beheer/jaarplan/999999999").statusCode()).isEqualTo(404);
        assertThat(accounts.teacherOf(school.siteId())
                        .browser()
                        .get("/beheer/jaarplan/" + round)
                        .statusCode())
                .isEqualTo(403);
        var refused = browser.post("/beheer/jaarplan/nieuw", "titel", "Mijn ronde", "jaar", "veel");
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.body()).contains("value=\"Mijn ronde\"");
    }
}
