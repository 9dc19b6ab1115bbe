package nl.tec.declarations.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import nl.tec.accounts.Actor;
import nl.tec.declarations.Declaration;
import nl.tec.declarations.DeclarationFields;
import nl.tec.declarations.Declarations;
import nl.tec.declarations.Declarations.Outcome;
import nl.tec.declarations.Declarations.SignatoryDraft;
import nl.tec.declarations.Signatories;
import nl.tec.declarations.Signatory;
import nl.tec.documents.UploadedFile;
import nl.tec.hub.Flash;
import nl.tec.partners.Memberships;
import nl.tec.shared.NotFound;
import nl.tec.shared.Problems;
import nl.tec.web.FileTransfer;
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
import org.springframework.web.multipart.MultipartFile;

/** Who has to sign a declaration: add, send links, remind, take off, replace. */
@Controller
@RequestMapping("/beheer/verklaringen/{id}")
class SignatoriesController {

    private final Declarations declarations;
    private final Signatories signatories;
    private final Memberships memberships;
    private final DeclarationPages pages;

    SignatoriesController(
            Declarations declarations, Signatories signatories, Memberships memberships, DeclarationPages pages) {
        this.declarations = declarations;
        this.signatories = signatories;
        this.memberships = memberships;
        this.pages = pages;
    }

    /** @param search a part of the name of the organisation, to choose from */
    @GetMapping("/ondertekenaar")
    String add(
            @PathVariable long id,
            @RequestParam(name = "zoek", defaultValue = "") String search,
            @RequestParam Map<String, String> typed,
            @AuthenticationPrincipal Actor actor,
            Model model) {
        return form(declarations.read(id, actor), null, search, typed, new Problems(), model);
    }

    @PostMapping("/ondertekenaar")
    String add(
            @PathVariable long id,
            @RequestParam Map<String, String> typed,
            @RequestParam(name = DeclarationFields.FILE, required = false) @Nullable MultipartFile file,
            @AuthenticationPrincipal Actor actor,
            Model model,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        DeclarationForm form = new DeclarationForm(typed);
        UploadedFile evidence = FileTransfer.upload(file).orElse(null);
        SignatoryDraft draft = form.signatory(evidence);
        Outcome outcome = form.problems().any()
                ? new Outcome.Refused(all(form.problems(), signatories.check(id, draft)))
                : signatories.add(id, draft, actor);
        if (outcome instanceof Outcome.Refused refused) {
            response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
            return form(
                    declarations.read(id, actor),
                    null,
                    typed.getOrDefault("zoek", ""),
                    typed,
                    again(evidence, refused.problems()),
                    model);
        }
        Flash.say(request, response, "declarations.signatoryAdded");
        return "redirect:/beheer/verklaringen/" + id;
    }

    @GetMapping("/ondertekenaar/{signatory}/vervangen")
    String replace(
            @PathVariable long id, @PathVariable long signatory, @AuthenticationPrincipal Actor actor, Model model) {
        Declaration declaration = declarations.read(id, actor);
        Signatory old = of(declaration, signatory);
        return form(declaration, old, "", DeclarationForm.instead(old), new Problems(), model);
    }

    @PostMapping("/ondertekenaar/{signatory}/vervangen")
    String replace(
            @PathVariable long id,
            @PathVariable long signatory,
            @RequestParam Map<String, String> typed,
            @RequestParam(name = DeclarationFields.FILE, required = false) @Nullable MultipartFile file,
            @AuthenticationPrincipal Actor actor,
            Model model,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        DeclarationForm form = new DeclarationForm(typed);
        UploadedFile evidence = FileTransfer.upload(file).orElse(null);
        SignatoryDraft draft = form.signatory(evidence);
        Outcome outcome = form.problems().any()
                ? new Outcome.Refused(all(form.problems(), signatories.check(id, draft)))
                : signatories.replace(id, signatory, draft, actor);
        if (outcome instanceof Outcome.Refused refused) {
            response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
            Declaration declaration = declarations.read(id, actor);
            return form(declaration, of(declaration, signatory), "", typed, again(evidence, refused.problems()), model);
        }
        Flash.say(request, response, "declarations.signatoryReplaced");
        return "redirect:/beheer/verklaringen/" + id;
    }

