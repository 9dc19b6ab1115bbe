package nl.tec.planning;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.temporal.IsoFields;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import nl.tec.planning.PlanCheck.Violation;
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
import nl.tec.planning.PlanInstance.School;
import nl.tec.planning.PlanInstance.Travel;
import nl.tec.planning.PlanInstance.Week;
import nl.tec.planning.PlanInstance.Wish;
import nl.tec.planning.PlanSolution.Assignment;
import nl.tec.planning.PlanSolution.HeldSession;
import nl.tec.planning.PlanSolution.Reason;
import nl.tec.planning.PlanSolution.Trip;
import nl.tec.planning.PlanSolution.Unmet;
import org.jspecify.annotations.Nullable;

/**
 * Checks a plan against its instance by every hard rule of rules 5.2, and computes its score. It shares nothing with the solver but
 * the file format, so that it detects mistakes of the solver.
 */
public final class PlanChecker {

    private final PlanInstance instance;
    private final PlanSolution plan;
    private final List<Violation> violations = new ArrayList<>();

    private final Map<String, Activity> activities;
    private final Map<Long, Candidate> candidates;
    private final Map<String, Wish> wishes;
    private final Map<String, Person> staff;
    private final Map<String, Bus> buses;
    private final Map<String, School> schools;
    private final Map<String, Integer> quantities;
    private final Map<List<String>, Travel> travel;
    private final Map<Set<String>, Integer> detours;
    private final Map<String, Long> offered;
    private final Map<LocalDate, String> weeks;

    /** The met wishes with their assignments, as far as they refer to wishes and candidates that exist. */
    private final Map<String, Assignment> assigned = new LinkedHashMap<>();

    private final Map<Long, List<Wish>> audience = new LinkedHashMap<>();
    private final Map<Long, List<String>> teams = new LinkedHashMap<>();
    private double busKm;

    /** An index of an instance, reusable for every plan of it; only pins and prohibitions may differ. */
    public static final class Index {

        private final Map<String, Activity> activities;
        private final Map<Long, Candidate> candidates;
        private final Map<String, Wish> wishes;
        private final Map<String, Person> staff;
        private final Map<String, Bus> buses;
        private final Map<String, School> schools;
        private final Map<String, Integer> quantities;
        private final Map<List<String>, Travel> travel = new HashMap<>();
        private final Map<Set<String>, Integer> detours = new HashMap<>();

        /** Per activity. */
        private final Map<String, Long> offered;

        private final Map<LocalDate, String> weeks = new HashMap<>();

        public Index(PlanInstance instance) {
            activities = byId(instance.activities(), Activity::id);
            candidates = byId(instance.candidates(), Candidate::id);
            wishes = byId(instance.wishes(), Wish::id);
            staff = byId(instance.staff(), Person::id);
            buses = byId(instance.buses(), Bus::id);
            schools = byId(instance.schools(), School::id);
            quantities = instance.equipment().stream().collect(Collectors.toMap(Equipment::id, Equipment::quantity));
            instance.travel().forEach(way -> travel.put(List.of(way.school(), way.venue()), way));
            for (Near near : instance.near()) {
                detours.put(Set.of(near.school(), near.other()), near.detourMinutes());
            }
            offered = instance.candidates().stream()
                    .collect(Collectors.groupingBy(Candidate::activity, Collectors.counting()));
            instance.candidates().forEach(one -> weeks.computeIfAbsent(one.date(), PlanChecker::isoWeek));
        }
    }

    private PlanChecker(Index index, PlanInstance instance, PlanSolution plan) {
        this.instance = instance;
        this.plan = plan;
        activities = index.activities;
        candidates = index.candidates;
        wishes = index.wishes;
        staff = index.staff;
        buses = index.buses;
        schools = index.schools;
        quantities = index.quantities;
        travel = index.travel;
        detours = index.detours;
        offered = index.offered;
        weeks = index.weeks;
    }

    public static PlanCheck check(PlanInstance instance, PlanSolution plan) {
        return check(new Index(instance), instance, plan);
    }

    /** @param index of the instance, or of a copy with other pins or prohibitions */
    public static PlanCheck check(Index index, PlanInstance instance, PlanSolution plan) {
        return new PlanChecker(index, instance, plan).check();
    }

