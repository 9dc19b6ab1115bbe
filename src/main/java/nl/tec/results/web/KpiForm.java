package nl.tec.results.web;

import java.math.BigDecimal;
import java.util.Map;
import java.util.TreeMap;
import nl.tec.programme.ActivityKind;
import nl.tec.reach.Band;
import nl.tec.results.Kpi;
import nl.tec.results.Measure;
import nl.tec.results.PeriodKind;
import nl.tec.results.TargetGroup;
import nl.tec.shared.Audience;
import nl.tec.shared.Bilingual;
import nl.tec.shared.FormData;
import nl.tec.shared.Sector;

final class KpiForm {

    private static final String TARGET = "target";

    private KpiForm() {}

    /** Returns the form filled with the current definition. */
    static FormData of(Kpi kpi, Map<Integer, BigDecimal> targets) {
        FormData form = new FormData()
                .put("version", kpi.version())
                .put("position", kpi.position())
                .put("name", new Bilingual(kpi.nameNl(), kpi.nameEn()))
                .put("source", new Bilingual(kpi.sourceNl(), kpi.sourceEn()))
                .put("period", kpi.period())
                .put("audience", kpi.targetGroup() == null ? kpi.audience() : kpi.targetGroup())
                .put("activityKind", kpi.activityKind());
        Band band = kpi.band();
        if (band != null) {
            form.put("sector", band.sector()).put("from", band.from()).put("to", band.to());
        }
        targets.forEach(
                (year, target) -> form.put(TARGET + year, target.toPlainString().replace('.', ',')));
        return form;
    }

    /** Reads the targets; adds a problem to each invalid field. */
    static Map<Integer, BigDecimal> targets(FormData form) {
        Map<Integer, BigDecimal> targets = new TreeMap<>();
        for (String field : form.fields()) {
            String typed =
                    form.text(field).replaceAll("[%+]", "").replace(',', '.').strip();
            if (field.matches(TARGET + "[0-9]{4}") && !typed.isEmpty()) {
                try {
                    targets.put(Integer.parseInt(field.substring(TARGET.length())), new BigDecimal(typed));
                } catch (NumberFormatException e) {
                    form.problems().add(field, "results.kpi.problem.target", 0, 100);
                }
            }
        }
        return targets;
    }

    /** Returns a new KPI with defaults. */
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
                null,
                measure.stock() ? PeriodKind.REFERENCE_DATE : PeriodKind.SCHOOL_YEAR_STARTING,
                0,
                null);
    }

    /** Returns the KPI with the changes of the form; adds a problem to each invalid field. */
    static Kpi changed(Kpi kpi, FormData form) {
        boolean people = kpi.measure() == Measure.PEOPLE;
        Bilingual name = form.both("name");
        Bilingual source = form.both("source");
        return new Kpi(
                kpi.code(),
                number(form, "position"),
                kpi.measure(),
                name.dutch(),
                name.english(),
                source.dutch(),
                source.english(),
                kpi.measure().ofClasses()
                        ? new Band(
                                form.constant("sector", Sector.class).orElseGet(() -> {
                                    form.problems().add("sector", "results.kpi.problem.sector");
                                    return Sector.PO;
                                }),
                                number(form, "from"),
                                number(form, "to"))
                        : kpi.band(),
                people
                        ? FormData.constant(Audience.class, form.line("audience"))
                                .orElse(null)
                        : null,
                people
                        ? FormData.constant(TargetGroup.class, form.line("audience"))
                                .orElse(null)
                        : null,
                people && !form.line("activityKind").isEmpty()
                        ? form.constant("activityKind", ActivityKind.class).orElse(ActivityKind.EVENT)
                        : null,
                form.constant("period", PeriodKind.class).orElse(kpi.period()),
                number(form, "version"),
                kpi.lastYear());
    }

    private static int number(FormData form, String field) {
        return form.number(field, "form.number");
    }
}
