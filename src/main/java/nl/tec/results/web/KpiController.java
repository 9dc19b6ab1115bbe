package nl.tec.results.web;

import gg.jte.generated.precompiled.Pages;
import gg.jte.models.runtime.JteModel;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.BiFunction;
import nl.tec.accounts.Actor;
import nl.tec.hub.Reply;
import nl.tec.results.Figures;
import nl.tec.results.Kpi;
import nl.tec.results.Kpis;
import nl.tec.results.Measure;
import nl.tec.shared.FormData;
import nl.tec.shared.NotFound;
import nl.tec.shared.Outcome;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;

/** The administrator's pages for the KPIs and their targets. */
@Controller
class KpiController {

    private static final int YEARS_AHEAD = 4;

    private final Kpis kpis;
    private final Figures figures;
    private final Wording wording;
    private final Pages pages;

    KpiController(Kpis kpis, Figures figures, Wording wording, Pages pages) {
        this.kpis = kpis;
        this.figures = figures;
        this.wording = wording;
        this.pages = pages;
    }

    @GetMapping("/admin/kpi")
    JteModel list(Locale language) {
        Map<String, Map<Integer, Double>> targets = kpis.targets();
        TreeSet<Integer> years = new TreeSet<>();
        targets.values().forEach(byYear -> years.addAll(byYear.keySet()));
        return pages.resultsKpis(wording.in(language), kpis.list(), targets, years);
    }

    /** Shows the form to add a KPI. @param measure chosen first, because the rest of the form depends on it */
    @GetMapping("/admin/kpi/" + Kpis.NEW)
    JteModel add(@RequestParam(name = "meet", defaultValue = "") String measure, Locale language) {
        Optional<Measure> chosen = measure(measure);
        if (chosen.isEmpty()) {
            return pages.resultsKpiMeasure(List.of(Measure.values()));
        }
        Kpi draft = draft(chosen.get());
        return page(draft, KpiForm.of(draft, Map.of()), language);
    }

    @PostMapping("/admin/kpi/" + Kpis.NEW)
    View added(FormData form, @AuthenticationPrincipal Actor actor, Locale language, Reply reply) {
        Kpi draft = draft(measure(form.text("meet")).orElseThrow(() -> new NotFound("measure")));
        return store(
                draft, form, (kpi, targets) -> kpis.add(kpi, targets, actor), "results.kpi.added", language, reply);
    }

    private Kpi draft(Measure measure) {
        return KpiForm.draft(
                measure, kpis.list().stream().mapToInt(Kpi::position).max().orElse(0) + 1);
    }

    private static Optional<Measure> measure(String name) {
        return FormData.constant(Measure.class, name);
    }

    @PostMapping("/admin/kpi/{code}/einde")
    View end(
            @PathVariable String code,
            @RequestParam int lastYear,
            @AuthenticationPrincipal Actor actor,
            Locale language,
            Reply reply) {
        Kpi kpi = get(code);
        return ended(kpi, kpis.end(kpi, lastYear, actor), "results.kpi.ended", language, reply);
    }

    @PostMapping("/admin/kpi/{code}/terug")
    View resume(@PathVariable String code, @AuthenticationPrincipal Actor actor, Locale language, Reply reply) {
        Kpi kpi = get(code);
        return ended(kpi, kpis.resume(kpi, actor), "results.kpi.restored", language, reply);
    }

    private View ended(Kpi kpi, Outcome<String> outcome, String sentence, Locale language, Reply reply) {
        return outcome.either(
                code -> reply.saved(sentence, "/admin/kpi/" + code),
                problems -> reply.refused(problems, page(kpi, language)));
    }

    @GetMapping("/admin/kpi/{code}")
    JteModel edit(@PathVariable String code, Locale language) {
        return page(get(code), language);
    }

    @PostMapping("/admin/kpi/{code}")
    View save(
            @PathVariable String code,
            FormData form,
            @AuthenticationPrincipal Actor actor,
            Locale language,
            Reply reply) {
        return store(
                get(code),
                form,
                (kpi, targets) -> kpis.change(kpi, targets, actor),
                "results.kpi.saved",
                language,
                reply);
    }

    /** Stores the form; if it is refused, shows it again with all input. */
    private View store(
            Kpi was,
            FormData form,
            BiFunction<Kpi, Map<Integer, BigDecimal>, Outcome<String>> command,
            String sentence,
            Locale language,
            Reply reply) {
        Kpi kpi = KpiForm.changed(was, form);
        Map<Integer, BigDecimal> targets = KpiForm.targets(form);
        return form.then(() -> command.apply(kpi, targets))
                .either(code -> reply.saved(sentence, "/admin/kpi"), problems -> {
                    boolean outdated = problems.has(Kpis.OUTDATED);
                    Kpi now = outdated ? get(was.code()) : was;
                    if (outdated) {
                        form.put("version", now.version());
                    }
                    return reply.refused(problems, page(now, form, language));
                });
    }

    private JteModel page(Kpi kpi, Locale language) {
        return page(kpi, KpiForm.of(kpi, kpis.exactTargets(kpi.code())), language);
    }

    private JteModel page(Kpi kpi, FormData form, Locale language) {
        TreeSet<Integer> years = new TreeSet<>(kpis.exactTargets(kpi.code()).keySet());
        List<Integer> known = figures.years();
        years.addAll(known);
        for (int ahead = 1; ahead <= YEARS_AHEAD; ahead++) {
            years.add(known.get(known.size() - 1) + ahead);
        }
        Words words = wording.in(language);
        Choices choices = new Choices(words);
        return kpi.code().isEmpty()
                ? pages.resultsKpiNew(choices, kpi, form, years)
                : pages.resultsKpi(words, choices, kpi, form, years, known, kpis.replaced(kpi.code()));
    }

    private Kpi get(String code) {
        return kpis.find(code).orElseThrow(() -> new NotFound("KPI " + code));
    }
}