    private PlanCheck check() {
        readAssignments();
        readTeams();
        assigned.values().forEach(this::checkWish);
        checkTogether();
        checkOneOutingADay();
        audience.forEach(this::checkCapacity);
        Set<Candidate> held = new LinkedHashSet<>();
        audience.keySet().forEach(id -> held.add(get(candidates, id)));
        teams.keySet().forEach(id -> held.add(get(candidates, id)));
        checkRooms(held);
        checkEquipment(held);
        held.forEach(this::checkSkills);
        checkStaffSchedules();
        checkTrips();
        checkPins();
        PlanScore score = score();
        checkUnmet();
        checkBounds(score);
        return new PlanCheck(score, List.copyOf(violations));
    }

    // --- reading the plan

    private void readAssignments() {
        for (Assignment assignment : plan.assignments()) {
            Wish wish = wishes.get(assignment.wish());
            if (wish == null || !candidates.containsKey(assignment.candidate())) {
                broken(
                        Rule.CONSISTENT,
                        "there is no wish " + assignment.wish() + " or no candidate " + assignment.candidate());
            } else if (assigned.putIfAbsent(wish.id(), assignment) != null) {
                broken(Rule.ONCE, wish.id());
            } else {
                audience.computeIfAbsent(assignment.candidate(), id -> new ArrayList<>())
                        .add(wish);
            }
        }
    }

    private void readTeams() {
        for (HeldSession session : plan.sessions()) {
            long id = session.candidate();
            List<String> team = session.staff();
            if (!audience.containsKey(id)) {
                broken(Rule.CONSISTENT, "session " + id + " is held for nobody");
            } else if (!staff.keySet().containsAll(team) || new HashSet<>(team).size() < team.size()) {
                broken(Rule.CONSISTENT, "session " + id + " has somebody twice, or somebody unknown");
            } else if (teams.putIfAbsent(id, team) != null) {
                broken(Rule.CONSISTENT, "session " + id + " is listed twice");
            }
        }
    }

    // --- the rules

    private void checkWish(Assignment assignment) {
        Wish wish = get(wishes, assignment.wish());
        Candidate candidate = get(candidates, assignment.candidate());
        Activity activity = get(activities, candidate.activity());
        Supplier<String> where = () -> wish.id() + " at " + candidate.start();
        rule(wish.activities().contains(activity.id()), Rule.WISHED, where);
        rule(activity.fromGrade() <= wish.grade() && wish.grade() <= activity.toGrade(), Rule.GRADES, where);
        rule(week(wish, candidate) != null, Rule.WEEKS, where);
        rule(
                !wish.notDates().contains(candidate.date())
                        && (wish.dayparts().isEmpty()
                                || wish.dayparts()
                                        .contains(Daypart.of(candidate.start().toLocalTime()))),
                Rule.DATES,
                where);
        Travel way = way(wish, candidate);
        int minutes = way.minutes() + instance.boardingMinutes();
        rule(withinSchoolHours(wish, candidate, minutes), Rule.HOURS, where);
        rule((way.mode() == Mode.BUS) == (assignment.trip() != null), Rule.BUS_NEEDED, where);
    }

    private void checkTogether() {
        for (Wish wish : instance.wishes()) {
            if (wish.together() != null) {
                Assignment mine = assigned.get(wish.id());
                Assignment other = assigned.get(wish.together());
                boolean same = mine == null || other == null ? mine == other : mine.candidate() == other.candidate();
                rule(same, Rule.TOGETHER, () -> wish.id() + " and " + wish.together());
            }
        }
    }

    private void checkOneOutingADay() {
        Set<List<Object>> out = new HashSet<>();
        assigned.forEach((id, assignment) -> {
            String schoolClass = get(wishes, id).schoolClass();
            LocalDate day = get(candidates, assignment.candidate()).date();
            rule(out.add(List.of(schoolClass, day)), Rule.CLASS_ELSEWHERE, () -> schoolClass + " on " + day);
        });
    }

    private void checkCapacity(long id, List<Wish> comers) {
        Candidate candidate = get(candidates, id);
        int pupils = comers.stream().mapToInt(Wish::pupils).sum();
        rule(comers.size() <= candidate.classes() && pupils <= candidate.pupils(), Rule.FULL, () -> "session " + id);
    }

