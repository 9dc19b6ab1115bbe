package nl.tec.planning;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import nl.tec.planning.PlanInstance.Candidate;
import nl.tec.planning.PlanInstance.Person;

/** Checks the teams of a plan: the skills that a session needs, and when and how often each person can. */
final class StaffRules {

    private final InstanceIndex index;
    private final int venueMinutes;
    private final Map<Long, List<String>> teams;
    private final Violations violations;

    StaffRules(InstanceIndex index, int venueMinutes, Map<Long, List<String>> teams, Violations violations) {
        this.index = index;
        this.venueMinutes = venueMinutes;
        this.teams = teams;
        this.violations = violations;
    }

    void checkSkills(Candidate session) {
        List<String> places = new ArrayList<>();
        index.activity(session.activity()).staff().forEach((skill, number) -> {
            for (int i = 0; i < number; i++) {
                places.add(skill);
            }
        });
        List<String> team = teams.getOrDefault(session.id(), List.of());
        Map<String, Integer> placeOf = new HashMap<>();
        for (int place = 0; place < places.size(); place++) {
            if (!fillPosition(place, places, team, placeOf, new HashSet<>())) {
                violations.add(Rule.STAFF_SKILLS, "session " + session.id() + " lacks " + places.get(place));
                return;
            }
        }
    }

    /** Fills a position from the team, reassigning others if necessary (augmenting path): nobody fills two positions. */
    private boolean fillPosition(
            int place, List<String> places, List<String> team, Map<String, Integer> placeOf, Set<String> tried) {
        for (String person : team) {
            if (index.person(person).skills().contains(places.get(place)) && tried.add(person)) {
                Integer other = placeOf.get(person);
                if (other == null || fillPosition(other, places, team, placeOf, tried)) {
                    placeOf.put(person, place);
                    return true;
                }
            }
        }
        return false;
    }

    void checkSchedules() {
        Map<String, List<Candidate>> perPerson = new HashMap<>();
        teams.forEach((id, team) -> {
            for (String person : team) {
                perPerson.computeIfAbsent(person, key -> new ArrayList<>()).add(index.candidate(id));
            }
        });
        perPerson.forEach((id, sessions) -> {
            Person person = index.person(id);
            Map<String, Integer> perWeek = new HashMap<>();
            sessions.sort(Comparator.comparing(Candidate::occupiedFrom));
            for (Candidate session : sessions) {
                violations.unless(person.isThere(session), Rule.STAFF_AVAILABLE, () -> id + " at " + session.start());
                perWeek.merge(index.week(session.date()), 1, Integer::sum);
            }
            perWeek.forEach((week, number) ->
                    violations.unless(number <= person.maxIn(week), Rule.STAFF_WEEK, () -> id + " in " + week));
            for (int i = 1; i < sessions.size(); i++) {
                Candidate before = sessions.get(i - 1);
                Candidate after = sessions.get(i);
                int between = before.venue().equals(after.venue()) ? 0 : venueMinutes;
                violations.unless(
                        !before.occupiedUntil().plusMinutes(between).isAfter(after.occupiedFrom()),
                        Rule.STAFF_CONFLICT,
                        () -> id + " at " + before.start() + " and " + after.start());
            }
        });
    }
}
