package nl.tec.results.web;

import java.math.BigDecimal;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import nl.tec.programme.ActivityKind;
import nl.tec.reach.Band;
import nl.tec.results.Kpi;
import nl.tec.results.Measure;
import nl.tec.results.PeriodKind;
import nl.tec.shared.Audience;
import nl.tec.shared.FormData;
import nl.tec.shared.Problems;
import nl.tec.shared.Sector;
import org.jspecify.annotations.Nullable;

/** What an administrator typed about a KPI; by the name of the field, as it was typed. */
public record KpiForm(Map<String, String> fields) {

    private static final String TARGET = "target";

    /** The form of a KPI as it is. */
    static KpiForm of(Kpi kpi, Map<Integer, BigDecimal> targets) {
        Map<String, String> fields = new TreeMap<>();
        fields.put("version", Integer.toString(kpi.version()));
        fields.put("position", Integer.toString(kpi.position()));
        fields.put("nameNl", kpi.nameNl());
        fields.put("nameEn", kpi.nameEn());
        fields.put("sourceNl", kpi.sourceNl());
        fields.put("sourceEn", kpi.sourceEn());
        fields.put("period", kpi.period().name());
        Band band = kpi.band();
        if (band != null) {
            fields.put("sector", band.sector().name());
            fields.put("from", Integer.toString(band.from()));
            fields.put("to", Integer.toString(band.to()));
        }
        Audience audience = kpi.audience();
        if (audience != null) {
            fields.put("audience", audience.name());
        }
        ActivityKind kind = kpi.activityKind();
        if (kind != null) {
            fields.put("activityKind", kind.name());
        }
        targets.forEach((year, target) ->
                fields.put(TARGET + year, target.toPlainString().replace('.', ',')));
        return new KpiForm(fields);
    }

    /** The same with another value in one field. */
    KpiForm with(String field, String value) {
        Map<String, String> changed = new TreeMap<>(fields);
        changed.put(field, value);
        return new KpiForm(changed);
    }

    public String get(String field) {
        return fields.getOrDefault(field, "").strip();
    }

    public @Nullable String target(int year) {
        return fields.get(TARGET + year);
    }

    /** The targets that can be read; what can't goes to the problems. */
    Map<Integer, BigDecimal> targets(Problems problems) {
        Map<Integer, BigDecimal> targets = new TreeMap<>();
        for (Map.Entry<String, String> field : fields.entrySet().stream()
                .filter(f -> f.getKey().matches(TARGET + "[0-9]{4}"))
                .collect(Collectors.toList())) {
            String typed =
                    field.getValue().strip().replace("%", "").replace("+", "").replace(',', '.');
            if (!typed.isEmpty()) {
                try {
                    targets.put(
                            Integer.parseInt(field.getKey().substring(TARGET.length())), new BigDecimal(typed.strip()));
                } catch (NumberFormatException e) {
                    problems.add(field.getKey(), "results.kpi.problem.target", 0, 100);
                }
            }
        }
        return targets;
    }

    /** What a new KPI begins with. */
    static Kpi draft(Measure measure, int position) {
        return new Kpi(
                "",
                position,
                measure,
                "",
                "",
                "",
                "",
                null,
                null,
                null,
                measure.stock() ? PeriodKind.REFERENCE_DATE : PeriodKind.SCHOOL_YEAR_STARTING,
                0,
                null);
    }

    /** The KPI as it would be; what can't be read goes to the problems. */
    Kpi changed(Kpi kpi, Problems problems) {
        boolean people = kpi.measure() == Measure.PEOPLE;
        return new Kpi(
                kpi.code(),
                number("position", problems),
                kpi.measure(),
                get("nameNl"),
                get("nameEn"),
                get("sourceNl"),
                get("sourceEn"),
                kpi.measure().ofClasses()
                        ? new Band(
                                FormData.constant(Sector.class, get("sector")).orElseGet(() -> {
                                    problems.add("sector", "results.kpi.problem.sector");
                                    return Sector.PO;
                                }),
                                number("from", problems),
                                number("to", problems))
                        : kpi.band(),
                people ? FormData.constant(Audience.class, get("audience")).orElse(kpi.audience()) : null,
                people && !get("activityKind").isEmpty()
                        ? FormData.constant(ActivityKind.class, get("activityKind"))
                                .orElse(ActivityKind.EVENT)
                        : null,
                FormData.constant(PeriodKind.class, get("period")).orElse(kpi.period()),
                number("version", problems),
                kpi.lastYear());
    }

    private int number(String field, Problems problems) {
        try {
            return Integer.parseInt(get(field));
        } catch (NumberFormatException e) {
            problems.add(field, "results.kpi.problem.number");
            return 1;
        }
    }
}
