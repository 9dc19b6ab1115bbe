package nl.tec.planning;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.DayOfWeek;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import nl.tec.planning.PlanInstance.Absence;
import nl.tec.planning.PlanInstance.Bus;
import nl.tec.planning.PlanInstance.Person;
import nl.tec.planning.PlanInstance.Placement;
import nl.tec.planning.PlanInstance.Wish;
import nl.tec.planning.PlanSolution.Assignment;
import nl.tec.planning.PlanSolution.HeldSession;
import nl.tec.planning.PlanSolution.Reason;
import nl.tec.planning.PlanSolution.Trip;
import nl.tec.planning.PlanSolution.Unmet;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/** Reads and writes the JSON files between the program and the solver process: strictly validated, written atomically. */
public final class PlanFiles {

    private PlanFiles() {}

    /**
     * Reads an instance. Unknown fields are ignored.
     *
     * @throws InvalidPlanFile if the file is incomplete or a value is invalid: a dangling reference, an impossible date, a
     *     negative number; it names the field
     */
    public static PlanInstance readInstance(Path file) throws IOException {
        return InstanceReader.read(parse(file));
    }

    /** Reads an instance from the contents of a file. */
    public static PlanInstance instance(String text) throws InvalidPlanFile {
        return InstanceReader.read(parse(text));
    }

    /** Reads a plan. {@link PlanChecker} checks its references. */
    public static PlanSolution readSolution(Path file) throws IOException {
        return solution(parse(file));
    }

    /** Reads a plan from the contents of a file. */
    public static PlanSolution solution(String text) throws InvalidPlanFile {
        return solution(parse(text));
    }

    private static PlanSolution solution(JsonField root) throws InvalidPlanFile {
        JsonField format = root.get("format");
        if (!format.text().equals(PlanSolution.FORMAT)) {
            throw format.wrong("has to be " + PlanSolution.FORMAT + ", not " + format.text());
        }
        return new PlanSolution(
                root.get("assignments")
                        .list(x -> new Assignment(
                                x.get("wish").text(), x.get("candidate").whole(0), optionalText(x, "trip"))),
                root.get("sessions")
                        .list(x -> new HeldSession(
                                x.get("candidate").whole(0), x.get("staff").list(JsonField::text))),
                root.get("trips")
                        .list(x -> new Trip(x.get("id").text(), x.get("bus").text())),
                root.find("bound").isEmpty()
                        ? Map.of()
                        : Map.copyOf(root.get("bound").map(JsonField::decimal)),
                root.find("proven").isEmpty() ? List.of() : root.get("proven").list(JsonField::text),
                root.find("unmet").isEmpty()
                        ? List.of()
                        : root.get("unmet")
                                .list(x -> new Unmet(
                                        x.get("wish").text(), x.get("reasons").list(PlanFiles::reason))),
                root.find("levers").isEmpty() ? List.of() : root.get("levers").list(PlanFiles::lever));
    }

    private static PlanLever lever(JsonField x) throws InvalidPlanFile {
        JsonField kind = x.get("kind");
        for (PlanLever.Kind each : PlanLever.Kind.values()) {
            if (word(each).equals(kind.text())) {
                DayOfWeek weekday = x.find("weekday").isEmpty()
                        ? null
                        : DayOfWeek.of(x.get("weekday").integer(0, 6) + 1);
                return new PlanLever(
                        each, x.get("subject").text(), weekday, x.get("more").count());
            }
        }
        throw kind.wrong("'" + kind.text() + "' is unknown");
    }

    private static Reason reason(JsonField x) throws InvalidPlanFile {
        JsonField word = x.get("rule");
        for (Obstacle obstacle : Obstacle.values()) {
            if (obstacle.word().equals(word.text())) {
                return new Reason(obstacle, x.get("count").count(), optionalText(x, "help"));
            }
        }
        throw word.wrong("'" + word.text() + "' is unknown");
    }

    private static @Nullable String optionalText(JsonField x, String name) throws InvalidPlanFile {
        return x.find(name).isEmpty() ? null : x.get(name).text();
    }

