package nl.tec.venues;

import static nl.tec.programme.ProgrammeFixture.MANAGER;
import static nl.tec.programme.ProgrammeFixture.slot;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import nl.tec.AccountsFixture;
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
import nl.tec.venues.Maintenance.Item;
import nl.tec.venues.Reservations.Why;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Maintenance of items, and equipment that needs power, floor space and travel time (rules 3, requirement A5). */
@TecTest
class MaintenanceTest {

    /** The first Tuesday of the month after next. */
    private static final LocalDate TUESDAY = Dates.monday(
                    Dates.dayOf(Instant.now()).plusMonths(2).withDayOfMonth(8))
            .plusDays(1);

    @Autowired
    Maintenance maintenance;

    @Autowired
    VenueAdministration administration;

    @Autowired
    SetUps setUps;

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

    private Actor manager;
    private String key;
    private Venue venue;
    private Activity activity;

    @BeforeEach
    void anActivityWithEquipment() {
        manager = accounts.signedIn(Role.PROGRAMME_MANAGER).actor();
        key = "lab-" + System.nanoTime();
        venue = venues.find(ProgrammeFixture.venue(venues, "plek-" + key)).orElseThrow();
        ProgrammeFixture.equipment(venues, key, 1);
        activity = ProgrammeFixture.published(
                catalogue, ProgrammeFixture.with(ProgrammeFixture.activity("Les " + key, "Lesson " + key), key));
    }

    @Test
    void anItemInMaintenanceIsNotReserved_andOneThatIsReservedIsNotTakenOutOfUse() {
        Item item = items().get(0);
        assertThat(maintenance.plan(items(), item.id(), TUESDAY, TUESDAY.plusDays(1), "Keuring", manager))
                .isInstanceOf(Outcome.Done.class);
        Room room = room("zaal", null, null);
        assertThat(whys(room, slot(TUESDAY, 9, 90))).containsExactly(Why.TAKEN);
        long session = id(create(room, slot(TUESDAY.plusDays(2), 9, 90)));

        assertThat(keys(maintenance.plan(
                        items(), item.id(), TUESDAY.plusDays(2), TUESDAY.plusDays(2), "Reparatie", manager)))
                .as("what has it, and when it is free")
                .containsExactly("venues.check.maintenanceTaken", "venues.check.maintenanceFree");
        administration.save(
                key,
                new VenueAdministration.EquipmentDetails(EquipmentKind.KIT, name(), 2, false, null, null),
                manager);
        assertThat(keys(maintenance.plan(
                        items(), item.id(), TUESDAY.plusDays(2), TUESDAY.plusDays(2), "Reparatie", manager)))
                .as("and another that is free")
                .contains("venues.check.maintenanceOther");
        assertThat(create(room("zaal-2", null, null), slot(TUESDAY, 9, 90)))
                .as("with the other one")
                .isInstanceOf(Sessions.Saved.class);

        long period = items().get(0).periods().get(0).id();
        maintenance.remove(items(), period, manager);
        sessions.cancel(List.of(session), "Ziek", MANAGER);
        assertThat(items().get(0).periods()).isEmpty();
    }

    @Test
    void theDatabaseKeepsReservationsAndMaintenanceApart() {
        Item item = items().get(0);
        create(room("zaal", null, null), slot(TUESDAY, 9, 90));
        String insert = "insert into maintenance (resource_id, first_day, last_day, reason) values (?, ?, ?, 'x')";
        assertThatThrownBy(() ->
                        jdbc.sql(insert).params(item.id(), TUESDAY, TUESDAY).update())
                .hasMessageContaining("reservation_conflict");
        TestSql.update(jdbc, insert, item.id(), TUESDAY.plusDays(1), TUESDAY.plusDays(1));
        assertThatThrownBy(() -> jdbc.sql("""
                        insert into reservation (resource_id, during, subject, subject_id)
                        select resource_id, during, 'SESSION', 1 from reservation where resource_id = ? and subject = 'BLOCKED'
                        """).param(item.id()).update()).hasMessageContaining("reservation_conflict");
        Room room = room("zaal-2", null, null);
        assertThatThrownBy(() ->
                        jdbc.sql(insert).params(room.id(), TUESDAY, TUESDAY).update())
                .hasMessageContaining("only equipment and buses");
    }

