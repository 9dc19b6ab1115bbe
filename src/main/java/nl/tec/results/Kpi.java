package nl.tec.results;

import java.util.List;
import java.util.Locale;
import nl.tec.programme.ActivityKind;
import nl.tec.reach.Band;
import nl.tec.reach.Individuals;
import nl.tec.reach.Period;
import nl.tec.shared.Audience;
import nl.tec.shared.Sector;
import org.jspecify.annotations.Nullable;

/**
 * The definition of a KPI: data of the hub (rules 2.6, 2.8).
 *
 * @param code the stable code in URLs
 * @param position the position in the list
 * @param sourceNl what the source says where our interpretation differs; empty if there is nothing to add
 * @param band null if it is not about pupils
 * @param audience the audience of {@link Measure#PEOPLE}, unless it is about a target group
 * @param targetGroup the target group of {@link Measure#PEOPLE} about several audiences
 * @param activityKind the only kind of activity whose attendance counts; null for any kind
 * @param version incremented with every change of the definition
 * @param lastYear the last year it is measured; null if it has not ended
 */
public record Kpi(
        String code,
        int position,
        Measure measure,
        String nameNl,
        String nameEn,
        String sourceNl,
        String sourceEn,
        @Nullable Band band,
        @Nullable Audience audience,
        @Nullable TargetGroup targetGroup,
        @Nullable ActivityKind activityKind,
        PeriodKind period,
        int version,
        @Nullable Integer lastYear) {

    /** Whether it is measured in a year. */
    public boolean counts(int year) {
        return lastYear == null || year <= lastYear;
    }

    public Period period(int year) {
        return period.of(year);
    }

    public String name(Locale language) {
        return language.getLanguage().equals("en") ? nameEn : nameNl;
    }

    public String source(Locale language) {
        return language.getLanguage().equals("en") ? sourceEn : sourceNl;
    }

    /** Returns the band of a KPI about pupils. */
    public Band pupils() {
        if (band == null) {
            throw new IllegalStateException(code + " has no band");
        }
        return band;
    }

    /** Returns the audiences that {@link Measure#PEOPLE} counts; empty for another measure. */
    public List<Audience> audiences() {
        return targetGroup != null ? targetGroup.audiences() : audience != null ? List.of(audience) : List.of();
    }

    /** Returns the people counted by a KPI about individual visitors. */
    public Individuals individuals() {
        if (audiences().isEmpty()) {
            throw new IllegalStateException(code + " has no audience");
        }
        return new Individuals(audiences(), activityKind);
    }

    /** Returns the target group of the economic board that it is about, or null. */
    public @Nullable TargetGroup ofGroup() {
        if (targetGroup != null) {
            return targetGroup;
        }
        if (audience != null) {
            return TargetGroup.with(audience).orElse(null);
        }
        boolean older = band != null && (band.sector() == Sector.VO || band.sector() == Sector.MBO);
        return older && measure.ofClasses() ? TargetGroup.SCHOOL_TO_WORK : null;
    }

    /** Whether it is about adults who come for work. */
    public boolean ofAdults() {
        return audiences().stream().anyMatch(each -> each.group() == Audience.Group.ADULT);
    }

    /** Whether it is about pupils of special education. */
    public boolean ofSpecialEducation() {
        return band != null && band.sector() == Sector.SO;
    }
}
