package nl.tec.venues;

import static nl.tec.programme.ProgrammeFixture.MANAGER;
import static nl.tec.programme.ProgrammeFixture.slot;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import java.util.stream.Stream;
import nl.tec.AccountsFixture;
import nl.tec.Outcomes;
import nl.tec.TecTest;
import nl.tec.TestBrowser;
import nl.tec.TestSql;
import nl.tec.accounts.Actor;
import nl.tec.accounts.Role;
import nl.tec.programme.Activity;
import nl.tec.programme.Catalogue;
import nl.tec.programme.ProgrammeFixture;
import nl.tec.programme.SessionDetails;
import nl.tec.programme.Sessions;
import nl.tec.shared.Bilingual;
import nl.tec.shared.Dates;
import nl.tec.shared.Outcome;
import nl.tec.shared.Problems;
import nl.tec.shared.TimeSlot;
import nl.tec.shared.WeekdayHours;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Set-ups and opening hours (rules 3): what can be planned, what is refused, and what the database itself refuses. */
@TecTest
class SetUpsTest {

    /** The first Tuesday of the month after next. */
    private static final LocalDate TUESDAY = Dates.monday(
                    Dates.dayOf(Instant.now()).plusMonths(2).withDayOfMonth(8))
            .plusDays(1);

    @Autowired
    SetUps setUps;

    @Autowired
    OpeningHours hours;

    @Autowired
    VenueAdministration administration;

    @Autowired
    Sessions sessions;

    @Autowired
    Catalogue catalogue;

    @Autowired
    Venues venues;

    @Autowired
    AccountsFixture accounts;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    TransactionTemplate transaction;

    private Actor maker;
    private Venue venue;
    private Room room;
    private String kit;
    private Activity activity;

    @BeforeEach
    void aRoomWithASet() {
        maker = accounts.signedIn(Role.PROGRAMME_MANAGER).actor();
        String unique = Long.toString(System.nanoTime());
        long venueId = ProgrammeFixture.venue(venues, "plek-" + unique);
        venue = venues.find(venueId).orElseThrow();
        room = venues.findRoom(ProgrammeFixture.room(venues, venueId, "zaal-" + unique))
                .orElseThrow();
        kit = "set-" + unique;
        ProgrammeFixture.equipment(venues, kit, 1);
        activity = ProgrammeFixture.published(
                catalogue, ProgrammeFixture.with(ProgrammeFixture.activity("Les " + unique, "Lesson " + unique), kit));
    }

    @Test
    void itsActivitiesAreHeldWhereAndWhenItStands_andNothingElseIs() {
        SetUp setUp = standing(TUESDAY, TUESDAY.plusDays(3));
        assertThat(setUps.need(setUp, activity.id(), maker)).isInstanceOf(Outcome.Done.class);
        assertThat(create(slot(TUESDAY.plusDays(1), 9, 90), room.id()))
                .as("with the only set")
                .isInstanceOf(Sessions.Saved.class);
        assertThat(obstacles(slot(TUESDAY.plusDays(1), 9, 90), room.id()))
                .as("one group at a time")
                .singleElement()
                .satisfies(o -> assertThat(o.why()).isEqualTo(Reservations.Why.TAKEN));
        assertThat(obstacles(slot(TUESDAY.plusDays(4), 9, 90), room.id()))
                .as("the day after")
                .singleElement()
                .satisfies(o -> {
                    assertThat(o.why()).isEqualTo(Reservations.Why.NOT_THERE);
                    assertThat(o.during()).isEqualTo(SetUpPeriod.slot(TUESDAY, TUESDAY.plusDays(3)));
                });
        assertThat(administration.inUse(SetUpPeriod.slot(TUESDAY, TUESDAY)))
                .filteredOn(use -> use.name().equals(room.name()))
                .singleElement()
                .satisfies(use -> assertThat(use.purpose())
                        .isNotNull()
                        .satisfies(
                                purpose -> assertThat(purpose.path()).isEqualTo("/beheer/opstellingen/" + setUp.id())));
        long elsewhere = ProgrammeFixture.room(venues, venue.id(), room.key() + "-2");
        assertThat(obstacles(slot(TUESDAY.plusDays(1), 13, 90), elsewhere))
                .extracting(Sessions.Obstacle::why)
                .containsExactly(Reservations.Why.NOT_THERE);
        // to another activity the room is taken by the set-up
        activity = ProgrammeFixture.published(
                catalogue, ProgrammeFixture.activity("Ander " + room.key(), "Other " + room.key()));
        assertThat(obstacles(slot(TUESDAY.plusDays(2), 9, 90), room.id()))
                .extracting(Sessions.Obstacle::why)
                .containsExactly(Reservations.Why.TAKEN);
    }

