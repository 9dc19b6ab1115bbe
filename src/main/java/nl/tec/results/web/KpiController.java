package nl.tec.results.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.BiFunction;
import nl.tec.accounts.Actor;
import nl.tec.hub.Flash;
import nl.tec.results.Figures;
import nl.tec.results.Kpi;
import nl.tec.results.Kpis;
import nl.tec.results.Measure;
import nl.tec.shared.FormData;
import nl.tec.shared.Problems;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;

/** Where the administrator decides what is measured, and the targets. */
@Controller
class KpiController {

    private static final int YEARS_AHEAD = 4;

    private final Kpis kpis;
    private final Figures figures;
    private final Wording wording;

    KpiController(Kpis kpis, Figures figures, Wording wording) {
        this.kpis = kpis;
        this.figures = figures;
        this.wording = wording;
    }

    @GetMapping("/admin/kpi")
    String list(Locale language, Model model) {
        Map<String, Map<Integer, Double>> targets = kpis.targets();
        TreeSet<Integer> years = new TreeSet<>();
        targets.values().forEach(byYear -> years.addAll(byYear.keySet()));
        model.addAttribute("words", wording.in(language));
        model.addAttribute("kpis", kpis.list());
        model.addAttribute("targets", targets);
        model.addAttribute("years", years);
        return "results/kpis";
    }

    /** @param measure chosen first, because the rest of the form follows from it */
    @GetMapping("/admin/kpi/" + Kpis.NEW)
    String add(@RequestParam(name = "meet", defaultValue = "") String measure, Locale language, Model model) {
        Optional<Measure> chosen = measure(measure);
        if (chosen.isEmpty()) {
            model.addAttribute("measures", List.of(Measure.values()));
            return "results/kpiMeasure";
        }
        Kpi draft = draft(chosen.get());
        return form(draft, KpiForm.of(draft, Map.of()), new Problems(), language, model);
    }

    @PostMapping("/admin/kpi/" + Kpis.NEW)
    String added(
            @RequestParam(name = "meet") String measure,
            @RequestParam Map<String, String> fields,
            @AuthenticationPrincipal Actor actor,
            Locale language,
            Model model,
            HttpServletRequest request,
            HttpServletResponse response) {
        Kpi draft = draft(measure(measure).orElseThrow(KpiController::notFound));
        return kept(
                draft,
                fields,
                (kpi, targets) -> kpis.add(kpi, targets, actor),
                "results.kpi.added",
                language,
                model,
                request,
                response);
    }

    private Kpi draft(Measure measure) {
        return KpiForm.draft(
                measure, kpis.list().stream().mapToInt(Kpi::position).max().orElse(0) + 1);
    }

    private static Optional<Measure> measure(String name) {
        return FormData.constant(Measure.class, name);
    }

    @PostMapping("/admin/kpi/{code}/einde")
    String end(
            @PathVariable String code,
            @RequestParam int lastYear,
            @AuthenticationPrincipal Actor actor,
            Locale language,
            Model model,
            HttpServletRequest request,
            HttpServletResponse response) {
        Kpi kpi = get(code);
        return ended(kpi, kpis.end(kpi, lastYear, actor), "results.kpi.ended", language, model, request, response);
    }

    @PostMapping("/admin/kpi/{code}/terug")
    String goOn(
            @PathVariable String code,
            @AuthenticationPrincipal Actor actor,
            Locale language,
            Model model,
            HttpServletRequest request,
            HttpServletResponse response) {
        Kpi kpi = get(code);
        return ended(kpi, kpis.goOn(kpi, actor), "results.kpi.restored", language, model, request, response);
    }

    private String ended(
            Kpi kpi,
            Kpis.Outcome outcome,
            String sentence,
            Locale language,
            Model model,
            HttpServletRequest request,
            HttpServletResponse response) {
        if (outcome instanceof Kpis.Outcome.Refused refused) {
            response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
            return form(kpi, KpiForm.of(kpi, kpis.exactTargets(kpi.code())), refused.problems(), language, model);
        }
        Flash.say(request, response, sentence);
        return "redirect:/admin/kpi/" + kpi.code();
    }

    @GetMapping("/admin/kpi/{code}")
    String edit(@PathVariable String code, Locale language, Model model) {
        Kpi kpi = get(code);
        return form(kpi, KpiForm.of(kpi, kpis.exactTargets(code)), new Problems(), language, model);
    }

    @PostMapping("/admin/kpi/{code}")
    String save(
            @PathVariable String code,
            @RequestParam Map<String, String> fields,
            @AuthenticationPrincipal Actor actor,
            Locale language,
            Model model,
            HttpServletRequest request,
            HttpServletResponse response) {
        return kept(
                get(code),
                fields,
                (kpi, targets) -> kpis.change(kpi, targets, actor),
                "results.kpi.saved",
                language,
                model,
                request,
                response);
    }

    /** Keeps what was filled in; when that is refused, the form comes back with everything typed. */
    private String kept(
            Kpi was,
            Map<String, String> fields,
            BiFunction<Kpi, Map<Integer, BigDecimal>, Kpis.Outcome> command,
            String sentence,
            Locale language,
            Model model,
            HttpServletRequest request,
            HttpServletResponse response) {
        KpiForm form = new KpiForm(fields);
        Problems problems = new Problems();
        Kpi kpi = form.changed(was, problems);
        Map<Integer, BigDecimal> targets = form.targets(problems);
        if (!problems.any()) {
            Kpis.Outcome outcome = command.apply(kpi, targets);
            if (outcome instanceof Kpis.Outcome.Saved) {
                Flash.say(request, response, sentence);
                return "redirect:/admin/kpi";
            }
            if (outcome instanceof Kpis.Outcome.Refused refused) {
                problems = refused.problems();
            } else {
                problems.add("", "results.kpi.problem.outdated");
                was = get(was.code());
                form = form.with("version", Integer.toString(was.version()));
            }
        }
        response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
        return form(was, form, problems, language, model);
    }

    private String form(Kpi kpi, KpiForm form, Problems problems, Locale language, Model model) {
        TreeSet<Integer> years = new TreeSet<>(kpis.exactTargets(kpi.code()).keySet());
        List<Integer> known = figures.years();
        years.addAll(known);
        for (int ahead = 1; ahead <= YEARS_AHEAD; ahead++) {
            years.add(known.get(known.size() - 1) + ahead);
        }
        model.addAttribute("words", wording.in(language));
        model.addAttribute("choices", new Choices(wording.in(language)));
        model.addAttribute("kpi", kpi);
        model.addAttribute("form", form);
        model.addAttribute("problems", problems);
        model.addAttribute("years", years);
        model.addAttribute("known", known);
        model.addAttribute("replaced", kpis.replaced(kpi.code()));
        return kpi.code().isEmpty() ? "results/kpiNew" : "results/kpi";
    }

    private Kpi get(String code) {
        return kpis.find(code).orElseThrow(KpiController::notFound);
    }

    private static ResponseStatusException notFound() {
        return new ResponseStatusException(HttpStatus.NOT_FOUND);
    }
}
