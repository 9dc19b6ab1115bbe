package nl.tec.programme.web;

import gg.jte.generated.precompiled.Pages;
import gg.jte.models.runtime.JteModel;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import nl.tec.accounts.Actor;
import nl.tec.programme.ActivityMaterial;
import nl.tec.programme.Catalogue;
import nl.tec.programme.LearningLine;
import nl.tec.programme.LearningLines;
import nl.tec.shared.NotFound;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/** The public page of a learning line. */
@Controller
class LineController {

    private final LearningLines lines;
    private final Catalogue catalogue;
    private final StructuredData structured;
    private final ActivityMaterial material;
    private final Pages pages;

    LineController(
            LearningLines lines,
            Catalogue catalogue,
            StructuredData structured,
            ActivityMaterial material,
            Pages pages) {
        this.lines = lines;
        this.catalogue = catalogue;
        this.structured = structured;
        this.material = material;
        this.pages = pages;
    }

    @GetMapping("/leerlijn/{key}")
    JteModel line(@PathVariable String key, Locale language, @AuthenticationPrincipal @Nullable Actor actor) {
        LearningLine line = lines.find(key).orElseThrow(() -> new NotFound("learning line " + key));
        Set<String> codes =
                line.steps().stream().flatMap(step -> step.goals().stream()).collect(Collectors.toSet());
        return pages.programmeLine(
                line,
                catalogue.goals().stream()
                        .filter(goal -> codes.contains(goal.code()))
                        .toList(),
                lines.published().stream()
                        .filter(other -> other.id() != line.id())
                        .toList(),
                material.of(
                        line.steps().stream()
                                .flatMap(step -> step.activities().stream())
                                .map(LearningLine.StepActivity::id)
                                .toList(),
                        actor),
                material.ofSteps(
                        line.steps().stream().map(LearningLine.Step::id).toList(), actor),
                structured.line(line, language));
    }
}
