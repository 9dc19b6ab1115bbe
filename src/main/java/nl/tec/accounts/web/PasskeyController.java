package nl.tec.accounts.web;

import gg.jte.generated.precompiled.Pages;
import gg.jte.models.runtime.JteModel;
import java.util.List;
import java.util.Map;
import nl.tec.accounts.Actor;
import nl.tec.accounts.Passkeys;
import nl.tec.accounts.SecondFactor;
import nl.tec.accounts.SecondFactor.Need;
import nl.tec.hub.Reply;
import nl.tec.shared.FormData;
import nl.tec.shared.Problems;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.View;

/** The page of one's own passkeys; {@link SignInController} handles signing in with one. */
@Controller
@RequestMapping(PasskeyController.PAGE)
class PasskeyController {

    static final String PAGE = "/account/passkeys";

    private final Passkeys passkeys;
    private final SecondFactor secondFactor;
    private final Pages pages;

    PasskeyController(Passkeys passkeys, SecondFactor secondFactor, Pages pages) {
        this.passkeys = passkeys;
        this.secondFactor = secondFactor;
        this.pages = pages;
    }

    @GetMapping
    JteModel show(@AuthenticationPrincipal Actor actor) {
        return page(actor, new FormData());
    }

    /** Returns the WebAuthn options for the script. */
    @PostMapping("/vraag")
    ResponseEntity<Map<String, Object>> ask(@AuthenticationPrincipal Actor actor) {
        return ResponseEntity.ok(passkeys.registrationOptions(actor));
    }

    @PostMapping
    View add(@AuthenticationPrincipal Actor actor, FormData form, Reply reply) {
        return passkeys.add(actor, form.text("naam"), form.text("passkey"))
                .either(
                        added -> {
                            List<String> codes = secondFactor.recoveryCodesForPasskey(actor);
                            return codes.isEmpty()
                                    ? reply.saved("accounts.passkey.added", PAGE)
                                    : reply.page(pages.accountsRecoveryCodes(codes, PAGE, null));
                        },
                        problems -> reply.refused(problems, page(actor, form)));
    }

    @PostMapping("/herstelcodes")
    View replaceRecoveryCodes(@AuthenticationPrincipal Actor actor, FormData form, Reply reply) {
        return passkeys.replaceRecoveryCodes(actor, form.text("passkey"))
                .<View>map(codes -> reply.page(pages.accountsRecoveryCodes(codes, PAGE, null)))
                .orElseGet(() -> reply.refused(
                        new Problems().add("", "accounts.recovery.notByPasskey"), page(actor, new FormData())));
    }

    @PostMapping("/{id}")
    View rename(@AuthenticationPrincipal Actor actor, @PathVariable long id, FormData form, Reply reply) {
        return passkeys.rename(actor, id, form.text("naam"))
                .either(
                        there -> there
                                ? reply.saved("accounts.passkey.renamed", PAGE)
                                : reply.warn("accounts.passkey.gone", PAGE),
                        problems -> reply.refused(
                                problems, page(actor, new FormData().put(Passkeys.nameField(id), form.text("naam")))));
    }

    @PostMapping("/{id}/weg")
    View remove(@AuthenticationPrincipal Actor actor, @PathVariable long id, Reply reply) {
        boolean last = secondFactor.obligatory(actor)
                && !secondFactor.hasApp(actor.accountId())
                && passkeys.of(actor.accountId()).size() == 1;
        if (last) {
            return reply.warn("accounts.passkey.last", PAGE);
        }
        return passkeys.remove(actor, id)
                ? reply.saved("accounts.passkey.removed", PAGE)
                : reply.warn("accounts.passkey.gone", PAGE);
    }

    private JteModel page(Actor actor, FormData form) {
        return pages.accountsPasskeys(
                passkeys.of(actor.accountId()),
                secondFactor.need(actor) == Need.GIVE ? secondFactor.recoveryCodesLeft(actor.accountId()) : null,
                form,
                passkeys.origin());
    }
}
