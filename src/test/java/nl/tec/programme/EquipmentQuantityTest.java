package nl.tec.programme;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import nl.tec.AccountsFixture;
import nl.tec.TecTest;
import nl.tec.Together;
import nl.tec.accounts.Role;
import nl.tec.shared.Dates;
import nl.tec.venues.Reservations.Why;
import nl.tec.venues.Venues;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Rules 3.5: an activity requires a quantity of equipment per session, and sessions together never exceed the stock. */
@TecTest
class EquipmentQuantityTest {

    private static final LocalDate DAY = LocalDate.now(Dates.ZONE).plusDays(60);

    @Autowired
    Catalogue catalogue;

    @Autowired
    Sessions sessions;

    @Autowired
    Venues venues;

    @Autowired
    AccountsFixture accounts;

    @Autowired
    JdbcClient jdbc;

    private String headsets;

    @BeforeEach
    void fiveHeadsets() {
        headsets = "vr-" + System.nanoTime();
        ProgrammeFixture.equipment(venues, headsets, 5);
    }

    private Activity needing(int quantity) {
        return ProgrammeFixture.published(
                catalogue,
                ProgrammeFixture.with(
                        ProgrammeFixture.activity("VR " + System.nanoTime(), "VR"), Map.of(headsets, quantity)));
    }

    private Sessions.Result plan(Activity activity, int hour) {
        return sessions.create(
                new SessionDetails(activity.id(), ProgrammeFixture.slot(DAY, hour, 90), venue(), null, null, 20, 1, ""),
                true,
                ProgrammeFixture.MANAGER);
    }

    /** Creates a new venue each time, so that only the headsets can conflict. */
    private long venue() {
        return ProgrammeFixture.venue(venues, "zaal-" + UUID.randomUUID());
    }

    private int reserved() {
        return jdbc.sql("""
                select count(*) from reservation b join resource r on r.id = b.resource_id where r.equipment_key = ?
                """).param(headsets).query(Integer.class).single();
    }

    @Test
    void aSessionTakesAsManyAsItNeeds_andWhatIsLeftIsForOthers() {
        assertThat(plan(needing(3), 10)).isInstanceOf(Sessions.Saved.class);
        assertThat(reserved()).isEqualTo(3);
        assertThat(plan(needing(2), 10)).isInstanceOf(Sessions.Saved.class);
        assertThat(plan(needing(1), 10)).isInstanceOf(Sessions.Occupied.class);
        assertThat(plan(needing(5), 15)).as("at another hour").isInstanceOf(Sessions.Saved.class);
    }

    @Test
    void theRefusalSaysHowManyAreFreeOfHowMany_andWhoHasTheOthers() {
        Activity first = needing(3);
        long holder = ((Sessions.Saved) plan(first, 10)).ids().get(0);
        Activity second = needing(4);
        Sessions.Occupied occupied = (Sessions.Occupied) plan(second, 10);
        assertThat(occupied.obstacles().get(0).why()).isEqualTo(Why.TOO_FEW);
        assertThat(occupied.obstacles().get(0).what().dutch()).endsWith(" (2 / 4)");
        assertThat(occupied.obstacles().subList(1, occupied.obstacles().size()))
                .hasSize(3)
                .allSatisfy(obstacle -> assertThat(obstacle.sessionId()).isEqualTo(holder));
        assertThat(reserved()).as("nothing is kept of what was refused").isEqualTo(3);

        HttpResponse<String> page = accounts.signedIn(Role.PROGRAMME_MANAGER)
                .browser()
                .post(
                        "/beheer/sessies/nieuw",
                        "activiteit",
                        "" + second.id(),
                        "dag",
                        DAY.toString(),
                        "plek",
                        "p" + venue(),
                        "van",
                        "10:00",
                        "duur",
                        "90",
                        "plaatsen",
                        "20",
                        "klassen",
                        "1");
        assertThat(page.statusCode()).isEqualTo(422);
        assertThat(page.body()).contains("Er is dan te weinig vrij van", "(2 / 4)");
    }

    @Test
    void concurrentPlanningNeverExceedsTheStock() throws Exception {
        List<Activity> activities = List.of(needing(2), needing(3), needing(2), needing(3), needing(1), needing(4));
        List<Sessions.Result> results = Together.run(activities.size(), i -> plan(activities.get(i), 10));
        int taken = 0;
        for (int i = 0; i < results.size(); i++) {
            if (results.get(i) instanceof Sessions.Saved) {
                taken += activities.get(i).details().equipment().getOrDefault(headsets, 0);
            }
        }
        assertThat(taken).isBetween(2, 5);
        assertThat(reserved()).isEqualTo(taken);
    }

    @Test
    void aChangedQuantityAppliesToAllPlannedSessions_orIsRefused() {
        Activity activity = needing(2);
        plan(activity, 10);
        plan(activity, 15);
        Activity changed = ((Catalogue.Saved) change(activity, 3)).activity();
        assertThat(reserved()).as("both sessions have a third").isEqualTo(6);
        plan(needing(2), 15);
        assertThat(change(changed, 4))
                .isInstanceOfSatisfying(
                        Catalogue.Refused.class,
                        refused -> assertThat(refused.problems()
                                        .at(ActivityFields.EQUIPMENT)
                                        .orElseThrow()
                                        .arguments())
                                .satisfies(said -> assertThat(said.get(0)).isEqualTo(1))
                                .satisfies(said ->
                                        assertThat(said.get(1).toString()).contains("15.00-16.30 uur", "(3 / 4)")));
        assertThat(reserved()).as("nothing has changed").isEqualTo(8);
        assertThat(catalogue.find(activity.id()).orElseThrow().details().equipment())
                .isEqualTo(Map.of(headsets, 3));
        change(changed, 1);
        assertThat(reserved()).as("what is not needed is free again").isEqualTo(4);
    }

    private Catalogue.Result change(Activity activity, int quantity) {
        return catalogue.change(
                activity.id(),
                activity.version(),
                ProgrammeFixture.with(activity.details(), Map.of(headsets, quantity)),
                ProgrammeFixture.MANAGER);
    }

    @Test
    void moreThanThereAreIsRefusedAtItsField_andTheActivityKeepsItsQuantity() {
        Activity activity = needing(3);
        assertThat(catalogue.find(activity.id()).orElseThrow().details().equipment())
                .isEqualTo(Map.of(headsets, 3));
        String page = accounts.signedIn(Role.PROGRAMME_MANAGER)
                .browser()
                .get("/beheer/programma/" + activity.id())
                .body();
        assertThat(page).containsPattern("name=\"aantal-" + headsets + "\" type=\"number\" value=\"3\"");
        assertThat(catalogue
                        .check(ProgrammeFixture.with(activity.details(), Map.of(headsets, 6)))
                        .at("aantal-" + headsets))
                .isPresent();
        assertThat(catalogue
                        .check(ProgrammeFixture.with(activity.details(), Map.of(headsets, 0)))
                        .at("aantal-" + headsets))
                .isPresent();
    }
}
