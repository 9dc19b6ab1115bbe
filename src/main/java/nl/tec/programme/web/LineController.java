package nl.tec.programme.web;

import gg.jte.generated.precompiled.Pages;
import gg.jte.models.runtime.JteModel;
import java.util.List;
import java.util.Locale;
import nl.tec.programme.LearningLine;
import nl.tec.programme.LearningLines;
import nl.tec.shared.NotFound;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/** The public page of a learning line. */
@Controller
class LineController {

    private final LearningLines lines;
    private final Reference reference;
    private final StructuredData structured;
    private final Pages pages;

    LineController(LearningLines lines, Reference reference, StructuredData structured, Pages pages) {
        this.lines = lines;
        this.reference = reference;
        this.structured = structured;
        this.pages = pages;
    }

    @GetMapping("/leerlijn/{key}")
    JteModel line(@PathVariable String key, Locale language) {
        LearningLine line = lines.find(key).orElseThrow(() -> new NotFound("learning line " + key));
        List<String> codes =
                line.steps().stream().flatMap(step -> step.goals().stream()).toList();
        return pages.programmeLine(
                line,
                reference.goals(codes),
                lines.published().stream()
                        .filter(other -> other.id() != line.id())
                        .toList(),
                structured.line(line, language));
    }
}
