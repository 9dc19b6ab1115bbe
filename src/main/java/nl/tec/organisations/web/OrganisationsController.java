package nl.tec.organisations.web;

import gg.jte.generated.precompiled.Pages;
import gg.jte.models.runtime.JteModel;
import java.util.List;
import java.util.Map;
import nl.tec.accounts.Actor;
import nl.tec.hub.Reply;
import nl.tec.organisations.OrganisationKind;
import nl.tec.organisations.Organisations;
import nl.tec.organisations.Organisations.Form;
import nl.tec.organisations.Organisations.Key;
import nl.tec.organisations.Organisations.Organisation;
import nl.tec.shared.FormData;
import nl.tec.shared.NotFound;
import nl.tec.shared.Outcome;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;
import org.springframework.web.util.UriComponentsBuilder;

/** The pages for finding, adding and changing boards, companies and partners. */
@Controller
class OrganisationsController {

    private static final int PAGE = 50;

    private final Organisations organisations;
    private final Pages pages;

    OrganisationsController(Organisations organisations, Pages pages) {
        this.organisations = organisations;
        this.pages = pages;
    }

    @GetMapping("/beheer/organisaties")
    JteModel list(FormData fields) {
        OrganisationKind kind = kind(fields);
        String words = fields.text("zoek");
        Long id = fields.id("na");
        Key after = id == null ? null : new Key(fields.text("naam"), id);
        List<Organisation> lines = organisations.list(kind, words, after, PAGE + 1);
        boolean more = lines.size() > PAGE;
        List<Organisation> shown = more ? lines.subList(0, PAGE) : lines;
        return pages.organisationsOrganisations(
                kind,
                words,
                shown,
                after == null ? null : address(kind, words, null),
                more ? address(kind, words, shown.get(PAGE - 1)) : null);
    }

    @GetMapping("/beheer/organisaties/nieuw")
    JteModel add() {
        return pages.organisationsOrganisationForm(null, new FormData());
    }

    @PostMapping("/beheer/organisaties/nieuw")
    View added(@AuthenticationPrincipal Actor actor, FormData form, Reply reply) {
        return saved(organisations.add(actor, read(form)), null, form, reply);
    }

    @GetMapping("/beheer/organisaties/{id}")
    JteModel edit(@PathVariable("id") long id) {
        Organisation o = get(id);
        return pages.organisationsOrganisationForm(
                o,
                new FormData()
                        .put("soort", o.kind())
                        .put("naam", o.name())
                        .put("straat", o.street())
                        .put("huisnummer", o.houseNumber())
                        .put("postcode", o.postcode())
                        .put("plaats", o.town())
                        .put("email", o.email())
                        .put("telefoon", o.phone())
                        .put("website", o.website()));
    }

    @PostMapping("/beheer/organisaties/{id}")
    View change(@AuthenticationPrincipal Actor actor, @PathVariable("id") long id, FormData form, Reply reply) {
        return saved(organisations.change(actor, id, read(form)), get(id), form, reply);
    }

    @PostMapping("/beheer/organisaties/{id}/einde")
    View end(
            @AuthenticationPrincipal Actor actor,
            @PathVariable("id") long id,
            @RequestParam(name = "terug", defaultValue = "false") boolean back,
            Reply reply) {
        organisations.end(actor, id, !back);
        return reply.saved(back ? "organisations.restored" : "organisations.ended", "/beheer/organisaties/" + id);
    }

    private View saved(Outcome<Long> outcome, @Nullable Organisation organisation, FormData form, Reply reply) {
        return outcome.either(
                done -> reply.saved("organisations.saved", "/beheer/organisaties"),
                problems -> reply.refused(problems, pages.organisationsOrganisationForm(organisation, form)));
    }

    private Organisation get(long id) {
        return organisations.find(id).orElseThrow(() -> new NotFound("organisation " + id));
    }

    private static Form read(FormData form) {
        return new Form(
                kind(form),
                form.text("naam"),
                form.text("straat"),
                form.text("huisnummer"),
                form.text("postcode"),
                form.text("plaats"),
                form.text("email"),
                form.text("telefoon"),
                form.text("website"));
    }

    private static @Nullable OrganisationKind kind(FormData form) {
        return form.constant("soort", OrganisationKind.class)
                .filter(kind -> kind != OrganisationKind.SCHOOL)
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
