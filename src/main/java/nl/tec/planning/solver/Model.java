package nl.tec.planning.solver;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.temporal.IsoFields;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import nl.tec.planning.Obstacle;
import nl.tec.planning.PlanInstance;
import nl.tec.planning.PlanInstance.Absence;
import nl.tec.planning.PlanInstance.Activity;
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
import nl.tec.planning.PlanInstance.Wish;
import nl.tec.planning.Rule;

/**
 * The rules of a plan in a form suited to the searches, with indices instead of identifiers: an element is its index in the list of the
 * instance, a day its index among the days with candidates, a time the minutes since midnight.
 * <p>Wishes that want to come together form one party, which is placed as a whole; any other wish is a party of its own.
 */
final class Model implements Cloneable {

    static final int NONE = -1;

    /** One in this many previous placements may be changed to improve the levels below the met wishes. */
    private static final int PLACEMENTS_PER_MOVE = 20;

    /** Larger than any quantity of a hub. */
    private static final int UNLIMITED = 1_000_000;

    PlanInstance instance;

    private final Set<Rule> rules;

    final int wishes;
    final int candidates;
    final int people;
    final int buses;
    final int days;
    final int weeks;
    final int schools;
    final int parties;
    final int equipment;
    final int skills;

    // of a candidate
    final int[] day;
    final int[] start;
    final int[] end;
    final int[] from;
    final int[] until;
    final int[] activity;
    final int[] room;
    final int[] venue;
    final int[] maxClasses;
    final int[] maxPupils;
    /** Per position in the team, the people who can fill it. */
    final int[][][] able;

    /** Whether somebody can fill every position in the team, in an empty plan. */
    private final boolean[] hasPeople;

    /** Whether there is enough equipment for it alone. */
    private final boolean[] hasEquipment;

    // of an activity
    /** The equipment that an activity needs, as alternating kind and quantity. */
    final int[][] needs;
    /** Per position in a team, the skill. */
    final int[][] placesOf;

    private final int[][] candidatesOf;

    // of a wish
    final int[] school;
    final int[] schoolClass;
    final int[] pupils;
    /** In a bus. */
    final int[] seats;

    final int[] lag;
    final int[] partyOf;

    // of a party
    final int[][] wishesOf;
    /** The candidates that all of its wishes allow, regardless of the rest of the plan; preferred ones first. */
    int[][] options;
    /** The candidate to which it is pinned, or {@link #NONE}. */
    int[] pinned;

    /** Per wish, its candidate in the previous plan if still possible, or {@link #NONE}. */
    int[] previous;

    /** The number of previous placements that the solver may change of its own accord. */
    int moveAllowance;

    /** Per school, how many wishes it has. */
    final int[] wishesOfSchool;

    /** Per class, its wishes. */
    final int[][] wishesOfClass;

    final int[] quantity;
    private final int[] maxInWeek;
    final int[] weekOfDay;
    final int[] busSeats;
    private final int[] busFrom;
    private final int[] busUntil;
    /** Per bus and day, when each absence begins and ends. */
    private final int[][] busAbsences;
    /** With the most seats. */
    final int largestBus;

    private final int venueMinutes;
    private final int boardingMinutes;
    private final int turnaroundMinutes;
    private final int[][] travelMinutes;
    private final int[][] travelMetres;
    private final boolean[][] byBus;
    private final int[][] detour;
    /** Per school and weekday, when classes can leave and must be back; an empty interval if there is no school. */
    private final int[][] schoolFrom;

    private final int[][] schoolUntil;
    private final int[] weekday;
    private final int[][] weekRank;
    /** Per candidate, its day and part of the day encoded as one index. */
    private final int[] daypart;
    /** Per wish and encoded part of a day, whether it suits. */
    private final boolean[][] suitsDaypart;

    private final int[][] preference;