    @Test
    void itIsNotPlacedWhereSomethingIsPlanned_andNotTakenAwayFromWhatIs() {
        long planned = id(create(slot(TUESDAY, 9, 90), room.id()));
        SetUp setUp = made();
        assertThat(keys(setUps.place(setUp, room.id(), TUESDAY, TUESDAY, maker)))
                .as("its room and its set")
                .containsExactly("venues.check.inTheWay", "venues.check.inTheWay");
        assertThat(keys(setUps.need(setUp, activity.id(), maker))).containsExactly("venues.check.heldElsewhere");
        sessions.cancel(List.of(planned), "Ziek", MANAGER);
        assertThat(setUps.place(setUp, room.id(), TUESDAY, TUESDAY, maker)).isInstanceOf(Outcome.Done.class);
        setUps.need(read(setUp), activity.id(), maker);
        long session = id(create(slot(TUESDAY, 9, 90), room.id()));
        SetUpPeriod period = read(setUp).periods().get(0);
        assertThat(period.toCome()).isEqualTo(1);
        assertThat(keys(setUps.remove(read(setUp), period.id(), maker))).containsExactly("venues.check.setUpToCome");
        assertThat(keys(setUps.end(read(setUp), maker))).containsExactly("venues.check.setUpStands");
        sessions.cancel(List.of(session), "Ziek", MANAGER);
        assertThat(setUps.remove(read(setUp), period.id(), maker)).isInstanceOf(Outcome.Done.class);
        assertThat(setUps.end(read(setUp), maker)).isInstanceOf(Outcome.Done.class);
        assertThat(create(slot(TUESDAY, 9, 90), room.id())).as("anywhere again").isInstanceOf(Sessions.Saved.class);
    }

    @Test
    void aVenueDoesNotEndUnderASetUpThatIsToCome() {
        SetUp setUp = standing(TUESDAY, TUESDAY.plusDays(3));
        assertThat(Outcomes.reasons(administration.end(venue.key(), maker))).containsExactly("venues.check.toCome");
        Outcomes.done(setUps.remove(setUp, setUp.periods().get(0).id(), maker));
        Outcomes.done(administration.end(venue.key(), maker));
    }

    @Test
    void nothingEndsUnderASessionThatIsBeingPlanned() {
        assertThat(whilePlanning(() -> administration.end(venue.key(), maker))).containsExactly("venues.check.toCome");
        assertThat(whilePlanning(() -> administration.endRoom(room.id(), maker)))
                .containsExactly("venues.check.roomToCome");
        assertThat(whilePlanning(() -> administration.save(
                        kit,
                        new VenueAdministration.EquipmentDetails(
                                EquipmentKind.KIT, new Bilingual("Set", "Set"), 0, false, null, null),
                        maker)))
                .containsExactly("venues.check.setsToCome");
    }

    /** Returns why a command is refused that starts while a session is planned by a transaction that has not ended. */
    private List<String> whilePlanning(Supplier<Outcome<String>> command) {
        List<Long> planned = new ArrayList<>();
        CompletableFuture<Outcome<String>> outcome = Objects.requireNonNull(transaction.execute(status -> {
            planned.add(id(create(slot(TUESDAY, 9, 90), room.id())));
            CompletableFuture<Outcome<String>> waiting = CompletableFuture.supplyAsync(command);
            assertThatThrownBy(() -> waiting.get(500, TimeUnit.MILLISECONDS)).isInstanceOf(TimeoutException.class);
            return waiting;
        }));
        List<String> reasons = Outcomes.reasons(outcome.join());
        sessions.cancel(planned, "Ziek", MANAGER);
        return reasons;
    }

