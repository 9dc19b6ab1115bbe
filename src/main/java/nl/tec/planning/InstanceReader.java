package nl.tec.planning;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.temporal.WeekFields;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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

/** Reads an instance from JSON, and rejects an invalid value with the path of its field. */
final class InstanceReader {

    private static final Pattern ISO_WEEK = Pattern.compile("(\\d{4})-W(\\d{2})");

    private static final int MINUTES_OF_A_DAY = 24 * 60;
    private static final int MAX_GRADE = 20;

    private final JsonField file;

    private Map<String, Activity> activities = Map.of();
    private Map<String, Venue> venues = Map.of();
    private Map<String, Room> rooms = Map.of();
    private Map<String, Equipment> equipment = Map.of();
    private Map<String, School> schools = Map.of();
    private Map<Long, Candidate> candidates = Map.of();
    private Map<String, Wish> wishes = Map.of();

    /** Cache of parsed times: thousands of candidates share a few hundred of them. */
    private final Map<String, LocalDateTime> moments = new HashMap<>();

    private final Set<String> weeks = new HashSet<>();

    private InstanceReader(JsonField file) {
        this.file = file;
    }

    static PlanInstance read(JsonField file) throws InvalidPlanFile {
        return new InstanceReader(file).read();
    }

    private PlanInstance read() throws InvalidPlanFile {
        JsonField format = file.get("format");
        if (!format.text().equals(PlanInstance.FORMAT)) {
            throw format.wrong("has to be " + PlanInstance.FORMAT + ", not " + format.text());
        }
        List<Equipment> things = listOf(
                "equipment",
                x -> new Equipment(x.get("id").text(), x.get("quantity").count()));
        equipment = byId("equipment", things, Equipment::id);
        List<Venue> places = listOf("venues", x -> new Venue(x.get("id").text()));
        venues = byId("venues", places, Venue::id);
        List<Room> halls = listOf("rooms", x -> new Room(x.get("id").text(), known(x.get("venue"), venues)));
        rooms = byId("rooms", halls, Room::id);
        List<Activity> programme = listOf("activities", this::activity);
        activities = byId("activities", programme, Activity::id);
        List<Person> staff = listOf("staff", this::person);
        byId("staff", staff, Person::id);
        List<Bus> buses = listOf("buses", InstanceReader::bus);
        byId("buses", buses, Bus::id);
        List<School> all = listOf("schools", InstanceReader::school);
        schools = byId("schools", all, School::id);
        List<Travel> travel = listOf("travel", this::travel);
        List<Near> near = listOf("near", this::near);
        List<Candidate> sessions = listOf("candidates", this::candidate);
        candidates = byId("candidates", sessions, Candidate::id);
        List<Wish> wished = listOf("wishes", this::wish);
        wishes = byId("wishes", wished, Wish::id);
        checkTogether(wished);
        checkTravel(travel, wished, sessions);
        return new PlanInstance(
                file.get("schoolYear").text(),
                programme,
                places,
                halls,
                things,
                staff,
                buses,
                file.get("boardingMinutes").integer(0, MINUTES_OF_A_DAY),
                file.get("turnaroundMinutes").integer(0, MINUTES_OF_A_DAY),
                file.get("venueMinutes").integer(0, MINUTES_OF_A_DAY),
                all,
                travel,
                near,
                sessions,
                wished,
                Map.copyOf(file.get("lag").map(JsonField::count)),
                listOf("pins", this::placement),
                placements("forbidden"),
                listOf("previous", this::placement));
    }

    private <T> List<T> listOf(String name, JsonField.Reading<T> reading) throws InvalidPlanFile {
        return file.get(name).list(reading);
    }

    private List<Placement> placements(String name) throws InvalidPlanFile {
        return file.find(name).isPresent() ? listOf(name, this::placement) : List.of();
    }

    private static <K, T> Map<K, T> byId(String list, List<T> values, Function<T, K> id) throws InvalidPlanFile {
        Map<K, T> byId = new HashMap<>();
        for (int i = 0; i < values.size(); i++) {
            K key = id.apply(values.get(i));
            if (byId.put(key, values.get(i)) != null) {
                throw new InvalidPlanFile(list + "[" + i + "].id", key + " stands there twice");
            }
        }
        return byId;
    }

    private static String known(JsonField field, Map<String, ?> existing) throws InvalidPlanFile {
        String id = field.text();
        if (!existing.containsKey(id)) {
            throw field.wrong("there is no " + id);
        }
        return id;
    }

    private Activity activity(JsonField x) throws InvalidPlanFile {
        JsonField needed = x.get("equipment");
        Map<String, Integer> things = needed.map(JsonField::count);
        for (String thing : things.keySet()) {
            if (!equipment.containsKey(thing)) {
                throw needed.wrong("there is no " + thing);
            }
        }
        JsonField grades = x.get("grades");
        List<Integer> range = grades.list(grade -> grade.integer(0, MAX_GRADE));
        if (range.size() != 2 || range.get(0) > range.get(1)) {
            throw grades.wrong("has to be the first and the last group");
        }
        return new Activity(
                x.get("id").text(),
                Map.copyOf(x.get("staff").map(JsonField::count)),
                Map.copyOf(things),
                range.get(0),
                range.get(1));
    }