    /** The obstacles that can exclude a candidate in an empty plan, the most selective first. */
    private static final Obstacle[] OBSTACLES = {
        Obstacle.WEEKS,
        Obstacle.DATES,
        Obstacle.HOURS,
        Obstacle.GRADES,
        Obstacle.FULL,
        Obstacle.PINS,
        Obstacle.STAFF,
        Obstacle.EQUIPMENT,
        Obstacle.BUS
    };

    private static final long MAX_CANDIDATE = 0xff_ffff;

    private final Map<Long, Integer> candidateById = new HashMap<>();
    private final Map<String, Integer> wishById = new HashMap<>();
    private Set<Long> forbidden = Set.of();

    Model(PlanInstance instance) {
        this(instance, EnumSet.allOf(Rule.class));
    }

    /** @param rules the active rules; tests leave one out to show that it matters */
    Model(PlanInstance instance, Set<Rule> rules) {
        this.instance = instance;
        this.rules = rules;
        Map<String, Integer> schoolIndex =
                index(instance.schools().stream().map(School::id).toList());
        Map<String, Integer> venueIndex =
                index(instance.venues().stream().map(PlanInstance.Venue::id).toList());
        Map<String, Integer> roomIndex =
                index(instance.rooms().stream().map(PlanInstance.Room::id).toList());
        Map<String, Integer> activityIndex =
                index(instance.activities().stream().map(Activity::id).toList());
        Map<String, Integer> equipmentIndex =
                index(instance.equipment().stream().map(Equipment::id).toList());

        schools = instance.schools().size();
        people = instance.staff().size();
        buses = instance.buses().size();
        wishes = instance.wishes().size();
        candidates = instance.candidates().size();
        equipment = instance.equipment().size();
        venueMinutes = instance.venueMinutes();
        boardingMinutes = instance.boardingMinutes();
        turnaroundMinutes = instance.turnaroundMinutes();

        // days and weeks
        List<LocalDate> dates = instance.candidates().stream()
                .map(Candidate::date)
                .distinct()
                .sorted()
                .toList();
        Map<LocalDate, Integer> dayIndex = index(dates);
        days = dates.size();
        weekday = dates.stream().mapToInt(date -> date.getDayOfWeek().ordinal()).toArray();
        List<String> weekLabels = dates.stream().map(Model::isoWeek).distinct().toList();
        Map<String, Integer> weekIndex = index(weekLabels);
        weeks = weekLabels.size();
        weekOfDay =
                dates.stream().mapToInt(date -> get(weekIndex, isoWeek(date))).toArray();

        // resources
        quantity = instance.equipment().stream()
                .mapToInt(thing -> has(Rule.EQUIPMENT) ? thing.quantity() : UNLIMITED)
                .toArray();
        needs = instance.activities().stream()
                .map(a -> a.equipment().entrySet().stream()
                        .filter(need -> need.getValue() > 0)
                        .sorted(Map.Entry.comparingByKey())
                        .flatMapToInt(need -> IntStream.of(get(equipmentIndex, need.getKey()), need.getValue()))
                        .toArray())
                .toArray(int[][]::new);
        Map<String, Integer> skillIndex = index(instance.activities().stream()
                .flatMap(a -> a.staff().keySet().stream())
                .distinct()
                .sorted()
                .toList());
        skills = skillIndex.size();
        placesOf = instance.activities().stream()
                .map(a -> places(a).stream()
                        .mapToInt(skill -> get(skillIndex, skill))
                        .toArray())
                .toArray(int[][]::new);
        maxInWeek = instance.staff().stream()
                .flatMapToInt(person ->
                        weekLabels.stream().mapToInt(week -> has(Rule.STAFF_WEEK) ? person.maxIn(week) : UNLIMITED))
                .toArray();
        busSeats = instance.buses().stream()
                .mapToInt(bus -> has(Rule.BUS_SEATS) ? bus.seats() : UNLIMITED)
                .toArray();
        busFrom = instance.buses().stream()
                .mapToInt(bus -> has(Rule.BUS_AVAILABLE) ? minutes(bus.from()) : -UNLIMITED)
                .toArray();
        busUntil = instance.buses().stream()
                .mapToInt(bus -> has(Rule.BUS_AVAILABLE) ? minutes(bus.until()) : UNLIMITED)
                .toArray();
        largestBus = Arrays.stream(busSeats).max().orElse(0);
        busAbsences = new int[buses * days][];
        for (int b = 0; b < buses; b++) {
            List<Absence> absences =
                    has(Rule.BUS_AVAILABLE) ? instance.buses().get(b).absences() : List.of();
            for (int d = 0; d < days; d++) {
                busAbsences[b * days + d] = on(dates.get(d), absences);
            }
        }

        // candidates
        day = ofCandidates(c -> get(dayIndex, c.date()));
        start = ofCandidates(c -> minutes(c.start().toLocalTime()));
        end = ofCandidates(c -> minutes(c.end().toLocalTime()));
        from = ofCandidates(c -> minutes(c.occupiedFrom().toLocalTime()));
        until = ofCandidates(c -> minutes(c.occupiedUntil().toLocalTime()));
        activity = ofCandidates(c -> get(activityIndex, c.activity()));
        room = ofCandidates(c -> get(roomIndex, c.room()));
        venue = ofCandidates(c -> get(venueIndex, c.venue()));
        maxClasses = ofCandidates(c -> has(Rule.FULL) ? c.classes() : UNLIMITED);
        maxPupils = ofCandidates(c -> has(Rule.FULL) ? c.pupils() : UNLIMITED);
        for (int c = 0; c < candidates; c++) {
            candidateById.put(instance.candidates().get(c).id(), c);
        }
        able = ablePeople();
        hasPeople = new boolean[candidates];
        hasEquipment = new boolean[candidates];
        for (int c = 0; c < candidates; c++) {
            hasPeople[c] = hasTeam(c);
            hasEquipment[c] = isEquipped(c);
        }
        candidatesOf = grouped(activity, instance.activities().size());

        // travel
        travelMinutes = new int[schools][venueIndex.size()];
        travelMetres = new int[schools][venueIndex.size()];
        byBus = new boolean[schools][venueIndex.size()];
        for (Travel way : instance.travel()) {
            int s = get(schoolIndex, way.school());
            int v = get(venueIndex, way.venue());
            travelMinutes[s][v] = way.minutes();
            travelMetres[s][v] = (int) Math.round(way.kilometres() * 1000);
            byBus[s][v] = way.mode() == Mode.BUS && has(Rule.BUS_NEEDED);
        }
        detour = new int[schools][schools];
        for (int s = 0; s < schools; s++) {
            Arrays.fill(detour[s], has(Rule.BUS_SHARED) ? NONE : 0);
            detour[s][s] = 0;
        }
        for (Near near : instance.near()) {
            int s = get(schoolIndex, near.school());
            int other = get(schoolIndex, near.other());
            detour[s][other] = near.detourMinutes();
            detour[other][s] = near.detourMinutes();
        }
        schoolFrom = new int[schools][7];
        schoolUntil = new int[schools][7];
        for (int s = 0; s < schools; s++) {
            for (DayOfWeek each : DayOfWeek.values()) {
                Hours hours = instance.schools().get(s).hours().get(each);
                if (!has(Rule.HOURS)) {
                    schoolFrom[s][each.ordinal()] = -UNLIMITED;
                    schoolUntil[s][each.ordinal()] = UNLIMITED;
                } else if (hours == null) {
                    schoolFrom[s][each.ordinal()] = UNLIMITED;
                    schoolUntil[s][each.ordinal()] = -UNLIMITED;
                } else {
                    schoolFrom[s][each.ordinal()] = minutes(hours.from());
                    schoolUntil[s][each.ordinal()] = minutes(hours.until());
                }
            }
        }

        // wishes
        for (int w = 0; w < wishes; w++) {
            wishById.put(instance.wishes().get(w).id(), w);
        }
        school = instance.wishes().stream()
                .mapToInt(w -> get(schoolIndex, w.school()))
                .toArray();
        wishesOfSchool = new int[schools];
        Arrays.stream(school).forEach(s -> wishesOfSchool[s]++);
        Map<String, Integer> classIndex = index(
                instance.wishes().stream().map(Wish::schoolClass).distinct().toList());
        schoolClass = instance.wishes().stream()
                .mapToInt(w -> get(classIndex, w.schoolClass()))
                .toArray();
        pupils = instance.wishes().stream().mapToInt(Wish::pupils).toArray();
        seats = instance.wishes().stream()
                .mapToInt(w -> w.pupils() + w.adults())
                .toArray();
        lag = instance.wishes().stream()
                .mapToInt(w -> instance.lag().getOrDefault(w.band(), 0))
                .toArray();
        wishesOfClass = grouped(schoolClass, classIndex.size());
        weekRank = new int[wishes][weeks];
        for (int w = 0; w < wishes; w++) {
            Arrays.fill(weekRank[w], NONE);
            for (PlanInstance.Week week : instance.wishes().get(w).weeks()) {
                Integer at = weekIndex.get(week.week());
                if (at != null) {
                    weekRank[w][at] = week.rank();
                }
            }
        }
        daypart = ofCandidates(c -> get(dayIndex, c.date()) * Daypart.values().length
                + Daypart.of(c.start().toLocalTime()).ordinal());
        suitsDaypart = suitingDayparts(dates);
        preference = instance.wishes().stream()
                .map(wish -> instance.activities().stream()
                        .mapToInt(offered -> wish.preference(offered.id()))
                        .toArray())
                .toArray(int[][]::new);
        partyOf = partiesOfWishes();
        parties = Arrays.stream(partyOf).max().orElse(NONE) + 1;
        wishesOf = grouped(partyOf, parties);
        pinned = pinned();
        forbidden = forbidden();
        options = new int[parties][];
        Arrays.setAll(options, this::optionsOf);
        previous = previous();
        moveAllowance = moveAllowance();
    }

