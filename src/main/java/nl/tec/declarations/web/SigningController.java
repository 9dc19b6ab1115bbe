package nl.tec.declarations.web;

import gg.jte.generated.precompiled.Pages;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import nl.tec.accounts.RateLimit;
import nl.tec.accounts.RateLimit.Limit;
import nl.tec.accounts.SecurityHeaders;
import nl.tec.declarations.Signing;
import nl.tec.declarations.Signing.ByLink;
import nl.tec.documents.FileTransfer;
import nl.tec.hub.Reply;
import nl.tec.hub.Texts;
import nl.tec.shared.FormData;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.View;

/** The page for signing by personal link, without an account. */
@Controller
@RequestMapping("/tekenen/{secret}")
class SigningController {

    private final Signing signing;
    private final Pages pages;
    private final RateLimit limits;

    SigningController(Signing signing, Pages pages, RateLimit limits) {
        this.signing = signing;
        this.pages = pages;
        this.limits = limits;
    }

    /** Prevents leaking the secret in the URL through referrers, caches and search engines. */
    @ModelAttribute
    void protectSecretUrl(HttpServletResponse response) {
        SecurityHeaders.protectSecretUrl(response);
    }

    @GetMapping
    View show(@PathVariable String secret, Reply reply) {
        return showIn(secret, new FormData(), reply);
    }

    @PostMapping(params = Texts.SHOW_IN)
    View showIn(@PathVariable String secret, FormData typed, Reply reply) {
        return signing.page(new ByLink(secret))
                .map(page -> reply.page(form(secret).page(page, typed, false)))
                .orElseGet(() -> unknown(reply));
    }

    @PostMapping
    View sign(@PathVariable String secret, FormData typed, HttpServletRequest request, Reply reply) {
        limits.consume(Limit.SIGNING, RateLimit.address(request.getRemoteAddr()));
        ByLink link = new ByLink(secret);
        return signing.page(link).isEmpty() ? unknown(reply) : form(secret).sign(link, typed, reply);
    }

    private SigningForm form(String secret) {
        return new SigningForm(signing, pages, "/tekenen/" + secret, List.of());
    }

    @GetMapping("/verklaring.pdf")
    ResponseEntity<byte[]> file(@PathVariable String secret) {
        return FileTransfer.pdf(
                signing.file(new ByLink(secret)).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND)),
                "verklaring");
    }

    private View unknown(Reply reply) {
        return reply.page(HttpStatus.NOT_FOUND, pages.declarationsSigningUnknown());
    }
}