    private static JsonField parse(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return JsonField.of(PlanJson.read(in));
        }
    }

    private static JsonField parse(String text) throws InvalidPlanFile {
        return JsonField.of(PlanJson.read(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8))));
    }

    private static String text(Map<String, Object> root) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PlanJson.write(root, out);
        return out.toString(StandardCharsets.UTF_8);
    }

    /** Writes an instance atomically. */
    public static void write(PlanInstance instance, Path file) throws IOException {
        write(fields(instance), file);
    }

    /** Returns the contents of the file of an instance. */
    public static String text(PlanInstance instance) {
        return text(fields(instance));
    }

    private static Map<String, Object> fields(PlanInstance instance) {
        Map<String, Object> root = new LinkedHashMap<>();
        root.put("format", PlanInstance.FORMAT);
        root.put("schoolYear", instance.schoolYear());
        root.put(
                "activities",
                list(
                        instance.activities(),
                        x -> object(
                                "id",
                                x.id(),
                                "staff",
                                x.staff(),
                                "equipment",
                                x.equipment(),
                                "grades",
                                List.of(x.fromGrade(), x.toGrade()))));
        root.put("venues", list(instance.venues(), x -> object("id", x.id())));
        root.put("rooms", list(instance.rooms(), x -> object("id", x.id(), "venue", x.venue())));
        root.put("equipment", list(instance.equipment(), x -> object("id", x.id(), "quantity", x.quantity())));
        root.put("staff", list(instance.staff(), PlanFiles::person));
        root.put("buses", list(instance.buses(), PlanFiles::bus));
        root.put("boardingMinutes", instance.boardingMinutes());
        root.put("turnaroundMinutes", instance.turnaroundMinutes());
        root.put("venueMinutes", instance.venueMinutes());
        root.put("schools", list(instance.schools(), x -> {
            Map<String, Object> hours = new LinkedHashMap<>();
            for (DayOfWeek day : DayOfWeek.values()) {
                PlanInstance.Hours open = x.hours().get(day);
                if (open != null) {
                    hours.put(
                            String.valueOf(number(day)),
                            List.of(open.from().toString(), open.until().toString()));
                }
            }
            return object("id", x.id(), "hours", hours);
        }));
        root.put(
                "travel",
                list(
                        instance.travel(),
                        x -> object(
                                "school", x.school(),
                                "venue", x.venue(),
                                "mode", word(x.mode()),
                                "minutes", x.minutes(),
                                "km", x.kilometres())));
        root.put("near", list(instance.near(), x -> List.of(x.school(), x.other(), x.detourMinutes())));
        root.put(
                "candidates",
                list(
                        instance.candidates(),
                        x -> object(
                                "id", x.id(),
                                "activity", x.activity(),
                                "room", x.room(),
                                "venue", x.venue(),
                                "start", x.start().toString(),
                                "end", x.end().toString(),
                                "occupiedFrom", x.occupiedFrom().toString(),
                                "occupiedUntil", x.occupiedUntil().toString(),
                                "classes", x.classes(),
                                "pupils", x.pupils())));
        root.put("wishes", list(instance.wishes(), PlanFiles::wish));
        root.put("lag", instance.lag());
        root.put("pins", list(instance.pins(), PlanFiles::placement));
        root.put("forbidden", list(instance.forbidden(), PlanFiles::placement));
        root.put("previous", list(instance.previous(), PlanFiles::placement));
        return root;
    }

    private static Map<String, Object> person(Person x) {
        Map<String, Object> person = object(
                "id", x.id(),
                "skills", new TreeSet<>(x.skills()),
                "weekdays",
                        new TreeSet<>(x.weekdays())
                                .stream().map(PlanFiles::number).toList(),
                "from", x.from().toString(),
                "until", x.until().toString(),
                "not", texts(x.daysOff()),
                "maxPerWeek", x.maxPerWeek(),
                "absences", absences(x.absences()));
        if (!x.maxInWeek().isEmpty()) {
            person.put("maxInWeek", new TreeMap<>(x.maxInWeek()));
        }
        return person;
    }

    private static Map<String, Object> bus(Bus x) {
        Map<String, Object> bus = object(
                "id", x.id(),
                "seats", x.seats(),
                "from", x.from().toString(),
                "until", x.until().toString());
        if (!x.absences().isEmpty()) {
            bus.put("absences", absences(x.absences()));
        }
        return bus;
    }

    private static List<Object> absences(List<Absence> absences) {
        return list(
                absences,
                absence -> List.of(absence.from().toString(), absence.until().toString()));
    }

    private static Map<String, Object> wish(Wish x) {
        Map<String, Object> wish = object(
                "id", x.id(),
                "school", x.school(),
                "class", x.schoolClass(),
                "grade", x.grade(),
                "pupils", x.pupils(),
                "adults", x.adults(),
                "activities", x.activities(),
                "weeks", list(x.weeks(), week -> object("week", week.week(), "rank", week.rank())),
                "notDates", texts(x.notDates()),
                "dayparts", x.dayparts().stream().sorted().map(PlanFiles::word).toList(),
                "band", x.band());
        if (x.together() != null) {
            wish.put("together", x.together());
        }
        if (!x.grades().isEmpty()) {
            wish.put("grades", new TreeSet<>(x.grades()));
        }
        return wish;
    }

    private static Map<String, Object> placement(Placement x) {
        return object("wish", x.wish(), "candidate", x.candidate());
    }

    /** Writes a plan atomically. */
    public static void write(PlanSolution plan, Path file) throws IOException {
        write(fields(plan), file);
    }

    /** Returns the contents of the file of a plan. */
    public static String text(PlanSolution plan) {
        return text(fields(plan));
    }

    private static Map<String, Object> fields(PlanSolution plan) {
        Map<String, Object> root = new LinkedHashMap<>();
        root.put("format", PlanSolution.FORMAT);
        root.put("assignments", list(plan.assignments(), x -> {
            Map<String, Object> assignment = object("wish", x.wish(), "candidate", x.candidate());
            if (x.trip() != null) {
                assignment.put("trip", x.trip());
            }
            return assignment;
        }));
        root.put("sessions", list(plan.sessions(), x -> object("candidate", x.candidate(), "staff", x.staff())));
        root.put("trips", list(plan.trips(), x -> object("id", x.id(), "bus", x.bus())));
        root.put("bound", plan.bounds());
        root.put("proven", plan.proven());
        root.put(
                "unmet",
                list(
                        plan.unmet(),
                        x -> object("wish", x.wish(), "reasons", list(x.reasons(), reason -> {
                            Map<String, Object> told =
                                    object("rule", reason.obstacle().word(), "count", reason.count());
                            if (reason.help() != null) {
                                told.put("help", reason.help());
                            }
                            return told;
                        }))));
        root.put("levers", list(plan.levers(), lever -> {
            Map<String, Object> told = object("kind", word(lever.kind()), "subject", lever.subject());
            DayOfWeek weekday = lever.weekday();
            if (weekday != null) {
                told.put("weekday", number(weekday));
            }
            told.put("more", lever.more());
            return told;
        }));
        return root;
    }

    /** Writes a temporary file beside the target, syncs it, and renames it into place. */
    private static void write(Map<String, Object> root, Path file) throws IOException {
        Path target = file.toAbsolutePath();
        Path draft = target.resolveSibling(target.getFileName() + ".new");
        try (OutputStream out = Files.newOutputStream(draft)) {
            PlanJson.write(root, out);
        } catch (JacksonException e) {
            throw new IOException(e);
        }
        try (FileChannel channel = FileChannel.open(draft, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
        Files.move(draft, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    @FunctionalInterface
    private interface Writing<T> {
        Object of(T value);
    }

    private static <T> List<Object> list(List<T> values, Writing<T> writing) {
        List<Object> list = new ArrayList<>(values.size());
        values.forEach(value -> list.add(writing.of(value)));
        return list;
    }

    private static Map<String, Object> object(Object... namesAndValues) {
        Map<String, Object> object = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            object.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return object;
    }

    private static List<String> texts(Collection<?> values) {
        return values.stream().map(Object::toString).sorted().toList();
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    private static int number(DayOfWeek day) {
        return day.getValue() - 1;
    }
}