    /** Returns a copy with other pins and prohibitions, which recomputes only what depends on them. */
    Model with(List<Placement> pins, List<Placement> no) {
        Model other = copy();
        other.instance = instance.withPins(pins).withForbidden(no);
        other.pinned = other.pinned();
        other.forbidden = other.forbidden();
        other.options = options.clone();
        int[] limited = partiesOf(instance.pins(), instance.forbidden());
        Arrays.stream(limited).forEach(p -> other.options[p] = other.optionsOf(p));
        Arrays.stream(partiesOf(pins, no))
                .filter(p -> Arrays.stream(limited).noneMatch(q -> q == p))
                .forEach(p -> other.options[p] = other.optionsLeft(p));
        other.previous = other.previous();
        other.moveAllowance = other.moveAllowance();
        return other;
    }

    private int[] partiesOf(List<Placement> some, List<Placement> others) {
        return Stream.concat(some.stream(), others.stream())
                .mapToInt(placement -> partyOf[wish(placement)])
                .distinct()
                .toArray();
    }

    /** Returns the options of a party that the pins and prohibitions leave. */
    private int[] optionsLeft(int p) {
        return Arrays.stream(options[p])
                .filter(c -> Arrays.stream(wishesOf[p]).noneMatch(w -> isExcludedByPins(w, c)))
                .toArray();
    }