    @Test
    void equipmentThatNeedsPowerAndFloorIsRefusedWithRoomsThatHaveBoth() {
        needs(true, 60, null);
        Room unknown = room("onbekend", null, null);
        Room small = room("klein", true, 40);
        Room fits = room("groot", true, 80);
        TimeSlot nine = slot(TUESDAY, 9, 90);
        assertThat(obstacles(unknown, nine))
                .extracting(Sessions.Obstacle::why, obstacle -> obstacle.what().dutch())
                .startsWith(
                        tuple(
                                Why.NO_POWER,
                                unknown.name().dutch() + ", " + venue.name().dutch()),
                        tuple(
                                Why.NO_SPACE,
                                unknown.name().dutch() + ", " + venue.name().dutch() + " (? / 60 m²)"),
                        tuple(
                                Why.FREE_INSTEAD,
                                fits.name().dutch() + ", " + venue.name().dutch()));
        assertThat(whys(small, nine)).startsWith(Why.NO_SPACE, Why.FREE_INSTEAD);
        assertThat(create(fits, nine)).isInstanceOf(Sessions.Saved.class);

        SetUp setUp = setUps.find(((Outcome.Done<Long>) setUps.save(null, 0, name(), List.of(key), manager)).value())
                .orElseThrow();
        assertThat(keys(setUps.place(setUp, small.id(), TUESDAY.plusDays(7), TUESDAY.plusDays(7), manager)))
                .as("a set-up too")
                .startsWith("venues.check.noSpace", "venues.check.freeInstead");
        assertThat(setUps.place(setUp, fits.id(), TUESDAY.plusDays(7), TUESDAY.plusDays(7), manager))
                .isInstanceOf(Outcome.Done.class);
    }

    @Test
    void comingSessionsKeepFitting_whateverIsChanged() {
        needs(true, 60, null);
        Room fits = room("groot", true, 80);
        long session = id(create(fits, slot(TUESDAY, 9, 90)));
        assertThat(keys(administration.saveRoom(
                        venue, fits.id(), new VenueAdministration.RoomDetails(fits.name(), 40, true, 50), manager)))
                .containsExactly("venues.check.misfits");
        assertThat(venues.findRoom(fits.id()).orElseThrow().floorM2()).isEqualTo(80);
        assertThatThrownBy(() -> TestSql.update(jdbc, "update resource set power = false where id = ?", fits.id()))
                .hasMessageContaining("would not fit");
        assertThatThrownBy(() -> TestSql.update(jdbc, "update equipment set needs_m2 = 90 where key = ?", key))
                .hasMessageContaining("would not fit");
        Room small = room("klein", false, 10);
        assertThatThrownBy(() -> jdbc.sql(
                                "update reservation set resource_id = ? where subject = 'SESSION' and subject_id = ? and resource_id = ?")
                        .params(small.id(), session, fits.id())
                        .update())
                .hasMessageContaining("does not fit");
    }

    @Test
    void aChangeThatIsRefusedLeavesNothingBehind() {
        needs(true, 60, null);
        create(room("groot", true, 80), slot(TUESDAY, 9, 90));
        List<Map<String, Object>> before = rows();
        assertThat(keys(administration.save(
                        key,
                        new VenueAdministration.EquipmentDetails(EquipmentKind.KIT, name(), 3, true, 9000, null),
                        manager)))
                .containsExactly("venues.check.misfits");
        assertThat(rows()).isEqualTo(before);
    }

    private List<Map<String, Object>> rows() {
        return jdbc.sql("select * from resource where equipment_key = ? order by id")
                .param(key)
                .query()
                .listOfRows();
    }

