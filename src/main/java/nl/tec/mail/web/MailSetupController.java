package nl.tec.mail.web;

import gg.jte.generated.precompiled.Pages;
import gg.jte.models.runtime.JteModel;
import java.util.List;
import java.util.Optional;
import nl.tec.accounts.Actor;
import nl.tec.accounts.Audit;
import nl.tec.hub.HubSettings;
import nl.tec.hub.Reply;
import nl.tec.mail.MailSetup;
import nl.tec.shared.FormData;
import nl.tec.shared.MailAddress;
import nl.tec.shared.Problems;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.servlet.View;

/** The page about mail for the administrator: whether it is sent, what waits, and what did not arrive. */
@Controller
class MailSetupController {

    private static final int SHOWN = 100;

    private final MailSetup mail;
    private final HubSettings hub;
    private final Audit audit;
    private final Pages pages;

    MailSetupController(MailSetup mail, HubSettings hub, Audit audit, Pages pages) {
        this.mail = mail;
        this.hub = hub;
        this.audit = audit;
        this.pages = pages;
    }

    @GetMapping("/admin/mail")
    JteModel show(@AuthenticationPrincipal Actor actor) {
        return page(actor.email(), null, actor);
    }

    @PostMapping("/admin/mail")
    View sendTest(FormData form, @AuthenticationPrincipal Actor actor, Reply reply) {
        String recipient = form.text("naar");
        Optional<String> address = MailAddress.parse(recipient);
        Problems problems = new Problems()
                .addIf(address.isEmpty(), "naar", "form.email")
                .addIf(hub.demo() || mail.server().isEmpty(), "", "mail.try.none");
        if (!problems.any()) {
            audit.add(actor, "MAIL_TRIED", "mail", null);
            mail.sendTest(address.orElseThrow()).ifPresent(said -> problems.add("", "mail.try.failed", said));
        }
        return problems.any()
                ? reply.refused(problems, page(recipient, null, actor))
                : reply.page(page(recipient, recipient, actor));
    }

    /** Sends failed mails again: one, or all that are shown. */
    @PostMapping("/admin/mail/opnieuw")
    View sendAgain(FormData form, @AuthenticationPrincipal Actor actor, Reply reply) {
        Long one = form.id("mail");
        List<Long> mails = one == null
                ? mail.failed(SHOWN).stream().map(MailSetup.Failed::id).toList()
                : List.of(one);
        audit.add(actor, "MAIL_SENT_AGAIN", "mail", one);
        mail.sendAgain(mails);
        return reply.saved("mail.again.done", "/admin/mail");
    }

    /** @param sent recipient of the test mail that was just sent; null: none */
    private JteModel page(String recipient, @Nullable String sent, Actor actor) {
        audit.add(actor, "MAIL_READ", "mail", null);
        return pages.mailSetup(recipient, mail.server().orElse(""), mail.waiting(), mail.failed(SHOWN), sent);
    }
}
