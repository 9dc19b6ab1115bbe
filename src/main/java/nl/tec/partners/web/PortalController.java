package nl.tec.partners.web;

import gg.jte.generated.precompiled.Pages;
import gg.jte.models.runtime.JteModel;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import nl.tec.accounts.Actor;
import nl.tec.accounts.OrganisationNames;
import nl.tec.accounts.Role;
import nl.tec.hub.Reply;
import nl.tec.partners.PartnerPart;
import nl.tec.partners.Partners;
import nl.tec.partners.Partners.Page;
import nl.tec.shared.Dates;
import nl.tec.shared.FormData;
import nl.tec.shared.Problems;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.servlet.View;

/** The portal of a partner, with only its own contributions, people and sessions (rules 9). */
@Controller
class PortalController {

    private final Partners partners;
    private final PartnerParts parts;
    private final OrganisationNames names;
    private final Pages pages;
    private final Clock clock;

    PortalController(Partners partners, PartnerParts parts, OrganisationNames names, Pages pages, Clock clock) {
        this.partners = partners;
        this.parts = parts;
        this.names = names;
        this.pages = pages;
        this.clock = clock;
    }

    @GetMapping("/partner")
    JteModel home(FormData query, @AuthenticationPrincipal Actor actor) {
        long organisation = PartnerForms.organisation(actor, query);
        List<Long> own = actor.organisations(Role.PARTNER);
        return pages.partnersPortal(
                partners.get(organisation, actor),
                PartnerForms.year(query, Dates.today(clock)),
                own.size() > 1 ? names.names(own) : Map.of(),
                parts.in(PartnerPart.Slot.PORTAL_TASKS, organisation));
    }

    @GetMapping("/partner/profiel")
    JteModel profile(FormData query, @AuthenticationPrincipal Actor actor) {
        Page page = partners.get(PartnerForms.organisation(actor, query), actor);
        return pages.partnersPartnerProfile(page, page.profile(), "/partner");
    }

    @PostMapping("/partner/profiel")
    View profile(FormData form, @AuthenticationPrincipal Actor actor, Reply reply) {
        long organisation = PartnerForms.organisation(actor, form);
        Partners.Profile profile = PartnerForms.profile(form);
        Problems problems = partners.change(organisation, profile, actor);
        return problems.any()
                ? reply.refused(
                        problems, pages.partnersPartnerProfile(partners.get(organisation, actor), profile, "/partner"))
                : reply.saved("partners.saved", "/partner?van=" + organisation);
    }
}
