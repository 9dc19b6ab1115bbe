package nl.tec.planning;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import nl.tec.planning.PlanInstance.Activity;
import nl.tec.planning.PlanInstance.Bus;
import nl.tec.planning.PlanInstance.Candidate;
import nl.tec.planning.PlanInstance.Equipment;
import nl.tec.planning.PlanInstance.Hours;
import nl.tec.planning.PlanInstance.Mode;
import nl.tec.planning.PlanInstance.Near;
import nl.tec.planning.PlanInstance.Person;
import nl.tec.planning.PlanInstance.Placement;
import nl.tec.planning.PlanInstance.Room;
import nl.tec.planning.PlanInstance.School;
import nl.tec.planning.PlanInstance.Travel;
import nl.tec.planning.PlanInstance.Venue;
import nl.tec.planning.PlanInstance.Week;
import nl.tec.planning.PlanInstance.Wish;

/**
 * A fluent builder of a small instance. It starts with activities {@code robots} and {@code laser}, which each need one person
 * with that skill, a venue {@code hub} with rooms {@code red} and {@code blue}, a venue {@code works} with room {@code hall}, and
 * schools {@code near} (walks), {@code far} and {@code beyond} (by bus, near each other), without staff, buses and wishes.
 * <p>Everything is in the week of Monday 6 September 2027, {@value #WEEK}. Sessions take 90 minutes, plus 15 before and after.
 */
public final class PlanFixture {

    public static final LocalDate MONDAY = LocalDate.of(2027, 9, 6);
    public static final String WEEK = "2027-W36";

    private final Map<String, Activity> activities = new HashMap<>();
    private final List<Venue> venues = List.of(new Venue("hub"), new Venue("works"));
    private final List<Room> rooms =
            List.of(new Room("red", "hub"), new Room("blue", "hub"), new Room("hall", "works"));
    private final List<Equipment> equipment = new ArrayList<>();
    private final List<Person> staff = new ArrayList<>();
    private final List<Bus> buses = new ArrayList<>();
    private final List<School> schools = new ArrayList<>();
    private final List<Travel> travel = new ArrayList<>();
    private final List<Near> near = new ArrayList<>();
    private final List<Candidate> candidates = new ArrayList<>();
    private final List<Wish> wishes = new ArrayList<>();
    private final Map<String, Integer> lag = new HashMap<>();
    private final List<Placement> pins = new ArrayList<>();
    private final List<Placement> forbidden = new ArrayList<>();
    private final List<Placement> previous = new ArrayList<>();

    public PlanFixture() {
        activity("robots", Map.of("robotics", 1), Map.of());
        activity("laser", Map.of("laser", 1), Map.of());
        school("near", Mode.WALK, 10);
        school("far", Mode.BUS, 15);
        school("beyond", Mode.BUS, 15);
        near.add(new Near("far", "beyond", 5));
    }

    public PlanFixture activity(String id, Map<String, Integer> skills, Map<String, Integer> things) {
        activities.put(id, new Activity(id, skills, things, 3, 8));
        return this;
    }

    public PlanFixture equipment(String id, int quantity) {
        equipment.add(new Equipment(id, quantity));
        return this;
    }

