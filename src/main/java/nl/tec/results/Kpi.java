package nl.tec.results;

import java.util.Locale;
import nl.tec.programme.ActivityKind;
import nl.tec.reach.Band;
import nl.tec.reach.Individuals;
import nl.tec.reach.Period;
import nl.tec.shared.Audience;
import org.jspecify.annotations.Nullable;

/**
 * The definition of a KPI: data of the hub (rules 2.6, 2.8).
 *
 * @param code in addresses; stable
 * @param position in the list
 * @param sourceNl what the source says, where we read it otherwise; empty when there is nothing to say
 * @param band null for what is not about pupils
 * @param audience of {@link Measure#PEOPLE}
 * @param activityKind when only attendance at activities of one kind counts
 * @param version counts the changes of the definition
 * @param lastYear the last year it is measured; null: it goes on
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

    /** The band of a KPI that is about pupils. */
    public Band pupils() {
        if (band == null) {
            throw new IllegalStateException(code + " has no band");
        }
        return band;
    }

    /** Who is counted by a KPI that is about people who come by themselves. */
    public Individuals individuals() {
        if (audience == null) {
            throw new IllegalStateException(code + " has no audience");
        }
        return new Individuals(audience, activityKind);
    }
}
