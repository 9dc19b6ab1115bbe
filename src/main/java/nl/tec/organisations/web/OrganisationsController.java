package nl.tec.organisations.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import nl.tec.accounts.Actor;
import nl.tec.hub.Flash;
import nl.tec.organisations.OrganisationKind;
import nl.tec.organisations.Organisations;
import nl.tec.organisations.Organisations.Form;
import nl.tec.organisations.Organisations.Key;
import nl.tec.organisations.Organisations.Organisation;
import nl.tec.organisations.Organisations.Outcome;
import nl.tec.shared.Problems;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.util.UriComponentsBuilder;

/** Boards, companies and partners: to find, add and change. */
@Controller
class OrganisationsController {

    private static final int PAGE = 50;

    private final Organisations organisations;

    OrganisationsController(Organisations organisations) {
        this.organisations = organisations;
    }

    @GetMapping("/beheer/organisaties")
    String list(@RequestParam Map<String, String> fields, Model model) {
        OrganisationKind kind = kind(fields.get("soort"));
        String words = fields.getOrDefault("zoek", "");
        String id = fields.getOrDefault("na", "");
        Key after = id.matches("[0-9]{1,18}") ? new Key(fields.getOrDefault("naam", ""), Long.parseLong(id)) : null;
        List<Organisation> lines = organisations.list(kind, words, after, PAGE + 1);
        boolean more = lines.size() > PAGE;
        List<Organisation> shown = more ? lines.subList(0, PAGE) : lines;
        model.addAttribute("kind", kind);
        model.addAttribute("words", words);
        model.addAttribute("lines", shown);
        model.addAttribute("first", after == null ? null : address(kind, words, null));
        model.addAttribute("next", more ? address(kind, words, shown.get(PAGE - 1)) : null);
        return "organisations/organisations";
    }

    @GetMapping("/beheer/organisaties/nieuw")
    String add(Model model) {
        return form(null, new Form(null, "", "", "", "", "", "", "", ""), new Problems(), model);
    }

    @PostMapping("/beheer/organisaties/nieuw")
    String added(
            @AuthenticationPrincipal Actor actor,
            @RequestParam Map<String, String> fields,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model) {
        Form form = read(fields);
        return saved(organisations.add(actor, form), null, form, request, response, model);
    }

    @GetMapping("/beheer/organisaties/{id}")
    String edit(@PathVariable("id") long id, Model model) {
        Organisation o = get(id);
        return form(
                o,
                new Form(
                        o.kind(),
                        o.name(),
                        o.street(),
                        o.houseNumber(),
                        o.postcode(),
                        o.town(),
                        o.email(),
                        o.phone(),
                        o.website()),
                new Problems(),
                model);
    }

    @PostMapping("/beheer/organisaties/{id}")
    String change(
            @AuthenticationPrincipal Actor actor,
            @PathVariable("id") long id,
            @RequestParam Map<String, String> fields,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model) {
        Form form = read(fields);
        return saved(organisations.change(actor, id, form), get(id), form, request, response, model);
    }

    @PostMapping("/beheer/organisaties/{id}/einde")
    String end(
            @AuthenticationPrincipal Actor actor,
            @PathVariable("id") long id,
            @RequestParam(name = "terug", defaultValue = "false") boolean back,
            HttpServletRequest request,
            HttpServletResponse response) {
        if (!(organisations.end(actor, id, !back) instanceof Outcome.Saved)) {
            throw ClassesController.notFound();
        }
        Flash.say(request, response, back ? "organisations.restored" : "organisations.ended");
        return "redirect:/beheer/organisaties/" + id;
    }

    private String saved(
            Outcome outcome,
            @Nullable Organisation organisation,
            Form form,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model) {
        if (outcome instanceof Outcome.Saved) {
            Flash.say(request, response, "organisations.saved");
            return "redirect:/beheer/organisaties";
        }
        if (outcome instanceof Outcome.Refused refused) {
            response.setStatus(422);
            return form(organisation, form, refused.problems(), model);
        }
        throw ClassesController.notFound();
    }

    private static String form(@Nullable Organisation organisation, Form form, Problems problems, Model model) {
        model.addAttribute("organisation", organisation);
        model.addAttribute("form", form);
        model.addAttribute("problems", problems);
        return "organisations/organisationForm";
    }

    private Organisation get(long id) {
        return organisations.find(id).orElseThrow(ClassesController::notFound);
    }

    private static Form read(Map<String, String> fields) {
        return new Form(
                kind(fields.get("soort")),
                fields.getOrDefault("naam", ""),
                fields.getOrDefault("straat", ""),
                fields.getOrDefault("huisnummer", ""),
                fields.getOrDefault("postcode", ""),
                fields.getOrDefault("plaats", ""),
                fields.getOrDefault("email", ""),
                fields.getOrDefault("telefoon", ""),
                fields.getOrDefault("website", ""));
    }

    private static @Nullable OrganisationKind kind(@Nullable String name) {
        return Arrays.stream(OrganisationKind.values())
                .filter(kind -> kind.name().equals(name) && kind != OrganisationKind.SCHOOL)
                .findFirst()
                .orElse(null);
    }

    private static String address(@Nullable OrganisationKind kind, String words, @Nullable Organisation after) {
        UriComponentsBuilder address =
                UriComponentsBuilder.fromPath("/beheer/organisaties").queryParam("zoek", "{words}");
        if (kind != null) {
            address.queryParam("soort", kind);
        }
        if (after != null) {
            address.queryParam("naam", "{name}").queryParam("na", after.id());
        }
        return address.encode()
                .buildAndExpand(Map.of("words", words, "name", after == null ? "" : after.name()))
                .toUriString();
    }
}