    private Model copy() {
        try {
            return (Model) clone();
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException(e);
        }
    }

    private int[] pinned() {
        int[] all = new int[parties];
        Arrays.fill(all, NONE);
        if (has(Rule.PINS)) {
            instance.pins().forEach(pin -> all[partyOf[wish(pin)]] = candidate(pin));
        }
        return all;
    }

    private Set<Long> forbidden() {
        Set<Long> all = new HashSet<>();
        if (has(Rule.PINS)) {
            instance.forbidden().forEach(no -> all.add((long) wish(no) * candidates + candidate(no)));
        }
        return all;
    }

    private int[] previous() {
        int[] all = new int[wishes];
        Arrays.fill(all, NONE);
        instance.previous().forEach(placement -> {
            int w = wish(placement);
            int c = candidate(placement);
            if (Arrays.stream(options[partyOf[w]]).anyMatch(option -> option == c)) {
                all[w] = c;
            }
        });
        return all;
    }

    private int moveAllowance() {
        int all = instance.previous().size();
        int impossible =
                all - (int) Arrays.stream(previous).filter(c -> c != NONE).count();
        return Math.max(0, all / PLACEMENTS_PER_MOVE - impossible);
    }

    private boolean has(Rule rule) {
        return rules.contains(rule);
    }

