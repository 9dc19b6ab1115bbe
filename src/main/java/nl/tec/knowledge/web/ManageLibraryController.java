package nl.tec.knowledge.web;

import gg.jte.generated.precompiled.Pages;
import gg.jte.models.runtime.JteModel;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.function.Supplier;
import nl.tec.accounts.Actor;
import nl.tec.documents.EvidenceDocument;
import nl.tec.documents.FileTransfer;
import nl.tec.hub.Reply;
import nl.tec.knowledge.Item;
import nl.tec.knowledge.ItemDetails;
import nl.tec.knowledge.ItemFields;
import nl.tec.knowledge.LibraryAdministration;
import nl.tec.knowledge.LibraryModeration;
import nl.tec.knowledge.LibraryUses;
import nl.tec.programme.ActivityMaterial.Moment;
import nl.tec.programme.Catalogue;
import nl.tec.shared.Dates;
import nl.tec.shared.FormData;
import nl.tec.shared.NotFound;
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

/** Keeping the library: an item with its texts, files and activities, and the feedback of teachers. */
@Controller
@RequestMapping("/beheer/bibliotheek")
class ManageLibraryController {

    private static final String PATH = "/beheer/bibliotheek";
    private static final String ITEM = "/{id:[0-9]{1,18}}";
    private static final int PAGE = 50;
    private static final int MAX_TYPED = 120;

    /** The field with the action to take after saving. */
    private static final String THEN = "dan";

    private final LibraryAdministration keeping;
    private final LibraryModeration moderation;
    private final LibraryUses uses;
    private final Catalogue catalogue;
    private final Pages pages;
    private final Clock clock;

    ManageLibraryController(
            LibraryAdministration keeping,
            LibraryModeration moderation,
            LibraryUses uses,
            Catalogue catalogue,
            Pages pages,
            Clock clock) {
        this.keeping = keeping;
        this.moderation = moderation;
        this.uses = uses;
        this.catalogue = catalogue;
        this.pages = pages;
        this.clock = clock;
    }

    @GetMapping
    JteModel list(FormData query, @RequestParam(name = "na", required = false) @Nullable Long before) {
        String typed = query.line("zoek");
        String words = typed.substring(0, Math.min(MAX_TYPED, typed.length()));
        boolean due = query.has("nakijken", "ja");
        return pages.knowledgeManageLibrary(
                keeping.list(words, due, before, PAGE),
                before == null && words.isEmpty() && !due ? moderation.waiting() : List.of(),
                words,
                due);
    }

    @GetMapping("/nieuw")
    JteModel compose() {
        return newPage(ItemForm.empty(Dates.today(clock)));
    }

    @PostMapping("/nieuw")
    View create(FormData form, @AuthenticationPrincipal Actor actor, Reply reply) {
        ItemDetails details = ItemForm.details(form, Dates.today(clock));
        return checked(form, details, () -> keeping.create(details, actor))
                .either(
                        id -> reply.saved("library.keep.created", PATH + "/" + id),
                        problems -> reply.refused(problems, newPage(form)));
    }

    @GetMapping(ITEM)
    JteModel show(@PathVariable long id, @AuthenticationPrincipal Actor actor) {
        Item item = keeping.get(id);
        return page(item, ItemForm.of(item.details()), actor);
    }

    /** Saves what was typed, and with {@link #THEN} publishes it; if only that is refused, it is saved all the same. */
    @PostMapping(ITEM)
    View change(@PathVariable long id, FormData form, @AuthenticationPrincipal Actor actor, Reply reply) {
        ItemDetails details = ItemForm.details(form, Dates.today(clock));
        int version = form.number("versie", 0);
        return checked(form, details, () -> keeping.change(id, version, details, actor))
                .either(
                        done -> saved(id, form, actor, reply),
                        problems -> reply.refused(
                                LibraryAdministration.OUTDATED, problems, page(keeping.get(id), form, actor)));
    }

    /** Runs a command; a form with fields that could not be read gets all problems together. */
    private Outcome<Long> checked(FormData form, ItemDetails details, Supplier<Outcome<Long>> command) {
        return form.problems().any()
                ? Outcome.refused(new Problems().and(form.problems()).and(keeping.check(details)))
                : command.get();
    }

    private View saved(long id, FormData form, Actor actor, Reply reply) {
        if (!form.has(THEN, "publiceer")) {
            return reply.saved("library.keep.saved", PATH + "/" + id);
        }
        return keeping.publish(id, actor)
                .either(
                        done -> reply.saved("library.keep.published", PATH + "/" + id),
                        problems -> reply.refused(problems, show(id, actor)));
    }

    @PostMapping(ITEM + "/haal-weg")
    View withdraw(@PathVariable long id, @AuthenticationPrincipal Actor actor, Reply reply) {
        keeping.withdraw(id, actor);
        return reply.saved("library.keep.withdrawn", PATH + "/" + id);
    }

    /** Accepts an item as it was on the screen. */
    @PostMapping(ITEM + "/accepteer")
    View accept(@PathVariable long id, FormData form, @AuthenticationPrincipal Actor actor, Reply reply) {
        return answered(
                moderation.accept(id, form.number("versie", 0), actor), id, "library.accepted", form, actor, reply);
    }