    private void checkRooms(Set<Candidate> held) {
        Map<String, List<Candidate>> perRoom = held.stream().collect(Collectors.groupingBy(Candidate::room));
        perRoom.forEach((room, sessions) -> {
            sessions.sort(Comparator.comparing(Candidate::occupiedFrom));
            for (int i = 1; i < sessions.size(); i++) {
                Candidate before = sessions.get(i - 1);
                Candidate after = sessions.get(i);
                rule(
                        !before.occupiedUntil().isAfter(after.occupiedFrom()),
                        Rule.ROOM,
                        () -> room + " at " + before.start() + " and " + after.start());
            }
        });
    }

    private void checkEquipment(Set<Candidate> held) {
        quantities.forEach((thing, quantity) -> {
            Map<LocalDate, List<Candidate>> users = held.stream()
                    .filter(session -> needs(session, thing) > 0)
                    .collect(Collectors.groupingBy(Candidate::date));
            users.values().stream().flatMap(List::stream).forEach(session -> {
                LocalDateTime moment = session.occupiedFrom();
                int used = get(users, session.date()).stream()
                        .filter(other -> !other.occupiedFrom().isAfter(moment)
                                && other.occupiedUntil().isAfter(moment))
                        .mapToInt(other -> needs(other, thing))
                        .sum();
                rule(used <= quantity, Rule.EQUIPMENT, () -> thing + " at " + moment);
            });
        });
    }

    private int needs(Candidate session, String thing) {
        return get(activities, session.activity()).equipment().getOrDefault(thing, 0);
    }

    private void checkSkills(Candidate session) {
        List<String> places = new ArrayList<>();
        get(activities, session.activity()).staff().forEach((skill, number) -> {
            for (int i = 0; i < number; i++) {
                places.add(skill);
            }
        });
        List<String> team = teams.getOrDefault(session.id(), List.of());
        Map<String, Integer> placeOf = new HashMap<>();
        for (int place = 0; place < places.size(); place++) {
            if (!fillPosition(place, places, team, placeOf, new HashSet<>())) {
                broken(Rule.STAFF_SKILLS, "session " + session.id() + " lacks " + places.get(place));
                return;
            }
        }
    }

    /** Fills a position from the team, reassigning others if necessary (augmenting path): nobody fills two positions. */
    private boolean fillPosition(
            int place, List<String> places, List<String> team, Map<String, Integer> placeOf, Set<String> tried) {
        for (String person : team) {
            if (get(staff, person).skills().contains(places.get(place)) && tried.add(person)) {
                Integer other = placeOf.get(person);
                if (other == null || fillPosition(other, places, team, placeOf, tried)) {
                    placeOf.put(person, place);
                    return true;
                }
            }
        }
        return false;
    }

    private void checkStaffSchedules() {
        Map<String, List<Candidate>> perPerson = new HashMap<>();
        teams.forEach((id, team) -> {
            for (String person : team) {
                perPerson.computeIfAbsent(person, key -> new ArrayList<>()).add(get(candidates, id));
            }
        });
        perPerson.forEach((id, sessions) -> {
            Person person = get(staff, id);
            Map<String, Integer> perWeek = new HashMap<>();
            sessions.sort(Comparator.comparing(Candidate::occupiedFrom));
            for (Candidate session : sessions) {
                rule(isThere(person, session), Rule.STAFF_AVAILABLE, () -> id + " at " + session.start());
                perWeek.merge(get(weeks, session.date()), 1, Integer::sum);
            }
            perWeek.forEach(
                    (week, number) -> rule(number <= person.maxPerWeek(), Rule.STAFF_WEEK, () -> id + " in " + week));
            for (int i = 1; i < sessions.size(); i++) {
                Candidate before = sessions.get(i - 1);
                Candidate after = sessions.get(i);
                int between = before.venue().equals(after.venue()) ? 0 : instance.venueMinutes();
                rule(
                        !before.occupiedUntil().plusMinutes(between).isAfter(after.occupiedFrom()),
                        Rule.STAFF_CONFLICT,
                        () -> id + " at " + before.start() + " and " + after.start());
            }
        });
    }

    private static boolean isThere(Person person, Candidate session) {
        return person.weekdays().contains(session.date().getDayOfWeek())
                && !person.daysOff().contains(session.date())
                && !session.occupiedFrom().toLocalTime().isBefore(person.from())
                && !session.occupiedUntil().toLocalTime().isAfter(person.until())
                && person.absences().stream()
                        .noneMatch(absence -> absence.from().isBefore(session.occupiedUntil())
                                && absence.until().isAfter(session.occupiedFrom()));
    }

    private record Ride(String trip, LocalDateTime from, LocalDateTime until) {}