    // --- candidates of a wish, regardless of the rest of the plan

    /** Whether an obstacle excludes a candidate for a wish in an empty plan. */
    boolean isObstacle(Obstacle obstacle, int w, int c) {
        return switch (obstacle) {
            case GRADES -> has(Rule.GRADES) && !isOfGrade(instance.wishes().get(w), activity[c]);
            case WEEKS -> has(Rule.WEEKS) && weekRank[w][weekOfDay[day[c]]] == NONE;
            case DATES -> has(Rule.DATES) && !suitsDaypart[w][daypart[c]];
            case HOURS -> !isInSchoolHours(w, c, travelMinutes[school[w]][venue[c]]);
            case PINS -> has(Rule.PINS) && isExcludedByPins(w, c);
            case FULL -> pupils[w] > maxPupils[c];
            case EQUIPMENT -> !hasEquipment[c];
            case STAFF -> !hasPeople[c];
            case BUS -> needsBus(w, c) && seats[w] > largestBus;
            case ROOM, CLASS_ELSEWHERE -> false;
        };
    }

    private boolean isOfGrade(Wish wish, int a) {
        Activity offered = instance.activities().get(a);
        for (int grade : wish.allGrades()) {
            if (offered.fromGrade() <= grade && grade <= offered.toGrade()) {
                return true;
            }
        }
        return false;
    }

    /** Returns the candidates of the activities that a wish names. */
    int[] offeredTo(int w) {
        if (!has(Rule.WISHED)) {
            return IntStream.range(0, candidates).toArray();
        }
        int named = instance.wishes().get(w).activities().size();
        return IntStream.range(0, preference[w].length)
                .filter(a -> preference[w][a] < named)
                .flatMap(a -> Arrays.stream(candidatesOf[a]))
                .toArray();
    }

    /** Computes which dayparts suit, once per day instead of once per candidate, of which there are thousands. */
    private boolean[][] suitingDayparts(List<LocalDate> dates) {
        Daypart[] parts = Daypart.values();
        boolean[][] all = new boolean[wishes][days * parts.length];
        for (int w = 0; w < wishes; w++) {
            Wish wish = instance.wishes().get(w);
            for (Daypart part : parts) {
                boolean suits = wish.dayparts().isEmpty() || wish.dayparts().contains(part);
                for (int d = 0; d < days; d++) {
                    all[w][d * parts.length + part.ordinal()] =
                            suits && !wish.notDates().contains(dates.get(d));
                }
            }
        }
        return all;
    }

    private boolean isExcludedByPins(int w, int c) {
        int pin = pinned[partyOf[w]];
        return (pin != NONE && pin != c) || (!forbidden.isEmpty() && forbidden.contains((long) w * candidates + c));
    }

    /** Whether a class with this travel time leaves and returns within school hours. */
    private boolean isInSchoolHours(int w, int c, int minutes) {
        int on = weekday[day[c]];
        return start[c] - minutes - boardingMinutes >= schoolFrom[school[w]][on]
                && end[c] + minutes + boardingMinutes <= schoolUntil[school[w]][on];
    }

