package nl.tec.accounts.web;

import gg.jte.generated.precompiled.Pages;
import gg.jte.models.runtime.JteModel;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import nl.tec.accounts.Account;
import nl.tec.accounts.Actor;
import nl.tec.accounts.Audit;
import nl.tec.accounts.Role;
import nl.tec.accounts.SecondFactor;
import nl.tec.hub.Reply;
import nl.tec.shared.FormData;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.View;

/** The administrator's page for the roles that require a second factor. It asks confirmation, showing who is affected. */
@Controller
@RequestMapping("/admin/tweede-stap")
class SecondFactorRolesController {

    private static final int SHOWN = 100;

    private final SecondFactor secondFactor;
    private final Audit audit;
    private final Pages pages;

    SecondFactorRolesController(SecondFactor secondFactor, Audit audit, Pages pages) {
        this.secondFactor = secondFactor;
        this.audit = audit;
        this.pages = pages;
    }

    @GetMapping
    JteModel show() {
        return pages.accountsSecondFactorRoles(secondFactor.roles(), secondFactor.fixed(), secondFactor.counts());
    }

    @PostMapping
    View ask(@AuthenticationPrincipal Actor actor, FormData form, Reply reply) {
        Set<Role> chosen = EnumSet.noneOf(Role.class);
        chosen.addAll(form.constants("rol", Role.class));
        chosen.addAll(secondFactor.fixed());
        Set<Role> added = EnumSet.copyOf(chosen);
        added.removeAll(secondFactor.roles());
        if (!form.has("zeker") && !added.isEmpty()) {
            List<Account> without = secondFactor.without(added, SHOWN + 1);
            audit.add(actor, "ACCOUNTS_READ", "account", null);
            boolean self = actor.is(added.toArray(Role[]::new))
                    && !secondFactor.hasApp(actor.accountId())
                    && !secondFactor.hasPasskey(actor.accountId());
            return reply.page(pages.accountsSecondFactorSure(
                    chosen, added, without.subList(0, Math.min(SHOWN, without.size())), without.size() > SHOWN, self));
        }
        secondFactor.ask(actor, chosen);
        return reply.saved("settings.saved", "/admin/tweede-stap");
    }
}
