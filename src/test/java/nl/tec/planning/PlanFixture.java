package nl.tec.planning;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import nl.tec.planning.PlanInstance.Absence;
import nl.tec.planning.PlanInstance.Activity;
import nl.tec.planning.PlanInstance.Bus;
import nl.tec.planning.PlanInstance.Candidate;
import nl.tec.planning.PlanInstance.Daypart;
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
import org.jspecify.annotations.Nullable;

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
    private final List<WishDraft> wishes = new ArrayList<>();
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
        return person(
                person(id, Set.of(skills), EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.FRIDAY), 10, List.of(), Map.of()));
    }

    /** A person with the skill for robots who works on these days. */
    public static Person robotics(String id, Set<DayOfWeek> weekdays, int maxPerWeek) {
        return person(id, Set.of("robotics"), weekdays, maxPerWeek, List.of(), Map.of());
    }

    /** A person who works from 8 until 17 hours. */
    public static Person person(
            String id,
            Set<String> skills,
            Set<DayOfWeek> weekdays,
            int maxPerWeek,
            List<Absence> absences,
            Map<String, Integer> maxInWeek) {
        return new Person(
                id,
                skills,
                weekdays,
                LocalTime.of(8, 0),
                LocalTime.of(17, 0),
                Set.of(),
                maxPerWeek,
                absences,
                maxInWeek);
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
        wishes.add(new WishDraft(id, school, schoolClass, List.of(activities)));
        return this;
    }

    /** Changes the wish that was added last. */
    public PlanFixture but(Consumer<WishDraft> change) {
        change.accept(wishes.get(wishes.size() - 1));
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
                wishes.stream().map(WishDraft::wish).toList(),
                Map.copyOf(lag),
                List.copyOf(pins),
                List.copyOf(forbidden),
                List.copyOf(previous));
    }

    // --- variations of a wish

    public static Consumer<WishDraft> ofGrade(int grade) {
        return wish -> wish.grade = grade;
    }

    /** A combined class. */
    public static Consumer<WishDraft> ofGrades(int grade, Integer... grades) {
        return wish -> {
            wish.grade = grade;
            wish.grades = Set.of(grades);
        };
    }

    public static Consumer<WishDraft> of(int pupils, int adults) {
        return wish -> {
            wish.pupils = pupils;
            wish.adults = adults;
        };
    }

    public static Consumer<WishDraft> inWeeks(Week... weeks) {
        return wish -> wish.weeks = List.of(weeks);
    }

    public static Consumer<WishDraft> notOn(LocalDate... dates) {
        return wish -> wish.notDates = Set.of(dates);
    }

    public static Consumer<WishDraft> only(Daypart daypart) {
        return wish -> wish.dayparts = Set.of(daypart);
    }

    public static Consumer<WishDraft> together(String other) {
        return wish -> wish.together = other;
    }

    public static Consumer<WishDraft> ofBand(String band) {
        return wish -> wish.band = band;
    }

    /** A wish that can still be changed. */
    public static final class WishDraft {

        private final String id;
        private final String school;
        private final String schoolClass;
        private final List<String> activities;
        private int grade = 7;
        private int pupils = 24;
        private int adults = 4;
        private List<Week> weeks = List.of(new Week(WEEK, 0));
        private Set<LocalDate> notDates = Set.of();
        private Set<Daypart> dayparts = Set.of();
        private @Nullable String together;
        private String band = "7-8";
        private Set<Integer> grades = Set.of();

        private WishDraft(String id, String school, String schoolClass, List<String> activities) {
            this.id = id;
            this.school = school;
            this.schoolClass = schoolClass;
            this.activities = activities;
        }

        private Wish wish() {
            return new Wish(
                    id,
                    school,
                    schoolClass,
                    grade,
                    pupils,
                    adults,
                    activities,
                    weeks,
                    notDates,
                    dayparts,
                    together,
                    band,
                    grades);
        }
    }
}
