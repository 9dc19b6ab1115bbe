package nl.tec.planning;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The input of a plan: the wishes of one round, the sessions that could be held, and the resources they would take (format
 * {@value #FORMAT}; a field that came later is optional: {@code maxInWeek} of a person, {@code absences} of a person and of a bus,
 * {@code grades} of a wish). It contains identifiers and no names. References are valid; {@link PlanFiles} rejects a file with a dangling
 * one.
 *
 * @param boardingMinutes the time that a class needs to leave, however it travels
 * @param turnaroundMinutes the time that a bus needs between two trips
 * @param venueMinutes the time that a person needs between two venues
 * @param lag how far each band of pupils lags behind its target; an absent band weighs nothing
 * @param pins placements that the plan has to keep
 * @param forbidden placements that the plan must not contain
 * @param previous placements of the plan that this one replaces
 */
public record PlanInstance(
        String schoolYear,
        List<Activity> activities,
        List<Venue> venues,
        List<Room> rooms,
        List<Equipment> equipment,
        List<Person> staff,
        List<Bus> buses,
        int boardingMinutes,
        int turnaroundMinutes,
        int venueMinutes,
        List<School> schools,
        List<Travel> travel,
        List<Near> near,
        List<Candidate> candidates,
        List<Wish> wishes,
        Map<String, Integer> lag,
        List<Placement> pins,
        List<Placement> forbidden,
        List<Placement> previous) {

    public static final String FORMAT = "tec-plan/1";

    /**
     * @param staff how many people a session needs, by skill
     * @param equipment how many of each a session needs, by id
     * @param fromGrade the youngest group it suits
     * @param toGrade the oldest group it suits
     */
    public record Activity(
            String id, Map<String, Integer> staff, Map<String, Integer> equipment, int fromGrade, int toGrade) {}

    public record Venue(String id) {}

    public record Room(String id, String venue) {}

    public record Equipment(String id, int quantity) {}

    /**
     * Somebody who can be planned. Persons without a valid VOG are not in the file.
     *
     * @param from the time of day at which the first occupation can begin
     * @param until the time of day at which the last occupation has ended
     * @param daysOff dates on which this person is unavailable
     * @param maxPerWeek the maximum number of sessions in one ISO week
     * @param absences other times at which this person is unavailable, within the days and hours above
     * @param maxInWeek the maximum in some ISO weeks, {@code 2027-W39}, instead of the usual one
     */
    public record Person(
            String id,
            Set<String> skills,
            Set<DayOfWeek> weekdays,
            LocalTime from,
            LocalTime until,
            Set<LocalDate> daysOff,
            int maxPerWeek,
            List<Absence> absences,
            Map<String, Integer> maxInWeek) {

        /** Creates a person without absences, for whom all weeks are equal. */
        public Person(
                String id,
                Set<String> skills,
                Set<DayOfWeek> weekdays,
                LocalTime from,
                LocalTime until,
                Set<LocalDate> daysOff,
                int maxPerWeek) {
            this(id, skills, weekdays, from, until, daysOff, maxPerWeek, List.of(), Map.of());
        }

        /** Returns the maximum number of sessions in an ISO week. */
        public int maxIn(String week) {
            return maxInWeek.getOrDefault(week, maxPerWeek);
        }

        /** Whether the days and hours of a person allow a session. The solver has its own test of it, which the checker verifies. */
        public boolean isThere(Candidate session) {
            return weekdays.contains(session.date().getDayOfWeek())
                    && !daysOff.contains(session.date())
                    && !session.occupiedFrom().toLocalTime().isBefore(from)
                    && !session.occupiedUntil().toLocalTime().isAfter(until)
                    && absences.stream()
                            .noneMatch(absence -> absence.overlaps(session.occupiedFrom(), session.occupiedUntil()));
        }
    }

    /** A time at which a person or a bus is unavailable. */
    public record Absence(LocalDateTime from, LocalDateTime until) {

        boolean overlaps(LocalDateTime begin, LocalDateTime end) {
            return from.isBefore(end) && until.isAfter(begin);
        }
    }

    /**
     * A bus.
     *
     * @param seats for pupils and adults together, without the driver
     * @param absences the times at which it cannot be on a trip, although it is within its hours
     */
    public record Bus(String id, int seats, LocalTime from, LocalTime until, List<Absence> absences) {

        /** Creates a bus without absences. */
        public Bus(String id, int seats, LocalTime from, LocalTime until) {
            this(id, seats, from, until, List.of());
        }
    }

    /** @param hours per school day; a class leaves after the start and is back before the end */
    public record School(String id, Map<DayOfWeek, Hours> hours) {}

    public record Hours(LocalTime from, LocalTime until) {}

    /** The journey of classes of a school to a venue. */
    public record Travel(String school, String venue, Mode mode, int minutes, double kilometres) {}

    /** The means of travel of a class. */
    public enum Mode {
        WALK,
        BIKE,
        BUS
    }

    /** Two schools whose classes may share a bus, and the minutes that the detour adds. */
    public record Near(String school, String other, int detourMinutes) {}

    /**
     * A session that could be held. Room, equipment and staff are taken from {@code occupiedFrom} to {@code occupiedUntil},
     * all on one day.
     *
     * @param classes the maximum number of classes
     * @param pupils the maximum number of pupils, of all classes together
     */
    public record Candidate(
            long id,
            String activity,
            String room,
            String venue,
            LocalDateTime start,
            LocalDateTime end,
            LocalDateTime occupiedFrom,
            LocalDateTime occupiedUntil,
            int classes,
            int pupils) {

        public LocalDate date() {
            return start.toLocalDate();
        }
    }

    /**
     * A visit that a class would like.
     *
     * @param schoolClass the class; a class is out once a day
     * @param adults who come along, on the bus too
     * @param activities in order of preference
     * @param weeks the only weeks that suit
     * @param notDates dates that do not suit
     * @param dayparts the only parts of the day that suit; empty: all
     * @param together the wish of another class that has to be met by the same session; both are met or neither
     * @param band of pupils, as in {@code lag}
     * @param grades all groups of a combined class, {@code grade} among them; empty: it has one group
     */
    public record Wish(
            String id,
            String school,
            String schoolClass,
            int grade,
            int pupils,
            int adults,
            List<String> activities,
            List<Week> weeks,
            Set<LocalDate> notDates,
            Set<Daypart> dayparts,
            @Nullable String together,
            String band,
            Set<Integer> grades) {

        /** Creates the wish of a class of one group. */
        public Wish(
                String id,
                String school,
                String schoolClass,
                int grade,
                int pupils,
                int adults,
                List<String> activities,
                List<Week> weeks,
                Set<LocalDate> notDates,
                Set<Daypart> dayparts,
                @Nullable String together,
                String band) {
            this(
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
                    Set.of());
        }

        /** Returns the groups of the class. */
        public Set<Integer> allGrades() {
            return grades.isEmpty() ? Set.of(grade) : grades;
        }

        /** Returns how far this activity is from the one preferred most: 0 for the first. */
        public int preference(String activity) {
            int at = activities.indexOf(activity);
            return at < 0 ? activities.size() : at;
        }
    }

    /**
     * A week that suits.
     *
     * @param week in ISO form, {@code 2027-W39}
     * @param rank 0 for a preferred week, higher for a less suitable one
     */
    public record Week(String week, int rank) {}

    /** Part of the day in which a session begins. */
    public enum Daypart {
        /** Before 12:00. */
        MORNING,
        AFTERNOON;

        public static Daypart of(LocalTime start) {
            return start.getHour() < 12 ? MORNING : AFTERNOON;
        }
    }

    /** A wish that is met by a candidate. */
    public record Placement(String wish, long candidate) {}

    // --- copies with one component replaced

    public PlanInstance withRooms(List<Room> rooms) {
        return with(copy -> copy.rooms = rooms);
    }

    public PlanInstance withEquipment(List<Equipment> equipment) {
        return with(copy -> copy.equipment = equipment);
    }

    public PlanInstance withStaff(List<Person> staff) {
        return with(copy -> copy.staff = staff);
    }

    public PlanInstance withBuses(List<Bus> buses) {
        return with(copy -> copy.buses = buses);
    }

    public PlanInstance withSchools(List<School> schools) {
        return with(copy -> copy.schools = schools);
    }

    public PlanInstance withTravel(List<Travel> travel) {
        return with(copy -> copy.travel = travel);
    }

    public PlanInstance withNear(List<Near> near) {
        return with(copy -> copy.near = near);
    }

    public PlanInstance withCandidates(List<Candidate> candidates) {
        return with(copy -> copy.candidates = candidates);
    }

    public PlanInstance withWishes(List<Wish> wishes) {
        return with(copy -> copy.wishes = wishes);
    }

    public PlanInstance withPins(List<Placement> pins) {
        return with(copy -> copy.pins = pins);
    }

    public PlanInstance withForbidden(List<Placement> forbidden) {
        return with(copy -> copy.forbidden = forbidden);
    }

    public PlanInstance withPrevious(List<Placement> previous) {
        return with(copy -> copy.previous = previous);
    }

    private PlanInstance with(Consumer<Copy> change) {
        Copy copy = new Copy(this);
        change.accept(copy);
        return copy.instance();
    }

    /** A mutable copy, for replacing components. */
    private static final class Copy {

        private final PlanInstance from;
        private List<Room> rooms;
        private List<Equipment> equipment;
        private List<Person> staff;
        private List<Bus> buses;
        private List<School> schools;
        private List<Travel> travel;
        private List<Near> near;
        private List<Candidate> candidates;
        private List<Wish> wishes;
        private List<Placement> pins;
        private List<Placement> forbidden;
        private List<Placement> previous;

        Copy(PlanInstance from) {
            this.from = from;
            rooms = from.rooms;
            equipment = from.equipment;
            staff = from.staff;
            buses = from.buses;
            schools = from.schools;
            travel = from.travel;
            near = from.near;
            candidates = from.candidates;
            wishes = from.wishes;
            pins = from.pins;
            forbidden = from.forbidden;
            previous = from.previous;
        }

        PlanInstance instance() {
            return new PlanInstance(
                    from.schoolYear,
                    from.activities,
                    from.venues,
                    rooms,
                    equipment,
                    staff,
                    buses,
                    from.boardingMinutes,
                    from.turnaroundMinutes,
                    from.venueMinutes,
                    schools,
                    travel,
                    near,
                    candidates,
                    wishes,
                    from.lag,
                    pins,
                    forbidden,
                    previous);
        }
    }
}
