package nl.tec.planning.internal;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import nl.tec.planning.PlanInstance.Absence;
import nl.tec.planning.PlanInstance.Candidate;
import nl.tec.planning.PlanInstance.Person;
import nl.tec.planning.Round;
import nl.tec.shared.Dates;
import nl.tec.staff.ActivityRoles.Role;
import nl.tec.staff.Availability.Stretch;
import nl.tec.staff.PlannableMember;
import nl.tec.staff.PlannableStaff;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Builds the people of an instance: a person is {@code p12}, a skill {@code k5}, and {@value #UNIVERSAL_SKILL} the skill that everybody has. The
 * register limits the hours per week, the file format the sessions; the conversion assumes the longest session, so that nobody is
 * planned for too many hours.
 */
@Component
public class Team {

    static final String UNIVERSAL_SKILL = "k0";

    /** The sessions per week of somebody without a maximum: more than time allows. */
    private static final int NO_MAXIMUM = 50;

    private final PlannableStaff staff;

    Team(PlannableStaff staff) {
        this.staff = staff;
    }

    public static String person(long memberId) {
        return "p" + memberId;
    }

    private static String skill(@Nullable Long skillId) {
        return skillId == null ? UNIVERSAL_SKILL : "k" + skillId;
    }

    /** Returns the number of people that each activity needs, by skill. */
    Map<Long, Map<String, Integer>> needs(Collection<Long> activities) {
        Map<Long, Map<String, Integer>> needs = new HashMap<>();
        staff.needs(activities).forEach((activity, roles) -> {
            Map<String, Integer> people = new TreeMap<>();
            for (Role role : roles) {
                if (role.people() > 0) {
                    people.put(skill(role.skillId()), role.people());
                }
            }
            needs.put(activity, people);
        });
        return needs;
    }

    /** Returns the staff available on days with sessions. @param venueMinutes the travel time around sessions that they guide already */
    List<Person> people(Round round, LocalDate from, List<Candidate> sessions, int venueMinutes) {
        Set<LocalDate> days = sessions.stream().map(Candidate::date).collect(Collectors.toCollection(TreeSet::new));
        long longest = sessions.stream()
                .mapToLong(session -> Duration.between(session.occupiedFrom(), session.occupiedUntil())
                        .toMinutes())
                .max()
                .orElse(1);
        LocalDate first =
                from.isAfter(round.year().firstDay()) ? from : round.year().firstDay();
        return staff.list(first, round.year().lastDay()).stream()
                .map(member -> person(member, days, longest, venueMinutes))
                .filter(person -> !person.weekdays().isEmpty())
                .toList();
    }

    private static Person person(PlannableMember member, Set<LocalDate> days, long longest, int venueMinutes) {
        Map<LocalDate, List<Stretch>> free = new TreeMap<>();
        days.forEach(day -> free.put(day, member.freeOn(day)));
        Set<DayOfWeek> weekdays = EnumSet.noneOf(DayOfWeek.class);
        LocalTime begins = LocalTime.MAX;
        LocalTime ends = LocalTime.MIN;
        for (Map.Entry<LocalDate, List<Stretch>> day : free.entrySet()) {
            for (Stretch stretch : day.getValue()) {
                weekdays.add(day.getKey().getDayOfWeek());
                begins = earlier(begins, stretch.from());
                ends = later(ends, stretch.until());
            }
        }
        Set<LocalDate> daysOff = new HashSet<>();
        List<Absence> absences = new ArrayList<>();
        for (Map.Entry<LocalDate, List<Stretch>> day : free.entrySet()) {
            if (!weekdays.contains(day.getKey().getDayOfWeek())) {
                continue;
            }
            if (day.getValue().isEmpty()) {
                daysOff.add(day.getKey());
            } else {
                addGaps(absences, day.getKey(), day.getValue(), begins, ends);
            }
        }
        member.busy()
                .forEach(slot -> absences.add(new Absence(
                        LocalDateTime.ofInstant(slot.start(), Dates.ZONE).minusMinutes(venueMinutes),
                        LocalDateTime.ofInstant(slot.end(), Dates.ZONE).plusMinutes(venueMinutes))));
        absences.sort(Comparator.comparing(Absence::from));
        Set<String> skills = member.skillIds().stream().map(Team::skill).collect(Collectors.toCollection(TreeSet::new));
        skills.add(UNIVERSAL_SKILL);
        int perWeek = perWeek(member, 0, longest);
        return new Person(
                person(member.id()),
                skills,
                weekdays,
                begins,
                ends,
                daysOff,
                perWeek,
                absences,
                maxInWeek(member, perWeek, longest));
    }

    /** Returns the maximum number of sessions in a week with this many minutes taken already. */
    private static int perWeek(PlannableMember member, long minutes, long longest) {
        Integer hours = member.maxHours();
        return hours == null ? NO_MAXIMUM : (int) (Math.max(0, hours * 60L - minutes) / longest);
    }

    /** Returns the weeks in which sessions that somebody guides already leave room for fewer. */
    private static Map<String, Integer> maxInWeek(PlannableMember member, int perWeek, long longest) {
        Map<String, Long> minutes = new TreeMap<>();
        member.busy()
                .forEach(slot -> minutes.merge(
                        Dates.isoWeek(Dates.dayOf(slot.start())),
                        Duration.between(slot.start(), slot.end()).toMinutes(),
                        Long::sum));
        Map<String, Integer> fewer = new TreeMap<>();
        minutes.forEach((week, taken) -> {
            int left = perWeek(member, taken, longest);
            if (left < perWeek) {
                fewer.put(week, left);
            }
        });
        return fewer;
    }

    /** Adds the gaps between the free stretches of a day as absences. */
    private static void addGaps(
            List<Absence> absences, LocalDate day, List<Stretch> free, LocalTime begins, LocalTime ends) {
        LocalTime at = begins;
        for (Stretch stretch : free) {
            if (at.isBefore(stretch.from())) {
                absences.add(new Absence(day.atTime(at), day.atTime(stretch.from())));
            }
            at = stretch.until();
        }
        if (at.isBefore(ends)) {
            absences.add(new Absence(day.atTime(at), day.atTime(ends)));
        }
    }

    private static LocalTime earlier(LocalTime one, LocalTime other) {
        return one.isBefore(other) ? one : other;
    }

    private static LocalTime later(LocalTime one, LocalTime other) {
        return one.isAfter(other) ? one : other;
    }

    /** Returns the names of people, by their identifier in an instance. */
    public Map<String, String> names(Collection<String> people) {
        Map<String, String> names = new HashMap<>();
        staff.names(people.stream().map(InstanceBuilder::number).toList())
                .forEach((member, name) -> names.put(person(member), name));
        return names;
    }

    /** Returns the names of skills, by their identifier in an instance. */
    public Map<String, String> skillNames() {
        Map<String, String> names = new HashMap<>();
        staff.skillNames().forEach((skill, name) -> names.put(skill(skill), name));
        return names;
    }
}
