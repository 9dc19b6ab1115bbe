package nl.tec.planning;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import nl.tec.planning.PlanView.By;
import nl.tec.planning.PlanView.Part;
import nl.tec.planning.PlanView.PlannedSession;
import nl.tec.planning.PlanView.Visit;
import nl.tec.shared.Bilingual;
import nl.tec.shared.Dates;

/** Groups the sessions of a plan. */
public final class PlanParts {

    private PlanParts() {}

    /** Returns the sessions of a plan by week, school, room, person or bus, in order. */
    public static List<Part> of(PlanView view, By by) {
        Map<String, Bilingual> labels = new TreeMap<>();
        Map<String, List<PlannedSession>> parts = new LinkedHashMap<>();
        if (by == By.SCHOOL) { // including schools without a visit
            view.schools().forEach(school -> {
                labels.put(String.valueOf(school.siteId()), Bilingual.same(school.name()));
                parts.put(String.valueOf(school.siteId()), new ArrayList<>());
            });
        }
        for (PlannedSession held : view.sessions()) {
            Map<String, Bilingual> keys = new LinkedHashMap<>();
            switch (by) {
                case WEEK -> {
                    LocalDate monday = Dates.monday(held.day());
                    keys.put(monday.toString(), Bilingual.same(String.valueOf(Dates.week(monday))));
                }
                case SCHOOL ->
                    held.visits()
                            .forEach(visit -> keys.put(String.valueOf(visit.siteId()), Bilingual.same(visit.school())));
                case ROOM -> keys.put(held.room(), held.place());
                case PERSON -> held.staff().forEach(person -> keys.put(person.id(), Bilingual.same(person.name())));
                case BUS ->
                    held.visits().stream()
                            .map(Visit::bus)
                            .filter(Objects::nonNull)
                            .forEach(bus -> keys.put(bus.id(), bus.name()));
                case MISSING, CHANGES -> {}
            }
            keys.forEach((key, label) -> {
                labels.put(key, label);
                parts.computeIfAbsent(key, any -> new ArrayList<>()).add(only(held, by, key));
            });
        }
        Comparator<String> order = by == By.WEEK
                ? Comparator.naturalOrder()
                : Comparator.comparing(
                        key -> Objects.requireNonNull(labels.get(key)).dutch(), String.CASE_INSENSITIVE_ORDER);
        return parts.keySet().stream()
                .sorted(order)
                .map(key ->
                        new Part(key, Objects.requireNonNull(labels.get(key)), Objects.requireNonNull(parts.get(key))))
                .toList();
    }

    /** Limits a session to the visits of one school or bus. */
    private static PlannedSession only(PlannedSession held, By by, String key) {
        if (by != By.SCHOOL && by != By.BUS) {
            return held;
        }
        return new PlannedSession(
                held.candidate(),
                held.start(),
                held.end(),
                held.title(),
                held.world(),
                held.room(),
                held.place(),
                held.visits().stream()
                        .filter(visit -> by == By.SCHOOL
                                ? key.equals(String.valueOf(visit.siteId()))
                                : visit.bus() != null && key.equals(visit.bus().id()))
                        .toList(),
                held.staff());
    }
}
