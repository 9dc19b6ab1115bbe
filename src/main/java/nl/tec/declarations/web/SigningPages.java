package nl.tec.declarations.web;

import static nl.tec.declarations.DeclarationFields.AGREED;
import static nl.tec.declarations.DeclarationFields.NAME;
import static nl.tec.declarations.DeclarationFields.REASON;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Map;
import nl.tec.declarations.Signing;
import nl.tec.declarations.Signing.Result;
import nl.tec.declarations.Signing.Signer;
import nl.tec.documents.Markdown;
import nl.tec.hub.Flash;
import nl.tec.shared.Problems;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.ui.Model;

/** The page to read and sign, the same by link and signed in. */
@Component
class SigningPages {

    /** The field by which a form says that this one will not sign. */
    static final String DECLINE = "weigeren";

    private final Signing signing;

    SigningPages(Signing signing) {
        this.signing = signing;
    }

    /** A page with a secret in its address tells nobody where it is, and is kept by nobody. */
    static void keepToOneself(HttpServletResponse response) {
        response.setHeader("Referrer-Policy", "no-referrer");
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        response.setHeader("X-Robots-Tag", "noindex, nofollow");
    }

    String show(Signing.Page page, String address, Model model) {
        return show(page, address, Map.of(), new Problems(), false, model);
    }

    /** With what was typed, in another language. */
    String show(Signing.Page page, String address, Map<String, String> typed, Model model) {
        return show(page, address, typed, new Problems(), false, model);
    }

    /** Signs or, with {@link #DECLINE}, declines. @param address of this page, and of its forms */
    String sign(
            Signer signer,
            String address,
            Map<String, String> typed,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model) {
        Result result = typed.containsKey(DECLINE)
                ? signing.decline(signer, typed.getOrDefault(REASON, ""))
                : signing.sign(
                        signer,
                        typed.getOrDefault("gelezen", ""),
                        typed.getOrDefault(NAME, ""),
                        typed.containsKey(AGREED));
        if (result instanceof Result.Declined) {
            Flash.say(request, response, "signing.declined");
            return "redirect:" + address;
        }
        if (result instanceof Result.Signed) {
            Flash.say(request, response, "signing.thanks");
            return "redirect:" + address;
        }
        if (result instanceof Result.AlreadySigned) {
            return "redirect:" + address;
        }
        Signing.Page page = signing.page(signer).orElseThrow();
        if (result instanceof Result.Closed) {
            response.setStatus(HttpStatus.CONFLICT.value());
            return show(page, address, model);
        }
        boolean changed = result instanceof Result.TextChanged;
        response.setStatus((changed ? HttpStatus.CONFLICT : HttpStatus.UNPROCESSABLE_CONTENT).value());
        return show(
                page,
                address,
                typed,
                result instanceof Result.Refused refused ? refused.problems() : new Problems(),
                changed,
                model);
    }

    private static String show(
            Signing.Page page,
            String address,
            Map<String, String> typed,
            Problems problems,
            boolean changed,
            Model model) {
        model.addAttribute("page", page);
        model.addAttribute("html", Markdown.html(page.text(), 1));
        model.addAttribute("address", address);
        model.addAttribute("name", typed.getOrDefault(NAME, ""));
        // who agreed with another text did not agree with this one
        model.addAttribute("agreed", typed.containsKey(AGREED) && !changed);
        model.addAttribute("reason", typed.getOrDefault(REASON, ""));
        model.addAttribute("declining", typed.containsKey(DECLINE));
        model.addAttribute("changed", changed);
        model.addAttribute("problems", problems);
        return "declarations/signing";
    }
}
