package nl.tec.programme;

import java.util.Collection;
import java.util.Set;
import nl.tec.shared.Audience;
import nl.tec.shared.Grade;
import nl.tec.shared.Span;
import org.jspecify.annotations.Nullable;

/**
 * The target audience of an activity (requirement A2).
 *
 * @param groups of primary education, 1-8
 * @param years of secondary education, 1-6
 * @param mboYears 1-4
 * @param ages of individual participants
 * @param levels of secondary education; empty: all
 */
public record ForWhom(
        Set<Audience> audiences,
        @Nullable Span groups,
        @Nullable Span years,
        @Nullable Span mboYears,
        @Nullable Span ages,
        Set<VoLevel> levels) {

    public ForWhom {
        audiences = Set.copyOf(audiences);
        levels = Set.copyOf(levels);
    }

    /**
     * Whether it is for a class with these groups or years. A combination class fits if one of its groups does.
     *
     * @param level of the class in secondary education; empty: none
     */
    public boolean fits(Collection<Grade> grades, String level) {
        return grades.stream().anyMatch(grade -> fits(grade, level));
    }

    /** Whether it is for pupils of this group or year and level. A class with an unrecognised level fits any. */
    public boolean fits(Grade grade, String level) {
        return fits(grade) && VoLevel.allow(levels, level);
    }

    /** Whether it is for pupils of this group or year, of any level. Special education (SO) counts by groups of primary education. */
    public boolean fits(Grade grade) {
        return switch (grade.sector()) {
            case PO, SO -> audiences.contains(Audience.PO) && groups != null && groups.contains(grade.number());
            case VO -> audiences.contains(Audience.VO) && years != null && years.contains(grade.number());
            case MBO -> audiences.contains(Audience.MBO) && (mboYears == null || mboYears.contains(grade.number()));
        };
    }
}