    @Test
    void equipmentWithoutASetIsNotPlaced() {
        Outcomes.done(administration.save(
                null,
                new VenueAdministration.EquipmentDetails(
                        EquipmentKind.KIT, new Bilingual("Leeg " + kit, "Empty"), 0, false, null, null),
                maker));
        String empty = TestSql.text(jdbc, "select key from equipment where name_nl = ?", "Leeg " + kit);
        long setUp = Outcomes.done(setUps.save(null, 0, new Bilingual("Leeg " + kit, ""), List.of(empty), maker));
        assertThat(keys(setUps.place(setUps.find(setUp).orElseThrow(), room.id(), TUESDAY, TUESDAY, maker)))
                .containsExactly("venues.check.noSet");
    }

    @Test
    void theDatabaseRefusesASessionOutsideItsSetUp() {
        SetUp setUp = standing(TUESDAY, TUESDAY);
        setUps.need(setUp, activity.id(), maker);
        assertThatThrownBy(() -> transaction.executeWithoutResult(status ->
                        jdbc.sql("""
                        insert into session (activity_id, starts_at, ends_at, venue_id, state, capacity)
                        values (?, now() + interval '9 days', now() + interval '9 days 1 hour', ?, 'PUBLISHED', 10)
                        """).params(activity.id(), venue.id()).update()))
                .hasMessageContaining("needs a set-up");
        long session = id(create(slot(TUESDAY, 9, 90), room.id()));
        assertThatThrownBy(() -> jdbc.sql("""
                        update reservation set during = tstzrange(lower(during) + interval '1 day', upper(during) + interval '1 day')
                         where subject = 'SESSION' and subject_id = ?
                        """).param(session).update())
                .hasMessageContaining("the set-up is not there then");
        assertThatThrownBy(() -> jdbc.sql(
                                "update set_up_period set first_day = first_day - 9, last_day = last_day - 9 where set_up_id = ?")
                        .param(setUp.id())
                        .update())
                .hasMessageContaining("still to come in this set-up");
        Activity other = ProgrammeFixture.published(
                catalogue, ProgrammeFixture.activity("Buiten " + room.key(), "Outside " + room.key()));
        activity = other;
        create(slot(TUESDAY.plusDays(2), 9, 90), room.id());
        assertThatThrownBy(() -> TestSql.update(
                        jdbc,
                        "insert into set_up_activity (activity_id, set_up_id) values (?, ?)",
                        other.id(),
                        setUp.id()))
                .hasMessageContaining("outside its set-up");
    }

    @Test
    void nothingIsPlannedOutsideTheHoursOrOnAClosedDay_setUpIncluded() {
        // half an hour of setting up before, and of cleaning after
        assertThat(hours.save(
                        venue,
                        null,
                        List.of(new WeekdayHours(DayOfWeek.TUESDAY, LocalTime.of(8, 30), LocalTime.of(17, 0))),
                        maker))
                .isInstanceOf(Outcome.Done.class);
        assertThat(obstacles(slot(TUESDAY, 8, 90), room.id()))
                .extracting(Sessions.Obstacle::why)
                .containsExactly(Reservations.Why.CLOSED);
        assertThat(obstacles(slot(TUESDAY.plusDays(1), 9, 90), null))
                .extracting(Sessions.Obstacle::why)
                .containsExactly(Reservations.Why.CLOSED);
        long session = id(create(slot(TUESDAY, 9, 90), room.id()));
        assertThat(keys(hours.save(
                        venue,
                        room,
                        List.of(new WeekdayHours(DayOfWeek.TUESDAY, LocalTime.of(12, 0), LocalTime.of(17, 0))),
                        maker)))
                .containsExactly("venues.check.outsideHours");
        assertThat(hours.of(venue, room).hours()).isEmpty();
        assertThat(keys(hours.close(venue, room, TUESDAY.minusDays(1), TUESDAY, "Verf", maker)))
                .containsExactly("venues.check.onClosedDays");
        assertThatThrownBy(() -> jdbc.sql(
                                "insert into venue_closed (venue_id, first_day, last_day, reason) values (?, ?, ?, 'x')")
                        .params(venue.id(), TUESDAY, TUESDAY)
                        .update())
                .hasMessageContaining("it would be closed");
        assertThatThrownBy(() -> jdbc.sql("""
                        update reservation set during = tstzrange(lower(during) - interval '4 hours', upper(during) - interval '4 hours')
                         where subject = 'SESSION' and subject_id = ?
                        """).param(session).update()).hasMessageContaining("it is closed then");
        sessions.cancel(List.of(session), "Ziek", MANAGER);
        assertThat(hours.close(venue, room, TUESDAY.minusDays(1), TUESDAY, "Verf", maker))
                .isInstanceOf(Outcome.Done.class);
        assertThat(obstacles(slot(TUESDAY, 9, 90), room.id()))
                .extracting(Sessions.Obstacle::why)
                .containsExactly(Reservations.Why.CLOSED);
        hours.reopen(venue, hours.of(venue, room).closed().get(0).id(), maker);
        assertThat(create(slot(TUESDAY, 9, 90), room.id())).isInstanceOf(Sessions.Saved.class);
    }

