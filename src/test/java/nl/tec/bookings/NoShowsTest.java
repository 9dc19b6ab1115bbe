package nl.tec.bookings;

import static nl.tec.bookings.BookingsFixture.tap;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import nl.tec.AccountsFixture;
import nl.tec.TecTest;
import nl.tec.TestDatabase;
import nl.tec.accounts.Role;
import nl.tec.bookings.RunSheet.Guest;
import nl.tec.bookings.RunSheet.Item;
import nl.tec.bookings.internal.SignUpJobs;
import nl.tec.hub.HubSettings;
import nl.tec.hub.HubSettings.Setting;
import nl.tec.mail.Mailbox.Message;
import nl.tec.programme.ManagerLists;
import nl.tec.programme.ManagerLists.Turnout;
import nl.tec.results.MissingAttendance;
import nl.tec.shared.Audience;
import nl.tec.shared.Dates;
import nl.tec.shared.Outcome;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Rules 3.13: no-shows are counted per activity, not per person. */
@TecTest
class NoShowsTest {

    @Autowired
    Attendances attendances;

    @Autowired
    VisitorsFixture visitors;

    @Autowired
    ManagerLists lists;

    @Autowired
    SignUpsByLink byLink;

    @Autowired
    SignUpJobs jobs;

    @Autowired
    HubSettings hub;

    @Autowired
    MissingAttendance missing;

    @Autowired
    Clock clock;

    @Autowired
    AccountsFixture accounts;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    Environment environment;

    private AccountsFixture.SignedIn manager;
    private long activity;
    private long session;
    private String came;
    private String stayedAway;

    @BeforeEach
    void threeOfTwoFamilies() {
        manager = accounts.signedIn(Role.PROGRAMME_MANAGER);
        activity = visitors.activity("Solderen", "CHILD");
        session = visitors.session(activity, Instant.now().plus(20, ChronoUnit.DAYS), 20);
        came = visitors.address();
        stayedAway = visitors.address();
        visitors.takesPart(session, came, "Noor");
        visitors.takesPart(session, stayedAway, "Sem", "Job");
        String cancelled = visitors.takesPart(session, visitors.address(), "Lina");
        byLink.cancel(cancelled);
        TestDatabase.owner(environment).sql("""
                        with moved as (
                          update session set starts_at = now() - interval '26 hours', ends_at = now() - interval '24 hours' where id = :id
                          returning id, starts_at, ends_at)
                        update session_capacity c set bookable_until = m.starts_at, ends_at = m.ends_at from moved m where m.id = c.session_id
                        """).param("id", session).update();
    }

    @AfterEach
    void restoreState() {
        hub.set(Setting.NO_SHOW_MAIL_DAYS, "0");
    }

    private Item item() {
        return attendances.item(session, manager.actor()).orElseThrow();
    }

    private void comes(String name) {
        Guest guest = item().guests().stream()
                .filter(one -> name.equals(one.name()))
                .findFirst()
                .orElseThrow();
        assertThat(attendances.recordPerson(session, guest.personId(), true, tap(), manager.actor()))
                .isInstanceOf(Outcome.Done.class);
    }

    @Test
    void noShowsAreCountedOnlyOnceAttendanceIsRecorded() {
        assertThat(item().guests()).noneMatch(item()::missed);
        assertThat(lists.turnout(activity)).isEqualTo(new Turnout(0, 0, 0));

        comes("Noor");

        assertThat(item().guests())
                .filteredOn(item()::missed)
                .extracting(Guest::name)
                .containsExactlyInAnyOrder("Sem", "Job");
        assertThat(lists.turnout(activity)).isEqualTo(new Turnout(1, 3, 1));
        assertThat(lists.turnoutOfSession(session).noShows()).isEqualTo(2);
        assertThat(manager.browser().get("/beheer/programma/" + activity).body())
                .contains("Van 3 aanmeldingen kwamen er 2 niet, zonder af te melden.", "Geteld bij 1 datum");
        assertThat(manager.browser().get("/beheer/sessies/" + session).body()).contains("kwamen er 2 niet");
        assertThat(manager.browser()
                        .get("/beheer/sessies/" + session + "/deelnemers")
                        .body())
                .contains("2 van hen kwamen niet", "Niet gekomen, niet afgemeld");
    }

