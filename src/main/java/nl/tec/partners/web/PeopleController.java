package nl.tec.partners.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nl.tec.accounts.Actor;
import nl.tec.hub.Flash;
import nl.tec.partners.PartnerPeople;
import nl.tec.partners.PartnerPerson;
import nl.tec.partners.Partners;
import nl.tec.shared.NotFound;
import nl.tec.shared.Problems;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The people of a partner by name: for the hub (with a row in the audit log) and for the partner itself. */
@Controller
class PeopleController {

    private static final String HUB = "/beheer/partners/{id:[0-9]+}/mensen";
    private static final String OWN = "/partner/mensen";

    private final PartnerPeople people;
    private final Partners partners;

    PeopleController(PartnerPeople people, Partners partners) {
        this.people = people;
        this.partners = partners;
    }

    @GetMapping({HUB, OWN})
    String list(
            @PathVariable(name = "id", required = false) @Nullable Long id,
            @RequestParam Map<String, String> typed,
            @AuthenticationPrincipal Actor actor,
            Model model) {
        return page(organisation(id, typed, actor), id != null, typed, "", new Problems(), actor, model);
    }

    @PostMapping({HUB, OWN})
    String add(
            @PathVariable(name = "id", required = false) @Nullable Long id,
            @RequestParam Map<String, String> typed,
            @AuthenticationPrincipal Actor actor,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model) {
        long organisation = organisation(id, typed, actor);
        Problems problems = people.add(organisation, PartnerForms.person(typed), actor);
        return done(
                organisation,
                id != null,
                typed,
                "new",
                problems,
                "partners.person.added",
                actor,
                request,
                response,
                model);
    }

    @PostMapping({HUB + "/{person:[0-9]+}", OWN + "/{person:[0-9]+}"})
    String change(
            @PathVariable(name = "id", required = false) @Nullable Long id,
            @PathVariable long person,
            @RequestParam Map<String, String> typed,
            @AuthenticationPrincipal Actor actor,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model) {
        long organisation = organisation(id, typed, actor);
        Problems problems = people.change(organisation, person, PartnerForms.person(typed), actor);
        return done(
                organisation,
                id != null,
                typed,
                "p" + person,
                problems,
                "partners.person.saved",
                actor,
                request,
                response,
                model);
    }

    @PostMapping({HUB + "/{person:[0-9]+}/weg", OWN + "/{person:[0-9]+}/weg"})
    String remove(
            @PathVariable(name = "id", required = false) @Nullable Long id,
            @PathVariable long person,
            @RequestParam Map<String, String> typed,
            @AuthenticationPrincipal Actor actor,
            HttpServletRequest request,
            HttpServletResponse response) {
        long organisation = organisation(id, typed, actor);
        people.remove(organisation, person, actor);
        Flash.say(request, response, "partners.person.removed");
        return "redirect:" + base(organisation, id != null);
    }

    private String done(
            long organisation,
            boolean hub,
            Map<String, String> typed,
            String form,
            Problems problems,
            String sentence,
            Actor actor,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model) {
        if (problems.any()) {
            response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
            return page(organisation, hub, typed, form, problems, actor, model);
        }
        Flash.say(request, response, sentence);
        return "redirect:" + base(organisation, hub);
    }

    /** @param form which of the forms on the page was refused; empty: none */
    private String page(
            long organisation,
            boolean hub,
            Map<String, String> typed,
            String form,
            Problems problems,
            Actor actor,
            Model model) {
        model.addAttribute("partner", partners.get(organisation, actor));
        List<PartnerPerson> all = people.list(organisation, actor);
        String who = form.isEmpty() ? "p" + typed.getOrDefault("wie", "") : form;
        Optional<PartnerPerson> chosen =
                all.stream().filter(person -> who.equals("p" + person.id())).findFirst();
        model.addAttribute("people", all);
        model.addAttribute("chosen", chosen.orElse(null));
        model.addAttribute(
                "typed",
                form.isEmpty()
                        ? chosen.map(PeopleController::filled)
                                .orElseGet(() -> new PartnerPerson.Form("", "", "", "", ""))
                        : PartnerForms.person(typed));
        model.addAttribute("problems", problems);
        model.addAttribute("hub", hub);
        model.addAttribute("base", hub ? "/beheer/partners/" + organisation : "/partner");
        return "partners/partnerPeople";
    }

    private static PartnerPerson.Form filled(PartnerPerson person) {
        return new PartnerPerson.Form(
                person.function(), person.role().name(), person.name(), person.email(), person.phone());
    }

    private static long organisation(@Nullable Long id, Map<String, String> typed, Actor actor) {
        if (id == null) {
            return PartnerForms.organisation(actor, typed.get("van"));
        }
        if (id <= 0) {
            throw new NotFound("partner " + id);
        }
        return id;
    }

    private static String base(long organisation, boolean hub) {
        return hub ? "/beheer/partners/" + organisation + "/mensen" : "/partner/mensen?van=" + organisation;
    }
}
