package nl.tec.planning;

import java.time.DayOfWeek;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import nl.tec.planning.PlanInstance.Bus;
import nl.tec.planning.PlanInstance.Candidate;
import nl.tec.planning.PlanInstance.Equipment;
import nl.tec.planning.PlanInstance.Hours;
import nl.tec.planning.PlanInstance.Person;
import nl.tec.planning.PlanInstance.Room;
import nl.tec.planning.PlanInstance.School;
import nl.tec.planning.PlanInstance.Week;
import nl.tec.planning.PlanInstance.Wish;
import nl.tec.shared.Dates;
import org.jspecify.annotations.Nullable;

/**
 * A change of the available resources, and its gain.
 *
 * @param subject the identifier of the skill, room, equipment or school that changes; {@code bus} for a bus
 * @param weekday on which the extra person works; null for any other change
 * @param more the number of additional wishes met with this change alone, in a plan that was actually found
 */
public record PlanLever(Kind kind, String subject, @Nullable DayOfWeek weekday, int more) {

    /** The kind of change. */
    public enum Kind {
        /** One more person with a skill, on one day of every week. */
        STAFF,
        /** A second room for everything that a room is used for. */
        ROOM,
        /** One more set of a kind of equipment. */
        EQUIPMENT,
        /** One more bus, as large as the largest. */
        BUS,
        /** Classes of a school may leave {@value #MINUTES} minutes earlier and be back as much later. */
        HOURS,
        /** All weeks suit a school. */
        WEEKS
    }

    static final int MINUTES = 30;

    private static final int SEATS = 53;

    /** The rank of a week that did not suit before: after those that do. */
    private static final int LAST_RANK = 9;

    private static final String ADDED = "lever";

    /** Returns a copy of the instance with this change. */
    public PlanInstance applyTo(PlanInstance instance) {
        return switch (kind) {
            case STAFF -> instance.withStaff(plus(instance.staff(), person()));
            case ROOM -> withRoom(instance);
            case EQUIPMENT ->
                instance.withEquipment(instance.equipment().stream()
                        .map(thing -> thing.id().equals(subject) ? new Equipment(subject, thing.quantity() + 1) : thing)
                        .toList());
            case BUS -> instance.withBuses(plus(instance.buses(), bus(instance.buses())));
            case HOURS ->
                instance.withSchools(instance.schools().stream()
                        .map(school -> school.id().equals(subject) ? longer(school) : school)
                        .toList());
            case WEEKS -> withAllWeeks(instance);
        };
    }

    private Person person() {
        return new Person(
                ADDED,
                Set.of(subject),
                weekday == null ? Set.of() : Set.of(weekday),
                LocalTime.MIN,
                LocalTime.of(23, 59),
                Set.of(),
                7);
    }

    private static Bus bus(List<Bus> buses) {
        int seats = buses.stream().mapToInt(Bus::seats).max().orElse(SEATS);
        LocalTime from =
                buses.stream().map(Bus::from).min(Comparator.naturalOrder()).orElse(LocalTime.of(8, 0));
        LocalTime until =
                buses.stream().map(Bus::until).max(Comparator.naturalOrder()).orElse(LocalTime.of(17, 0));
        return new Bus(ADDED, seats, from, until);
    }

    private PlanInstance withRoom(PlanInstance instance) {
        long id = instance.candidates().stream().mapToLong(Candidate::id).max().orElse(0);
        List<Candidate> candidates = new ArrayList<>(instance.candidates());
        List<Room> rooms = new ArrayList<>(instance.rooms());
        for (Candidate at : instance.candidates()) {
            if (at.room().equals(subject)) {
                id++;
                candidates.add(new Candidate(
                        id,
                        at.activity(),
                        ADDED,
                        at.venue(),
                        at.start(),
                        at.end(),
                        at.occupiedFrom(),
                        at.occupiedUntil(),
                        at.classes(),
                        at.pupils()));
            }
        }
        for (Room room : instance.rooms()) {
            if (room.id().equals(subject)) {
                rooms.add(new Room(ADDED, room.venue()));
            }
        }
        return instance.withRooms(rooms).withCandidates(candidates);
    }

    private static School longer(School school) {
        Map<DayOfWeek, Hours> hours = new HashMap<>();
        school.hours().forEach((day, old) -> {
            // does not cross midnight
            int before = Math.min(MINUTES, old.from().toSecondOfDay() / 60);
            int after = Math.min(MINUTES, 24 * 60 - 1 - old.until().toSecondOfDay() / 60);
            hours.put(
                    day, new Hours(old.from().minusMinutes(before), old.until().plusMinutes(after)));
        });
        return new School(school.id(), hours);
    }

    private PlanInstance withAllWeeks(PlanInstance instance) {
        List<String> all = instance.candidates().stream()
                .map(Candidate::date)
                .map(Dates::isoWeek)
                .distinct()
                .toList();
        return instance.withWishes(instance.wishes().stream()
                .map(wish -> wish.school().equals(subject) ? inAllWeeks(wish, all) : wish)
                .toList());
    }

    private static Wish inAllWeeks(Wish wish, List<String> all) {
        Set<String> known = new HashSet<>();
        wish.weeks().forEach(week -> known.add(week.week()));
        List<Week> weeks = new ArrayList<>(wish.weeks());
        all.stream().filter(week -> !known.contains(week)).forEach(week -> weeks.add(new Week(week, LAST_RANK)));
        return new Wish(
                wish.id(),
                wish.school(),
                wish.schoolClass(),
                wish.grade(),
                wish.pupils(),
                wish.adults(),
                wish.activities(),
                weeks,
                wish.notDates(),
                wish.dayparts(),
                wish.together(),
                wish.band(),
                wish.grades());
    }

    private static <T> List<T> plus(List<T> list, T one) {
        List<T> more = new ArrayList<>(list);
        more.add(one);
        return more;
    }
}
