package nl.tec.programme;

import static nl.tec.Outcomes.done;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.LocalDate;
import nl.tec.TecTest;
import nl.tec.programme.ActivityDetails.Length;
import nl.tec.shared.Dates;
import nl.tec.shared.TimeSlot;
import nl.tec.staff.Assignments;
import nl.tec.staff.StaffFixture;
import nl.tec.venues.Venues;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Rules 3: a longer set-up or clean-up extends existing reservations of rooms and guides, or is refused. */
@TecTest
class SetUpTimesTest {

    private static final LocalDate DAY = Dates.monday(LocalDate.now(Dates.ZONE)).plusDays(72);

    @Autowired
    Catalogue catalogue;

    @Autowired
    Sessions sessions;

    @Autowired
    Assignments assignments;

    @Autowired
    Venues venues;

    @Autowired
    JdbcClient jdbc;

    private Activity activity;
    private long venue;
    private long room;

    @BeforeEach
    void anActivityAndARoom() {
        activity = another();
        venue = ProgrammeFixture.venue(venues, "huis-" + System.nanoTime());
        room = ProgrammeFixture.room(venues, venue, "zaal-" + System.nanoTime());
    }

    private Activity another() {
        return ProgrammeFixture.published(
                catalogue, ProgrammeFixture.activity("Brug bouwen " + System.nanoTime(), "Build a bridge"));
    }

    private long plan(Activity what, int hour, Long where) {
        return ((Sessions.Saved) sessions.create(
                        new SessionDetails(
                                what.id(), ProgrammeFixture.slot(DAY, hour, 90), venue, null, where, 20, 1, ""),
                        true,
                        ProgrammeFixture.MANAGER))
                .ids()
                .get(0);
    }

    private Catalogue.Result change(int setup, int cleanup) {
        return catalogue.change(
                activity.id(),
                catalogue.find(activity.id()).orElseThrow().version(),
                ProgrammeFixture.with(activity.details(), new Length(90, setup, cleanup, 1)),
                ProgrammeFixture.MANAGER);
    }

    private TimeSlot roomTaken(long session) {
        return during("""
                select lower(during) as begins, upper(during) as ends from reservation
                 where subject = 'SESSION' and subject_id = ? and resource_id = %d
                """.formatted(room), session);
    }

    private TimeSlot guideTaken(long session) {
        return during(
                "select lower(during) as begins, upper(during) as ends from assignment where session_id = ?", session);
    }

    private TimeSlot during(String sql, long session) {
        return jdbc.sql(sql)
                .param(session)
                .query((row, n) -> new TimeSlot(
                        row.getTimestamp("begins").toInstant(),
                        row.getTimestamp("ends").toInstant()))
                .single();
    }

    private static String refused(Catalogue.Result result) {
        return ((Catalogue.Refused) result)
                .problems()
                .at(ActivityFields.SETUP)
                .orElseThrow()
                .arguments()
                .toString();
    }

    @Test
    void theRoomAndTheGuideAreTakenAroundWhatIsPlannedAlready() {
        long session = plan(activity, 10, room);
        long guide = new StaffFixture(jdbc).member();
        done(assignments.assign(session, guide, ProgrammeFixture.MANAGER));
        assertThat(change(60, 15)).isInstanceOf(Catalogue.Saved.class);
        TimeSlot taken = ProgrammeFixture.slot(DAY, 10, 90).widened(Duration.ofMinutes(60), Duration.ofMinutes(15));
        assertThat(roomTaken(session)).isEqualTo(taken);
        assertThat(guideTaken(session)).isEqualTo(taken);
    }

    @Test
    void aSetUpForWhichTheRoomIsNotFreeIsRefused_andNothingChanges() {
        long first = plan(activity, 8, room);
        long session = plan(activity, 14, room);
        plan(another(), 11, room);
        assertThat(refused(change(90, 30))).contains("14.00-15.30 uur").doesNotContain("8.00");
        assertThat(roomTaken(first)).isEqualTo(around(8));
        assertThat(roomTaken(session)).isEqualTo(around(14));
        assertThat(catalogue.find(activity.id()).orElseThrow().details().duration())
                .isEqualTo(activity.details().duration());
    }

    @Test
    void aSetUpForWhichTheGuideIsNotFreeIsRefused_andNothingChanges() {
        long session = plan(activity, 13, room);
        long before = plan(another(), 10, ProgrammeFixture.room(venues, venue, "hal-" + System.nanoTime()));
        long guide = new StaffFixture(jdbc).member();
        done(assignments.assign(session, guide, ProgrammeFixture.MANAGER));
        done(assignments.assign(before, guide, ProgrammeFixture.MANAGER));
        assertThat(refused(change(90, 30))).contains("13.00-14.30 uur (Gast ");
        assertThat(guideTaken(session)).isEqualTo(around(13));
        assertThat(roomTaken(session)).isEqualTo(around(13));
    }

    private static TimeSlot around(int hour) {
        return ProgrammeFixture.slot(DAY, hour, 90).widened(Duration.ofMinutes(30), Duration.ofMinutes(30));
    }
}
