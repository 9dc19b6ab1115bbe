package nl.tec.declarations.web;

import gg.jte.generated.precompiled.Pages;
import gg.jte.models.runtime.JteModel;
import java.io.IOException;
import java.util.List;
import nl.tec.accounts.Actor;
import nl.tec.declarations.Declaration;
import nl.tec.declarations.DeclarationFields;
import nl.tec.declarations.Declarations;
import nl.tec.declarations.Declarations.SignatoryDraft;
import nl.tec.declarations.Signatories;
import nl.tec.declarations.Signatory;
import nl.tec.documents.FileTransfer;
import nl.tec.documents.UploadedFile;
import nl.tec.hub.Reply;
import nl.tec.partners.Memberships;
import nl.tec.shared.FormData;
import nl.tec.shared.NotFound;
import nl.tec.shared.Outcome;
import nl.tec.shared.Problems;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.View;

/** The pages for adding, inviting, reminding, withdrawing and replacing signatories. */
@Controller
@RequestMapping("/beheer/verklaringen/{id}")
class SignatoriesController {

    private final Declarations declarations;
    private final Signatories signatories;
    private final Memberships memberships;
    private final DeclarationPages page;
    private final Pages pages;

    SignatoriesController(
            Declarations declarations,
            Signatories signatories,
            Memberships memberships,
            DeclarationPages page,
            Pages pages) {
        this.declarations = declarations;
        this.signatories = signatories;
        this.memberships = memberships;
        this.page = page;
        this.pages = pages;
    }

    /** Shows the form, with the organisations that match the field {@code zoek}. */
    @GetMapping("/ondertekenaar")
    JteModel add(@PathVariable long id, FormData form, @AuthenticationPrincipal Actor actor) {
        return form(declarations.read(id, actor), null, form, false);
    }

    @PostMapping("/ondertekenaar")
    View add(
            @PathVariable long id,
            FormData form,
            @RequestParam(name = DeclarationFields.FILE, required = false) @Nullable MultipartFile file,
            @AuthenticationPrincipal Actor actor,
            Reply reply)
            throws IOException {
        UploadedFile evidence = FileTransfer.upload(file).orElse(null);
        SignatoryDraft draft = DeclarationForm.signatory(form, evidence);
        Outcome<Long> outcome = form.problems().any()
                ? Outcome.refused(form.problems().and(signatories.check(id, draft)))
                : signatories.add(id, draft, actor);
        return outcome.either(
                done -> reply.saved("declarations.signatoryAdded", "/beheer/verklaringen/" + id),
                problems -> refused(problems, evidence, declarations.read(id, actor), null, form, reply));
    }

    @GetMapping("/ondertekenaar/{signatory}/vervangen")
    JteModel replace(@PathVariable long id, @PathVariable long signatory, @AuthenticationPrincipal Actor actor) {
        Declaration declaration = declarations.read(id, actor);
        Signatory old = of(declaration, signatory);
        return form(declaration, old, DeclarationForm.instead(old), false);
    }

    @PostMapping("/ondertekenaar/{signatory}/vervangen")
    View replace(
            @PathVariable long id,
            @PathVariable long signatory,
            FormData form,
            @RequestParam(name = DeclarationFields.FILE, required = false) @Nullable MultipartFile file,
            @AuthenticationPrincipal Actor actor,
            Reply reply)
            throws IOException {
        UploadedFile evidence = FileTransfer.upload(file).orElse(null);
        SignatoryDraft draft = DeclarationForm.signatory(form, evidence);
        Outcome<Long> outcome = form.problems().any()
                ? Outcome.refused(form.problems().and(signatories.check(id, draft)))
                : signatories.replace(id, signatory, draft, actor);
        return outcome.either(
                done -> reply.saved("declarations.signatoryReplaced", "/beheer/verklaringen/" + id), problems -> {
                    Declaration declaration = declarations.read(id, actor);
                    return refused(problems, evidence, declaration, of(declaration, signatory), form, reply);
                });
    }

    @PostMapping("/ondertekenaar/{signatory}/afhalen")
    View withdraw(
            @PathVariable long id, @PathVariable long signatory, @AuthenticationPrincipal Actor actor, Reply reply) {
        return after(signatories.withdraw(id, signatory, actor), id, actor, "declarations.signatoryWithdrawn", reply);
    }

