package nl.tec.exchange.web;

import gg.jte.generated.precompiled.Pages;
import gg.jte.models.runtime.JteModel;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import nl.tec.accounts.Actor;
import nl.tec.accounts.OrganisationNames;
import nl.tec.accounts.Role;
import nl.tec.exchange.EmbedSites;
import nl.tec.hub.HubSettings;
import nl.tec.hub.HubSettings.Setting;
import nl.tec.hub.Reply;
import nl.tec.hub.Texts;
import nl.tec.programme.Activity;
import nl.tec.programme.Programme;
import nl.tec.shared.FormData;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.View;

/**
 * 'Op je eigen site': the sites of a partner that may show the programme, and the HTML snippet for them; for people of the partner and
 * the programme manager.
 */
@Controller
@RequestMapping("/{area:partner|beheer}/eigen-site")
class OwnSiteController {

    private final EmbedSites sites;
    private final Programme programme;
    private final OrganisationNames names;
    private final HubSettings hub;
    private final Texts texts;
    private final Pages pages;

    OwnSiteController(
            EmbedSites sites, Programme programme, OrganisationNames names, HubSettings hub, Texts texts, Pages pages) {
        this.sites = sites;
        this.programme = programme;
        this.names = names;
        this.hub = hub;
        this.texts = texts;
        this.pages = pages;
    }

    /** Shows the sites of a partner; without an organisation, those of all partners for the programme manager. */
    @GetMapping
    JteModel show(@PathVariable String area, FormData query, @AuthenticationPrincipal Actor actor, Locale language) {
        if (area.equals("beheer") && query.line("van").isEmpty()) {
            return pages.exchangeOwnSites(sites.all(actor));
        }
        return page(area, organisation(area, query, actor), query, actor, language);
    }

    @PostMapping
    View add(
            @PathVariable String area,
            FormData form,
            @AuthenticationPrincipal Actor actor,
            Locale language,
            Reply reply) {
        long organisation = organisation(area, form, actor);
        return sites.add(organisation, form.line(EmbedSites.ADDRESS), actor)
                .either(
                        site -> reply.saved("embeds.flash.added", address(area, organisation)),
                        problems -> reply.refused(problems, page(area, organisation, form, actor, language)));
    }

    @PostMapping("/{id:\\d{1,18}}/weg")
    View remove(
            @PathVariable String area,
            @PathVariable long id,
            FormData form,
            @AuthenticationPrincipal Actor actor,
            Reply reply) {
        sites.remove(id, actor);
        return reply.saved("embeds.flash.removed", address(area, organisation(area, form, actor)));
    }

    private static String address(String area, long organisation) {
        return "/" + area + "/eigen-site?van=" + organisation;
    }

    private static long organisation(String area, FormData form, Actor actor) {
        Long asked = form.id("van");
        return area.equals("beheer") && asked != null ? asked : KeysController.organisation(area, form, actor);
    }

    private JteModel page(String area, long organisation, FormData form, Actor actor, Locale language) {
        List<EmbedSites.Site> own = sites.list(organisation, actor);
        Map<String, String> activities = new LinkedHashMap<>();
        programme
                .list()
                .forEach(activity ->
                        activities.put(activity.slug(), activity.title().in(language)));
        List<Long> others = area.equals("partner") ? actor.organisations(Role.PARTNER) : List.of();
        return pages.exchangeOwnSite(
                area,
                organisation,
                names.name(organisation),
                names.names(others),
                own,
                snippet(organisation, form, activities),
                activities,
                form);
    }

    private Snippet snippet(long organisation, FormData form, Map<String, String> activities) {
        String slug = activities.containsKey(form.line(Embed.ACTIVITY))
                ? form.line(Embed.ACTIVITY)
                : activities.keySet().stream().findFirst().orElse("");
        EmbedKind kind = FormData.constant(EmbedKind.class, form.line(Embed.KIND))
                .filter(asked -> asked != EmbedKind.ACTIVITY || !slug.isEmpty())
                .orElse(EmbedKind.PROGRAMME);
        Embed embed = new Embed(
                organisation,
                kind,
                kind == EmbedKind.ACTIVITY ? slug : "",
                Embed.colours(form),
                Texts.language(form.line(Snippet.LANGUAGE)),
                form.line(Snippet.WHOSE).equals("ja"));
        String title = kind == EmbedKind.ACTIVITY
                ? programme.find(slug).map(Activity::title).orElseThrow().in(embed.language())
                : texts.text(embed.language(), "embeds.frame." + kind, hub.name());
        return new Snippet(embed, hub.get(Setting.BASE_URL), title, Snippet.resize(form));
    }
}