    @Test
    void thePagesKeepWhatWasTyped() {
        TestBrowser browser = accounts.signedIn(Role.PROGRAMME_MANAGER).browser();
        assertThat(browser.post("/beheer/opstellingen/nieuw", "naam", "", "materiaal", kit)
                        .statusCode())
                .isEqualTo(422);
        assertThat(browser.post("/beheer/opstellingen/nieuw", "naam", "Maakstraat " + kit, "materiaal", kit)
                        .statusCode())
                .isEqualTo(303);
        SetUp setUp = setUps.list().stream()
                .filter(one -> one.equipment().equals(List.of(kit)))
                .findFirst()
                .orElseThrow();
        String page = "/beheer/opstellingen/" + setUp.id();
        assertThat(browser.post(
                                page + "/periode",
                                "ruimte",
                                "" + room.id(),
                                "eerste-dag",
                                TUESDAY.toString(),
                                "laatste-dag",
                                "")
                        .body())
                .contains("Vul een dag in", TUESDAY.toString());
        browser.post(
                page + "/periode",
                "ruimte",
                "" + room.id(),
                "eerste-dag",
                TUESDAY.toString(),
                "laatste-dag",
                TUESDAY.toString());
        browser.post(page + "/activiteit", "activiteit", "" + activity.id());
        assertThat(browser.get(page).body())
                .contains(room.name().dutch(), activity.title().dutch());
        assertThat(browser.get("/beheer/opstellingen").body()).contains("Maakstraat " + kit);
        String opening = "/beheer/plaatsen/" + venue.key() + "/ruimte/" + room.id() + "/openingstijden";
        assertThat(browser.post(opening, "van-2", "9.00", "tot-2", "").body())
                .contains("Vul allebei de tijden in", "9.00");
        assertThat(browser.post(opening, "van-2", "9.00", "tot-2", "17.00").statusCode())
                .isEqualTo(303);
        assertThat(browser.post(opening + "/dicht", "eerste-dag", TUESDAY.toString(), "reden", "")
                        .statusCode())
                .isEqualTo(422);
        assertThat(browser.post(opening + "/dicht", "eerste-dag", TUESDAY.toString(), "reden", "Verf")
                        .statusCode())
                .isEqualTo(303);
        assertThat(browser.get(opening).body()).contains("Verf");
        assertThat(browser.get("/beheer/plaatsen/" + venue.key() + "/openingstijden")
                        .statusCode())
                .isEqualTo(200);
        assertThat(browser.get(page + "0000").statusCode()).isEqualTo(404);
    }

    private SetUp made() {
        Outcome<Long> made =
                setUps.save(null, 0, new Bilingual("Opstelling " + kit, "Set-up " + kit), List.of(kit), maker);
        return setUps.find(((Outcome.Done<Long>) made).value()).orElseThrow();
    }

    private SetUp standing(LocalDate first, LocalDate last) {
        SetUp setUp = made();
        assertThat(setUps.place(setUp, room.id(), first, last, maker)).isInstanceOf(Outcome.Done.class);
        return read(setUp);
    }

    private SetUp read(SetUp setUp) {
        return setUps.find(setUp.id()).orElseThrow();
    }

    private Sessions.Result create(TimeSlot slot, @Nullable Long in) {
        return sessions.create(new SessionDetails(activity.id(), slot, venue.id(), null, in, 30, 1, ""), true, MANAGER);
    }

    private List<Sessions.Obstacle> obstacles(TimeSlot slot, @Nullable Long in) {
        return ((Sessions.Occupied) create(slot, in)).obstacles();
    }

    private static long id(Sessions.Result result) {
        return ((Sessions.Saved) result).ids().get(0);
    }

    private static List<String> keys(Outcome<Long> outcome) {
        return outcome.either(
                        done -> Stream.<String>empty(),
                        problems -> problems.all().stream().map(Problems.Problem::key))
                .toList();
    }
}
