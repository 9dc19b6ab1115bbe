package nl.tec.organisations.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import nl.tec.accounts.Actor;
import nl.tec.hub.Flash;
import nl.tec.hub.HubSettings;
import nl.tec.organisations.Municipalities;
import nl.tec.organisations.OwnSchools;
import nl.tec.organisations.OwnSchools.Form;
import nl.tec.organisations.OwnSchools.Outcome;
import nl.tec.shared.Problems;
import nl.tec.shared.Sector;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Schools that no register lists: to add, to change, to end. */
@Controller
class OwnSchoolsController {

    private final OwnSchools schools;
    private final Municipalities municipalities;
    private final HubSettings hub;

    OwnSchoolsController(OwnSchools schools, Municipalities municipalities, HubSettings hub) {
        this.schools = schools;
        this.municipalities = municipalities;
        this.hub = hub;
    }

    @GetMapping("/beheer/scholen/nieuw")
    String add(Model model) {
        List<String> own = hub.municipalities();
        Form form = new Form("", null, "", "", "", "", "", own.size() == 1 ? own.get(0) : "");
        return form(null, form, new Problems(), model);
    }

    @PostMapping("/beheer/scholen/nieuw")
    String added(
            @AuthenticationPrincipal Actor actor,
            @RequestParam Map<String, String> fields,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model) {
        Form form = read(fields);
        return saved(schools.add(actor, form), "schools.added", null, form, request, response, model);
    }

    @GetMapping("/beheer/scholen/{id}/wijzig")
    String edit(@PathVariable("id") long id, Model model) {
        return form(id, schools.find(id).orElseThrow(ClassesController::notFound), new Problems(), model);
    }

    @PostMapping("/beheer/scholen/{id}/wijzig")
    String change(
            @AuthenticationPrincipal Actor actor,
            @PathVariable("id") long id,
            @RequestParam Map<String, String> fields,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model) {
        Form form = read(fields);
        return saved(schools.change(actor, id, form), "schools.saved", id, form, request, response, model);
    }

    @PostMapping("/beheer/scholen/{id}/einde")
    String end(
            @AuthenticationPrincipal Actor actor,
            @PathVariable("id") long id,
            @RequestParam(name = "terug", defaultValue = "false") boolean back,
            HttpServletRequest request,
            HttpServletResponse response) {
        if (!(schools.end(actor, id, !back) instanceof Outcome.Saved)) {
            throw ClassesController.notFound();
        }
        Flash.say(request, response, back ? "schools.restored" : "schools.ended");
        return "redirect:/beheer/scholen/" + id;
    }

    private String saved(
            Outcome outcome,
            String told,
            @Nullable Long id,
            Form form,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model) {
        if (outcome instanceof Outcome.Saved saved) {
            Flash.say(request, response, told);
            // a new school has no classes yet: that is what comes next
            return "redirect:/beheer/scholen/" + saved.siteId() + (id == null ? "?deel=klassen" : "");
        }
        if (outcome instanceof Outcome.Refused refused) {
            response.setStatus(422);
            return form(id, form, refused.problems(), model);
        }
        throw ClassesController.notFound();
    }

    private String form(@Nullable Long id, Form form, Problems problems, Model model) {
        Map<String, String> choices = new LinkedHashMap<>();
        municipalities.list().forEach(municipality -> choices.put(municipality.code(), municipality.name()));
        model.addAttribute("id", id);
        model.addAttribute("form", form);
        model.addAttribute("municipalities", choices);
        model.addAttribute("problems", problems);
        return "organisations/schoolForm";
    }

    private static Form read(Map<String, String> fields) {
        Sector sector = Arrays.stream(Sector.values())
                .filter(one -> one.name().equals(fields.get("soort")))
                .findFirst()
                .orElse(null);
        return new Form(
                fields.getOrDefault("brin", ""),
                sector,
                fields.getOrDefault("naam", ""),
                fields.getOrDefault("straat", ""),
                fields.getOrDefault("huisnummer", ""),
                fields.getOrDefault("postcode", ""),
                fields.getOrDefault("plaats", ""),
                fields.getOrDefault("gemeente", ""));
    }
}
