package nl.tec.planning;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import nl.tec.planning.PlanInstance.Activity;
import nl.tec.planning.PlanInstance.Bus;
import nl.tec.planning.PlanInstance.Candidate;
import nl.tec.planning.PlanInstance.Equipment;
import nl.tec.planning.PlanInstance.Hours;
import nl.tec.planning.PlanInstance.Near;
import nl.tec.planning.PlanInstance.Person;
import nl.tec.planning.PlanInstance.School;
import nl.tec.planning.PlanInstance.Travel;
import nl.tec.planning.PlanInstance.Week;
import nl.tec.planning.PlanInstance.Wish;
import nl.tec.shared.Dates;
import org.jspecify.annotations.Nullable;

/** An index of an instance, reusable for every plan of it; only pins and prohibitions may differ. */
public final class InstanceIndex {

    private final Map<String, Activity> activities;
    final Map<Long, Candidate> candidates;
    final Map<String, Wish> wishes;
    final Map<String, Person> staff;
    final Map<String, Bus> buses;
    private final Map<String, School> schools;
    final Map<String, Integer> quantities;
    private final Map<List<String>, Travel> travel = new HashMap<>();
    final Map<Set<String>, Integer> detours = new HashMap<>();

    /** Per activity. */
    final Map<String, Long> offered;

    private final Map<LocalDate, String> weeks = new HashMap<>();

    public InstanceIndex(PlanInstance instance) {
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
        instance.candidates().forEach(one -> weeks.computeIfAbsent(one.date(), Dates::isoWeek));
    }

    Wish wish(String id) {
        return get(wishes, id);
    }

    Candidate candidate(long id) {
        return get(candidates, id);
    }

    Activity activity(String id) {
        return get(activities, id);
    }

    Person person(String id) {
        return get(staff, id);
    }

    /** Returns the ISO week of a day on which something can be held. */
    String week(LocalDate day) {
        return get(weeks, day);
    }

    boolean withinSchoolHours(Wish wish, Candidate candidate, int minutes) {
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

    static boolean isWithin(LocalDateTime from, LocalDateTime until, LocalDate day, LocalTime opens, LocalTime closes) {
        return !from.isBefore(day.atTime(opens)) && !until.isAfter(day.atTime(closes));
    }

    @Nullable Week week(Wish wish, Candidate candidate) {
        String label = week(candidate.date());
        for (Week week : wish.weeks()) {
            if (week.week().equals(label)) {
                return week;
            }
        }
        return null;
    }

    Travel way(Wish wish, Candidate candidate) {
        return get(travel, List.of(wish.school(), candidate.venue()));
    }

    private static <K, V> V get(Map<K, V> map, K key) {
        return Objects.requireNonNull(map.get(key), () -> "no " + key);
    }

    private static <K, V> Map<K, V> byId(List<V> values, Function<V, K> id) {
        return values.stream().collect(Collectors.toMap(id, Function.identity()));
    }
}
