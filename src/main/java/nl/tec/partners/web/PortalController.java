package nl.tec.partners.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import nl.tec.accounts.Actor;
import nl.tec.accounts.OrganisationNames;
import nl.tec.accounts.Role;
import nl.tec.hub.Flash;
import nl.tec.partners.PartnerPart;
import nl.tec.partners.Partners;
import nl.tec.partners.Partners.Page;
import nl.tec.shared.Dates;
import nl.tec.shared.Problems;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The pages of a partner: its own promises, people and sessions, and nothing of others (rules 9). */
@Controller
class PortalController {

    private final Partners partners;
    private final PartnerParts parts;
    private final OrganisationNames names;
    private final Clock clock;

    PortalController(Partners partners, PartnerParts parts, OrganisationNames names, Clock clock) {
        this.partners = partners;
        this.parts = parts;
        this.names = names;
        this.clock = clock;
    }

    @GetMapping("/partner")
    String home(@RequestParam Map<String, String> fields, @AuthenticationPrincipal Actor actor, Model model) {
        long organisation = PartnerForms.organisation(actor, fields.get("van"));
        List<Long> own = actor.organisations(Role.PARTNER);
        model.addAttribute("partner", partners.get(organisation, actor));
        model.addAttribute("year", PartnerForms.year(fields.getOrDefault("jaar", ""), Dates.dayOf(clock.instant())));
        model.addAttribute("tasks", parts.in(PartnerPart.Slot.PORTAL_TASKS, organisation));
        model.addAttribute("others", own.size() > 1 ? names.names(own) : Map.of());
        return "partners/portal";
    }

    @GetMapping("/partner/profiel")
    String profile(@RequestParam Map<String, String> fields, @AuthenticationPrincipal Actor actor, Model model) {
        Page page = partners.get(PartnerForms.organisation(actor, fields.get("van")), actor);
        return PartnersController.profile(page, page.profile(), new Problems(), "/partner", model);
    }

    @PostMapping("/partner/profiel")
    String profile(
            @RequestParam MultiValueMap<String, String> fields,
            @AuthenticationPrincipal Actor actor,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model) {
        long organisation = PartnerForms.organisation(actor, fields.getFirst("van"));
        Partners.Profile profile = PartnerForms.profile(fields);
        Problems problems = partners.change(organisation, profile, actor);
        if (problems.any()) {
            response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
            return PartnersController.profile(partners.get(organisation, actor), profile, problems, "/partner", model);
        }
        Flash.say(request, response, "partners.saved");
        return "redirect:/partner?van=" + organisation;
    }
}
