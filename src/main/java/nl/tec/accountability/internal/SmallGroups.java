package nl.tec.accountability.internal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import nl.tec.reach.SchoolGroup;
import nl.tec.shared.Sector;
import org.jspecify.annotations.Nullable;

/**
 * Keeps counts that could be of one pupil out of the open data (rules 2.14): the small groups of a school become one row without a group. Sums by
 * school stay what they were. Of special education there is one row per school.
 */
final class SmallGroups {

    /** The smallest count that is shown of a group. */
    static final int MIN = 5;

    /** Instead of a group, in a joined row. */
    private static final int NO_GRADE = 0;

    private record Key(long siteId, Sector sector) {}

    private SmallGroups() {}

    static List<SchoolGroup> join(List<SchoolGroup> groups) {
        Map<Key, List<SchoolGroup>> bySchool = new LinkedHashMap<>();
        groups.forEach(
                group -> bySchool.computeIfAbsent(new Key(group.siteId(), group.sector()), school -> new ArrayList<>())
                        .add(group));
        return bySchool.entrySet().stream()
                .flatMap(school -> joinSchool(school.getKey().sector(), school.getValue()).stream())
                .toList();
    }

    /** Returns the group of a row; null: of several groups together. */
    static @Nullable Integer grade(SchoolGroup group) {
        return group.grade() == NO_GRADE ? null : Integer.valueOf(group.grade());
    }

    /** Returns a row of the open data: the school, the group, its pupils and those of them who were reached. */
    static List<@Nullable Object> columns(SchoolGroup group) {
        return Arrays.asList(
                group.brin6(),
                group.school(),
                group.town(),
                group.pc4(),
                grade(group),
                group.pupils(),
                group.reached());
    }

    private static List<SchoolGroup> joinSchool(Sector sector, List<SchoolGroup> groups) {
        List<SchoolGroup> joined = new ArrayList<>(groups.stream()
                .filter(group -> sector == Sector.SO || small(group.pupils()) || small(group.reached()))
                .toList());
        if (joined.isEmpty()) {
            return groups;
        }
        List<SchoolGroup> others = new ArrayList<>(groups);
        others.removeAll(joined);
        others.sort(Comparator.comparing((SchoolGroup group) -> group.reached() == 0)
                .thenComparingLong(SchoolGroup::reached)
                .thenComparingLong(SchoolGroup::pupils));
        // one group alone is found by which one is missing
        while (!others.isEmpty() && (joined.size() < 2 || tooFew(joined, others))) {
            joined.add(others.remove(0));
        }
        List<SchoolGroup> rows =
                new ArrayList<>(groups.stream().filter(others::contains).toList());
        SchoolGroup one = joined.get(0);
        rows.add(new SchoolGroup(
                one.siteId(),
                one.brin6(),
                one.school(),
                one.town(),
                one.pc4(),
                one.sector(),
                NO_GRADE,
                pupils(joined),
                reached(joined)));
        return rows;
    }

    private static boolean tooFew(List<SchoolGroup> joined, List<SchoolGroup> others) {
        return small(pupils(joined)) || small(reached(joined)) && reached(others) > 0;
    }

    /** Nobody is nobody's data. */
    private static boolean small(long count) {
        return count > 0 && count < MIN;
    }

    private static long pupils(List<SchoolGroup> groups) {
        return groups.stream().mapToLong(SchoolGroup::pupils).sum();
    }

    private static long reached(List<SchoolGroup> groups) {
        return groups.stream().mapToLong(SchoolGroup::reached).sum();
    }
}
