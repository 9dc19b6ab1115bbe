package nl.tec.exchange.web;

import gg.jte.generated.precompiled.Pages;
import gg.jte.models.runtime.JteModel;
import java.util.List;
import java.util.Map;
import nl.tec.accounts.Actor;
import nl.tec.accounts.OrganisationNames;
import nl.tec.accounts.Role;
import nl.tec.exchange.ApiKeys;
import nl.tec.exchange.ApiScope;
import nl.tec.hub.Reply;
import nl.tec.shared.FormData;
import nl.tec.web.Ui;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.View;

/** The pages for the keys of an organisation for the API, for its own people. */
@Controller
@RequestMapping("/{area:partner|school}/koppelingen")
class KeysController {

    private final ApiKeys keys;
    private final OrganisationNames names;
    private final Pages pages;

    KeysController(ApiKeys keys, OrganisationNames names, Pages pages) {
        this.keys = keys;
        this.names = names;
        this.pages = pages;
    }

    @GetMapping
    JteModel list(@PathVariable String area, FormData query, @AuthenticationPrincipal Actor actor) {
        return page(area, organisation(area, query, actor), new FormData().put(ApiKeys.EXPIRES, keys.lastDay()), actor);
    }

    /** Makes a key. This response is the only one that ever shows it. */
    @PostMapping
    View make(@PathVariable String area, FormData form, @AuthenticationPrincipal Actor actor, Reply reply) {
        long organisation = organisation(area, form, actor);
        return keys.make(
                        organisation,
                        role(area),
                        form.line(ApiKeys.NAME),
                        form.constants(ApiKeys.SCOPES, ApiScope.class),
                        form.day(ApiKeys.EXPIRES),
                        form.findUuid(Ui.FORM_KEY).orElse(null),
                        actor)
                .either(
                        made -> reply.page(
                                HttpStatus.OK,
                                pages.exchangeKeyMade(
                                        form.line(ApiKeys.NAME), made.key(), address(area, organisation))),
                        problems -> reply.refused(problems, page(area, organisation, form, actor)));
    }

    @PostMapping("/{id:\\d{1,18}}/intrekken")
    View withdraw(
            @PathVariable String area,
            @PathVariable long id,
            FormData form,
            @AuthenticationPrincipal Actor actor,
            Reply reply) {
        long organisation = organisation(area, form, actor);
        keys.withdraw(id, actor);
        return reply.saved("keys.flash.withdrawn", address(area, organisation));
    }

    private static String address(String area, long organisation) {
        return "/" + area + "/koppelingen?van=" + organisation;
    }

    static Role role(String area) {
        return area.equals("school") ? Role.SCHOOL_COORDINATOR : Role.PARTNER;
    }

    /** Returns the organisation in {@code van} if somebody works for it, else the first one they work for. */
    static long organisation(String area, FormData form, Actor actor) {
        return form.organisation(actor.organisations(role(area)));
    }

    private JteModel page(String area, long organisation, FormData form, Actor actor) {
        List<Long> own = actor.organisations(role(area));
        Map<Long, String> all = names.names(own);
        return pages.exchangeKeys(
                area,
                organisation,
                all,
                keys.list(organisation, role(area), actor),
                ApiScope.of(role(area)),
                form,
                keys.lastDay());
    }
}
