package nl.tec.results.web;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import nl.tec.programme.ActivityKind;
import nl.tec.results.Measure;
import nl.tec.results.PeriodKind;
import nl.tec.results.TargetGroup;
import nl.tec.shared.Audience;
import nl.tec.shared.Sector;

/** The options in the form of a KPI, for {@code ui/select.jte}. */
public record Choices(Words words) {

    public Map<String, String> sectors() {
        Map<String, String> options = new LinkedHashMap<>();
        for (Sector sector : Sector.values()) {
            options.put(sector.name(), words.sector(sector));
        }
        return options;
    }

    /** Returns the options for {@link Measure#PEOPLE}: an audience or a target group. */
    public Map<String, String> audiences() {
        Map<String, String> options = options(Audience.values());
        TargetGroup.ofPeople()
                .forEach(group -> options.put(
                        group.name(),
                        words.t("results.kpi.targetGroup", words.label(group), words.audiences(group.audiences()))));
        return options;
    }

    public Map<String, String> kinds() {
        return options(ActivityKind.values());
    }

    /** Returns the periods that suit a measure. */
    public Map<String, String> periods(Measure measure) {
        Map<String, String> options = options(PeriodKind.values());
        options.keySet().removeIf(name -> measure.stock() != name.equals(PeriodKind.REFERENCE_DATE.name()));
        return options;
    }

    public Map<String, String> years(List<Integer> years) {
        Map<String, String> options = new LinkedHashMap<>();
        years.forEach(year -> options.put(year.toString(), year.toString()));
        return options;
    }

    private Map<String, String> options(Enum<?>[] constants) {
        Map<String, String> options = new LinkedHashMap<>();
        for (Enum<?> constant : constants) {
            options.put(constant.name(), words.label(constant));
        }
        return options;
    }
}