    private int[] optionsOf(int p) {
        int[] offered = offeredTo(wishesOf[p][0]);
        long[] keys = new long[offered.length];
        int number = 0;
        for (int c : offered) {
            if (suitsParty(p, c)) {
                keys[number++] = sortKey(p, c);
            }
        }
        Arrays.sort(keys, 0, number);
        int[] all = new int[number];
        for (int i = 0; i < number; i++) {
            all[i] = (int) (keys[i] & MAX_CANDIDATE);
        }
        return all;
    }

    /** Encodes preference, week rank and day as a sort key, with the candidate in the lowest bits. */
    private long sortKey(int p, int c) {
        long preferred = Math.min(preferenceOfParty(p, c), 0x7f);
        long rank = Math.min(weekRankOfParty(p, c), 0xf_ffff);
        return (preferred << 56) | (rank << 36) | ((long) day[c] << 24) | c;
    }

    private boolean suitsParty(int p, int c) {
        int together = 0;
        for (int w : wishesOf[p]) {
            if (!isWished(w, c) || isExcluded(w, c)) {
                return false;
            }
            together += pupils[w];
        }
        return wishesOf[p].length <= maxClasses[c] && together <= maxPupils[c];
    }

    private boolean isExcluded(int w, int c) {
        for (Obstacle obstacle : OBSTACLES) {
            if (isObstacle(obstacle, w, c)) {
                return true;
            }
        }
        return false;
    }

    private boolean isWished(int w, int c) {
        return !has(Rule.WISHED)
                || preference[w][activity[c]]
                        < instance.wishes().get(w).activities().size();
    }

    /** Whether different people can fill all positions of the team. */
    private boolean hasTeam(int c) {
        int[] placeOf = new int[people];
        Arrays.fill(placeOf, NONE);
        for (int place = 0; place < able[c].length; place++) {
            if (!findPerson(able[c], place, placeOf, new boolean[people])) {
                return false;
            }
        }
        return true;
    }

    private static boolean findPerson(int[][] able, int place, int[] placeOf, boolean[] asked) {
        for (int person : able[place]) {
            if (!asked[person]) {
                asked[person] = true;
                if (placeOf[person] == NONE || findPerson(able, placeOf[person], placeOf, asked)) {
                    placeOf[person] = place;
                    return true;
                }
            }
        }
        return false;
    }

    private boolean isEquipped(int c) {
        int[] needed = needs[activity[c]];
        for (int i = 0; i < needed.length; i += 2) {
            if (needed[i + 1] > quantity[needed[i]]) {
                return false;
            }
        }
        return true;
    }

    // --- conflicts

    /** Whether two sessions exclude each other because they overlap in one room. */
    boolean isSameRoom(int c, int other) {
        return room[c] == room[other]
                && day[c] == day[other]
                && from[c] < until[other]
                && from[other] < until[c]
                && has(Rule.ROOM);
    }

    /** Whether nobody can work at both sessions, travel time between venues included. */
    boolean isSameTime(int c, int other) {
        if (day[c] != day[other] || !has(Rule.STAFF_CONFLICT)) {
            return c == other;
        }
        int between = venue[c] == venue[other] ? 0 : venueMinutes;
        return from[c] < until[other] + between && from[other] < until[c] + between;
    }

    /** Whether two sessions occupy their equipment at the same time. */
    boolean isOverlapping(int c, int other) {
        return day[c] == day[other] && from[c] < until[other] && from[other] < until[c];
    }

    /** Whether two placements take the same class out on the same day. */
    boolean isSameOuting(int w, int c, int other, int otherCandidate) {
        return schoolClass[w] == schoolClass[other] && day[c] == day[otherCandidate] && has(Rule.CLASS_ELSEWHERE);
    }

    // --- buses

    boolean needsBus(int w, int c) {
        return byBus[school[w]][venue[c]];
    }

    /** Whether classes going to these two sessions can share a bus. */
    boolean canShareTrip(int c, int other) {
        return day[c] == day[other]
                && (!has(Rule.BUS_SHARED)
                        || venue[c] == venue[other] && start[c] == start[other] && end[c] == end[other]);
    }

