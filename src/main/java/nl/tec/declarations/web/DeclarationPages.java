package nl.tec.declarations.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import nl.tec.accounts.Actor;
import nl.tec.declarations.Declaration;
import nl.tec.declarations.DeclarationState;
import nl.tec.declarations.Declarations;
import nl.tec.declarations.Declarations.Outcome;
import nl.tec.declarations.MandateFiles;
import nl.tec.documents.Markdown;
import nl.tec.hub.Flash;
import nl.tec.shared.Problems;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.ui.Model;

/** The page of one declaration for who works with it, which several forms come back to. */
@Component
class DeclarationPages {

    private final Declarations declarations;
    private final MandateFiles mandates;
    private final Clock clock;

    DeclarationPages(Declarations declarations, MandateFiles mandates, Clock clock) {
        this.declarations = declarations;
        this.mandates = mandates;
        this.clock = clock;
    }

    /** @param typed of a form on the page that was refused; otherwise empty */
    String show(Declaration declaration, Map<String, String> typed, Problems problems, Model model) {
        model.addAttribute("declaration", declaration);
        model.addAttribute("publicNow", declaration.publicAt(clock.instant()));
        model.addAttribute("html", Markdown.html(declaration.text(), 2));
        model.addAttribute("versions", declarations.versions(declaration.id()));
        model.addAttribute("history", declarations.history(declaration.id()));
        model.addAttribute(
                "alterations",
                declaration.state() == DeclarationState.DRAFT ? List.of() : declarations.alterations(declaration.id()));
        Map<String, String> fields = DeclarationForm.of(declaration);
        fields.putAll(typed);
        model.addAttribute("typed", fields);
        model.addAttribute("mandates", mandates.of(declaration.id()));
        model.addAttribute("replacements", declarations.replacements(declaration.id()));
        model.addAttribute("problems", problems);
        return "declarations/declaration";
    }

    /** The page again with what is wrong, or what was done on the page after. */
    String after(
            Outcome outcome,
            long id,
            Map<String, String> typed,
            Actor actor,
            String sentence,
            Model model,
            HttpServletRequest request,
            HttpServletResponse response) {
        if (outcome instanceof Outcome.Refused refused) {
            response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
            return show(declarations.read(id, actor), typed, refused.problems(), model);
        }
        Flash.say(request, response, sentence);
        return "redirect:/beheer/verklaringen/" + id;
    }
}
