package nl.tec.organisations.web;

import gg.jte.generated.precompiled.Pages;
import gg.jte.models.runtime.JteModel;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import nl.tec.accounts.Actor;
import nl.tec.hub.HubSettings;
import nl.tec.hub.Reply;
import nl.tec.organisations.Municipalities;
import nl.tec.organisations.OwnSchools;
import nl.tec.organisations.OwnSchools.Form;
import nl.tec.shared.FormData;
import nl.tec.shared.Sector;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;

/** The pages for adding, changing and ending schools that no register lists. */
@Controller
class OwnSchoolsController {

    private final OwnSchools schools;
    private final Municipalities municipalities;
    private final HubSettings hub;
    private final Pages pages;

    OwnSchoolsController(OwnSchools schools, Municipalities municipalities, HubSettings hub, Pages pages) {
        this.schools = schools;
        this.municipalities = municipalities;
        this.hub = hub;
        this.pages = pages;
    }

    @GetMapping("/beheer/scholen/nieuw")
    JteModel add() {
        List<String> own = hub.municipalities();
        return page(null, new FormData().put("gemeente", own.size() == 1 ? own.get(0) : ""));
    }

    @PostMapping("/beheer/scholen/nieuw")
    View added(@AuthenticationPrincipal Actor actor, FormData form, Reply reply) {
        // a new school has no classes yet, so that page is next
        return schools.add(actor, read(form))
                .either(
                        id -> reply.saved("schools.added", "/beheer/scholen/" + id + "?deel=klassen"),
                        problems -> reply.refused(problems, page(null, form)));
    }

    @GetMapping("/beheer/scholen/{id}/wijzig")
    JteModel edit(@PathVariable("id") long id) {
        Form school = schools.find(id).orElseThrow(() -> ClassesController.notFound(id));
        return page(
                id,
                new FormData()
                        .put("brin", school.brin6())
                        .put("naam", school.name())
                        .put("straat", school.street())
                        .put("huisnummer", school.houseNumber())
                        .put("postcode", school.postcode())
                        .put("plaats", school.town())
                        .put("gemeente", school.municipality()));
    }

    @PostMapping("/beheer/scholen/{id}/wijzig")
    View change(@AuthenticationPrincipal Actor actor, @PathVariable("id") long id, FormData form, Reply reply) {
        return schools.change(actor, id, read(form))
                .either(
                        done -> reply.saved("schools.saved", "/beheer/scholen/" + id),
                        problems -> reply.refused(problems, page(id, form)));
    }

    @PostMapping("/beheer/scholen/{id}/einde")
    View end(
            @AuthenticationPrincipal Actor actor,
            @PathVariable("id") long id,
            @RequestParam(name = "terug", defaultValue = "false") boolean back,
            Reply reply) {
        schools.end(actor, id, !back);
        return reply.saved(back ? "schools.restored" : "schools.ended", "/beheer/scholen/" + id);
    }

    private JteModel page(@Nullable Long id, FormData form) {
        Map<String, String> choices = new LinkedHashMap<>();
        municipalities.list().forEach(municipality -> choices.put(municipality.code(), municipality.name()));
        return pages.organisationsSchoolForm(id, form, choices);
    }

    private static Form read(FormData form) {
        return new Form(
                form.text("brin"),
                form.constant("soort", Sector.class).orElse(null),
                form.text("naam"),
                form.text("straat"),
                form.text("huisnummer"),
                form.text("postcode"),
                form.text("plaats"),
                form.text("gemeente"));
    }
}
