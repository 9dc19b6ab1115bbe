package nl.tec.mail.web;

import jakarta.servlet.http.HttpServletResponse;
import java.util.Optional;
import nl.tec.accounts.Actor;
import nl.tec.accounts.Audit;
import nl.tec.hub.HubSettings;
import nl.tec.mail.MailSetup;
import nl.tec.shared.MailAddress;
import nl.tec.shared.Problems;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** For the administrator: does mail go out, what waits, and what did not arrive. */
@Controller
class MailSetupController {

    private static final int SHOWN = 100;

    private final MailSetup mail;
    private final HubSettings hub;
    private final Audit audit;

    MailSetupController(MailSetup mail, HubSettings hub, Audit audit) {
        this.mail = mail;
        this.hub = hub;
        this.audit = audit;
    }

    @GetMapping("/admin/mail")
    String show(@AuthenticationPrincipal Actor actor, Model model) {
        return page(actor.email(), new Problems(), actor, model);
    }

    @PostMapping("/admin/mail")
    String tryOut(
            @RequestParam(name = "naar", defaultValue = "") String recipient,
            @AuthenticationPrincipal Actor actor,
            HttpServletResponse response,
            Model model) {
        Problems problems = new Problems();
        Optional<String> address = MailAddress.parse(recipient);
        problems.addIf(address.isEmpty(), "naar", "accounts.email.shape");
        problems.addIf(hub.demo() || mail.server().isEmpty(), "", "mail.try.none");
        if (!problems.any()) {
            audit.add(actor, "MAIL_TRIED", "mail", null);
            mail.tryOut(address.orElseThrow())
                    .ifPresentOrElse(
                            said -> problems.add("", "mail.try.failed", said),
                            () -> model.addAttribute("sent", recipient));
        }
        if (problems.any()) {
            response.setStatus(422);
        }
        return page(recipient, problems, actor, model);
    }

    private String page(String recipient, Problems problems, Actor actor, Model model) {
        audit.add(actor, "MAIL_READ", "mail", null);
        model.addAttribute("recipient", recipient);
        model.addAttribute("problems", problems);
        model.addAttribute("server", mail.server().orElse(""));
        model.addAttribute("waiting", mail.waiting());
        model.addAttribute("failed", mail.failed(SHOWN));
        return "mail/setup";
    }
}