    /** Rules 2.1, 3.13. */
    @Test
    void thatNobodyCameIsRecorded_untilSomebodyIsCountedAfterAll() {
        int unrecorded = missing.count();
        String day = "/dag/" + Dates.dayOf(item().start());
        assertThat(manager.browser().get(day).body())
                .contains("Er kwam niemand", "/dag/sessie/" + session + "/niemand");

        assertThat(nobody(session, true).statusCode()).isEqualTo(303);

        assertThat(missing.count()).isEqualTo(unrecorded - 1);
        assertThat(item().counted()).isTrue();
        assertThat(item().guests()).hasSize(3).allMatch(item()::missed);
        assertThat(lists.turnout(activity)).isEqualTo(new Turnout(1, 3, 0));
        hub.set(Setting.NO_SHOW_MAIL_DAYS, "1");
        jobs.askToCancel(clock);
        assertThat(subjects(stayedAway)).containsOnlyOnce("We hebben je gemist: Solderen");

        assertThat(nobody(session, false).statusCode()).isEqualTo(303);
        assertThat(missing.count()).isEqualTo(unrecorded);
        assertThat(lists.turnout(activity)).isEqualTo(new Turnout(0, 0, 0));

        nobody(session, true);
        comes("Noor");
        assertThat(item().present()).isEqualTo(1);
        assertThat(item().walkIns()).isEmpty();
        assertThat(lists.turnout(activity)).isEqualTo(new Turnout(1, 3, 1));
        HttpResponse<String> refused = nobody(session, true);
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.body()).contains("Er zijn al mensen geteld");
    }

    @Test
    void walkInsReplaceThatNobodyCame() {
        nobody(session, true);
        assertThat(attendances.recordWalkIns(session, Audience.PARENT, 4, tap(), manager.actor()))
                .isInstanceOf(Outcome.Done.class);
        assertThat(item().walkIns()).hasSize(1);
        assertThat(item().nobodyCame()).isFalse();
    }

    @Test
    void thatNobodyCameIsOnlySaidAfterwards() {
        long coming = visitors.session(activity, Instant.now().plus(20, ChronoUnit.DAYS), 20);
        visitors.takesPart(coming, visitors.address(), "Daan");
        HttpResponse<String> refused = nobody(coming, true);
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.body()).contains("Dit is nog niet voorbij");
    }

    private HttpResponse<String> nobody(long session, boolean nobody) {
        return manager.browser().post("/dag/sessie/" + session + "/niemand", "niemand", "" + nobody);
    }

    @Test
    void anUnfinishedSessionHasNoNoShows() {
        long today = visitors.session(activity, Instant.now().plus(1, ChronoUnit.HOURS), 20);
        visitors.takesPart(today, visitors.address(), "Daan", "Yara");
        session = today;
        Guest first = item().guests().get(0);
        if (attendances.recordPerson(today, first.personId(), true, tap(), manager.actor()) instanceof Outcome.Done) {
            assertThat(item().guests()).noneMatch(item()::missed);
        }
        assertThat(lists.turnout(activity).sessions()).isZero();
    }

    @Test
    void theCountStaysWhenThePeopleAreErased() {
        comes("Noor");
        Turnout before = lists.turnout(activity);
        byLink.erase(VisitorsFixture.secret(visitors.post(stayedAway)));
        assertThat(item().guests()).extracting(Guest::name).doesNotContain("Sem", "Job");
        assertThat(lists.turnout(activity)).isEqualTo(before);
    }

    @Test
    void nobodyIsMailedAboutIt_unlessTheHubWantsThat_andThenOnce() {
        comes("Noor");
        jobs.askToCancel(clock);
        assertThat(subjects(stayedAway)).doesNotContain("We hebben je gemist: Solderen");

        hub.set(Setting.NO_SHOW_MAIL_DAYS, "1");
        jobs.askToCancel(clock);
        jobs.askToCancel(clock);

        assertThat(subjects(stayedAway)).containsOnlyOnce("We hebben je gemist: Solderen");
        Message letter = visitors.post(stayedAway);
        assertThat(letter.text()).contains("Meld je dan af met de link in je mail", "/activiteit/");
        assertThat(letter.calendar()).as("it is over").isNull();
        assertThat(subjects(came)).doesNotContain("We hebben je gemist: Solderen");
    }

    private List<String> subjects(String email) {
        return visitors.mail(email).stream().map(Message::subject).toList();
    }
}