    /** Returns the extra minutes of a bus that calls at both schools; {@link #NONE} if they cannot share one. */
    int detourMinutes(int school, int other) {
        return detour[school][other];
    }

    int travelMinutes(int w, int c) {
        return travelMinutes[school[w]][venue[c]];
    }

    int travelMetres(int w, int c) {
        return travelMetres[school[w]][venue[c]];
    }

    /** Returns when the bus leaves the first school, given the travel time. */
    int departure(int c, int minutes) {
        return start[c] - minutes - boardingMinutes;
    }

    /** Returns when the bus is back at the last school, given the travel time. */
    int arrival(int c, int minutes) {
        return end[c] + minutes + boardingMinutes;
    }

    /** Whether a class can be on a bus with this travel time. */
    boolean canRide(int w, int c, int minutes) {
        return isInSchoolHours(w, c, minutes);
    }

    /** Returns the minutes between two trips of the same bus. */
    int turnaround() {
        return has(Rule.BUS_CONFLICT) ? turnaroundMinutes : 0;
    }

    boolean busesConflict() {
        return has(Rule.BUS_CONFLICT);
    }

    // --- preferences

    /** Returns how far the activity is from the first choice. */
    int preference(int w, int c) {
        return preference[w][activity[c]];
    }

    int weekRank(int w, int c) {
        return Math.max(0, weekRank[w][weekOfDay[day[c]]]);
    }

    /** Returns the candidate of a party in the previous plan if still possible, or {@link #NONE}. */
    int previousOfParty(int p) {
        return previous[wishesOf[p][0]];
    }

    int preferenceOfParty(int p, int c) {
        int sum = 0;
        for (int w : wishesOf[p]) {
            sum += preference(w, c);
        }
        return sum;
    }

    int weekRankOfParty(int p, int c) {
        int sum = 0;
        for (int w : wishesOf[p]) {
            sum += weekRank(w, c);
        }
        return sum;
    }

    // --- reading the instance

    int wish(Placement placement) {
        return get(wishById, placement.wish());
    }

    int candidate(Placement placement) {
        return get(candidateById, placement.candidate());
    }

    int wish(String id) {
        return get(wishById, id);
    }

    int candidate(long id) {
        return get(candidateById, id);
    }

    boolean knows(String wish) {
        return wishById.containsKey(wish);
    }

    boolean knows(long candidate) {
        return candidateById.containsKey(candidate);
    }

    private int[] partiesOfWishes() {
        int[] group = IntStream.range(0, wishes).toArray();
        if (has(Rule.TOGETHER)) {
            for (int w = 0; w < wishes; w++) {
                String other = instance.wishes().get(w).together();
                if (other != null) {
                    int mine = group[w];
                    int theirs = group[wish(other)];
                    for (int x = 0; x < wishes; x++) {
                        group[x] = group[x] == theirs ? mine : group[x];
                    }
                }
            }
        }
        Map<Integer, Integer> number = new LinkedHashMap<>();
        return Arrays.stream(group)
                .map(g -> number.computeIfAbsent(g, x -> number.size()))
                .toArray();
    }

    /** Returns per candidate and position the available people with the skill. Equal lists are shared. */
    private int[][][] ablePeople() {
        Map<List<Object>, int[]> lists = new HashMap<>();
        int[][][] all = new int[candidates][][];
        for (int c = 0; c < candidates; c++) {
            List<int[]> places = new ArrayList<>();
            int candidate = c;
            for (String skill : places(instance.activities().get(activity[c]))) {
                places.add(lists.computeIfAbsent(
                        List.of(skill, day[candidate], from[candidate], until[candidate]),
                        key -> IntStream.range(0, people)
                                .filter(person -> canWork(person, skill, candidate))
                                .toArray()));
            }
            all[c] = places.toArray(int[][]::new);
        }
        return all;
    }