    private Person person(JsonField x) throws InvalidPlanFile {
        List<DayOfWeek> weekdays = x.get("weekdays").list(day -> DayOfWeek.of(day.integer(0, 6) + 1));
        return new Person(
                x.get("id").text(),
                Set.copyOf(x.get("skills").list(JsonField::text)),
                weekdays.isEmpty() ? Set.of() : Set.copyOf(EnumSet.copyOf(weekdays)),
                x.get("from").time(),
                until(x),
                Set.copyOf(x.get("not").list(JsonField::date)),
                x.get("maxPerWeek").count(),
                absences(x),
                maxInWeek(x));
    }

    private Map<String, Integer> maxInWeek(JsonField x) throws InvalidPlanFile {
        if (x.find("maxInWeek").isEmpty()) {
            return Map.of();
        }
        JsonField field = x.get("maxInWeek");
        Map<String, Integer> all = Map.copyOf(field.map(JsonField::count));
        for (String week : all.keySet()) {
            checkIsoWeek(field, week);
        }
        return all;
    }

    private static List<Absence> absences(JsonField x) throws InvalidPlanFile {
        return x.find("absences").isEmpty() ? List.of() : x.get("absences").list(InstanceReader::absence);
    }

    private static Absence absence(JsonField x) throws InvalidPlanFile {
        List<LocalDateTime> times = x.list(JsonField::moment);
        if (times.size() != 2 || !times.get(0).isBefore(times.get(1))) {
            throw x.wrong("has to be a begin and a later end");
        }
        return new Absence(times.get(0), times.get(1));
    }

    private static Bus bus(JsonField x) throws InvalidPlanFile {
        return new Bus(x.get("id").text(), x.get("seats").count(), x.get("from").time(), until(x), absences(x));
    }

    /** Reads {@code until}, which has to be after {@code from}. */
    private static LocalTime until(JsonField x) throws InvalidPlanFile {
        JsonField until = x.get("until");
        if (!until.time().isAfter(x.get("from").time())) {
            throw until.wrong("has to be after from");
        }
        return until.time();
    }

    private static School school(JsonField x) throws InvalidPlanFile {
        Map<DayOfWeek, Hours> hours = new EnumMap<>(DayOfWeek.class);
        JsonField field = x.get("hours");
        for (Map.Entry<String, List<LocalTime>> day :
                field.map(times -> times.list(JsonField::time)).entrySet()) {
            List<LocalTime> times = day.getValue();
            if (!day.getKey().matches("[0-6]")) {
                throw field.wrong(day.getKey() + " is not a day from 0 to 6");
            }
            if (times.size() != 2 || !times.get(0).isBefore(times.get(1))) {
                throw field.wrong("day " + day.getKey() + " has to have a begin and a later end");
            }
            hours.put(DayOfWeek.of(Integer.parseInt(day.getKey()) + 1), new Hours(times.get(0), times.get(1)));
        }
        return new School(x.get("id").text(), Map.copyOf(hours));
    }

    private Travel travel(JsonField x) throws InvalidPlanFile {
        JsonField mode = x.get("mode");
        return new Travel(
                known(x.get("school"), schools),
                known(x.get("venue"), venues),
                constant(mode, Mode.class),
                x.get("minutes").integer(0, MINUTES_OF_A_DAY),
                x.get("km").decimal());
    }

    private static <E extends Enum<E>> E constant(JsonField field, Class<E> type) throws InvalidPlanFile {
        for (E value : type.getEnumConstants()) {
            if (value.name().toLowerCase(Locale.ROOT).equals(field.text())) {
                return value;
            }
        }
        throw field.wrong("'" + field.text() + "' is unknown");
    }

    private Near near(JsonField x) throws InvalidPlanFile {
        List<JsonField> parts = x.list(part -> part);
        if (parts.size() != 3) {
            throw x.wrong("has to be two schools and minutes");
        }
        String school = known(parts.get(0), schools);
        String other = known(parts.get(1), schools);
        if (school.equals(other)) {
            throw parts.get(1).wrong("is the same school");
        }
        return new Near(school, other, parts.get(2).integer(0, MINUTES_OF_A_DAY));
    }

