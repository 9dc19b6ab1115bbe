package nl.tec.planning;

import java.time.LocalDate;
import java.time.LocalDateTime;
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
import java.util.function.Supplier;
import java.util.stream.Collectors;
import nl.tec.planning.PlanInstance.Activity;
import nl.tec.planning.PlanInstance.Candidate;
import nl.tec.planning.PlanInstance.Daypart;
import nl.tec.planning.PlanInstance.Mode;
import nl.tec.planning.PlanInstance.Placement;
import nl.tec.planning.PlanInstance.Travel;
import nl.tec.planning.PlanInstance.Week;
import nl.tec.planning.PlanInstance.Wish;
import nl.tec.planning.PlanSolution.Assignment;
import nl.tec.planning.PlanSolution.HeldSession;
import nl.tec.planning.PlanSolution.Reason;
import nl.tec.planning.PlanSolution.Unmet;

/**
 * Checks a plan against its instance by every hard rule of rules 5.2, and computes its score. It shares nothing with the solver but
 * the file format, so that it detects mistakes of the solver.
 */
public final class PlanChecker {

    private final InstanceIndex index;
    private final PlanInstance instance;
    private final PlanSolution plan;
    private final Violations violations = new Violations();

    /** The met wishes with their assignments, as far as they refer to wishes and candidates that exist. */
    private final Map<String, Assignment> assigned = new LinkedHashMap<>();

    private final Map<Long, List<Wish>> audience = new LinkedHashMap<>();
    private final Map<Long, List<String>> teams = new LinkedHashMap<>();

    private PlanChecker(InstanceIndex index, PlanInstance instance, PlanSolution plan) {
        this.index = index;
        this.instance = instance;
        this.plan = plan;
    }

    public static PlanCheck check(PlanInstance instance, PlanSolution plan) {
        return check(new InstanceIndex(instance), instance, plan);
    }

    /** @param index of the instance, or of a copy with other pins or prohibitions */
    public static PlanCheck check(InstanceIndex index, PlanInstance instance, PlanSolution plan) {
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
        audience.keySet().forEach(id -> held.add(index.candidate(id)));
        teams.keySet().forEach(id -> held.add(index.candidate(id)));
        checkRooms(held);
        checkEquipment(held);
        StaffRules staff = new StaffRules(index, instance.venueMinutes(), teams, violations);
        held.forEach(staff::checkSkills);
        staff.checkSchedules();
        double busKm = new BusRules(index, instance, assigned, violations).check(plan.trips());
        checkPins();
        PlanScore score = score(busKm);
        checkUnmet();
        checkBounds(score);
        return new PlanCheck(score, violations.list());
    }

    // --- reading the plan

    private void readAssignments() {
        for (Assignment assignment : plan.assignments()) {
            Wish wish = index.wishes.get(assignment.wish());
            if (wish == null || !index.candidates.containsKey(assignment.candidate())) {
                violations.add(
                        Rule.CONSISTENT,
                        "there is no wish " + assignment.wish() + " or no candidate " + assignment.candidate());
            } else if (assigned.putIfAbsent(wish.id(), assignment) != null) {
                violations.add(Rule.ONCE, wish.id());
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
                violations.add(Rule.CONSISTENT, "session " + id + " is held for nobody");
            } else if (!index.staff.keySet().containsAll(team) || new HashSet<>(team).size() < team.size()) {
                violations.add(Rule.CONSISTENT, "session " + id + " has somebody twice, or somebody unknown");
            } else if (teams.putIfAbsent(id, team) != null) {
                violations.add(Rule.CONSISTENT, "session " + id + " is listed twice");
            }
        }
    }

    // --- the rules

    private void checkWish(Assignment assignment) {
        Wish wish = index.wish(assignment.wish());
        Candidate candidate = index.candidate(assignment.candidate());
        Activity activity = index.activity(candidate.activity());
        Supplier<String> where = () -> wish.id() + " at " + candidate.start();
        violations.unless(wish.activities().contains(activity.id()), Rule.WISHED, where);
        violations.unless(
                wish.allGrades().stream()
                        .anyMatch(grade -> activity.fromGrade() <= grade && grade <= activity.toGrade()),
                Rule.GRADES,
                where);
        violations.unless(index.week(wish, candidate) != null, Rule.WEEKS, where);
        violations.unless(
                !wish.notDates().contains(candidate.date())
                        && (wish.dayparts().isEmpty()
                                || wish.dayparts()
                                        .contains(Daypart.of(candidate.start().toLocalTime()))),
                Rule.DATES,
                where);
        Travel way = index.way(wish, candidate);
        int minutes = way.minutes() + instance.boardingMinutes();
        violations.unless(index.withinSchoolHours(wish, candidate, minutes), Rule.HOURS, where);
        violations.unless((way.mode() == Mode.BUS) == (assignment.trip() != null), Rule.BUS_NEEDED, where);
    }

    private void checkTogether() {
        for (Wish wish : instance.wishes()) {
            if (wish.together() != null) {
                Assignment mine = assigned.get(wish.id());
                Assignment other = assigned.get(wish.together());
                boolean same = mine == null || other == null ? mine == other : mine.candidate() == other.candidate();
                violations.unless(same, Rule.TOGETHER, () -> wish.id() + " and " + wish.together());
            }
        }
    }