    @PostMapping("/ondertekenaar/{signatory}/afhalen")
    String withdraw(
            @PathVariable long id,
            @PathVariable long signatory,
            @AuthenticationPrincipal Actor actor,
            Model model,
            HttpServletRequest request,
            HttpServletResponse response) {
        return pages.after(
                signatories.withdraw(id, signatory, actor),
                id,
                Map.of(),
                actor,
                "declarations.signatoryWithdrawn",
                model,
                request,
                response);
    }

    @PostMapping("/ondertekenaar/{signatory}/herinneren")
    String remind(
            @PathVariable long id,
            @PathVariable long signatory,
            @AuthenticationPrincipal Actor actor,
            Model model,
            HttpServletRequest request,
            HttpServletResponse response) {
        return pages.after(
                signatories.remind(id, signatory, actor),
                id,
                Map.of(),
                actor,
                "declarations.reminded",
                model,
                request,
                response);
    }

    @PostMapping("/ondertekenaar/{signatory}/opnieuw")
    String askAgain(
            @PathVariable long id,
            @PathVariable long signatory,
            @AuthenticationPrincipal Actor actor,
            Model model,
            HttpServletRequest request,
            HttpServletResponse response) {
        return pages.after(
                signatories.askAgain(id, signatory, actor),
                id,
                Map.of(),
                actor,
                "declarations.askedAgain",
                model,
                request,
                response);
    }

    @PostMapping("/herinneren")
    String remindAll(
            @PathVariable long id,
            @AuthenticationPrincipal Actor actor,
            Model model,
            HttpServletRequest request,
            HttpServletResponse response) {
        return pages.after(
                signatories.remindAll(id, actor),
                id,
                Map.of(),
                actor,
                "declarations.remindedAll",
                model,
                request,
                response);
    }

    @PostMapping("/versturen")
    String send(
            @PathVariable long id,
            @AuthenticationPrincipal Actor actor,
            Model model,
            HttpServletRequest request,
            HttpServletResponse response) {
        return pages.after(
                signatories.send(id, actor), id, Map.of(), actor, "declarations.sent", model, request, response);
    }

    private String form(
            Declaration declaration,
            @Nullable Signatory instead,
            String search,
            Map<String, String> typed,
            Problems problems,
            Model model) {
        List<Memberships.Candidate> candidates = instead != null && instead.organisationId() != null
                ? List.of(new Memberships.Candidate(instead.organisationId(), instead.organisation(), ""))
                : search.isBlank() ? List.of() : memberships.candidates(search);
        model.addAttribute("declaration", declaration);
        model.addAttribute("instead", instead);
        model.addAttribute("search", search);
        model.addAttribute("candidates", candidates);
        model.addAttribute("typed", typed);
        model.addAttribute(
                "mandateOpen",
                problems.at(DeclarationFields.FILE).isPresent()
                        || typed.keySet().stream()
                                .anyMatch(field -> field.startsWith("volmacht")
                                        && !typed.getOrDefault(field, "").isBlank()));
        model.addAttribute("problems", problems);
        return "declarations/signatory";
    }

    /** What could not be read, and at the other fields what is wrong with the rest. */
    private static Problems all(Problems unread, Problems wrong) {
        wrong.all().stream()
                .filter(problem -> unread.at(problem.field()).isEmpty())
                .forEach(problem -> unread.add(
                        problem.field(), problem.key(), problem.arguments().toArray()));
        return unread;
    }

    /** A browser sends a file once; who chose one is asked for it again. */
    private static Problems again(@Nullable UploadedFile evidence, Problems problems) {
        return problems.addIf(
                evidence != null && problems.at(DeclarationFields.FILE).isEmpty(),
                DeclarationFields.FILE,
                "mandate.problem.again");
    }

    private static Signatory of(Declaration declaration, long signatory) {
        return declaration.signatories().stream()
                .filter(one -> one.id() == signatory)
                .findFirst()
                .orElseThrow(() -> new NotFound("signatory " + signatory));
    }
}