    @Test
    void travellingEquipmentNeedsTravelTime() {
        needs(false, null, 60);
        Venue other = venues.find(ProgrammeFixture.venue(venues, "ver-" + key)).orElseThrow();
        Room here = room("hier", null, null);
        Room there = venues.findRoom(ProgrammeFixture.room(venues, other.id(), "daar-" + key))
                .orElseThrow();
        // half an hour of cleaning up, half an hour of setting up
        assertThat(create(here, slot(TUESDAY, 9, 60))).isInstanceOf(Sessions.Saved.class);
        assertThat(sessions.create(
                        new SessionDetails(
                                activity.id(), slot(TUESDAY, 11, 60), other.id(), null, there.id(), 30, 1, ""),
                        true,
                        MANAGER))
                .isInstanceOfSatisfying(
                        Sessions.Occupied.class,
                        occupied -> assertThat(occupied.obstacles())
                                .extracting(Sessions.Obstacle::why)
                                .containsExactly(Why.TRAVELLING));
        assertThat(create(here, slot(TUESDAY, 11, 60))).as("it stays there").isInstanceOf(Sessions.Saved.class);
        assertThat(sessions.create(
                        new SessionDetails(
                                activity.id(), slot(TUESDAY, 15, 60), other.id(), null, there.id(), 30, 1, ""),
                        true,
                        MANAGER))
                .isInstanceOf(Sessions.Saved.class);
    }

    @Test
    void thePagesKeepWhatWasTyped() {
        TestBrowser browser = accounts.signedIn(Role.PROGRAMME_MANAGER).browser();
        String page = "/beheer/plaatsen/materiaal/" + key + "/onderhoud";
        long item = items().get(0).id();
        assertThat(browser.post(page + "/exemplaar/" + item, "etiket-" + item, "Printer 3", "opslag-" + item, "Kast 4")
                        .statusCode())
                .isEqualTo(303);
        assertThat(browser.get(page).body()).contains("Printer 3", "Kast 4");
        assertThat(browser.post(page, "exemplaar", "" + item, "eerste-dag", TUESDAY.toString(), "reden", "")
                        .body())
                .contains("Schrijf waarom", TUESDAY.toString());
        assertThat(browser.post(page, "exemplaar", "" + item, "eerste-dag", TUESDAY.toString(), "reden", "Keuring")
                        .statusCode())
                .isEqualTo(303);
        assertThat(browser.get(page).body()).contains("Keuring");
        assertThat(browser.post(page + "/weg/" + items().get(0).periods().get(0).id())
                        .statusCode())
                .isEqualTo(303);
        assertThat(browser.post(page + "/exemplaar/0", "etiket-0", "x").statusCode())
                .isEqualTo(404);
        assertThat(browser.post(
                                "/beheer/plaatsen/materiaal/" + key,
                                "naam",
                                "Mobiel techlab",
                                "soort",
                                "KIT",
                                "sets",
                                "1",
                                "stroom-nodig",
                                "ja",
                                "vloer",
                                "veel")
                        .statusCode())
                .isEqualTo(422);
    }

    private Bilingual name() {
        return new Bilingual("Set " + key, "Set " + key);
    }

    private void needs(boolean power, @Nullable Integer floor, @Nullable Integer travel) {
        assertThat(administration.save(
                        key,
                        new VenueAdministration.EquipmentDetails(EquipmentKind.KIT, name(), 1, power, floor, travel),
                        manager))
                .isInstanceOf(Outcome.Done.class);
    }

    private Room room(String name, @Nullable Boolean power, @Nullable Integer floor) {
        long id = venues.put(
                new Room(0, name + "-" + key, venue.id(), new Bilingual(name + key, name + key), 40, power, floor));
        return venues.findRoom(id).orElseThrow();
    }

    private List<Item> items() {
        return maintenance.of(venues.findEquipment(key).orElseThrow());
    }

    private Sessions.Result create(Room room, TimeSlot slot) {
        return sessions.create(
                new SessionDetails(activity.id(), slot, venue.id(), null, room.id(), 30, 1, ""), true, MANAGER);
    }

    private List<Sessions.Obstacle> obstacles(Room room, TimeSlot slot) {
        return ((Sessions.Occupied) create(room, slot)).obstacles();
    }

    private List<Why> whys(Room room, TimeSlot slot) {
        return obstacles(room, slot).stream().map(Sessions.Obstacle::why).toList();
    }

    private static long id(Sessions.Result result) {
        return ((Sessions.Saved) result).ids().get(0);
    }

    private static <T> List<String> keys(Outcome<T> outcome) {
        return outcome.either(
                        done -> Stream.<String>empty(),
                        problems -> problems.all().stream().map(Problems.Problem::key))
                .toList();
    }
}
