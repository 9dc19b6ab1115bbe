package nl.tec.results;

import java.util.List;
import nl.tec.hub.HubSettings;
import nl.tec.hub.HubSettings.Setting;
import nl.tec.programme.ActivityKind;
import nl.tec.reach.Band;
import nl.tec.shared.Audience;
import org.jspecify.annotations.Nullable;

/**
 * The definition of a KPI, by which it can be compared with that of another hub: two figures are of the same thing when these are equal,
 * whatever they are called. Each hub counts who lives or goes to school in its own municipalities.
 *
 * @param band null: it is not about pupils
 * @param audiences of people who come by themselves, in order of their names
 * @param activityKind null: of any kind
 * @param profiles what is in the name of a technical exam, for {@link Measure#TECHNICAL_PROFILE} only
 * @param baseline the year that is compared with, for the same
 */
public record KpiDefinition(
        Measure measure,
        @Nullable Band band,
        List<Audience> audiences,
        @Nullable ActivityKind activityKind,
        PeriodKind period,
        List<String> profiles,
        @Nullable Integer baseline) {

    public static KpiDefinition of(Kpi kpi, HubSettings hub) {
        boolean profile = kpi.measure() == Measure.TECHNICAL_PROFILE;
        return new KpiDefinition(
                kpi.measure(),
                kpi.band(),
                kpi.audiences().stream().sorted().toList(),
                kpi.activityKind(),
                kpi.period(),
                profile ? hub.list(Setting.TECHNICAL_PROFILES).stream().sorted().toList() : List.of(),
                profile ? hub.number(Setting.PROFILE_BASELINE_YEAR) : null);
    }
}
