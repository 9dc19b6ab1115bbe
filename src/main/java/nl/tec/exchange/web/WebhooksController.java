package nl.tec.exchange.web;

import gg.jte.generated.precompiled.Pages;
import gg.jte.models.runtime.JteModel;
import nl.tec.accounts.Actor;
import nl.tec.accounts.OrganisationNames;
import nl.tec.accounts.RateLimit;
import nl.tec.accounts.RateLimit.Limit;
import nl.tec.exchange.WebhookEvent;
import nl.tec.exchange.Webhooks;
import nl.tec.hub.Reply;
import nl.tec.shared.FormData;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.View;

/** The pages for the webhooks of an organisation, for its own people. */
@Controller
@RequestMapping("/{area:partner|school}/koppelingen/meldingen")
class WebhooksController {

    private final Webhooks webhooks;
    private final OrganisationNames names;
    private final RateLimit limits;
    private final Pages pages;

    WebhooksController(Webhooks webhooks, OrganisationNames names, RateLimit limits, Pages pages) {
        this.webhooks = webhooks;
        this.names = names;
        this.limits = limits;
        this.pages = pages;
    }

    @GetMapping
    JteModel list(@PathVariable String area, FormData query, @AuthenticationPrincipal Actor actor) {
        return page(area, KeysController.organisation(area, query, actor), new FormData(), actor);
    }

    /** Registers an address. This response is the only one that ever shows the secret. */
    @PostMapping
    View register(@PathVariable String area, FormData form, @AuthenticationPrincipal Actor actor, Reply reply) {
        long organisation = KeysController.organisation(area, form, actor);
        return webhooks.register(
                        organisation,
                        KeysController.role(area),
                        form.line(Webhooks.ADDRESS),
                        form.constants(Webhooks.EVENTS, WebhookEvent.class),
                        actor)
                .either(
                        made -> reply.page(
                                HttpStatus.OK,
                                pages.exchangeWebhookMade(
                                        form.line(Webhooks.ADDRESS), made.secret(), address(area, organisation))),
                        problems -> reply.refused(problems, page(area, organisation, form, actor)));
    }

    @PostMapping("/{id:\\d{1,18}}/proef")
    View test(
            @PathVariable String area,
            @PathVariable long id,
            FormData form,
            @AuthenticationPrincipal Actor actor,
            Reply reply) {
        limits.consume(Limit.WEBHOOK_TEST, Long.toString(actor.accountId()));
        webhooks.test(id, actor);
        return reply.saved("webhooks.flash.test", address(area, KeysController.organisation(area, form, actor)));
    }

    @PostMapping("/{id:\\d{1,18}}/hervat")
    View resume(
            @PathVariable String area,
            @PathVariable long id,
            FormData form,
            @AuthenticationPrincipal Actor actor,
            Reply reply) {
        webhooks.resume(id, actor);
        return reply.saved("webhooks.flash.resumed", address(area, KeysController.organisation(area, form, actor)));
    }

    @PostMapping("/{id:\\d{1,18}}/stop")
    View remove(
            @PathVariable String area,
            @PathVariable long id,
            FormData form,
            @AuthenticationPrincipal Actor actor,
            Reply reply) {
        webhooks.remove(id, actor);
        return reply.saved("webhooks.flash.removed", address(area, KeysController.organisation(area, form, actor)));
    }

    private static String address(String area, long organisation) {
        return "/" + area + "/koppelingen/meldingen?van=" + organisation;
    }

    private JteModel page(String area, long organisation, FormData form, Actor actor) {
        return pages.exchangeWebhooks(
                area,
                organisation,
                names.names(actor.organisations(KeysController.role(area))),
                webhooks.list(organisation, KeysController.role(area), actor),
                WebhookEvent.of(KeysController.role(area)),
                form);
    }
}
