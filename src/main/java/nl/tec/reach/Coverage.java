package nl.tec.reach;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import nl.tec.reach.internal.CoverageQueries;
import nl.tec.reach.internal.PupilQueries;
import nl.tec.shared.Coordinates;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** Reports who is and is not yet reached, by neighbourhood, board and world, and what is needed to reach a school. */
@Service
public class Coverage {

    /** The maximum number of neighbourhoods a reader can take in; beyond it, they are grouped by two digits. */
    private static final int MAX_AREAS = 100;

    private final CoverageQueries queries;
    private final PupilQueries pupils;

    Coverage(CoverageQueries queries, PupilQueries pupils) {
        this.queries = queries;
        this.pupils = pupils;
    }

    /** Returns reach by postcode area. @param groups of {@link Reach#schoolGroups(Band, Period)} */
    public List<AreaReach> areas(List<SchoolGroup> groups) {
        List<String> pc4s = groups.stream().map(SchoolGroup::pc4).distinct().toList();
        int digits = pc4s.size() > MAX_AREAS ? 2 : 4;
        Map<String, List<Coordinates>> centres = new LinkedHashMap<>();
        queries.centres(pc4s)
                .forEach((pc4, middle) -> centres.computeIfAbsent(start(pc4, digits), area -> new ArrayList<>())
                        .add(middle));
        List<AreaReach> areas = new ArrayList<>();
        bySchool(groups, group -> start(group.pc4(), digits))
                .forEach((area, schools) -> areas.add(new AreaReach(
                        area,
                        middle(centres.getOrDefault(area, List.of())),
                        schools.size(),
                        came(schools.values()),
                        sum(schools.values(), 0),
                        sum(schools.values(), 1))));
        return areas;
    }

    /** Returns reach by board, ordered by name, with an unknown board last. @param groups of {@link Reach#schoolGroups(Band, Period)} */
    public List<BoardReach> boards(List<SchoolGroup> groups) {
        Map<Long, String> names = queries.boards(
                groups.stream().map(SchoolGroup::siteId).distinct().toList());
        List<BoardReach> boards = new ArrayList<>();
        bySchool(groups, group -> names.getOrDefault(group.siteId(), ""))
                .forEach((name, schools) -> boards.add(new BoardReach(
                        name,
                        schools.size(),
                        came(schools.values()),
                        sum(schools.values(), 0),
                        sum(schools.values(), 1))));
        boards.sort((a, b) -> a.name().isEmpty() == b.name().isEmpty()
                ? a.name().compareToIgnoreCase(b.name())
                : Boolean.compare(a.name().isEmpty(), b.name().isEmpty()));
        return boards;
    }

    /** Returns the reach of every world, including those nobody came to. A pupil who came to two worlds counts in both. */
    public List<WorldReach> worlds(Band band, Period period) {
        return queries.worlds(pupils.scope(band, period));
    }

    /** Returns the contact information by school location. */
    public Map<Long, SchoolContact> contacts(Collection<Long> siteIds) {
        return siteIds.isEmpty() ? Map.of() : queries.contacts(siteIds);
    }

    /** Whether educational disadvantage scores are known for any school. */
    public boolean knowsDisadvantage() {
        return queries.knowsDisadvantage();
    }

    /** Groups school locations by the given key, each with its pupils and the pupils reached. */
    private static Map<String, Map<Long, long[]>> bySchool(List<SchoolGroup> groups, Function<SchoolGroup, String> by) {
        Map<String, Map<Long, long[]>> grouped = new TreeMap<>();
        for (SchoolGroup group : groups) {
            long[] school = grouped.computeIfAbsent(by.apply(group), key -> new LinkedHashMap<>())
                    .computeIfAbsent(group.siteId(), site -> new long[2]);
            school[0] += group.pupils();
            school[1] += group.reached();
        }
        return grouped;
    }

    private static long came(Collection<long[]> schools) {
        return schools.stream().filter(school -> school[1] > 0).count();
    }

    private static long sum(Collection<long[]> schools, int which) {
        return schools.stream().mapToLong(school -> school[which]).sum();
    }

    private static String start(String pc4, int digits) {
        return pc4.substring(0, Math.min(digits, pc4.length()));
    }

    private static @Nullable Coordinates middle(List<Coordinates> points) {
        return points.isEmpty()
                ? null
                : new Coordinates(
                        points.stream()
                                .mapToDouble(Coordinates::latitude)
                                .average()
                                .orElseThrow(),
                        points.stream()
                                .mapToDouble(Coordinates::longitude)
                                .average()
                                .orElseThrow());
    }
}
