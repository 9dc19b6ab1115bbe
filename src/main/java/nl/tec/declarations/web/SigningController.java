package nl.tec.declarations.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Map;
import java.util.Optional;
import nl.tec.accounts.RateLimit;
import nl.tec.accounts.RateLimit.Limit;
import nl.tec.declarations.Signing;
import nl.tec.declarations.Signing.ByLink;
import nl.tec.hub.Texts;
import nl.tec.web.FileTransfer;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;

/** Signing by the personal link from the mail: no account. */
@Controller
@RequestMapping("/tekenen/{secret}")
class SigningController {

    private final Signing signing;
    private final SigningPages pages;
    private final RateLimit limits;

    SigningController(Signing signing, SigningPages pages, RateLimit limits) {
        this.signing = signing;
        this.pages = pages;
        this.limits = limits;
    }

    @ModelAttribute
    void keepToOneself(HttpServletResponse response) {
        SigningPages.keepToOneself(response);
    }

    @GetMapping
    String show(@PathVariable String secret, HttpServletResponse response, Model model) {
        Optional<Signing.Page> page = signing.page(new ByLink(secret));
        return page.isEmpty() ? unknown(response) : pages.show(page.get(), "/tekenen/" + secret, model);
    }

    @PostMapping(params = Texts.SHOW_IN)
    String showIn(
            @PathVariable String secret,
            @RequestParam Map<String, String> typed,
            HttpServletResponse response,
            Model model) {
        return signing.page(new ByLink(secret))
                .map(page -> pages.show(page, "/tekenen/" + secret, typed, model))
                .orElseGet(() -> unknown(response));
    }

    @PostMapping
    String sign(
            @PathVariable String secret,
            @RequestParam Map<String, String> typed,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model) {
        limits.consume(Limit.SIGNING, RateLimit.address(request.getRemoteAddr()));
        ByLink link = new ByLink(secret);
        return signing.page(link).isEmpty()
                ? unknown(response)
                : pages.sign(link, "/tekenen/" + secret, typed, request, response, model);
    }

    @GetMapping("/verklaring.pdf")
    ResponseEntity<byte[]> file(@PathVariable String secret) {
        return FileTransfer.pdf(
                signing.file(new ByLink(secret)).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND)),
                "verklaring");
    }

    private static String unknown(HttpServletResponse response) {
        response.setStatus(HttpStatus.NOT_FOUND.value());
        return "declarations/signingUnknown";
    }
}
