package nl.tec.exchange.web;

import gg.jte.generated.precompiled.Pages;
import gg.jte.models.runtime.JteModel;
import nl.tec.accounts.Actor;
import nl.tec.exchange.ApiKeys;
import nl.tec.exchange.Webhooks;
import nl.tec.hub.Reply;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.View;

/** The keys and webhooks of all organisations, for an administrator, who can withdraw a key. */
@Controller
@RequestMapping("/admin/koppelingen")
class AllKeysController {

    private final ApiKeys keys;
    private final Webhooks webhooks;
    private final Pages pages;

    AllKeysController(ApiKeys keys, Webhooks webhooks, Pages pages) {
        this.keys = keys;
        this.webhooks = webhooks;
        this.pages = pages;
    }

    @GetMapping
    JteModel list(@AuthenticationPrincipal Actor actor) {
        return pages.exchangeAllKeys(keys.all(actor), webhooks.all(actor));
    }

    @PostMapping("/{id:\\d{1,18}}/intrekken")
    View withdraw(@PathVariable long id, @AuthenticationPrincipal Actor actor, Reply reply) {
        keys.withdraw(id, actor);
        return reply.saved("keys.flash.withdrawn", "/admin/koppelingen");
    }
}
