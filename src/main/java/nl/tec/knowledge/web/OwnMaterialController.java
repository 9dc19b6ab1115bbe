package nl.tec.knowledge.web;

import gg.jte.generated.precompiled.Pages;
import gg.jte.models.runtime.JteModel;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import nl.tec.accounts.Actor;
import nl.tec.accounts.OrganisationNames;
import nl.tec.accounts.Role;
import nl.tec.documents.EvidenceDocument;
import nl.tec.documents.FileTransfer;
import nl.tec.hub.Reply;
import nl.tec.knowledge.Item;
import nl.tec.knowledge.ItemDetails;
import nl.tec.knowledge.ItemFields;
import nl.tec.knowledge.LibraryAdministration;
import nl.tec.knowledge.LibraryUses;
import nl.tec.knowledge.OwnMaterial;
import nl.tec.programme.Catalogue;
import nl.tec.shared.Dates;
import nl.tec.shared.FormData;
import nl.tec.shared.Outcome;
import nl.tec.shared.Problems;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.View;

/** The own material of a partner or a school, each in its own portal: the list, the form with its files, and sending it in with what was typed. */
@Controller
@RequestMapping("/{portal:partner|school}/materiaal")
class OwnMaterialController {

    private static final String ITEM = "/{id:[0-9]{1,18}}";
    private static final int PAGE = 50;

    private final OwnMaterial material;
    private final LibraryUses uses;
    private final Catalogue catalogue;
    private final OrganisationNames names;
    private final Pages pages;
    private final Clock clock;

    OwnMaterialController(
            OwnMaterial material,
            LibraryUses uses,
            Catalogue catalogue,
            OrganisationNames names,
            Pages pages,
            Clock clock) {
        this.material = material;
        this.uses = uses;
        this.catalogue = catalogue;
        this.names = names;
        this.pages = pages;
        this.clock = clock;
    }

    @GetMapping
    JteModel list(
            @PathVariable String portal,
            FormData query,
            @RequestParam(name = "na", required = false) @Nullable Long before,
            @AuthenticationPrincipal Actor actor) {
        long organisation = organisation(portal, actor, query);
        List<Long> own = organisations(portal, actor);
        return pages.knowledgeOwn(
                path(portal),
                organisation,
                names.name(organisation),
                own.size() > 1 ? names.names(own) : Map.of(),
                material.list(organisation, before, PAGE, actor));
    }

    /** The organisations somebody works for, of the kind that has this portal. */
    private static List<Long> organisations(String portal, Actor actor) {
        return portal.equals("partner") ? actor.organisations(Role.PARTNER) : actor.schools();
    }

    /** Returns the organisation in {@code van} if somebody works for it, else the first one they work for. */
    private static long organisation(String portal, Actor actor, FormData form) {
        return form.organisation(organisations(portal, actor));
    }

    @GetMapping("/nieuw")
    JteModel compose(@PathVariable String portal, FormData query, @AuthenticationPrincipal Actor actor) {
        return newPage(portal, organisation(portal, actor, query), ItemForm.empty(Dates.today(clock)));
    }

    @PostMapping("/nieuw")
    View create(@PathVariable String portal, FormData form, @AuthenticationPrincipal Actor actor, Reply reply) {
        long organisation = organisation(portal, actor, form);
        ItemDetails details = ItemForm.details(form, Dates.today(clock)).by(organisation);
        Outcome<Long> outcome = form.problems().any()
                ? Outcome.refused(new Problems().and(form.problems()).and(material.check(details)))
                : material.create(organisation, details, actor);
        return outcome.either(
                id -> reply.saved("library.own.created", path(portal) + "/" + id + "#bestanden"),
                problems -> reply.refused(problems, newPage(portal, organisation, form)));
    }

    @GetMapping(ITEM)
    JteModel show(@PathVariable String portal, @PathVariable long id, @AuthenticationPrincipal Actor actor) {
        Item item = material.get(id, actor);
        return page(portal, item, ItemForm.of(item.details()), actor);
    }

