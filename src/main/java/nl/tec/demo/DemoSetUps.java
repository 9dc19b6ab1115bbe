package nl.tec.demo;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import nl.tec.accounts.Actor;
import nl.tec.programme.SessionDetails;
import nl.tec.programme.Sessions;
import nl.tec.shared.Bilingual;
import nl.tec.shared.Dates;
import nl.tec.shared.Outcome;
import nl.tec.shared.TimeSlot;
import nl.tec.shared.WeekdayHours;
import nl.tec.venues.Equipment;
import nl.tec.venues.EquipmentKind;
import nl.tec.venues.Maintenance;
import nl.tec.venues.Maintenance.Item;
import nl.tec.venues.OpeningHours;
import nl.tec.venues.Room;
import nl.tec.venues.SetUp;
import nl.tec.venues.SetUps;
import nl.tec.venues.Venue;
import nl.tec.venues.Venues;
import org.springframework.stereotype.Component;

/** A set-up in a school for two weeks with sessions in it, opening hours of a venue, and a weekend of maintenance. All fictional. */
@Component
class DemoSetUps {

    private static final int WEEKS_AHEAD = 3;

    /** The maximum number of weeks of delay when its room or its equipment is taken. */
    private static final int MAX_LATER = 12;

    private final SetUps setUps;
    private final OpeningHours hours;
    private final Sessions sessions;
    private final Venues venues;
    private final Maintenance maintenance;

    DemoSetUps(SetUps setUps, OpeningHours hours, Sessions sessions, Venues venues, Maintenance maintenance) {
        this.setUps = setUps;
        this.hours = hours;
        this.sessions = sessions;
        this.venues = venues;
        this.maintenance = maintenance;
    }

    /** @param activity that needs the set-up; it has no sessions yet */
    void fill(long activity, LocalDate today, Set<LocalDate> daysOff, Actor by) {
        Venue school = venues.find("ehl-lebuinuslaan").orElseThrow();
        Room workshop = rooms(school).get(rooms(school).size() - 1);
        long id = setUps.save(
                        null,
                        0,
                        new Bilingual("Dansvloer voor robots", "Dance floor for robots"),
                        List.of("tekenrobots"),
                        by)
                .orElseThrow();
        for (int later = 0; later < MAX_LATER; later++) {
            LocalDate first = Dates.monday(today).plusWeeks(WEEKS_AHEAD + later);
            SetUp setUp = setUps.find(id).orElseThrow();
            if (setUps.place(setUp, workshop.id(), first, first.plusDays(11), by) instanceof Outcome.Done) {
                setUps.need(setUp, activity, by);
                plan(activity, school, workshop, first, daysOff, by);
                break;
            }
        }
        venues.find("popup-binnenstad").ifPresent(popUp -> hours.save(popUp, null, week(), by));
        venues.find("techlab")
                .ifPresent(techlab -> rooms(techlab).stream()
                        .filter(room -> room.name().dutch().equals("Foodlab"))
                        .forEach(room -> {
                            LocalDate saturday = Dates.monday(today).plusDays(19);
                            hours.close(
                                    techlab,
                                    room,
                                    saturday,
                                    saturday.plusDays(1),
                                    "Onderhoud aan de afzuiging (verzonnen)",
                                    by);
                        }));
        equip(today, by);
    }

    /** Adds a travelling techlab with its own tent, halls with and without space for it, and an item under repair. */
    private void equip(LocalDate today, Actor by) {
        venues.put(new Equipment(
                "reizend-techlab",
                EquipmentKind.MACHINE,
                new Bilingual("Reizend techlab met tent (verzonnen)", "Travelling techlab with tent (invented)"),
                1,
                true,
                80,
                45));
        Map<String, Integer> floors = Map.of("forum", 150, "bouwhal", 120, "robotlab", 60, "keizerslanden-zaal", 40);
        venues.rooms().stream()
                .filter(room -> floors.containsKey(room.key()))
                .forEach(room -> venues.put(new Room(
                        0, room.key(), room.venueId(), room.name(), room.capacity(), true, floors.get(room.key()))));
        List<Item> headsets = maintenance.of(venues.findEquipment("vr-set").orElseThrow());
        maintenance.describe(headsets, headsets.get(0).id(), "Koffer 1", "Techlab, kast 4", by);
        maintenance.describe(headsets, headsets.get(1).id(), "Koffer 2", "Techlab, kast 4", by);
        LocalDate monday = Dates.monday(today).plusWeeks(MAX_LATER);
        maintenance.plan(
                headsets,
                headsets.get(1).id(),
                monday,
                monday.plusDays(4),
                "Nieuwe bandjes en een schoonmaakbeurt (verzonnen)",
                by);
    }

    private void plan(long activity, Venue school, Room room, LocalDate first, Set<LocalDate> daysOff, Actor by) {
        List<SessionDetails> dates = new ArrayList<>();
        first.datesUntil(first.plusDays(12))
                .filter(day -> day.getDayOfWeek() == DayOfWeek.TUESDAY || day.getDayOfWeek() == DayOfWeek.THURSDAY)
                .filter(day -> !daysOff.contains(day))
                .forEach(day -> dates.add(new SessionDetails(
                        activity,
                        new TimeSlot(Dates.at(day, LocalTime.of(9, 30)), Dates.at(day, LocalTime.of(11, 0))),
                        school.id(),
                        null,
                        room.id(),
                        30,
                        1,
                        "")));
        sessions.createAll(dates, true, by);
    }

    private List<Room> rooms(Venue venue) {
        return venues.rooms().stream()
                .filter(room -> room.venueId() == venue.id())
                .toList();
    }

    /** Returns six long days, which include everything that is planned there. */
    private static List<WeekdayHours> week() {
        return EnumSet.complementOf(EnumSet.of(DayOfWeek.SUNDAY)).stream()
                .map(day -> new WeekdayHours(day, LocalTime.of(8, 0), LocalTime.of(21, 0)))
                .toList();
    }
}
