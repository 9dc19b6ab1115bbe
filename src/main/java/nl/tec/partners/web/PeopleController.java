package nl.tec.partners.web;

import gg.jte.generated.precompiled.Pages;
import gg.jte.models.runtime.JteModel;
import java.util.List;
import java.util.Optional;
import nl.tec.accounts.Actor;
import nl.tec.hub.Reply;
import nl.tec.partners.PartnerPeople;
import nl.tec.partners.PartnerPerson;
import nl.tec.partners.Partners;
import nl.tec.shared.FormData;
import nl.tec.shared.NotFound;
import nl.tec.shared.Problems;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.servlet.View;

/** The page with the people of a partner, for the hub (recorded in the audit log) and for the partner itself. */
@Controller
class PeopleController {

    private static final String HUB = "/beheer/partners/{id:[0-9]+}/mensen";
    private static final String OWN = "/partner/mensen";

    private final PartnerPeople people;
    private final Partners partners;
    private final Pages pages;

    PeopleController(PartnerPeople people, Partners partners, Pages pages) {
        this.people = people;
        this.partners = partners;
        this.pages = pages;
    }

    @GetMapping({HUB, OWN})
    JteModel list(
            @PathVariable(name = "id", required = false) @Nullable Long id,
            FormData query,
            @AuthenticationPrincipal Actor actor) {
        return page(id, query, "p" + query.text("wie"), false, actor);
    }

    @PostMapping({HUB, OWN})
    View add(
            @PathVariable(name = "id", required = false) @Nullable Long id,
            FormData form,
            @AuthenticationPrincipal Actor actor,
            Reply reply) {
        Problems problems = people.add(organisation(id, form, actor), PartnerForms.person(form), actor);
        return done(id, form, "new", problems, "partners.person.added", actor, reply);
    }

    @PostMapping({HUB + "/{person:[0-9]+}", OWN + "/{person:[0-9]+}"})
    View change(
            @PathVariable(name = "id", required = false) @Nullable Long id,
            @PathVariable long person,
            FormData form,
            @AuthenticationPrincipal Actor actor,
            Reply reply) {
        Problems problems = people.change(organisation(id, form, actor), person, PartnerForms.person(form), actor);
        return done(id, form, "p" + person, problems, "partners.person.saved", actor, reply);
    }

    @PostMapping({HUB + "/{person:[0-9]+}/weg", OWN + "/{person:[0-9]+}/weg"})
    View remove(
            @PathVariable(name = "id", required = false) @Nullable Long id,
            @PathVariable long person,
            FormData form,
            @AuthenticationPrincipal Actor actor,
            Reply reply) {
        people.remove(organisation(id, form, actor), person, actor);
        return done(id, form, "", new Problems(), "partners.person.removed", actor, reply);
    }

    private View done(
            @Nullable Long id,
            FormData form,
            String who,
            Problems problems,
            String sentence,
            Actor actor,
            Reply reply) {
        return problems.any()
                ? reply.refused(problems, page(id, form, who, true, actor))
                : reply.saved(
                        sentence,
                        id == null
                                ? "/partner/mensen?van=" + organisation(null, form, actor)
                                : "/beheer/partners/" + id + "/mensen");
    }

    /**
     * @param who the person whose form is open: {@code p} with an id, otherwise a new person
     * @param refused whether to show the submitted values
     */
    private JteModel page(@Nullable Long id, FormData typed, String who, boolean refused, Actor actor) {
        long organisation = organisation(id, typed, actor);
        List<PartnerPerson> all = people.list(organisation, actor);
        Optional<PartnerPerson> chosen =
                all.stream().filter(person -> who.equals("p" + person.id())).findFirst();
        return pages.partnersPartnerPeople(
                partners.get(organisation, actor),
                all,
                refused ? typed : chosen.map(PeopleController::filled).orElseGet(FormData::new),
                id != null,
                id != null ? "/beheer/partners/" + organisation : "/partner",
                chosen.orElse(null));
    }

    private static FormData filled(PartnerPerson person) {
        return new FormData()
                .put("functie", person.function())
                .put("rol", person.role())
                .put("naam", person.name())
                .put("email", person.email())
                .put("telefoon", person.phone());
    }

    private static long organisation(@Nullable Long id, FormData form, Actor actor) {
        if (id != null && id <= 0) {
            throw new NotFound("partner " + id);
        }
        return id == null ? PartnerForms.organisation(actor, form) : id;
    }
}
