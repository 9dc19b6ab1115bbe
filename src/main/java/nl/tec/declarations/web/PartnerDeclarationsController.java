package nl.tec.declarations.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Map;
import nl.tec.accounts.Actor;
import nl.tec.declarations.MandateFiles;
import nl.tec.declarations.Signing;
import nl.tec.declarations.Signing.ByAccount;
import nl.tec.hub.Texts;
import nl.tec.shared.NotFound;
import nl.tec.web.FileTransfer;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** What a partner has to sign for its own organisation, and did; signed in. */
@Controller
@RequestMapping("/partner/verklaringen")
class PartnerDeclarationsController {

    private final Signing signing;
    private final SigningPages pages;
    private final MandateFiles mandates;

    PartnerDeclarationsController(Signing signing, SigningPages pages, MandateFiles mandates) {
        this.signing = signing;
        this.pages = pages;
        this.mandates = mandates;
    }

    @GetMapping
    String list(@AuthenticationPrincipal Actor actor, Model model) {
        model.addAttribute("items", signing.ofPartner(actor));
        return "declarations/partnerDeclarations";
    }

    @GetMapping("/{id}")
    String show(@PathVariable long id, @AuthenticationPrincipal Actor actor, Model model) {
        model.addAttribute("evidence", mandates.own(id, actor));
        return pages.show(page(id, actor), "/partner/verklaringen/" + id, model);
    }

    @PostMapping(path = "/{id}", params = Texts.SHOW_IN)
    String showIn(
            @PathVariable long id,
            @RequestParam Map<String, String> typed,
            @AuthenticationPrincipal Actor actor,
            Model model) {
        model.addAttribute("evidence", mandates.own(id, actor));
        return pages.show(page(id, actor), "/partner/verklaringen/" + id, typed, model);
    }

    @PostMapping("/{id}")
    String sign(
            @PathVariable long id,
            @RequestParam Map<String, String> typed,
            @AuthenticationPrincipal Actor actor,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model) {
        model.addAttribute("evidence", mandates.own(id, actor));
        return pages.sign(new ByAccount(actor, id), "/partner/verklaringen/" + id, typed, request, response, model);
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
