package nl.tec.steering.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import nl.tec.accounts.Actor;
import nl.tec.hub.Flash;
import nl.tec.shared.NotFound;
import nl.tec.shared.Problems;
import nl.tec.steering.BoardJudgement;
import nl.tec.steering.Condition;
import nl.tec.steering.Conditions;
import nl.tec.steering.Judging;
import nl.tec.steering.Saved;
import nl.tec.steering.Verdict;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The ten conditions for success: all in one page, one with its evidence, and what the board thinks of it. */
@Controller
@RequestMapping("/voortgang/voorwaarden")
class ConditionsController {

    private final Conditions conditions;
    private final Judging judging;

    ConditionsController(Conditions conditions, Judging judging) {
        this.conditions = conditions;
        this.judging = judging;
    }

    @GetMapping
    String list(@RequestParam(name = "jaar", required = false) @Nullable Integer asked, Locale language, Model model) {
        int year = year(asked);
        model.addAttribute("year", year);
        model.addAttribute("years", conditions.years());
        model.addAttribute("facts", conditions.facts(year, language));
        model.addAttribute("judgements", conditions.judgements());
        model.addAttribute("reminded", judging.reminded(year));
        return "steering/conditions";
    }

    @GetMapping("/{code:[a-z-]+}")
    String one(
            @PathVariable String code,
            @RequestParam(name = "jaar", required = false) @Nullable Integer asked,
            Locale language,
            Model model) {
        return page(get(code), year(asked), language, null, new Problems(), model);
    }

    @PostMapping("/{code:[a-z-]+}")
    String judge(
            @PathVariable String code,
            @RequestParam(name = "jaar") int year,
            @RequestParam(defaultValue = "") String verdict,
            @RequestParam(defaultValue = "") String reasons,
            @RequestParam(name = "vervangt", required = false) @Nullable Long replaces,
            @AuthenticationPrincipal Actor actor,
            Locale language,
            Model model,
            HttpServletRequest request,
            HttpServletResponse response) {
        Condition condition = get(code);
        Saved saved = conditions.judge(condition, year(year), verdict(verdict), reasons, replaces, actor);
        if (saved instanceof Saved.Done) {
            Flash.say(request, response, "steering.judged");
            return "redirect:/voortgang/voorwaarden/" + condition.code() + "?jaar=" + year;
        }
        Problems problems = saved instanceof Saved.Refused refused
                ? refused.problems()
                : new Problems().add("", "steering.problem.judged");
        response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
        return page(condition, year, language, new TypedJudgement(verdict, reasons), problems, model);
    }

    private record TypedJudgement(String verdict, String reasons) {}

    /** @param typed null: nothing yet; a correction begins with what stands */
    private String page(
            Condition condition,
            int year,
            Locale language,
            @Nullable TypedJudgement typed,
            Problems problems,
            Model model) {
        List<BoardJudgement> judgements = conditions.judgements(condition);
        BoardJudgement standing = judgements.stream()
                .filter(judgement -> judgement.year() == year && !judgement.replaced())
                .findFirst()
                .orElse(null);
        TypedJudgement said = typed != null
                ? typed
                : standing == null
                        ? new TypedJudgement("", "")
                        : new TypedJudgement(standing.verdict().name(), standing.reasons());
        model.addAttribute("condition", condition);
        model.addAttribute("year", year);
        model.addAttribute("years", conditions.years());
        model.addAttribute("facts", conditions.facts(year, language).getOrDefault(condition, List.of()));
        model.addAttribute("judgements", judgements);
        model.addAttribute("standing", standing);
        model.addAttribute("reminded", judging.reminded(year));
        model.addAttribute("verdict", said.verdict());
        model.addAttribute("reasons", said.reasons());
        model.addAttribute("problems", problems);
        return "steering/condition";
    }

    private static @Nullable Verdict verdict(String name) {
        return Arrays.stream(Verdict.values())
                .filter(verdict -> verdict.name().equals(name))
                .findFirst()
                .orElse(null);
    }

    private int year(@Nullable Integer asked) {
        List<Integer> years = conditions.years();
        if (asked == null) {
            return years.get(years.size() - 1);
        }
        if (!years.contains(asked)) {
            throw new NotFound("year " + asked);
        }
        return asked;
    }

    private static Condition get(String code) {
        return Condition.find(code).orElseThrow(() -> new NotFound("condition " + code));
    }
}