    /** Shows who gets which mail, before anything is sent. */
    @GetMapping("/versturen")
    JteModel askSend(@PathVariable long id, @AuthenticationPrincipal Actor actor) {
        Declaration declaration = declarations.read(id, actor);
        return ask(declaration, "send", "sign", "versturen", signatories.toInvite(declaration));
    }

    @GetMapping("/herinneren")
    JteModel askRemindAll(@PathVariable long id, @AuthenticationPrincipal Actor actor) {
        Declaration declaration = declarations.read(id, actor);
        return ask(declaration, "remind", "remind", "herinneren", signatories.toRemind(declaration));
    }

    @GetMapping("/ondertekenaar/{signatory}/herinneren")
    JteModel askRemind(@PathVariable long id, @PathVariable long signatory, @AuthenticationPrincipal Actor actor) {
        Declaration declaration = declarations.read(id, actor);
        Signatory one = of(declaration, signatory);
        String action = "ondertekenaar/" + signatory + "/herinneren";
        return ask(declaration, "remind", "remind", action, one.canBeReminded() ? List.of(one) : List.of());
    }

    @GetMapping("/ondertekenaar/{signatory}/opnieuw")
    JteModel askAskAgain(@PathVariable long id, @PathVariable long signatory, @AuthenticationPrincipal Actor actor) {
        Declaration declaration = declarations.read(id, actor);
        Signatory one = of(declaration, signatory);
        String action = "ondertekenaar/" + signatory + "/opnieuw";
        boolean declined = one.active() && one.decline() != null;
        return ask(declaration, "again", "sign", action, declined ? List.of(one) : List.of());
    }

    private JteModel ask(Declaration declaration, String what, String mail, String action, List<Signatory> asked) {
        return pages.declarationsAsk(declaration, what, mail, action, declaration.closed() ? List.of() : asked);
    }

    @PostMapping("/ondertekenaar/{signatory}/herinneren")
    View remind(
            @PathVariable long id, @PathVariable long signatory, @AuthenticationPrincipal Actor actor, Reply reply) {
        return after(signatories.remind(id, signatory, actor), id, actor, "declarations.reminded", reply);
    }

    @PostMapping("/ondertekenaar/{signatory}/opnieuw")
    View askAgain(
            @PathVariable long id, @PathVariable long signatory, @AuthenticationPrincipal Actor actor, Reply reply) {
        return after(signatories.askAgain(id, signatory, actor), id, actor, "declarations.askedAgain", reply);
    }

    @PostMapping("/herinneren")
    View remindAll(@PathVariable long id, @AuthenticationPrincipal Actor actor, Reply reply) {
        return after(signatories.remindAll(id, actor), id, actor, "declarations.remindedAll", reply);
    }

    @PostMapping("/versturen")
    View send(@PathVariable long id, @AuthenticationPrincipal Actor actor, Reply reply) {
        return after(signatories.send(id, actor), id, actor, "declarations.sent", reply);
    }

    private View after(Outcome<Long> outcome, long id, Actor actor, String sentence, Reply reply) {
        return page.after(outcome, id, new FormData(), actor, sentence, reply);
    }

    /** Shows the form again; asks for the file again, because the browser does not resend it. */
    private View refused(
            Problems problems,
            @Nullable UploadedFile evidence,
            Declaration declaration,
            @Nullable Signatory instead,
            FormData form,
            Reply reply) {
        String file = DeclarationFields.FILE;
        problems.addIf(evidence != null && problems.at(file).isEmpty(), file, "mandate.problem.again");
        return reply.refused(
                problems, form(declaration, instead, form, problems.at(file).isPresent()));
    }

    private JteModel form(Declaration declaration, @Nullable Signatory instead, FormData form, boolean fileRefused) {
        String search = form.text("zoek");
        List<Memberships.Candidate> candidates = instead != null && instead.organisationId() != null
                ? List.of(new Memberships.Candidate(instead.organisationId(), instead.organisation(), ""))
                : search.isBlank() ? List.of() : memberships.candidates(search);
        boolean mandateOpen = fileRefused
                || form.fields().stream()
                        .anyMatch(field -> field.startsWith("volmacht")
                                && !form.line(field).isEmpty());
        return pages.declarationsSignatory(declaration, instead, search, candidates, form, mandateOpen);
    }

    private static Signatory of(Declaration declaration, long signatory) {
        return declaration.signatories().stream()
                .filter(one -> one.id() == signatory)
                .findFirst()
                .orElseThrow(() -> new NotFound("signatory " + signatory));
    }
}
