package nl.tec.programme;

import java.util.Collection;
import java.util.Set;
import nl.tec.shared.Audience;
import nl.tec.shared.Grade;
import nl.tec.shared.Span;
import org.jspecify.annotations.Nullable;

/**
 * The people an activity is for (requirement A2).
 *
 * @param groups of primary education, 1-8
 * @param years of secondary education, 1-6
 * @param mboYears 1-4
 * @param ages of people who come by themselves
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
     * Whether a class with these groups or years can come. A combination class fits when one of its groups fits.
     *
     * @param level of the class in secondary education; empty: of none
     */
    public boolean fits(Collection<Grade> grades, String level) {
        return grades.stream().anyMatch(grade -> fits(grade, level));
    }

    /** Whether pupils of this group or year are meant, at their level. Of a class whose level says nothing, any level is. */
    public boolean fits(Grade grade, String level) {
        return fits(grade) && VoLevel.allow(levels, level);
    }

    /** Whether pupils of this group or year are meant, whatever their level. Special education (SO) goes by groups of primary education. */
    public boolean fits(Grade grade) {
        return switch (grade.sector()) {
            case PO, SO -> audiences.contains(Audience.PO) && groups != null && groups.contains(grade.number());
            case VO -> audiences.contains(Audience.VO) && years != null && years.contains(grade.number());
            case MBO -> audiences.contains(Audience.MBO) && (mboYears == null || mboYears.contains(grade.number()));
        };
    }
}
