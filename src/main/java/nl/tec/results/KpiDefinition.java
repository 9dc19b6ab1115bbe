package nl.tec.results;

import java.util.List;
import nl.tec.hub.HubSettings;
import nl.tec.hub.HubSettings.Setting;
import nl.tec.programme.ActivityKind;
import nl.tec.reach.Band;
import nl.tec.shared.Audience;
import org.jspecify.annotations.Nullable;

/**
 * The comparable definition of a KPI: figures of different hubs measure the same thing if their definitions are equal, whatever
 * their names. Each hub counts people who live or go to school in its own municipalities.
 *
 * @param band null if it is not about pupils
 * @param audiences the audiences of individual visitors, in order of their names
 * @param activityKind null for any kind
 * @param profiles parts of the name of a technical exam, only for {@link Measure#TECHNICAL_PROFILE}
 * @param baseline the baseline year, only for {@link Measure#TECHNICAL_PROFILE}
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
