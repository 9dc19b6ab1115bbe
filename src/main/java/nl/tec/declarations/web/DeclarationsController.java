package nl.tec.declarations.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import nl.tec.accounts.Actor;
import nl.tec.declarations.Declaration;
import nl.tec.declarations.DeclarationFields;
import nl.tec.declarations.DeclarationState;
import nl.tec.declarations.Declarations;
import nl.tec.declarations.Declarations.Draft;
import nl.tec.declarations.Declarations.Outcome;
import nl.tec.declarations.Declarations.Row;
import nl.tec.declarations.Declarations.Version;
import nl.tec.documents.Markdown;
import nl.tec.hub.Flash;
import nl.tec.shared.NotFound;
import nl.tec.shared.Problems;
import nl.tec.web.FileTransfer;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;

/** Declarations, for who writes them: the list, the text, the moment of publication. */
@Controller
@RequestMapping("/beheer/verklaringen")
class DeclarationsController {

    private static final int PAGE = 50;

    private final Declarations declarations;
    private final DeclarationPages pages;

    DeclarationsController(Declarations declarations, DeclarationPages pages) {
        this.declarations = declarations;
        this.pages = pages;
    }

    @GetMapping
    String list(@RequestParam(name = "voor", required = false) @Nullable Long before, Model model) {
        List<Row> rows = declarations.list(before, PAGE + 1);
        model.addAttribute("rows", rows.size() > PAGE ? rows.subList(0, PAGE) : rows);
        model.addAttribute("next", rows.size() > PAGE ? rows.get(PAGE - 1).id() : null);
        model.addAttribute("first", before == null);
        return "declarations/declarations";
    }

    @GetMapping("/nieuw")
    String write(Model model) {
        return write(new HashMap<>(), new Problems(), model);
    }

    @PostMapping("/nieuw")
    String write(
            @RequestParam Map<String, String> typed,
            @AuthenticationPrincipal Actor actor,
            Model model,
            HttpServletResponse response) {
        DeclarationForm form = new DeclarationForm(typed);
        Draft draft = form.draft();
        Problems problems = form.problems();
        if (!problems.any()) {
            Outcome outcome = declarations.write(draft, actor);
            if (outcome instanceof Outcome.Done done) {
                return "redirect:/beheer/verklaringen/" + done.id();
            }
            problems = ((Outcome.Refused) outcome).problems();
        }
        response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
        return write(typed, problems, model);
    }

    private static String write(Map<String, String> typed, Problems problems, Model model) {
        model.addAttribute("typed", typed);
        model.addAttribute("problems", problems);
        return "declarations/declarationNew";
    }

    @GetMapping("/{id}")
    String show(@PathVariable long id, @AuthenticationPrincipal Actor actor, Model model) {
        return pages.show(declarations.read(id, actor), Map.of(), new Problems(), model);
    }

    /** One of its texts, also one that was replaced, with who signed it. */
    @GetMapping("/{id}/versie/{number:[0-9]{1,9}}")
    String version(@PathVariable long id, @PathVariable int number, @AuthenticationPrincipal Actor actor, Model model) {
        Declaration declaration = declarations.read(id, actor);
        Version version = declarations.versions(id).stream()
                .filter(one -> one.number() == number)
                .findFirst()
                .orElseThrow(() -> new NotFound("version " + number + " of declaration " + id));
        model.addAttribute("declaration", declaration);
        model.addAttribute("version", version);
        model.addAttribute("html", Markdown.html(version.text(), 2));
        return "declarations/declarationVersion";
    }

    @GetMapping("/{id}/tekst")
    String text(@PathVariable long id, @AuthenticationPrincipal Actor actor, Model model) {
        Declaration declaration = declarations.read(id, actor);
        if (declaration.state() != DeclarationState.DRAFT && declaration.state() != DeclarationState.OPEN) {
            return "redirect:/beheer/verklaringen/" + id;
        }
        return text(
                declaration,
                Map.of(DeclarationFields.TITLE, declaration.title(), DeclarationFields.TEXT, declaration.text()),
                new Problems(),
                model);
    }

    @PostMapping("/{id}/tekst")
    String text(
            @PathVariable long id,
            @RequestParam(name = "versie", defaultValue = "0") int version,
            @RequestParam Map<String, String> typed,
            @AuthenticationPrincipal Actor actor,
            Model model,
            HttpServletRequest request,
            HttpServletResponse response) {
        Outcome outcome = declarations.changeText(
                id,
                version,
                typed.getOrDefault(DeclarationFields.TITLE, ""),
                typed.getOrDefault(DeclarationFields.TEXT, ""),
                actor);
        if (outcome instanceof Outcome.Refused refused) {
            response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
            return text(declarations.read(id, actor), typed, refused.problems(), model);
        }
        Flash.say(request, response, "declarations.saved");
        return "redirect:/beheer/verklaringen/" + id;
    }

    private static String text(Declaration declaration, Map<String, String> typed, Problems problems, Model model) {
        model.addAttribute("declaration", declaration);
        model.addAttribute("typed", typed);
        model.addAttribute("problems", problems);
        return "declarations/declarationText";
    }

    @PostMapping("/{id}/openbaar")
    String publication(
            @PathVariable long id,
            @RequestParam Map<String, String> typed,
            @AuthenticationPrincipal Actor actor,
            Model model,
            HttpServletRequest request,
            HttpServletResponse response) {
        DeclarationForm form = new DeclarationForm(typed);
        var moment = form.publicFrom();
        Outcome outcome = form.problems().any()
                ? new Outcome.Refused(form.problems())
                : declarations.changePublication(id, moment, actor);
        return pages.after(outcome, id, typed, actor, "declarations.saved", model, request, response);
    }

    @PostMapping("/{id}/vanzelf")
    String reminding(
            @PathVariable long id,
            @RequestParam Map<String, String> typed,
            @AuthenticationPrincipal Actor actor,
            Model model,
            HttpServletRequest request,
            HttpServletResponse response) {
        DeclarationForm form = new DeclarationForm(typed);
        Integer days = form.remindDays();
        Outcome outcome = form.problems().any()
                ? new Outcome.Refused(form.problems())
                : declarations.changeReminding(id, days, actor);
        return pages.after(outcome, id, typed, actor, "declarations.saved", model, request, response);
    }

    @PostMapping("/{id}/intrekken")
    String withdraw(
            @PathVariable long id,
            @RequestParam(name = DeclarationFields.REPLACED_BY, required = false) @Nullable Long replacedBy,
            @AuthenticationPrincipal Actor actor,
            Model model,
            HttpServletRequest request,
            HttpServletResponse response) {
        return pages.after(
                declarations.withdraw(id, replacedBy, actor),
                id,
                Map.of(),
                actor,
                "declarations.withdrawn",
                model,
                request,
                response);
    }

    @GetMapping("/{id}/verklaring.pdf")
    ResponseEntity<byte[]> file(@PathVariable long id, @AuthenticationPrincipal Actor actor) {
        Declaration declaration = declarations.read(id, actor);
        return FileTransfer.pdf(
                declarations.file(id).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND)),
                declaration.slug());
    }
}
