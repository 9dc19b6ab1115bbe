package nl.tec.results.web;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import nl.tec.results.Figures.Line;
import nl.tec.results.TargetGroup;

/**
 * The lines of the overview, divided into sections.
 *
 * @param groups the lines by target group of the economic board: pupils and students, also in {@code main}, and adults
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

    /** Whether any line is about adults who come for work. */
    public boolean ofAdults() {
        return groups.keySet().stream().anyMatch(group -> group != TargetGroup.SCHOOL_TO_WORK);
    }
}