    private void checkTrips() {
        Map<String, List<Wish>> passengers = new HashMap<>();
        assigned.forEach((id, assignment) -> {
            if (assignment.trip() != null) {
                passengers
                        .computeIfAbsent(assignment.trip(), key -> new ArrayList<>())
                        .add(get(wishes, id));
            }
        });
        Map<String, List<Ride>> perBus = new HashMap<>();
        for (Trip trip : plan.trips()) {
            List<Wish> aboard = passengers.remove(trip.id());
            Bus bus = buses.get(trip.bus());
            if (aboard == null || bus == null) {
                broken(Rule.CONSISTENT, "trip " + trip.id() + " is there twice, carries nobody or has no bus");
            } else {
                perBus.computeIfAbsent(bus.id(), key -> new ArrayList<>()).add(checkTrip(trip, aboard, bus));
            }
        }
        passengers.keySet().forEach(trip -> broken(Rule.CONSISTENT, "there is no trip " + trip));
        perBus.forEach((bus, rides) -> {
            rides.sort(Comparator.comparing(Ride::from));
            for (int i = 1; i < rides.size(); i++) {
                Ride before = rides.get(i - 1);
                Ride after = rides.get(i);
                rule(
                        !before.until()
                                .plusMinutes(instance.turnaroundMinutes())
                                .isAfter(after.from()),
                        Rule.BUS_CONFLICT,
                        () -> bus + ": " + before.trip() + " and " + after.trip());
            }
        });
    }

    private Ride checkTrip(Trip trip, List<Wish> aboard, Bus bus) {
        Candidate session = session(aboard.get(0));
        Set<String> origins = new TreeSet<>();
        int seats = 0;
        int longest = 0;
        double farthest = 0;
        for (Wish wish : aboard) {
            Candidate other = session(wish);
            rule(
                    other.venue().equals(session.venue())
                            && other.start().equals(session.start())
                            && other.end().equals(session.end()),
                    Rule.BUS_SHARED,
                    () -> trip.id() + " goes to two places or at two times");
            Travel way = way(wish, session);
            origins.add(wish.school());
            seats += wish.pupils() + wish.adults();
            longest = Math.max(longest, way.minutes());
            farthest = Math.max(farthest, way.kilometres());
        }
        Integer detour = origins.size() == 1 ? Integer.valueOf(0) : detours.get(origins);
        rule(detour != null, Rule.BUS_SHARED, () -> trip.id() + " joins schools that are not near");
        int minutes = longest + Objects.requireNonNullElse(detour, 0) + instance.boardingMinutes();
        for (Wish wish : aboard) {
            rule(withinSchoolHours(wish, session, minutes), Rule.HOURS, () -> wish.id() + " on trip " + trip.id());
        }
        rule(seats <= bus.seats(), Rule.BUS_SEATS, trip::id);
        Ride ride = new Ride(
                trip.id(), session.start().minusMinutes(minutes), session.end().plusMinutes(minutes));
        rule(
                isWithin(ride.from(), ride.until(), session.date(), bus.from(), bus.until()),
                Rule.BUS_AVAILABLE,
                trip::id);
        busKm += 2 * farthest;
        return ride;
    }

    private void checkPins() {
        for (Placement pin : instance.pins()) {
            rule(isPlaced(pin), Rule.PINS, () -> pin.wish() + " is not where it was pinned");
        }
        for (Placement forbidden : instance.forbidden()) {
            rule(!isPlaced(forbidden), Rule.PINS, () -> forbidden.wish() + " is where it must not be");
        }
    }

    private boolean isPlaced(Placement placement) {
        Assignment assignment = assigned.get(placement.wish());
        return assignment != null && assignment.candidate() == placement.candidate();
    }

    // --- the claims of the plan about itself

    private void checkUnmet() {
        Set<String> explained = new HashSet<>();
        for (Unmet unmet : plan.unmet()) {
            Wish wish = wishes.get(unmet.wish());
            if (wish == null || assigned.containsKey(wish.id()) || !explained.add(wish.id())) {
                broken(Rule.CONSISTENT, unmet.wish() + " is not an unmet wish, or is listed twice");
            } else if (!unmet.reasons().isEmpty()) {
                long told = unmet.reasons().stream().mapToLong(Reason::count).sum();
                long all = wish.activities().stream()
                        .mapToLong(activity -> offered.getOrDefault(activity, 0L))
                        .sum();
                rule(told == all, Rule.CONSISTENT, () -> "the reasons of " + wish.id() + " do not add up");
            }
        }
    }

