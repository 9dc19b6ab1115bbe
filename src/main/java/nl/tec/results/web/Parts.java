package nl.tec.results.web;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import nl.tec.results.Figures.Line;
import nl.tec.results.TargetGroup;

/**
 * The lines of the overview in parts.
 *
 * @param groups of the target groups of the economic board: pupils and students, who are in {@code main} too, and adults
 */
public record Parts(List<Line> main, Map<TargetGroup, List<Line>> groups, List<Line> special) {

    static Parts of(List<Line> lines) {
        List<Line> main = new ArrayList<>();
        Map<TargetGroup, List<Line>> groups = new EnumMap<>(TargetGroup.class);
        List<Line> special = new ArrayList<>();
        for (Line line : lines) {
            TargetGroup group = line.kpi().ofGroup();
            if (group != null) {
                groups.computeIfAbsent(group, each -> new ArrayList<>()).add(line);
            }
            if (line.kpi().ofSpecialEducation()) {
                special.add(line);
            } else if (!line.kpi().ofAdults()) {
                main.add(line);
            }
        }
        return new Parts(main, groups, special);
    }

    /** Whether any KPI is about adults who come for work. */
    public boolean ofAdults() {
        return groups.keySet().stream().anyMatch(group -> group != TargetGroup.SCHOOL_TO_WORK);
    }
}