    private Candidate candidate(JsonField x) throws InvalidPlanFile {
        Candidate candidate = new Candidate(
                x.get("id").whole(0),
                known(x.get("activity"), activities),
                known(x.get("room"), rooms),
                known(x.get("venue"), venues),
                moment(x.get("start")),
                moment(x.get("end")),
                moment(x.get("occupiedFrom")),
                moment(x.get("occupiedUntil")),
                x.get("classes").integer(1, 1_000),
                x.get("pupils").count());
        Room room = Objects.requireNonNull(rooms.get(candidate.room()));
        if (!candidate.venue().equals(room.venue())) {
            throw x.get("venue").wrong("room " + candidate.room() + " is elsewhere");
        }
        if (!candidate.end().isAfter(candidate.start())) {
            throw x.get("end").wrong("has to be after start");
        }
        LocalDate day = candidate.date();
        if (candidate.occupiedFrom().isAfter(candidate.start())
                || !candidate.occupiedFrom().toLocalDate().equals(day)) {
            throw x.get("occupiedFrom").wrong("has to be on the same day and not after start");
        }
        if (candidate.occupiedUntil().isBefore(candidate.end())
                || !candidate.occupiedUntil().toLocalDate().equals(day)) {
            throw x.get("occupiedUntil").wrong("has to be on the same day and not before end");
        }
        return candidate;
    }

    private LocalDateTime moment(JsonField x) throws InvalidPlanFile {
        LocalDateTime known = moments.get(x.text());
        if (known == null) {
            known = x.moment();
            moments.put(x.text(), known);
        }
        return known;
    }

    private Wish wish(JsonField x) throws InvalidPlanFile {
        JsonField named = x.get("activities");
        List<String> wished = named.list(activity -> known(activity, activities));
        if (new HashSet<>(wished).size() < wished.size()) {
            throw named.wrong("an activity stands there twice");
        }
        List<Week> suiting = x.get("weeks")
                .list(week ->
                        new Week(isoWeek(week.get("week")), week.get("rank").count()));
        if (suiting.stream().map(Week::week).distinct().count() < suiting.size()) {
            throw x.get("weeks").wrong("a week stands there twice");
        }
        List<Daypart> dayparts = x.find("dayparts").isEmpty()
                ? List.of()
                : x.get("dayparts").list(part -> constant(part, Daypart.class));
        int grade = x.get("grade").integer(0, MAX_GRADE);
        Set<Integer> grades = x.find("grades").isEmpty()
                ? Set.of()
                : Set.copyOf(x.get("grades").list(one -> one.integer(0, MAX_GRADE)));
        if (!grades.isEmpty() && !grades.contains(grade)) {
            throw x.get("grades").wrong("has to have grade among them");
        }
        return new Wish(
                x.get("id").text(),
                known(x.get("school"), schools),
                x.get("class").text(),
                grade,
                x.get("pupils").count(),
                x.get("adults").count(),
                wished,
                suiting,
                Set.copyOf(x.get("notDates").list(JsonField::date)),
                Set.copyOf(dayparts),
                x.find("together").isEmpty() ? null : x.get("together").text(),
                x.get("band").text(),
                grades);
    }

    private String isoWeek(JsonField field) throws InvalidPlanFile {
        checkIsoWeek(field, field.text());
        return field.text();
    }

    private void checkIsoWeek(JsonField field, String text) throws InvalidPlanFile {
        if (weeks.contains(text)) {
            return;
        }
        Matcher week = ISO_WEEK.matcher(text);
        if (week.matches()) {
            // 28 December is always in the last week of its year
            int last = LocalDate.of(Integer.parseInt(week.group(1)), 12, 28).get(WeekFields.ISO.weekOfWeekBasedYear());
            int number = Integer.parseInt(week.group(2));
            if (number >= 1 && number <= last) {
                weeks.add(text);
                return;
            }
        }
        throw field.wrong("'" + text + "' is not a week like 2027-W39");
    }

    private Placement placement(JsonField x) throws InvalidPlanFile {
        JsonField candidate = x.get("candidate");
        long id = candidate.whole(0);
        if (!candidates.containsKey(id)) {
            throw candidate.wrong("there is no " + id);
        }
        return new Placement(known(x.get("wish"), wishes), id);
    }

    private void checkTogether(List<Wish> wished) throws InvalidPlanFile {
        for (int i = 0; i < wished.size(); i++) {
            String other = wished.get(i).together();
            if (other != null
                    && (!wishes.containsKey(other) || other.equals(wished.get(i).id()))) {
                throw new InvalidPlanFile("wishes[" + i + "].together", "there is no other wish " + other);
            }
        }
    }

    /** Checks that there is exactly one way to travel from every school with wishes to every venue with candidates. */
    private static void checkTravel(List<Travel> travel, List<Wish> wished, List<Candidate> sessions)
            throws InvalidPlanFile {
        Set<List<String>> ways = new HashSet<>();
        for (int i = 0; i < travel.size(); i++) {
            if (!ways.add(List.of(travel.get(i).school(), travel.get(i).venue()))) {
                throw new InvalidPlanFile("travel[" + i + "]", "this school and venue stand there twice");
            }
        }
        Set<String> destinations = new HashSet<>();
        sessions.forEach(session -> destinations.add(session.venue()));
        Set<String> origins = new HashSet<>();
        wished.forEach(wish -> origins.add(wish.school()));
        for (String origin : origins) {
            for (String destination : destinations) {
                if (!ways.contains(List.of(origin, destination))) {
                    throw new InvalidPlanFile("travel", "has no way from " + origin + " to " + destination);
                }
            }
        }
    }
}
