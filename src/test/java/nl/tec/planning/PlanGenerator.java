package nl.tec.planning;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.temporal.IsoFields;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import nl.tec.planning.PlanInstance.Activity;
import nl.tec.planning.PlanInstance.Bus;
import nl.tec.planning.PlanInstance.Candidate;
import nl.tec.planning.PlanInstance.Equipment;
import nl.tec.planning.PlanInstance.Hours;
import nl.tec.planning.PlanInstance.Mode;
import nl.tec.planning.PlanInstance.Near;
import nl.tec.planning.PlanInstance.Person;
import nl.tec.planning.PlanInstance.Room;
import nl.tec.planning.PlanInstance.School;
import nl.tec.planning.PlanInstance.Travel;
import nl.tec.planning.PlanInstance.Venue;
import nl.tec.planning.PlanInstance.Week;
import nl.tec.planning.PlanInstance.Wish;
import nl.tec.shared.Dates;

/**
 * Generates random instances around a hidden plan that places a known number of wishes. First a complete plan is drawn (rooms,
 * staff, buses), then wishes that fit it, extended with other choices, and the supply is extended with other candidates until the
 * plan uses the share {@code tight} of the room time. The plan itself is discarded.
 */
public final class PlanGenerator {

    /**
     * A generated instance.
     *
     * @param possible the number of wishes that can be placed together; with {@code tight} 1, the maximum
     * @param shared the number of classes in the hidden plan that share a bus with another
     */
    public record Drawn(PlanInstance instance, int possible, int shared) {}

    private static final List<String> SKILLS =
            List.of("robotics", "laser", "3d", "drones", "electro", "build", "food", "media");
    private static final LocalDate FIRST = LocalDate.of(2027, 9, 6);
    private static final Set<Integer> HOLIDAYS = Set.of(42, 52, 53, 8, 18);
    private static final List<LocalTime> STARTS =
            List.of(LocalTime.of(8, 45), LocalTime.of(11, 0), LocalTime.of(12, 45));
    private static final int BOARDING = 5;
    private static final int TURNAROUND = 10;
    private static final int BETWEEN_VENUES = 30;
    private static final int SEATS = 53;

    private record Point(double latitude, double longitude) {
        double kilometres(Point other) {
            return 111.2
                    * Math.hypot(
                            latitude - other.latitude, (longitude - other.longitude) * Math.cos(Math.toRadians(52.25)));
        }
    }

    private record Hall(String id, String venue, List<Integer> activities) {}

    private record Slot(Hall hall, LocalDate day, LocalTime start) {}

    private record SchoolClass(int grade, int pupils) {
        int adults() {
            return Math.max(2, (pupils + 6) / 7);
        }
    }

    private record Draft(int school, int classNumber, int activity, LocalDate day) {}

    private record Interval(LocalDateTime from, LocalDateTime until) {}

    /** A bus trip of the hidden plan, which a second class may join. */
    private static final class Ride {
        final int bus;
        final String venue;
        final LocalDateTime start;
        final LocalDateTime end;
        final int load;
        final int school;
        Interval time;
        boolean isShared;

        Ride(int bus, String venue, LocalDateTime start, LocalDateTime end, int load, int school, Interval time) {
            this.bus = bus;
            this.venue = venue;
            this.start = start;
            this.end = end;
            this.load = load;
            this.school = school;
            this.time = time;
        }
    }

    private final Random random;
    private final int number;
    private final double tight;
    private final boolean dense;
    private final double over;
    private final int scale;

    private final List<LocalDate> days;
    private final List<Activity> activities = new ArrayList<>();
    private final List<Integer> minutes = new ArrayList<>();
    private final List<Venue> venues = new ArrayList<>();
    private final List<Hall> halls = new ArrayList<>();
    private final List<School> schools = new ArrayList<>();
    private final List<List<SchoolClass>> classes = new ArrayList<>();
    private final List<Person> staff = new ArrayList<>();
    private final List<Travel> travel = new ArrayList<>();
    private final Map<List<String>, Travel> ways = new HashMap<>();
    private final List<Near> near = new ArrayList<>();
    private final Map<Set<Integer>, Integer> detours = new HashMap<>();