    /** Returns the skill of every position in a team. */
    private static List<String> places(Activity activity) {
        List<String> places = new ArrayList<>();
        new TreeMap<>(activity.staff()).forEach((skill, number) -> {
            for (int i = 0; i < number; i++) {
                places.add(skill);
            }
        });
        return places;
    }

    /** Returns when each absence of a day begins and ends, in minutes. */
    private static int[] on(LocalDate date, List<Absence> absences) {
        LocalDateTime midnight = date.atStartOfDay();
        return absences.stream()
                .filter(absence -> absence.from().isBefore(midnight.plusDays(1))
                        && absence.until().isAfter(midnight))
                .flatMapToInt(absence -> IntStream.of(
                        (int) Duration.between(midnight, absence.from()).toMinutes(),
                        (int) Duration.between(midnight, absence.until()).toMinutes()))
                .toArray();
    }

    /** Whether a bus can be on a trip during that time, regardless of its other trips. */
    boolean isBusThere(int b, int day, int from, int until) {
        if (busFrom[b] > from || until > busUntil[b]) {
            return false;
        }
        int[] absences = busAbsences[b * days + day];
        for (int i = 0; i < absences.length; i += 2) {
            if (absences[i] < until && absences[i + 1] > from) {
                return false;
            }
        }
        return true;
    }

    /** Whether a bus can be on a trip, or turn around after one, at a moment. */
    boolean canBusBeTaken(int b, int day, int moment) {
        if (moment < busFrom[b] || busUntil[b] + turnaround() <= moment) {
            return false;
        }
        int[] absences = busAbsences[b * days + day];
        for (int i = 0; i < absences.length; i += 2) {
            if (absences[i] + turnaround() <= moment && moment < absences[i + 1]) {
                return false;
            }
        }
        return true;
    }

    int maxInWeek(int person, int week) {
        return maxInWeek[person * weeks + week];
    }

    private boolean canWork(int p, String skill, int c) {
        Person person = instance.staff().get(p);
        if (has(Rule.STAFF_SKILLS) && !person.skills().contains(skill)) {
            return false;
        }
        Candidate candidate = instance.candidates().get(c);
        boolean isThere = person.weekdays().contains(candidate.date().getDayOfWeek())
                && !person.daysOff().contains(candidate.date())
                && minutes(person.from()) <= from[c]
                && until[c] <= minutes(person.until())
                && person.absences().stream()
                        .allMatch(absence -> !absence.until().isAfter(candidate.occupiedFrom())
                                || !absence.from().isBefore(candidate.occupiedUntil()));
        return isThere || !has(Rule.STAFF_AVAILABLE);
    }

    @FunctionalInterface
    private interface OfCandidate {
        int value(Candidate candidate);
    }

    private int[] ofCandidates(OfCandidate of) {
        return instance.candidates().stream().mapToInt(of::value).toArray();
    }

    private static int minutes(LocalTime time) {
        return time.getHour() * 60 + time.getMinute();
    }

    private static String isoWeek(LocalDate date) {
        return "%d-W%02d".formatted(date.get(IsoFields.WEEK_BASED_YEAR), date.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR));
    }

    private static <T> Map<T, Integer> index(List<T> ids) {
        Map<T, Integer> index = new HashMap<>();
        ids.forEach(id -> index.put(id, index.size()));
        return index;
    }

    /** Returns the members of every group. */
    static int[][] grouped(int[] groupOf, int groups) {
        int[] sizes = new int[groups];
        for (int group : groupOf) {
            sizes[group]++;
        }
        int[][] members = new int[groups][];
        for (int group = 0; group < groups; group++) {
            members[group] = new int[sizes[group]];
        }
        for (int member = groupOf.length - 1; member >= 0; member--) {
            members[groupOf[member]][--sizes[groupOf[member]]] = member;
        }
        return members;
    }

    private static <T> int get(Map<T, Integer> index, T key) {
        return Objects.requireNonNull(index.get(key), () -> "no " + key);
    }
}