    @PostMapping(ITEM)
    View change(
            @PathVariable String portal,
            @PathVariable long id,
            FormData form,
            @AuthenticationPrincipal Actor actor,
            Reply reply) {
        Item item = material.get(id, actor);
        boolean submit = form.has("dan", "stuur");
        ItemDetails details = ItemForm.details(form, Dates.today(clock)).by(maker(item));
        Outcome<Long> outcome = form.problems().any()
                ? Outcome.refused(new Problems().and(form.problems()).and(material.check(details)))
                : material.change(id, form.number("versie", 0), details, submit, actor);
        return outcome.either(
                done -> reply.saved(submit ? "library.own.submitted" : "library.own.saved", path(portal) + "/" + id),
                problems -> reply.refused(
                        LibraryAdministration.OUTDATED, problems, page(portal, material.get(id, actor), form, actor)));
    }

    @PostMapping(ITEM + "/bestand")
    View upload(
            @PathVariable String portal,
            @PathVariable long id,
            FormData form,
            @RequestParam(name = EvidenceDocument.FIELD, required = false) @Nullable MultipartFile file,
            @AuthenticationPrincipal Actor actor,
            Reply reply)
            throws IOException {
        return material.addFile(id, FileTransfer.requiredUpload(file), form.line(ItemFields.LABEL), actor)
                .either(done -> reply.saved("library.file.saved", path(portal) + "/" + id + "#bestanden"), problems -> {
                    Item item = material.get(id, actor);
                    return reply.refused(
                            problems,
                            page(portal, item, ItemForm.of(item.details()).put(form), actor));
                });
    }

    @GetMapping(ITEM + "/bestand/{file:[0-9]{1,18}}")
    ResponseEntity<byte[]> file(@PathVariable long id, @PathVariable long file, @AuthenticationPrincipal Actor actor) {
        return FileTransfer.attachment(material.file(id, file, actor));
    }

    @PostMapping(ITEM + "/bestand/{file:[0-9]{1,18}}/weg")
    View removeFile(
            @PathVariable String portal,
            @PathVariable long id,
            @PathVariable long file,
            @AuthenticationPrincipal Actor actor,
            Reply reply) {
        String after = path(portal) + "/" + id + "#bestanden";
        return material.removeFile(id, file, actor)
                .either(
                        done -> reply.saved("library.file.removed", after),
                        problems -> reply.warn(problems.all().get(0).key(), after));
    }

    /** Opens the change of a library item, which is made beside it. */
    @PostMapping(ITEM + "/wijzig")
    View revise(@PathVariable String portal, @PathVariable long id, @AuthenticationPrincipal Actor actor, Reply reply) {
        return reply.saved("library.own.revised", path(portal) + "/" + material.revise(id, actor));
    }

    @PostMapping(ITEM + "/weg")
    View withdraw(
            @PathVariable String portal, @PathVariable long id, @AuthenticationPrincipal Actor actor, Reply reply) {
        long organisation = maker(material.get(id, actor));
        material.withdraw(id, actor);
        return reply.saved("library.own.gone", path(portal) + "?van=" + organisation);
    }

    private JteModel newPage(String portal, long organisation, FormData form) {
        return pages.knowledgeOwnItem(
                form, path(portal), organisation, names.name(organisation), null, null, catalogue.goals(), List.of());
    }

    private JteModel page(String portal, Item item, FormData form, Actor actor) {
        return pages.knowledgeOwnItem(
                form,
                path(portal),
                maker(item),
                item.organisation(),
                item,
                material.revisionOf(item).orElse(null),
                catalogue.goals(),
                uses.of(item, actor));
    }

    private static long maker(Item item) {
        return Objects.requireNonNull(item.details().organisationId());
    }

    private static String path(String portal) {
        return "/" + portal + "/materiaal";
    }
}
