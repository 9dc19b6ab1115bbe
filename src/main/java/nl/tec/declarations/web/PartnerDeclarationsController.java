package nl.tec.declarations.web;

import gg.jte.generated.precompiled.Pages;
import gg.jte.models.runtime.JteModel;
import nl.tec.accounts.Actor;
import nl.tec.declarations.MandateFiles;
import nl.tec.declarations.Signing;
import nl.tec.declarations.Signing.ByAccount;
import nl.tec.documents.FileTransfer;
import nl.tec.hub.Reply;
import nl.tec.hub.Texts;
import nl.tec.shared.FormData;
import nl.tec.shared.NotFound;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.View;

/** The pages on which a signed-in partner signs declarations for its own organisation. */
@Controller
@RequestMapping("/partner/verklaringen")
class PartnerDeclarationsController {

    private final Signing signing;
    private final Pages pages;
    private final MandateFiles mandates;

    PartnerDeclarationsController(Signing signing, Pages pages, MandateFiles mandates) {
        this.signing = signing;
        this.pages = pages;
        this.mandates = mandates;
    }

    @GetMapping
    JteModel list(@AuthenticationPrincipal Actor actor) {
        return pages.declarationsPartnerDeclarations(signing.ofPartner(actor));
    }

    @GetMapping("/{id}")
    JteModel show(@PathVariable long id, @AuthenticationPrincipal Actor actor) {
        return form(id, actor).page(page(id, actor), new FormData(), false);
    }

    @PostMapping(path = "/{id}", params = Texts.SHOW_IN)
    JteModel showIn(@PathVariable long id, FormData typed, @AuthenticationPrincipal Actor actor) {
        return form(id, actor).page(page(id, actor), typed, false);
    }

    @PostMapping("/{id}")
    View sign(@PathVariable long id, FormData typed, @AuthenticationPrincipal Actor actor, Reply reply) {
        return form(id, actor).sign(new ByAccount(actor, id), typed, reply);
    }

    private SigningForm form(long id, Actor actor) {
        return new SigningForm(signing, pages, "/partner/verklaringen/" + id, mandates.own(id, actor));
    }

    private Signing.Page page(long id, Actor actor) {
        return signing.page(new ByAccount(actor, id)).orElseThrow(() -> new NotFound("signatory " + id));
    }

    @GetMapping("/{id}/verklaring.pdf")
    ResponseEntity<byte[]> file(@PathVariable long id, @AuthenticationPrincipal Actor actor) {
        return FileTransfer.pdf(
                signing.file(new ByAccount(actor, id)).orElseThrow(() -> new NotFound("document of " + id)),
                "verklaring");
    }
}