    @PostMapping(ITEM + "/vraag")
    View ask(@PathVariable long id, FormData form, @AuthenticationPrincipal Actor actor, Reply reply) {
        return answered(
                moderation.ask(id, form.number("versie", 0), form.text(ItemFields.MESSAGE), actor),
                id,
                "library.asked",
                form,
                actor,
                reply);
    }

    @PostMapping(ITEM + "/weiger")
    View refuse(@PathVariable long id, FormData form, @AuthenticationPrincipal Actor actor, Reply reply) {
        return answered(
                moderation.refuse(id, form.number("versie", 0), form.text(ItemFields.MESSAGE), actor),
                id,
                "library.refused",
                form,
                actor,
                reply);
    }

    private View answered(Outcome<Long> outcome, long id, String flash, FormData form, Actor actor, Reply reply) {
        return outcome.either(
                done -> reply.saved(flash, PATH),
                problems -> reply.refused(
                        LibraryAdministration.OUTDATED,
                        problems,
                        again(id, new FormData().put(ItemFields.MESSAGE, form.text(ItemFields.MESSAGE)), actor)));
    }

    @PostMapping(ITEM + "/bestand")
    View upload(
            @PathVariable long id,
            FormData form,
            @RequestParam(name = EvidenceDocument.FIELD, required = false) @Nullable MultipartFile file,
            @AuthenticationPrincipal Actor actor,
            Reply reply)
            throws IOException {
        return keeping.addFile(id, FileTransfer.requiredUpload(file), form.line(ItemFields.LABEL), actor)
                .either(
                        done -> reply.saved("library.file.saved", PATH + "/" + id + "#bestanden"),
                        problems -> reply.refused(problems, again(id, form, actor)));
    }

    @GetMapping(ITEM + "/bestand/{file:[0-9]{1,18}}")
    ResponseEntity<byte[]> file(@PathVariable long id, @PathVariable long file) {
        return FileTransfer.attachment(keeping.file(id, file));
    }

    @PostMapping(ITEM + "/bestand/{file:[0-9]{1,18}}/weg")
    View removeFile(@PathVariable long id, @PathVariable long file, @AuthenticationPrincipal Actor actor, Reply reply) {
        return keeping.removeFile(id, file, actor)
                .either(
                        done -> reply.saved("library.file.removed", PATH + "/" + id + "#bestanden"),
                        problems -> reply.warn(problems.all().get(0).key(), PATH + "/" + id + "#bestanden"));
    }

    @PostMapping(ITEM + "/activiteit")
    View attach(@PathVariable long id, FormData form, @AuthenticationPrincipal Actor actor, Reply reply) {
        return keeping.attach(
                        id,
                        form.id(ItemFields.ACTIVITY),
                        form.constant(ItemFields.MOMENT, Moment.class).orElse(null),
                        actor)
                .either(
                        done -> reply.saved("library.activity.saved", PATH + "/" + id + "#activiteiten"),
                        problems -> reply.refused(problems, again(id, form, actor)));
    }

    @PostMapping(ITEM + "/activiteit/{activity:[0-9]{1,18}}/weg")
    View detach(
            @PathVariable long id,
            @PathVariable long activity,
            FormData form,
            @AuthenticationPrincipal Actor actor,
            Reply reply) {
        Moment moment = form.constant(ItemFields.MOMENT, Moment.class)
                .orElseThrow(() -> new NotFound("activity " + activity + " of library item " + id));
        keeping.detach(id, activity, moment, actor);
        return reply.saved("library.activity.removed", PATH + "/" + id + "#activiteiten");
    }

    @PostMapping(ITEM + "/stap")
    View attachToStep(@PathVariable long id, FormData form, @AuthenticationPrincipal Actor actor, Reply reply) {
        return keeping.attachToStep(
                        id,
                        form.id(ItemFields.STEP),
                        form.constant(ItemFields.STEP_MOMENT, Moment.class).orElse(null),
                        actor)
                .either(
                        done -> reply.saved("library.step.saved", PATH + "/" + id + "#stappen"),
                        problems -> reply.refused(problems, again(id, form, actor)));
    }

    @PostMapping(ITEM + "/stap/{step:[0-9]{1,18}}/weg")
    View detachFromStep(
            @PathVariable long id,
            @PathVariable long step,
            FormData form,
            @AuthenticationPrincipal Actor actor,
            Reply reply) {
        Moment moment = form.constant(ItemFields.STEP_MOMENT, Moment.class)
                .orElseThrow(() -> new NotFound("step " + step + " of library item " + id));
        keeping.detachFromStep(id, step, moment, actor);
        return reply.saved("library.step.removed", PATH + "/" + id + "#stappen");
    }

    /** Returns the page with the stored item and what was typed in one of its other forms. */
    private JteModel again(long id, FormData typed, Actor actor) {
        Item item = keeping.get(id);
        return page(item, ItemForm.of(item.details()).put(typed), actor);
    }

    private JteModel newPage(FormData form) {
        return pages.knowledgeManageItem(
                form, null, keeping.makers(), catalogue.goals(), List.of(), List.of(), List.of(), List.of());
    }

    private JteModel page(Item item, FormData form, Actor actor) {
        return pages.knowledgeManageItem(
                form,
                item,
                keeping.makers(),
                catalogue.goals(),
                catalogue.list(),
                keeping.steps(),
                uses.of(item, actor),
                moderation.changes(item));
    }
}