    private void checkBounds(PlanScore score) {
        Double most = plan.bounds().get(Level.MET.word());
        rule(
                most == null || most >= score.met() - PlanScore.TOLERANCE,
                Rule.CONSISTENT,
                () -> "more wishes are met than is said to be possible");
    }

    private PlanScore score() {
        Map<String, Integer> wishesOf = new HashMap<>();
        Map<String, Integer> metOf = new HashMap<>();
        for (Wish wish : instance.wishes()) {
            wishesOf.merge(wish.school(), 1, Integer::sum);
            metOf.merge(wish.school(), assigned.containsKey(wish.id()) ? 1 : 0, Integer::sum);
        }
        double worst = 1;
        double shares = 0;
        double unfairness = 0;
        for (Map.Entry<String, Integer> school : wishesOf.entrySet()) {
            int met = metOf.getOrDefault(school.getKey(), 0);
            double share = (double) met / school.getValue();
            worst = Math.min(worst, share);
            for (int missed = 1; missed <= school.getValue() - met; missed++) {
                shares += (double) missed / school.getValue();
            }
            unfairness += school.getValue() * (1 - share) * (1 - share);
        }
        int preference = 0;
        int weeks = 0;
        int lag = 0;
        for (Assignment assignment : assigned.values()) {
            Wish wish = get(wishes, assignment.wish());
            Candidate candidate = get(candidates, assignment.candidate());
            preference += wish.preference(candidate.activity());
            Week week = week(wish, candidate);
            weeks += week == null ? 0 : week.rank();
            lag += instance.lag().getOrDefault(wish.band(), 0);
        }
        Map<String, Integer> load = new HashMap<>();
        teams.values().forEach(team -> team.forEach(person -> load.merge(person, 1, Integer::sum)));
        double squares = load.values().stream().mapToInt(n -> n * n).sum();
        int moved = (int) instance.previous().stream()
                .filter(placement -> !isPlaced(placement))
                .count();
        return new PlanScore(
                assigned.size(),
                instance.wishes().size(),
                worst,
                shares,
                unfairness,
                preference,
                weeks,
                lag,
                busKm,
                plan.trips().size(),
                load.isEmpty() ? 0 : squares / load.size(),
                moved);
    }

    // --- helpers

    private boolean withinSchoolHours(Wish wish, Candidate candidate, int minutes) {
        DayOfWeek day = candidate.date().getDayOfWeek();
        Hours hours = get(schools, wish.school()).hours().get(day);
        return hours != null
                && isWithin(
                        candidate.start().minusMinutes(minutes),
                        candidate.end().plusMinutes(minutes),
                        candidate.date(),
                        hours.from(),
                        hours.until());
    }

    private static boolean isWithin(
            LocalDateTime from, LocalDateTime until, LocalDate day, LocalTime opens, LocalTime closes) {
        return !from.isBefore(day.atTime(opens)) && !until.isAfter(day.atTime(closes));
    }

    private @Nullable Week week(Wish wish, Candidate candidate) {
        String label = get(weeks, candidate.date());
        for (Week week : wish.weeks()) {
            if (week.week().equals(label)) {
                return week;
            }
        }
        return null;
    }

    /** The ISO week of a day, such as {@code 2027-W39}. */
    static String isoWeek(LocalDate day) {
        return "%d-W%02d".formatted(day.get(IsoFields.WEEK_BASED_YEAR), day.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR));
    }

    private Candidate session(Wish wish) {
        return get(candidates, get(assigned, wish.id()).candidate());
    }

    private Travel way(Wish wish, Candidate candidate) {
        return get(travel, List.of(wish.school(), candidate.venue()));
    }

    /** @param text evaluated only if the rule is broken, because formatting is costly */
    private void rule(boolean holds, Rule rule, Supplier<String> text) {
        if (!holds) {
            broken(rule, text.get());
        }
    }

    private void broken(Rule rule, String text) {
        violations.add(new Violation(rule, text));
    }

    private static <K, V> V get(Map<K, V> map, K key) {
        return Objects.requireNonNull(map.get(key), () -> "no " + key);
    }

    private static <K, V> Map<K, V> byId(List<V> values, Function<V, K> id) {
        return values.stream().collect(Collectors.toMap(id, Function.identity()));
    }
}
