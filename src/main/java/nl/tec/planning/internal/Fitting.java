package nl.tec.planning.internal;

import java.time.LocalDate;
import java.time.LocalTime;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import nl.tec.planning.Obstacle;
import nl.tec.planning.PlanInstance;
import nl.tec.planning.PlanInstance.Candidate;
import nl.tec.planning.PlanInstance.Daypart;
import nl.tec.planning.PlanInstance.Hours;
import nl.tec.planning.PlanInstance.Person;
import nl.tec.planning.PlanInstance.School;
import nl.tec.planning.PlanInstance.Travel;
import nl.tec.planning.PlanInstance.Week;
import nl.tec.planning.PlanInstance.Wish;
import nl.tec.shared.Dates;

/** Tests whether a session suits a wish, regardless of the rest of the plan: activity, week, day, size and school hours. */
public final class Fitting {

    private final int boarding;
    private final Map<String, School> schools = new HashMap<>();
    private final Map<String, Travel> ways = new HashMap<>();
    private final Map<String, Set<String>> weeks = new HashMap<>();
    private final Map<LocalDate, String> names = new HashMap<>();
    private final Map<String, Map<String, Integer>> needs = new HashMap<>();
    private final List<Person> staff;

    public Fitting(PlanInstance instance) {
        boarding = instance.boardingMinutes();
        staff = instance.staff();
        instance.activities().forEach(activity -> needs.put(activity.id(), activity.staff()));
        instance.schools().forEach(school -> schools.put(school.id(), school));
        instance.travel().forEach(way -> ways.put(way.school() + " " + way.venue(), way));
    }

    public boolean allows(Wish wish, Candidate session) {
        return wish.activities().contains(session.activity())
                && wish.pupils() <= session.pupils()
                && suitsWeek(wish, session)
                && suitsDay(wish, session)
                && isWithinSchoolHours(wish, session);
    }

    /** Returns what excludes a session of a wished activity, regardless of the rest of the plan; empty if {@link #allows} does. */
    public EnumSet<Obstacle> obstacles(Wish wish, Candidate session) {
        EnumSet<Obstacle> obstacles = EnumSet.noneOf(Obstacle.class);
        if (!suitsWeek(wish, session)) {
            obstacles.add(Obstacle.WEEKS);
        }
        if (!suitsDay(wish, session)) {
            obstacles.add(Obstacle.DATES);
        }
        if (!isWithinSchoolHours(wish, session)) {
            obstacles.add(Obstacle.HOURS);
        }
        if (wish.pupils() > session.pupils()) {
            obstacles.add(Obstacle.FULL);
        }
        return obstacles;
    }

    private static boolean suitsDay(Wish wish, Candidate session) {
        return !wish.notDates().contains(session.date())
                && (wish.dayparts().isEmpty()
                        || wish.dayparts().contains(Daypart.of(session.start().toLocalTime())));
    }

    /** Whether enough people have each of the skills for a session, regardless of the rest of the plan. */
    public boolean hasPeople(Candidate session, Predicate<Person> whom) {
        return needs.getOrDefault(session.activity(), Map.of()).entrySet().stream()
                .allMatch(need -> staff.stream()
                                .filter(whom)
                                .filter(person -> person.skills().contains(need.getKey()) && person.isThere(session))
                                .count()
                        >= need.getValue());
    }

    private boolean suitsWeek(Wish wish, Candidate session) {
        return weeks.computeIfAbsent(
                        wish.id(), key -> wish.weeks().stream().map(Week::week).collect(Collectors.toSet()))
                .contains(names.computeIfAbsent(session.date(), Dates::isoWeek));
    }

    private boolean isWithinSchoolHours(Wish wish, Candidate session) {
        School school = schools.get(wish.school());
        Travel way = ways.get(wish.school() + " " + session.venue());
        Hours hours = school == null ? null : school.hours().get(session.date().getDayOfWeek());
        if (hours == null || way == null) {
            return false;
        }
        int away = boarding + way.minutes();
        LocalTime leaves = session.start().minusMinutes(away).toLocalTime();
        LocalTime back = session.end().plusMinutes(away).toLocalTime();
        return !leaves.isBefore(hours.from()) && !back.isAfter(hours.until());
    }
}
