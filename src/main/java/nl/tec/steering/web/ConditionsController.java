package nl.tec.steering.web;

import gg.jte.generated.precompiled.Pages;
import gg.jte.models.runtime.JteModel;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import nl.tec.accounts.Actor;
import nl.tec.hub.Reply;
import nl.tec.shared.FormData;
import nl.tec.shared.NotFound;
import nl.tec.steering.BoardJudgement;
import nl.tec.steering.Condition;
import nl.tec.steering.Conditions;
import nl.tec.steering.Judging;
import nl.tec.steering.Verdict;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;

/** The ten conditions for success: all on one page, and one with its evidence and the judgement of the board. */
@Controller
@RequestMapping("/voortgang/voorwaarden")
class ConditionsController {

    private final Conditions conditions;
    private final Judging judging;
    private final Pages pages;

    ConditionsController(Conditions conditions, Judging judging, Pages pages) {
        this.conditions = conditions;
        this.judging = judging;
        this.pages = pages;
    }

    @GetMapping
    JteModel list(@RequestParam(name = "jaar", required = false) @Nullable Integer asked, Locale language) {
        int year = year(asked);
        return pages.steeringConditions(
                year,
                conditions.years(),
                conditions.facts(year, language),
                conditions.judgements(),
                judging.reminded(year));
    }

    @GetMapping("/{code:[a-z-]+}")
    JteModel one(
            @PathVariable String code,
            @RequestParam(name = "jaar", required = false) @Nullable Integer asked,
            Locale language) {
        return page(get(code), year(asked), language, null);
    }

    @PostMapping("/{code:[a-z-]+}")
    View judge(
            @PathVariable String code,
            @RequestParam(name = "jaar") int year,
            FormData form,
            @AuthenticationPrincipal Actor actor,
            Locale language,
            Reply reply) {
        Condition condition = get(code);
        Verdict verdict = form.constant("verdict", Verdict.class).orElse(null);
        return conditions
                .judge(condition, year(year), verdict, form.text("reasons"), form.id("vervangt"), actor)
                .either(
                        done -> reply.saved(
                                "steering.judged", "/voortgang/voorwaarden/" + condition.code() + "?jaar=" + year),
                        problems -> reply.refused(problems, page(condition, year, language, form)));
    }

    /** @param typed null: no input yet; a correction starts from the current judgement */
    private JteModel page(Condition condition, int year, Locale language, @Nullable FormData typed) {
        List<BoardJudgement> judgements = conditions.judgements(condition);
        BoardJudgement standing = judgements.stream()
                .filter(judgement -> judgement.year() == year && !judgement.replaced())
                .findFirst()
                .orElse(null);
        FormData form = typed != null || standing == null
                ? Objects.requireNonNullElseGet(typed, FormData::new)
                : new FormData().put("verdict", standing.verdict()).put("reasons", standing.reasons());
        return pages.steeringCondition(
                condition,
                year,
                conditions.years(),
                conditions.facts(year, language).getOrDefault(condition, List.of()),
                judgements,
                standing,
                judging.reminded(year),
                form);
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