    public PlanFixture school(String id, Mode mode, int minutes) {
        Map<DayOfWeek, Hours> hours = new EnumMap<>(DayOfWeek.class);
        for (DayOfWeek day : EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.FRIDAY)) {
            hours.put(day, new Hours(LocalTime.of(8, 30), LocalTime.of(15, 0)));
        }
        schools.add(new School(id, hours));
        venues.forEach(venue -> travel.add(new Travel(id, venue.id(), mode, minutes, minutes / 2.0)));
        return this;
    }

    /** Adds a person with these skills who works from Monday to Friday. */
    public PlanFixture person(String id, String... skills) {
        return person(new Person(
                id,
                Set.of(skills),
                EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.FRIDAY),
                LocalTime.of(8, 0),
                LocalTime.of(17, 0),
                Set.of(),
                10));
    }

    public PlanFixture person(Person person) {
        staff.add(person);
        return this;
    }

    public PlanFixture bus(String id) {
        return bus(new Bus(id, 53, LocalTime.of(8, 0), LocalTime.of(17, 0)));
    }

    public PlanFixture bus(Bus bus) {
        buses.add(bus);
        return this;
    }

    public PlanFixture candidate(long id, String activity, String room, LocalDate day, String time) {
        return candidate(id, activity, room, day, time, 1, 32);
    }

    public PlanFixture candidate(
            long id, String activity, String room, LocalDate day, String time, int classes, int pupils) {
        LocalDateTime start = day.atTime(LocalTime.parse(time));
        LocalDateTime end = start.plusMinutes(90);
        candidates.add(new Candidate(
                id,
                activity,
                room,
                room.equals("hall") ? "works" : "hub",
                start,
                end,
                start.minusMinutes(15),
                end.plusMinutes(15),
                classes,
                pupils));
        return this;
    }

    /** Adds the wish of a class of 24 pupils in group 7 with 4 adults, on any day of the week. */
    public PlanFixture wish(String id, String school, String schoolClass, String... activities) {
        return wish(
                new Wish(
                        id,
                        school,
                        schoolClass,
                        7,
                        24,
                        4,
                        Arrays.asList(activities),
                        List.of(new Week(WEEK, 0)),
                        Set.of(),
                        Set.of(),
                        null,
                        "7-8"),
                wish -> wish);
    }

    /** Changes the wish that was added last. */
    public PlanFixture but(UnaryOperator<Wish> change) {
        return wish(wishes.remove(wishes.size() - 1), change);
    }

    private PlanFixture wish(Wish wish, UnaryOperator<Wish> change) {
        wishes.add(change.apply(wish));
        return this;
    }

    public PlanFixture pin(String wish, long candidate) {
        pins.add(new Placement(wish, candidate));
        return this;
    }

    public PlanFixture forbid(String wish, long candidate) {
        forbidden.add(new Placement(wish, candidate));
        return this;
    }

    public PlanFixture previous(String wish, long candidate) {
        previous.add(new Placement(wish, candidate));
        return this;
    }

    public PlanFixture lag(String band, int weight) {
        lag.put(band, weight);
        return this;
    }

    public PlanInstance instance() {
        return new PlanInstance(
                "2027/28",
                activities.values().stream()
                        .sorted((x, y) -> x.id().compareTo(y.id()))
                        .toList(),
                venues,
                rooms,
                List.copyOf(equipment),
                List.copyOf(staff),
                List.copyOf(buses),
                5,
                10,
                30,
                List.copyOf(schools),
                List.copyOf(travel),
                List.copyOf(near),
                List.copyOf(candidates),
                List.copyOf(wishes),
                Map.copyOf(lag),
                List.copyOf(pins),
                List.copyOf(forbidden),
                List.copyOf(previous));
    }

    // --- variations of a wish

    public static UnaryOperator<Wish> ofGrade(int grade) {
        return w -> new Wish(
                w.id(),
                w.school(),
                w.schoolClass(),
                grade,
                w.pupils(),
                w.adults(),
                w.activities(),
                w.weeks(),
                w.notDates(),
                w.dayparts(),
                w.together(),
                w.band());
    }

    /** A combined class. */
    public static UnaryOperator<Wish> ofGrades(int grade, Integer... grades) {
        return w -> new Wish(
                w.id(),
                w.school(),
                w.schoolClass(),
                grade,
                w.pupils(),
                w.adults(),
                w.activities(),
                w.weeks(),
                w.notDates(),
                w.dayparts(),
                w.together(),
                w.band(),
                Set.of(grades));
    }

    public static UnaryOperator<Wish> of(int pupils, int adults) {
        return w -> new Wish(
                w.id(),
                w.school(),
                w.schoolClass(),
                w.grade(),
                pupils,
                adults,
                w.activities(),
                w.weeks(),
                w.notDates(),
                w.dayparts(),
                w.together(),
                w.band());
    }

    public static UnaryOperator<Wish> inWeeks(Week... weeks) {
        return w -> new Wish(
                w.id(),
                w.school(),
                w.schoolClass(),
                w.grade(),
                w.pupils(),
                w.adults(),
                w.activities(),
                List.of(weeks),
                w.notDates(),
                w.dayparts(),
                w.together(),
                w.band());
    }

    public static UnaryOperator<Wish> notOn(LocalDate... dates) {
        return w -> new Wish(
                w.id(),
                w.school(),
                w.schoolClass(),
                w.grade(),
                w.pupils(),
                w.adults(),
                w.activities(),
                w.weeks(),
                Set.of(dates),
                w.dayparts(),
                w.together(),
                w.band());
    }

    public static UnaryOperator<Wish> only(PlanInstance.Daypart daypart) {
        return w -> new Wish(
                w.id(),
                w.school(),
                w.schoolClass(),
                w.grade(),
                w.pupils(),
                w.adults(),
                w.activities(),
                w.weeks(),
                w.notDates(),
                Set.of(daypart),
                w.together(),
                w.band());
    }

    public static UnaryOperator<Wish> together(String other) {
        return w -> new Wish(
                w.id(),
                w.school(),
                w.schoolClass(),
                w.grade(),
                w.pupils(),
                w.adults(),
                w.activities(),
                w.weeks(),
                w.notDates(),
                w.dayparts(),
                other,
                w.band());
    }

    public static UnaryOperator<Wish> ofBand(String band) {
        return w -> new Wish(
                w.id(),
                w.school(),
                w.schoolClass(),
                w.grade(),
                w.pupils(),
                w.adults(),
                w.activities(),
                w.weeks(),
                w.notDates(),
                w.dayparts(),
                w.together(),
                band);
    }
}
