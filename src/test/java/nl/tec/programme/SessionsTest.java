package nl.tec.programme;

import static nl.tec.programme.ProgrammeFixture.MANAGER;
import static nl.tec.programme.ProgrammeFixture.slot;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.Month;
import java.time.temporal.TemporalAdjusters;
import java.util.List;
import java.util.Set;
import nl.tec.DaysAhead;
import nl.tec.TecTest;
import nl.tec.TestSql;
import nl.tec.Together;
import nl.tec.shared.Bilingual;
import nl.tec.shared.TimeSlot;
import nl.tec.venues.Venue;
import nl.tec.venues.Venues;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Creating, changing and cancelling sessions: "never in two places at the same time" (rules 3), holidays, refusals. */
@TecTest
class SessionsTest {

    private static final LocalDate TUESDAY = DaysAhead.first(DayOfWeek.TUESDAY, Month.MARCH, 5);

    @Autowired
    Sessions sessions;

    @Autowired
    Catalogue catalogue;

    @Autowired
    Venues venues;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    TransactionTemplate transaction;

    private long venueId;
    private long roomId;
    private Activity activity;

    @BeforeEach
    void anActivityOfItsOwn() {
        String unique = Long.toString(System.nanoTime());
        venueId = ProgrammeFixture.venue(venues, "plek-" + unique);
        roomId = ProgrammeFixture.room(venues, venueId, "zaal-" + unique);
        ProgrammeFixture.equipment(venues, "set-" + unique, 2);
        activity = ProgrammeFixture.published(
                catalogue,
                ProgrammeFixture.with(
                        ProgrammeFixture.activity("Sessie " + unique, "Session " + unique), "set-" + unique));
    }

    @Test
    void aRoomIsNeverUsedTwiceAtTheSameTimeSetUpAndCleanUpIncluded_rules3() {
        long first = id(create(slot(TUESDAY, 9, 90), roomId));
        // it ends at 10.30 with clean-up until 11.00; the set-up of the next starts at 10.30
        Sessions.Result refused = create(slot(TUESDAY, 11, 90), roomId);
        assertThat(refused).isInstanceOfSatisfying(Sessions.Occupied.class, occupied -> {
            assertThat(occupied.obstacles()).hasSize(1);
            Sessions.Obstacle obstacle = occupied.obstacles().get(0);
            assertThat(obstacle.what().dutch()).startsWith("Zaal zaal-");
            assertThat(obstacle.sessionId()).isEqualTo(first);
            assertThat(obstacle.title()).isEqualTo(activity.title());
        });
        assertThat(create(slot(TUESDAY, 12, 90), roomId)).isInstanceOf(Sessions.Saved.class);
        assertThat(count()).isEqualTo(2);
    }

    @Test
    void aSetOfEquipmentIsInOnePlaceAtATime_rules3() {
        venues.raiseGroupsAtOnce(venueId, 3);
        create(slot(TUESDAY, 9, 90), null);
        create(slot(TUESDAY, 9, 90), null);
        assertThat(create(slot(TUESDAY, 9, 90), null))
                .isInstanceOfSatisfying(
                        Sessions.Occupied.class,
                        occupied -> assertThat(occupied.obstacles())
                                .hasSize(2)
                                .allMatch(o -> o.what().dutch().startsWith("Set set-")));
    }

    @Test
    void aRaceForARoomHasOneWinner_rules3() throws Exception {
        List<Sessions.Result> results = Together.run(8, i -> create(slot(TUESDAY, 9 + i % 2, 90), roomId));
        assertThat(results).filteredOn(Sessions.Saved.class::isInstance).hasSize(1);
        assertThat(count()).isEqualTo(1);
    }

    @Test
    void movingASessionGivesUpItsOldTimeOnlyWhenTheNewOneIsFree_rules3() {
        long moving = id(create(slot(TUESDAY, 9, 90), roomId));
        create(slot(TUESDAY, 13, 90), roomId);
        assertThat(sessions.change(moving, 0, details(slot(TUESDAY, 13, 90), roomId), MANAGER))
                .isInstanceOf(Sessions.Occupied.class);
        // the original reservation is intact
        assertThat(create(slot(TUESDAY, 9, 90), roomId)).isInstanceOf(Sessions.Occupied.class);
        assertThat(sessions.change(moving, 0, details(slot(TUESDAY, 10, 90), roomId), MANAGER))
                .isInstanceOf(Sessions.Saved.class);
        assertThat(sessions.change(moving, 0, details(slot(TUESDAY, 10, 90), roomId), MANAGER))
                .as("somebody else changed it")
                .isInstanceOf(Sessions.Outdated.class);
    }

    @Test
    void aSeriesSkipsHolidaysClosedDaysAndTakenDates() {
        jdbc.sql("insert into holiday values ('NOORD', ?, 'SPRING', ?, ?) on conflict do nothing")
                .params(TUESDAY.getYear() - 1, TUESDAY.plusDays(4), TUESDAY.plusDays(12))
                .update();
        jdbc.sql("insert into public_holiday (day, name) values (?, 'Testdag') on conflict do nothing")
                .param(TUESDAY.plusWeeks(2))
                .update();
        create(slot(TUESDAY.plusWeeks(3), 9, 90), roomId);
        Series series = new Series(
                details(slot(TUESDAY, 9, 90), roomId),
                TUESDAY,
                TUESDAY.plusWeeks(5),
                1,
                Set.of(DayOfWeek.TUESDAY),
                List.of(LocalTime.of(9, 0)),
                false);

        Sessions.Planned planned = (Sessions.Planned) sessions.preview(series, true, MANAGER);
        assertThat(count()).as("a preview stores nothing").isEqualTo(1);
        Sessions.Saved saved = (Sessions.Saved) sessions.create(series, true, MANAGER);

        assertThat(saved.ids()).hasSize(3).hasSameSizeAs(planned.slots());
        assertThat(saved.skipped())
                .extracting(Sessions.Skipped::day)
                .containsExactly(TUESDAY.plusWeeks(1), TUESDAY.plusWeeks(2), TUESDAY.plusWeeks(3));
        assertThat(saved.skipped())
                .extracting(Sessions.Skipped::holiday)
                .containsExactly(
                        new Bilingual("Voorjaarsvakantie", "Spring holiday"), new Bilingual("Testdag", ""), null);
        assertThat(saved.skipped().get(2).obstacles()).hasSize(1);
        assertThat(planned.skipped()).isEqualTo(saved.skipped());
    }