    private void checkOneOutingADay() {
        Set<List<Object>> out = new HashSet<>();
        assigned.forEach((id, assignment) -> {
            String schoolClass = index.wish(id).schoolClass();
            LocalDate day = index.candidate(assignment.candidate()).date();
            violations.unless(
                    out.add(List.of(schoolClass, day)), Rule.CLASS_ELSEWHERE, () -> schoolClass + " on " + day);
        });
    }

    private void checkCapacity(long id, List<Wish> comers) {
        Candidate candidate = index.candidate(id);
        int pupils = comers.stream().mapToInt(Wish::pupils).sum();
        violations.unless(
                comers.size() <= candidate.classes() && pupils <= candidate.pupils(), Rule.FULL, () -> "session " + id);
    }

    private void checkRooms(Set<Candidate> held) {
        Map<String, List<Candidate>> perRoom = held.stream().collect(Collectors.groupingBy(Candidate::room));
        perRoom.forEach((room, sessions) -> {
            sessions.sort(Comparator.comparing(Candidate::occupiedFrom));
            for (int i = 1; i < sessions.size(); i++) {
                Candidate before = sessions.get(i - 1);
                Candidate after = sessions.get(i);
                violations.unless(
                        !before.occupiedUntil().isAfter(after.occupiedFrom()),
                        Rule.ROOM,
                        () -> room + " at " + before.start() + " and " + after.start());
            }
        });
    }

    private void checkEquipment(Set<Candidate> held) {
        index.quantities.forEach((thing, quantity) -> {
            Map<LocalDate, List<Candidate>> users = held.stream()
                    .filter(session -> needs(session, thing) > 0)
                    .collect(Collectors.groupingBy(Candidate::date));
            users.values().stream().flatMap(List::stream).forEach(session -> {
                LocalDateTime moment = session.occupiedFrom();
                int used = Objects.requireNonNull(users.get(session.date())).stream()
                        .filter(other -> !other.occupiedFrom().isAfter(moment)
                                && other.occupiedUntil().isAfter(moment))
                        .mapToInt(other -> needs(other, thing))
                        .sum();
                violations.unless(used <= quantity, Rule.EQUIPMENT, () -> thing + " at " + moment);
            });
        });
    }

    private int needs(Candidate session, String thing) {
        return index.activity(session.activity()).equipment().getOrDefault(thing, 0);
    }

    private void checkPins() {
        for (Placement pin : instance.pins()) {
            violations.unless(isPlaced(pin), Rule.PINS, () -> pin.wish() + " is not where it was pinned");
        }
        for (Placement forbidden : instance.forbidden()) {
            violations.unless(!isPlaced(forbidden), Rule.PINS, () -> forbidden.wish() + " is where it must not be");
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
            Wish wish = index.wishes.get(unmet.wish());
            if (wish == null || assigned.containsKey(wish.id()) || !explained.add(wish.id())) {
                violations.add(Rule.CONSISTENT, unmet.wish() + " is not an unmet wish, or is listed twice");
            } else if (!unmet.reasons().isEmpty()) {
                long told = unmet.reasons().stream().mapToLong(Reason::count).sum();
                long all = wish.activities().stream()
                        .mapToLong(activity -> index.offered.getOrDefault(activity, 0L))
                        .sum();
                violations.unless(told == all, Rule.CONSISTENT, () -> "the reasons of " + wish.id() + " do not add up");
            }
        }
    }

    private void checkBounds(PlanScore score) {
        Double most = plan.bounds().get(Level.MET.word());
        violations.unless(
                most == null || most >= score.met() - PlanScore.TOLERANCE,
                Rule.CONSISTENT,
                () -> "more wishes are met than is said to be possible");
    }

    private PlanScore score(double busKm) {
        Shares shares = shares();
        int preference = 0;
        int weeks = 0;
        int lag = 0;
        for (Assignment assignment : assigned.values()) {
            Wish wish = index.wish(assignment.wish());
            Candidate candidate = index.candidate(assignment.candidate());
            preference += wish.preference(candidate.activity());
            Week week = index.week(wish, candidate);
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
                shares.worst(),
                shares.missed(),
                shares.unfairness(),
                preference,
                weeks,
                lag,
                busKm,
                plan.trips().size(),
                load.isEmpty() ? 0 : squares / load.size(),
                moved);
    }

    /** How the wishes that are met are shared by the schools. */
    private record Shares(double worst, double missed, double unfairness) {}

    private Shares shares() {
        Map<String, Integer> wishesOf = new HashMap<>();
        Map<String, Integer> metOf = new HashMap<>();
        for (Wish wish : instance.wishes()) {
            wishesOf.merge(wish.school(), 1, Integer::sum);
            metOf.merge(wish.school(), assigned.containsKey(wish.id()) ? 1 : 0, Integer::sum);
        }
        double worst = 1;
        double missedShares = 0;
        double unfairness = 0;
        for (Map.Entry<String, Integer> school : wishesOf.entrySet()) {
            int met = metOf.getOrDefault(school.getKey(), 0);
            double share = (double) met / school.getValue();
            worst = Math.min(worst, share);
            for (int missed = 1; missed <= school.getValue() - met; missed++) {
                missedShares += (double) missed / school.getValue();
            }
            unfairness += school.getValue() * (1 - share) * (1 - share);
        }
        return new Shares(worst, missedShares, unfairness);
    }
}