    // the hidden plan
    private final Map<String, List<Interval>> busy = new HashMap<>();
    private final Map<List<Object>, Integer> worked = new HashMap<>();
    private final Set<List<Object>> out = new HashSet<>();
    private final Map<List<Integer>, Integer> visits = new HashMap<>();
    private final List<Ride> rides = new ArrayList<>();
    private final List<Slot> used = new ArrayList<>();
    private final List<Draft> drafts = new ArrayList<>();
    private int shared;

    private PlanGenerator(long seed, int number, double tight, boolean dense, double over) {
        random = new Random(seed);
        this.number = number;
        this.tight = tight;
        this.dense = dense;
        this.over = over;
        scale = Math.max(1, (int) Math.rint(number / 520.0));
        days = FIRST.datesUntil(FIRST.plusWeeks(41))
                .filter(day -> day.getDayOfWeek().getValue() <= 5
                        && !HOLIDAYS.contains(day.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR)))
                .toList();
    }

    /**
     * Generates an instance.
     *
     * @param number the number of placeable wishes; fewer are drawn if no more fit
     * @param tight the share of the supply that the hidden plan uses
     * @param dense whether days are filled one after another, so that staff, buses and equipment are scarce too
     * @param over the share of wishes added beyond the plan
     */
    public static Drawn draw(long seed, int number, double tight, boolean dense, double over) {
        PlanGenerator generator = new PlanGenerator(seed, number, tight, dense, over);
        generator.drawWorld();
        List<Slot> order = generator.order();
        order.forEach(generator::fill);
        return generator.instance(order);
    }

    // --- supply and schools

    private void drawWorld() {
        List<Point> venuePoints = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            venues.add(new Venue("v" + i));
            venuePoints.add(new Point(52.25 + between(-.03, .03), 6.16 + between(-.05, .05)));
        }
        drawSchools(venuePoints);
        for (int i = 0; i < 24; i++) {
            minutes.add(pick(List.of(90, 90, 120)));
            activities.add(new Activity(
                    "a" + i,
                    Map.of(SKILLS.get(i % SKILLS.size()), i % 6 == 0 ? 2 : 1),
                    i % 3 == 0 ? Map.of("e" + i % 6, 1) : Map.of(),
                    i % 2 == 1 ? 5 : 3,
                    8));
        }
        int[] rooms = {4, 2, 2, 1, 1};
        for (int v = 0; v < 5; v++) {
            for (int k = 0; k < rooms[v]; k++) {
                List<Integer> offered = sample(numbers(24), 9);
                for (int copy = 0; copy < scale; copy++) {
                    halls.add(new Hall("v" + v + "r" + k + (copy == 0 ? "" : "_" + copy), "v" + v, offered));
                }
            }
        }
        for (int i = 0; i < 9 * scale; i++) {
            Set<String> skills = new TreeSet<>(sample(SKILLS, 2));
            skills.add(SKILLS.get(i % SKILLS.size()));
            Set<DayOfWeek> weekdays = EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.FRIDAY);
            weekdays.remove(DayOfWeek.of(1 + random.nextInt(5)));
            Set<LocalDate> off = new HashSet<>();
            for (int k = 0; k < 6; k++) {
                off.add(pick(days));
            }
            staff.add(new Person(
                    "p" + i, skills, weekdays, LocalTime.of(8, 0), LocalTime.of(16, 30), off, dense ? 6 : 12));
        }
    }

    private void drawSchools(List<Point> venuePoints) {
        List<Point> points = new ArrayList<>();
        for (int s = 0; s < Math.max(8, number / 12); s++) {
            Point point = new Point(52.25 + between(-.09, .09), 6.16 + between(-.13, .13));
            points.add(point);
            Map<DayOfWeek, Hours> hours = new EnumMap<>(DayOfWeek.class);
            for (DayOfWeek day : EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.FRIDAY)) {
                LocalTime end = day == DayOfWeek.WEDNESDAY ? LocalTime.of(12, 15) : LocalTime.of(14, 45);
                hours.put(day, new Hours(LocalTime.of(8, 30), end));
            }
            schools.add(new School("s" + s, hours));
            for (int v = 0; v < 5; v++) {
                double km = point.kilometres(venuePoints.get(v)) * 1.3;
                Mode mode = km < 1 ? Mode.WALK : km < 3.5 ? Mode.BIKE : Mode.BUS;
                double speed = km < 1 ? 4.5 : km < 3.5 ? 12 : 35;
                Travel way = new Travel(
                        "s" + s, "v" + v, mode, (int) Math.rint(km / speed * 60) + 3, Math.rint(km * 10) / 10);
                travel.add(way);
                ways.put(List.of(way.school(), way.venue()), way);
            }
            List<SchoolClass> ofSchool = new ArrayList<>();
            for (int grade = 3; grade <= 8; grade++) {
                int parallel = pick(List.of(1, 1, 2));
                for (int k = 0; k < parallel; k++) {
                    ofSchool.add(new SchoolClass(grade, 18 + random.nextInt(13)));
                }
            }
            classes.add(ofSchool);
            for (int other = 0; other < s; other++) {
                double km = point.kilometres(points.get(other));
                if (km < 2) {
                    int detour = (int) Math.rint(km * 1.3 / 30 * 60) + 4;
                    near.add(new Near("s" + other, "s" + s, detour));
                    detours.put(Set.of(other, s), detour);
                }
            }
        }
    }

    private List<Slot> order() {
        List<Slot> order = new ArrayList<>();
        for (LocalDate day : days) {
            for (LocalTime start : STARTS) {
                for (Hall hall : halls) {
                    order.add(new Slot(hall, day, start));
                }
            }
        }
        Collections.shuffle(order, random);
        if (dense) {
            List<LocalDate> shuffled = sample(days, days.size());
            Map<LocalDate, Integer> rank = new HashMap<>();
            shuffled.forEach(day -> rank.put(day, rank.size()));
            order.sort(Comparator.comparing(slot -> rank.get(slot.day())));
        }
        return order;
    }

    // --- the hidden plan

    /** Plans one of three random activities in this slot, if room, equipment, staff, a class and a bus are available. */
    private void fill(Slot slot) {
        if (drafts.size() >= number) {
            return;
        }
        for (int activity : sample(slot.hall().activities(), 3)) {
            if (plan(slot, activity)) {
                return;
            }
        }
    }

    private boolean plan(Slot slot, int activity) {
        LocalDateTime start = slot.day().atTime(slot.start());
        LocalDateTime end = start.plusMinutes(minutes.get(activity));
        Interval occupied = new Interval(start.minusMinutes(15), end.plusMinutes(15));
        Activity offered = activities.get(activity);
        if (!isFree(slot.hall().id(), occupied) || !hasEquipment(offered, occupied)) {
            return false;
        }
        List<String> team = team(offered, occupied);
        if (team.isEmpty()) {
            return false;
        }
        List<Integer> pool = sample(numbers(schools.size()), Math.min(schools.size(), 25));
        for (int school : pool) {
            if (isInHours(school, start, end, way(school, slot.hall().venue()).minutes())
                    && visit(slot, activity, school, start, end)) {
                take(slot.hall().id(), occupied);
                team.forEach(person -> {
                    take(person, occupied);
                    worked.merge(week(person, slot.day()), 1, Integer::sum);
                });
                offered.equipment().forEach((thing, needed) -> {
                    for (int i = 0; i < needed; i++) {
                        take(thing, occupied);
                    }
                });
                used.add(slot);
                return true;
            }
        }
        return false;
    }

    private List<String> team(Activity offered, Interval occupied) {
        List<String> team = new ArrayList<>();
        LocalDate day = occupied.from().toLocalDate();
        Interval wide = new Interval(
                occupied.from().minusMinutes(BETWEEN_VENUES), occupied.until().plusMinutes(BETWEEN_VENUES));
        for (Map.Entry<String, Integer> need : offered.staff().entrySet()) {
            List<Person> able = staff.stream()
                    .filter(person -> person.skills().contains(need.getKey())
                            && person.weekdays().contains(day.getDayOfWeek())
                            && !person.daysOff().contains(day)
                            && !occupied.from().toLocalTime().isBefore(person.from())
                            && !occupied.until().toLocalTime().isAfter(person.until())
                            && isFree(person.id(), wide)
                            && worked.getOrDefault(week(person.id(), day), 0) < person.maxPerWeek())
                    .sorted(Comparator.comparingInt(person -> person.skills().size()))
                    .limit(need.getValue())
                    .toList();
            if (able.size() < need.getValue()) {
                return List.of();
            }
            able.forEach(person -> team.add(person.id()));
        }
        return team;
    }

    /** Finds an available class of the school, and its bus. */
    private boolean visit(Slot slot, int activity, int school, LocalDateTime start, LocalDateTime end) {
        Activity offered = activities.get(activity);
        List<Integer> can = numbers(classes.get(school).size()).stream()
                .filter(k -> {
                    int grade = classes.get(school).get(k).grade();
                    return offered.fromGrade() <= grade
                            && grade <= offered.toGrade()
                            && visits.getOrDefault(List.of(school, k), 0) < 3
                            && !out.contains(List.of(school, k, slot.day()));
                })
                .toList();
        if (can.isEmpty()) {
            return false;
        }
        int k = pick(can);
        String venue = slot.hall().venue();
        if (way(school, venue).mode() == Mode.BUS
                && !ride(school, classes.get(school).get(k), venue, start, end)) {
            return false;
        }
        out.add(List.of(school, k, slot.day()));
        visits.merge(List.of(school, k), 1, Integer::sum);
        drafts.add(new Draft(school, k, activity, slot.day()));
        return true;
    }

    private boolean ride(int school, SchoolClass group, String venue, LocalDateTime start, LocalDateTime end) {
        int load = group.pupils() + group.adults();
        Interval time = trip(start, end, way(school, venue).minutes());
        for (int b = 0; b < 3 * scale; b++) {
            if (isFree("b" + b, time)) {
                take("b" + b, time);
                rides.add(new Ride(b, venue, start, end, load, school, time));
                return true;
            }
        }
        return dense && share(school, load, venue, start, end);
    }

    private boolean share(int school, int load, String venue, LocalDateTime start, LocalDateTime end) {
        for (Ride ride : rides) {
            Integer detour = ride.school == school ? Integer.valueOf(0) : detours.get(Set.of(ride.school, school));
            if (ride.isShared
                    || detour == null
                    || !ride.venue.equals(venue)
                    || !ride.start.equals(start)
                    || !ride.end.equals(end)
                    || ride.load + load > SEATS) {
                continue;
            }
            int longest = Math.max(
                            way(school, venue).minutes(),
                            way(ride.school, venue).minutes())
                    + detour;
            if (!isInHours(school, start, end, longest) || !isInHours(ride.school, start, end, longest)) {
                continue;
            }
            List<Interval> ofBus = Objects.requireNonNull(busy.get("b" + ride.bus));
            ofBus.remove(ride.time);
            Interval longer = trip(start, end, longest);
            if (!isFree("b" + ride.bus, longer)) {
                ofBus.add(ride.time);
                continue;
            }
            ofBus.add(longer);
            ride.time = longer;
            ride.isShared = true;
            shared++;
            return true;
        }
        return false;
    }

    private static Interval trip(LocalDateTime start, LocalDateTime end, int minutes) {
        return new Interval(start.minusMinutes(minutes + BOARDING), end.plusMinutes(minutes + BOARDING + TURNAROUND));
    }

    private boolean isInHours(int school, LocalDateTime start, LocalDateTime end, int minutes) {
        Hours hours = Objects.requireNonNull(schools.get(school).hours().get(start.getDayOfWeek()));
        return !start.minusMinutes(minutes + BOARDING).toLocalTime().isBefore(hours.from())
                && !end.plusMinutes(minutes + BOARDING).toLocalTime().isAfter(hours.until());
    }

    private boolean hasEquipment(Activity offered, Interval time) {
        return offered.equipment().entrySet().stream()
                .allMatch(need -> busy.getOrDefault(need.getKey(), List.of()).stream()
                                        .filter(other -> overlaps(other, time))
                                        .count()
                                + need.getValue()
                        <= 2L * scale);
    }

    private boolean isFree(String what, Interval time) {
        return busy.getOrDefault(what, List.of()).stream().noneMatch(other -> overlaps(other, time));
    }

    private static boolean overlaps(Interval x, Interval y) {
        return x.from().isBefore(y.until()) && y.from().isBefore(x.until());
    }

    private void take(String what, Interval time) {
        busy.computeIfAbsent(what, key -> new ArrayList<>()).add(time);
    }

    private Travel way(int school, String venue) {
        return Objects.requireNonNull(ways.get(List.of("s" + school, venue)));
    }

    private static List<Object> week(String person, LocalDate day) {
        return List.of(person, Dates.isoWeek(day));
    }

    // --- the instance around it

    private Drawn instance(List<Slot> order) {
        int possible = drafts.size();
        for (int i = 0; i < Math.round(over * possible); i++) {
            Draft like = drafts.get(random.nextInt(possible));
            int grade = classes.get(like.school()).get(like.classNumber()).grade();
            drafts.add(new Draft(
                    like.school(),
                    like.classNumber(),
                    pick(suitable(grade)),
                    pick(used).day()));
        }
        if (over > 0) {
            Collections.shuffle(drafts, random);
        }
        Set<Slot> taken = new HashSet<>(used);
        List<Slot> slots = new ArrayList<>(used);
        order.stream()
                .filter(slot -> !taken.contains(slot))
                .limit((int) (possible / tight) - possible)
                .forEach(slots::add);
        List<Candidate> candidates = new ArrayList<>();
        for (Slot slot : slots) {
            for (int activity : slot.hall().activities()) {
                LocalDateTime start = slot.day().atTime(slot.start());
                LocalDateTime end = start.plusMinutes(minutes.get(activity));
                candidates.add(new Candidate(
                        candidates.size(),
                        "a" + activity,
                        slot.hall().id(),
                        slot.hall().venue(),
                        start,
                        end,
                        start.minusMinutes(15),
                        end.plusMinutes(15),
                        1,
                        32));
            }
        }
        List<Wish> wishes = new ArrayList<>();
        List<String> weeks = days.stream().map(Dates::isoWeek).distinct().toList();
        for (Draft draft : drafts) {
            wishes.add(wish("w" + wishes.size(), draft, weeks));
        }
        return new Drawn(
                new PlanInstance(
                        "2027/28",
                        activities,
                        venues,
                        halls.stream()
                                .map(hall -> new Room(hall.id(), hall.venue()))
                                .toList(),
                        numbers(6).stream()
                                .map(i -> new Equipment("e" + i, 2 * scale))
                                .toList(),
                        staff,
                        numbers(3 * scale).stream()
                                .map(i -> new Bus("b" + i, SEATS, LocalTime.of(8, 0), LocalTime.of(16, 30)))
                                .toList(),
                        BOARDING,
                        TURNAROUND,
                        BETWEEN_VENUES,
                        schools,
                        travel,
                        near,
                        candidates,
                        wishes,
                        Map.of("7-8", 2, "3-6", 1),
                        List.of(),
                        List.of(),
                        List.of()),
                possible,
                shared);
    }

    private Wish wish(String id, Draft draft, List<String> weeks) {
        SchoolClass group = classes.get(draft.school()).get(draft.classNumber());
        List<Integer> others = new ArrayList<>(suitable(group.grade()));
        others.remove(Integer.valueOf(draft.activity()));
        List<Integer> wished = new ArrayList<>(sample(others, Math.min(2, others.size())));
        wished.add(Math.min(wished.size(), pick(List.of(0, 0, 1, 2))), draft.activity());
        int at = weeks.indexOf(Dates.isoWeek(draft.day()));
        int low = Math.max(0, at - random.nextInt(7));
        int high = Math.min(weeks.size(), at + 1 + random.nextInt(7));
        List<Integer> range = numbers(high - low).stream().map(i -> low + i).toList();
        Set<Integer> preferred = new HashSet<>(sample(range, Math.max(1, (high - low) / 2)));
        Set<LocalDate> notDates = new HashSet<>(sample(days, 5));
        notDates.remove(draft.day());
        return new Wish(
                id,
                "s" + draft.school(),
                "s" + draft.school() + "c" + draft.classNumber(),
                group.grade(),
                group.pupils(),
                group.adults(),
                wished.stream().map(i -> "a" + i).toList(),
                range.stream()
                        .map(i -> new Week(weeks.get(i), preferred.contains(i) ? 0 : 1))
                        .toList(),
                notDates,
                Set.of(),
                null,
                group.grade() >= 7 ? "7-8" : "3-6");
    }

    private List<Integer> suitable(int grade) {
        return numbers(24).stream()
                .filter(i -> activities.get(i).fromGrade() <= grade
                        && grade <= activities.get(i).toGrade())
                .toList();
    }

    // --- drawing

    private double between(double from, double to) {
        return from + random.nextDouble() * (to - from);
    }

    private <T> T pick(List<T> values) {
        return values.get(random.nextInt(values.size()));
    }

    private <T> List<T> sample(Collection<T> values, int size) {
        List<T> shuffled = new ArrayList<>(values);
        Collections.shuffle(shuffled, random);
        return new ArrayList<>(shuffled.subList(0, size));
    }

    private static List<Integer> numbers(int size) {
        Integer[] numbers = new Integer[size];
        Arrays.setAll(numbers, i -> i);
        return List.of(numbers);
    }
}