    @Test
    void aSeriesKeepsItsHourOverTheChangeToSummerTime() {
        LocalDate before =
                TUESDAY.with(TemporalAdjusters.lastInMonth(DayOfWeek.SUNDAY)).minusDays(5);
        LocalDate after = before.plusWeeks(2);
        Series series = new Series(
                details(slot(before, 9, 90), roomId),
                before,
                after,
                2,
                Set.of(DayOfWeek.TUESDAY),
                List.of(LocalTime.of(9, 0)),
                false);
        Sessions.Saved saved = (Sessions.Saved) sessions.create(series, false, MANAGER);
        assertThat(saved.ids())
                .extracting(id -> sessions.find(id).orElseThrow().slot().start().toString())
                .containsExactly(before + "T08:00:00Z", after + "T07:00:00Z");
    }

    @Test
    void aCancelledSessionGivesUpItsRoomAndSaysWhy() {
        long id = id(create(slot(TUESDAY, 9, 90), roomId));
        assertThat(sessions.cancel(List.of(id), " ", MANAGER)).isInstanceOf(Sessions.Refused.class);
        sessions.cancel(List.of(id), "De begeleider is ziek.", MANAGER);
        assertThat(sessions.find(id).orElseThrow().cancelReason()).isEqualTo("De begeleider is ziek.");
        assertThat(create(slot(TUESDAY, 9, 90), roomId)).isInstanceOf(Sessions.Saved.class);
    }

    @Test
    void nothingOfADraftActivityCanBePublished() {
        Activity draft = ((Catalogue.Saved)
                        catalogue.create(ProgrammeFixture.activity("Concept " + System.nanoTime(), ""), MANAGER))
                .activity();
        SessionDetails details = new SessionDetails(draft.id(), slot(TUESDAY, 9, 90), venueId, null, null, 30, 1, "");
        assertThat(sessions.create(details, true, MANAGER)).isInstanceOf(Sessions.Refused.class);
        long id = id(sessions.create(details, false, MANAGER));
        assertThat(sessions.publish(List.of(id), MANAGER)).isInstanceOf(Sessions.Refused.class);
    }

    @Test
    void anActivityWithSessionsToComeIsNotWithdrawn() {
        long id = id(create(slot(TUESDAY, 9, 90), roomId));
        int version = activity.version();
        assertThat(catalogue.withdraw(activity.id(), version, MANAGER)).isInstanceOf(Catalogue.Refused.class);
        sessions.cancel(List.of(id), "Te weinig aanmeldingen.", MANAGER);
        assertThat(catalogue.withdraw(activity.id(), version, MANAGER)).isInstanceOf(Catalogue.Saved.class);
    }

    @Test
    void aListRemembersNoTitleOrNameThatHasChanged() {
        long session = id(create(slot(TUESDAY, 9, 90), roomId));
        assertThat(titleOf(session)).isEqualTo(activity.title().dutch());
        TestSql.update(jdbc, "update activity set title_nl = 'Anders' where id = ?", activity.id());
        assertThat(titleOf(session)).isEqualTo("Anders");
        Venue venue = venues.find(venueId).orElseThrow();
        venues.put(new Venue(
                0,
                venue.key(),
                venue.kind(),
                new Bilingual("Verhuisd", "Moved"),
                null,
                venue.street(),
                venue.postcode(),
                venue.town(),
                venue.pc4(),
                null,
                null,
                true,
                1,
                Bilingual.EMPTY,
                false,
                null,
                Bilingual.EMPTY,
                null,
                null));
        assertThat(sessions.find(session).orElseThrow().where().venueName().dutch())
                .isEqualTo("Verhuisd");
    }

    @Test
    void aListRemembersNothingOfAChangeThatWasUndone() {
        long session = id(create(slot(TUESDAY, 9, 90), roomId));
        for (String title : List.of("Eerst", "Daarna")) { // would both have the same version
            transaction.executeWithoutResult(status -> {
                TestSql.update(jdbc, "update activity set title_nl = ? where id = ?", title, activity.id());
                assertThat(titleOf(session)).isEqualTo(title);
                status.setRollbackOnly();
            });
        }
        assertThat(titleOf(session)).isEqualTo(activity.title().dutch());
    }

    private String titleOf(long session) {
        return sessions.find(session).orElseThrow().activity().title().dutch();
    }

    private Sessions.Result create(TimeSlot slot, @Nullable Long room) {
        return sessions.create(details(slot, room), true, MANAGER);
    }

    private SessionDetails details(TimeSlot slot, @Nullable Long room) {
        return new SessionDetails(activity.id(), slot, venueId, null, room, 30, 1, "");
    }

    private static long id(Sessions.Result result) {
        return ((Sessions.Saved) result).ids().get(0);
    }

    private int count() {
        return TestSql.integer(jdbc, "select count(*) from session where activity_id = ?", activity.id());
    }
}
